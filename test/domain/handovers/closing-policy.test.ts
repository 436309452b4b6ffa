import { describe, expect, test } from '@jest/globals';
import { obstacleCodes } from '../../../server/handovers/domain/closing.js';
import {
  isTypedBefore, mayAskAbsence, mayBeginRun, mayBringTest, mayClose, mayDestroy, mayFinishRun, mayReceive, maySettle, mayStart, mayTest, obstacleClause, startFaults, testerFaults, type JudgedClosing, type StartFacts, type TesterFacts,
} from '../../../server/handovers/domain/closing-policy.js';

const starting = (changes: Partial<StartFacts> = {}): StartFacts => ({
  reason: 'end-of-term', ground: undefined, requestedOn: '2026-12-07', dueOn: '2026-12-31', today: '2026-12-07', signedOn: '2025-06-15', phase: 'active', daysLeft: 55, firstNotice: 90, endedByCase: false, ...changes,
});

describe('beginning', () => {
  test('between signing and the end, once', () => {
    expect(mayStart({ phase: 'active', vendorId: 'v', closingId: null })).toEqual({ allowed: true });
    expect(mayStart({ phase: 'handing_over', vendorId: 'v', closingId: null })).toEqual({ allowed: true });
    expect(mayStart({ phase: 'planned', vendorId: 'v', closingId: null })).toMatchObject({ reason: 'closing-not-running' });
    expect(mayStart({ phase: 'liquidated', vendorId: 'v', closingId: null })).toMatchObject({ reason: 'closing-not-running' });
    expect(mayStart({ phase: 'active', vendorId: null, closingId: null })).toMatchObject({ reason: 'closing-without-vendor' });
    expect(mayStart({ phase: 'active', vendorId: 'v', closingId: 'k' })).toMatchObject({ reason: 'closing-begun' });
  });

  test('from the first notice before the end of the term on and not a day sooner; early on a ground; by a case that ended it', () => {
    expect(startFaults(starting({ daysLeft: 90 }))).toEqual({});
    expect(startFaults(starting({ daysLeft: 91 }))).toEqual({ reason: 'term-far' });
    expect(startFaults(starting({ daysLeft: 90, firstNotice: 60 }))).toEqual({ reason: 'term-far' });
    expect(startFaults(starting({ daysLeft: null }))).toEqual({ reason: 'term-far' });
    expect(startFaults(starting({ daysLeft: null, phase: 'handing_over' }))).toEqual({});
    expect(startFaults(starting({ reason: 'early', daysLeft: 400 }))).toEqual({ ground: 'missing' });
    expect(startFaults(starting({ reason: 'early', daysLeft: 400, ground: 'Điều 12' }))).toEqual({});
    expect(startFaults(starting({ reason: 'violation', ground: 'Vụ' }))).toEqual({ reason: 'no-case' });
    expect(startFaults(starting({ reason: 'violation', ground: 'Vụ', endedByCase: true }))).toEqual({});
    expect(startFaults(starting({ requestedOn: '2026-12-08' }))).toEqual({ requestedOn: 'future' });
    expect(startFaults(starting({ requestedOn: '2025-06-14' }))).toEqual({ requestedOn: 'before-signing' });
    expect(startFaults(starting({ dueOn: '2026-12-06' }))).toEqual({ dueOn: 'before-request' });
  });
});

describe('items', () => {
  const item = { step: 'export-and-restore', standing: 'missing', closed: false, absenceWaiting: false, mayBeNone: true } as const;

  test('are received until the contract is closed, save those that accounts and copies settle', () => {
    expect(mayReceive(item)).toEqual({ allowed: true });
    expect(mayReceive({ ...item, closed: true })).toMatchObject({ reason: 'closing-closed' });
    expect(mayReceive({ ...item, step: 'account-revocation' })).toMatchObject({ reason: 'item-settled-by-facts', clause: { point: 'b' } });
    expect(mayReceive({ ...item, step: 'deletion' })).toMatchObject({ reason: 'item-settled-by-facts', clause: { point: 'a' } });
  });

  test('are absent only where no fact says they exist; one request waits at a time', () => {
    expect(mayAskAbsence(item, 'none')).toEqual({ allowed: true });
    expect(mayAskAbsence({ ...item, mayBeNone: false }, 'none')).toMatchObject({ reason: 'absence-against-facts' });
    expect(mayAskAbsence({ ...item, mayBeNone: false }, 'waived')).toEqual({ allowed: true });
    expect(mayAskAbsence({ ...item, absenceWaiting: true }, 'waived')).toMatchObject({ reason: 'absence-waiting' });
  });

  test('are tested once both sides confirmed, the newest hand-over only', () => {
    const delivery = { newest: true, confirmedByAgency: true, confirmedByVendor: true };
    expect(mayTest(delivery, item)).toEqual({ allowed: true });
    expect(mayTest({ ...delivery, newest: false }, item)).toMatchObject({ reason: 'delivery-superseded' });
    expect(mayTest({ ...delivery, confirmedByVendor: false }, item)).toMatchObject({ reason: 'delivery-unconfirmed' });
    expect(mayTest({ ...delivery, confirmedByAgency: false }, item)).toMatchObject({ reason: 'delivery-unconfirmed' });
  });

  test('are tested by somebody who neither gave nor received them', () => {
    const by = (changes: Partial<TesterFacts> = {}): Readonly<Record<string, string>> => testerFaults({
      testerId: 'tester', hasGuest: false, guestKnown: false, testerName: 'Người Thử', actorId: 'tester', receiverId: 'receiver', receiverName: 'Người Nhận', recordedById: 'receiver', giverName: 'Người Giao',
      giverIdentified: false, sameName: (one, other) => one === other, ...changes,
    });
    expect(by()).toEqual({});
    expect(by({ hasGuest: true })).toEqual({ tester: 'one' });
    expect(by({ testerId: undefined })).toEqual({ tester: 'one' });
    expect(by({ testerId: undefined, hasGuest: true })).toEqual({ tester: 'unknown' });
    expect(by({ testerId: undefined, hasGuest: true, guestKnown: true })).toEqual({});
    expect(by({ testerId: undefined, hasGuest: true, guestKnown: true, testerName: 'Người Nhận' })).toEqual({ tester: 'receiver' });
    expect(by({ actorId: 'somebody' })).toEqual({ tester: 'self' });
    expect(by({ receiverId: 'tester' })).toEqual({ tester: 'receiver' });
    expect(by({ testerName: 'Người Giao' })).toEqual({ tester: 'giver' });
    // Two people may bear one name: where the giver is known as a person of the vendor, names are not compared.
    expect(by({ testerName: 'Người Giao', giverIdentified: true })).toEqual({});
    // Of a guest nothing but the name is known.
    expect(by({ testerId: undefined, hasGuest: true, guestKnown: true, testerName: 'Người Giao', giverIdentified: true })).toEqual({ tester: 'giver' });
  });
});

describe('the run, destruction and the end', () => {
  const of = (changes: Partial<JudgedClosing> = {}): JudgedClosing => ({
    closed: false, systems: 1, run: undefined, today: '2026-12-07', obstacles: [],
    items: [
      { code: 'BG-02', step: 'export-and-restore', standing: 'passed', absence: null }, { code: 'BG-07', step: 'export-and-restore', standing: 'passed', absence: null },
      { code: 'BG-20', step: 'rights-and-rotation', standing: 'absent', absence: 'none' }, { code: 'BG-23', step: 'accompanying', standing: 'missing', absence: null },
    ],
    ...changes,
  });
  const run = (outcome: 'passed' | 'failed' | null): JudgedClosing['run'] => ({ endsOn: '2026-12-14', outcome });

  test('the run begins after the steps before it, again only after one that failed', () => {
    expect(mayBeginRun(of())).toEqual({ allowed: true });
    expect(mayBeginRun(of({ run: run('failed') }))).toEqual({ allowed: true });
    expect(mayBeginRun(of({ run: run(null) }))).toMatchObject({ reason: 'run-under-way' });
    expect(mayBeginRun(of({ run: run('passed') }))).toMatchObject({ reason: 'run-passed' });
    expect(mayBeginRun(of({ systems: 0 }))).toMatchObject({ reason: 'run-without-system' });
    expect(mayBeginRun(of({ items: [{ code: 'BG-08', step: 'software-and-documents', standing: 'delivered', absence: null }] }))).toMatchObject({ reason: 'run-before-handover', facts: { count: '1' } });
  });

  test('the run has passed once its last day is over, and can fail at any time', () => {
    expect(mayFinishRun(of({ run: run(null), today: '2026-12-14' }), 'passed')).toMatchObject({ reason: 'run-not-over' });
    expect(mayFinishRun(of({ run: run(null), today: '2026-12-15' }), 'passed')).toEqual({ allowed: true });
    expect(mayFinishRun(of({ run: run(null) }), 'failed')).toEqual({ allowed: true });
    expect(mayFinishRun(of(), 'failed')).toMatchObject({ reason: 'run-none' });
  });

  test('nothing is destroyed before it is proven and the run has passed; a waiver is no proof', () => {
    const waived = [{ code: 'BG-02', step: 'export-and-restore', standing: 'absent', absence: 'waived' }] as const;
    const none = [{ code: 'BG-02', step: 'export-and-restore', standing: 'absent', absence: 'none' }] as const;
    expect(mayDestroy(of({ run: run('passed') }))).toEqual({ allowed: true });
    expect(mayDestroy(of({ run: run(null) }))).toMatchObject({ reason: 'destruction-before-run' });
    expect(mayDestroy(of({ run: run('passed'), items: waived }))).toMatchObject({ reason: 'destruction-before-proof', facts: { items: 'BG-02' } });
    expect(mayDestroy(of({ run: run('passed'), items: none }))).toEqual({ allowed: true });
    expect(mayDestroy(of({ systems: 0 }))).toEqual({ allowed: true });
  });

  test('the contract closes when nothing stands in the way, once', () => {
    expect(mayClose({ closed: false, obstacles: [] })).toEqual({ allowed: true });
    expect(mayClose({ closed: true, obstacles: [] })).toMatchObject({ reason: 'closing-closed' });
    for (const code of obstacleCodes) expect(mayClose({ closed: false, obstacles: [{ code }] })).toMatchObject({ reason: 'closing-obstacles', clause: obstacleClause(code) });
  });
});

test('times are typed to the minute: the same minute is not before', () => {
  const recorded = new Date('2026-12-07T09:15:42.318+07:00');
  expect(isTypedBefore(new Date('2026-12-07T09:15:00+07:00'), recorded)).toBe(false);
  expect(isTypedBefore(new Date('2026-12-07T09:14:59.999+07:00'), recorded)).toBe(true);
});

describe('whoever received', () => {
  const delivery = { receiverId: 'receiver', recordedById: 'clerk' };

  test('brings in no test of their own, only that of a guest', () => {
    expect(['receiver', 'clerk', 'other'].map((userId) => mayBringTest(delivery, { userId, guests: 0 }).allowed)).toEqual([false, false, true]);
    expect(mayBringTest(delivery, { userId: 'receiver', guests: 1 })).toEqual({ allowed: true });
    expect(mayBringTest(delivery, { userId: 'receiver', guests: 0 })).toMatchObject({ reason: 'tester-is-receiver', clause: 'internal' });
  });
});

describe('an account', () => {
  test('is settled once access is over, and never after the end', () => {
    expect(maySettle({ closed: false, live: false })).toEqual({ allowed: true });
    expect(maySettle({ closed: false, live: true })).toMatchObject({ reason: 'account-still-held', clause: { article: 6, clause: 4, point: 'b' } });
    expect(maySettle({ closed: true, live: true })).toMatchObject({ reason: 'closing-closed' });
  });
});
