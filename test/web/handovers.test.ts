import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { createHash } from 'node:crypto';
import { buildClosing, buildEndingContract, buildSettledClosing, itemsOf, type BuiltClosing } from '../builders/closings.js';
import { pdfFile } from '../builders/sample-files.js';
import type { ReadyContract } from '../builders/signing.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';

let app: TestApp;
let world: World;
let officer: Visitor;
let it: Visitor;
let head: Visitor;
let auditor: Visitor;

beforeAll(async () => {
  app = await startTestApp({ idleMinutes: 600_000 });
  world = await buildWorld(app.database);
  [officer, it, head, auditor] = await Promise.all([app.signIn(world.at.procurement_officer), app.signIn(world.at.it_officer), app.signIn(world.at.unit_head), app.signIn(world.at.auditor)]);
}, 90_000);
afterAll(async () => {
  expect(app.loggedErrors).toEqual([]);
  await app.close();
});

const textOf = (html: string, selector = 'main'): string => load(html)(selector).text().replaceAll(/\s+/g, ' ').trim();
const errorLinks = (html: string): string[] => load(html)('.error-summary a').map((_, link) => load(html)(link).attr('href') ?? '').get();
const locationOf = (answer: { headers: Record<string, string> }): string => (answer.headers['location'] ?? '').replace(/#.*$/, '');
const paper = { content: pdfFile('Minh chứng'), name: 'minh-chung.pdf' };

const contractToEnd = (): Promise<ReadyContract> => buildEndingContract(app.database, world);
const begun = async (): Promise<BuiltClosing> => buildClosing(app.database, await contractToEnd());
async function itemOf(closing: BuiltClosing, code: string): Promise<string> {
  const id = (await itemsOf(app.database, closing))[code];
  if (id === undefined) throw new Error(`no item ${code}`);
  return id;
}

/** What the officer writes down when the vendor hands over. */
const handedOver = { giverPersonId: '', giverName: 'Người Bàn Giao', contents: 'Tệp xuất', versionText: '1.0', place: 'Kho lưu trữ của Sở', effectiveOn: '19/11/2026', note: '', vendorSigned: 'co' };

async function handOver(itemId: string, changes: Record<string, string> = {}): Promise<string> {
  const sent = await officer.postFiles(`/ban-giao/muc/${itemId}/tiep-nhan`, { ...handedOver, ...changes }, { files: paper });
  if (sent.status !== 303) throw new Error(`not received: ${textOf(sent.text, '.error-summary')}`);
  const [row] = await app.database.asOwner<{ id: string }>('SELECT id FROM handover_delivery WHERE item_id = $1 ORDER BY ordinal DESC LIMIT 1', [itemId]);
  return row?.id ?? '';
}

const tried = (by: string, outcome: 'passed' | 'failed' = 'passed'): Record<string, string> => ({ tester: by, equipment: 'Máy trắng của Sở', ranDay: '20/11/2026', ranTime: '12:00', outcome, result: 'Khôi phục, đăng nhập được' });

describe('beginning to close', () => {
  const starting = { reason: 'end-of-term', ground: '', requestedOn: '20/11/2026', dueOn: '31/12/2026', plan: 'Giao tại trụ sở' };

  test('makes the checklist and stands in the chapter of the contract', async () => {
    const contract = await contractToEnd();
    expect(textOf((await officer.get(`/hop-dong/${contract.id}/ban-giao`)).text)).toContain('Bắt đầu kết thúc hợp đồng');
    const sent = await officer.post(`/hop-dong/${contract.id}/ban-giao/moi`, starting);
    expect([sent.status, locationOf(sent)]).toEqual([303, `/hop-dong/${contract.id}/ban-giao`]);
    const shown = (await auditor.get(`/hop-dong/${contract.id}/ban-giao`)).text;
    expect(load(shown)('#hang-muc tbody tr').length).toBe(27);
    expect(textOf(shown, '.gate__count')).toBe('2/9 điều kiện đạt');
    expect(textOf(shown, '.gate__row:first-child')).toMatch(/^Chưa đạt Xuất và khôi phục dữ liệu: .* \(điểm a khoản 4 Điều 6 dự thảo Quy chế\) 0\/7 hạng mục đã xong Còn 7 vướng mắcBG-01 .*: chưa được bàn giao/);
    expect(textOf(shown, '#van-ban')).toContain('HS-25');
    expect(load(shown)('form[action*="/ban-giao/"]').length).toBe(0);
    expect(textOf((await officer.get(`/hop-dong/${contract.id}`)).text, '#ket-thuc')).toContain('Hạng mục đã xong');
    expect(textOf((await officer.get('/ket-thuc')).text)).toContain(contract.vendor.name);
  });

  test('proposes thirty days (and the working day after them) from the end of the term, and from today where the term is far and the hire can only end early', async () => {
    const proposed = async (endsOn: string): Promise<unknown> => {
      const contract = await buildEndingContract(app.database, world, { endsOn });
      return load((await officer.get(`/hop-dong/${contract.id}/ban-giao/moi`)).text)('[name=dueOn]').val();
    };
    expect([await proposed('2026-12-31'), await proposed('2027-12-31'), await proposed('2026-11-01')]).toEqual(['01/02/2027', '21/12/2026', '21/12/2026']);
  });

  test('keeps what was typed and says what is wrong at its field', async () => {
    const contract = await contractToEnd();
    const sent = await officer.post(`/hop-dong/${contract.id}/ban-giao/moi`, { ...starting, reason: 'early', requestedOn: '21/11/2026' });
    expect(sent.status).toBe(422);
    expect(errorLinks(sent.text).toSorted()).toEqual(['#ground', '#requestedOn']);
    expect(load(sent.text)('textarea[name=plan]').val()).toBe('Giao tại trụ sở');
  });

  test('is for the agency alone, and for whom it is given', async () => {
    const contract = await contractToEnd();
    const stranger = await app.signIn(world.atWard.procurement_officer);
    expect((await stranger.get(`/hop-dong/${contract.id}/ban-giao`)).status).toBe(404);
    expect((await auditor.get(`/hop-dong/${contract.id}/ban-giao/moi`)).status).toBe(403);
  });
});

test('a form that needs a paper says so together with everything else that is missing', async () => {
  const closing = await begun();
  const page = `/ban-giao/${closing.id}/giu-lai`;
  const empty = await officer.postFiles(page, {}, {});
  expect([empty.status, errorLinks(empty.text)]).toEqual([422, ['#what', '#ground', '#until', '#file']]);
  const without = await officer.postFiles(page, { what: 'Nhật ký', ground: 'Điều 12 hợp đồng', until: '31/12/2027' }, {});
  expect([without.status, errorLinks(without.text)]).toEqual([422, ['#file']]);
  expect((await officer.postFiles(page, { what: 'Nhật ký', ground: 'Điều 12 hợp đồng', until: '31/12/2027' }, { file: paper })).status).toBe(303);
});

describe('an item', () => {
  test('is received by one, tried by another, and goes back with its reason', async () => {
    const closing = await begun();
    const itemId = await itemOf(closing, 'BG-02');
    const nobody = await officer.postFiles(`/ban-giao/muc/${itemId}/tiep-nhan`, { ...handedOver, giverName: '' }, { files: paper });
    expect([nobody.status, errorLinks(nobody.text)]).toEqual([422, ['#giverName']]);
    const first = await handOver(itemId);

    for (const address of [`/ban-giao/muc/${itemId}`, `/ban-giao/lan-giao/${first}/kiem-tra`]) {
      expect(textOf((await officer.get(address)).text, '.closed-act')).toContain('Người nhận bàn giao không tự kiểm tra; đến lượt người khác, hoặc người được Thủ trưởng đơn vị chỉ định (quy định nội bộ)');
    }
    const own = await officer.postFiles(`/ban-giao/lan-giao/${first}/kiem-tra`, tried(world.at.procurement_officer.id), { files: paper });
    expect([own.status, textOf(own.text, '.error-summary')]).toEqual([422, expect.stringContaining('Người nhận bàn giao không tự kiểm tra')]);
    const bare = await it.postFiles(`/ban-giao/lan-giao/${first}/kiem-tra`, tried(world.at.it_officer.id), {});
    expect([bare.status, errorLinks(bare.text)]).toEqual([422, ['#files']]);

    expect((await it.postFiles(`/ban-giao/lan-giao/${first}/kiem-tra`, tried(world.at.it_officer.id, 'failed'), { files: paper })).status).toBe(303);
    expect(textOf((await officer.get(`/ban-giao/muc/${itemId}`)).text, '.page-head')).toContain('Kiểm tra không đạt');
    const second = await handOver(itemId, { versionText: '1.1' });
    expect((await it.postFiles(`/ban-giao/lan-giao/${second}/kiem-tra`, tried(world.at.it_officer.id), { files: paper })).status).toBe(303);
    const shown = (await officer.get(`/ban-giao/muc/${itemId}`)).text;
    expect(textOf(shown, '.page-head')).toContain('Đạt');
    expect(textOf(shown, '#lan-ban-giao')).toContain('SHA-256');
  });

  test('that the vendor is said to have signed for comes with the paper', async () => {
    const closing = await begun();
    const itemId = await itemOf(closing, 'BG-01');
    const sent = await officer.postFiles(`/ban-giao/muc/${itemId}/tiep-nhan`, handedOver, {});
    expect([sent.status, errorLinks(sent.text)]).toEqual([422, ['#files']]);
    expect(load(sent.text)('[name=vendorSigned]').attr('checked')).toBeDefined();
  });

  test('waits for the vendor to confirm before it is tried', async () => {
    const closing = await begun();
    const itemId = await itemOf(closing, 'BG-01');
    const delivery = await handOver(itemId, { vendorSigned: '' });
    const early = await it.postFiles(`/ban-giao/lan-giao/${delivery}/kiem-tra`, tried(world.at.it_officer.id), { files: paper });
    expect([early.status, textOf(early.text, '.error-summary')]).toEqual([422, expect.stringContaining('chưa được cả hai bên xác nhận')]);
    expect(textOf((await officer.get(`/ban-giao/lan-giao/${delivery}/xac-nhan`)).text, 'label[for=name]')).toBe('Người xác nhận của bên cung cấp');
    const unnamed = await officer.post(`/ban-giao/lan-giao/${delivery}/xac-nhan`, { side: 'vendor', name: '' });
    expect([unnamed.status, errorLinks(unnamed.text)]).toEqual([422, ['#name']]);
    expect((await officer.post(`/ban-giao/lan-giao/${delivery}/xac-nhan`, { side: 'vendor', name: 'Người Bàn Giao' })).status).toBe(303);
    expect(textOf((await auditor.get(`/ban-giao/muc/${itemId}`)).text, '#lan-ban-giao')).toMatch(new RegExp(`Bên cung cấp xác nhận Người Bàn Giao, .* ${world.at.procurement_officer.fullName} ghi nhận`));
  });

  test('is left out by the head alone, on a ground', async () => {
    const closing = await begun();
    const itemId = await itemOf(closing, 'BG-11');
    expect((await officer.post(`/ban-giao/muc/${itemId}/khong-co`, { kind: 'waived', ground: 'Đã nhận khi nghiệm thu' })).status).toBe(303);
    expect(textOf((await head.get(`/hop-dong/${closing.contract.id}/ban-giao`)).text, '.next-step')).toContain('Đến lượt: Thủ trưởng đơn vị');
    expect((await officer.get(`/ban-giao/muc/${itemId}/quyet-dinh`)).status).toBe(403);
    const silent = await head.post(`/ban-giao/muc/${itemId}/quyet-dinh`, { decision: 'refused', note: '' });
    expect([silent.status, errorLinks(silent.text)]).toEqual([422, ['#note']]);
    expect((await head.post(`/ban-giao/muc/${itemId}/quyet-dinh`, { decision: 'approved', note: '' })).status).toBe(303);
    expect(textOf((await officer.get(`/ban-giao/muc/${itemId}`)).text, '.page-head')).toContain('Không có hoặc được miễn');
    const again = await head.post(`/ban-giao/muc/${itemId}/quyet-dinh`, { decision: 'approved', note: '' });
    expect([again.status, textOf(again.text, '.error-summary')]).toEqual([409, expect.stringContaining('vừa được người khác thay đổi')]);
  });

  test('asked about is decided once: whoever comes second sees both decisions', async () => {
    const closing = await begun();
    const itemId = await itemOf(closing, 'BG-11');
    await officer.post(`/ban-giao/muc/${itemId}/khong-co`, { kind: 'waived', ground: 'Đã nhận khi nghiệm thu' });
    expect((await head.post(`/ban-giao/muc/${itemId}/quyet-dinh`, { decision: 'refused', note: 'Tài liệu đã cũ' })).status).toBe(303);
    const second = await head.post(`/ban-giao/muc/${itemId}/quyet-dinh`, { decision: 'approved', note: 'Đồng ý' });
    expect(second.status).toBe(409);
    expect(load(second.text)('.conflict tbody tr').map((_, row) => load(second.text)(row).text().replaceAll(/\s+/g, ' ').trim()).get()).toEqual(['Quyết địnhKhông chấp thuậnChấp thuận', 'Ý kiếnTài liệu đã cũĐồng ý']);
    expect(load(second.text)('textarea[name=note]').val()).toBe('Đồng ý');
  });

  test('can be added, and a guest named by the head', async () => {
    const closing = await begun();
    const added = await officer.post(`/ban-giao/${closing.id}/them-hang-muc`, { name: 'Kịch bản chuyển đổi', step: 'software-and-documents', systemId: '', acceptanceTest: 'Chạy trên máy trắng' });
    expect(added.status).toBe(303);
    expect((await officer.get(`/ban-giao/${closing.id}/nguoi-kiem-tra`)).status).toBe(403);
    expect((await head.post(`/ban-giao/${closing.id}/nguoi-kiem-tra`, { name: 'Khách Mời', organisation: 'Sở Khác', ground: 'Đơn vị chỉ có một cán bộ' })).status).toBe(303);
    const shown = (await officer.get(`/hop-dong/${closing.contract.id}/ban-giao`)).text;
    expect(textOf(shown, '#hang-muc')).toContain('Kịch bản chuyển đổi');
    expect(textOf(shown, '#hang-muc')).toContain('Khách Mời, Sở Khác');
  });
});

describe('accounts', () => {
  test('are settled one by one with a proof that signing in fails', async () => {
    const closing = await begun();
    const added = await officer.post(`/ban-giao/${closing.id}/them-tai-khoan`, { kind: 'api-key', name: 'khoa-lgsp', systemId: '' });
    expect(added.status).toBe(303);
    const account = locationOf(added);
    const settling = { action: 'rotated', doneDay: '20/11/2026', doneTime: '12:00', signInFailed: 'co', proof: 'Gọi bằng khóa cũ bị từ chối' };
    const bare = await it.postFiles(`${account}/xu-ly`, settling, {});
    expect([bare.status, errorLinks(bare.text)]).toEqual([422, ['#files']]);
    expect((await officer.get(`${account}/xu-ly`)).status).toBe(403);
    expect((await it.postFiles(`${account}/xu-ly`, settling, { files: paper })).status).toBe(303);
    const shown = (await officer.get(account)).text;
    expect(textOf(shown, '.page-head')).toContain('Đã xử lý');
    expect((await auditor.get(load(shown)('a:contains("Xem minh chứng")').attr('href') ?? '')).status).toBe(200);
  });

  test('of a list that cannot be read are said at the file', async () => {
    const closing = await begun();
    const asked = { systemId: closing.contract.system.id, source: 'pg_roles', takenDay: '20/11/2026', takenTime: '12:00', agencyNames: '' };
    const sent = await it.postFiles(`/ban-giao/${closing.id}/ra-soat-tai-khoan`, asked, { file: { content: Buffer.from('mot,hai\nba,bon\n'), name: 'ds.csv' } });
    expect([sent.status, errorLinks(sent.text), textOf(sent.text, '.error-summary')]).toEqual([422, ['#file'], expect.stringContaining('không có cột tên tài khoản')]);
    const read = await it.postFiles(`/ban-giao/${closing.id}/ra-soat-tai-khoan`, { ...asked, agencyNames: 'quantri' }, { file: { content: Buffer.from('rolname,rolcanlogin\nquantri,t\nla,t\ncu,f\n'), name: 'ds.csv' } });
    expect(read.status).toBe(303);
    expect(textOf((await officer.get(`/hop-dong/${closing.contract.id}/ban-giao`)).text, '#ra-soat')).toContain('0 tài khoản của bên cung cấp, 1 chưa rõ');
    const again = load((await it.get(`/ban-giao/${closing.id}/ra-soat-tai-khoan`)).text);
    expect([again('[name=agencyNames]').text(), again('[name=source]:checked').val(), again('[name=systemId]').val()]).toEqual(['quantri', 'pg_roles', closing.contract.system.id]);
  });

  test('of a look stand on its own page row by row, with the list it rests on and its hash', async () => {
    const closing = await begun();
    const added = locationOf(await officer.post(`/ban-giao/${closing.id}/them-tai-khoan`, { kind: 'certificate', name: 'hotro', systemId: closing.contract.system.id }));
    expect(textOf((await officer.get(added)).text)).toContain('Chứng thư số, khóa riêng, HSM, KMS');
    const content = Buffer.from('rolname,rolcanlogin\nquantri,t\ncu,f\nhotro,t\nla,t\n');
    const asked = { systemId: closing.contract.system.id, source: 'pg_roles', takenDay: '20/11/2026', takenTime: '12:00', agencyNames: 'quantri' };
    const sent = await it.postFiles(`/ban-giao/${closing.id}/ra-soat-tai-khoan`, asked, { file: { content, name: 'ds.csv' } });
    expect([sent.status, locationOf(sent)]).toEqual([303, expect.stringMatching(/^\/ban-giao\/ra-soat\//)]);
    const shown = (await auditor.get(locationOf(sent))).text;
    expect(load(shown)('#danh-sach tbody tr').map((_, row) => load(shown)(row).text().replaceAll(/\s+/g, ' ').trim()).get()).toEqual(['hotroBên cung cấpĐang hoạt động', 'laChưa rõĐang hoạt động', 'quantriCơ quanĐang hoạt động', 'cuChưa rõĐã khóa']);
    expect(textOf(shown, '.summary')).toContain(createHash('sha256').update(content).digest('hex'));
    const list = load(shown)('.summary a').attr('href') ?? '';
    expect((await auditor.get(list)).status).toBe(200);
    expect(load((await officer.get(added)).text)('#da-thay a').attr('href')).toBe(locationOf(sent));
  });
});

describe('the register', () => {
  test('filters, is put in the order of due days, and goes out as it stands', async () => {
    const closing = await begun();
    const name = closing.contract.vendor.name;
    const has = async (query: string): Promise<boolean> => textOf((await officer.get(`/ket-thuc?${query}`)).text, '.register').includes(name);
    expect(await Promise.all(['tinh-trang=open', 'sap-xep=han', 'sap-xep=-han', `q=${encodeURIComponent(name)}`].map(has))).toEqual([true, true, true, true]);
    expect(await Promise.all(['tinh-trang=closed', 'tinh-trang=overdue', 'q=khong-co-ten-nay'].map(has))).toEqual([false, false, false]);
    const taken = await officer.post('/ket-thuc/xuat?tinh-trang=open', { dang: 'csv' }, '/ket-thuc');
    expect([taken.status, taken.text.includes(name), taken.text.includes('Hạn bàn giao')]).toEqual([200, true, true]);
    expect((await officer.post('/ket-thuc/xuat', { dang: 'xlsx' }, '/ket-thuc')).status).toBe(200);
  });
});

describe('the papers', () => {
  // How each of the six reads is looked at in test/use-cases/closing-records.test.ts.
  test('are drawn up by a button each and stand on the page as drafts, at the beginning too', async () => {
    const closing = await begun();
    const page = `/hop-dong/${closing.contract.id}/ban-giao`;
    for (const slug of ['yeu-cau-chuyen-giao', 'bien-ban-ban-giao', 'bien-ban-kiem-tra', 'bien-ban-xoa-huy', 'thanh-ly', 'bao-cao-ket-thuc']) {
      const sent = await officer.post(`/ban-giao/${closing.id}/van-ban/${slug}`, {}, page);
      expect([slug, sent.status]).toEqual([slug, 303]);
      expect((await officer.get(locationOf(sent))).status).toBe(200);
    }
    const drafts = textOf((await officer.get(page)).text, '#van-ban');
    for (const kind of ['HS-25', 'HS-26', 'HS-27', 'HS-28', 'HS-29', 'HS-30']) expect(drafts).toMatch(new RegExp(`${kind} [^(]+\\(dự thảo lập ngày 20/11/2026\\)`));
  });
});

describe('the end', () => {
  test('run and destruction wait for what goes before them', async () => {
    const closing = await begun();
    const run = await it.post(`/ban-giao/${closing.id}/chay-thu`, { confirmed: 'yes' });
    expect([run.status, textOf(run.text, '.error-summary')]).toEqual([422, expect.stringContaining('Chưa thể chạy thử độc lập')]);
    expect(textOf((await officer.get(`/ban-giao/${closing.id}/xoa-huy`)).text)).toContain('chưa kiểm tra khôi phục đạt');
    const close = await head.post(`/ban-giao/${closing.id}/ket-thuc`, { confirmed: 'yes' });
    expect([close.status, textOf(close.text, '.error-summary')]).toEqual([422, expect.stringContaining('Chưa thể kết thúc hợp đồng')]);
    expect((await officer.get(`/ban-giao/${closing.id}/ket-thuc`)).status).toBe(403);
  });

  test('comes by the head when nothing stands in the way, and nothing is written down afterwards', async () => {
    const closing = await buildSettledClosing(app.database, world);
    await app.setNow('2026-12-16T09:00:00+07:00');
    const page = `/hop-dong/${closing.contract.id}/ban-giao`;
    expect(textOf((await officer.get(page)).text, '.gate__row--unmet')).toContain('Chưa ghi nhận việc xóa, hủy bản sao');
    const destruction = { scope: 'Toàn bộ cơ sở dữ liệu', method: 'Ghi đè', doneDay: '16/12/2026', doneTime: '09:00', minutesNumber: '12/BB', subcontractors: 'Không có' };
    expect((await officer.postFiles(`/ban-giao/${closing.id}/xoa-huy`, destruction, { file: paper })).status).toBe(303);
    expect(textOf((await head.get(page)).text, '.next-step')).toContain('Mọi điều kiện đã đạt');
    expect(textOf((await head.get(page)).text, '.gate__count')).toBe('9/9 điều kiện đạt');
    const unread = await head.post(`/ban-giao/${closing.id}/ket-thuc`, {});
    expect(unread.status).toBe(422);
    expect((await head.post(`/ban-giao/${closing.id}/ket-thuc`, { confirmed: 'yes' })).status).toBe(303);
    const shown = (await officer.get(page)).text;
    expect(textOf(shown, '.page-head')).toContain('Đã kết thúc');
    expect(load(shown)('.access-acts').closest('section').attr('id')).toBe('van-ban');
    expect(textOf((await officer.get(`/hop-dong/${closing.contract.id}`)).text, '.page-head')).toContain('Đã thanh lý');
    const late = await officer.post(`/ban-giao/${closing.id}/them-hang-muc`, { name: 'Thêm', step: 'accompanying', systemId: '', acceptanceTest: 'Xem' });
    expect([late.status, textOf(late.text, '.error-summary')]).toEqual([422, expect.stringContaining('chỉ đọc')]);
  });
});
