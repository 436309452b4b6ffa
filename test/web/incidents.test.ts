import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildDutyReport } from '../builders/clocks.js';
import { buildIncident, type BuiltIncident } from '../builders/incidents.js';
import { pdfFile } from '../builders/sample-files.js';
import { buildActiveContract, type ReadyContract } from '../builders/signing.js';
import { buildWorld, type World } from '../builders/world.js';
import { NOON, startTestApp, type TestApp, type Visitor } from '../harness/app.js';

let app: TestApp;
let world: World;
let contract: ReadyContract;
let officer: Visitor;
let it: Visitor;
let head: Visitor;
let city: Visitor;

beforeAll(async () => {
  app = await startTestApp({ idleMinutes: 72 * 60 });
  world = await buildWorld(app.database);
  contract = await buildActiveContract(app.database, { agency: world.department, people: world.at, startsOn: '2026-11-01' });
  [officer, it, head, city] = await Promise.all([app.signIn(world.at.procurement_officer), app.signIn(world.at.it_officer), app.signIn(world.at.unit_head), app.signIn(world.at.city_oversight)]);
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
const later = (hours: number): Promise<void> => app.setNow(new Date(new Date(NOON).getTime() + hours * 3_600_000).toISOString());
const clocksOf = (id: string): Promise<{ clock: string; settled: boolean }[]> =>
  app.database.asOwner<{ clock: string; settled: boolean }>('SELECT clock, settled_at IS NOT NULL AS settled FROM published_duty_clock WHERE subject_id = $1 ORDER BY clock', [id]);
const tasksOf = async (id: string): Promise<string[]> =>
  (await app.database.asOwner<{ task: string }>(`SELECT kind || ' ' || role AS task FROM clock_task WHERE subject_id = $1 ORDER BY 1`, [id])).map(({ task }) => task);
const eventsOf = async (id: string): Promise<string[]> =>
  (await app.database.asOwner<{ type: string }>(`SELECT e.type FROM audit_event e JOIN audit_event_subject s ON s.event_id = e.id WHERE s.subject_id = $1 AND e.type <> 'test.built' ORDER BY e.id`, [id])).map(({ type }) => type);
const idIn = (location: string | undefined): string => /[0-9a-f-]{36}/.exec(location ?? '')?.[0] ?? '';
const clockHref = (incident: BuiltIncident, clock: string): string => `/thoi-han/${incident.clocks[clock] ?? ''}`;

const told = {
  title: 'Cổng dịch vụ công ngừng hoạt động', kind: 'fault', what: 'Máy chủ cơ sở dữ liệu không phản hồi', place: 'Trung tâm dữ liệu thành phố', occurredDay: '20/11/2026', occurredTime: '08:00',
  detectedDay: '20/11/2026', detectedTime: '09:30', foundBy: 'Người Minh Họa',
};

describe('writing an incident down', () => {
  test('starts the 24-hour report from its occurrence, needs no violation, and shows its four times', async () => {
    const answer = await officer.post('/su-co/moi', { ...told, contractId: contract.id, systemIds: [contract.system.id] });
    expect(answer.status).toBe(303);
    const id = idIn(answer.headers['location']);
    expect(await clocksOf(id)).toEqual([{ clock: 'D-03', settled: false }]);
    expect(await eventsOf(id)).toEqual(['incident.recorded']);
    const shown = (await officer.get(`/su-co/${id}`)).text;
    expect(textOf(shown, '#thoi-diem')).toMatch(/Xuất hiện 08:00 ngày 20\/11\/2026 Phát hiện 09:30 ngày 20\/11\/2026 Báo cáo Chưa gửi báo cáo nào Tiếp nhận Chưa có xác nhận/);
    expect(textOf(shown, '#thoi-han')).toContain('còn 20 giờ (hạn 08:00 ngày 21/11/2026)');
    expect(textOf(shown, '#thoi-han')).toContain('Tính từ lúc xuất hiện: 08:00 ngày 20/11/2026');
    expect(textOf(shown, '.next-step')).toContain('Gửi báo cáo 24 giờ');
    expect(textOf(shown, '#lich-su')).toContain('1 thời hạn bắt đầu tính');
    const ofContract = (await officer.get(`/hop-dong/${contract.id}`)).text;
    expect(load(ofContract)(`#su-dung a[href="/su-co/${id}"]`).text()).toContain('Cổng dịch vụ công ngừng hoạt động');
    expect(textOf(ofContract, '#vi-pham')).toContain('Chưa phát sinh');
  });

  test('keeps what was typed and says at each field what is wrong', async () => {
    const wrong = await it.post('/su-co/moi', { ...told, title: ' ', occurredTime: '', detectedTime: '12:01', level: 'high', conditions: ['personal-data'] });
    expect(wrong.status).toBe(422);
    expect(errorsOf(wrong.text)).toEqual(['#title']);
    expect(load(wrong.text)('#what').val()).toContain('Máy chủ cơ sở dữ liệu');
    const half = await it.post('/su-co/moi', { ...told, occurredTime: '' });
    expect([half.status, errorsOf(half.text)]).toEqual([422, ['#occurredTime']]);
    const impossible = await it.post('/su-co/moi', { ...told, occurredTime: '09:31', detectedTime: '12:01', level: 'high', conditions: ['personal-data'], form: 'Mã độc', vendorDay: '20/11/2026', vendorTime: '08:00' });
    expect(impossible.status).toBe(422);
    expect(errorsOf(impossible.text).toSorted()).toEqual(['#conditionNote', '#detectedTime', '#form', '#levelGround', '#vendorTime']);
    const reversed = await it.post('/su-co/moi', { ...told, occurredTime: '09:31' });
    expect(errorsOf(reversed.text)).toEqual(['#occurredTime']);
    const strangers = await it.post('/su-co/moi', { ...told, contractId: '00000000-0000-4000-8000-000000000000', systemIds: ['00000000-0000-4000-8000-000000000000'] });
    expect([strangers.status, errorsOf(strangers.text).toSorted()]).toEqual([422, ['#contractId', '#systemIds']]);
  });

  test('with a level and conditions starts each clock of theirs and no other; files stay as handed in', async () => {
    const answer = await it.postFiles('/su-co/moi', { ...told, level: 'high', levelGround: 'Dịch vụ công gián đoạn', conditions: 'personal-data', conditionNote: 'Lộ danh sách công dân', contractId: contract.id, vendorDay: '20/11/2026', vendorTime: '08:30' }, { files: scan() });
    expect(answer.status).toBe(303);
    const id = idIn(answer.headers['location']);
    expect((await clocksOf(id)).map(({ clock }) => clock)).toEqual(['D-02', 'D-03', 'D-06', 'D-07']);
    const shown = (await it.get(`/su-co/${id}`)).text;
    expect(textOf(shown, '#chung-cu')).toContain('minh-chung.pdf');
    expect(textOf(shown, '.page-head__states')).toContain('Phải báo cáo ngay hoặc quá hạn');
    const listed = load(shown)('.clocks__name').map((_, name) => /D-\d\d/.exec(load(shown)(name).text())?.[0]).get();
    expect(listed).toEqual(['D-07', 'D-02', 'D-03', 'D-06']);
    expect(textOf(shown, '.next-step')).toContain('Gửi báo cáo khẩn cấp');
  });

  test('is for people of the agency; another agency learns nothing of it, the city reads', async () => {
    const incident = await buildIncident(app.database, { agency: world.department, by: world.at.it_officer, contract });
    const ward = await app.signIn(world.atWard.it_officer);
    for (const path of [`/su-co/${incident.id}`, `/su-co/${incident.id}/muc-do`, clockHref(incident, 'D-03'), `/su-co/moi?hop-dong=${contract.id}`]) expect([path, (await ward.get(path)).status]).toEqual([path, 404]);
    expect((await ward.get('/su-co')).text).not.toContain(incident.code);
    const auditor = await app.signIn(world.at.auditor);
    expect((await auditor.get(`/su-co/${incident.id}`)).status).toBe(200);
    expect((await auditor.get('/su-co/moi')).status).toBe(403);
    expect((await city.get(`/su-co/${incident.id}`)).status).toBe(200);
    expect((await city.get(`/su-co/${incident.id}/muc-do`)).status).toBe(403);
  });
});

describe('what is added to an incident', () => {
  test('a level starts the urgent report from that moment; falling stops nothing', async () => {
    const incident = await buildIncident(app.database, { agency: world.department, by: world.at.it_officer });
    const page = `/su-co/${incident.id}/muc-do`;
    expect(errorsOf((await it.post(page, { level: 'high', ground: '' })).text)).toEqual(['#ground']);
    expect((await it.post(page, { level: 'serious', ground: 'Dịch vụ công ngừng toàn thành phố' })).status).toBe(303);
    expect((await clocksOf(incident.id)).map(({ clock }) => clock)).toEqual(['D-01', 'D-02', 'D-03', 'D-04', 'D-05']);
    expect(errorsOf((await it.post(page, { level: 'serious', ground: 'Lần nữa' })).text)).toEqual(['#level']);
    expect((await head.post(page, { level: 'low', ground: 'Chỉ một người dùng' })).status).toBe(303);
    expect(await clocksOf(incident.id)).toHaveLength(5);
    expect(textOf((await it.get(`/su-co/${incident.id}`)).text, '#muc-do')).toMatch(/Mức độ thấp.*Mức độ nghiêm trọng/);
  });

  test('a condition once, the first notice once, and what was done, with its files', async () => {
    const incident = await buildIncident(app.database, { agency: world.department, by: world.at.it_officer });
    const of = `/su-co/${incident.id}`;
    expect((await it.post(`${of}/dieu-kien`, { condition: 'personal-data', note: 'Lộ danh sách' })).status).toBe(303);
    expect((await it.post(`${of}/dieu-kien`, { condition: 'personal-data', note: 'Lộ danh sách' })).status).toBe(422);
    const notice = { noticedDay: '20/11/2026', noticedTime: '11:15', channel: 'hotline', fromWhom: 'Một công dân', takenBy: 'Trực ban', content: 'Không truy cập được cổng' };
    expect(errorsOf((await it.post(`${of}/tin-bao`, { ...notice, noticedTime: '12:30' })).text)).toEqual(['#noticedTime']);
    expect((await it.post(`${of}/tin-bao`, notice)).status).toBe(303);
    expect((await it.post(`${of}/tin-bao`, notice)).status).toBe(422);
    expect((await it.postFiles(`${of}/xu-ly`, { doneDay: '20/11/2026', doneTime: '11:30', what: 'Khởi động máy chủ dự phòng' }, { files: scan('nhat-ky.pdf') })).status).toBe(303);
    expect(errorsOf((await it.post(`${of}/xu-ly`, { doneDay: '19/11/2026', doneTime: '11:30', what: 'Trước đó' })).text)).toEqual(['#doneTime']);
    const shown = (await it.get(of)).text;
    expect(textOf(shown, '#tin-bao')).toContain('Người tiếp nhận Trực ban');
    expect(textOf(shown, '#qua-trinh')).toContain('Khởi động máy chủ dự phòng');
    expect(textOf(shown, '#chung-cu')).toContain('nhat-ky.pdf');
    expect(await eventsOf(incident.id)).toEqual(['incident.condition-recorded', 'incident.notice-recorded', 'incident.handling-recorded']);
  });
});

describe('a clock', () => {
  test('is stopped by a report that is recorded with whoever took it, and received by the city', async () => {
    const incident = await buildIncident(app.database, { agency: world.department, by: world.at.it_officer, contract });
    const clock = clockHref(incident, 'D-03');
    expect(await tasksOf(incident.clocks['D-03'] ?? '')).toEqual(['clock.running.D-03 procurement_officer']);
    const sent = { stage: 'notice', sentDay: '20/11/2026', sentTime: '11:40', channel: 'phone', recipient: 'Công an thành phố', summary: 'Báo tin ban đầu' };
    expect(errorsOf((await officer.post(`${clock}/bao-cao`, sent)).text)).toEqual(['#receiverName']);
    expect((await officer.post(`${clock}/bao-cao`, { ...sent, receiverName: 'Trực ban Phòng An ninh mạng' })).status).toBe(303);
    expect(await clocksOf(incident.id)).toEqual([{ clock: 'D-03', settled: false }]);
    const whole = { ...sent, stage: 'final', channel: 'document', number: '15/BC-SO', sentTime: '11:55' };
    for (const [time, field] of [['12:01', '#sentTime'], ['09:00', '#sentTime']] as const) expect(errorsOf((await officer.post(`${clock}/bao-cao`, { ...whole, sentTime: time })).text)).toEqual([field]);
    expect(errorsOf((await officer.post(`${clock}/bao-cao`, { ...whole, number: '' })).text)).toEqual(['#number']);
    expect(errorsOf((await officer.post(`${clock}/bao-cao`, { ...whole, channel: 'mail' })).text)).toEqual(['#files']);
    const answer = await officer.postFiles(`${clock}/bao-cao`, whole, { files: scan() });
    expect([answer.status, answer.headers['location']]).toEqual([303, clock]);
    expect(await clocksOf(incident.id)).toEqual([{ clock: 'D-03', settled: true }]);
    expect((await officer.post(`${clock}/bao-cao`, whole)).status).toBe(422);

    const shown = (await city.get(clock)).text;
    expect(textOf(shown, '.page-head__states')).toBe('Đã hoàn thành');
    expect(textOf(shown, 'main')).toContain('Dừng tính lúc 11:55 ngày 20/11/2026, trước hạn');
    expect(textOf(shown, '#bao-cao')).toContain('minh-chung.pdf');
    const file = load(shown)('#bao-cao a[href^="/tep/"]').attr('href') ?? '';
    const ward = await app.signIn(world.atWard.it_officer);
    expect([(await city.get(file)).status, (await ward.get(file)).status]).toEqual([200, 404]);
    const receive = load(shown)('form[action$="/tiep-nhan"]').first().attr('action') ?? '';
    expect((await officer.post(receive, {}, clock)).status).toBe(403);
    // The product reads its clock a moment after the transaction began, which is the time of the database.
    app.clock.advance(40);
    expect((await city.post(receive, {}, clock)).status).toBe(303);
    app.clock.advance(-40);
    expect((await city.post(receive, {}, clock)).status).toBe(409);
    expect(textOf((await officer.get(`/su-co/${incident.id}`)).text, '#thoi-diem')).toContain('Báo cáo 11:40 ngày 20/11/2026 Tiếp nhận 12:00 ngày 20/11/2026');
    expect(await eventsOf(incident.clocks['D-03'] ?? '')).toEqual(['clock.report-sent', 'clock.report-sent', 'clock.report-received']);
  });

  test('found late says so, asks for the reason, and stays late', async () => {
    const incident = await buildIncident(app.database, { agency: world.department, by: world.at.it_officer, occurred: 30, title: 'Lộ dữ liệu' });
    const clock = clockHref(incident, 'D-03');
    expect(await tasksOf(incident.clocks['D-03'] ?? '')).toEqual(['clock.not-reported.D-03 city_oversight', 'clock.overdue.D-03 procurement_officer', 'clock.overdue.D-03 unit_head', 'clock.unexplained.D-03 procurement_officer']);
    expect(textOf((await officer.get(clock)).text, '.page-head__states')).toBe('Quá hạn do phát hiện, ghi nhận muộn');
    expect(textOf((await officer.get(`${clock}/giai-trinh`)).text, '.lead')).toContain('Khi ghi nhận đã quá hạn 6 giờ');
    expect(errorsOf((await officer.post(`${clock}/giai-trinh`, { reason: ' ' })).text)).toEqual(['#reason']);
    expect((await officer.post(`${clock}/giai-trinh`, { reason: 'Nhật ký được đọc sau kỳ nghỉ' })).status).toBe(303);
    expect((await officer.post(`${clock}/giai-trinh`, { reason: 'Lần nữa' })).status).toBe(422);
    expect(textOf((await officer.get(clock)).text, '#giai-trinh')).toContain('Nhật ký được đọc sau kỳ nghỉ');
    expect(await tasksOf(incident.clocks['D-03'] ?? '')).toEqual(['clock.not-reported.D-03 city_oversight', 'clock.overdue.D-03 procurement_officer', 'clock.overdue.D-03 unit_head']);
    for (const [who, text] of [[head, 'Gửi báo cáo 24 giờ về sự cố'], [city, 'Đơn vị chưa thực hiện: gửi báo cáo 24 giờ về sự cố']] as const) {
      const tasks = load((await who.get('/viec-can-lam')).text);
      const heading = tasks('h2, h3').filter((_, found) => tasks(found).text().trim() === 'Quá hạn');
      expect([heading.length > 0, tasks('main').text().includes(text)]).toEqual([true, true]);
    }
  });

  test('not found late has nothing to explain; one that no report stops takes none', async () => {
    const incident = await buildIncident(app.database, { agency: world.department, by: world.at.it_officer });
    const page = await officer.get(`${clockHref(incident, 'D-03')}/giai-trinh`);
    expect(textOf(page.text, '.closed-act')).toContain('không quá hạn khi được ghi nhận');
    expect((await officer.post(`${clockHref(incident, 'D-03')}/giai-trinh`, { reason: 'x' })).status).toBe(422);
  });

  test('turns red by itself when its hour has passed', async () => {
    const incident = await buildIncident(app.database, { agency: world.department, by: world.at.it_officer });
    await later(23);
    expect(textOf((await officer.get(clockHref(incident, 'D-03'))).text, '.page-head__states')).toBe('Quá hạn');
    expect(textOf((await officer.get('/su-co?tinh-trang=qua-han')).text, 'main')).toContain(incident.code);
    expect(textOf((await officer.get('/su-co?tinh-trang=dang-tinh')).text, 'main')).not.toContain(incident.code);
  });

  test('of another body is received there, as the agency records with proof', async () => {
    const incident = await buildIncident(app.database, { agency: world.department, by: world.at.it_officer, conditions: ['serious-interruption'] });
    const report = await buildDutyReport(app.database, { clockId: incident.clocks['D-04'] ?? '', by: world.at.it_officer, sent: 30 });
    const page = `/bao-cao-thoi-han/${report}/da-nhan`;
    const received = { receivedDay: '20/11/2026', receivedTime: '11:45', proof: 'Công văn trả lời số 3' };
    expect(errorsOf((await it.post(page, received)).text)).toEqual(['#file']);
    expect(errorsOf((await it.postFiles(page, { ...received, receivedTime: '11:00' }, { file: scan() })).text)).toEqual(['#receivedTime']);
    expect((await it.postFiles(page, received, { file: scan() })).status).toBe(303);
    expect((await it.postFiles(page, received, { file: scan() })).status).toBe(422);
    expect((await city.post(`/bao-cao-thoi-han/${report}/tiep-nhan`, {}, clockHref(incident, 'D-04'))).status).toBe(409);
  });
});

describe('records of an incident', () => {
  const parts = { content: 'Máy chủ ngừng hoạt động', timeAndPlace: '08:00 tại trung tâm dữ liệu', cause: '', impact: 'Gián đoạn dịch vụ công', measures: 'Chuyển sang máy chủ dự phòng', proposals: '' };

  test('the 24-hour report has its six parts and is addressed to the city through its police', async () => {
    const incident = await buildIncident(app.database, { agency: world.department, by: world.at.it_officer, contract, systems: [contract.system], level: 'high' });
    const page = `/su-co/${incident.id}/bao-cao-24-gio`;
    expect(load((await officer.get(page)).text)('#content').val()).toContain('không phản hồi');
    expect(errorsOf((await officer.post(page, { ...parts, impact: '' })).text)).toEqual(['#impact']);
    const answer = await officer.post(page, parts);
    expect(answer.status).toBe(303);
    const [record] = await app.database.asOwner<{ kind: string; model: string }>(`SELECT kind, convert_from(model, 'UTF8') AS model FROM record WHERE id = $1`, [idIn(answer.headers['location'])]);
    expect(record?.kind).toBe('HS-23');
    expect(record?.model).toContain('Ủy ban nhân dân thành phố Hải Phòng (qua Công an thành phố)');
    for (const heading of ['Nội dung vụ, việc', 'Thời gian, địa điểm phát sinh vụ, việc', 'Nguyên nhân xảy ra vụ, việc (nếu có)', 'Đánh giá rủi ro, ảnh hưởng đối với', 'Các biện pháp đơn vị đã tiến hành', 'Kiến nghị, đề xuất (nếu có)', 'Chưa xác định.', 'Không có.']) {
      expect(record?.model).toContain(heading);
    }
    const again = await officer.post(page, parts);
    expect([again.status, again.text.includes('đang chờ vào sổ')]).toEqual([422, true]);
    expect(textOf((await officer.get(`/su-co/${incident.id}`)).text, '#van-ban')).toContain('dự thảo');
  });

  test('minutes of a violation of personal data are drawn up where one is recorded', async () => {
    const incident = await buildIncident(app.database, { agency: world.department, by: world.at.it_officer, contract });
    const act = `/su-co/${incident.id}/bien-ban-du-lieu-ca-nhan`;
    const early = await it.post(act, {}, `/su-co/${incident.id}`);
    expect([early.status, early.text.includes('Chưa ghi nhận vi phạm')]).toEqual([409, true]);
    await it.post(`/su-co/${incident.id}/dieu-kien`, { condition: 'personal-data', note: 'Lộ danh sách công dân' });
    const answer = await it.post(act, {}, `/su-co/${incident.id}`);
    expect(answer.status).toBe(303);
    const [record] = await app.database.asOwner<{ kind: string; model: string }>(`SELECT kind, convert_from(model, 'UTF8') AS model FROM record WHERE id = $1`, [idIn(answer.headers['location'])]);
    expect([record?.kind, record?.model.includes('Lộ danh sách công dân')]).toEqual(['HS-22', true]);
  });
});

describe('the register', () => {
  test('finds with and without diacritics, filters, sorts and goes out', async () => {
    const incident = await buildIncident(app.database, { agency: world.department, by: world.at.it_officer, title: 'Đường truyền đứt', level: 'medium' });
    for (const query of ['q=duong%20truyen%20dut', `q=${incident.code}`, 'loai=fault&q=dut', 'muc-do=medium', 'sap-xep=phat-hien']) {
      expect([query, textOf((await officer.get(`/su-co?${query}`)).text, 'main').includes(incident.code)]).toEqual([query, true]);
    }
    for (const query of ['muc-do=chua&q=dut', 'loai=attack', 'tinh-trang=da-bao-cao&q=dut']) {
      expect([query, textOf((await officer.get(`/su-co?${query}`)).text, 'main').includes(incident.code)]).toEqual([query, false]);
    }
    const file = await officer.post('/su-co/xuat?q=dut', { dang: 'csv' }, '/su-co');
    expect(file.status).toBe(200);
    expect(textOf((await city.get('/su-co')).text, 'main')).toContain(world.department.name);
  });
});
