import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import ExcelJS from 'exceljs';
import { buildTransitionalContract } from '../builders/contracts.js';
import { buildVendor, type BuiltVendor } from '../builders/vendors.js';
import { countsOf, csvOf, faultsOf, fieldsOfForm, idOf, sendStep, untilSettled, uploadList } from '../builders/lists.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';

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

const header = ['Số hợp đồng', 'Tên hợp đồng', 'Mã số thuế', 'Giá trị', 'Ngày ký', 'Ngày bắt đầu', 'Ngày kết thúc'];
const row = (number: string, change: Partial<Record<number, string>> = {}): string[] =>
  [number, `Thuê dịch vụ của hợp đồng ${number}`, vendor.taxCode, '1.234.567.890', '15/06/2025', '01/07/2025', '30/06/2027'].map((cell, place) => change[place] ?? cell);
const file = (rows: readonly (readonly string[])[], name = 'hop-dong.csv') => ({ content: csvOf([header, ...rows]), name });
const ground = { ground: 'Theo sổ theo dõi hợp đồng năm 2025' };

const counts = (some: Partial<Record<string, number>>): Record<string, number> => ({ new: 0, changed: 0, unchanged: 0, asked: 0, wrong: 0, 'left-out': 0, ...some });

/** Brings a list in, step by step, as its columns were matched by themselves. */
async function bringIn(visitor: Visitor, kind: string, list: { readonly content: Buffer; readonly name: string }, fields: Readonly<Record<string, string>> = {}): Promise<string> {
  const place = await uploadList(app, visitor, kind, list);
  const matched = await sendStep(app, visitor, place, 'cot', fields);
  if (matched.standing !== 'review') throw new Error(`${matched.standing}: ${load(matched.text)('.error-summary').text()}`);
  const started = await sendStep(app, visitor, place, 'nhap');
  if (started.standing !== 'done') throw new Error(`${started.standing}: ${load(started.text)('.error-summary').text()} ${(await faultsOf(app, place)).join('; ')}`);
  return place;
}

async function contractsOf(numbers: readonly string[]): Promise<{ number: string; phase: string; entry_kind: string; value: bigint; version: number }[]> {
  return app.database.asOwner('SELECT number, phase, entry_kind, value, version FROM contract WHERE number = ANY ($1) ORDER BY number', [numbers]);
}

describe('a list of running contracts', () => {
  test('comes in as hợp đồng chuyển tiếp, each contract with its event', async () => {
    const place = await uploadList(app, officer, 'contracts', file([row('1/A'), row('2/A', { 3: '850 triệu đồng' })]));
    const matched = await sendStep(app, officer, place, 'cot', ground);
    expect([matched.status, matched.standing, await faultsOf(app, place)]).toEqual([303, 'review', []]);
    expect(await countsOf(app, place)).toEqual({ new: 2, changed: 0, unchanged: 0, asked: 0, wrong: 0, 'left-out': 0 });
    expect((await contractsOf(['1/A', '2/A'])).length).toBe(0);
    const started = await sendStep(app, officer, place, 'nhap');
    expect([started.status, started.standing]).toEqual([303, 'done']);
    expect(await contractsOf(['1/A', '2/A'])).toEqual([
      expect.objectContaining({ number: '1/A', phase: 'active', entry_kind: 'transitional', value: 1_234_567_890n }),
      expect.objectContaining({ number: '2/A', value: 850_000_000n }),
    ]);
    expect(app.loggedErrors).toEqual([]);
  });

  test('is chased for the question whether the hire is allowed, until somebody answers it', async () => {
    await bringIn(officer, 'contracts', file([row('1/HOI')]), ground);
    const [contract] = await app.database.asOwner<{ id: string }>(`SELECT id FROM contract WHERE number = '1/HOI'`);
    const address = `/hop-dong/${contract?.id ?? ''}/sua`;
    const open = (): Promise<unknown[]> => app.database.asOwner(`SELECT role FROM contract_hire_task WHERE subject_id = $1`, [contract?.id]);
    expect(await open()).toEqual([{ role: 'procurement_officer' }]);
    expect(load((await officer.get('/viec-can-lam')).text)(`a[href="${address}"]`).text()).toContain('Trả lời việc thuê');
    const answered = await officer.post(address, { ...fieldsOfForm((await officer.get(address)).text, address), hireAnswer: 'not-concerned', serviceKind: 'licences', withoutSystem: '1' }, address);
    expect([answered.status, load(answered.text)('.error-summary').text(), await open()]).toEqual([303, '', []]);
  });

  test('changes nothing the second time, and its rows are counted as they are', async () => {
    const rows = [row('3/A'), row('4/A')];
    await bringIn(officer, 'contracts', file(rows), ground);
    const before = await app.database.asOwner('SELECT count(*) FROM contract');
    const place = await uploadList(app, officer, 'contracts', file(rows));
    await sendStep(app, officer, place, 'cot', { ...ground, onExisting: 'update' });
    expect(await countsOf(app, place)).toEqual(counts({ unchanged: 2 }));
    const again = await officer.post(`${place}/nhap`, { onExisting: 'update', _version: '' }, place);
    expect([again.status, load(again.text)('.error-summary').text()]).toEqual([409, expect.stringContaining('Không có dòng nào để nhập')]);
    expect(await app.database.asOwner('SELECT count(*) FROM contract')).toEqual(before);
  });

  test('updates, skips or stops at rows that are there, as chosen', async () => {
    await bringIn(officer, 'contracts', file([row('5/A'), row('6/A')]), ground);
    const dearer = [row('5/A', { 3: '2.000.000.000' }), row('7/A')];
    const stopped = await uploadList(app, officer, 'contracts', file(dearer));
    await sendStep(app, officer, stopped, 'cot', { ...ground, onExisting: 'stop' });
    expect(await countsOf(app, stopped)).toEqual(counts({ new: 1, changed: 1 }));
    expect((await sendStep(app, officer, stopped, 'nhap')).status).toBe(409);
    expect((await contractsOf(['5/A', '7/A'])).map(({ value }) => value)).toEqual([1_234_567_890n]);
    expect((await sendStep(app, officer, stopped, 'nhap', { onExisting: 'skip' })).standing).toBe('done');
    expect((await contractsOf(['5/A', '7/A'])).map(({ value }) => value)).toEqual([1_234_567_890n, 1_234_567_890n]);
    await bringIn(officer, 'contracts', file(dearer), { ...ground, onExisting: 'update' });
    expect((await contractsOf(['5/A', '7/A'])).map(({ value, version }) => [value, version])).toEqual([[2_000_000_000n, 2], [1_234_567_890n, 1]]);
  });

  test('says at each cell what is wrong, and gives the rejected rows back to be put right', async () => {
    const place = await bringIn(officer, 'contracts', file([
      row('8/A'), row('9/A', { 2: '0100109107' }), row('10/A', { 3: 'nhiều tiền' }), row('11/A', { 4: '31/02/2025' }), row('12/A', { 6: '30/06/2024' }), row('8/A'), row('13/A', { 4: '15/06/2026' }),
    ]), ground);
    expect(await faultsOf(app, place)).toEqual([
      '3: vendorTaxCode tax-code-check-digit', '4: value not-money', '5: signedOn impossible-day', '6: endsOn ends-before-start', '7: number same-as-row', '8: signedOn signed-after-adoption',
    ]);
    expect((await contractsOf(['8/A', '9/A', '10/A', '11/A', '12/A', '13/A'])).map(({ number }) => number)).toEqual(['8/A']);
    const rejected = await officer.agent.get(`${place}/dong-chua-nhap`).responseType('blob');
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(rejected.body);
    const sheet = workbook.worksheets[0];
    expect(sheet?.rowCount).toBe(7);
    expect(sheet?.getRow(3).getCell(9).text).toContain('không phải là số tiền');
    // Put right and brought in again as it is: the columns of errors are left out by themselves.
    sheet?.eachRow((line, number) => {
      if (number === 1) return;
      row('').slice(2).forEach((cell, column) => {
        line.getCell(column + 3).value = cell;
      });
    });
    sheet?.spliceRows(6, 1);
    const corrected = { content: Buffer.from(await workbook.xlsx.writeBuffer()), name: 'da-sua.xlsx' };
    const second = await bringIn(officer, 'contracts', corrected, ground);
    expect([await faultsOf(app, second), await countsOf(app, second)]).toEqual([[], counts({ new: 5 })]);
  });

  test('is not half there: what fails at the end leaves nothing, and the review says so', async () => {
    const place = await uploadList(app, officer, 'contracts', file([row('14/A'), row('15/A')]));
    await sendStep(app, officer, place, 'cot', ground);
    // Somebody enters one of the contracts by hand meanwhile.
    await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor, number: '15/A' });
    expect((await sendStep(app, officer, place, 'nhap')).standing).toBe('review');
    expect((await contractsOf(['14/A', '15/A'])).map(({ number }) => number)).toEqual(['15/A']);
    expect((await officer.get(place)).text).toContain('vừa thay đổi nên chưa nhập gì');
    expect(await countsOf(app, place)).toEqual(counts({ new: 1, changed: 1 }));
  });

  test('is taken back as a whole while nothing was built on it', async () => {
    const made = await bringIn(officer, 'contracts', file([row('16/A'), row('17/A')]), ground);
    const changed = await bringIn(officer, 'contracts', file([row('16/A', { 3: '3.000.000.000' }), row('18/A')]), { ...ground, onExisting: 'update' });
    // The second import stands on the first.
    expect((await officer.get(`${made}/hoan-tac`)).text).toContain('Chưa thể hoàn tác');
    expect((await officer.post(`${made}/hoan-tac`, { ground: 'Nhập nhầm' }, `${made}/hoan-tac`)).status).toBe(422);
    const undone = await officer.post(`${changed}/hoan-tac`, { ground: 'Nhập nhầm tệp' });
    expect([undone.status, await untilSettled(app, idOf(changed))]).toEqual([303, 'undone']);
    expect((await contractsOf(['16/A', '17/A', '18/A'])).map(({ number, value }) => [number, value])).toEqual([['16/A', 1_234_567_890n], ['17/A', 1_234_567_890n]]);
    // What was taken back stands against nothing any more.
    await officer.post(`${made}/hoan-tac`, { ground: 'Nhập nhầm tệp' });
    expect(await untilSettled(app, idOf(made))).toBe('undone');
    expect(await contractsOf(['16/A', '17/A', '18/A'])).toEqual([]);
  });
});

describe('names in a list', () => {
  test('a near vendor is asked about once, never taken; the answer counts for all its rows and is remembered', async () => {
    const named = await buildVendor(app.database, { by: world.at.procurement_officer, name: 'Công ty cổ phần Giải pháp số Bình Minh' });
    const list = (first: number) => ({
      content: csvOf([[...header.slice(0, 2), 'Nhà thầu', ...header.slice(3)], ...[0, 1].map((place) => row(`${String(first + place)}/B`, { 2: 'Cty CP Giai phap so Binh Mimh' }))]), name: 'ten-gan-giong.csv',
    });
    const place = await uploadList(app, officer, 'contracts', list(1));
    await sendStep(app, officer, place, 'cot', ground);
    expect(await countsOf(app, place)).toEqual(counts({ asked: 2 }));
    const asked = load((await officer.get(place)).text)('form[action$="/tra-loi"] fieldset');
    expect([asked.length, asked.text()]).toEqual([1, expect.stringContaining(named.name)]);
    await sendStep(app, officer, place, 'tra-loi', { 'hoi-0': named.id });
    expect(await countsOf(app, place)).toEqual(counts({ new: 2 }));
    expect((await sendStep(app, officer, place, 'nhap')).standing).toBe('done');
    const next = await uploadList(app, officer, 'contracts', list(3));
    await sendStep(app, officer, next, 'cot', ground);
    expect(await countsOf(app, next)).toEqual(counts({ new: 2 }));
    expect((await officer.get(next)).text).toContain('1 câu hỏi, đã trả lời cả');
  });

  test('a tax code beside the name of another vendor is asked about: one of the two is wrong', async () => {
    const list = { content: csvOf([[...header, 'Bên B'], [...row('7/MST'), 'Công ty Khác Hẳn Không Liên Quan']]), name: 'ma-so-thue-va-ten.csv' };
    const place = await uploadList(app, officer, 'contracts', list);
    await sendStep(app, officer, place, 'cot', ground);
    expect(await countsOf(app, place)).toEqual(counts({ asked: 1 }));
    const asked = load((await officer.get(place)).text)('form[action$="/tra-loi"] fieldset').text();
    expect([asked.includes(vendor.taxCode), asked.includes('Công ty Khác Hẳn Không Liên Quan')]).toEqual([true, true]);
    await sendStep(app, officer, place, 'tra-loi', { 'hoi-0': vendor.id });
    expect(await countsOf(app, place)).toEqual(counts({ new: 1 }));
    expect((await officer.get(place)).text).toContain('lấy theo mã số thuế');
  });

  test('a list is for the own agency only, and tells nothing of what others have', async () => {
    await buildTransitionalContract(app.database, { agency: world.ward, by: world.atWard.procurement_officer, vendor, number: '1/PHUONG' });
    const list = { content: csvOf([[...header, 'Cơ quan'], [...row('1/PHUONG'), world.ward.name], [...row('2/PHUONG'), world.ward.name], [...row('1/C'), world.department.name]]), name: 'cua-phuong.csv' };
    const place = await uploadList(app, officer, 'contracts', list);
    await sendStep(app, officer, place, 'cot', ground);
    expect(await faultsOf(app, place)).toEqual(['2: agency agency-without-right', '3: agency agency-without-right']);
    expect(await countsOf(app, place)).toEqual(counts({ new: 1, wrong: 2 }));
  });
});

describe('the other kinds', () => {
  test('tender packages come in as Dự kiến: the last revision of each, the inviting body as the source wrote it', async () => {
    const list = {
      content: csvOf([
        ['Mã TBMT', 'Tên gói thầu', 'Bên mời thầu', 'Địa điểm', 'Thời điểm đăng tải', 'Hình thức', 'Trạng thái'],
        ['IB2500000101-00', 'Thuê phần mềm quản lý', `: ${world.department.name}`, 'Địa điểm : Thành phố Hải Phòng;', ': 21/07/2025 - 11:42', 'Qua mạng', 'Có nhà thầu trúng thầu'],
        ['IB2500000101-01', 'Thuê phần mềm quản lý (sửa đổi)', world.department.name, 'Thành phố Hải Phòng', '22/07/2025 - 11:42', 'Qua mạng', 'Có nhà thầu trúng thầu'],
        ['IB2500000102-00', 'Thuê máy chủ', world.department.name, 'Thành phố Hải Phòng', '22/07/2025', 'Qua mạng', 'Đã huỷ thầu'],
      ]),
      name: 'goi-thau.csv',
    };
    const place = await bringIn(officer, 'packages', list);
    expect([await faultsOf(app, place), await countsOf(app, place)]).toEqual([[], counts({ new: 1, 'left-out': 2 })]);
    expect(await app.database.asOwner(`SELECT package_code, phase, inviting_body, number FROM contract WHERE package_code LIKE 'IB25000001%'`)).toEqual([
      { package_code: 'IB2500000101-01', phase: 'planned', inviting_body: world.department.name, number: null },
    ]);
  });

  test('vendors and their people come in, a second time they stay as they are', async () => {
    const vendors = { content: csvOf([['MST', 'Tên công ty', 'Địa chỉ'], ['100109106', 'Công ty Một', 'Hải Phòng'], [vendor.taxCode, 'Tên khác', 'Hải Phòng']]), name: 'ncc.csv' };
    const place = await bringIn(officer, 'vendors', vendors, { onExisting: 'skip' });
    expect([await faultsOf(app, place), await countsOf(app, place)]).toEqual([[], counts({ new: 1, changed: 1 })]);
    expect(await app.database.asOwner(`SELECT name, kind FROM vendor WHERE tax_code = '0100109106'`)).toEqual([{ name: 'Công ty Một', kind: 'domestic_company' }]);
    const people = { content: csvOf([['MST', 'Họ tên', 'Số CCCD', 'Năm sinh', 'Chức vụ'], ['0100109106', 'Nguyễn Minh Họa', '031090001234', '1990', 'Kỹ sư']]), name: 'nhan-su.csv' };
    const first = await bringIn(officer, 'vendor-people', people);
    expect([await faultsOf(app, first), await countsOf(app, first)]).toEqual([[], counts({ new: 1 })]);
    expect(await app.database.asOwner(`SELECT identity_tail, birth_year FROM vendor_person WHERE full_name = 'Nguyễn Minh Họa'`)).toEqual([{ identity_tail: '1234', birth_year: 1990 }]);
    const again = await uploadList(app, officer, 'vendor-people', people);
    await sendStep(app, officer, again, 'cot');
    expect(await countsOf(app, again)).toEqual(counts({ unchanged: 1 }));
  });

  test('systems and their data come in through the IT officer, who brings no contracts in', async () => {
    const it = await app.signIn(world.at.it_officer);
    const systems = { content: csvOf([['Mã hệ thống', 'Tên hệ thống', 'Chức năng', 'TTHC', 'Cấp độ'], ['MCDT', 'Một cửa điện tử', 'Tiếp nhận hồ sơ', 'Có', '3'], ['TDT', 'Thư điện tử', 'Gửi nhận thư', 'không', '']]), name: 'he-thong.csv' };
    const place = await bringIn(it, 'systems', systems);
    expect([await faultsOf(app, place), await countsOf(app, place)]).toEqual([[], counts({ new: 2 })]);
    const assets = { content: csvOf([['Hệ thống', 'Tên dữ liệu', 'Loại dữ liệu', 'Nhà nước quản lý', 'Số người', 'Nơi lưu trữ'], ['MCDT', 'Hồ sơ công dân', 'Dữ liệu cá nhân cơ bản', 'x', '1.200', 'Trung tâm dữ liệu']]), name: 'du-lieu.csv' };
    const second = await bringIn(it, 'data-assets', assets);
    expect([await faultsOf(app, second), await countsOf(app, second)]).toEqual([[], counts({ new: 1 })]);
    // The data stand on the system: the list of systems is not taken back before them.
    expect((await it.get(`${place}/hoan-tac`)).text).toContain('Chưa thể hoàn tác');
    await it.post(`${second}/hoan-tac`, { ground: 'Nhập thử' });
    expect(await untilSettled(app, idOf(second))).toBe('undone');
    await it.post(`${place}/hoan-tac`, { ground: 'Nhập thử' });
    expect(await untilSettled(app, idOf(place))).toBe('undone');
    expect(await app.database.asOwner(`SELECT code FROM information_system WHERE code IN ('MCDT', 'TDT')`)).toEqual([]);
    expect((await it.postFiles('/nhap-danh-sach/moi', { loai: 'contracts' }, { tep: file([row('99/A')]) })).status).toBe(403);
  });
});

test('nothing went wrong unheard', () => {
  expect(app.loggedErrors).toEqual([]);
});
