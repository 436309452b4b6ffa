import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildPlannedContract, buildTransitionalContract, type BuiltContract } from '../builders/contracts.js';
import { buildDelegation } from '../builders/people.js';
import { buildDataAsset, buildSystem, type BuiltSystem } from '../builders/systems.js';
import { buildVendor, type BuiltVendor } from '../builders/vendors.js';
import { build, buildAgency, buildPerson, buildWorld, giveRole, type World } from '../builders/world.js';
import { NOON, startTestApp, type TestApp, type Visitor } from '../harness/app.js';

let app: TestApp;
let world: World;
let vendor: BuiltVendor;
let system: BuiltSystem;
let wardSystem: BuiltSystem;
let officer: Visitor;
let running: BuiltContract;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  vendor = await buildVendor(app.database, { by: world.at.procurement_officer, name: 'Công ty TNHH Giải pháp số Minh Họa' });
  system = await buildSystem(app.database, { agency: world.department, name: 'Hệ thống hồ sơ thử nghiệm', beneficiaries: [world.ward] });
  wardSystem = await buildSystem(app.database, { agency: world.ward, name: 'Trang thông tin phường thử nghiệm' });
  await buildDataAsset(app.database, { system, name: 'Hồ sơ công dân', personalData: 'basic', subjects: 12_000 });
  running = await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor, systems: [system], name: 'Vận hành hệ thống hồ sơ', number: '07/2025/HĐ-TN' });
  officer = await app.signIn(world.at.procurement_officer);
});
afterAll(() => app.close());

const planned = (): Record<string, string | readonly string[]> => ({
  agency: world.department.id,
  name: 'Thuê phần mềm quản lý hồ sơ',
  serviceKind: 'software-hire',
  hireAnswer: 'not-concerned',
  systems: [system.id],
  operator: 'vendor',
  responsible: world.at.procurement_officer.id,
});

const fieldError = (text: string, field: string): string => load(text)(`#${field}-error`).text();

describe('a planned contract', () => {
  test('is registered with what is known, and its page says what comes next on what ground', async () => {
    const answer = await officer.post('/hop-dong/moi', { ...planned(), packageCode: 'IB2600012345-00', value: '1.250.000.000', securityValue: '150.000.000', startsOn: '01/03/2027', endsOn: '28/02/2029' });
    expect(answer.status).toBe(303);
    const page = await officer.get(String(answer.headers['location']));
    expect(page.status).toBe(200);
    expect(page.text).toContain('Dự kiến');
    expect(page.text).toContain('Mở đánh giá rủi ro trước khi ký');
    expect(page.text).toContain('khoản 1 Điều 6 dự thảo Quy chế');
    expect(page.text).toContain('1.250.000.000\u00a0đ');
    expect(page.text).toContain('Hồ sơ công dân');
    expect(page.text).toContain('lập hợp đồng dự kiến');
    expect(load(page.text)('form[action$="/ky"]')).toHaveLength(0);
  });

  test.each([
    ['name', { name: '' }, 'Nhập tên hợp đồng.'],
    ['name', { name: 'x'.repeat(501) }, 'nhiều nhất 500 ký tự'],
    ['number', { number: 'a\u0000b' }, 'ký tự điều khiển'],
    ['value', { value: '-5' }, 'không được là số âm'],
    ['value', { value: '12,5 tỷ' }, 'không phải là số tiền'],
    ['securityValue', { value: '100', securityValue: '200' }, 'không được lớn hơn giá trị hợp đồng (100\u00a0đ)'],
    ['endsOn', { startsOn: '01/03/2026', endsOn: '28/02/2026' }, 'phải từ ngày bắt đầu (01/03/2026) trở đi'],
    ['endsOn', { endsOn: '30/02/2026' }, 'không phải là ngày có thật'],
    ['systems', { systems: [] }, 'Chọn hệ thống thông tin'],
    ['systems', { systems: [], withoutSystem: 'co' }, 'phải gắn với ít nhất một hệ thống'],
    ['operatorName', { operator: 'other-organization' }, 'Nhập tên tổ chức vận hành'],
    ['operator', { operator: '' }, 'Chọn đơn vị vận hành'],
    ['hireGround', { hireAnswer: 'confirmed-not-allowed' }, 'văn bản của cán bộ pháp chế'],
    ['vendor', { vendor: '9999999901' }, 'Không có bên cung cấp nào đã đăng ký khớp với “9999999901”'],
    ['vendor', { vendor: 'Công ty không ai biết' }, 'đăng ký bên cung cấp trước'],
  ])('keeps what was typed and says at %s what is wrong', async (field, change, sentence) => {
    const answer = await officer.post('/hop-dong/moi', { ...planned(), scope: 'Giữ nguyên phần đã nhập', ...change });
    expect(answer.status).toBe(422);
    expect(fieldError(answer.text, field)).toContain(sentence);
    expect(answer.text).toContain('Giữ nguyên phần đã nhập');
    expect(load(answer.text)(`.error-summary a[href="#${field}"]`)).toHaveLength(1);
  });
});

describe('the vendor of a contract', () => {
  const named = async (answer: { headers: Record<string, unknown> }): Promise<string> => load((await officer.get(String(answer.headers['location']))).text)('#thong-tin').text();

  test('is named by a part of the name, without diacritics', async () => {
    const answer = await officer.post('/hop-dong/moi', { ...planned(), vendor: 'giai phap so minh hoa' });
    expect(answer.status).toBe(303);
    expect(await named(answer)).toContain(vendor.taxCode);
  });

  test('where several fit, comes back as a choice that keeps what was typed and outlives another error', async () => {
    const north = await buildVendor(app.database, { by: world.at.procurement_officer, name: 'Công ty Cổ phần Bến Cảng Phía Bắc' });
    await buildVendor(app.database, { by: world.at.procurement_officer, name: 'Công ty Cổ phần Bến Cảng Phía Nam' });
    const asked = await officer.post('/hop-dong/moi', { ...planned(), vendor: 'ben cang', scope: 'Giữ nguyên phần đã nhập' });
    expect(asked.status).toBe(422);
    expect(fieldError(asked.text, 'vendor')).toContain('Chọn một bên dưới ô nhập');
    expect(load(asked.text)('input[type=radio][name=vendorCandidate]')).toHaveLength(2);
    expect([value(asked.text, 'vendor'), value(asked.text, 'scope').trim()]).toEqual(['ben cang', 'Giữ nguyên phần đã nhập']);

    const ticked = { ...planned(), vendor: 'ben cang', vendorOffered: 'ben cang', vendorCandidate: north.taxCode };
    const other = await officer.post('/hop-dong/moi', { ...ticked, name: '' });
    expect(other.status).toBe(422);
    expect(value(other.text, 'vendor')).toBe(`${north.taxCode} – ${north.name}`);
    const again = await officer.post('/hop-dong/moi', { ...planned(), vendor: value(other.text, 'vendor') });
    expect(await named(again)).toContain(north.name);
    expect(await named(await officer.post('/hop-dong/moi', ticked))).toContain(north.name);
  });

  test('is changed the same way', async () => {
    const contract = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems: [system], vendor });
    const address = `/hop-dong/${contract.id}/sua`;
    const shown = await fieldsOf(officer, address);
    expect(shown['vendor']).toBe(`${vendor.taxCode} – ${vendor.name}`);
    expect(fieldError((await officer.post(address, { ...shown, vendor: 'khong co ai' })).text, 'vendor')).not.toBe('');
    expect((await officer.post(address, { ...shown, vendor: 'ben cang phia nam' })).status).toBe(303);
    expect(await pageOf(officer, contract)).toContain('Bến Cảng Phía Nam');
  });
});

describe('the register', () => {
  test('shows an agency its own contracts and those it benefits from, and nobody else', async () => {
    const own = await officer.get('/hop-dong?q=he+thong+ho+so');
    expect(own.text).toContain('07/2025/HĐ-TN');
    const benefiting = await (await app.signIn(world.atWard.unit_head)).get('/hop-dong');
    expect(benefiting.text).toContain('07/2025/HĐ-TN');
    const administrator = await (await app.signIn(world.at.administrator)).get('/hop-dong');
    expect(administrator.status).toBe(403);
  });

  test('takes a filter that is cut in the middle of a sign', async () => {
    const shown = await officer.get(`/hop-dong?q=${'a'.repeat(199)}${encodeURIComponent('😀')}`);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('Không có hợp đồng nào khớp');
  });

  test('finds by vendor, with or without diacritics', async () => {
    expect((await officer.get('/hop-dong?q=giai+phap+so')).text).toContain('07/2025/HĐ-TN');
    expect((await officer.get('/hop-dong?q=khong-co-gi')).text).toContain('Không có hợp đồng nào khớp');
  });
});

const pageOf = async (visitor: Visitor, contract: BuiltContract): Promise<string> => (await visitor.get(`/hop-dong/${contract.id}`)).text;
const value = (text: string, field: string): string => String(load(text)(`[name="${field}"]`).val() ?? '');

/** Every field of a form as the page shows it, as a browser would send it back. */
async function fieldsOf(visitor: Visitor, address: string): Promise<Record<string, string | string[]>> {
  const $ = load((await visitor.get(address)).text);
  const fields: Record<string, string | string[]> = {};
  $('main form').last().find('input, select, textarea').each((_, element) => {
    const field = $(element);
    const name = field.attr('name');
    if (name === undefined || name === '_csrf' || field.attr('type') === 'file') return;
    const box = ['checkbox', 'radio'].includes(field.attr('type') ?? '');
    if (box && field.attr('checked') === undefined) return;
    const text = String(field.val() ?? '');
    const before = fields[name];
    fields[name] = field.attr('type') === 'checkbox' ? [...(Array.isArray(before) ? before : []), text] : text;
  });
  return fields;
}

describe('a transitional contract', () => {
  const entered = (): Record<string, string | readonly string[]> => ({
    ...planned(), name: 'Vận hành trang thông tin', number: '09/2025/HĐ-TN', vendor: vendor.taxCode, value: '600.000.000', signedOn: '15/06/2025', startsOn: '01/07/2025', endsOn: '30/06/2027', phase: 'active', ground: 'Hồ sơ lưu số 12',
  });

  test('enters with its true dates and says until when it must be reviewed', async () => {
    const answer = await officer.post('/hop-dong/chuyen-tiep/moi', entered());
    expect(answer.status).toBe(303);
    const page = await officer.get(String(answer.headers['location']));
    expect(page.text).toContain('Hợp đồng chuyển tiếp');
    expect(page.text).toContain('18/02/2027');
    expect(page.text).toContain('nhập hợp đồng chuyển tiếp số 09/2025/HĐ-TN');
    expect((await officer.get('/')).text).toContain('rà soát điều khoản hợp đồng chuyển tiếp');
  });

  test('signed since the agency works with the product is refused with why and what to do', async () => {
    const answer = await officer.post('/hop-dong/chuyen-tiep/moi', { ...entered(), number: '10/2026/HĐ-TN', signedOn: '05/01/2026', startsOn: '05/01/2026' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('(01/01/2026) phải lập là hợp đồng mới');
    expect(value(answer.text, 'number')).toBe('10/2026/HĐ-TN');
  });

  test('needs everything a signed contract has', async () => {
    const answer = await officer.post('/hop-dong/chuyen-tiep/moi', { ...entered(), number: '', vendor: '', value: '', signedOn: '', startsOn: '', endsOn: '', phase: '', ground: '' });
    expect(answer.status).toBe(422);
    for (const field of ['number', 'vendor', 'value', 'signedOn', 'startsOn', 'endsOn', 'phase', 'ground']) expect(fieldError(answer.text, field)).not.toBe('');
  });

  test('with a number the agency already has is refused at the field', async () => {
    const answer = await officer.post('/hop-dong/chuyen-tiep/moi', { ...entered(), number: '07/2025/hđ-tn' });
    expect(answer.status).toBe(422);
    expect(fieldError(answer.text, 'number')).toContain('đã có hợp đồng mang số này');
  });
});

describe('changing', () => {
  test('keeps everything that was not touched, systems of other agencies included', async () => {
    const contract = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems: [system, wardSystem] });
    const address = `/hop-dong/${contract.id}/sua`;
    const answer = await officer.post(address, { ...(await fieldsOf(officer, address)), name: 'Tên mới của hợp đồng' });
    expect(answer.status).toBe(303);
    const text = await pageOf(officer, contract);
    expect(text).toContain('Tên mới của hợp đồng');
    expect(text).toContain(wardSystem.name);
    expect(text).toContain('sửa thông tin: Tên hợp đồng');
  });

  test('keeps an agency that ended after it was named, until it is unticked', async () => {
    const old = await buildAgency(app.database, { code: 'phuong-cu', name: 'UBND phường Cũ', kind: 'ward', parentId: world.city.id });
    const contract = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems: [system] });
    const address = `/hop-dong/${contract.id}/sua`;
    expect((await officer.post(address, { ...(await fieldsOf(officer, address)), beneficiaries: [old.id, world.ward.id] })).status).toBe(303);
    await build(app.database, async (query) => {
      await query(`UPDATE agency SET ended_on = '2026-11-01', end_ground = 'Sắp xếp tổ chức' WHERE id = $1`, [old.id]);
    });
    const shown = await fieldsOf(officer, address);
    expect(shown['beneficiaries']).toEqual(expect.arrayContaining([old.id, world.ward.id]));
    expect(load((await officer.get(address)).text)(`label:contains("UBND phường Cũ (đã kết thúc)")`)).toHaveLength(1);
    expect((await officer.post(address, { ...shown, name: 'Giữ cơ quan đã kết thúc' })).status).toBe(303);
    expect(await pageOf(officer, contract)).toContain('UBND phường Cũ');
    expect((await officer.post(address, { ...(await fieldsOf(officer, address)), beneficiaries: [world.ward.id] })).status).toBe(303);
    expect(load(await pageOf(officer, contract))('#su-dung').text()).not.toContain('UBND phường Cũ');
    expect(fieldError((await officer.post(address, { ...(await fieldsOf(officer, address)), beneficiaries: [old.id] })).text, 'beneficiaries')).toContain('đã kết thúc hoạt động');
  });

  test('by two at once: one wins, the other sees both values and keeps what was typed', async () => {
    const contract = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems: [system] });
    const address = `/hop-dong/${contract.id}/sua`;
    const [mine, theirs] = [await fieldsOf(officer, address), await fieldsOf(officer, address)];
    expect((await officer.post(address, { ...theirs, name: 'Người khác đã lưu' })).status).toBe(303);
    const answer = await officer.post(address, { ...mine, name: 'Tôi muốn lưu' });
    expect(answer.status).toBe(409);
    expect(load(answer.text)('.conflict').text()).toMatch(/Người khác đã lưu[\s\S]*Tôi muốn lưu/);
    expect(value(answer.text, 'name')).toBe('Tôi muốn lưu');
    expect((await officer.post(address, { ...mine, _version: value(answer.text, '_version'), name: 'Tôi muốn lưu' })).status).toBe(303);
  });

  test('signed terms takes a ground before the first amendment, and an amendment after it', async () => {
    const contract = await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor, systems: [system] });
    const address = `/hop-dong/${contract.id}/sua`;
    const bare = await officer.post(address, { ...(await fieldsOf(officer, address)), value: '2.000.000.000' });
    expect(fieldError(bare.text, 'correctionGround')).toContain('Nêu lý do đính chính');
    const grounded = await officer.post(address, { ...(await fieldsOf(officer, address)), value: '2.000.000.000', correctionGround: 'Nhập nhầm một chữ số' });
    expect(grounded.status).toBe(303);
    expect(await pageOf(officer, contract)).toContain('1.000.000.000\u00a0đ thành 2.000.000.000\u00a0đ. Lý do: Nhập nhầm một chữ số');
    const amendment = await officer.post(`/hop-dong/${contract.id}/phu-luc/moi`, { ...(await fieldsOf(officer, `/hop-dong/${contract.id}/phu-luc/moi`)), number: 'PL1', signedOn: '01/03/2026', value: '2.100.000.000', ground: 'Bổ sung khối lượng' });
    expect(amendment.status).toBe(303);
    const late = await officer.post(address, { ...(await fieldsOf(officer, address)), value: '2.000.000.000', correctionGround: 'Sửa lại' });
    expect(late.status).toBe(422);
    expect(late.text).toContain('chỉ thay đổi bằng phụ lục');
    const missing = await officer.post(address, { ...(await fieldsOf(officer, address)), number: '' });
    expect(fieldError(missing.text, 'number')).toContain('hợp đồng đã ký phải có đủ');
  });
});

describe('amendments', () => {
  test('change the term in force and keep what was before, with the signed file', async () => {
    const contract = await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor, systems: [system] });
    const address = `/hop-dong/${contract.id}/phu-luc/moi`;
    const typed = { number: '01/PL', signedOn: '01/03/2026', endsOn: '30/06/2028', ground: 'Gia hạn theo quyết định số 8' };
    const version = value((await officer.get(address)).text, '_version');
    const answer = await officer.postFiles(address, { ...typed, _version: version }, { files: { content: Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'), name: 'phu-luc.pdf' } });
    expect(answer.status).toBe(303);
    const text = await pageOf(officer, contract);
    expect(text).toContain('Theo hợp đồng đã ký: 30/06/2027');
    expect(text).toMatch(/30\/06\/2027[\s\S]*30\/06\/2028/);
    const file = load(text)('#tep a').attr('href') ?? '';
    expect((await officer.get(file)).status).toBe(200);
    for (const person of [world.at.auditor, world.at.city_oversight]) expect((await (await app.signIn(person)).get(file)).status).toBe(200);
    for (const person of [world.atWard.auditor, world.atWard.unit_head]) expect((await (await app.signIn(person)).get(file)).status).toBe(404);
    expect((await (await app.signIn(world.at.administrator)).get(file)).status).toBe(404);
  });

  test.each([
    ['signedOn', { signedOn: '01/01/2025' }, 'không được trước ngày ký hợp đồng'],
    ['signedOn', { signedOn: '01/12/2026' }, 'không được sau hôm nay'],
    ['endsOn', { endsOn: '30/06/2025' }, 'phải từ ngày bắt đầu (01/07/2025)'],
    ['securityValue', { securityValue: '2.000.000.000' }, 'không được lớn hơn giá trị hợp đồng'],
  ])('say at %s what is wrong', async (field, change, sentence) => {
    const address = `/hop-dong/${running.id}/phu-luc/moi`;
    const version = value((await officer.get(address)).text, '_version');
    const answer = await officer.post(address, { _version: version, number: 'PL', signedOn: '01/03/2026', endsOn: '30/06/2028', ground: 'Gia hạn', ...change });
    expect(answer.status).toBe(422);
    expect(fieldError(answer.text, field)).toContain(sentence);
  });

  test('that change nothing, and those of a planned contract, are refused', async () => {
    const address = `/hop-dong/${running.id}/phu-luc/moi`;
    const version = value((await officer.get(address)).text, '_version');
    const nothing = await officer.post(address, { _version: version, number: 'PL', signedOn: '01/03/2026', ground: 'Gia hạn' });
    expect(nothing.status).toBe(422);
    expect(nothing.text).toContain('phải thay đổi ít nhất một nội dung');
    const contract = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer });
    const refused = await officer.get(`/hop-dong/${contract.id}/phu-luc/moi`);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Chỉ ghi nhận phụ lục khi hợp đồng đang có hiệu lực');
  });
});

describe('the history of a contract', () => {
  test('shows the newest hundred events and leads to all older ones and back', async () => {
    const created = await officer.post('/hop-dong/moi', { ...planned(), name: 'Hợp đồng nhiều sự kiện' });
    const address = String(created.headers['location']);
    // A hundred and four more events of the same contract, as acts would leave them.
    await build(app.database, async (query) => {
      await query(
        `WITH made AS (
           INSERT INTO audit_event (type, occurred_at, actor_id, agency_id, canonical, hash)
           SELECT e.type, e.occurred_at, e.actor_id, e.agency_id, canonical.bytes, sha256(canonical.bytes)
             FROM generate_series(1, 104) n, audit_event e, LATERAL (SELECT convert_to(replace(convert_from(e.canonical, 'UTF8'), 'nhiều sự kiện', 'bản số ' || n || '.'), 'UTF8') AS bytes) canonical
            WHERE e.id = (SELECT max(event_id) FROM audit_event_subject WHERE subject_id = $1) ORDER BY n
           RETURNING id)
         INSERT INTO audit_event_subject (event_id, subject_kind, subject_id) SELECT id, 'contract', $1 FROM made`,
        [address.split('/').at(-1)],
      );
    });
    const newest = load((await officer.get(address)).text);
    expect(newest('#lich-su .timeline__entry')).toHaveLength(100);
    expect(newest('#lich-su a:contains("mới nhất")')).toHaveLength(0);
    const older = newest('#lich-su a:contains("cũ hơn")').attr('href') ?? '';
    expect(older).toMatch(/\?truoc=\d+#lich-su$/);
    const oldest = load((await officer.get(older.replace('#lich-su', ''))).text);
    const entries = oldest('#lich-su .timeline__entry');
    expect(entries).toHaveLength(5);
    expect(entries.first().text()).toContain('bản số 4.');
    expect(entries.last().text()).toContain('Hợp đồng nhiều sự kiện');
    expect(oldest('#lich-su a:contains("cũ hơn")')).toHaveLength(0);
    expect(oldest('#lich-su a:contains("mới nhất")').attr('href')).toBe(`${address}#lich-su`);
  });

  test.each(['x', '-1', '0', '9'.repeat(40), ''])('shows the newest when the address asks for events before "%s"', async (asked) => {
    const answer = await officer.get(`/hop-dong/${running.id}?truoc=${asked}`);
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('Xem các sự kiện mới nhất');
  });
});

describe('cancelling and files', () => {
  test('a planned contract is cancelled with a ground, once', async () => {
    const contract = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer });
    const address = `/hop-dong/${contract.id}/huy`;
    const version = value((await officer.get(address)).text, '_version');
    expect((await officer.post(address, { _version: version, ground: '' })).status).toBe(422);
    expect((await officer.post(address, { _version: version, ground: 'Thay đổi kế hoạch' })).status).toBe(303);
    const text = await pageOf(officer, contract);
    expect(text).toContain('hủy hợp đồng dự kiến. Căn cứ: Thay đổi kế hoạch');
    for (const closed of [`/hop-dong/${contract.id}/sua`, address, `/hop-dong/${running.id}/huy`]) expect((await officer.get(closed)).status).toBe(409);
  });

  test('attaching needs a file', async () => {
    const answer = await officer.post(`/hop-dong/${running.id}/tep`, { purpose: 'Hợp đồng bản ký' });
    expect(answer.status).toBe(422);
    expect(fieldError(answer.text, 'files')).toContain('Chọn ít nhất một tệp');
  });
});

describe('who may', () => {
  test('others of the agency read, and are told which role an act needs', async () => {
    for (const role of ['it_officer', 'unit_head', 'auditor', 'records_clerk', 'city_oversight'] as const) {
      const visitor = await app.signIn(world.at[role]);
      expect((await visitor.get(`/hop-dong/${running.id}`)).status).toBe(200);
      const refused = await visitor.get(`/hop-dong/${running.id}/sua`);
      expect(refused.status).toBe(403);
      expect(refused.text).toContain('Cán bộ đầu mối hợp đồng');
    }
  });

  test('a beneficiary agency reads but its officer changes nothing; a stranger meets nothing', async () => {
    const beneficiary = await app.signIn(world.atWard.procurement_officer);
    expect((await beneficiary.get(`/hop-dong/${running.id}`)).status).toBe(200);
    expect((await beneficiary.get(`/hop-dong/${running.id}/sua`)).status).toBe(403);
    expect((await beneficiary.get(`/hop-dong/${running.id}`)).text).not.toContain('Sửa thông tin');
    const secret = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer });
    for (const address of ['', '/sua', '/huy', '/phu-luc/moi', '/tep', '/chuyen-co-quan']) expect((await beneficiary.get(`/hop-dong/${secret.id}${address}`)).status).toBe(404);
    expect((await officer.post('/hop-dong/moi', { ...planned(), agency: world.ward.id })).status).toBe(403);
  });
});

describe('what a beneficiary agency sees', () => {
  test('is facts, systems, term and history; files and every amount stay with the agency and those who supervise it', async () => {
    const contract = await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor, systems: [system], value: 4_321_000_000n, name: 'Vận hành kho dữ liệu dùng chung' });
    const amendment = `/hop-dong/${contract.id}/phu-luc/moi`;
    const version = value((await officer.get(amendment)).text, '_version');
    const amended = await officer.postFiles(amendment, { _version: version, number: '01/PL', signedOn: '01/03/2026', endsOn: '30/06/2028', value: '5.432.000.000', ground: 'Bổ sung khối lượng' }, { files: { content: Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'), name: 'ban-ky.pdf' } });
    expect(amended.status).toBe(303);

    const beneficiary = await app.signIn(world.atWard.unit_head);
    const seen = load(await pageOf(beneficiary, contract));
    expect(seen('#thong-tin').text()).toContain(vendor.name);
    expect(seen('#su-dung').text()).toContain(system.name);
    expect(seen('#ket-thuc').text()).toContain('30/06/2028');
    expect(seen('#phu-luc').text()).toMatch(/30\/06\/2027\s*30\/06\/2028/);
    expect(seen('#lich-su').text()).toContain('Giá trị hợp đồng');
    expect(seen('#tep, #gia-tri')).toHaveLength(0);
    expect(seen('main').text()).not.toMatch(/4\.321\.000\.000|5\.432\.000\.000|ban-ky/);
    expect((await beneficiary.get('/hop-dong?q=kho+du+lieu+dung+chung')).text).not.toContain('5.432.000.000');

    for (const person of [world.at.unit_head, world.at.auditor, world.at.city_oversight]) {
      const examiner = await app.signIn(person);
      const page = load(await pageOf(examiner, contract));
      expect(page('#gia-tri').text()).toContain('5.432.000.000\u00a0đ');
      expect(page('#lich-su').text()).toContain('4.321.000.000\u00a0đ thành 5.432.000.000\u00a0đ');
      expect(page('#tep a').text()).toContain('ban-ky');
      expect((await examiner.get('/hop-dong?q=kho+du+lieu+dung+chung')).text).toContain('5.432.000.000\u00a0đ');
    }
  });
});

test('who signs for the head under a delegation sees contracts and systems as the head does', async () => {
  const deputy = await buildPerson(app.database, { login: 'pho-thu-truong-hd' });
  await buildDelegation(app.database, { head: world.at.unit_head, delegate: deputy, agency: world.department, areas: ['violations'] });
  const visitor = await app.signIn(deputy);
  expect(load(await pageOf(visitor, running))('#gia-tri, #tep')).toHaveLength(2);
  expect(load((await visitor.get(`/he-thong/${system.id}`)).text)('#lich-su')).toHaveLength(1);
  expect((await visitor.get(`/hop-dong/${running.id}/sua`)).status).toBe(403);
});

describe('what a beneficiary agency is told on its home page', () => {
  const newsOf = async (person: Parameters<TestApp['signIn']>[0]): Promise<string> => load((await (await app.signIn(person)).get('/')).text)('section[aria-labelledby="thong-bao"]').text();
  const register = async (fields: Record<string, string | readonly string[]>): Promise<string> => {
    const answer = await officer.post('/hop-dong/moi', { ...planned(), ...fields });
    expect(answer.status).toBe(303);
    return String(answer.headers['location']);
  };

  test('is what happened to contracts of others, newest first, without amounts', async () => {
    const contract = await register({ name: 'Thuê kênh truyền thử tin tức' });
    const version = value((await officer.get(`${contract}/huy`)).text, '_version');
    expect((await officer.post(`${contract}/huy`, { _version: version, ground: 'Dừng việc thuê' })).status).toBe(303);
    const running = await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor, systems: [system], name: 'Vận hành thử tin tức' });
    const amendment = `/hop-dong/${running.id}/phu-luc/moi`;
    expect((await officer.post(amendment, { ...(await fieldsOf(officer, amendment)), number: '01/TT', signedOn: '01/03/2026', value: '7.654.000.000', ground: 'Bổ sung' })).status).toBe(303);
    const news = await newsOf(world.atWard.unit_head);
    expect(news).toMatch(/Vận hành thử tin tức \(Sở Thử Nghiệm\): ghi nhận phụ lục 01\/TT[\s\S]*tin tức \(Sở Thử Nghiệm\): hủy hợp đồng dự kiến[\s\S]*tin tức \(Sở Thử Nghiệm\): lập hợp đồng dự kiến/);
    expect(news).not.toContain('7.654.000.000');
    const ofBoth = await buildPerson(app.database, { login: 'thanh-tra-hai-noi' });
    for (const agency of [world.department, world.ward]) await giveRole(app.database, { person: ofBoth, role: 'auditor', agency, by: world.at.administrator });
    for (const person of [world.at.unit_head, world.at.city_oversight, ofBoth]) expect(await newsOf(person)).not.toContain('tin tức');
  });

  test('is that it benefits from now on, by name or by a system of its own; other changes are no news', async () => {
    const alone = await register({ name: 'Hợp đồng nêu phường', serviceKind: 'licences', systems: [], withoutSystem: 'co' });
    const address = `${alone}/sua`;
    expect(await newsOf(world.atWard.unit_head)).not.toContain('Hợp đồng nêu phường');
    expect((await officer.post(address, { ...(await fieldsOf(officer, address)), beneficiaries: [world.ward.id] })).status).toBe(303);
    expect((await officer.post(address, { ...(await fieldsOf(officer, address)), packageCode: 'IB2600099999-00' })).status).toBe(303);
    const news = await newsOf(world.atWard.unit_head);
    expect(news).toContain('Hợp đồng nêu phường (Sở Thử Nghiệm): nêu đơn vị là cơ quan thụ hưởng');
    expect(news).not.toContain('sửa thông tin');
    const own = await buildSystem(app.database, { agency: world.department, name: 'Hệ thống riêng của sở' });
    const tied = await register({ name: 'Hợp đồng thêm hệ thống', systems: [own.id] });
    const shown = await fieldsOf(officer, `${tied}/sua`);
    expect((await officer.post(`${tied}/sua`, { ...shown, systems: [own.id, system.id] })).status).toBe(303);
    expect(await newsOf(world.atWard.auditor)).toContain('Hợp đồng thêm hệ thống (Sở Thử Nghiệm): đưa vào phạm vi hợp đồng hệ thống');
  });

  test('stands among the news of systems in the order of time', async () => {
    const amended = await buildSystem(app.database, { agency: world.department, name: 'Hệ thống báo tin' });
    const itOfficer = await app.signIn(world.at.it_officer);
    await register({ name: 'Hợp đồng báo tin trước' });
    await app.setNow('2026-11-20T12:01:00+07:00');
    const fields = { ...(await fieldsOf(itOfficer, `/he-thong/${amended.id}/sua`)), beneficiaryIds: [world.ward.id] };
    expect((await itOfficer.post(`/he-thong/${amended.id}/sua`, fields)).status).toBe(303);
    await app.setNow('2026-11-20T12:02:00+07:00');
    await register({ name: 'Hợp đồng báo tin sau' });
    const news = await newsOf(world.atWard.unit_head);
    await app.setNow(NOON);
    expect(news).toMatch(/Hợp đồng báo tin sau[\s\S]*Hệ thống báo tin[\s\S]*Hợp đồng báo tin trước/);
  });

  test('is at most ten, and nothing older than thirty days', async () => {
    for (let made = 0; made < 11; made += 1) await register({ name: `Tin thứ ${String(made)} của đợt` });
    expect((await newsOf(world.atWard.unit_head)).match(/của đợt \(/g)).toHaveLength(10);
    await app.setNow('2026-12-22T12:00:00+07:00');
    const later = await newsOf(world.atWard.unit_head);
    await app.setNow(NOON);
    expect(later).not.toContain('của đợt');
  });
});

describe('another agency takes over', () => {
  const typed = (): Record<string, string> => ({ toAgencyId: world.ward.id, documentNumber: '15/NQ-HĐND', documentDay: '01/10/2026', effectiveOn: '01/11/2026', reason: 'Sắp xếp tổ chức' });
  const requested = async (): Promise<{ contract: BuiltContract; href: string }> => {
    const contract = await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor });
    expect((await officer.post(`/hop-dong/${contract.id}/chuyen-co-quan`, typed())).status).toBe(303);
    const [row] = await app.database.asApplication<{ id: string }>('SELECT id FROM contract_transfer WHERE contract_id = $1', [contract.id]);
    return { contract, href: `/chuyen-co-quan/${row?.id ?? ''}` };
  };

  test('when its head accepts: the contract is theirs with its history, the giver goes on reading', async () => {
    const { contract, href } = await requested();
    const head = await app.signIn(world.atWard.unit_head);
    expect((await head.get('/')).text).toContain('Quyết định tiếp nhận hợp đồng');
    expect((await head.get(href)).text).toContain('theo văn bản số 15/NQ-HĐND ngày 01/10/2026');
    expect((await officer.get(href)).status).toBe(404);
    expect((await head.post(`${href}/tiep-nhan`, {}, href)).status).toBe(303);
    const text = await pageOf(await app.signIn(world.atWard.procurement_officer), contract);
    expect(text).toContain(`Tiếp nhận từ ${world.department.name}`);
    expect(text).toContain('Sửa thông tin');
    expect(await pageOf(officer, contract)).not.toContain('Sửa thông tin');
    expect((await head.post(`${href}/tiep-nhan`, {}, '/')).status).toBe(409);
  });

  test('or returns it with a reason; a second request before that is refused', async () => {
    const { contract, href } = await requested();
    const again = await officer.post(`/hop-dong/${contract.id}/chuyen-co-quan`, typed());
    expect(again.status).toBe(422);
    expect(again.text).toContain('chờ quyết định');
    const head = await app.signIn(world.atWard.unit_head);
    expect((await head.post(href, { reason: '' })).status).toBe(422);
    expect((await head.post(href, { reason: 'Chưa đủ hồ sơ' })).status).toBe(303);
    expect(await pageOf(officer, contract)).toContain('trả lại đề nghị chuyển hợp đồng. Lý do: Chưa đủ hồ sơ');
  });

  test('or the clerk records what the head signed, with the scan', async () => {
    const { contract, href } = await requested();
    const clerk = await app.signIn(world.atWard.records_clerk);
    const paper = { outcome: 'accepted', number: '88/QĐ-UBND', date: '10/11/2026', signer: world.atWard.unit_head.id };
    expect((await clerk.post(`${href}/quyet-dinh-giay`, paper)).status).toBe(422);
    const scan = { scan: { content: Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'), name: 'quyet-dinh.pdf' } };
    expect((await clerk.postFiles(`${href}/quyet-dinh-giay`, paper, scan)).status).toBe(303);
    expect(await pageOf(clerk, contract)).toContain('ghi nhận quyết định trên giấy tiếp nhận');
  });
});

describe('filters, and the marks for cyber security', () => {
  test('narrow the register, stay in the address and ignore nonsense', async () => {
    expect((await officer.get('/hop-dong?giai-doan=cancelled')).text).toContain('Bỏ lọc: </span>Giai đoạn: Hủy');
    expect((await officer.get('/hop-dong?nam-ky=2025&han=sap-het-han')).status).toBe(200);
    expect((await officer.get('/hop-dong?nam-ky=x&han=y&giai-doan=z&sap-xep=w&trang=-1&q=%25%25')).status).toBe(200);
    for (const sort of ['so', 'ten', 'gia-tri', 'ngay-ky', 'ngay-het-han']) expect((await officer.get(`/hop-dong?sap-xep=-${sort}`)).status).toBe(200);
  });

  test('city oversight finds an agency by its name', async () => {
    const city = await app.signIn(world.at.city_oversight);
    expect((await city.get('/hop-dong?co-quan=so+thu+nghiem')).text).toContain('Sở Thử Nghiệm');
    expect((await city.get('/hop-dong?co-quan=phuong+khong+co')).text).toContain('Không có hợp đồng nào khớp');
  });

  test('shares are shown by agency and year, beside marks that are averages', async () => {
    const page = await officer.get('/hop-dong/chi-cho-an-ninh-mang');
    expect(page.text).toContain('bình quân theo cơ quan và năm');
    expect(load(page.text)('tbody tr').text()).toContain('2025');
  });
});
