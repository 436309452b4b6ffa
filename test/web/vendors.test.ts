import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildVendor, inventedTaxCode, type BuiltVendor } from '../builders/vendors.js';
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
