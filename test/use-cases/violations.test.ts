import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalBytes, sha256 } from '../../server/kernel/canonical.js';
import { calendarDay } from '../../server/kernel/calendar-day.js';
import { Conflict, Forbidden, InvalidInput, NotFound, Refused } from '../../server/kernel/errors.js';
import type { Principal } from '../../server/platform/http/principal.js';
import type { Contain, OpenCase } from '../../server/violations/application/commands.js';
import type { CaseDetail } from '../../server/violations/application/read-models.js';
import { buildAccessClosure, buildAccessGrant, buildBoundPerson } from '../builders/access.js';
import { buildTransitionalContract } from '../builders/contracts.js';
import { buildIncident } from '../builders/incidents.js';
import type { ReadyContract } from '../builders/signing.js';
import { buildSystem, type BuiltSystem } from '../builders/systems.js';
import { buildVendor } from '../builders/vendors.js';
import { build, type BuiltPerson } from '../builders/world.js';
import { acting, MORNING, openViolationScene, storedFile, type ViolationScene } from './violation-scene.js';

let scene: ViolationScene;
let contract: ReadyContract;
let officer: Principal;
let technician: Principal;
let head: Principal;

beforeAll(async () => {
  scene = await openViolationScene();
  [officer, technician, head] = [await scene.principal(scene.world.at.procurement_officer), await scene.principal(scene.world.at.it_officer), await scene.principal(scene.world.at.unit_head)];
}, 90_000);
beforeEach(async () => {
  await scene.setNow(MORNING);
  contract = await runningContract();
});
afterAll(() => scene.close());

async function runningContract(changes: { readonly vendor?: ReadyContract['vendor']; readonly system?: BuiltSystem; readonly more?: readonly BuiltSystem[] } = {}): Promise<ReadyContract> {
  const { database, world } = scene;
  const by = world.at.procurement_officer;
  const vendor = changes.vendor ?? (await buildVendor(database, { by }));
  const system = changes.system ?? (await buildSystem(database, { agency: world.department }));
  const built = await buildTransitionalContract(database, { agency: world.department, by, vendor, systems: [system, ...(changes.more ?? [])] });
  return { ...built, agency: world.department, vendor, system, people: world.at, assessment: { id: '', contractId: built.id }, review: { id: '', contractId: built.id } };
}

const opening = (changes: Partial<OpenCase> = {}): OpenCase => ({
  contractId: contract.id, systemIds: [contract.system.id], source: { kind: 'contract', id: contract.id }, signs: [{ sign: 'DH-05', graver: false }], seen: 'Tài khoản lạ có quyền quản trị',
  occurredAt: undefined, detectedAt: new Date('2026-12-07T01:00:00Z'), foundBy: 'Hệ thống giám sát', refusesCooperation: false, incidentId: undefined, evidence: [storedFile('nhat-ky.pdf')], ...changes,
});
const openCase = async (changes: Partial<OpenCase> = {}): Promise<CaseDetail> => {
  const { id } = await scene.violations.openCase(acting(scene.world.at.procurement_officer), officer, opening(changes));
  return scene.violations.case(officer, id);
};
const containing = (of: CaseDetail, changes: Partial<Contain> = {}): Contain => ({
  caseId: of.id, version: of.version, ground: 'Có dấu hiệu vi phạm', breadth: 'contract', grantIds: undefined, measure: 'pause', suspensions: [{ systemId: contract.system.id, scope: 'whole', part: undefined }],
  proposals: [], reason: undefined, until: new Date('2026-12-12T00:00:00+07:00'), liftCondition: undefined, continuity: 'Tiếp nhận hồ sơ giấy', executorId: scene.world.at.it_officer.id, noticeText: undefined, ...changes,
});
const contain = (of: CaseDetail, changes: Partial<Contain> = {}): ReturnType<ViolationScene['violations']['contain']> => scene.violations.contain(acting(scene.world.at.unit_head), head, containing(of, changes));
const rows = <Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> => scene.reader.rows<Row>(sql, values);
const standing = (id: string): Promise<CaseDetail> => scene.violations.case(head, id);
const clocks = (subject: string): Promise<object[]> => rows(`SELECT clock, due_at, settled_at IS NOT NULL AS settled FROM published_duty_clock WHERE subject_id = $1 ORDER BY clock`, [subject]);

/** What an act refuses: the code, or the codes by field. */
async function refusal(act: Promise<unknown>): Promise<unknown> {
  try {
    await act;
    return 'done';
  } catch (error) {
    if (error instanceof Refused) return error.refusal.reason;
    if (error instanceof InvalidInput) return error.fieldErrors;
    if (error instanceof Forbidden) return 'forbidden';
    if (error instanceof NotFound) return 'not found';
    if (error instanceof Conflict) return 'conflict';
    throw error;
  }
}

describe('opening a case', () => {
  test('records signs, level and evidence, starts D-10 and nothing else', async () => {
    const of = await openCase();
    expect(of).toMatchObject({ state: 'opened', level: 'V3', agencyId: scene.world.department.id, seen: 'Tài khoản lạ có quyền quản trị', signs: [{ sign: 'DH-05', graver: false }], version: 1 });
    expect(of.code).toMatch(/^VP-\d{6}$/);
    expect(of.levels).toMatchObject([{ level: 'V3', steps: [{ rule: 'DH-05', from: null, to: 'V3' }] }]);
    // Five working days from Monday: 24:00 of the next Monday.
    expect(await clocks(of.id)).toEqual([{ clock: 'D-10', due_at: new Date('2026-12-15T00:00:00+07:00'), settled: false }]);
    expect((await scene.violations.files(of.id)).map(({ name }) => name)).toEqual(['nhat-ky.pdf']);
    const history = await scene.violations.history(of.id);
    expect(history.map(({ type }) => type)).toEqual(['violation.case-opened']);
  });

  test('says what is wrong at each field', async () => {
    const tried = (changes: Partial<OpenCase>, who: Principal = officer, by: BuiltPerson = scene.world.at.procurement_officer): Promise<unknown> => refusal(scene.violations.openCase(acting(by), who, opening(changes)));
    expect(await tried({ signs: [] })).toEqual({ signs: 'none' });
    expect(await tried({ signs: [{ sign: 'DH-05', graver: true }], systemIds: [contract.vendor.id] })).toEqual({ signs: 'unknown', systemIds: 'unknown' });
    expect(await tried({ detectedAt: new Date('2026-12-07T02:00:01Z'), occurredAt: new Date('2026-12-07T03:00:00Z') })).toEqual({ detectedDay: 'future', occurredDay: 'after-detection' });
    expect(await tried({ incidentId: contract.id })).toEqual({ incidentId: 'unknown' });
    expect(await tried({}, await scene.principal(scene.world.at.auditor), scene.world.at.auditor)).toBe('forbidden');
    expect(await tried({}, await scene.principal(scene.world.atWard.it_officer), scene.world.atWard.it_officer)).toBe('not found');
  });

  test('a second case at Mức 2 of the same vendor within a year is Mức 3; more that becomes known only raises', async () => {
    const first = await openCase({ signs: [{ sign: 'DH-01', graver: false }] });
    const second = await openCase({ signs: [{ sign: 'DH-02', graver: false }] });
    expect([first.level, second.level]).toEqual(['V2', 'V3']);
    expect(second.levels[0]?.steps.map(({ rule }) => rule)).toEqual(['DH-02', 'second-v2']);
    const raise = (version: number, changes: object): Promise<unknown> => scene.violations.raiseLevel(acting(scene.world.at.it_officer), technician, {
      caseId: first.id, version, signs: [], systemIds: [], refusesCooperation: false, incidentId: undefined, ground: 'Kiểm tra nhật ký', evidence: [], ...changes,
    });
    expect(await refusal(raise(first.version, {}))).toEqual({ signs: 'none' });
    expect(await raise(first.version, { refusesCooperation: true })).toEqual({ level: 'V3', before: 'V2' });
    expect(await refusal(raise(first.version, { signs: [{ sign: 'DH-03', graver: false }] }))).toBe('conflict');
    expect(await raise(first.version + 1, { signs: [{ sign: 'DH-16', graver: false }] })).toEqual({ level: 'V3', before: 'V3' });
  });
});

describe('incidents', () => {
  test('raise the level by their own, are linked, and open a case themselves', async () => {
    const { database, world, violations } = scene;
    const incident = await buildIncident(database, { agency: world.department, by: world.at.it_officer, level: 'very-serious' });
    const foreign = await buildIncident(database, { agency: world.ward, by: world.atWard.it_officer });
    expect(await violations.judge(officer, opening({ signs: [{ sign: 'DH-16', graver: false }], incidentId: incident.id }))).toMatchObject({ level: 'V4', steps: [{ rule: 'DH-16' }, { rule: 'incident', to: 'V4' }] });
    const of = await openCase({ signs: [{ sign: 'DH-16', graver: false }], source: { kind: 'incident', id: incident.id } });
    expect(of).toMatchObject({ level: 'V4', sourceKind: 'incident', incidents: [{ id: incident.id }] });
    const link = (incidentId: string): Promise<unknown> => refusal(violations.linkIncident(acting(world.at.procurement_officer), officer, { caseId: of.id, incidentId }));
    expect(await link(incident.id)).toEqual({ incidentId: 'linked' });
    expect(await link(foreign.id)).toEqual({ incidentId: 'unknown' });
    expect(await link((await buildIncident(database, { agency: world.department, by: world.at.it_officer })).id)).toBe('done');
    expect(await rows('SELECT incident_cases($1) AS cases', [incident.id])).toMatchObject([{ cases: [{ id: of.id, code: of.code }] }]);
    // A case alone starts none of an incident's clocks.
    expect(await clocks(of.id)).toMatchObject([{ clock: 'D-10' }]);
  });
});

describe('containing', () => {
  test('does everything in one act: evidence, access, system, message, papers, clocks, state', async () => {
    const people = [await buildBoundPerson(scene.database, { contract, fullName: 'Nguyễn Văn Thử' }), await buildBoundPerson(scene.database, { contract })];
    const { grantId } = await buildAccessGrant(scene.database, { contract, people, accounts: ['vh-a', 'vh-b'] });
    await build(scene.database, async (query) => {
      await query(`UPDATE vendor SET email = 'lien-he@vendor.example', version = version + 1 WHERE id = $1`, [contract.vendor.id]);
      await query(`UPDATE user_account SET email = 'cntt@so.example', version = version + 1 WHERE id = $1`, [scene.world.at.it_officer.id]);
    });
    await scene.setNow('2026-12-07T10:00:00+07:00');
    const of = await openCase();
    const plan = await scene.violations.containmentPlan(head, of.id);
    expect(plan).toMatchObject({ verdict: { allowed: true }, officeHours: true, vendorEmail: 'lien-he@vendor.example', officersTold: 1, revokedBy: new Date('2026-12-07T11:00:00+07:00'), noticeBy: new Date('2026-12-08T10:00:00+07:00') });
    expect(plan.contracts).toMatchObject([{ main: true, everGranted: true, grants: [{ id: grantId, accountsDue: 2, holders: expect.arrayContaining([{ name: 'Nguyễn Văn Thử', account: 'vh-a' }]) }] }]);
    expect(plan.systems).toMatchObject([{ own: true, concerned: true, suspended: false }]);

    const done = await contain(of);
    expect(done).toMatchObject({ grants: 1, accounts: 2, suspended: 1, proposed: 0 });
    expect(done.records.map(({ kind }) => kind)).toEqual(['HS-12', 'HS-13']);
    const after = await standing(of.id);
    expect(after.state).toBe('contained');
    expect(after.containment).toMatchObject({ grantsEnded: 1, accounts: 2, accountsOpen: 2, noAccessEver: false, outOfHours: false, whole: true, kind: 'pause', suspensions: [{ scope: 'whole', kind: 'pause', agencyId: scene.world.department.id }] });
    expect(after.records.map(({ kind }) => kind).toSorted()).toEqual(['HS-12', 'HS-13']);
    expect(await rows('SELECT end_kind, ended_by FROM access_grant WHERE id = $1', [grantId])).toEqual([{ end_kind: 'revoked', ended_by: scene.world.at.unit_head.id }]);
    expect(await rows('SELECT 1 FROM live_access WHERE contract_id = $1', [contract.id])).toEqual([]);
    expect(await clocks(done.containmentId)).toEqual([
      { clock: 'D-08', due_at: new Date('2026-12-07T11:00:00+07:00'), settled: false }, { clock: 'D-09', due_at: new Date('2026-12-08T10:00:00+07:00'), settled: false },
    ]);
    expect(await rows(`SELECT recipient, state FROM outbox_message WHERE about_id = $1 ORDER BY recipient`, [of.id])).toEqual([{ recipient: 'cntt@so.example', state: 'waiting' }, { recipient: 'lien-he@vendor.example', state: 'waiting' }]);
    const [snapshot] = await rows<{ content: object; sha256: string }>('SELECT content, sha256 FROM containment_snapshot WHERE containment_id = $1', [done.containmentId]);
    expect(snapshot?.sha256).toBe(sha256(canonicalBytes(snapshot?.content)));
    expect(snapshot?.content).toMatchObject({ grants: [{ id: grantId }], held: expect.arrayContaining([expect.objectContaining({ accountName: 'vh-a' })]), files: [expect.objectContaining({ of: 'violation-case' })] });
    expect((await scene.violations.history(of.id)).map(({ type }) => type)).toEqual(expect.arrayContaining(['violation.contained', 'violation.case-opened']));
    expect(await refusal(contain(after))).toBe('already-contained');
    expect(await refusal(contain(of))).toBe('conflict');
  });

  test('says when no access was ever granted, and draws up HS-13 alone where nothing is suspended or revoked', async () => {
    const of = await openCase({ signs: [{ sign: 'DH-16', graver: false }] });
    expect(await refusal(contain(of, { measure: 'none', suspensions: [] }))).toEqual({ reason: 'missing' });
    const done = await contain(of, { measure: 'none', suspensions: [], reason: 'Không ảnh hưởng dịch vụ' });
    expect(done).toMatchObject({ grants: 0, accounts: 0, suspended: 0 });
    expect(done.records.map(({ kind }) => kind)).toEqual(['HS-13']);
    expect(await standing(of.id)).toMatchObject({ state: 'unpaused', containment: { noAccessEver: true, kind: null, reason: 'Không ảnh hưởng dịch vụ' } });
    expect(await clocks(done.containmentId)).toMatchObject([{ clock: 'D-08', settled: true }, { clock: 'D-09', settled: false }]);
  });

  test('at Mức 1 only the grants concerned, with HS-14 for them; the others go on', async () => {
    const concerned = await buildAccessGrant(scene.database, { contract });
    const other = await buildAccessGrant(scene.database, { contract });
    await scene.setNow('2026-12-07T10:00:00+07:00');
    const of = await openCase({ signs: [{ sign: 'DH-16', graver: false }] });
    const done = await contain(of, { measure: 'none', suspensions: [], reason: 'Không ảnh hưởng', grantIds: [concerned.grantId] });
    expect(done.records.map(({ kind }) => kind)).toEqual(['HS-14', 'HS-13']);
    expect(await rows('SELECT grant_id FROM live_access WHERE contract_id = $1', [contract.id])).toEqual([{ grant_id: other.grantId }]);
  });

  test('of the vendor in every contract of the agency, and of others on a system that stops', async () => {
    const second = await runningContract({ vendor: contract.vendor });
    const stranger = await runningContract({ system: contract.system });
    const main = await buildAccessGrant(scene.database, { contract });
    const ofSecond = await buildAccessGrant(scene.database, { contract: second });
    const ofStranger = await buildAccessGrant(scene.database, { contract: stranger });
    await scene.setNow('2026-12-07T10:00:00+07:00');
    const of = await openCase({ signs: [{ sign: 'DH-18', graver: false }] });
    const done = await contain(of, { breadth: 'vendor', measure: 'stop', until: undefined, liftCondition: 'Có kết luận của Công an thành phố' });
    expect(done).toMatchObject({ grants: 2, accounts: 3 });
    const ended = await rows<{ id: string; end_kind: string }>('SELECT id, end_kind FROM access_grant WHERE id = ANY ($1::uuid[])', [[main.grantId, ofSecond.grantId, ofStranger.grantId]]);
    expect(new Map(ended.map(({ id, end_kind }) => [id, end_kind]))).toEqual(new Map([[main.grantId, 'revoked'], [ofSecond.grantId, 'revoked'], [ofStranger.grantId, 'suspended']]));
    expect(await rows('SELECT contract_contained($1) AS second, contract_contained($2) AS stranger', [second.id, stranger.id])).toEqual([{ second: true, stranger: false }]);
    // The page of the second contract tells the case that reached it, though it is of another.
    expect(await rows('SELECT violation_chapter($1) AS chapter', [second.id])).toMatchObject([{ chapter: { everOpened: 1, contained: true, cases: [{ code: of.code }] } }]);
    // Signs of a crime: the vendor is not written to before Công an thành phố was asked.
    expect(await rows(`SELECT recipient FROM outbox_message WHERE about_id = $1`, [of.id])).toEqual([{ recipient: 'cntt@so.example' }]);
  });

  test('by the officer on duty out of hours, confirmed by the head within 24 hours', async () => {
    const grave = await openCase();
    const byOfficer = (of: CaseDetail): Promise<unknown> => scene.violations.contain(acting(scene.world.at.it_officer), technician, containing(of));
    expect(await refusal(byOfficer(grave))).toBe('on-duty-in-office-hours');
    expect(await refusal(scene.violations.contain(acting(scene.world.at.procurement_officer), officer, containing(grave)))).toBe('forbidden');
    await scene.setNow('2026-12-07T22:30:00+07:00');
    const slight = await openCase({ signs: [{ sign: 'DH-01', graver: false }] });
    expect(await refusal(byOfficer(slight))).toBe('on-duty-below-third-level');
    expect(await refusal(byOfficer(grave))).toBe('done');
    const contained = await standing(grave.id);
    expect(contained.containment).toMatchObject({ outOfHours: true, confirmation: null, confirmBy: new Date('2026-12-08T22:30:00+07:00') });
    expect(await refusal(scene.violations.confirmContainment(acting(scene.world.at.it_officer), technician, { caseId: grave.id, note: undefined }))).toBe('forbidden');
    await scene.violations.confirmContainment(acting(scene.world.at.unit_head), head, { caseId: grave.id, note: 'Đồng ý' });
    expect(await refusal(scene.violations.confirmContainment(acting(scene.world.at.unit_head), head, { caseId: grave.id, note: undefined }))).toBe('confirmed-already');
  });

  test('a system of another agency is proposed; its head suspends it and alone lets it run again', async () => {
    const foreign = await buildSystem(scene.database, { agency: scene.world.ward, name: 'Cổng dịch vụ của phường' });
    contract = await runningContract({ more: [foreign] });
    const of = await openCase({ systemIds: [foreign.id], signs: [{ sign: 'DH-01', graver: false }] });
    expect(await refusal(contain(of, { suspensions: [{ systemId: foreign.id, scope: 'whole', part: undefined }] }))).toEqual({ suspensions: 'not-own' });
    const done = await contain(of, { suspensions: [], proposals: [{ systemId: foreign.id, scope: 'whole', part: undefined, text: 'Đề nghị tạm dừng' }] });
    expect(done).toMatchObject({ suspended: 0, proposed: 1 });
    const wardHead = await scene.principal(scene.world.atWard.unit_head);
    const waiting = await scene.violations.proposalsWaiting(wardHead);
    expect(waiting).toMatchObject([{ caseCode: of.code, systemName: 'Cổng dịch vụ của phường', kind: 'pause', executors: [{ id: scene.world.atWard.it_officer.id }] }]);
    expect(await scene.violations.proposalsWaiting(head)).toEqual([]);
    const proposalId = waiting[0]?.id ?? '';
    const answer = { proposalId, accepted: true, ground: 'Đồng ý', until: new Date('2026-12-10T00:00:00+07:00'), liftCondition: undefined, continuity: 'Hồ sơ giấy', executorId: scene.world.atWard.it_officer.id };
    expect(await refusal(scene.violations.answerProposal(acting(scene.world.at.unit_head), head, answer))).toBe('not found');
    expect(await refusal(scene.violations.answerProposal(acting(scene.world.atWard.unit_head), wardHead, { ...answer, until: undefined, executorId: undefined }))).toEqual({ until: 'missing', executorId: 'missing' });
    const { suspensionId } = await scene.violations.answerProposal(acting(scene.world.atWard.unit_head), wardHead, answer);
    expect(await rows('SELECT system_suspended($1) AS now', [foreign.id])).toEqual([{ now: true }]);
    expect(await refusal(scene.violations.answerProposal(acting(scene.world.atWard.unit_head), wardHead, answer))).toBe('proposal-answered');
    const { suspension } = await scene.violations.suspensionFor(wardHead, suspensionId ?? '', 'extend');
    expect(suspension.agencyName).toBe(scene.world.ward.name);
    expect(await refusal(scene.violations.resume(acting(scene.world.at.unit_head), head, { suspensionId: suspensionId ?? '', ground: 'Xong' }))).toBe('not found');
    expect(await refusal(scene.violations.case(wardHead, of.id))).toBe('not found');
  });
});

describe('what follows', () => {
  test('carried out, told, reported, put right, running again, ended', async () => {
    const { violations, world } = scene;
    await buildAccessGrant(scene.database, { contract });
    await scene.setNow('2026-12-07T10:00:00+07:00');
    const of = await openCase({ signs: [{ sign: 'DH-01', graver: false }] });
    await contain(of);
    const contained = await standing(of.id);
    const suspensionId = contained.containment?.suspensions[0]?.id ?? '';
    const resume = (): Promise<unknown> => violations.resume(acting(world.at.unit_head), head, { suspensionId, ground: 'Đã khắc phục' });
    expect(violations.resumeObstacles(head, contained, suspensionId)).toMatchObject([{ reason: 'no-report' }, { reason: 'no-remedy' }]);
    expect(await refusal(resume())).toBe('resume-obstacles');

    await scene.setNow('2026-12-07T11:00:00+07:00');
    const carried = { suspensionId, doneAt: new Date('2026-12-07T10:30:00+07:00'), proof: 'Trang báo bảo trì', file: storedFile() };
    expect(await refusal(violations.confirmDone(acting(world.at.it_officer), technician, { ...carried, doneAt: new Date('2026-12-07T11:00:01+07:00') }))).toEqual({ doneTime: 'future' });
    await violations.confirmDone(acting(world.at.it_officer), technician, carried);
    expect(await refusal(violations.confirmDone(acting(world.at.it_officer), technician, carried))).toBe('suspension-done-already');
    expect(await refusal(violations.extendPause(acting(world.at.unit_head), head, { suspensionId, until: new Date('2026-12-11T00:00:00+07:00'), ground: 'x' }))).toEqual({ untilDay: 'not-later' });
    await violations.extendPause(acting(world.at.unit_head), head, { suspensionId, until: new Date('2026-12-20T00:00:00+07:00'), ground: 'Chưa kiểm tra xong' });

    const notice = contained.notices[0];
    const delivery = { noticeId: notice?.id ?? '', number: '12/TB-STC', issuedOn: calendarDay('2026-12-07'), deliveredAt: new Date('2026-12-07T10:45:00+07:00'), delivery: 'document-system' as const, receiver: undefined, file: storedFile() };
    expect(await refusal(violations.deliverNotice(acting(world.at.records_clerk), await scene.principal(world.at.records_clerk), { ...delivery, issuedOn: calendarDay('2026-12-08') }))).toEqual({ issuedOn: 'future', deliveredTime: 'before-issue' });
    await violations.deliverNotice(acting(world.at.records_clerk), await scene.principal(world.at.records_clerk), delivery);
    const [line] = await rows<{ id: string }>('SELECT id FROM access_line WHERE contract_id = $1', [contract.id]);
    await buildAccessClosure(scene.database, { lineId: line?.id ?? '', by: world.at.it_officer });
    expect(await clocks(contained.containment?.id ?? '')).toMatchObject([{ clock: 'D-08', settled: true }, { clock: 'D-09', settled: true }]);

    const report = { caseId: of.id, version: (await standing(of.id)).version, number: '45/BC-STC', issuedOn: calendarDay('2026-12-07'), signedBy: world.at.unit_head.id, level: 'V1' as const, summary: 'Không thiệt hại', scan: storedFile() };
    expect(await refusal(violations.recordReport(acting(world.at.procurement_officer), officer, { ...report, signedBy: world.at.it_officer.id }))).toEqual({ signedBy: 'unknown' });
    await violations.recordReport(acting(world.at.procurement_officer), officer, report);
    expect(await standing(of.id)).toMatchObject({ state: 'reported', level: 'V1', reports: [{ number: '45/BC-STC', level: 'V1' }] });
    expect(await clocks(of.id)).toMatchObject([{ clock: 'D-10', settled: true }]);

    const { id: remedyId } = await violations.recordRemedy(acting(world.at.procurement_officer), officer, { caseId: of.id, what: 'Thay mật khẩu', doneAt: new Date('2026-12-07T10:50:00+07:00') });
    expect(await refusal(resume())).toBe('resume-obstacles');
    await violations.verifyRemedy(acting(world.at.it_officer), technician, { remedyId, proof: 'Đã thử', file: storedFile() });
    const close = async (outcome: 'resumed' | 'ended' | 'unfounded'): Promise<unknown> => violations.closeCase(acting(world.at.unit_head), head, { caseId: of.id, version: (await standing(of.id)).version, outcome, ground: 'Đã xử lý xong' });
    expect(await refusal(close('resumed'))).toBe('system-still-suspended');
    await resume();
    expect((await standing(of.id)).records.map(({ kind }) => kind)).toContain('HS-24');
    expect(await rows('SELECT system_suspended($1) AS suspended, contract_contained($2) AS contained', [contract.system.id, contract.id])).toEqual([{ suspended: false, contained: false }]);
    // Access is granted anew; what was taken never comes back.
    expect(await rows('SELECT 1 FROM live_access WHERE contract_id = $1', [contract.id])).toEqual([]);
    await buildAccessGrant(scene.database, { contract });
    expect(await rows('SELECT 1 FROM live_access WHERE contract_id = $1', [contract.id])).toHaveLength(1);
    expect(await close('resumed')).toEqual({ handingOver: false });
    expect(await refusal(close('resumed'))).toBe('case-closed');
    expect(await violations.casesOfVendor(head, contract.vendor.id)).toMatchObject([{ code: of.code, state: 'closed', outcome: 'resumed' }]);
  });

  test('ending the contract begins its hand-over and ends what was granted for repair', async () => {
    const { violations, world } = scene;
    const of = await openCase({ signs: [{ sign: 'DH-01', graver: false }] });
    await contain(of);
    const repair = await buildAccessGrant(scene.database, { contract, phase: 'remediation', purpose: 'incident-handling' });
    const noticeId = (await standing(of.id)).notices[0]?.id ?? '';
    await violations.deliverNotice(acting(world.at.procurement_officer), officer, { noticeId, number: '1', issuedOn: calendarDay('2026-12-07'), deliveredAt: new Date(MORNING), delivery: 'post', receiver: 'Lễ tân', file: undefined });
    await violations.recordReport(acting(world.at.procurement_officer), officer, { caseId: of.id, version: (await standing(of.id)).version, number: '2', issuedOn: calendarDay('2026-12-07'), signedBy: world.at.unit_head.id, level: 'V2', summary: 'Có', scan: storedFile() });
    expect(await violations.closeCase(acting(world.at.unit_head), head, { caseId: of.id, version: (await standing(of.id)).version, outcome: 'ended', ground: 'Chấm dứt hợp đồng' })).toEqual({ handingOver: true });
    expect(await rows('SELECT phase FROM published_contract WHERE id = $1', [contract.id])).toEqual([{ phase: 'handing_over' }]);
    expect(await rows('SELECT violation_chapter($1) AS chapter', [contract.id])).toMatchObject([{ chapter: { cases: [], closed: [{ code: of.code, outcome: 'ended' }], endedBy: { code: of.code, ground: 'Chấm dứt hợp đồng' } } }]);
    expect(await rows('SELECT ended_at IS NOT NULL AS over FROM access_grant WHERE id = $1', [repair.grantId])).toEqual([{ over: true }]);
    // The system stays paused until its agency lets it run again.
    expect(await rows('SELECT system_suspended($1) AS suspended', [contract.system.id])).toEqual([{ suspended: true }]);
  });

  test('a case with nothing in it ends by the head, and its clock stops', async () => {
    const of = await openCase();
    expect(await refusal(scene.violations.closeCase(acting(scene.world.at.it_officer), technician, { caseId: of.id, version: of.version, outcome: 'unfounded', ground: 'Thử nghiệm nội bộ' }))).toBe('forbidden');
    await scene.violations.closeCase(acting(scene.world.at.unit_head), head, { caseId: of.id, version: of.version, outcome: 'unfounded', ground: 'Thử nghiệm nội bộ' });
    expect(await clocks(of.id)).toMatchObject([{ settled: true }]);
    expect((await standing(of.id)).state).toBe('closed');
  });

  test('HS-11 and HS-15 are drawn up when asked for', async () => {
    await buildAccessGrant(scene.database, { contract });
    await scene.setNow('2026-12-07T10:00:00+07:00');
    const of = await openCase();
    await scene.violations.drawUpSigns(acting(scene.world.at.procurement_officer), officer, of.id);
    expect(await refusal(scene.violations.drawUpClosing(acting(scene.world.at.it_officer), technician, of.id))).toBe('no-account-closed');
    await contain(of);
    const [line] = await rows<{ id: string }>('SELECT id FROM access_line WHERE contract_id = $1', [contract.id]);
    await buildAccessClosure(scene.database, { lineId: line?.id ?? '', by: scene.world.at.it_officer });
    await scene.violations.drawUpClosing(acting(scene.world.at.it_officer), technician, of.id);
    expect((await standing(of.id)).records.map(({ kind }) => kind).toSorted()).toEqual(['HS-11', 'HS-12', 'HS-13', 'HS-15']);
  });

  test('readers see cases of their agencies, oversight those of the city', async () => {
    const of = await openCase();
    const register = (who: Principal): Promise<readonly string[]> => scene.violations.register(who, { filters: { q: of.code }, sort: { key: 'newest', descending: true }, page: 1 }).then(({ rows: found }) => found.map(({ code }) => code));
    expect(await register(officer)).toEqual([of.code]);
    expect(await register(await scene.principal(scene.world.at.city_oversight))).toEqual([of.code]);
    expect(await register(await scene.principal(scene.world.atWard.unit_head))).toEqual([]);
    expect(await rows('SELECT violation_chapter($1) AS chapter', [contract.id])).toMatchObject([{ chapter: { contained: false, everOpened: 1, cases: [{ code: of.code, state: 'opened' }] } }]);
  });
});
