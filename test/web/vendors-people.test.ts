import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { pdfFile, windowsProgram } from '../builders/sample-files.js';
import { buildCommitment, buildVendor, buildVendorPerson, type BuiltVendor } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';

let app: TestApp;
let world: World;
let officer: Visitor;
let wardOfficer: Visitor;
let auditor: Visitor;
let vendor: BuiltVendor;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  [officer, wardOfficer, auditor] = await Promise.all([
    app.signIn(world.at.procurement_officer),
    app.signIn(world.atWard.procurement_officer),
    app.signIn(world.at.auditor),
  ]);
  vendor = await buildVendor(app.database, { by: world.at.procurement_officer, name: 'Công ty TNHH Vận Hành Minh Họa' });
});
afterAll(() => app.close());

const errorsOf = (html: string): string[] =>
  load(html)('.error-summary__list li')
    .map((_, item) => load(html)(item).text().trim())
    .get();
const text = (html: string, selector: string): string => load(html)(selector).text().replace(/\s+/g, ' ').trim();
const versionOn = (html: string): string => String(load(html)('input[name="_version"]').val());

const person = (fullName: string) => ({ fullName, identityTail: '0a12', birthYear: '1990', nationality: 'Việt Nam', post: 'Kỹ sư', phone: '', email: '', joinedOn: '01/03/2026' });

describe('the people of a vendor', () => {
  test('one is added, has a page, and nothing that names them is in the sealed event', async () => {
    const answer = await officer.post(`/ben-cung-cap/${vendor.id}/nhan-su/moi`, person('Đặng Thử Nghiệm Một'));
    expect(answer.status).toBe(303);
    const shown = await auditor.get(String(answer.headers['location']));
    expect(text(shown.text, 'h1')).toContain('Đặng Thử Nghiệm Một');
    expect(shown.text).toContain('Bốn ký tự cuối: 0A12');
    expect(text(shown.text, '.timeline')).toContain('thêm nhân sự Đặng Thử Nghiệm Một, Kỹ sư.');
    const events = await app.database.asOwner<{ canonical: string }>(
      `SELECT convert_from(canonical, 'UTF8') AS canonical FROM audit_event WHERE type = 'vendor-person.added' ORDER BY id DESC LIMIT 1`,
    );
    expect(events[0]?.canonical).not.toMatch(/Đặng|0A12|1990/);
  });

  test.each([
    ['five characters of an identity number', { identityTail: '01234' }, 'Bốn ký tự cuối'],
    ['a year that nobody was born in', { birthYear: '1650' }, 'năm sinh'],
    ['no name', { fullName: '' }, 'họ và tên'],
  ])('%s is said at the field', async (_case, wrong, sentence) => {
    const answer = await officer.post(`/ben-cung-cap/${vendor.id}/nhan-su/moi`, { ...person('Người Sai'), ...wrong });
    expect(answer.status).toBe(422);
    expect(errorsOf(answer.text).join().toLowerCase()).toContain(sentence.toLowerCase());
  });

  test('the same person is not added twice', async () => {
    await officer.post(`/ben-cung-cap/${vendor.id}/nhan-su/moi`, person('Lý Thử Nghiệm Hai'));
    const again = await wardOfficer.post(`/ben-cung-cap/${vendor.id}/nhan-su/moi`, person('Lý  Thử Nghiệm Hai'));
    expect(again.status).toBe(422);
    expect(errorsOf(again.text).join()).toContain('đang làm việc');
  });

  test('leaving is recorded, not before joining, and can be taken back', async () => {
    const worker = await buildVendorPerson(app.database, { vendor, fullName: 'Phan Thử Nghiệm Ba', joinedOn: '2026-03-01' });
    const page = `/nhan-su-ben-cung-cap/${worker.id}`;
    const leave = async (leftOn: string) => officer.post(`${page}/thoi-lam-viec`, { leftOn, _version: versionOn((await officer.get(`${page}/thoi-lam-viec`)).text) });
    const early = await leave('01/02/2026');
    expect(early.status).toBe(422);
    expect(errorsOf(early.text)).toEqual(['Ngày thôi làm việc không được trước ngày vào làm (01/03/2026).']);
    expect((await leave('20/11/2026')).status).toBe(303);
    expect(text((await auditor.get(page)).text, '.page-head__states')).toBe('Đã thôi làm việc');
    await leave('');
    const shown = await auditor.get(page);
    expect(text(shown.text, '.page-head__states')).toBe('Đang làm việc');
    expect(text(shown.text, '.timeline')).toContain('thôi làm việc cho bên cung cấp từ 20/11/2026');
  });

  test('two officers on the same person: the second sees both values and keeps what was typed', async () => {
    const worker = await buildVendorPerson(app.database, { vendor, fullName: 'Vũ Thử Nghiệm Bốn', identityTail: '4444' });
    const address = `/nhan-su-ben-cung-cap/${worker.id}/sua`;
    const seen = versionOn((await officer.get(address)).text);
    const values = { ...person('Vũ Thử Nghiệm Bốn'), identityTail: '4444' };
    expect((await wardOfficer.post(address, { ...values, post: 'Trưởng nhóm', _version: seen })).status).toBe(303);
    const late = await officer.post(address, { ...values, post: 'Quản trị viên', _version: seen });
    expect(late.status).toBe(409);
    const row = load(late.text)('.conflict tbody tr').filter((_, item) => load(item).text().includes('Chức vụ'));
    expect(row.text()).toContain('Trưởng nhóm');
    expect(row.text()).toContain('Quản trị viên');
    expect(load(late.text)('#post').val()).toBe('Quản trị viên');
  });
});

describe('confidentiality commitments', () => {
  const typed = { signedOn: '10/11/2026', term: 'until', validUntil: '31/12/2027', scope: 'Mã nguồn và dữ liệu' };

  test('one is recorded with its signed file, for the agency one acts for only', async () => {
    const worker = await buildVendorPerson(app.database, { vendor, fullName: 'Hồ Thử Nghiệm Năm' });
    const answer = await officer.postFiles(`/nhan-su-ben-cung-cap/${worker.id}/cam-ket/moi`, typed, { file: { content: pdfFile('cam kết năm'), name: 'cam-ket.pdf' } });
    expect(answer.status).toBe(303);
    const address = String(answer.headers['location']);
    const own = await auditor.get(address);
    expect(own.status).toBe(200);
    expect(text(own.text, '.page-head__states')).toBe('Hiệu lực');
    const file = load(own.text)('#tep-dinh-kem ~ ul a').attr('href') ?? '';
    expect((await auditor.get(file)).status).toBe(200);

    expect((await wardOfficer.get(address)).status).toBe(404);
    expect((await wardOfficer.get(`${address}/ket-thuc`)).status).toBe(404);
    expect((await wardOfficer.get(file)).status).toBe(404);
    const elsewhere = await wardOfficer.get(`/nhan-su-ben-cung-cap/${worker.id}`);
    expect(elsewhere.text).not.toContain(address);
    expect(elsewhere.text).not.toContain('10/11/2026');
    const line = (html: string): string => load(html)('tbody tr').filter((_, row) => load(row).text().includes('Hồ Thử Nghiệm Năm')).text();
    expect(line((await officer.get(`/ben-cung-cap/${vendor.id}`)).text)).toContain('Hiệu lực');
    expect(line((await wardOfficer.get(`/ben-cung-cap/${vendor.id}`)).text)).toContain('Chưa có cam kết');
  });

  test.each([
    ['no file', {}, {}, 'Chọn tệp bản cam kết đã ký.'],
    ['a file that is a program', {}, { file: { content: windowsProgram(), name: 'cam-ket.pdf' } }, 'Nội dung tệp không đúng'],
    ['a day that has yet to come', { signedOn: '21/11/2026' }, { file: { content: pdfFile(), name: 'a.pdf' } }, 'Ngày ký 21/11/2026 chưa đến'],
    ['an end before the signature', { validUntil: '09/11/2026' }, { file: { content: pdfFile(), name: 'a.pdf' } }, 'không được trước ngày ký (10/11/2026)'],
    ['a term without a day', { validUntil: '' }, { file: { content: pdfFile(), name: 'a.pdf' } }, 'Nhập ngày hết hiệu lực'],
    ['a day without a term', { term: 'unlimited' }, { file: { content: pdfFile(), name: 'a.pdf' } }, 'Bỏ ngày hết hiệu lực'],
    ['a contract nobody knows', { contractId: '0b6ff2a4-1e0b-4f3e-9d6b-2f1d5e6a7b8c' }, { file: { content: pdfFile(), name: 'a.pdf' } }, 'Chọn hợp đồng trong danh sách.'],
  ])('%s is said at its field', async (_case, wrong, files, sentence) => {
    const worker = await buildVendorPerson(app.database, { vendor });
    const answer = await officer.postFiles(`/nhan-su-ben-cung-cap/${worker.id}/cam-ket/moi`, { ...typed, ...wrong }, files);
    expect(answer.status).toBe(422);
    expect(errorsOf(answer.text).join()).toContain(sentence);
    expect(load(answer.text)('#scope').val()).toContain('Mã nguồn và dữ liệu');
  });

  test('without a term it says that it outlives the contract', async () => {
    const worker = await buildVendorPerson(app.database, { vendor });
    const answer = await officer.postFiles(
      `/nhan-su-ben-cung-cap/${worker.id}/cam-ket/moi`,
      { ...typed, term: 'unlimited', validUntil: '' },
      { file: { content: pdfFile('không thời hạn'), name: 'cam-ket.pdf' } },
    );
    expect((await officer.get(String(answer.headers['location']))).text).toContain('còn hiệu lực sau khi kết thúc hợp đồng');
  });

  test('it is ended once, with a ground', async () => {
    const worker = await buildVendorPerson(app.database, { vendor });
    const { id } = await buildCommitment(app.database, { person: worker, agency: world.department, by: world.at.procurement_officer });
    const address = `/cam-ket-bao-mat/${id}/ket-thuc`;
    expect(errorsOf((await officer.post(address, { endedOn: '21/11/2026', ground: 'Thôi tham gia' })).text).join()).toContain('chưa đến');
    expect(errorsOf((await officer.post(address, { endedOn: '01/01/2026', ground: 'Thôi tham gia' })).text).join()).toContain('trước ngày ký (05/01/2026)');
    expect((await officer.post(address, { endedOn: '20/11/2026', ground: '' })).status).toBe(422);
    expect((await auditor.post(address, { endedOn: '20/11/2026', ground: 'x' }, '/ben-cung-cap')).status).toBe(403);
    expect((await officer.post(address, { endedOn: '20/11/2026', ground: 'Thôi tham gia hợp đồng' })).status).toBe(303);
    const shown = await officer.get(`/cam-ket-bao-mat/${id}`);
    expect(text(shown.text, '.page-head__states')).toBe('Đã kết thúc');
    expect(text(shown.text, '.timeline')).toContain('Lý do: Thôi tham gia hợp đồng');
    expect((await officer.post(address, { endedOn: '19/11/2026', ground: 'Lần hai' })).status).toBe(409);
  });

  test('one that lapses within 30 days is a task of its agency until a later one stands', async () => {
    const worker = await buildVendorPerson(app.database, { vendor, fullName: 'Mai Thử Nghiệm Sáu' });
    const short = { person: worker, agency: world.department, by: world.at.procurement_officer };
    await buildCommitment(app.database, { ...short, validUntil: '2026-12-20' });
    await buildCommitment(app.database, { ...short, person: await buildVendorPerson(app.database, { vendor, fullName: 'Mai Thử Nghiệm Bảy' }), validUntil: '2026-12-21' });
    const home = async (visitor: Visitor) => (await visitor.get('/')).text;
    expect(load(await home(officer))('.tasks').text()).toContain('Mai Thử Nghiệm Sáu');
    expect(load(await home(officer))('.tasks').text()).not.toContain('Mai Thử Nghiệm Bảy');
    expect(load(await home(wardOfficer))('.tasks').text()).not.toContain('Mai Thử Nghiệm Sáu');
    await buildCommitment(app.database, { ...short, validUntil: '2027-12-31' });
    expect(load(await home(officer))('.tasks').text()).not.toContain('Mai Thử Nghiệm Sáu');
  });
});
