import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildPlannedContract, buildTransitionalContract, type BuiltContract } from '../builders/contracts.js';
import { buildDataAsset, buildSystem, type BuiltSystem } from '../builders/systems.js';
import { buildVendor, type BuiltVendor } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';

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
    expect(page.text).toContain('chưa có báo cáo đánh giá rủi ro');
    expect(page.text).toContain('khoản 1 Điều 6 dự thảo Quy chế');
    expect(page.text).toContain('1.250.000.000 đ');
    expect(page.text).toContain('Hồ sơ công dân');
    expect(page.text).toContain('lập hợp đồng dự kiến');
    expect(load(page.text)('form[action$="/ky"]')).toHaveLength(0);
  });

  test.each([
    ['name', { name: '' }, 'Nhập Tên hợp đồng.'],
    ['name', { name: 'x'.repeat(501) }, 'nhiều nhất 500 ký tự'],
    ['number', { number: 'a\u0000b' }, 'ký tự điều khiển'],
    ['value', { value: '-5' }, 'không được là số âm'],
    ['value', { value: '12,5 tỷ' }, 'không phải là số tiền'],
    ['securityValue', { value: '100', securityValue: '200' }, 'không được lớn hơn giá trị hợp đồng (100 đ)'],
    ['endsOn', { startsOn: '01/03/2026', endsOn: '28/02/2026' }, 'phải từ ngày bắt đầu (01/03/2026) trở đi'],
    ['endsOn', { endsOn: '30/02/2026' }, 'không phải là ngày có thật'],
    ['systems', { systems: [] }, 'Chọn hệ thống thông tin'],
    ['systems', { systems: [], withoutSystem: 'co' }, 'phải gắn với ít nhất một hệ thống'],
    ['operatorName', { operator: 'other-organization' }, 'Nhập tên tổ chức vận hành'],
    ['operator', { operator: '' }, 'Chọn đơn vị vận hành'],
    ['hireGround', { hireAnswer: 'confirmed-not-allowed' }, 'văn bản của cán bộ pháp chế'],
    ['vendorTaxCode', { vendorTaxCode: '0100112438' }, 'chữ số kiểm tra'],
    ['vendorTaxCode', { vendorTaxCode: '0100112437' }, 'Chưa có bên cung cấp nào'],
  ])('keeps what was typed and says at %s what is wrong', async (field, change, sentence) => {
    const answer = await officer.post('/hop-dong/moi', { ...planned(), scope: 'Giữ nguyên phần đã nhập', ...change });
    expect(answer.status).toBe(422);
    expect(fieldError(answer.text, field)).toContain(sentence);
    expect(answer.text).toContain('Giữ nguyên phần đã nhập');
    expect(load(answer.text)(`.error-summary a[href="#${field}"]`)).toHaveLength(1);
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

  test('finds by vendor, with or without diacritics', async () => {
    expect((await officer.get('/hop-dong?q=giai+phap+so')).text).toContain('07/2025/HĐ-TN');
    expect((await officer.get('/hop-dong?q=khong-co-gi')).text).toContain('Không có hợp đồng nào khớp');
  });
});
