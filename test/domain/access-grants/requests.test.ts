import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import path from 'node:path';
import { accessPhases, planes, purposes } from '../../../server/access-grants/domain/access.js';
import { accessRequestLifecycle } from '../../../server/access-grants/domain/access-request.lifecycle.js';
import {
  mayApprove, mayAsk, mayAskForPhase, mayOfferPlane, openPhases, requestFaults, watchesEnough, type AskedAccess, type ContractGround, type RequestToDecide, type SystemGround,
} from '../../../server/access-grants/domain/request-policy.js';
import { longestTerm } from '../../../server/access-grants/domain/terms.js';
import { unusualPoints, type UnusualGround } from '../../../server/access-grants/domain/unusual.js';
import { reachesNight } from '../../../server/access-grants/domain/windows.js';
import { calendarDay } from '../../../server/kernel/calendar-day.js';
import { inspectLifecycle } from '../../../server/kernel/lifecycle.js';
import { libraryFromFiles } from '../../../server/library/index.js';

const library = await libraryFromFiles(path.join('seeds', 'library'));
const terms = library.libraryOn('access-terms', calendarDay('2026-12-01')).entries;
const HOUR = 3_600_000;
const NOW = new Date('2026-12-07T09:00:00+07:00');
const hoursOn = (hours: number): Date => new Date(NOW.getTime() + hours * HOUR);

const contract: ContractGround = { phase: 'active', startsOn: calendarDay('2026-11-01'), endsOn: calendarDay('2027-10-31'), cleared: true, contained: false, unassessedTransition: false };
const system: SystemGround = { id: 's', level: 2, suspended: false, remediation: false, holdsStateData: true };
const asked: AskedAccess = {
  form: 'grant', phase: 'operation', purpose: 'operation-support', plane: 'application', method: 'ssh', sourceAddresses: ['203.0.113.7/32'], startsAt: hoursOn(1), endsAt: hoursOn(25),
  useHours: undefined, supervision: 'recorded', rollbackPlan: undefined,
};
const waiting: RequestToDecide = { ...asked, state: 'submitted', decideBy: hoursOn(48), holders: [{ name: 'A', account: 'a', boundUntil: 'infinity', left: false, held: false }] };
const reasonOf = (verdict: ReturnType<typeof mayApprove>): string => (verdict.allowed ? 'allowed' : verdict.reason);

describe('the longest terms of domain reference 5.4', () => {
  const hours = (entry: (typeof purposes)[number]): (number | undefined)[] => [2, 3, 5].map((level) => longestTerm(terms, 'grant', entry, level)?.hours);
  test('by purpose and level', () => {
    expect(hours('incident-handling')).toEqual([72, 48, 24]);
    expect(hours('upgrade-support')).toEqual([14 * 24, 7 * 24, 3 * 24]);
    expect(hours('administration-support')).toEqual([90 * 24, 30 * 24, 7 * 24]);
    expect(hours('operation-support')).toEqual([90 * 24, 90 * 24, 30 * 24]);
    expect([1, 3, 4].map((level) => longestTerm(terms, 'standing', 'incident-handling', level)).map((term) => [term?.hours, term?.useHours])).toEqual([[2160, 8], [2160, 4], [720, 4]]);
    expect([3, 4].map((level) => longestTerm(terms, 'emergency', 'incident-handling', level)?.hours)).toEqual([4, 2]);
  });
  test('a higher level never allows longer', () => {
    fc.assert(fc.property(fc.constantFrom(...purposes), fc.integer({ min: 1, max: 4 }), (purpose, level) =>
      (longestTerm(terms, 'grant', purpose, level + 1)?.hours ?? 0) <= (longestTerm(terms, 'grant', purpose, level)?.hours ?? 0)));
  });
});

describe('what may be asked for', () => {
  test('one phase is open at a time, and repair only with an open case', () => {
    expect(['planned', 'signed', 'trial', 'active', 'handing_over', 'liquidated'].map((phase) => openPhases({ phase }, system))).toEqual([[], ['trial'], ['trial'], ['operation'], ['handover'], []]);
    expect(openPhases(contract, { remediation: true })).toEqual(['operation', 'remediation']);
    expect(mayAskForPhase('remediation', contract, system)).toMatchObject({ allowed: false, reason: 'no-open-case', clause: { article: 6, clause: 3 } });
  });
  test('nothing on a suspended system but repair, nothing without a current approval of the risk', () => {
    expect(mayAsk('operation', contract, { ...system, suspended: true })).toMatchObject({ reason: 'system-suspended' });
    expect(mayAsk('remediation', contract, { ...system, suspended: true, remediation: true })).toEqual({ allowed: true });
    expect(mayAsk('operation', { ...contract, contained: true }, system)).toMatchObject({ reason: 'contract-contained' });
    expect(mayAsk('remediation', { ...contract, contained: true }, { ...system, remediation: true })).toEqual({ allowed: true });
    expect(mayAsk('operation', { ...contract, cleared: false }, system)).toMatchObject({ reason: 'risk-not-cleared', clause: { article: 6, clause: 1 } });
  });
  test('data administration over state-managed data is offered under no circumstances', () => {
    fc.assert(fc.property(fc.constantFrom(...planes), fc.boolean(), fc.boolean(), fc.integer({ min: 1, max: 5 }), fc.constantFrom(...accessPhases), (plane, suspended, remediation, level, phase) => {
      const held = { ...system, suspended, remediation, level };
      const offered = mayOfferPlane(plane, held).allowed;
      const fault = requestFaults({ ...asked, plane, phase }, contract, held, terms, NOW)['plane'];
      return offered === (plane !== 'data') && (fault === undefined) === offered;
    }));
  });
  test.each<[string, Partial<AskedAccess>, string, string]>([
    ['longer than its purpose and level allow', { endsAt: hoursOn(1 + 90 * 24 + 1) }, 'endDay', 'too-long'],
    ['an end before the beginning', { endsAt: hoursOn(0.5) }, 'endDay', 'not-after-start'],
    ['a beginning long past', { startsAt: hoursOn(-48), endsAt: hoursOn(5) }, 'startDay', 'past'],
    ['no address for remote work', { sourceAddresses: [] }, 'sourceAddresses', 'missing'],
    ['an upgrade without a way back', { purpose: 'upgrade-support', supervision: 'attended' }, 'rollbackPlan', 'missing'],
    ['an upgrade that nobody attends', { purpose: 'upgrade-support', rollbackPlan: 'có', supervision: 'recorded' }, 'supervision', 'too-weak'],
    ['repair that nobody attends', { phase: 'remediation' }, 'supervision', 'attended-only'],
    ['on-call access for another purpose', { form: 'standing', useHours: 4 }, 'purpose', 'incidents-only'],
    ['a use longer than its level allows', { form: 'standing', purpose: 'incident-handling', useHours: 9 }, 'useHours', 'too-long'],
  ])('says at the field: %s', (_what, change, field, code) => {
    expect(requestFaults({ ...asked, ...change }, contract, system, terms, NOW)).toEqual({ [field]: code });
  });
  test('never beyond the last day of the contract; handing over goes on as long as its phase', () => {
    const ending = { ...contract, endsOn: calendarDay('2026-12-08') };
    const over = { ...asked, endsAt: new Date('2026-12-09T00:00:01+07:00') };
    expect(requestFaults({ ...asked, endsAt: new Date('2026-12-09T00:00:00+07:00') }, ending, system, terms, NOW)).toEqual({});
    expect(requestFaults(over, ending, system, terms, NOW)).toEqual({ endDay: 'after-contract' });
    expect(requestFaults({ ...over, phase: 'handover' }, ending, system, terms, NOW)).toEqual({});
  });
  test('a contract from before the product, never assessed: 30 days', () => {
    const long = { ...asked, endsAt: hoursOn(1 + 30 * 24 + 1) };
    expect(requestFaults(long, { ...contract, unassessedTransition: true }, system, terms, NOW)).toEqual({ endDay: 'too-long' });
    expect(requestFaults(long, contract, system, terms, NOW)).toEqual({});
  });
  test('the library says from which level watching must be stronger', () => {
    const incident = terms.find(({ id }) => id === 'incident-handling');
    expect([2, 3].map((level) => watchesEnough('sampled', incident, level))).toEqual([true, false]);
  });
});

describe('what may be approved', () => {
  test('a request that holds', () => {
    expect(reasonOf(mayApprove(waiting, contract, system, terms, NOW))).toBe('allowed');
  });
  test.each<[string, Partial<RequestToDecide>, Partial<SystemGround>]>([
    ['not-waiting', { state: 'withdrawn' }, {}],
    ['request-lapsed', { decideBy: NOW }, {}],
    ['term-over', { startsAt: hoursOn(-3), endsAt: NOW }, {}],
    ['system-suspended', {}, { suspended: true }],
    ['state-data', { plane: 'data' }, {}],
    ['person-left', { holders: [{ name: 'A', account: 'a', boundUntil: 'infinity', left: true, held: false }] }, {}],
    ['not-bound', { holders: [{ name: 'A', account: 'a', boundUntil: undefined, left: false, held: false }] }, {}],
    ['already-held', { holders: [{ name: 'A', account: 'a', boundUntil: 'infinity', left: false, held: true }] }, {}],
    ['too-long-for-level', { endsAt: hoursOn(1 + 40 * 24) }, { level: 5 }],
  ])('%s stands in the way', (reason, request, ground) => {
    expect(reasonOf(mayApprove({ ...waiting, ...request }, contract, { ...system, ...ground }, terms, NOW))).toBe(reason);
  });
  test('a request approved late begins late and is not longer for it', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 24 }), (later) => reasonOf(mayApprove(waiting, contract, system, terms, hoursOn(later))) === 'allowed'));
  });
});

describe('what is unusual', () => {
  const usual: UnusualGround = {
    startsAt: new Date('2026-12-07T08:00:00+07:00'), endsAt: new Date('2026-12-11T17:00:00+07:00'), windows: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' }], plane: 'application', level: 2,
    usualHours: 200, newcomers: [], overlaps: [],
  };
  test('nothing about office hours of somebody known on a low level', () => {
    expect(unusualPoints(usual)).toEqual([]);
  });
  test('each point by itself', () => {
    const codes = (change: Partial<UnusualGround>): string[] => unusualPoints({ ...usual, ...change }).map(({ code }) => code);
    expect(codes({ newcomers: ['A'] })).toEqual(['newcomer']);
    expect(codes({ level: 3 })).toEqual(['high-level']);
    expect(codes({ plane: 'infrastructure' })).toEqual(['infrastructure']);
    expect(codes({ usualHours: 24 })).toEqual(['longer-than-usual']);
    expect(codes({ usualHours: undefined })).toEqual([]);
    expect(codes({ windows: [] })).toEqual(['night']);
    expect(codes({ windows: [{ days: [1], from: '21:00', to: '23:00' }] })).toEqual(['night']);
    expect(codes({ overlaps: [{ person: 'A', system: 'S' }] })).toEqual(['overlap']);
  });
  test('a night is one that somebody could use: between 22:00 and 06:00 inside window and term', () => {
    const day = { from: new Date('2026-12-07T06:00:00+07:00'), to: new Date('2026-12-07T22:00:00+07:00') };
    expect(reachesNight([], day.from, day.to)).toBe(false);
    expect(reachesNight([], day.from, new Date('2026-12-07T22:15:00+07:00'))).toBe(true);
    expect(reachesNight([{ days: [2], from: '00:00', to: '24:00' }], day.from, day.to)).toBe(false);
  });
});

test('every state of a request is reached and left unless final', () => {
  expect(inspectLifecycle(accessRequestLifecycle)).toEqual({ unreachable: [], deadEnds: [], unknown: [] });
  expect(accessRequestLifecycle.moveBy('submitted', 'approve')?.to).toBe('approved');
  expect(accessRequestLifecycle.moveBy('returned', 'approve')).toBeUndefined();
});
