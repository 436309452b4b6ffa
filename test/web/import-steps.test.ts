import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import ExcelJS from 'exceljs';
import { fieldsOfForm, idOf, sendStep, untilSettled, uploadList } from '../builders/lists.js';
import { buildVendor, type BuiltVendor } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';

/** The steps of an import that a person takes by hand, the templates, and what those see who only read. */

let app: TestApp;
let world: World;
let officer: Visitor;
let vendor: BuiltVendor;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  officer = await app.signIn(world.at.procurement_officer);
  vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
});
afterAll(() => app.close());

const HEADER = ['Số hợp đồng', 'Tên hợp đồng', 'Mã số thuế', 'Giá trị', 'Ngày ký', 'Ngày bắt đầu', 'Ngày kết thúc'];
const rowOf = (number: string): string[] => [number, `Thuê dịch vụ ${number}`, vendor.taxCode, '850 triệu đồng', '15/06/2025', '01/07/2025', '30/06/2027'];

/** A workbook of sheets given by their rows. */
async function workbook(sheets: Readonly<Record<string, readonly (readonly (string | Date)[])[]>>): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = book.addWorksheet(name);
    for (const row of rows) sheet.addRow([...row]);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

const headText = (html: string): string => load(html)('main').text().replaceAll(/\s+/g, ' ');

/** A file of the product, as bytes. */
async function download(visitor: Visitor, address: string): Promise<{ status: number; content: Buffer }> {
  const answer = await visitor.agent.get(address).buffer(true).parse((response, done) => {
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part));
    response.on('end', () => done(null, Buffer.concat(parts)));
  });
  return { status: answer.status, content: Buffer.isBuffer(answer.body) ? answer.body : Buffer.from('') };
}

describe('a workbook of several sheets', () => {
  test('is read from the sheet that is chosen, of those that it has', async () => {
    const content = await workbook({ 'Ghi chú': [['Tài liệu nội bộ']], 'HĐ 2025': [HEADER, rowOf('1/TRANG')] });
    const place = await uploadList(app, officer, 'contracts', { content, name: 'hai-trang.xlsx' });
    const asked = load((await officer.get(place)).text);
    expect(asked('form[action$="/trang-tinh"] input[name="trang"]').toArray().map((field) => asked(`label[for="${String(asked(field).attr('id'))}"]`).text().trim())).toEqual(['Ghi chú', 'HĐ 2025']);
    expect((await officer.post(`${place}/trang-tinh`, { ...fieldsOfForm(asked.html(), `${place}/trang-tinh`), trang: '7' }, place)).status).toBeGreaterThanOrEqual(400);
    expect((await sendStep(app, officer, place, 'trang-tinh', { trang: '1' })).standing).toBe('matching');
    expect(headText((await officer.get(place)).text)).toContain('Hàng 1 (tìm thấy theo tên cột)');
  });
});

describe('the row of titles', () => {
  test('is chosen by hand where it was taken for another, and its columns are matched anew; days are shown as written here', async () => {
    const content = await workbook({ 'Sổ': [['Cột A', 'Cột B'], HEADER, [...rowOf('1/TIEUDE').slice(0, 4), new Date(Date.UTC(2025, 5, 15)), '01/07/2025', '30/06/2027']] });
    const place = await uploadList(app, officer, 'contracts', { content, name: 'tieu-de.xlsx' });
    expect((await sendStep(app, officer, place, 'hang-tieu-de', { hang: '1' })).standing).toBe('matching');
    const wrong = (await officer.get(place)).text;
    expect(headText(wrong)).toContain('Hàng 1 (đã chọn)');
    const unmatched = await officer.post(`${place}/cot`, { ...fieldsOfForm(wrong, `${place}/cot`), ground: 'Theo sổ' }, place);
    expect([unmatched.status, load(unmatched.text)('.error-summary').text()]).toEqual([422, expect.stringContaining('Chưa ghép cột bắt buộc')]);
    await sendStep(app, officer, place, 'hang-tieu-de', { hang: '2' });
    const right = (await officer.get(place)).text;
    expect(headText(right)).toContain('Hàng 2 (đã chọn)');
    expect(headText(right)).toContain('Ví dụ: 15/06/2025');
    expect((await sendStep(app, officer, place, 'cot', { ground: 'Theo sổ theo dõi năm 2025' })).standing).toBe('review');
  });
});

describe('templates', () => {
  test.each([
    ['contracts', 'Số hợp đồng', 'procurement_officer'], ['packages', 'Mã TBMT', 'procurement_officer'], ['vendors', 'Mã số thuế', 'procurement_officer'],
    ['vendor-people', 'Mã số thuế bên cung cấp', 'procurement_officer'], ['systems', 'Mã hoặc tên viết tắt', 'it_officer'], ['data-assets', 'Hệ thống thông tin', 'it_officer'],
  ] as const)('of %s begins with its columns and says how to fill them in', async (kind, first, role) => {
    const holder = await app.signIn(world.at[role]);
    const { status, content } = await download(holder, `/nhap-danh-sach/mau/${kind}`);
    expect(status).toBe(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(new Uint8Array(content).buffer);
    expect(book.worksheets[0]?.getCell('A1').text).toBe(first);
    expect(book.worksheets.map(({ name }) => name)).toContain('Hướng dẫn');
  });

  test('are for those who bring that kind in, and there is none of a kind unknown', async () => {
    expect((await officer.get('/nhap-danh-sach/mau/systems')).status).toBe(403);
    expect((await officer.get('/nhap-danh-sach/mau/gi-do')).status).toBe(404);
  });
});

describe('those who only read', () => {
  test.each(['unit_head', 'auditor'] as const)('%s sees what was brought in, and no act', async (role) => {
    const content = await workbook({ 'Sổ': [HEADER, rowOf(`9/${role}`), ['8/SAI', '', '', '', '', '', '']] });
    const place = await uploadList(app, officer, 'contracts', { content, name: `${role}.xlsx` });
    await sendStep(app, officer, place, 'cot', { ground: 'Theo sổ' });
    const reader = await app.signIn(world.at[role]);
    const register = load((await reader.get('/nhap-danh-sach')).text);
    expect([register(`a[href="${place}"]`).length, register('a[href^="/nhap-danh-sach/moi"]').length]).toEqual([1, 0]);
    const review = await reader.get(place);
    expect([review.status, headText(review.text).includes(`9/${role}`)]).toEqual([200, true]);
    expect(load(review.text)('main form').length).toBe(0);
    expect((await reader.post(`${place}/nhap`, {}, '/nhap-danh-sach')).status).toBe(403);
    await sendStep(app, officer, place, 'nhap');
    expect(await untilSettled(app, idOf(place))).toBe('done');
    const result = load((await reader.get(place)).text);
    expect([result('a[href$="/dong-chua-nhap"]').length, result('a[href$="/hoan-tac"]').length]).toEqual([1, 0]);
    expect((await download(reader, `${place}/dong-chua-nhap`)).status).toBe(200);
    expect((await (await app.signIn(world.atWard[role])).get(place)).status).toBe(404);
  });
});

test('nothing went wrong unheard', () => {
  expect(app.loggedErrors).toEqual([]);
});
