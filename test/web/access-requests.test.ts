import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildAccessGrant, buildAccessRequest, buildBoundPerson } from '../builders/access.js';
import { buildPlannedContract, buildTransitionalContract } from '../builders/contracts.js';
import { pdfFile } from '../builders/sample-files.js';
import { buildActiveContract, buildTrialContract, type ReadyContract } from '../builders/signing.js';
import { buildDataAsset, buildSystem } from '../builders/systems.js';
import { buildVendorPerson, type BuiltVendorPerson } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';

let app: TestApp;
let world: World;
let contract: ReadyContract;
let person: BuiltVendorPerson;
let officer: Visitor;
let head: Visitor;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  contract = await buildActiveContract(app.database, { agency: world.department, people: world.at, startsOn: '2026-11-01' });
  person = await buildBoundPerson(app.database, { contract, fullName: 'Phạm Thị Ví Dụ' });
  [officer, head] = await Promise.all([app.signIn(world.at.procurement_officer), app.signIn(world.at.unit_head)]);
}, 60_000);
afterAll(async () => {
  expect(app.loggedErrors).toEqual([]);
  await app.close();
});

const textOf = (html: string, selector: string): string => load(html)(selector).text().replaceAll(/\s+/g, ' ').trim();
const errorLinks = (html: string): string[] => load(html)('.error-summary a').map((_, link) => load(html)(link).attr('href') ?? '').get();
const requestsPage = (of: { readonly id: string } = contract): string => `/hop-dong/${of.id}/quyen-truy-cap`;

/** Days and times in Vietnam from now, as they are typed. */
function typedFromNow(hours: number): { readonly day: string; readonly time: string } {
  const at = new Date(app.clock.now().getTime() + hours * 3_600_000 + 7 * 3_600_000).toISOString();
  return { day: at.slice(0, 10).split('-').toReversed().join('/'), time: at.slice(11, 16) };
}

/** The form as an officer fills it in: operation support for a day, by SSH. */
function filled(changes: Record<string, string | string[]> = {}, of: ReadyContract = contract, by: BuiltVendorPerson = person): Record<string, string | string[]> {
  const [start, end] = [typedFromNow(1), typedFromNow(25)];
  return {
    systemId: of.system.id, form: 'grant', phase: 'operation', purpose: 'operation-support', environment: 'production', plane: 'application', privilege: 'Xem nhật ký', method: 'ssh',
    sourceAddresses: '203.0.113.7\n203.0.113.0/28', startDay: start.day, startTime: start.time, endDay: end.day, endTime: end.time, supervision: 'recorded', supervisorId: of.people.it_officer.id,
    ground: 'Phiếu yêu cầu số 12', person1: by.id, account1: `vh.${by.id.slice(0, 6)}`, kind1: 'personal', ...changes,
  };
}

describe('asking for access', () => {
  test('shows the longest terms and what is closed before anything is typed', async () => {
    const shown = (await officer.get(`${requestsPage()}/de-nghi`)).text;
    expect(textOf(shown, 'main')).toContain('Xử lý sự cố3 ngày');
    expect(textOf(shown, 'main')).toContain('Quyền quản trị dữ liệu không được cấp cho bên cung cấp');
    const planned = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems: [contract.system] });
    const closed = (await officer.get(`${requestsPage(planned)}/de-nghi`)).text;
    expect(textOf(closed, '.notice--stop')).toContain('hợp đồng đang ở giai đoạn dự kiến');
    expect(load(closed)('a[href*="de-nghi/moi"]')).toHaveLength(0);
  });

  test('a request is put to the head in one sentence, and stays as it was asked', async () => {
    const sent = await officer.post(`${requestsPage()}/de-nghi/moi`, filled({ days1: ['1', '2'], from1: '8h00', to1: '17:30' }));
    expect(sent.status).toBe(303);
    const page = sent.headers['location'] ?? '';
    const shown = (await head.get(page)).text;
    expect(textOf(shown, '.request__sentence')).toContain('Phạm Thị Ví Dụ');
    expect(textOf(shown, '.request__sentence')).toContain('thứ Hai, thứ Ba, 08:00–17:30');
    expect(textOf(shown, '.request__why')).toContain('chưa từng được cấp quyền truy cập');
    expect(textOf((await head.get('/quyen-truy-cap/cho-duyet')).text, 'main')).toContain('Phạm Thị Ví Dụ');
    expect((await officer.get('/quyen-truy-cap/cho-duyet')).status).toBe(403);
    expect((await officer.post(`${page}/rut`, {}, page)).status).toBe(303);
    expect((await officer.post(`${page}/rut`, {}, page)).status).toBe(409);
  });

  test('says at the field what is wrong and keeps what was typed', async () => {
    const late = typedFromNow(24 * 120);
    const form = `${requestsPage()}/de-nghi/moi`;
    const long = await officer.post(form, filled({ endDay: late.day, sourceAddresses: '203.0.113.999', account1: '', privilege: 'Triển khai bản vá' }));
    expect(long.status).toBe(422);
    expect(errorLinks(long.text)).toEqual(['#account1', '#sourceAddresses']);
    expect(textOf(long.text, 'textarea[name=privilege]')).toBe('Triển khai bản vá');
    const tooLong = await officer.post(form, filled({ endDay: late.day }));
    expect([tooLong.status, textOf(tooLong.text, '.error-summary')]).toEqual([422, expect.stringContaining('nhiều nhất 90 ngày')]);
    const unbound = await buildVendorPerson(app.database, { vendor: contract.vendor });
    expect(textOf((await officer.post(form, filled({}, contract, unbound))).text, '.error-summary')).toContain('chưa có cam kết bảo mật');
    expect(textOf((await officer.post(form, filled({ purpose: 'upgrade-support', supervision: 'attended' }))).text, '.error-summary')).toContain('phương án khôi phục');
    expect(errorLinks((await officer.post(form, filled({ startTime: '25:00' }))).text)).toEqual(['#startTime']);
    expect(errorLinks((await officer.post(form, filled({ days1: ['1'], from1: '08:00' }))).text)).toEqual(['#to1']);
    expect(errorLinks((await officer.post(form, filled({ plane: 'data' }))).text)).toEqual(['#plane']);
    expect(errorLinks((await officer.post(form, filled({ sourceAddresses: '' }))).text)).toEqual(['#sourceAddresses']);
    expect(errorLinks((await officer.post(form, filled({ kind1: 'shared' }))).text)).toEqual(['#kind1']);
  });

  test('a network written with a host is read by its network', async () => {
    const sent = await officer.post(`${requestsPage()}/de-nghi/moi`, filled({ sourceAddresses: '203.0.113.5/28, 2001:db8::1' }));
    expect(sent.status).toBe(303);
    const [row] = await app.database.asOwner<{ source_addresses: string }>('SELECT source_addresses::text FROM access_request ORDER BY seq DESC LIMIT 1');
    expect(row?.source_addresses).toBe('{203.0.113.0/28,2001:db8::1/128}');
  });

  test('data administration is offered only where no state-managed data are registered', async () => {
    const system = await buildSystem(app.database, { agency: world.department });
    await buildDataAsset(app.database, { system, stateManaged: false });
    const own = await buildActiveContract(app.database, { agency: world.department, people: world.at, system, startsOn: '2026-11-01' });
    const bound = await buildBoundPerson(app.database, { contract: own });
    const address = `${requestsPage(own)}/de-nghi/moi?systemId=${system.id}&form=grant&purpose=operation-support&phase=operation`;
    expect(load((await officer.get(address)).text)('input[name=plane]').map((_, input) => load('')(input).attr('value')).get()).toEqual(['infrastructure', 'application', 'data']);
    expect((await officer.post(`${requestsPage(own)}/de-nghi/moi`, filled({ plane: 'data' }, own, bound))).status).toBe(303);
    await buildDataAsset(app.database, { system, name: 'Hồ sơ mới', stateManaged: true });
    const page = `/quyen-truy-cap/de-nghi/${(await app.database.asOwner<{ id: string }>('SELECT id FROM access_request ORDER BY seq DESC LIMIT 1'))[0]?.id ?? ''}`;
    expect(textOf((await head.get(page)).text, '.request')).toContain('Không cấp quyền quản trị dữ liệu');
    expect((await head.post(`${page}/phe-duyet`, {}, page)).status).toBe(409);
  });

  test('a contract in trial operation asks for that phase; one from before the product for 30 days at most', async () => {
    const trial = await buildTrialContract(app.database, { agency: world.department, people: world.at, startsOn: '2026-11-01' });
    expect(textOf((await officer.get(`${requestsPage(trial)}/de-nghi`)).text, 'main')).toContain('Vận hành thử: Đang mở');
    const old = await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems: [contract.system], vendor: contract.vendor });
    expect(textOf((await officer.get(`${requestsPage(old)}/de-nghi`)).text, 'main')).toContain('nhiều nhất 30 ngày');
  });
});

describe('deciding', () => {
  test('the head grants, and the person holds the account from then on', async () => {
    const request = await buildAccessRequest(app.database, { contract });
    const page = `/quyen-truy-cap/de-nghi/${request.id}`;
    const granted = await head.post(`${page}/phe-duyet`, {}, page);
    expect(granted.status).toBe(303);
    expect(granted.headers['location']).toMatch(/^\/quyen-truy-cap\/[0-9a-f-]{36}$/);
    expect(await app.database.asOwner('SELECT 1 FROM live_access l JOIN access_grant g ON g.id = l.grant_id WHERE g.request_id = $1', [request.id])).toHaveLength(1);
    expect(textOf((await officer.get(requestsPage())).text, '#quyen')).toContain('Đang có hiệu lực');
    expect(textOf((await officer.get('/quyen-truy-cap')).text, '.register')).toContain(request.people[0]?.fullName ?? '');
    expect(textOf((await officer.get(`/hop-dong/${contract.id}`)).text, '#su-dung')).toContain('1 người, 1 tài khoản');
    expect((await head.post(`${page}/phe-duyet`, {}, page)).status).toBe(409);
  });

  test('nobody decides on what they asked for, in whatever roles', async () => {
    const request = await buildAccessRequest(app.database, { contract, by: world.at.unit_head });
    const page = `/quyen-truy-cap/de-nghi/${request.id}`;
    expect(textOf((await head.get(page)).text, '.request')).toContain('Người đề nghị không tự phê duyệt');
    const own = await head.post(`${page}/phe-duyet`, {}, page);
    expect(own.status).toBe(409);
    expect(own.text).toContain('Người đề nghị không tự phê duyệt');
  });

  test('returned with a reason, asked for anew from what was typed', async () => {
    const request = await buildAccessRequest(app.database, { contract });
    const page = `/quyen-truy-cap/de-nghi/${request.id}`;
    expect((await head.post(page, { reason: '' })).status).toBe(422);
    expect((await head.post(page, { reason: 'Nêu rõ phạm vi' })).status).toBe(303);
    const shown = (await officer.get(page)).text;
    expect(shown).toContain('Nêu rõ phạm vi');
    const again = load(shown)('a[href*="tiep-noi"]').attr('href') ?? '';
    expect(textOf((await officer.get(again)).text, 'textarea[name=ground]')).toBe('Theo kế hoạch vận hành');
  });

  test('on paper, recorded by another than who asked', async () => {
    const request = await buildAccessRequest(app.database, { contract });
    const paper = `/quyen-truy-cap/de-nghi/${request.id}/quyet-dinh-giay`;
    const [today] = await app.database.asOwner<{ day: string }>(`SELECT to_char(app_today(), 'DD/MM/YYYY') AS day`);
    const fields = { outcome: 'approved', number: '15/QĐ', date: today?.day ?? '', signer: world.at.unit_head.id };
    const scan = { scan: { content: pdfFile('quyet-dinh.pdf'), name: 'quyet-dinh.pdf' } };
    expect((await officer.postFiles(paper, fields, scan)).status).toBe(422);
    const clerk = await app.signIn(world.at.records_clerk);
    expect((await clerk.postFiles(paper, fields, {})).status).toBe(422);
    expect((await clerk.postFiles(paper, fields, scan)).status).toBe(303);
    expect((await officer.get(`/quyen-truy-cap/de-nghi/${request.id}`)).text).toContain('theo văn bản số 15/QĐ');
  });

  test('the same person gets the same account once at a time; going on begins where it ends', async () => {
    const grant = await buildAccessGrant(app.database, { contract, hours: 48 });
    const name = (await app.database.asOwner<{ name: string }>('SELECT name FROM system_account WHERE id = $1', [grant.accountIds[0]]))[0]?.name ?? '';
    const second = await buildAccessRequest(app.database, { contract, people: grant.people, accounts: [name.toUpperCase()] });
    const page = `/quyen-truy-cap/de-nghi/${second.id}`;
    expect(textOf((await head.get(page)).text, '.request')).toContain('trong cùng thời gian');
    expect((await head.post(`${page}/phe-duyet`, {}, page)).status).toBe(409);
    const after = await buildAccessRequest(app.database, { contract, people: grant.people, accounts: [name], startsIn: 48 });
    expect((await head.post(`/quyen-truy-cap/de-nghi/${after.id}/phe-duyet`, {}, `/quyen-truy-cap/de-nghi/${after.id}`)).status).toBe(303);
  });

  test('two heads at once grant once', async () => {
    const request = await buildAccessRequest(app.database, { contract });
    const page = `/quyen-truy-cap/de-nghi/${request.id}`;
    const second = await app.signIn(world.at.unit_head);
    const answers = await Promise.all([head.post(`${page}/phe-duyet`, {}, page), second.post(`${page}/phe-duyet`, {}, page)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    expect(await app.database.asOwner('SELECT 1 FROM access_grant WHERE request_id = $1', [request.id])).toHaveLength(1);
  });

  test('another agency learns nothing of it', async () => {
    const request = await buildAccessRequest(app.database, { contract });
    const ward = await app.signIn(world.atWard.unit_head);
    expect((await ward.get(`/quyen-truy-cap/de-nghi/${request.id}`)).status).toBe(404);
    expect((await ward.get(requestsPage())).status).toBe(404);
    expect(textOf((await ward.get('/quyen-truy-cap')).text, 'main')).not.toContain(request.people[0]?.fullName ?? 'nobody');
  });
});
