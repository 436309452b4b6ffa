import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { pdfFile } from '../builders/sample-files.js';
import { buildVendor, buildVendorPerson, inventedTaxCode, type BuiltVendor } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';

let app: TestApp;
let world: World;
let officer: Visitor;
let wardOfficer: Visitor;
let auditor: Visitor;
let known: BuiltVendor;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  [officer, wardOfficer, auditor] = await Promise.all([
    app.signIn(world.at.procurement_officer),
    app.signIn(world.atWard.procurement_officer),
    app.signIn(world.at.auditor),
  ]);
  known = await buildVendor(app.database, { by: world.at.procurement_officer, name: 'Công ty Cổ phần Đám Mây Minh Họa', shortName: 'DMMH' });
});
afterAll(() => app.close());

const particulars = (number: number) => ({
  taxCode: inventedTaxCode(number),
  name: `Công ty TNHH Thử Nghiệm ${number}`,
  shortName: '',
  kind: 'domestic_company',
  address: 'Số 5 phố Thử Nghiệm, Hải Phòng',
  phone: '',
  email: '',
  note: '',
  ceasedOn: '',
});

const errorsOf = (html: string): string[] =>
  load(html)('.error-summary__list li')
    .map((_, item) => load(html)(item).text().trim())
    .get();

describe('registering a vendor', () => {
  test('any procurement officer registers one, and everyone of the city finds it', async () => {
    const answer = await officer.post('/ben-cung-cap/moi', { ...particulars(501), name: 'Công  ty TNHH Giải pháp số Thử Nghiệm', phone: '0225 000 0001' });
    expect(answer.status).toBe(303);
    const shown = await wardOfficer.get(String(answer.headers['location']));
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('Công ty TNHH Giải pháp số Thử Nghiệm');
    expect(load(shown.text)('.timeline').text()).toContain('đăng ký bên cung cấp.');
    const found = await auditor.get('/ben-cung-cap?q=giai+phap+so');
    expect(load(found.text)('tbody tr').length).toBe(1);
  });

  test('what an organisation is called is in the sealed event, how to reach it is not', async () => {
    await officer.post('/ben-cung-cap/moi', { ...particulars(502), phone: '0225 000 0002' });
    const [event] = await app.database.asOwner<{ canonical: string; labels: Record<string, string> }>(
      `SELECT convert_from(e.canonical, 'UTF8') AS canonical, (SELECT jsonb_object_agg(field, label) FROM audit_event_label WHERE event_id = e.id) AS labels
         FROM audit_event e WHERE type = 'vendor.registered' ORDER BY id DESC LIMIT 1`,
    );
    expect(event?.canonical).toContain('Công ty TNHH Thử Nghiệm 502');
    expect(event?.canonical).not.toContain('0225 000 0002');
    expect(event?.labels).toEqual({ phone: '0225 000 0002' });
  });

  test.each([
    ['a wrong check digit', { taxCode: '0123456788' }, /sai chữ số kiểm tra/],
    ['no name', { name: ' ' }, /Nhập tên bên cung cấp/],
    ['a name too long', { name: 'x'.repeat(301) }, /dài 301 ký tự; nhiều nhất 300/],
    ['a NUL byte', { address: 'Số 1\u0000 phố' }, /ký tự điều khiển/],
    ['no kind', { kind: '' }, /Chọn loại hình/],
    ['an unknown kind', { kind: 'bank' }, /Chọn loại hình/],
    ['a day that does not exist', { ceasedOn: '31/02/2026' }, /không phải là ngày có thật/],
    ['an address that is no e-mail', { email: 'khong-phai' }, /thư điện tử/],
  ])('%s is said at its field and what was typed stays', async (_case, wrong, sentence) => {
    const answer = await officer.post('/ben-cung-cap/moi', { ...particulars(503), note: 'Nội dung vừa nhập', ...wrong });
    expect(answer.status).toBe(422);
    expect(errorsOf(answer.text).join()).toMatch(sentence);
    expect(load(answer.text)('#note').val()).toContain('Nội dung vừa nhập');
  });

  test('text typed as decomposed Unicode is kept composed', async () => {
    const answer = await officer.post('/ben-cung-cap/moi', { ...particulars(504), name: 'Công ty Hải Đăng Thử Nghiệm'.normalize('NFD') });
    const rows = await app.database.asOwner<{ name: string }>('SELECT name FROM vendor WHERE id = $1', [String(answer.headers['location']).split('/').at(-1)]);
    expect(rows[0]?.name).toBe('Công ty Hải Đăng Thử Nghiệm'.normalize('NFC'));
  });

  test('a tax code that is taken names its vendor and leads there', async () => {
    const answer = await officer.post('/ben-cung-cap/moi', { ...particulars(505), taxCode: known.taxCode });
    expect(answer.status).toBe(422);
    expect(errorsOf(answer.text)).toEqual([`Mã số thuế ${known.taxCode} đã đăng ký cho ${known.name}.`]);
    expect(load(answer.text)(`.notice a[href="/ben-cung-cap/${known.id}"]`).text()).toBe(known.name);
  });

  test('two officers who register the same code at once: one wins, the other learns of it', async () => {
    const both = await Promise.all([officer.post('/ben-cung-cap/moi', particulars(506)), wardOfficer.post('/ben-cung-cap/moi', particulars(506))]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422]);
  });

  test('an auditor may read and not register, an administrator may not even know', async () => {
    const refused = await auditor.get('/ben-cung-cap/moi');
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('Cán bộ đầu mối hợp đồng');
    const administrator = await app.signIn(world.at.administrator);
    expect((await administrator.get('/ben-cung-cap')).status).toBe(403);
    expect((await administrator.get(`/ben-cung-cap/${known.id}`)).status).toBe(403);
  });
});

describe('the register', () => {
  test('finds by words without diacritics and by tax code, and keeps its filters in the address', async () => {
    const rowsOf = async (address: string): Promise<number> => load((await auditor.get(address)).text)('tbody tr').length;
    expect(await rowsOf('/ben-cung-cap?q=dam+may')).toBe(1);
    expect(await rowsOf('/ben-cung-cap?q=dmmh')).toBe(1);
    expect(await rowsOf(`/ben-cung-cap?q=${known.taxCode.slice(0, 8)}`)).toBe(1);
    expect(await rowsOf('/ben-cung-cap?q=%25')).toBe(0);
    expect(await rowsOf('/ben-cung-cap?loai=public_unit')).toBe(0);
    await buildVendor(app.database, { by: world.at.procurement_officer, name: 'Công ty Đã Giải Thể Minh Họa', ceasedOn: '2026-11-20' });
    expect(await rowsOf('/ben-cung-cap?tinh-trang=ceased')).toBe(1);
    expect((await auditor.get('/ben-cung-cap?sap-xep=-people&trang=2')).status).toBe(200);
  });

  test('offers registering only to those who may', async () => {
    expect((await officer.get('/ben-cung-cap')).text).toContain('href="/ben-cung-cap/moi"');
    expect((await auditor.get('/ben-cung-cap')).text).not.toContain('href="/ben-cung-cap/moi"');
  });
});

describe('amending a vendor', () => {
  const asStored = (vendor: BuiltVendor) => ({ ...particulars(0), taxCode: vendor.taxCode, name: vendor.name, address: 'Số 1 đường Minh Họa, Hải Phòng' });
  const versionOn = async (visitor: Visitor, address: string): Promise<string> => String(load((await visitor.get(address)).text)('input[name="_version"]').val());

  test('old and new value stand in the history', async () => {
    const vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
    const address = `/ben-cung-cap/${vendor.id}/sua`;
    const answer = await wardOfficer.post(address, { ...asStored(vendor), address: 'Số 9 đường Mới', _version: await versionOn(wardOfficer, address) });
    expect(answer.status).toBe(303);
    const history = load((await officer.get(`/ben-cung-cap/${vendor.id}`)).text)('.timeline').text();
    expect(history).toContain('địa chỉ (từ “Số 1 đường Minh Họa, Hải Phòng” thành “Số 9 đường Mới”)');
  });

  test('the second of two sees what the first saved', async () => {
    const vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
    const address = `/ben-cung-cap/${vendor.id}/sua`;
    const seen = await versionOn(officer, address);
    await wardOfficer.post(address, { ...asStored(vendor), address: 'Nơi thứ nhất', _version: seen });
    const late = await officer.post(address, { ...asStored(vendor), address: 'Nơi thứ hai', _version: seen });
    expect(late.status).toBe(409);
    const conflict = load(late.text)('.conflict tbody tr').text();
    expect(conflict).toContain('Nơi thứ nhất');
    expect(conflict).toContain('Nơi thứ hai');
    expect(load(late.text)('#address').val()).toBe('Nơi thứ hai');
  });

  test('the particulars of a person who is a vendor stay out of the hashed bytes', async () => {
    await officer.post('/ben-cung-cap/moi', { ...particulars(600), name: 'Trịnh Minh Họa Cá Nhân', kind: 'individual' });
    const [event] = await app.database.asOwner<{ canonical: string }>(`SELECT convert_from(canonical, 'UTF8') AS canonical FROM audit_event WHERE type = 'vendor.registered' ORDER BY id DESC LIMIT 1`);
    expect(event?.canonical).not.toContain('Trịnh Minh Họa');
    expect(event?.canonical).not.toContain(inventedTaxCode(600));
  });

  test('an unknown vendor is not found, and no address that is none', async () => {
    for (const address of ['/ben-cung-cap/6f9619ff-8b86-4011-b42d-00c04fc964ff', '/ben-cung-cap/khong-co']) {
      expect((await officer.get(address)).status).toBe(404);
      expect((await officer.get(`${address}/sua`)).status).toBe(404);
    }
  });
});

describe('representatives and subcontractors', () => {
  test('a representative is added and ends', async () => {
    const add = `/ben-cung-cap/${known.id}/nguoi-dai-dien/moi`;
    const typed = { fullName: 'Lâm Thử Nghiệm Đại Diện', post: 'Giám đốc', authorityGround: 'Người đại diện theo pháp luật', validFrom: '01/01/2026', validUntil: '' };
    expect((await officer.post(add, { ...typed, validUntil: '31/12/2025' })).text).toContain('Ngày kết thúc không được trước ngày bắt đầu (01/01/2026).');
    expect((await officer.post(add, typed)).status).toBe(303);
    const page = await officer.get(`/ben-cung-cap/${known.id}`);
    const amend = load(page.text)('a[href*="/nguoi-dai-dien/"][href$="/sua"]').attr('href') ?? '';
    const version = String(load((await officer.get(amend)).text)('input[name="_version"]').val());
    expect((await officer.post(amend, { ...typed, validUntil: '19/11/2026', _version: version })).status).toBe(303);
    expect((await auditor.get(`/ben-cung-cap/${known.id}`)).text).toContain('Đã thôi');
  });

  test('a registered company is found by part of its name; several come back as a choice that works without scripts', async () => {
    const main = await buildVendor(app.database, { by: world.at.procurement_officer });
    const [first, second] = [
      await buildVendor(app.database, { by: world.at.procurement_officer, name: 'Công ty Hạ Tầng Sao Mai Minh Họa' }),
      await buildVendor(app.database, { by: world.at.procurement_officer, name: 'Công ty Phần Mềm Sao Mai Minh Họa' }),
    ];
    const add = `/ben-cung-cap/${main.id}/nha-thau-phu/moi`;
    const typed = { source: 'registered', company: 'sao mai', companyName: '', companyTaxCode: '', service: 'Vận hành máy chủ' };
    const asked = await officer.post(add, typed);
    expect(asked.status).toBe(422);
    const offered = load(asked.text)('input[name="companyCandidate"]').map((_, radio) => String(load(asked.text)(radio).val())).get();
    expect(offered.sort()).toEqual([first.taxCode, second.taxCode].sort());
    expect((await officer.post(add, { ...typed, companyCandidate: second.taxCode, companyOffered: 'sao mai' })).status).toBe(303);
    const shown = await auditor.get(`/ben-cung-cap/${main.id}`);
    expect(load(shown.text)(`a[href="/ben-cung-cap/${second.id}"]`).text()).toBe(second.name);
    expect((await auditor.get(`/ben-cung-cap/${second.id}`)).text).toContain('Là nhà thầu phụ của');

    const again = await officer.post(add, { ...typed, company: second.taxCode });
    expect(errorsOf(again.text)).toEqual(['Bên cung cấp này đã có trong danh sách nhà thầu phụ.']);
    expect(errorsOf((await officer.post(add, { ...typed, company: main.taxCode })).text)).toEqual(['Bên cung cấp không thể là nhà thầu phụ của chính mình.']);
    expect(errorsOf((await officer.post(add, { ...typed, company: 'không ai cả' })).text).join()).toContain('Không có bên cung cấp nào');
    const changedMind = await officer.post(add, { ...typed, company: first.name, companyCandidate: second.taxCode, companyOffered: 'sao mai' });
    expect(changedMind.status).toBe(303);
    expect((await officer.get(`/ben-cung-cap/${main.id}`)).text).toContain(first.name);
  });

  test('a company that is not registered is kept by its name, but not under the code of one that is', async () => {
    const main = await buildVendor(app.database, { by: world.at.procurement_officer });
    const add = `/ben-cung-cap/${main.id}/nha-thau-phu/moi`;
    const typed = { source: 'named', company: '', companyName: 'Công ty Ngoài Danh Sách', companyTaxCode: '', service: 'Hỗ trợ tại chỗ' };
    expect(errorsOf((await officer.post(add, { ...typed, companyTaxCode: known.taxCode })).text).join()).toContain('là của một bên cung cấp đã đăng ký');
    expect((await officer.post(add, typed)).status).toBe(303);
    const amend = load((await officer.get(`/ben-cung-cap/${main.id}`)).text)('a[href*="/nha-thau-phu/"][href$="/sua"]').attr('href') ?? '';
    const version = String(load((await officer.get(amend)).text)('input[name="_version"]').val());
    expect((await officer.post(amend, { service: 'Hỗ trợ tại chỗ', endedOn: '20/11/2026', _version: version })).status).toBe(303);
    expect((await officer.get(`/ben-cung-cap/${main.id}`)).text).toContain('Thôi từ 20/11/2026');
    expect((await officer.get(amend.replace(main.id, known.id))).status).toBe(404);
  });
});

describe('files', () => {
  test('are attached for the whole city', async () => {
    const vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
    const address = `/ben-cung-cap/${vendor.id}/tep`;
    expect(errorsOf((await officer.postFiles(address, { purpose: 'Giấy đăng ký' }, {})).text)).toEqual(['Chọn tệp cần đính kèm.']);
    const answer = await officer.postFiles(address, { purpose: 'Giấy đăng ký' }, { file: { content: pdfFile('đăng ký'), name: 'giay-dang-ky.pdf' } });
    expect(answer.status).toBe(303);
    const ward = await wardOfficer.get(`/ben-cung-cap/${vendor.id}`);
    const file = load(ward.text)('#tep-dinh-kem ~ ul a').attr('href') ?? '';
    expect((await wardOfficer.get(file)).status).toBe(200);
    expect((await (await app.signIn(world.at.administrator)).get(file)).status).toBe(404);
  });
});

describe('deleting a vendor', () => {
  test('is refused with the list of what refers to it', async () => {
    const vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
    const worker = await buildVendorPerson(app.database, { vendor, fullName: 'Ngô Thử Nghiệm Giữ Chỗ' });
    const address = `/ben-cung-cap/${vendor.id}/xoa`;
    const shown = await officer.get(address);
    expect(load(shown.text)('button.button--danger').length).toBe(0);
    const answer = await officer.post(address, { _version: '1' }, '/ben-cung-cap');
    expect(answer.status).toBe(409);
    expect(load(answer.text)(`a[href="/nhan-su-ben-cung-cap/${worker.id}"]`).text()).toContain('Ngô Thử Nghiệm Giữ Chỗ');
    expect((await officer.get(`/ben-cung-cap/${vendor.id}`)).status).toBe(200);
  });

  test('of what nobody refers to takes it away with its own parts, and not twice', async () => {
    const vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
    await officer.post(`/ben-cung-cap/${vendor.id}/nguoi-dai-dien/moi`, { fullName: 'Lê Thử', post: 'Giám đốc', authorityGround: 'Pháp luật', validFrom: '01/01/2026', validUntil: '' });
    const address = `/ben-cung-cap/${vendor.id}/xoa`;
    expect((await auditor.get(address)).status).toBe(403);
    expect((await officer.post(address, { _version: '7' })).status).toBe(409);
    expect((await officer.post(address, { _version: '1' })).status).toBe(303);
    expect((await officer.get(`/ben-cung-cap/${vendor.id}`)).status).toBe(404);
    expect((await officer.post(address, { _version: '1' }, '/ben-cung-cap')).status).toBe(404);
  });
});
