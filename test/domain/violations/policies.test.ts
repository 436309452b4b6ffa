import { describe, expect, test } from '@jest/globals';
import { inspectLifecycle } from '../../../server/kernel/lifecycle.js';
import { calendarDay } from '../../../server/kernel/calendar-day.js';
import type { ViolationLevel } from '../../../server/library/index.js';
import { caseLifecycle } from '../../../server/violations/domain/case.lifecycle.js';
import { mayClose, mayHandle, mayOpen, paperFaults, resumeObstacles, signFaults, timeFaults, type HandledCase } from '../../../server/violations/domain/case-policy.js';
import { asksReason, containFaults, longestPause, mayContain, untilFault, type AskedAgainst, type AskedContainment } from '../../../server/violations/domain/containment-policy.js';
import { isOfficeOpen } from '../../../server/violations/domain/office-hours.js';

const NOW = new Date('2026-12-07T02:00:00Z');
const codes = (verdicts: readonly { readonly allowed: boolean; readonly reason?: string }[]): (string | undefined)[] => verdicts.map(({ reason }) => reason);

test('every state of a case is reached and leaves by some way', () => {
  expect(inspectLifecycle(caseLifecycle)).toEqual({ unreachable: [], deadEnds: [], unknown: [] });
});

describe('opening', () => {
  test('is possible from the signing of a contract on, after its end too', () => {
    for (const phase of ['signed', 'trial', 'active', 'handing_over', 'liquidated', 'archived']) expect(mayOpen({ phase, vendorId: 'v' }).allowed).toBe(true);
    for (const phase of ['planned', 'cancelled']) expect(mayOpen({ phase, vendorId: 'v' })).toMatchObject({ reason: 'case-before-signing' });
  });

  test('names signs of the library and systems of the contract, and times that are possible', () => {
    const ground = { signs: [{ id: 'DH-01', alternatives: [] }, { id: 'DH-08', alternatives: [{}] }], systems: [{ id: 's' }] };
    expect(signFaults({ signs: [{ sign: 'DH-08', graver: true }], systemIds: ['s'] }, ground)).toEqual({});
    expect(signFaults({ signs: [{ sign: 'DH-01', graver: true }], systemIds: ['x'] }, ground)).toEqual({ signs: 'unknown', systemIds: 'unknown' });
    expect(timeFaults({ occurredAt: undefined, detectedAt: new Date(NOW.getTime() + 1) }, NOW)).toEqual({ detectedDay: 'future' });
    expect(timeFaults({ occurredAt: NOW, detectedAt: new Date(NOW.getTime() - 1) }, NOW)).toEqual({ occurredDay: 'after-detection' });
  });
});

describe('office hours', () => {
  const calendar = { holidays: new Set([calendarDay('2026-12-08')]), makeUpDays: new Set([calendarDay('2026-12-12')]), years: new Set([2026]) };
  test.each([
    ['2026-12-07T07:29:59+07:00', false], ['2026-12-07T07:30:00+07:00', true], ['2026-12-07T16:59:59+07:00', true], ['2026-12-07T17:00:00+07:00', false], ['2026-12-07T02:00:00+07:00', false],
    ['2026-12-08T10:00:00+07:00', false], ['2026-12-12T10:00:00+07:00', true], ['2026-12-13T10:00:00+07:00', false], ['2027-01-04T10:00:00+07:00', true], ['2027-01-03T10:00:00+07:00', false],
  ])('%s: %s', (at, open) => {
    expect(isOfficeOpen(new Date(at), calendar)).toBe(open);
  });
});

describe('who contains', () => {
  const head = { head: true, officeOpen: true };
  const onDuty = { head: false, officeOpen: false };
  test('the head at any hour, the officer on duty out of hours from Mức 3 on, and once', () => {
    expect(mayContain({ state: 'opened', level: 'V1' }, head).allowed).toBe(true);
    expect(mayContain({ state: 'opened', level: 'V3' }, onDuty).allowed).toBe(true);
    expect(mayContain({ state: 'opened', level: 'V2' }, onDuty)).toMatchObject({ reason: 'on-duty-below-third-level' });
    expect(mayContain({ state: 'opened', level: 'V4' }, { ...onDuty, officeOpen: true })).toMatchObject({ reason: 'on-duty-in-office-hours' });
    expect(mayContain({ state: 'contained', level: 'V4' }, head)).toMatchObject({ reason: 'already-contained' });
    expect(mayContain({ state: 'closed', level: 'V4' }, head)).toMatchObject({ reason: 'case-closed' });
  });
});

describe('what a containment needs', () => {
  const level = (pause: ViolationLevel['pause'], revoke: ViolationLevel['revoke'] = 'all'): ViolationLevel => ({
    id: 'V', kind: 'level', order: 1, label: '', criteria: '', pause, pauseText: '', revoke, revokeText: '', inspectionText: '', decidedBy: '', reportWithin: { amount: 5, unit: 'working-day' }, mark: 'P', source: '',
  });
  const against = (pause: ViolationLevel['pause'], revoke?: ViolationLevel['revoke']): AskedAgainst => ({
    level: level(pause, revoke), now: NOW, pauseDays: 10, systems: [{ id: 'own', own: true, concerned: true }, { id: 'other', own: false, concerned: false }], executors: [{ id: 'it' }], grants: [{ id: 'g' }],
  });
  const asked: AskedContainment = {
    breadth: 'contract', grantIds: undefined, measure: 'pause', suspensions: [{ systemId: 'own', scope: 'whole', part: undefined }], proposals: [], reason: undefined,
    until: new Date('2026-12-10T00:00:00Z'), liftCondition: undefined, continuity: 'Hồ sơ giấy', executorId: 'it',
  };
  const none = { ...asked, measure: 'none' as const, suspensions: [] };

  test('nothing is wrong with a whole pause within the term', () => {
    expect(containFaults(asked, against('whole'))).toEqual({});
  });

  test('less than the level asks for, or nothing, needs a reason', () => {
    expect(containFaults(none, against('none-with-reason'))).toEqual({ reason: 'missing' });
    expect(containFaults({ ...none, reason: 'Không ảnh hưởng' }, against('none-with-reason'))).toEqual({});
    const part = { ...asked, suspensions: [{ systemId: 'own', scope: 'part' as const, part: 'Cổng quản trị' }] };
    expect(asksReason(part, against('partial'))).toBe(false);
    expect(asksReason(part, against('whole'))).toBe(true);
    expect(asksReason(asked, against('suspend'))).toBe(true);
    expect(asksReason({ ...asked, measure: 'stop' }, against('suspend'))).toBe(false);
    expect(asksReason({ ...asked, suspensions: [], proposals: [{ systemId: 'other', scope: 'whole', part: undefined }] }, against('whole'))).toBe(true);
  });

  test('each field is said', () => {
    expect(containFaults({ ...asked, suspensions: [{ systemId: 'other', scope: 'whole', part: undefined }] }, against('partial'))).toEqual({ suspensions: 'not-own' });
    expect(containFaults({ ...asked, suspensions: [{ systemId: 'x', scope: 'whole', part: undefined }] }, against('partial'))).toEqual({ suspensions: 'unknown' });
    expect(containFaults({ ...asked, suspensions: [{ systemId: 'own', scope: 'part', part: ' ' }] }, against('partial'))).toEqual({ suspensions: 'part-missing' });
    expect(containFaults({ ...asked, suspensions: [...asked.suspensions, ...asked.suspensions] }, against('partial'))).toEqual({ suspensions: 'twice' });
    expect(containFaults({ ...asked, suspensions: [], reason: 'r' }, against('partial'))).toEqual({ suspensions: 'none' });
    expect(containFaults({ ...asked, measure: 'none', reason: 'r' }, against('partial'))).toMatchObject({ suspensions: 'unnamed' });
    expect(containFaults({ ...asked, proposals: [{ systemId: 'own', scope: 'whole', part: undefined }] }, against('partial'))).toEqual({ proposals: 'own' });
    expect(containFaults({ ...asked, until: undefined, continuity: '', executorId: 'x' }, against('partial'))).toEqual({ until: 'missing', continuity: 'missing', executorId: 'unknown' });
    expect(containFaults({ ...asked, measure: 'stop', executorId: undefined }, against('partial'))).toEqual({ liftCondition: 'missing', executorId: 'missing' });
  });

  test('single grants are named at Mức 1 alone, of this contract alone', () => {
    const v1 = against('none-with-reason', 'account-concerned');
    expect(containFaults({ ...none, reason: 'r', grantIds: ['g'] }, v1)).toEqual({});
    expect(containFaults({ ...none, reason: 'r', grantIds: [] }, v1)).toEqual({});
    expect(containFaults({ ...none, reason: 'r', grantIds: ['x'] }, v1)).toEqual({ grantIds: 'unknown' });
    expect(containFaults({ ...none, reason: 'r', grantIds: ['g'], breadth: 'vendor' }, v1)).toEqual({ grantIds: 'not-with-vendor' });
    expect(containFaults({ ...asked, grantIds: ['g'] }, against('whole'))).toEqual({ grantIds: 'not-at-this-level' });
  });

  test('a pause lasts ten days at most, to 24:00 in Vietnam of the last', () => {
    expect(longestPause(NOW, 10).toISOString()).toBe('2026-12-17T17:00:00.000Z');
    expect(untilFault(new Date('2026-12-17T17:00:00Z'), NOW, NOW, 10)).toBeUndefined();
    expect(untilFault(new Date('2026-12-17T17:00:01Z'), NOW, NOW, 10)).toBe('too-long');
    expect(untilFault(NOW, NOW, NOW, 10)).toBe('past');
  });
});

describe('running again and the end', () => {
  const handled: HandledCase = {
    state: 'reported', level: 'V3', reported: true, remedies: [{ verified: true }], confirmed: true, assessedAfresh: true, suspended: 0, accountsOpen: 0, noticeUndelivered: false,
  };
  test('every obstacle is said at once', () => {
    expect(resumeObstacles(handled, { lifted: false })).toEqual([]);
    expect(codes(resumeObstacles({ ...handled, reported: false, remedies: [], assessedAfresh: false, confirmed: false }, { lifted: false })))
      .toEqual(['no-report', 'no-remedy', 'not-assessed-afresh', 'containment-unconfirmed']);
    expect(codes(resumeObstacles({ ...handled, level: 'V2', assessedAfresh: false, remedies: [{ verified: true }, { verified: false }] }, { lifted: false }))).toEqual(['remedy-unverified']);
    expect(codes(resumeObstacles(handled, { lifted: true }))).toEqual(['suspension-lifted']);
  });

  test('a case ends when it is handled, or before it was contained when there was nothing in it', () => {
    expect(mayClose(handled, 'resumed').allowed).toBe(true);
    expect(mayClose({ ...handled, state: 'opened' }, 'unfounded').allowed).toBe(true);
    expect(mayClose(handled, 'unfounded')).toMatchObject({ reason: 'case-contained' });
    expect(mayClose({ ...handled, suspended: 1 }, 'resumed')).toMatchObject({ reason: 'system-still-suspended' });
    expect(mayClose({ ...handled, suspended: 1 }, 'ended').allowed).toBe(true);
    expect(mayClose({ ...handled, accountsOpen: 1 }, 'ended')).toMatchObject({ reason: 'account-open' });
    expect(mayClose({ ...handled, noticeUndelivered: true }, 'ended')).toMatchObject({ reason: 'notice-undelivered' });
    expect(mayClose({ ...handled, state: 'contained' }, 'ended')).toMatchObject({ reason: 'case-not-reported' });
    expect(mayHandle('opened')).toMatchObject({ reason: 'case-not-contained' });
  });

  test('papers are issued after the case was opened and not in the future', () => {
    expect(paperFaults({ issuedOn: '2026-12-07', openedOn: '2026-12-07', today: '2026-12-07' })).toEqual({});
    expect(paperFaults({ issuedOn: '2026-12-08', openedOn: '2026-12-07', today: '2026-12-07' })).toEqual({ issuedOn: 'future' });
    expect(paperFaults({ issuedOn: '2026-12-06', openedOn: '2026-12-07', today: '2026-12-07' })).toEqual({ issuedOn: 'before-case' });
  });
});
