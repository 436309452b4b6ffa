import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { closureTimeFault, mayConfirmClosure } from '../../../server/access-grants/domain/closure-policy.js';
import { emergencyPhase, mayBreakGlass, mayReview, reviewDue, type OpenedInEmergency } from '../../../server/access-grants/domain/emergency-policy.js';
import { mayCutBack, mayEnd } from '../../../server/access-grants/domain/end-policy.js';
import { grantStanding, type GrantFacts } from '../../../server/access-grants/domain/grant-standing.js';
import { mayAcknowledgeUse, mayBeLetIn, mayCloseUse, mayOpenUse, useCloses, type StandingGrant } from '../../../server/access-grants/domain/use-policy.js';
import { isWithinWindows, leavesWindows, type WeeklyWindow } from '../../../server/access-grants/domain/windows.js';
import type { Verdict } from '../../../server/kernel/refusal.js';

const now = new Date('2026-11-20T12:00:00+07:00');
const inHours = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000);
const reasonOf = (verdict: Verdict): string => (verdict.allowed ? 'allowed' : verdict.reason);

describe('how a grant stands', () => {
  const facts: GrantFacts = { form: 'grant', startsAt: inHours(-1), endsAt: inHours(1), endedAt: null, held: 1, accountsOpen: 0, usable: true };

  test.each<[string, Partial<GrantFacts>]>([
    ['live', {}],
    ['upcoming', { startsAt: inHours(0.5) }],
    ['paused', { usable: false }],
    ['standby', { form: 'standing', held: 0 }],
    ['live', { form: 'standing' }],
    ['account-open', { endsAt: now, held: 0, accountsOpen: 1 }],
    ['account-open', { held: 0, accountsOpen: 1 }],
    ['over', { endedAt: inHours(-0.5), held: 0 }],
    ['over', { held: 0 }],
    ['live', { accountsOpen: 1 }],
    ['account-open', { form: 'standing', endsAt: now, held: 0, accountsOpen: 2 }],
  ])('%s', (standing, change) => {
    expect(grantStanding({ ...facts, ...change }, now)).toBe(standing);
  });

  test('nothing is live at or after its end, whatever else is true', () => {
    fc.assert(fc.property(fc.integer({ min: -10_000, max: 10_000 }), fc.nat(3), fc.nat(3), fc.boolean(), fc.constantFrom('grant' as const, 'standing' as const, 'emergency' as const), (minutes, held, accountsOpen, usable, form) => {
      const standing = grantStanding({ ...facts, form, held, accountsOpen, usable, endsAt: inHours(minutes / 60) }, now);
      if (minutes <= 0) expect(['over', 'account-open']).toContain(standing);
    }));
  });
});

describe('ending before the term', () => {
  const grant = { form: 'grant' as const, startsAt: inHours(-1), endsAt: inHours(10), endedAt: null };

  test('is possible as long as the grant is not over', () => {
    expect(mayEnd(grant, now).allowed).toBe(true);
    expect(reasonOf(mayEnd({ ...grant, endsAt: now }, now))).toBe('access-over');
    expect(reasonOf(mayEnd({ ...grant, endedAt: inHours(-0.1) }, now))).toBe('access-over');
  });

  test.each<[string, Date]>([['allowed', inHours(5)], ['cut-back-past', now], ['cut-back-not-earlier', inHours(10)]])('cut back: %s', (reason, until) => {
    expect(reasonOf(mayCutBack(grant, until, now))).toBe(reason);
  });

  test('one that has not begun is not cut back to before its beginning', () => {
    expect(reasonOf(mayCutBack({ ...grant, startsAt: inHours(3) }, inHours(3), now))).toBe('cut-back-before-start');
  });

  test('an allowed cut never makes a term longer, and never ends it in the past', () => {
    fc.assert(fc.property(fc.integer({ min: -30_000, max: 30_000 }), fc.integer({ min: -2000, max: 2000 }), fc.integer({ min: 1, max: 20_000 }), (until, starts, length) => {
      const asked = { ...grant, startsAt: inHours(starts / 60), endsAt: inHours((starts + length) / 60) };
      const to = inHours(until / 60);
      if (mayCutBack(asked, to, now).allowed) expect(now < to && asked.startsAt < to && to < asked.endsAt).toBe(true);
    }));
  });
});

describe('standing access', () => {
  const grant: StandingGrant = { form: 'standing', startsAt: inHours(-1), endsAt: inHours(100), endedAt: null, suspended: false, contained: false, phaseOpen: true, openUntil: null };

  test.each<[string, Partial<StandingGrant>]>([
    ['allowed', {}],
    ['not-standing', { form: 'grant' }],
    ['access-over', { endsAt: now }],
    ['access-not-begun', { startsAt: inHours(1) }],
    ['contract-contained', { contained: true }],
    ['access-out-of-phase', { phaseOpen: false }],
    ['system-suspended', { suspended: true }],
    ['use-open', { openUntil: inHours(1) }],
  ])('opening: %s', (reason, change) => {
    expect(reasonOf(mayOpenUse({ ...grant, ...change }, now))).toBe(reason);
  });

  test('closes after its hours, never after the grant', () => {
    expect(useCloses(4, grant, now)).toEqual(inHours(4));
    expect(useCloses(4, { endsAt: inHours(2) }, now)).toEqual(inHours(2));
  });

  test('people who left or are not bound are not let in', () => {
    expect(mayBeLetIn({ name: 'An', bound: true, left: false }).allowed).toBe(true);
    expect(reasonOf(mayBeLetIn({ name: 'An', bound: false, left: false }))).toBe('not-bound');
    expect(reasonOf(mayBeLetIn({ name: 'An', bound: true, left: true }))).toBe('person-left');
  });

  test('a use is closed once, and acknowledged once by another', () => {
    const use = { openedBy: 'it', closesAt: inHours(1), closedAt: null, acknowledgedAt: null };
    expect(mayCloseUse(use, now).allowed).toBe(true);
    expect(reasonOf(mayCloseUse({ ...use, closesAt: now }, now))).toBe('use-over');
    expect(reasonOf(mayCloseUse({ ...use, closedAt: inHours(-1) }, now))).toBe('use-over');
    expect(mayAcknowledgeUse(use, 'head').allowed).toBe(true);
    expect(reasonOf(mayAcknowledgeUse(use, 'it'))).toBe('use-own');
    expect(reasonOf(mayAcknowledgeUse({ ...use, acknowledgedAt: now }, 'head'))).toBe('use-acknowledged');
  });
});

describe('an emergency', () => {
  const opened: OpenedInEmergency = { form: 'emergency', openedBy: 'it', openedAt: now, openedByHead: false, reviewedAt: null };

  test('takes the phase of the contract, and none where the vendor works on no system', () => {
    expect(['planned', 'signed', 'trial', 'active', 'handing_over', 'liquidated', 'cancelled'].map(emergencyPhase)).toEqual([undefined, undefined, 'trial', 'operation', 'handover', undefined, undefined]);
    expect(reasonOf(mayBreakGlass({ phase: 'signed', ended: false, contained: false }))).toBe('emergency-out-of-phase');
    expect(reasonOf(mayBreakGlass({ phase: 'active', ended: true, contained: false }))).toBe('contract-ended');
    expect(reasonOf(mayBreakGlass({ phase: 'active', ended: false, contained: true }))).toBe('contract-contained');
    expect(mayBreakGlass({ phase: 'active', ended: false, contained: false }).allowed).toBe(true);
  });

  test('is reviewed by another person: the head, or anybody who may where the head opened it', () => {
    expect(mayReview(opened, { id: 'head', head: true }).allowed).toBe(true);
    expect(reasonOf(mayReview(opened, { id: 'it', head: true }))).toBe('review-own');
    expect(reasonOf(mayReview(opened, { id: 'another', head: false }))).toBe('review-by-head');
    expect(mayReview({ ...opened, openedBy: 'head', openedByHead: true }, { id: 'it', head: false }).allowed).toBe(true);
    expect(reasonOf(mayReview({ ...opened, reviewedAt: now }, { id: 'head', head: true }))).toBe('reviewed-already');
    expect(reasonOf(mayReview({ ...opened, form: 'grant' }, { id: 'head', head: true }))).toBe('not-an-emergency');
    expect(reviewDue(opened)).toEqual(inHours(24));
  });

  test('nobody ever reviews what they opened', () => {
    fc.assert(fc.property(fc.constantFrom('a', 'b'), fc.constantFrom('a', 'b'), fc.boolean(), fc.boolean(), (openedBy, id, openedByHead, head) => {
      if (mayReview({ ...opened, openedBy, openedByHead }, { id, head }).allowed) expect(id).not.toBe(openedBy);
    }));
  });
});

describe('closing an account', () => {
  const line = { startsAt: inHours(-5), heldUntil: inHours(-1), closedAt: null, goesOn: false };

  test('is confirmed after the access is over, once, and by whoever holds it last', () => {
    expect(mayConfirmClosure(line, now).allowed).toBe(true);
    expect(mayConfirmClosure({ ...line, heldUntil: now }, now).allowed).toBe(true);
    expect(reasonOf(mayConfirmClosure({ ...line, heldUntil: inHours(0.1) }, now))).toBe('still-held');
    expect(reasonOf(mayConfirmClosure({ ...line, closedAt: now }, now))).toBe('closed-already');
    expect(reasonOf(mayConfirmClosure({ ...line, goesOn: true }, now))).toBe('access-goes-on');
  });

  test('happened after the account was given and not in the future', () => {
    expect(closureTimeFault(now, line, now)).toBeUndefined();
    expect(closureTimeFault(inHours(0.1), line, now)).toBe('future');
    expect(closureTimeFault(inHours(-6), line, now)).toBe('before-start');
  });
});

describe('weekly windows', () => {
  const time = fc.integer({ min: 0, max: 95 }).map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
  const windows = fc.array(fc.record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), from: time, to: time }), { minLength: 1, maxLength: 3 });

  test('a span that does not leave them lies in them at every minute, over month ends as well', () => {
    fc.assert(fc.property(windows, fc.integer({ min: 0, max: 30 * 24 * 4 }), fc.integer({ min: 1, max: 48 }), (weekly: WeeklyWindow[], start, length) => {
      const from = new Date(new Date('2026-02-20T00:00:00+07:00').getTime() + start * 15 * 60_000);
      const to = new Date(from.getTime() + length * 15 * 60_000);
      const quarters = Array.from({ length }, (_, index) => new Date(from.getTime() + index * 15 * 60_000));
      expect(leavesWindows(weekly, from, to)).toBe(!quarters.every((instant) => isWithinWindows(weekly, instant)));
    }), { numRuns: 200 });
  });

  test('one that crosses midnight belongs to the day on which it begins', () => {
    const night: WeeklyWindow[] = [{ days: [5], from: '22:00', to: '02:00' }];
    expect(isWithinWindows(night, new Date('2026-11-20T23:00:00+07:00'))).toBe(true);
    expect(isWithinWindows(night, new Date('2026-11-21T01:59:00+07:00'))).toBe(true);
    expect(isWithinWindows(night, new Date('2026-11-21T02:00:00+07:00'))).toBe(false);
    expect(isWithinWindows(night, new Date('2026-11-20T01:00:00+07:00'))).toBe(false);
  });
});
