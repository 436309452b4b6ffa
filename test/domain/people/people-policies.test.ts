import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, calendarDay, compareDays } from '../../../server/kernel/calendar-day.js';
import { reviewAgencyEnd, reviewRoleGrant } from '../../../server/people/domain/administration-policy.js';
import { capacityFor, chooseCapacity, type Authority } from '../../../server/people/domain/capacity.js';
import { capacityOf, reviewDecision, type DecisionFacts } from '../../../server/people/domain/decision-policy.js';
import { reviewDelegation, type DelegationFacts } from '../../../server/people/domain/delegation-policy.js';
import { lockDelays, lockMinutesAfter } from '../../../server/people/domain/lock-out.js';
import { delegableAreas, roles } from '../../../server/people/domain/role.js';

const today = calendarDay('2026-11-20');
const person = fc.constantFrom('lan', 'binh', 'huong');
const area = fc.constantFrom(...delegableAreas);
const own: Authority = { capacity: 'own', delegationId: undefined, areas: undefined };
const delegated = fc.record({
  capacity: fc.constantFrom('KT' as const, 'TUQ' as const),
  delegationId: fc.constantFrom('d1', 'd2'),
  areas: fc.subarray([...delegableAreas], { minLength: 1 }),
});
const authority: fc.Arbitrary<Authority> = fc.oneof(fc.constant(own), delegated);
const decision: fc.Arbitrary<DecisionFacts> = fc.record({
  requestedBy: person,
  decidedBy: person,
  recordedBy: person,
  area,
  authorities: fc.array(authority, { maxLength: 3 }),
  medium: fc.constantFrom('click' as const, 'paper' as const),
  decidedOn: fc.integer({ min: -30, max: 3 }).map((days) => addDays(today, days)),
  today: fc.constant(today),
});

describe('a decision', () => {
  test('that is allowed keeps its persons apart and rests on authority', () => {
    fc.assert(
      fc.property(decision, (facts) => {
        fc.pre(reviewDecision(facts).allowed);
        expect(facts.decidedBy).not.toBe(facts.requestedBy);
        expect(facts.recordedBy).not.toBe(facts.requestedBy);
        if (facts.medium === 'click') expect(facts.recordedBy).toBe(facts.decidedBy);
        expect(facts.authorities.some(({ areas }) => areas === undefined || areas.includes(facts.area))).toBe(true);
        expect(compareDays(facts.decidedOn, today)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('is refused to its maker whatever the authority', () => {
    fc.assert(
      fc.property(decision, (facts) => {
        const verdict = reviewDecision({ ...facts, decidedBy: facts.requestedBy, authorities: [own] });
        expect(verdict).toMatchObject({ allowed: false, reason: 'maker-cannot-decide', clause: 'internal' });
      }),
    );
  });

  test('knows persons only by being the same or another: renaming everybody changes nothing', () => {
    const names: Record<string, string> = { lan: 'p1', binh: 'p2', huong: 'p3' };
    const renamed = (name: string): string => names[name] ?? name;
    fc.assert(
      fc.property(decision, (facts) => {
        const others = { ...facts, requestedBy: renamed(facts.requestedBy), decidedBy: renamed(facts.decidedBy), recordedBy: renamed(facts.recordedBy) };
        expect(reviewDecision(others)).toEqual(reviewDecision(facts));
      }),
    );
  });

  test('bears the own office before any delegation, KT. before TUQ., and names the delegation of a delegate', () => {
    fc.assert(
      fc.property(fc.array(authority, { maxLength: 4 }), area, (authorities, wanted) => {
        const acting = chooseCapacity(authorities, wanted);
        const reaching = authorities.filter(({ areas }) => areas === undefined || areas.includes(wanted));
        if (reaching.length === 0) expect(acting).toBeUndefined();
        else if (reaching.includes(own)) expect(acting).toEqual({ capacity: 'own', delegationId: undefined });
        else {
          expect(acting?.capacity).toBe(reaching.some(({ capacity }) => capacity === 'KT') ? 'KT' : 'TUQ');
          expect(reaching).toContainEqual(expect.objectContaining({ capacity: acting?.capacity, delegationId: acting?.delegationId }));
        }
        expect(capacityOf({ authorities, area: wanted })).toEqual(acting);
      }),
    );
  });

  test('of the signed-in person rests on the role of head alone, at an agency it reaches', () => {
    const held = { role: 'unit_head', agencyIds: ['a'], ...own };
    expect(capacityFor([held], 'a', 'contracts')).toEqual({ capacity: 'own', delegationId: undefined });
    expect(capacityFor([held], 'b', 'contracts')).toBeUndefined();
    expect(capacityFor([{ ...held, agencyIds: undefined }], 'b', 'contracts')).toBeDefined();
    for (const role of roles.filter((code) => code !== 'unit_head')) expect(capacityFor([{ ...held, role }], 'a', 'contracts')).toBeUndefined();
  });
});

describe('a delegation', () => {
  const facts: DelegationFacts = {
    headId: 'head',
    delegateId: 'deputy',
    recordedBy: 'head',
    medium: 'click',
    validFrom: today,
    validUntil: addDays(today, 10),
    paperDate: undefined,
    today,
    offices: [{ validFrom: calendarDay('2026-01-01'), validUntil: calendarDay('2026-12-31') }],
    delegateIsOpen: true,
  };

  test('within the own office is allowed', () => {
    expect(reviewDelegation(facts)).toEqual({ allowed: true });
    expect(reviewDelegation({ ...facts, medium: 'paper', recordedBy: 'clerk', validFrom: addDays(today, -5), paperDate: addDays(today, -6) })).toEqual({ allowed: true });
  });

  test.each<[string, Partial<DelegationFacts>]>([
    ['delegate-is-head', { delegateId: 'head' }],
    ['delegate-cannot-record', { medium: 'paper', recordedBy: 'deputy' }],
    ['delegate-account-closed', { delegateIsOpen: false }],
    ['delegation-already-over', { validFrom: addDays(today, -9), validUntil: addDays(today, -1), medium: 'paper', recordedBy: 'clerk' }],
    ['delegation-starts-before-today', { validFrom: addDays(today, -1) }],
    ['delegation-paper-dated-later', { medium: 'paper', recordedBy: 'clerk', paperDate: addDays(today, 1) }],
    ['delegation-beyond-office', { validUntil: calendarDay('2027-01-01') }],
    ['delegation-beyond-office', { offices: [] }],
  ])('is refused: %s', (reason, change) => {
    expect(reviewDelegation({ ...facts, ...change })).toMatchObject({ allowed: false, reason });
  });
});

describe('administration', () => {
  const grant = { userId: 'u', actorId: 'a', accountIsOpen: true, role: 'auditor' as const, withSubtree: false, validUntil: undefined, today, agency: { isRoot: false, endedOn: undefined } };

  test('never touches the own roles, whatever the role', () => {
    for (const role of roles) {
      const facts = { ...grant, role, userId: 'a', withSubtree: true, agency: { isRoot: true, endedOn: undefined } };
      expect(reviewRoleGrant(facts)).toMatchObject({ allowed: false, reason: 'own-roles' });
      expect(reviewRoleGrant({ ...facts, userId: 'u' })).toEqual({ allowed: true });
    }
  });

  test.each([
    ['account-is-closed', { accountIsOpen: false }],
    ['administrator-over-everything', { role: 'administrator' as const, withSubtree: true }],
    ['administrator-over-everything', { role: 'administrator' as const, agency: { isRoot: true, endedOn: undefined } }],
    ['agency-has-ended', { agency: { isRoot: false, endedOn: today } }],
    ['role-already-over', { validUntil: addDays(today, -1) }],
  ])('refuses a role: %s', (reason, change) => {
    expect(reviewRoleGrant({ ...grant, ...change })).toMatchObject({ allowed: false, reason });
  });

  const end = { agencyId: 'x', isRoot: false, endedOn: undefined, below: 0, successor: { id: 'y', endedOn: undefined } };
  test.each([
    ['agency-has-ended', { endedOn: today }],
    ['agency-is-root', { isRoot: true }],
    ['agency-has-agencies-below', { below: 2 }],
    ['agency-succeeds-itself', { successor: { id: 'x', endedOn: undefined } }],
    ['successor-has-ended', { successor: { id: 'y', endedOn: today } }],
  ])('refuses to end an agency: %s', (reason, change) => {
    expect(reviewAgencyEnd(end)).toEqual({ allowed: true });
    expect(reviewAgencyEnd({ ...end, ...change })).toMatchObject({ allowed: false, reason });
  });
});

describe('the lock after wrong passwords', () => {
  test('grows with every failure up to an hour and never shrinks', () => {
    for (const kind of ['account', 'address'] as const) {
      const delays = lockDelays(kind);
      expect(delays.at(-1)).toBe(60);
      expect([...delays].sort((a, b) => a - b)).toEqual(delays);
      expect(delays.map((_, index) => lockMinutesAfter(kind, index + 1))).toEqual(delays);
      expect(lockMinutesAfter(kind, delays.length + 100)).toBe(60);
    }
    expect(lockDelays('account').slice(0, 8)).toEqual([0, 0, 0, 0, 1, 2, 4, 8]);
    expect(lockDelays('address').findIndex((minutes) => minutes > 0)).toBe(19);
  });
});
