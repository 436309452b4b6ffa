import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildPlannedContract } from '../builders/contracts.js';
import { pdfFile, windowsProgram } from '../builders/sample-files.js';
import { approveLevel, buildDataAsset, buildSystem } from '../builders/systems.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';

let app: TestApp;
let world: World;
let officer: Visitor;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  officer = await app.signIn(world.at.it_officer);
});
afterAll(() => app.close());

const sound = (): Record<string, string | string[]> => ({
  name: 'Hệ thống một cửa điện tử',
  code: 'MCDT',
  description: 'Tiếp nhận và trả kết quả thủ tục hành chính',
  managingAgencyId: world.department.id,
  ownerAgencyId: world.city.id,
  operatorKind: 'hiring-agency',
  servesProcedures: 'co',
  serviceState: 'preparing',
  hostingKind: 'city-data-centre',
  beneficiaryIds: [world.ward.id],
});

const errorsOf = (html: string): string => load(html)('.error-summary').text().replace(/\s+/g, ' ');

describe('registering a system', () => {
  test('leads to its page, with the provisional level, the warning, the beneficiary and the history', async () => {
    const answer = await officer.post('/he-thong/moi', { ...sound(), code: 'DAU', proposedLevel: '2' });
    expect(answer.status).toBe(303);
    const shown = await officer.get(answer.headers['location'] ?? '');
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('Tạm tính cấp độ 3');
    expect(shown.text).toContain('Cấp độ 2 đề xuất thấp hơn tiêu chí: hệ thống giải quyết thủ tục hành chính. Theo Điều 13 Nghị định số 331/2026/NĐ-CP');
    expect(shown.text).toContain('UBND phường Thử Nghiệm');
    expect(shown.text).toContain('ghi nhận hệ thống Hệ thống một cửa điện tử, tình trạng: Đang chuẩn bị, xây dựng, đơn vị thụ hưởng: UBND phường Thử Nghiệm.');
    const events = await app.database.asOwner(`SELECT type, agency_id FROM audit_event WHERE type = 'system.registered'`);
    expect(events).toEqual([{ type: 'system.registered', agency_id: world.department.id }]);
  });

  test.each<[string, Record<string, string | string[]>, string]>([
    ['no name', { name: ' ' }, 'Nhập tên hệ thống.'],
    ['too long a name', { name: 'a'.repeat(301) }, 'Tên hệ thống dài 301 ký tự; nhiều nhất 300 ký tự.'],
    ['NUL in the name', { name: 'Hệ\u0000thống' }, 'có ký tự điều khiển không hợp lệ'],
    ['no owner', { ownerAgencyId: '' }, 'Chọn chủ quản trong danh sách, hoặc nhập tên'],
    ['two owners', { ownerText: 'Bộ khác' }, 'Chỉ ghi một chủ quản'],
    ['another organisation without name', { operatorKind: 'other-organization' }, 'Nhập tên đơn vị đang vận hành hệ thống.'],
    ['a plan without day', { planNumber: '1/QĐ' }, 'Nhập ngày của văn bản phê duyệt phương án.'],
    ['a plan approved tomorrow', { planNumber: '1/QĐ', planApprovedOn: '21/11/2026' }, 'Ngày này chưa đến'],
    ['a level that does not exist', { proposedLevel: '6' }, 'Chọn cấp độ đề xuất trong danh sách.'],
    ['an agency of others', { managingAgencyId: '00000000-0000-4000-8000-000000000000' }, 'Chọn cơ quan quản lý trong danh sách.'],
    ['the manager as beneficiary', { beneficiaryIds: ['MANAGER'] }, 'Cơ quan quản lý không phải là đơn vị thụ hưởng'],
    ['a beneficiary that does not exist', { beneficiaryIds: ['00000000-0000-4000-8000-000000000000'] }, 'Đơn vị thụ hưởng có lựa chọn không còn trong danh sách'],
  ])('with %s comes back with what was typed and says it at the field', async (_what, change, sentence) => {
    const ids = change['beneficiaryIds'];
    const fields = Array.isArray(ids) ? { ...change, beneficiaryIds: ids.map((id) => (id === 'MANAGER' ? world.department.id : id)) } : change;
    const answer = await officer.post('/he-thong/moi', { ...sound(), code: 'SAI', ...fields });
    expect(answer.status).toBe(422);
    expect(errorsOf(answer.text)).toContain(sentence);
    expect(answer.text).toContain('Tiếp nhận và trả kết quả thủ tục hành chính');
  });

  test('with a code the agency already uses is refused at the code', async () => {
    await buildSystem(app.database, { agency: world.department, code: 'TRUNG' });
    const answer = await officer.post('/he-thong/moi', { ...sound(), code: 'trung' });
    expect(answer.status).toBe(422);
    expect(errorsOf(answer.text)).toContain('Mã này đã dùng cho hệ thống khác của cơ quan');
  });
});

describe('who may', () => {
  test('an identifier of an agency that neither manages nor benefits answers 404, on every address', async () => {
    const system = await buildSystem(app.database, { agency: world.ward });
    const asset = await buildDataAsset(app.database, { system });
    const page = `/he-thong/${system.id}`;
    for (const address of [page, `${page}/sua`, `${page}/cap-do`, `${page}/tinh-trang`, `${page}/tep`, `${page}/xoa`, `${page}/du-lieu/moi`, `${page}/du-lieu/${asset.id}/sua`, `${page}/du-lieu/${asset.id}/xoa`]) {
      expect([address, (await officer.get(address)).status]).toEqual([address, 404]);
    }
    expect((await officer.get('/he-thong')).text).not.toContain(system.name);
    expect((await officer.post(`${page}/sua`, sound(), '/he-thong')).status).toBe(404);
  });

  test('a data asset is found only under its own system', async () => {
    const mine = await buildSystem(app.database, { agency: world.department });
    const asset = await buildDataAsset(app.database, { system: await buildSystem(app.database, { agency: world.ward }) });
    expect((await officer.get(`/he-thong/${mine.id}/du-lieu/${asset.id}/sua`)).status).toBe(404);
  });

  test('a beneficiary reads the page, not files and history, and changes nothing', async () => {
    const system = await buildSystem(app.database, { agency: world.department, beneficiaries: [world.ward] });
    const clerk = await app.signIn(world.atWard.records_clerk);
    const shown = await clerk.get(`/he-thong/${system.id}`);
    expect(shown.status).toBe(200);
    expect(shown.text).not.toContain('id="lich-su"');
    expect(shown.text).not.toContain('id="tep"');
    expect(shown.text).not.toContain(`/he-thong/${system.id}/sua`);
    const wardOfficer = await app.signIn(world.atWard.it_officer);
    const refused = await wardOfficer.get(`/he-thong/${system.id}/sua`);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('Cán bộ chuyên trách CNTT/ANM');
    expect((await clerk.get('/he-thong')).text).toContain(system.name);
  });

  test('roles of the agency read, city oversight reads everything, the administrator nothing', async () => {
    const system = await buildSystem(app.database, { agency: world.ward });
    const page = `/he-thong/${system.id}`;
    for (const person of [world.atWard.procurement_officer, world.atWard.unit_head, world.atWard.auditor, world.at.city_oversight]) {
      const visitor = await app.signIn(person);
      expect([person.login, (await visitor.get(page)).status, (await visitor.get(`${page}/sua`)).status]).toEqual([person.login, 200, 403]);
    }
    const administrator = await app.signIn(world.at.administrator);
    expect([(await administrator.get('/he-thong')).status, (await administrator.get(page)).status]).toEqual([403, 403]);
  });
});

describe('the register', () => {
  test('filters by word without diacritics, level, state and missing approval, and keeps the filter in the address', async () => {
    const system = await buildSystem(app.database, { agency: world.department, name: 'Quản lý hộ tịch điện tử', servesProcedures: true });
    await buildSystem(app.database, { agency: world.department, name: 'Cổng nội bộ' });
    const found = await officer.get('/he-thong?q=ho+tich&cap-do=3&phe-duyet=chua&tinh-trang=in-service');
    expect(found.text).toContain(system.name);
    expect(found.text).not.toContain('Cổng nội bộ');
    expect(found.text).toContain('Có 1 hệ thống thông tin');
    expect((await officer.get('/he-thong?q=ho+tich&phe-duyet=da')).text).toContain('Không có hệ thống thông tin nào khớp');
    for (const sort of ['ten', '-ten', 'co-quan', 'cap-do', 'tinh-trang', 'khong-co']) expect((await officer.get(`/he-thong?sap-xep=${sort}`)).status).toBe(200);
  });

  test('the agency filter shows to those who see several agencies', async () => {
    const oversight = await app.signIn(world.at.city_oversight);
    await buildSystem(app.database, { agency: world.ward, name: 'Riêng của phường' });
    expect((await officer.get('/he-thong')).text).not.toContain('name="co-quan"');
    const found = await oversight.get('/he-thong?co-quan=phuong');
    expect(found.text).toContain('Riêng của phường');
    expect(found.text).not.toContain('Sở Thử Nghiệm</td>');
  });
});

describe('changing a system', () => {
  test('two people at once: one wins, the other sees what changed and keeps what they typed', async () => {
    const system = await buildSystem(app.database, { agency: world.department, code: 'DUA' });
    const address = `/he-thong/${system.id}/sua`;
    const fields = { ...sound(), code: 'DUA', _version: '1' };
    expect((await officer.post(address, { ...fields, name: 'Người thứ nhất' })).status).toBe(303);
    const late = await officer.post(address, { ...fields, name: 'Người thứ hai' });
    expect(late.status).toBe(409);
    const row = load(late.text)('.conflict tbody tr:contains("Người thứ")').text();
    expect(row).toContain('Người thứ nhất');
    expect(row).toContain('Người thứ hai');
    expect(load(late.text)('#name').val()).toBe('Người thứ hai');
    expect(load(late.text)('input[name="_version"]').val()).toBe('2');
  });

  test('a beneficiary that was added is told on its home page', async () => {
    const system = await buildSystem(app.database, { agency: world.department, code: 'TIN', name: 'Giám sát chung' });
    const answer = await officer.post(`/he-thong/${system.id}/sua`, { ...sound(), name: 'Giám sát chung', code: 'TIN', _version: '1' });
    expect(answer.status).toBe(303);
    const head = await app.signIn(world.atWard.unit_head);
    const home = load((await head.get('/')).text).text();
    expect(home).toContain('Giám sát chung (Sở Thử Nghiệm): thay đổi đơn vị thụ hưởng, thêm: UBND phường Thử Nghiệm.');
  });
});

describe('a level decision', () => {
  test('is recorded with its signed copy, supersedes the older one and overwrites nothing', async () => {
    const system = await buildSystem(app.database, { agency: world.department, beneficiaries: [world.ward] });
    const address = `/he-thong/${system.id}/cap-do`;
    const first = await officer.postFiles(address, { level: '2', number: '15/QĐ-UBND', decidedOn: '01/03/2026', issuingBody: 'UBND thành phố' }, { file: { content: pdfFile('một'), name: 'qd-15.pdf' } });
    expect(first.status).toBe(303);
    const second = await officer.postFiles(address, { level: '3', number: '40/QĐ-UBND', decidedOn: '20/11/2026', issuingBody: 'UBND thành phố' }, { file: { content: pdfFile('hai'), name: 'qd-40.pdf' } });
    expect(second.status).toBe(303);
    const shown = load((await officer.get(`/he-thong/${system.id}`)).text);
    const rows = shown('#cap-do tbody tr').map((_, row) => shown(row).text().replace(/\s+/g, ' ')).get();
    expect(rows[0]).toMatch(/40\/QĐ-UBND ngày 20\/11\/2026.*Cấp độ 3.*Đang áp dụng.*qd-40\.pdf/);
    expect(rows[1]).toMatch(/15\/QĐ-UBND.*Đã thay thế.*qd-15\.pdf/);
    const file = await officer.get(shown('#cap-do tbody tr a').first().attr('href') ?? '');
    expect(file.headers['content-type']).toContain('application/pdf');
    const beneficiary = await app.signIn(world.atWard.it_officer);
    expect((await beneficiary.get(shown('#cap-do tbody tr a').first().attr('href') ?? '')).status).toBe(404);
  });

  test.each<[string, Record<string, string>, Record<string, { content: Buffer; name: string }>, string]>([
    ['without a file', {}, {}, 'Chọn tệp để đính kèm.'],
    ['of tomorrow', { decidedOn: '21/11/2026' }, { file: { content: pdfFile(), name: 'a.pdf' } }, 'Ngày này chưa đến'],
    ['of a day that does not exist', { decidedOn: '31/02/2026' }, { file: { content: pdfFile(), name: 'a.pdf' } }, 'không phải là ngày có thật'],
    ['with a program for a file', {}, { file: { content: windowsProgram(), name: 'a.pdf' } }, 'Nội dung tệp không đúng với phần mở rộng'],
    ['that corrects what is not there', { correctsId: '00000000-0000-4000-8000-000000000000' }, { file: { content: pdfFile(), name: 'a.pdf' } }, 'không còn đính chính được'],
  ])('%s is not taken', async (_what, change, files, sentence) => {
    const system = await buildSystem(app.database, { agency: world.department });
    const answer = await officer.postFiles(`/he-thong/${system.id}/cap-do`, { level: '2', number: '15/QĐ', decidedOn: '01/03/2026', issuingBody: 'UBND', ...change }, files);
    expect(answer.status).toBe(422);
    expect(errorsOf(answer.text)).toContain(sentence);
    expect(load(answer.text)('#number').val()).toBe('15/QĐ');
  });

  test('that was recorded already is refused at its number; a wrong one is corrected by another row', async () => {
    const system = await buildSystem(app.database, { agency: world.department });
    const wrong = await approveLevel(app.database, { system, level: 5, by: world.at.it_officer, number: '7/QĐ', on: '2026-03-01' });
    const address = `/he-thong/${system.id}/cap-do`;
    const typed = { level: '2', number: '7/QĐ', decidedOn: '01/03/2026', issuingBody: 'UBND' };
    const file = { file: { content: pdfFile('đính chính'), name: 'a.pdf' } };
    const again = await officer.postFiles(address, typed, file);
    expect(again.status).toBe(422);
    expect(errorsOf(again.text)).toContain('đã được ghi nhận cho hệ thống');
    expect((await officer.postFiles(address, { ...typed, correctsId: wrong }, file)).status).toBe(303);
    const shown = (await officer.get(`/he-thong/${system.id}`)).text;
    expect(shown).toContain('Đã đính chính');
    expect(shown).toContain('cấp độ 2');
  });
});

describe('the state of service', () => {
  test('goes into operation only with an approved level, and says why not', async () => {
    const system = await buildSystem(app.database, { agency: world.department, state: 'trial', beneficiaries: [world.ward] });
    const address = `/he-thong/${system.id}/tinh-trang`;
    expect((await officer.get(address)).text).toContain('cấp độ chưa được phê duyệt; ghi nhận quyết định phê duyệt cấp độ trước (khoản 3 Điều 5 dự thảo Quy chế).');
    const move = { to: 'in-service', ground: 'Biên bản vận hành thử số 3', _version: '1' };
    const early = await officer.post(address, move);
    expect(early.status).toBe(422);
    expect(errorsOf(early.text)).toContain('cấp độ chưa được phê duyệt');
    await approveLevel(app.database, { system, level: 2, by: world.at.it_officer });
    expect((await officer.post(address, move)).status).toBe(303);
    const shown = (await officer.get(`/he-thong/${system.id}`)).text;
    expect(shown).toContain('chuyển tình trạng từ “Vận hành thử” sang “Đang vận hành”. Căn cứ: Biên bản vận hành thử số 3');
    const told = await app.signIn(world.atWard.it_officer);
    expect(load((await told.get('/')).text).text()).toContain(`${system.name} (Sở Thử Nghiệm): chuyển tình trạng`);
  });

  test('never leaves its life cycle, needs a ground, and a stale page is a conflict', async () => {
    const system = await buildSystem(app.database, { agency: world.department, state: 'in-service' });
    const address = `/he-thong/${system.id}/tinh-trang`;
    expect(errorsOf((await officer.post(address, { to: 'trial', ground: 'x', _version: '1' })).text)).toContain('không chuyển thẳng sang tình trạng này được (quy định nội bộ).');
    expect(errorsOf((await officer.post(address, { to: 'retired', ground: '', _version: '1' })).text)).toContain('Nhập căn cứ.');
    expect((await officer.post(address, { to: 'retired', ground: 'Hết nhu cầu', _version: '9' })).status).toBe(409);
  });
});

describe('data assets', () => {
  const asset = { name: 'Hồ sơ công dân', kind: 'basic-personal', stateManaged: 'co', subjectCount: '120.000', storagePlace: 'Trung tâm dữ liệu thành phố', storageCountry: 'vietnam' };

  test('are added, changed and removed, and warn of a level that is too low', async () => {
    const system = await buildSystem(app.database, { agency: world.department });
    const page = `/he-thong/${system.id}`;
    expect((await officer.post(`${page}/du-lieu/moi`, asset)).status).toBe(303);
    const shown = await officer.get(page);
    expect(shown.text).toContain('120.000 người');
    expect(shown.text).toContain('dữ liệu cá nhân cơ bản của 120.000 người (từ 100.000 người)');
    const edit = load(shown.text)('#du-lieu tbody a').first().attr('href') ?? '';
    expect(load((await officer.get(edit)).text)('#subjectCount').val()).toBe('120.000');
    expect((await officer.post(edit, { ...asset, subjectCount: '99.999', _version: '1' })).status).toBe(303);
    expect((await officer.get(page)).text).not.toContain('thấp hơn tiêu chí');
    expect((await officer.post(edit, { ...asset, subjectCount: '5', _version: '1' })).status).toBe(409);
    const removal = edit.replace('/sua', '/xoa');
    expect((await officer.post(removal, { _version: '2' })).status).toBe(303);
    expect((await officer.get(page)).text).toContain('Chưa ghi nhận tài sản dữ liệu nào');
    const events = await app.database.asOwner<{ type: string }>(`SELECT e.type FROM audit_event e JOIN audit_event_subject s ON s.event_id = e.id WHERE s.subject_kind = 'data-asset' ORDER BY e.id`);
    expect(events.map(({ type }) => type)).toEqual(['data-asset.registered', 'data-asset.amended', 'data-asset.removed']);
  });

  test.each<[string, Record<string, string>, string, string]>([
    ['state secrets', { kind: 'state-secret' }, 'kind', 'thực hiện theo quy định về bảo vệ bí mật nhà nước (khoản 3 Điều 9 dự thảo Quy chế).'],
    ['people without personal data', { kind: 'public' }, 'subjectCount', 'Loại thông tin này không phải dữ liệu cá nhân'],
    ['an unknown kind', { kind: 'gossip', subjectCount: '' }, 'kind', 'Chọn loại thông tin, dữ liệu trong danh sách'],
    ['a negative number of people', { subjectCount: '-5' }, 'subjectCount', 'phải là số nguyên không âm'],
    ['no place', { storagePlace: '' }, 'storagePlace', 'Nhập nơi lưu trữ.'],
  ])('%s are refused at the field', async (_what, change, field, sentence) => {
    const system = await buildSystem(app.database, { agency: world.department });
    const answer = await officer.post(`/he-thong/${system.id}/du-lieu/moi`, { ...asset, ...change });
    expect(answer.status).toBe(422);
    expect(load(answer.text)(`#${field}-error`).text()).toContain(sentence);
    expect(load(answer.text)('#name').val()).toBe('Hồ sơ công dân');
  });
});

describe('deleting', () => {
  test('is refused with the list of what refers to the system', async () => {
    const system = await buildSystem(app.database, { agency: world.department });
    await buildDataAsset(app.database, { system, name: 'Nhật ký' });
    await approveLevel(app.database, { system, level: 2, by: world.at.it_officer, number: '9/QĐ' });
    const address = `/he-thong/${system.id}/xoa`;
    const shown = await officer.get(address);
    expect(shown.text).toContain('Tài sản dữ liệu: Nhật ký');
    expect(shown.text).toContain('Quyết định phê duyệt cấp độ số 9/QĐ');
    const refused = await officer.post(address, { _version: '1' }, `/he-thong/${system.id}`);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Tài sản dữ liệu: Nhật ký');
  });

  test('a contract that names the system stands on its page and keeps it', async () => {
    const system = await buildSystem(app.database, { agency: world.department });
    await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems: [system], name: 'Thuê vận hành hệ thống' });
    expect(load((await officer.get(`/he-thong/${system.id}`)).text)('#hop-dong').text()).toContain('Thuê vận hành hệ thống');
    const refused = await officer.post(`/he-thong/${system.id}/xoa`, { _version: '1' }, `/he-thong/${system.id}`);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Thuê vận hành hệ thống');
    expect((await officer.get(`/he-thong/${system.id}`)).status).toBe(200);
  });

  test('of a system registered by mistake leaves the event', async () => {
    const system = await buildSystem(app.database, { agency: world.department });
    expect((await officer.post(`/he-thong/${system.id}/xoa`, { _version: '1' })).status).toBe(303);
    expect((await officer.get(`/he-thong/${system.id}`)).status).toBe(404);
    expect(await app.database.asOwner(`SELECT 1 FROM audit_event e JOIN audit_event_subject s ON s.event_id = e.id WHERE e.type = 'system.deleted' AND s.subject_id = $1`, [system.id])).toHaveLength(1);
  });
});

describe('files', () => {
  test('are attached and listed; a form without file says so', async () => {
    const system = await buildSystem(app.database, { agency: world.department });
    const address = `/he-thong/${system.id}/tep`;
    expect(errorsOf((await officer.postFiles(address, { purpose: 'Phương án' }, {})).text)).toContain('Chọn tệp để đính kèm.');
    expect((await officer.postFiles(address, { purpose: 'Phương án' }, { file: { content: pdfFile('pa'), name: 'phuong-an.pdf' } })).status).toBe(303);
    expect((await officer.get(`/he-thong/${system.id}`)).text).toContain('phuong-an.pdf');
  });
});
