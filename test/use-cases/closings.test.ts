import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ContractAmendmentEntity, ContractEntity } from '../../server/contracts/index.js';
import type { ClosingUseCases } from '../../server/handovers/application/closing-use-cases.js';
import type { ReceiveItem, RecordTest, SettleAccount } from '../../server/handovers/application/commands.js';
import { openHandoverRoom } from '../../server/handovers/index.js';
import { calendarDay } from '../../server/kernel/calendar-day.js';
import { fixedClock } from '../../server/kernel/clock.js';
import { InvalidInput, NotFound, Refused } from '../../server/kernel/errors.js';
import { openLibrary } from '../../server/library/index.js';
import { createPrincipalReader, readPrincipal } from '../../server/people/index.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { openReader, type Reader } from '../../server/platform/database/reading.js';
import { createUnitOfWork, type ActContext } from '../../server/platform/database/transactions.js';
import type { Principal } from '../../server/platform/http/principal.js';
import type { StoredFile } from '../../server/platform/http/uploads.js';
import { createPrepareRecord } from '../../server/records/index.js';
import { permissions } from '../../server/rooms.js';
import { buildAccessGrant } from '../builders/access.js';
import { buildEndingContract } from '../builders/closings.js';
import { loadLibraries } from '../builders/signing.js';
import { buildWorld, type BuiltPerson, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

const MORNING = '2026-12-07T09:00:00+07:00';
let database: TestDatabase;
let world: World;
let reader: Reader;
let closings: ClosingUseCases;
let release: () => Promise<void>;
const clock = fixedClock(MORNING);
let principalOf: ReturnType<typeof createPrincipalReader>;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow(MORNING);
  await loadLibraries(database);
  world = await buildWorld(database);
  reader = openReader(database.appUrl, 4);
  const source = await openDataSource(database.appUrl, [ContractEntity, ContractAmendmentEntity], 4);
  const library = await openLibrary(reader);
  principalOf = createPrincipalReader(clock, permissions);
  // Jobs are rows of another schema; what is printed in the background is no part of these acts.
  const jobs = { enqueue: (): Promise<void> => Promise.resolve() };
  const regulation = (): { readonly issued: false } => ({ issued: false });
  closings = openHandoverRoom({
    reader, work: createUnitOfWork(source, clock), clock, rolesThatMay: () => ['Thủ trưởng đơn vị'], library: () => library, regulation,
    prepareRecord: createPrepareRecord({ library: () => library, regulation, jobs }),
  });
  release = async () => {
    await source.destroy();
    await reader.close();
    await database.drop();
  };
}, 60_000);
afterAll(() => release());

const setNow = async (iso: string): Promise<void> => {
  clock.set(iso);
  await database.setNow(iso);
};
const principal = (person: Pick<BuiltPerson, 'login'>): Promise<Principal> => readPrincipal(reader, principalOf, person.login);
const context = (person: BuiltPerson): ActContext => ({ actorId: person.id, records: null });
const file = (letter: string): StoredFile => ({ field: 'files', name: `${letter}.pdf`, sha256: letter.repeat(64), size: 10, mediaType: 'application/pdf' });
/** Runs an act as somebody. */
const as = async <T>(person: BuiltPerson, act: (context: ActContext, principal: Principal) => Promise<T>): Promise<T> => act(context(person), await principal(person));
/** What an act was refused for: a reason, or fields with their codes. */
const refusalOf = async (story: Promise<unknown>): Promise<unknown> => {
  try {
    await story;
    return 'done';
  } catch (error) {
    if (error instanceof Refused) return error.refusal.reason;
    if (error instanceof InvalidInput) return error.fieldErrors;
    if (error instanceof NotFound) return 'not-found';
    throw error;
  }
};
const received = (itemId: string, changes: Partial<ReceiveItem> = {}): ReceiveItem => ({
  itemId, giverName: 'Người Bàn Giao', giverPersonId: undefined, contents: 'Tệp xuất', versionText: 'v1', place: 'Kho của Sở', note: undefined, effectiveOn: calendarDay('2026-12-07'), files: [file('a')], uploads: [], vendorSigned: true, ...changes,
});
const tested = (deliveryId: string, testerId: string, changes: Partial<RecordTest> = {}): RecordTest => ({
  deliveryId, testerId, guestId: undefined, equipment: 'Máy chủ trống', ranAt: new Date(MORNING), passed: true, result: 'Khôi phục được', files: [file('b')], ...changes,
});
const start = (contractId: string, person: BuiltPerson): Promise<{ readonly id: string }> =>
  as(person, (made, who) => closings.start(made, who, {
    contractId, reason: 'end-of-term', ground: undefined, requestedOn: calendarDay('2026-12-07'), plan: 'Bàn giao theo phụ lục', dueOn: calendarDay('2026-12-31'),
  }));

test('a hire ends: asked for, handed over, proven, run without the vendor, destroyed, closed', async () => {
  const { procurement_officer: officer, it_officer: engineer, unit_head: head } = world.at;
  const contract = await buildEndingContract(database, world);
  await setNow('2026-12-07T08:00:00+07:00');
  await buildAccessGrant(database, { contract, accounts: ['vh.cuoi'], hours: 24 });
  await setNow(MORNING);
  const { id } = await start(contract.id, officer);
  expect(await refusalOf(start(contract.id, officer))).toBe('closing-begun');
  let of = await closings.closing(await principal(head), id);
  expect(of.contractPhase).toBe('handing_over');
  expect(of.items).toHaveLength(27);
  // The request and plan are drawn up by the same act.
  expect(of.records.map(({ kind, status }) => ({ kind, status }))).toEqual([{ kind: 'HS-25', status: 'prepared' }]);
  expect(of.accounts.map(({ name, settled, closureDueLineId }) => ({ name, settled, due: closureDueLineId !== null }))).toEqual([{ name: 'vh.cuoi', settled: false, due: true }]);
  expect(closings.mayClose(of)).toMatchObject({ allowed: false, reason: 'closing-obstacles' });
  expect(await refusalOf(as(engineer, (made, who) => closings.beginRun(made, who, { closingId: id })))).toBe('run-before-handover');

  for (const item of of.items.filter(({ step }) => step !== 'account-revocation' && step !== 'deletion')) {
    const { id: deliveryId } = await as(officer, (made, who) => closings.receive(made, who, received(item.id)));
    await as(engineer, (made, who) => closings.recordTest(made, who, tested(deliveryId, engineer.id)));
  }
  const handover = await buildAccessGrant(database, { contract, phase: 'handover', accounts: ['vh.giao'], hours: 100 });
  await setNow('2026-12-07T10:00:00+07:00');
  expect(await as(engineer, (made, who) => closings.beginRun(made, who, { closingId: id }))).toMatchObject({ grants: 1 });
  expect(await database.asOwner('SELECT end_kind FROM access_grant WHERE id = $1', [handover.grantId])).toEqual([{ end_kind: 'revoked' }]);
  of = await closings.closing(await principal(engineer), id);
  const run = of.runs[0]?.id ?? '';
  expect(of.runs[0]?.endsOn).toBe('2026-12-14');
  expect(await refusalOf(as(engineer, (made, who) => closings.finishRun(made, who, { runId: run, outcome: 'passed', note: 'Ổn định', files: [file('c')] })))).toBe('run-not-over');
  expect(await refusalOf(as(engineer, (made, who) => closings.recordDestruction(made, who, {
    closingId: id, scope: 'Toàn bộ', method: 'Ghi đè', doneAt: new Date(MORNING), minutesNumber: '1/BB', subcontractors: 'Không có', file: file('e'),
  })))).toBe('destruction-before-run');

  await setNow('2026-12-15T08:00:00+07:00');
  await as(engineer, (made, who) => closings.finishRun(made, who, { runId: run, outcome: 'passed', note: 'Ổn định', files: [file('c')] }));
  for (const account of of.accounts) {
    const settle: SettleAccount = { accountId: account.id, action: 'cancelled', doneAt: new Date('2026-12-15T08:00:00+07:00'), signInFailed: true, proof: 'Bị từ chối', files: [file('d')] };
    await as(engineer, (made, who) => closings.settleAccount(made, who, settle));
  }
  // The accounts stay open in the room of access until they are confirmed closed there.
  of = await closings.closing(await principal(head), id);
  expect(of.accounts.every(({ settled }) => settled)).toBe(true);
  expect(new Set(of.obstacles.map(({ code }) => code))).toEqual(new Set(['account-open', 'survey-missing', 'copies-unsettled']));
  await database.asOwner(`WITH told AS (INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.built', app_now(), '{}', sha256('{}')))
    INSERT INTO access_closure (line_id, action, done_at, proof, file_sha256, confirmed_by) SELECT id, 'disabled', app_now(), 'Bị từ chối', repeat('c', 64), $2 FROM access_line WHERE contract_id = $1`, [contract.id, engineer.id]);
  const system = of.systems[0]?.id ?? '';
  expect(await refusalOf(as(engineer, (made, who) => closings.recordSurvey(made, who, {
    closingId: id, systemId: system, takenAt: new Date('2026-12-15T08:00:00+07:00'), source: 'passwd', file: file('f'), rows: [{ name: 'VH.cuoi', kind: undefined, enabled: true, belongs: 'agency' }],
  })))).toEqual({ rows: 'vendors' });
  expect(await as(engineer, (made, who) => closings.recordSurvey(made, who, {
    closingId: id, systemId: system, takenAt: new Date('2026-12-15T08:00:00+07:00'), source: 'passwd', file: file('f'),
    rows: [{ name: 'root', kind: undefined, enabled: true, belongs: 'agency' }, { name: 'vh.cuoi', kind: undefined, enabled: false, belongs: 'vendor' }],
  }))).toMatchObject({ alive: 0, unclear: 0 });
  await as(officer, (made, who) => closings.recordDestruction(made, who, {
    closingId: id, scope: 'Toàn bộ', method: 'Ghi đè', doneAt: new Date('2026-12-15T08:00:00+07:00'), minutesNumber: '1/BB', subcontractors: 'Không có', file: file('e'),
  }));
  of = await closings.closing(await principal(head), id);
  expect(of.obstacles).toEqual([]);
  expect(closings.mayClose(of)).toEqual({ allowed: true });
  await expect(as(officer, (made, who) => closings.close(made, who, { closingId: id }))).rejects.toMatchObject({ kind: 'forbidden' });
  await as(head, (made, who) => closings.close(made, who, { closingId: id }));
  of = await closings.closing(await principal(world.at.auditor), id);
  expect(of.contractPhase).toBe('liquidated');
  expect(of.items.every(({ standing }) => standing === 'passed' || standing === 'absent')).toBe(true);
  expect(await refusalOf(as(head, (made, who) => closings.close(made, who, { closingId: id })))).toBe('closing-closed');
  expect((await closings.history(id)).length).toBeGreaterThan(50);
  await setNow(MORNING);
}, 60_000);

describe('what is refused', () => {
  let id: string;
  beforeAll(async () => {
    await setNow(MORNING);
    id = (await start((await buildEndingContract(database, world)).id, world.at.procurement_officer)).id;
  });
  const itemCalled = async (code: string): Promise<string> => (await closings.closing(await principal(world.at.unit_head), id)).items.find((item) => item.code === code)?.id ?? '';

  test('who tests did not receive and did not give; a failed one goes back with its reason', async () => {
    const { procurement_officer: officer, it_officer: engineer } = world.at;
    const itemId = await itemCalled('BG-02');
    const { id: deliveryId } = await as(officer, (made, who) => closings.receive(made, who, received(itemId, { vendorSigned: false })));
    expect(await refusalOf(as(engineer, (made, who) => closings.recordTest(made, who, tested(deliveryId, engineer.id))))).toBe('delivery-unconfirmed');
    expect(await refusalOf(as(officer, (made, who) => closings.confirmDelivery(made, who, { deliveryId, side: 'vendor', name: undefined })))).toEqual({ name: 'missing' });
    await as(officer, (made, who) => closings.confirmDelivery(made, who, { deliveryId, side: 'vendor', name: 'Người Bàn Giao' }));
    expect(await refusalOf(as(officer, (made, who) => closings.confirmDelivery(made, who, { deliveryId, side: 'vendor', name: 'Người Bàn Giao' })))).toBe('delivery-confirmed-already');
    expect(await refusalOf(as(officer, (made, who) => closings.recordTest(made, who, tested(deliveryId, officer.id))))).toEqual({ tester: 'receiver' });
    expect(await refusalOf(as(engineer, (made, who) => closings.recordTest(made, who, tested(deliveryId, officer.id))))).toEqual({ tester: 'self' });
    expect(await refusalOf(as(engineer, (made, who) => closings.recordTest(made, who, tested(deliveryId, engineer.id, { files: [], ranAt: new Date('2026-12-08T00:00:00+07:00') }))))).toEqual({ files: 'none', ranAt: 'future' });
    await as(engineer, (made, who) => closings.recordTest(made, who, tested(deliveryId, engineer.id, { passed: false, result: 'Thiếu 3 bảng' })));
    const item = await closings.item(await principal(engineer), itemId);
    expect(item.standing).toBe('failed');
    expect(item.deliveryRows[0]?.tests[0]).toMatchObject({ passed: false, result: 'Thiếu 3 bảng', testerName: engineer.fullName });
    const again = await as(officer, (made, who) => closings.receive(made, who, received(itemId, { versionText: 'v2' })));
    expect(await refusalOf(as(engineer, (made, who) => closings.recordTest(made, who, tested(deliveryId, engineer.id))))).toBe('delivery-superseded');
    await as(engineer, (made, who) => closings.recordTest(made, who, tested(again.id, engineer.id)));
    expect((await closings.item(await principal(engineer), itemId)).standing).toBe('passed');
  });

  test('an item is absent by the head\'s word alone', async () => {
    const { it_officer: engineer, unit_head: head } = world.at;
    const itemId = await itemCalled('BG-16');
    expect(await refusalOf(as(engineer, async (made, who) => closings.askAbsence(made, who, { itemId: await itemCalled('BG-01'), kind: 'none', ground: 'Không có' })))).toBe('absence-against-facts');
    const { id: absenceId } = await as(engineer, (made, who) => closings.askAbsence(made, who, { itemId, kind: 'none', ground: 'Không dùng tên miền riêng' }));
    expect(await refusalOf(as(engineer, (made, who) => closings.askAbsence(made, who, { itemId, kind: 'none', ground: 'Lần hai' })))).toBe('absence-waiting');
    expect(await refusalOf(as(head, (made, who) => closings.decideAbsence(made, who, { absenceId, approved: false, note: ' ' })))).toEqual({ note: 'missing' });
    await as(head, (made, who) => closings.decideAbsence(made, who, { absenceId, approved: true, note: undefined }));
    expect(await refusalOf(as(head, (made, who) => closings.decideAbsence(made, who, { absenceId, approved: true, note: undefined })))).toBe('absence-decided-already');
    expect((await closings.item(await principal(head), itemId)).standing).toBe('absent');
  });

  test('what was added, and accounts nobody granted', async () => {
    const { it_officer: engineer } = world.at;
    await as(engineer, (made, who) => closings.addItem(made, who, { closingId: id, name: 'Kịch bản giám sát', step: 'software-and-documents', systemId: undefined, acceptanceTest: 'Chạy được' }));
    await as(engineer, (made, who) => closings.addAccount(made, who, { closingId: id, systemId: undefined, kind: 'registrar', name: 'ten-mien' }));
    expect(await refusalOf(as(engineer, (made, who) => closings.addAccount(made, who, { closingId: id, systemId: undefined, kind: 'registrar', name: 'Ten-Mien' })))).toEqual({ name: 'known' });
    expect(await refusalOf(as(engineer, (made, who) => closings.addAccount(made, who, { closingId: id, systemId: undefined, kind: 'x', name: 'khac' })))).toEqual({ kind: 'unknown' });
    const of = await closings.closing(await principal(engineer), id);
    expect(of.items.filter(({ code }) => code === null)).toMatchObject([{ name: 'Kịch bản giám sát', standing: 'missing', requirement: 'added' }]);
    // A domain account says that there is a domain: "không có" was no answer for it.
    expect(of.items.find(({ code }) => code === 'BG-16')).toMatchObject({ standing: 'missing', mayBeNone: false });
    expect(of.accounts).toMatchObject([{ name: 'ten-mien', kind: 'registrar', origin: 'added', settled: false }]);
    expect((await closings.account(await principal(engineer), of.accounts[0]?.id ?? '')).settlements).toEqual([]);
  });

  test('another agency finds nothing', async () => {
    expect(await refusalOf(principal(world.atWard.unit_head).then((who) => closings.closing(who, id)))).toBe('not-found');
    expect(await closings.mayReadClosing(await principal(world.atWard.unit_head), id)).toBe(false);
    expect(await closings.mayReadClosing(await principal(world.at.auditor), id)).toBe(true);
    expect((await closings.register(await principal(world.at.auditor), { filters: {}, sort: { key: 'newest', descending: true }, page: 1 })).rows.length).toBeGreaterThan(0);
  });
});
