import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildAccessGrant, buildAccessSession, buildBoundPerson } from '../builders/access.js';
import { pdfFile } from '../builders/sample-files.js';
import { buildActiveContract, type ReadyContract } from '../builders/signing.js';
import { buildSystem } from '../builders/systems.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';

/** Friday noon, an hour of the office, and one later; and the Saturday after it. */
const FRIDAY = '2026-11-20T12:00:00+07:00';
const NEXT_HOUR = '2026-11-20T13:00:00+07:00';
const SATURDAY = '2026-11-21T22:00:00+07:00';

let app: TestApp;
let world: World;
let officer: Visitor;
let it: Visitor;
let head: Visitor;
let clerk: Visitor;

beforeAll(async () => {
  app = await startTestApp({ idleMinutes: 6000 });
  world = await buildWorld(app.database);
  [officer, it, head, clerk] = await Promise.all([app.signIn(world.at.procurement_officer), app.signIn(world.at.it_officer), app.signIn(world.at.unit_head), app.signIn(world.at.records_clerk)]);
}, 90_000);
afterAll(async () => {
  expect(app.loggedErrors).toEqual([]);
  await app.close();
});

const textOf = (html: string, selector: string): string => load(html)(selector).text().replaceAll(/\s+/g, ' ').trim();
const errorLinks = (html: string): string[] => load(html)('.error-summary a').map((_, link) => load(html)(link).attr('href') ?? '').get();
const locationOf = (answer: { headers: Record<string, string> }): string => (answer.headers['location'] ?? '').replace(/#.*$/, '');

function activeContract(): Promise<ReadyContract> {
  return buildActiveContract(app.database, { agency: world.department, people: world.at, startsOn: '2026-11-01' });
}

/** The opening form as an officer fills it in: somebody worked out of hours. */
function opening(contract: ReadyContract, changes: Record<string, string | string[]> = {}): Record<string, string | string[]> {
  return {
    signs: ['DH-01'], systemIds: [contract.system.id], seen: 'Đăng nhập lúc nửa đêm ngoài khung giờ', detectedDay: '20/11/2026', detectedTime: '09:00', occurredDay: '19/11/2026', occurredTime: '23:30',
    foundBy: 'Hệ thống giám sát', ...changes,
  };
}

async function openCase(contract: ReadyContract, changes: Record<string, string | string[]> = {}, by: Visitor = officer): Promise<string> {
  const sent = await by.post(`/hop-dong/${contract.id}/vu-vi-pham/moi`, opening(contract, changes));
  if (sent.status !== 303) throw new Error(`no case: ${textOf(sent.text, '.error-summary')}`);
  return locationOf(sent);
}

/** What the head chooses: the whole system paused. */
function containing(contract: ReadyContract, changes: Record<string, string | string[]> = {}): Record<string, string | string[]> {
  return {
    ground: 'Có nguy cơ lộ dữ liệu', measure: 'pause', systems: [contract.system.id], scope: 'whole', untilDay: '27/11/2026', untilTime: '17:00', continuity: 'Tiếp nhận hồ sơ trực tiếp',
    executorId: contract.people.it_officer.id, breadth: 'contract', ...changes,
  };
}

async function contain(address: string, contract: ReadyContract, changes: Record<string, string | string[]> = {}, by: Visitor = head): Promise<void> {
  const done = await by.post(`${address}/ngan-chan`, containing(contract, { confirmed: 'co', ...changes }));
  if (done.status !== 303) throw new Error(`not contained: ${textOf(done.text, '.error-summary')}`);
}

const paper = (name = 'minh-chung.pdf'): { content: Buffer; name: string } => ({ content: pdfFile('Minh chứng'), name });

describe('opening a case', () => {
  test('says at the field what is wrong and keeps what was typed', async () => {
    const contract = await activeContract();
    const form = `/hop-dong/${contract.id}/vu-vi-pham/moi`;
    expect(load((await officer.get(form)).text)('input[name=signs]')).toHaveLength(19);
    const none = await officer.post(form, opening(contract, { signs: [], seen: 'Nội dung đã gõ' }));
    expect([none.status, errorLinks(none.text), textOf(none.text, 'textarea[name=seen]')]).toEqual([422, ['#signs'], 'Nội dung đã gõ']);
    expect(errorLinks((await officer.post(form, opening(contract, { graver: ['DH-04'] }))).text)).toEqual(['#graver']);
    expect(errorLinks((await officer.post(form, opening(contract, { occurredTime: '' }))).text)).toEqual(['#occurredTime']);
    expect(errorLinks((await officer.post(form, opening(contract, { occurredDay: '20/11/2026', occurredTime: '10:00' }))).text)).toEqual(['#occurredDay']);
    expect(errorLinks((await officer.post(form, opening(contract, { detectedDay: '21/11/2026' }))).text)).toEqual(['#detectedDay']);
  });

  test('the level is found by rule and explained step by step', async () => {
    const contract = await activeContract();
    const address = await openCase(contract, { refusesCooperation: 'co' });
    const shown = (await officer.get(address)).text;
    expect(textOf(shown, '#muc-do')).toContain('Vi phạm Mức 3');
    expect(textOf(shown, '#muc-do')).toContain('Không phối hợp: tăng một mức (từ Mức 2 lên Mức 3)');
    expect(textOf(shown, '.next-step')).toContain('Thủ trưởng đơn vị');
    expect(textOf(shown, '#thoi-han')).toContain('Báo cáo mức độ vi phạm và thiệt hại');
    expect(textOf((await officer.get(`/hop-dong/${contract.id}`)).text, '.notice--stop')).toContain('Có dấu hiệu vi phạm chưa được ngăn chặn');
    const raised = await it.post(`${address}/bo-sung`, { ground: 'Phát hiện thêm', signs: ['DH-18'] });
    expect(raised.status).toBe(303);
    expect(textOf((await officer.get(address)).text, '#muc-do')).toContain('Vi phạm Mức 4');
    expect(textOf((await officer.get(address)).text, '.notice--stop')).toContain('Xin ý kiến Công an thành phố');
  });

  test('is for those who work with the contract; others read or know nothing of it', async () => {
    const contract = await activeContract();
    const form = `/hop-dong/${contract.id}/vu-vi-pham/moi`;
    const address = await openCase(contract, {}, it);
    const [auditor, stranger] = await Promise.all([app.signIn(world.at.auditor), app.signIn(world.atWard.procurement_officer)]);
    expect([(await auditor.get(form)).status, (await auditor.get(address)).status]).toEqual([403, 200]);
    expect([(await stranger.get(form)).status, (await stranger.get(address)).status]).toEqual([404, 404]);
    expect(textOf((await officer.get(`/hop-dong/${contract.id}`)).text, '.buttons')).toContain('Mở vụ vi phạm');
    expect(locationOf(await officer.get(`/vu-vi-pham/moi?tu=he-thong&nguon=${contract.system.id}`))).toMatch(new RegExp(`^${form}\\?tu=he-thong&nguon=`));
  });
});

test('a case begins at a session, and remembers it', async () => {
  const contract = await activeContract();
  const session = await buildAccessSession(app.database, { contract, personName: 'Người Lạ Minh Họa' });
  const link = load((await it.get(`/quyen-truy-cap/phien/${session}`)).text)('a[href^="/vu-vi-pham/moi"]').attr('href') ?? '';
  const form = (await it.get(link)).headers['location'] ?? '';
  const shown = load((await it.get(form)).text);
  const address = await openCase(contract, { from: String(shown('input[name=from]').val()), fromId: String(shown('input[name=fromId]').val()) }, it);
  expect(shown('main').text()).toContain('Mở từ: Phiên truy cập: Người Lạ Minh Họa');
  expect([shown('input[name=systemIds]:checked').val(), shown('input[name=occurredTime]').val()]).toEqual([contract.system.id, expect.stringMatching(/^\d\d:\d\d$/)]);
  const from = load((await it.get(address)).text)('#noi-dung-vu-viec a').filter((_, link) => load(link).text().includes('Phiên truy cập'));
  expect([from.text(), from.attr('href')]).toEqual(['Phiên truy cập: Người Lạ Minh Họa', `/quyen-truy-cap/phien/${session}`]);
});

describe('containing', () => {
  test('shows everything beforehand, then does all of it by one button', async () => {
    const contract = await activeContract();
    const person = await buildBoundPerson(app.database, { contract, fullName: 'Kỹ Sư Bị Thu Hồi' });
    await buildAccessGrant(app.database, { contract, people: [person], accounts: ['vh.thuhoi'], hours: 240 });
    const address = await openCase(contract, { signs: ['DH-03'] });
    await app.setNow(NEXT_HOUR);
    const preview = await head.post(`${address}/ngan-chan`, containing(contract));
    expect(preview.status).toBe(200);
    const steps = textOf(preview.text, '.irreversible__steps');
    for (const said of ['bản lưu chứng cứ', 'Kỹ Sư Bị Thu Hồi, tài khoản vh.thuhoi', 'khóa 1 tài khoản', 'đến 17:00 ngày 27/11/2026', 'HS-12', 'HS-13']) expect(steps).toContain(said);
    expect(await app.database.asOwner('SELECT 1 FROM containment')).toHaveLength(0);
    expect(await app.database.asOwner(`SELECT 1 FROM live_access WHERE contract_id = $1`, [contract.id])).toHaveLength(1);

    await contain(address, contract);
    expect(await app.database.asOwner(`SELECT 1 FROM live_access WHERE contract_id = $1`, [contract.id])).toHaveLength(0);
    const shown = (await head.get(address)).text;
    expect(textOf(shown, '#ngan-chan')).toContain('1 tài khoản chưa xác nhận khóa');
    expect(textOf(shown, '#ngan-chan')).toContain('Chưa xác nhận đã thực hiện');
    expect(textOf(shown, '#van-ban')).toContain('tạm dừng hoạt động');
    expect(textOf(shown, '#van-ban')).not.toContain('(đình chỉ)');
    expect(textOf(shown, '#thoi-han')).toContain('Thu hồi quyền truy cập');

    for (const below of [`/hop-dong/${contract.id}`, `/hop-dong/${contract.id}/quyen-truy-cap`, `/hop-dong/${contract.id}/dieu-khoan`]) {
      expect([below, textOf((await officer.get(below)).text, '.notice--stop')]).toEqual([below, expect.stringContaining('Không cấp quyền truy cập theo hợp đồng này')]);
    }
    const again = await head.post(`${address}/ngan-chan`, containing(contract, { confirmed: 'co' }));
    expect([again.status, textOf(again.text, '.error-summary')]).toEqual([422, expect.stringContaining('đã được ngăn chặn')]);
    await app.setNow(FRIDAY);
  });

  test('at Mức 1 the list says which grants end and which go on; the decision about them stands with the case', async () => {
    const contract = await activeContract();
    const [leaving, staying] = [await buildBoundPerson(app.database, { contract, fullName: 'Người Bị Thu Hồi' }), await buildBoundPerson(app.database, { contract, fullName: 'Người Còn Quyền' })];
    const ended = await buildAccessGrant(app.database, { contract, people: [leaving], hours: 240 });
    await buildAccessGrant(app.database, { contract, people: [staying], hours: 240 });
    const address = await openCase(contract, { signs: ['DH-16'] });
    const choice = { measure: 'none', systems: [], scope: 'part', untilDay: '', untilTime: '', executorId: '', reason: 'Vi phạm thủ tục' };
    const steps = textOf((await head.post(`${address}/ngan-chan`, containing(contract, { ...choice, grants: [ended.grantId] }))).text, '.irreversible__steps');
    expect(steps).toMatch(/Thu hồi ngay 1 quyền truy cập.*Người Bị Thu Hồi.*1 quyền truy cập khác của hợp đồng không bị thu hồi, tiếp tục có hiệu lực:.*Người Còn Quyền/);
    const none = textOf((await head.post(`${address}/ngan-chan`, containing(contract, { ...choice, grants: [] }))).text, '.irreversible__steps');
    expect(none).toMatch(/Không thu hồi quyền truy cập nào; các quyền sau tiếp tục có hiệu lực:.*Người Bị Thu Hồi.*Người Còn Quyền/);
    await contain(address, contract, { ...choice, grants: [ended.grantId] });
    expect(textOf((await head.get(address)).text, '#van-ban')).toMatch(/HS-14.*HS-13|HS-13.*HS-14/);
  });

  test('with the breadth of the vendor the list names every contract that it closes', async () => {
    const contract = await activeContract();
    const second = await buildActiveContract(app.database, { agency: world.department, people: world.at, startsOn: '2026-11-01', vendor: contract.vendor });
    const address = await openCase(contract, { signs: ['DH-03'] });
    const listed = async (breadth: string): Promise<string> => textOf((await head.post(`${address}/ngan-chan`, containing(contract, { breadth }))).text, '.irreversible__steps');
    expect(await listed('vendor')).toMatch(new RegExp(`theo các hợp đồng sau;.*${contract.number ?? ''}.*${second.number ?? ''}`));
    expect(await listed('contract')).not.toContain(second.number ?? '');
  });

  test('less than the level asks for needs a written reason', async () => {
    const contract = await activeContract();
    const address = await openCase(contract, { signs: ['DH-03'] });
    expect(errorLinks((await head.post(`${address}/ngan-chan`, containing(contract, { scope: 'part', part: 'Kết nối từ xa' }))).text)).toEqual(['#reason']);
    const nothing = await head.post(`${address}/ngan-chan`, { ground: 'Có dấu hiệu', measure: 'none', breadth: 'contract' });
    expect([nothing.status, errorLinks(nothing.text)]).toEqual([422, ['#reason']]);
    expect(errorLinks((await head.post(`${address}/ngan-chan`, containing(contract, { measure: 'stop' }))).text)).toEqual(['#liftCondition']);
    expect(errorLinks((await head.post(`${address}/ngan-chan`, containing(contract, { untilDay: '27/12/2026' }))).text)).toEqual(['#untilDay']);
    const edited = await head.post(`${address}/ngan-chan`, containing(contract, { edit: 'co', ground: 'Sửa lại lý do' }));
    expect([edited.status, textOf(edited.text, 'textarea[name=ground]')]).toEqual([200, 'Sửa lại lý do']);
  });

  test('the officer on duty contains out of hours from Mức 3 on, and the head confirms', async () => {
    const contract = await activeContract();
    const [second, third] = [await openCase(contract), await openCase(contract, { signs: ['DH-03'] })];
    expect((await officer.get(`${second}/ngan-chan`)).status).toBe(403);
    expect(textOf((await it.get(`${third}/ngan-chan`)).text, '.closed-act')).toContain('Trong giờ làm việc');
    await app.setNow(SATURDAY);
    expect(textOf((await it.get(`${second}/ngan-chan`)).text, '.closed-act')).toContain('từ Mức 3');
    await contain(third, contract, {}, it);
    expect(textOf((await head.get(third)).text, '.next-step')).toContain('Xác nhận việc ngăn chặn');
    expect((await it.post(`${third}/xac-nhan`, {}, third)).status).toBe(403);
    expect((await head.post(`${third}/xac-nhan`, { note: 'Đồng ý' }, third)).status).toBe(303);
    expect(textOf((await head.get(third)).text, '#ngan-chan')).toContain('Đồng ý');
    await app.setNow(FRIDAY);
  });

  test('a system of another agency is proposed, and its head decides', async () => {
    const system = await buildSystem(app.database, { agency: world.ward, beneficiaries: [world.department], state: 'trial' });
    const contract = await buildActiveContract(app.database, { agency: world.department, people: world.at, system, startsOn: '2026-11-01' });
    const address = await openCase(contract, { signs: ['DH-03'] });
    const asked = { ground: 'Có nguy cơ', measure: 'pause', scope: 'whole', proposals: [system.id], proposalText: 'Đề nghị tạm dừng đến khi vá xong', breadth: 'contract', confirmed: 'co' };
    expect((await head.post(`${address}/ngan-chan`, asked)).status).toBe(303);
    expect(textOf((await head.get(address)).text, '#ngan-chan')).toContain('Chờ cơ quan quản lý quyết định');
    const wardHead = await app.signIn(world.atWard.unit_head);
    const inbox = (await wardHead.get('/vu-vi-pham/de-nghi')).text;
    expect(textOf(inbox, 'main')).toContain(world.department.name);
    const proposal = load(inbox)('main article a').attr('href') ?? '';
    expect((await head.post(proposal, { answer: 'accepted', ground: 'x' }, proposal)).status).toBeGreaterThanOrEqual(403);
    const accepted = await wardHead.post(proposal, { answer: 'accepted', ground: 'Đồng ý', untilDay: '25/11/2026', untilTime: '17:00', continuity: 'Dùng hồ sơ giấy', executorId: world.atWard.it_officer.id });
    expect([accepted.status, textOf(accepted.text, '.error-summary')]).toEqual([303, '']);
    expect(textOf((await head.get(address)).text, '#ngan-chan')).toContain('Đã chấp thuận');
    const done = load((await (await app.signIn(world.atWard.it_officer)).get(proposal)).text)('a[href$="da-thuc-hien"]').attr('href') ?? '';
    expect((await (await app.signIn(world.atWard.it_officer)).get(done)).status).toBe(200);
  });
});

describe('settling', () => {
  test('carried out, told, reported, put right, running again, ended', async () => {
    const contract = await activeContract();
    const address = await openCase(contract);
    await contain(address, contract, { scope: 'part', part: 'Kết nối từ xa' });
    const links = load((await it.get(address)).text);
    const done = links('a[href$="da-thuc-hien"]').attr('href') ?? '';
    const resume = load((await head.get(address)).text)('a[href$="hoat-dong-tro-lai"]').attr('href') ?? '';
    const doneFields = { doneDay: '20/11/2026', doneTime: '12:00', proof: 'Đã ngắt kết nối' };
    expect(errorLinks((await it.post(done, doneFields)).text)).toEqual(['#file']);
    expect((await it.postFiles(done, { ...doneFields, doneTime: '08:00' }, { file: paper() })).status).toBe(422);
    expect((await it.postFiles(done, doneFields, { file: paper() })).status).toBe(303);
    expect(textOf((await head.get(address)).text, '#ngan-chan')).toContain('Đang tạm dừng');

    // Everything that stands in the way is said at once.
    const early = (await head.get(resume)).text;
    for (const obstacle of ['Chưa có báo cáo', 'Chưa ghi nhận việc khắc phục']) expect(textOf(early, '.notice--stop')).toContain(obstacle);
    expect(load(early)('.notice--stop a').attr('href')).toBe(`${address}/bao-cao`);
    expect((await head.post(resume, { ground: 'Thử' })).status).toBe(422);

    const notice = load((await clerk.get(address)).text)('#thong-bao a').attr('href') ?? '';
    expect((await clerk.post(notice, { number: '5/TB-STN', issuedOn: '20/11/2026', deliveredDay: '20/11/2026', deliveredTime: '12:00', delivery: 'in-person', receiver: 'Người Nhận' })).status).toBe(303);
    const report = { number: '6/BC-STN', issuedOn: '20/11/2026', signedBy: world.at.unit_head.id, level: 'V1', summary: 'Không có thiệt hại' };
    expect(errorLinks((await officer.post(`${address}/bao-cao`, report)).text)).toEqual(['#scan']);
    expect((await officer.postFiles(`${address}/bao-cao`, report, { scan: paper('bao-cao.pdf') })).status).toBe(303);
    expect(textOf((await officer.get(address)).text, '#muc-do')).toContain('Vi phạm Mức 1');
    expect((await officer.post(`${address}/khac-phuc/moi`, { what: 'Đặt lại khung giờ', doneDay: '20/11/2026', doneTime: '12:00' })).status).toBe(303);
    const remedy = load((await it.get(address)).text)('#khac-phuc a').attr('href') ?? '';
    // Whoever recorded a remedy is not told that it is their turn.
    expect([load((await it.get(address)).text)('.next-step a').attr('href'), load((await officer.get(address)).text)('.next-step a').attr('href')]).toEqual([remedy, undefined]);
    expect((await it.postFiles(remedy, { proof: 'Đăng nhập ngoài giờ bị từ chối' }, { file: paper() })).status).toBe(303);

    const resumed = await head.post(resume, { ground: 'Đã khắc phục' });
    expect([resumed.status, textOf(resumed.text, '.error-summary')]).toEqual([303, '']);
    expect(textOf((await head.get(address)).text, '#van-ban')).toContain('hoạt động trở lại');
    expect(textOf((await officer.get(`/hop-dong/${contract.id}`)).text, '.notice--stop')).toContain('Hệ thống đã hoạt động trở lại');
    expect((await head.post(`${address}/ket-thuc`, { outcome: 'resumed', ground: 'Đã xử lý xong' })).status).toBe(303);
    expect(textOf((await officer.get(address)).text, '.page-head')).toContain('Đã kết thúc');
    expect(textOf((await officer.get(`/hop-dong/${contract.id}`)).text, '#vi-pham')).toMatch(/Đã kết thúc.*Mức 1, kết thúc lúc .*: đã khắc phục/);
    expect(textOf((await officer.get(`/ben-cung-cap/${contract.vendor.id}/vi-pham`)).text, 'table')).toContain('Đã khắc phục');
  });

  test('a case that turns out to be nothing ends by the head, with a ground', async () => {
    const address = await openCase(await activeContract());
    expect((await head.post(`${address}/ket-thuc`, { outcome: 'resumed', ground: 'Không có' })).status).toBe(422);
    expect((await head.post(`${address}/ket-thuc`, { outcome: 'unfounded', ground: 'Có lịch bảo trì đã duyệt' })).status).toBe(303);
    expect(textOf((await head.get(address)).text, '.notice--info')).toContain('Có lịch bảo trì đã duyệt');
  });

  test('minutes about the signs are drawn up, and the register shows every case', async () => {
    const contract = await activeContract();
    const address = await openCase(contract);
    const drawn = await officer.post(`${address}/van-ban/bien-ban-dau-hieu`, {}, address);
    expect([drawn.status, drawn.headers['location']]).toEqual([303, expect.stringMatching(/^\/van-ban\//)]);
    expect(textOf((await officer.get(drawn.headers['location'] ?? '')).text, 'main')).toContain('Ghi nhận dấu hiệu vi phạm');
    expect(textOf((await officer.get(`/vu-vi-pham?q=${encodeURIComponent(contract.number ?? '')}`)).text, '.register')).toContain('Có dấu hiệu vi phạm');
    const found = async (query: string): Promise<boolean> => (await officer.get(`/vu-vi-pham?q=${encodeURIComponent(contract.number ?? '')}&${query}`)).text.includes(address);
    expect([await found('tinh-trang=opened'), await found('tinh-trang=closed'), await found('muc-do=V2'), await found('muc-do=V4')]).toEqual([true, false, true, false]);
    const names = load((await officer.get('/vu-vi-pham')).text)('main select').map((_, field) => load(field)('select').attr('name')).get();
    expect(names).toEqual(['tinh-trang', 'muc-do']);
    const oversight = await app.signIn(world.at.city_oversight);
    expect(textOf((await oversight.get('/vu-vi-pham')).text, '.register')).toContain(world.department.name);
  });
});
