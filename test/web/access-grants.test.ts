import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildAccessGrant, buildAccessUse, buildBoundPerson, type BuiltGrant } from '../builders/access.js';
import { buildDelegation } from '../builders/people.js';
import { pdfFile } from '../builders/sample-files.js';
import { buildActiveContract, buildSignedContract, type ReadyContract } from '../builders/signing.js';
import { buildVendorPerson } from '../builders/vendors.js';
import { build, buildPerson, buildWorld, giveRole, type World } from '../builders/world.js';
import { NOON, startTestApp, type TestApp, type Visitor } from '../harness/app.js';

let app: TestApp;
let world: World;
let contract: ReadyContract;
let officer: Visitor;
let head: Visitor;
let it: Visitor;

beforeAll(async () => {
  // Nights pass in these tests; nobody is signed out meanwhile.
  app = await startTestApp({ idleMinutes: 72 * 60 });
  world = await buildWorld(app.database);
  contract = await buildActiveContract(app.database, { agency: world.department, people: world.at, startsOn: '2026-11-01' });
  [officer, head, it] = await Promise.all([app.signIn(world.at.procurement_officer), app.signIn(world.at.unit_head), app.signIn(world.at.it_officer)]);
}, 60_000);
beforeEach(() => app.setNow(NOON));
afterAll(async () => {
  const { loggedErrors } = app;
  await app.close();
  expect(loggedErrors).toEqual([]);
});

const textOf = (html: string, selector: string): string => load(html)(selector).text().replaceAll(/\s+/g, ' ').trim();
const errorsOf = (html: string): string[] => load(html)('.error-summary a').map((_, link) => load(html)(link).attr('href') ?? '').get();
const scan = (name = 'minh-chung.pdf'): { content: Buffer; name: string } => ({ content: pdfFile(name), name });
const pageOf = (grant: { readonly grantId: string }): string => `/quyen-truy-cap/${grant.grantId}`;
const eventsOf = async (id: string): Promise<string[]> =>
  (await app.database.asOwner<{ type: string }>(`SELECT e.type FROM audit_event e JOIN audit_event_subject s ON s.event_id = e.id WHERE s.subject_id = $1 AND e.type LIKE 'access.%' ORDER BY e.id`, [id])).map(({ type }) => type);
const tasksOf = async (subjectId: string): Promise<string[]> =>
  (await app.database.asOwner<{ task: string }>(`SELECT kind || ' ' || role AS task FROM access_task WHERE subject_id = $1 ORDER BY 1`, [subjectId])).map(({ task }) => task);
const linesOf = (grant: BuiltGrant): Promise<{ id: string }[]> => app.database.asOwner<{ id: string }>('SELECT l.id FROM access_line l JOIN system_account a ON a.id = l.account_id WHERE l.grant_id = $1 ORDER BY a.name', [grant.grantId]);

/** The clock of product and database, so many hours after noon. */
const later = (hours: number): Promise<void> => app.setNow(new Date(new Date(NOON).getTime() + hours * 3_600_000).toISOString());

/** Gives the head an address, so that mail has somewhere to go. */
async function giveAddress(email: string): Promise<void> {
  await build(app.database, async (query) => {
    await query('UPDATE user_account SET email = $2 WHERE id = $1', [world.at.unit_head.id, email]);
  });
}

describe('the page of a grant', () => {
  test('says in one sentence who may do what, and in its table who holds what until when', async () => {
    const grant = await buildAccessGrant(app.database, { contract, people: [await buildBoundPerson(app.database, { contract, fullName: 'Lê Văn Ví Dụ' })], accounts: ['vh-vidu'] });
    const shown = (await officer.get(pageOf(grant))).text;
    expect(textOf(shown, '.page-head__states')).toBe('Đang có hiệu lực');
    expect(textOf(shown, '.lead')).toContain('Lê Văn Ví Dụ của');
    expect(textOf(shown, '.lead')).toContain('từ 12:00 ngày 20/11/2026 đến 12:00 ngày 21/11/2026');
    expect(textOf(shown, '#nguoi-tai-khoan')).toContain('Đang giữ');
    expect(textOf(shown, '#nguoi-tai-khoan')).toContain('hết thời hạn');
    await later(24 + 47 / 60);
    const over = (await it.get(pageOf(grant))).text;
    expect(textOf(over, '.page-head__states')).toBe('Hết quyền, tài khoản chưa khóa');
    expect(textOf(over, '#nguoi-tai-khoan .state--stop')).toBe('Tài khoản chưa khóa: quá 47 phút kể từ 12:00 ngày 21/11/2026');
    expect(textOf(over, '.next-step')).toContain('Khóa tài khoản vh-vidu');
    expect(load(over)('#nguoi-tai-khoan a[href*="/tai-khoan/"]')).toHaveLength(1);
    expect(load((await officer.get(pageOf(grant))).text)('#nguoi-tai-khoan a[href*="/tai-khoan/"]')).toHaveLength(0);
  });

  test('says who loses it earlier, and why', async () => {
    const soon = await buildBoundPerson(app.database, { contract, validUntil: '2026-11-20' });
    const grant = await buildAccessGrant(app.database, { contract, people: [soon] });
    const shown = (await officer.get(pageOf(grant))).text;
    expect(textOf(shown, '#nguoi-tai-khoan td[data-label="Đến"]')).toMatch(/^00:00 ngày 21\/11\/2026.*cam kết bảo mật hết hiệu lực$/);
  });

  test('is not known to another agency', async () => {
    const grant = await buildAccessGrant(app.database, { contract });
    const ward = await app.signIn(world.atWard.unit_head);
    for (const path of ['', '/thu-hoi', '/rut-ngan']) expect((await ward.get(`${pageOf(grant)}${path}`)).status).toBe(404);
    const auditor = await app.signIn(world.at.auditor);
    expect((await auditor.get(pageOf(grant))).status).toBe(200);
    expect((await auditor.get(`${pageOf(grant)}/thu-hoi`)).status).toBe(403);
  });
});

describe('on-call access', () => {
  test('is opened by one act for chosen people, told to the head at once, closed by itself, and known by another', async () => {
    await giveAddress('thu.truong@minh-hoa.example');
    const [an, binh] = [await buildBoundPerson(app.database, { contract }), await buildBoundPerson(app.database, { contract })];
    const grant = await buildAccessGrant(app.database, { contract, form: 'standing', hours: 240, people: [an, binh] });
    expect(textOf((await it.get(pageOf(grant))).text, '.page-head__states')).toBe('Sẵn sàng mở');
    const form = `${pageOf(grant)}/mo`;
    expect(textOf((await it.get(form)).text, 'main')).toContain('tự đóng lúc 16:00 ngày 20/11/2026');
    const empty = await it.post(form, { ground: '' });
    expect([empty.status, errorsOf(empty.text)]).toEqual([422, ['#ground']]);
    const nobody = await it.post(form, { ground: 'Máy chủ ngừng trả lời' });
    expect([nobody.status, errorsOf(nobody.text), load(nobody.text)('#ground').val()]).toEqual([422, ['#people'], 'Máy chủ ngừng trả lời']);

    expect((await it.post(form, { people: [an.id], ground: 'Máy chủ ngừng trả lời' })).status).toBe(303);
    expect(await eventsOf(grant.grantId)).toEqual(['access.use-opened']);
    expect(await tasksOf(grant.grantId)).toEqual(['access.use-opened unit_head']);
    const mail = await app.database.asOwner<{ recipient: string; subject: string }>(`SELECT recipient, subject FROM outbox_message WHERE about_id = $1`, [grant.grantId]);
    expect(mail.map(({ recipient }) => recipient)).toEqual(['thu.truong@minh-hoa.example']);
    const shown = (await head.get(pageOf(grant))).text;
    expect(textOf(shown, '#luot-mo')).toContain('Đang mở, tự đóng lúc 16:00 ngày 20/11/2026');
    expect(textOf(shown, '#nguoi-tai-khoan tbody')).not.toContain(binh.fullName);
    expect(textOf((await it.get(form)).text, '.closed-act')).toContain('đang được mở');
    expect((await it.post(form, { people: [an.id], ground: 'Lần nữa' })).status).toBe(422);

    const acknowledge = load(shown)('form[action$="/da-biet"]').attr('action') ?? '';
    expect((await head.post(acknowledge, {}, pageOf(grant))).status).toBe(303);
    expect(await tasksOf(grant.grantId)).toEqual([]);
    expect((await head.post(acknowledge, {}, pageOf(grant))).status).toBe(409);
    await later(4);
    expect(textOf((await it.get(pageOf(grant))).text, '.page-head__states')).toContain('1 tài khoản chưa khóa');
    expect(textOf((await it.get(pageOf(grant))).text, '#luot-mo')).toContain('Tự đóng lúc 16:00 ngày 20/11/2026');
  });

  test('is closed before its hours by one act; whoever opened it does not take notice of it', async () => {
    const grant = await buildAccessGrant(app.database, { contract, form: 'standing', hours: 240 });
    await buildAccessUse(app.database, { grant, by: world.at.unit_head });
    await later(1);
    expect(await tasksOf(grant.grantId)).toEqual([]);
    const shown = (await head.get(pageOf(grant))).text;
    expect(textOf(shown, '#luot-mo')).toContain('Thủ trưởng đã mở');
    const acknowledge = load(shown)('form[action$="/dong"]').attr('action')?.replace(/dong$/, 'da-biet') ?? '';
    const own = await head.post(acknowledge, {}, pageOf(grant));
    expect(own.status).toBe(409);
    expect(own.text).toContain('không tự xác nhận');
    expect((await it.post(load(shown)('form[action$="/dong"]').attr('action') ?? '', {}, pageOf(grant))).status).toBe(303);
    const closed = (await it.get(pageOf(grant))).text;
    expect(textOf(closed, '#nguoi-tai-khoan')).toContain('lượt mở quyền trực được đóng');
    expect(textOf(closed, '#luot-mo')).toContain('Đóng lúc 13:00 ngày 20/11/2026');
  });

  test('is not opened for somebody without a commitment, and not twice at once', async () => {
    const lapsing = await buildBoundPerson(app.database, { contract, validUntil: '2026-11-20', fullName: 'Hết Cam Kết' });
    const bound = await buildBoundPerson(app.database, { contract });
    const grant = await buildAccessGrant(app.database, { contract, form: 'standing', hours: 240, people: [lapsing, bound] });
    await later(24);
    const form = `${pageOf(grant)}/mo`;
    expect(textOf((await it.get(form)).text, '.notice--attention')).toContain('Hết Cam Kết chưa có cam kết bảo mật');
    const refused = await it.post(form, { people: [lapsing.id], ground: 'Sự cố' });
    expect([refused.status, refused.text.includes('Hết Cam Kết chưa có cam kết')]).toEqual([422, true]);
    const answers = await Promise.all([it.post(form, { people: [bound.id], ground: 'Sự cố' }), head.post(form, { people: [bound.id], ground: 'Sự cố' })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422]);
  });
});

describe('breaking glass', () => {
  const filled = (of: ReadyContract, personId: string, changes: Record<string, string> = {}): Record<string, string> => ({
    systemId: of.system.id, hours: '2', ground: 'Hệ thống ngừng hoạt động', person1: personId, account1: `kc.${personId.slice(0, 6)}`, kind1: 'personal', environment: 'production', plane: 'application',
    privilege: 'Khởi động lại dịch vụ', method: 'ssh', sourceAddresses: '203.0.113.7', supervision: 'attended', supervisorId: of.people.it_officer.id, ...changes,
  });

  test('opens at once, tells the head, is red until another person reviewed it within 24 hours', async () => {
    const person = await buildBoundPerson(app.database, { contract });
    const form = `/hop-dong/${contract.id}/quyen-truy-cap/khan-cap`;
    expect(textOf((await it.get(form)).text, '.irreversible__steps')).toContain('không qua phê duyệt');
    expect((await officer.get(form)).status).toBe(403);
    const answer = await it.post(form, filled(contract, person.id));
    expect(answer.status).toBe(303);
    const page = answer.headers['location'] ?? '';
    const id = page.split('/').at(-1) ?? '';
    expect(await eventsOf(id)).toEqual(['access.opened-in-emergency']);
    expect(await tasksOf(id)).toEqual(['access.emergency-unreviewed unit_head']);
    const shown = (await it.get(page)).text;
    expect(textOf(shown, '.page-head__states')).toBe('Đang có hiệu lực Chưa được rà soát');
    expect(textOf(shown, '.lead')).toContain('đến 14:00 ngày 20/11/2026');
    expect(textOf((await it.get(`${page}/ra-soat`)).text, '.closed-act')).toContain('không tự rà soát');
    expect((await it.post(`${page}/ra-soat`, { outcome: 'justified', ground: 'Đúng' })).status).toBe(422);
    await later(25);
    expect(textOf((await head.get(page)).text, '.notice--stop')).toContain('Quá hạn rà soát: quá 1 giờ');
    const wrong = await head.post(`${page}/ra-soat`, { ground: 'Chưa rõ' });
    expect([wrong.status, errorsOf(wrong.text)]).toEqual([422, ['#outcome']]);
    expect((await head.post(`${page}/ra-soat`, { outcome: 'unjustified', ground: 'Có thể chờ phê duyệt.' })).status).toBe(303);
    expect(textOf((await it.get(page)).text, '#ra-soat')).toContain('Không có căn cứ');
    expect(await tasksOf(id)).toEqual([]);
    expect((await head.post(`${page}/ra-soat`, { outcome: 'justified', ground: 'Lần nữa' })).status).toBe(422);
  });

  test('where the head opened it, somebody else of the agency reviews; a deputy by delegation as well', async () => {
    const opened = await buildAccessGrant(app.database, { contract, form: 'emergency', by: world.at.unit_head });
    expect((await head.post(`${pageOf(opened)}/ra-soat`, { outcome: 'justified', ground: 'Tự xem' })).status).toBe(422);
    expect((await it.post(`${pageOf(opened)}/ra-soat`, { outcome: 'justified', ground: 'Đã đối chiếu nhật ký.' })).status).toBe(303);

    const deputy = await buildPerson(app.database, { login: 'cap-pho' });
    await giveRole(app.database, { person: deputy, role: 'procurement_officer', agency: world.department, by: world.at.administrator });
    await buildDelegation(app.database, { head: world.at.unit_head, delegate: deputy, agency: world.department, areas: ['access'] });
    const another = await buildAccessGrant(app.database, { contract, form: 'emergency', by: world.at.it_officer });
    const visitor = await app.signIn(deputy);
    expect((await visitor.post(`${pageOf(another)}/ra-soat`, { outcome: 'justified', ground: 'Đã xem.' })).status).toBe(303);
  });

  test.each<[string, Record<string, string>, string]>([
    ['too long for the level', { hours: '5' }, '#endDay'],
    ['nobody', { person1: '', account1: '' }, '#person1'],
    ['no address', { sourceAddresses: '' }, '#sourceAddresses'],
    ['data administration', { plane: 'data' }, '#plane'],
    ['no ground', { ground: ' ' }, '#ground'],
  ])('%s: is said at the field and kept', async (_, changes, field) => {
    const person = await buildBoundPerson(app.database, { contract });
    const form = `/hop-dong/${contract.id}/quyen-truy-cap/khan-cap`;
    const answer = await it.post(form, filled(contract, person.id, { privilege: 'Xem nhật ký hệ thống', ...changes }));
    expect([answer.status, errorsOf(answer.text)]).toEqual([422, [field]]);
    expect(load(answer.text)('#privilege').val()).toBe('Xem nhật ký hệ thống');
  });

  test('points to the standing grant where there is one; is closed before trial operation', async () => {
    const other = await buildActiveContract(app.database, { agency: world.department, people: world.at, startsOn: '2026-11-01' });
    await buildAccessGrant(app.database, { contract: other, form: 'standing', hours: 240 });
    expect(textOf((await it.get(`/hop-dong/${other.id}/quyen-truy-cap/khan-cap`)).text, '.notice--attention')).toContain('mở quyền trực thay vì mở khẩn cấp');
    const signed = await buildSignedContract(app.database, { agency: world.department, people: world.at });
    const person = await buildBoundPerson(app.database, { contract: signed });
    const page = `/hop-dong/${signed.id}/quyen-truy-cap/khan-cap`;
    expect(textOf((await it.get(page)).text, '.closed-act')).toContain('đang vận hành thử, đang thực hiện hoặc đang chuyển giao');
    expect((await it.post(page, filled(signed, person.id))).status).toBe(422);
    const stranger = await buildVendorPerson(app.database, { vendor: contract.vendor });
    const unbound = await it.post(`/hop-dong/${contract.id}/quyen-truy-cap/khan-cap`, filled(contract, stranger.id));
    expect([unbound.status, errorsOf(unbound.text)]).toEqual([422, ['#person1']]);
  });
});

describe('ending access', () => {
  test('cut back to an earlier end, never longer; the second of two sees what the first saved', async () => {
    const grant = await buildAccessGrant(app.database, { contract });
    const page = `${pageOf(grant)}/rut-ngan`;
    const version = String(load((await officer.get(page)).text)('input[name="_version"]').val());
    const longer = await officer.post(page, { _version: version, untilDay: '22/11/2026', untilTime: '08:00', ground: 'Kéo dài' });
    expect([longer.status, longer.text.includes('phải đề nghị và phê duyệt mới')]).toEqual([422, true]);
    expect(load(longer.text)('#untilDay').val()).toBe('22/11/2026');
    expect((await officer.post(page, { _version: version, untilDay: '20/11/2026', untilTime: '18:00', ground: 'Xong sớm' })).status).toBe(303);
    const second = await head.post(page, { _version: version, untilDay: '20/11/2026', untilTime: '15:00', ground: 'Xong sớm hơn' });
    expect(second.status).toBe(409);
    expect(textOf(second.text, '.conflict')).toContain('18:00');
    const shown = textOf((await officer.get(pageOf(grant))).text, 'main');
    expect(shown).toContain('trước đó đến 12:00 ngày 21/11/2026');
    expect(shown).toContain('thời hạn được rút ngắn');
    expect(await eventsOf(grant.grantId)).toEqual(['access.cut-back']);
  });

  test('returned early by the officer, with a ground', async () => {
    const grant = await buildAccessGrant(app.database, { contract });
    await later(1);
    const page = `${pageOf(grant)}/tra-som`;
    expect((await officer.post(page, { ground: '' })).status).toBe(422);
    expect((await head.get(page)).status).toBe(403);
    expect((await officer.post(page, { ground: 'Đã nâng cấp xong' })).status).toBe(303);
    const shown = (await officer.get(pageOf(grant))).text;
    expect(textOf(shown, '.page-head__states')).toBe('Hết quyền, tài khoản chưa khóa');
    expect(textOf(shown, 'main')).toContain('trả lại trước hạn');
    const again = await officer.post(page, { ground: 'Lần nữa' });
    expect([again.status, again.text.includes('Quyền truy cập đã kết thúc')]).toEqual([422, true]);
  });

  test('revoked: the page names who loses what, then a task for each account and a draft of the decision', async () => {
    const [an, binh] = [await buildBoundPerson(app.database, { contract, fullName: 'Người Thu Hồi Một' }), await buildBoundPerson(app.database, { contract })];
    const grant = await buildAccessGrant(app.database, { contract, people: [an, binh], accounts: ['thu-hoi-1', 'thu-hoi-2'] });
    await later(2);
    const page = `${pageOf(grant)}/thu-hoi`;
    const asked = (await it.get(page)).text;
    expect(textOf(asked, '.irreversible__names')).toContain('Người Thu Hồi Một, tài khoản thu-hoi-1');
    expect(textOf(asked, '.irreversible__lead')).toContain('điểm b khoản 3 Điều 6 dự thảo Quy chế');
    expect((await it.post(page, { ground: '' })).status).toBe(422);
    const answer = await it.post(page, { ground: 'Có dấu hiệu truy cập trái phép' });
    expect(answer.status).toBe(303);
    expect(textOf((await it.get(pageOf(grant))).text, '.notice[role="status"]')).toContain('2 người mất quyền; còn 2 tài khoản phải khóa');
    expect(await eventsOf(grant.grantId)).toEqual(['access.revoked']);
    const records = await app.database.asOwner(`SELECT 1 FROM record WHERE kind = 'HS-14' AND subject_id = $1`, [contract.id]);
    expect(records).toHaveLength(1);
    for (const { id } of await linesOf(grant)) expect(await tasksOf(id)).toEqual(['access.account-open it_officer']);
  });

  test('all access of a contract in one act, but for what is unticked; what is over is passed over', async () => {
    const own = await buildActiveContract(app.database, { agency: world.department, people: world.at, startsOn: '2026-11-01' });
    const grants = [await buildAccessGrant(app.database, { contract: own }), await buildAccessGrant(app.database, { contract: own }), await buildAccessGrant(app.database, { contract: own, form: 'standing', hours: 240 })];
    await later(1);
    const page = `/hop-dong/${own.id}/quyen-truy-cap/thu-hoi`;
    const asked = load((await head.get(page)).text);
    expect(asked('input[name="grants"][checked]')).toHaveLength(3);
    const none = await head.post(page, { ground: 'Vi phạm' });
    expect([none.status, errorsOf(none.text)]).toEqual([422, ['#grants']]);
    const chosen = [grants[0]?.grantId ?? '', grants[2]?.grantId ?? ''];
    expect((await head.post(page, { grants: chosen, ground: 'Vi phạm' })).status).toBe(303);
    const ended = await app.database.asOwner<{ id: string }>(`SELECT id FROM access_grant WHERE contract_id = $1 AND end_kind = 'revoked'`, [own.id]);
    expect(ended.map(({ id }) => id).toSorted()).toEqual(chosen.toSorted());
    const [event] = await app.database.asOwner<{ grants: number }>(
      `SELECT count(*)::int AS grants FROM audit_event e JOIN audit_event_subject s ON s.event_id = e.id AND s.subject_kind = 'access-grant' WHERE e.type = 'access.revoked' AND s.subject_id = ANY ($1::uuid[])`, [chosen]);
    expect(event?.grants).toBe(2);
    const again = await head.post(page, { grants: chosen, ground: 'Vi phạm' });
    expect([again.status, again.text.includes('không còn gì để thu hồi')]).toEqual([422, true]);
    const foreign = await buildAccessGrant(app.database, { contract });
    expect((await head.post(page, { grants: [foreign.grantId], ground: 'Nhầm hợp đồng' })).status).toBe(422);
    expect(textOf((await head.get(pageOf(foreign))).text, '.page-head__states')).toBe('Đang có hiệu lực');
  });
});

describe('a session', () => {
  const filled = (grant: BuiltGrant, changes: Record<string, string> = {}): Record<string, string> => ({
    grantId: grant.grantId, personId: grant.people[0]?.id ?? '', account: 'vh-phien', beganDay: '20/11/2026', beganTime: '12:30', endedDay: '20/11/2026', endedTime: '13:30', sourceAddress: '203.0.113.7',
    workDone: 'Cập nhật bản vá', supervision: 'attended', supervisorId: world.at.it_officer.id, ...changes,
  });
  const form = (): string => `/hop-dong/${contract.id}/quyen-truy-cap/phien/moi`;

  test('as granted is recorded without marks, with its evidence for those who may read it', async () => {
    const grant = await buildAccessGrant(app.database, { contract, people: [await buildBoundPerson(app.database, { contract })], accounts: ['vh-phien'] });
    await later(2);
    expect(load((await it.get(`${form()}?quyen=${grant.grantId}`)).text)('#grantId').val()).toBe(grant.grantId);
    const answer = await it.postFiles(form(), filled(grant), { evidence: scan() });
    expect(answer.status).toBe(303);
    const page = answer.headers['location'] ?? '';
    const shown = (await it.get(page)).text;
    expect(textOf(shown, '.page-head__states')).toBe('Đúng quyền được cấp');
    const file = load(shown)('#minh-chung a').attr('href') ?? '';
    expect((await officer.get(file)).status).toBe(200);
    const ward = await app.signIn(world.atWard.it_officer);
    expect([(await ward.get(page)).status, (await ward.get(file)).status]).toEqual([404, 404]);
    expect(textOf((await it.get(pageOf(grant))).text, '#phien')).toContain('vh-phien');
  });

  test('out of order is recorded all the same, its marks in red on its page and in every list', async () => {
    const grant = await buildAccessGrant(app.database, { contract, people: [await buildBoundPerson(app.database, { contract })], accounts: ['vh-dau'] });
    await later(30);
    const answer = await it.postFiles(form(), filled(grant, { account: 'root', sourceAddress: '198.51.100.9', supervision: 'recorded', endedDay: '21/11/2026', endedTime: '12:10' }), {});
    expect(answer.status).toBe(303);
    const shown = (await it.get(answer.headers['location'] ?? '')).text;
    expect(textOf(shown, '.notice--stop')).toContain('ngoài thời hạn được cấp');
    expect(textOf(shown, '.notice--stop')).toContain('tài khoản không có trong quyền được cấp');
    expect(textOf(shown, '.notice--stop')).toContain('địa chỉ nguồn không được phép');
    expect(textOf(shown, '.notice--stop')).toContain('không được giám sát như yêu cầu');
    expect(textOf((await it.get(pageOf(grant))).text, '#phien .state--stop')).toContain('ngoài thời hạn được cấp');
  });

  test('outside every grant, of somebody nobody knows', async () => {
    await later(2);
    const answer = await it.postFiles(form(), {
      systemId: contract.system.id, personName: 'Người Lạ', account: 'admin', beganDay: '20/11/2026', beganTime: '03:00', endedDay: '20/11/2026', endedTime: '03:05', workDone: 'Chưa rõ', supervision: 'none',
    }, {});
    expect(answer.status).toBe(303);
    const shown = (await it.get(answer.headers['location'] ?? '')).text;
    expect(textOf(shown, '.notice--stop')).toContain('không có quyền truy cập nào được cấp');
    expect(textOf(shown, 'main')).toContain('Không có trong danh sách nhân sự');
  });

  test.each<[string, Record<string, string>, string]>([
    ['not over yet', { endedTime: '23:00' }, '#endedTime'],
    ['over before it began', { endedTime: '12:00' }, '#endedTime'],
    ['without anybody', { personId: '' }, '#personId'],
    ['from no address', { sourceAddress: '' }, '#sourceAddress'],
    ['from what is no address', { sourceAddress: 'máy của An' }, '#sourceAddress'],
    ['attended by nobody', { supervisorId: '' }, '#supervisorId'],
  ])('%s: is said at the field and kept', async (_, changes, field) => {
    const grant = await buildAccessGrant(app.database, { contract });
    await later(2);
    const answer = await it.postFiles(form(), filled(grant, changes), {});
    expect([answer.status, errorsOf(answer.text)]).toEqual([422, [field]]);
    expect(load(answer.text)('#workDone').val()).toBe('Cập nhật bản vá');
  });
});

describe('closing an account', () => {
  const filled = { action: 'disabled', doneDay: '20/11/2026', doneTime: '13:00', proof: 'Đăng nhập thử bị từ chối' };

  test('is confirmed with proof, one after the other, and only then is the grant over', async () => {
    const [an, binh] = [await buildBoundPerson(app.database, { contract }), await buildBoundPerson(app.database, { contract })];
    const grant = await buildAccessGrant(app.database, { contract, people: [an, binh], accounts: ['khoa-1', 'khoa-2'], hours: 1 });
    const [first, second] = (await linesOf(grant)).map(({ id }) => `/quyen-truy-cap/tai-khoan/${id}`);
    const early = await it.postFiles(first ?? '', filled, { file: scan() });
    expect([early.status, early.text.includes('còn được sử dụng')]).toEqual([422, true]);
    await later(1.5);
    expect(textOf((await it.get(first ?? '')).text, '.state--stop')).toBe('Tài khoản chưa khóa: quá 30 phút kể từ 13:00 ngày 20/11/2026');
    const unproven = await it.postFiles(first ?? '', filled, {});
    expect([unproven.status, errorsOf(unproven.text), load(unproven.text)('#proof').val()]).toEqual([422, ['#file'], filled.proof]);
    const future = await it.postFiles(first ?? '', { ...filled, doneTime: '15:00' }, { file: scan() });
    expect([future.status, errorsOf(future.text)]).toEqual([422, ['#doneTime']]);
    const next = await it.postFiles(first ?? '', filled, { file: scan() });
    expect([next.status, next.headers['location']]).toEqual([303, second]);
    const twice = await it.postFiles(first ?? '', filled, { file: scan() });
    expect([twice.status, twice.text.includes('đã được xác nhận khóa')]).toEqual([422, true]);
    expect((await officer.get(second ?? '')).status).toBe(403);
    const last = await it.postFiles(second ?? '', { ...filled, action: 'removed' }, { file: scan('hai.pdf') });
    expect([last.status, last.headers['location']]).toEqual([303, pageOf(grant)]);
    const shown = (await it.get(pageOf(grant))).text;
    expect(textOf(shown, '.page-head__states')).toBe('Đã kết thúc');
    expect(textOf(shown, '#nguoi-tai-khoan')).toContain('Hủy bỏ tài khoản, 13:00 ngày 20/11/2026');
    expect(load(shown)('#minh-chung a')).toHaveLength(2);
    expect(await eventsOf(grant.grantId)).toEqual(['access.closure-confirmed', 'access.closure-confirmed']);
  });

  test('confirmed by two at once is confirmed once', async () => {
    const grant = await buildAccessGrant(app.database, { contract, hours: 1 });
    const [line] = await linesOf(grant);
    await later(2);
    const address = `/quyen-truy-cap/tai-khoan/${line?.id ?? ''}`;
    const second = await app.signIn(world.at.it_officer);
    const answers = await Promise.all([it.postFiles(address, filled, { file: scan() }), second.postFiles(address, filled, { file: scan() })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422]);
  });
});
