import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildAccessClosure, buildAccessGrant, buildAccessRequest, buildAccessSession, buildAccessUse, buildBoundPerson, type BuiltGrant } from '../builders/access.js';
import { untilRecord } from '../builders/records.js';
import { buildActiveContract, type ReadyContract } from '../builders/signing.js';
import { buildDataAsset, buildSystem } from '../builders/systems.js';
import { buildVendor } from '../builders/vendors.js';
import { build, buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';
import { readPaper, type Paper } from '../harness/paper.js';

let app: TestApp;
let world: World;
let officer: Visitor;
let contract: ReadyContract;
let grant: BuiltGrant;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  const system = await buildSystem(app.database, { agency: world.department, state: 'trial', name: 'Một cửa điện tử', code: 'HT-MC' });
  await buildDataAsset(app.database, { system, name: 'Hồ sơ thủ tục hành chính', personalData: 'basic', subjects: 12_000 });
  const vendor = await buildVendor(app.database, { by: world.at.procurement_officer, name: 'Công ty TNHH Giải pháp Minh Họa' });
  contract = await buildActiveContract(app.database, {
    agency: world.department, people: world.at, system, vendor, number: '12/2026/HĐ-CNTT', name: 'Thuê hệ thống một cửa điện tử năm 2026 - 2028', startsOn: '2026-11-01',
  });
  const people = [await buildBoundPerson(app.database, { contract, fullName: 'Nguyễn Văn Thử' }), await buildBoundPerson(app.database, { contract, fullName: 'Trần Thị Mẫu', validUntil: '2027-06-30' })];
  grant = await buildAccessGrant(app.database, { contract, people, accounts: ['vh-thu', 'vh-mau'], plane: 'infrastructure', hours: 72 });
  officer = await app.signIn(world.at.procurement_officer);
}, 90_000);
afterAll(() => app.close());

/** Draws a paper up by its act and waits for its print. */
async function draw(address: string): Promise<{ id: string; paper: Paper }> {
  const answer = await officer.post(address, {}, '/tai-khoan/mat-khau');
  if (answer.status !== 303) throw new Error(`${address}: ${String(answer.status)} ${answer.text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(0, 1500)}`);
  const page = answer.headers['location'] ?? '';
  const id = page.split('/').at(-1) ?? '';
  await untilRecord(app.database, id, 'printed');
  const shown = await officer.get(page);
  expect(shown.status).toBe(200);
  const print = await officer.agent.get(`${page}/ban-in`).buffer(true).parse((response, done) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => { done(null, Buffer.concat(chunks)); });
  });
  const bytes: unknown = print.body;
  if (!Buffer.isBuffer(bytes)) throw new Error('no print');
  await keep(address, bytes);
  return { id, paper: await readPaper(bytes) };
}

let kept = 0;

/** KEEP_PAPERS=folder keeps the prints, to be looked at. */
async function keep(address: string, bytes: Buffer): Promise<void> {
  const folder = process.env['KEEP_PAPERS'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${address.split('/').slice(-2).join('-')}-${String((kept += 1))}.pdf`), bytes);
}

const ofContract = (act: string, of: ReadyContract = contract): string => `/hop-dong/${of.id}/quyen-truy-cap/van-ban/${act}`;
/** The matter as one text, spaces run together. */
const whole = (paper: Paper): string => paper.text.replace(/\s+/g, ' ');
const refusal = async (address: string): Promise<string> => {
  const answer = await officer.post(address, {}, '/tai-khoan/mat-khau');
  expect(answer.status).toBe(409);
  return answer.text;
};
const withdraw = async (id: string): Promise<void> => {
  await build(app.database, async (query) => {
    await query(`UPDATE record SET status = 'withdrawn', withdrawn_by = $2, withdrawn_at = app_now(), withdrawn_ground = 'Lập nhầm', version = version + 1 WHERE id = $1`, [id, world.at.procurement_officer.id]);
  });
};

describe('HS-06, the agreement about confidentiality', () => {
  test('has both parties, its articles, and the commitments of the people in a landscape annex', async () => {
    const { paper } = await draw(ofContract('thoa-thuan-bao-mat'));
    const text = whole(paper);
    for (const part of [
      'BẢN THỎA THUẬN', 'Bảo mật thông tin trong thực hiện Hợp đồng số 12/2026/HĐ-CNTT', 'Căn cứ Hợp đồng số 12/2026/HĐ-CNTT ngày 20 tháng 11 năm 2026 giữa', 'BÊN A', 'BÊN B', 'Công ty TNHH Giải pháp Minh Họa',
      'điểm a khoản 2 Điều 6 dự thảo Quy chế bảo đảm an ninh mạng', 'Điều 1. Thông tin phải bảo mật', 'Một cửa điện tử (HT-MC), cấp độ 2', 'điểm b khoản 2 Điều 6', 'Điều 6. Hiệu lực', 'ĐẠI DIỆN BÊN A', 'ĐẠI DIỆN BÊN B',
      'BẢN CAM KẾT BẢO MẬT THÔNG TIN CỦA CÁ NHÂN', 'Nguyễn Văn Thử', 'Trần Thị Mẫu', 'đến hết ngày 30/06/2027', 'không xác định thời hạn', './.',
    ]) expect(text).toContain(part);
    expect(paper.pages.at(-1)?.width).toBeGreaterThan(paper.pages.at(-1)?.height ?? 0);
    expect(text).not.toMatch(/undefined|null|NaN/);
    expect(await refusal(ofContract('thoa-thuan-bao-mat'))).toContain('Đã có dự thảo bản thỏa thuận');
  });
});

describe('HS-07, the form of a request', () => {
  test('says who, what, where, why, until when and under whose eyes; once for each request', async () => {
    const request = await buildAccessRequest(app.database, { contract, people: [await buildBoundPerson(app.database, { contract, fullName: 'Lê Văn Phiếu' })], accounts: ['vh-phieu'], purpose: 'upgrade-support', hours: 48 });
    const address = `/quyen-truy-cap/de-nghi/${request.id}/van-ban`;
    const { paper } = await draw(address);
    const text = whole(paper);
    for (const part of [
      'PHIẾU ĐỀ NGHỊ', 'Lê Văn Phiếu', 'vh-phieu', 'Hỗ trợ nâng cấp', 'Một cửa điện tử (HT-MC), cấp độ 2', 'từ 12:00 ngày 20/11/2026 đến 12:00 ngày 22/11/2026 (2 ngày)', 'mọi thời điểm', 'Khôi phục bản sao lưu',
      'ĐIỂM KHÁC THƯỜNG', 'Lần đầu: Lê Văn Phiếu', 'Ý KIẾN CỦA CÁN BỘ CHUYÊN TRÁCH AN NINH MẠNG', 'PHÊ DUYỆT', 'NGƯỜI ĐỀ NGHỊ', 'NGƯỜI PHÊ DUYỆT',
    ]) expect(text).toContain(part);
    expect(text).not.toContain('Số:');
    expect(text).not.toMatch(/undefined|null|NaN/);
    expect(await refusal(address)).toContain('Văn bản này đã được lập');
  });
});

describe('HS-08, the decision about access', () => {
  let later: BuiltGrant;
  let id: string;

  test('is one for all grants of the contract that need one, with people and accounts in its annex', async () => {
    later = await buildAccessGrant(app.database, { contract, people: [await buildBoundPerson(app.database, { contract, fullName: 'Phạm Dài Hạn' })], accounts: ['vh-dai'], startsIn: 24, hours: 24 * 45 });
    // Neither privileged nor long; opened in an emergency; over before it could be decided about.
    await buildAccessGrant(app.database, { contract, accounts: ['vh-ngan'], hours: 24 });
    await buildAccessGrant(app.database, { contract, form: 'emergency', accounts: ['vh-khan'], plane: 'infrastructure' });
    const drawn = await draw(ofContract('quyet-dinh-cap-quyen'));
    id = drawn.id;
    const text = whole(drawn.paper);
    for (const part of [
      'QUYẾT ĐỊNH', 'Về việc cấp quyền truy cập hệ thống thông tin cho Công ty TNHH Giải pháp Minh Họa', 'Theo đề nghị của', 'QUYẾT ĐỊNH:', 'cho 03 người của', 'sử dụng 03 tài khoản', 'điểm c khoản 2 Điều 6 dự thảo Quy chế bảo đảm an ninh mạng',
      'Điều 3. Giám sát, thu hồi', 'Điều 4. Quyết định này có hiệu lực kể từ ngày ký.', 'Như Điều 5', 'DANH SÁCH NGƯỜI VÀ TÀI KHOẢN ĐƯỢC CẤP QUYỀN TRUY CẬP', 'Nguyễn Văn Thử', 'Trần Thị Mẫu', 'Phạm Dài Hạn', 'vh-dai', './.',
    ]) expect(text).toContain(part);
    for (const part of ['vh-ngan', 'vh-khan', 'undefined', 'null', 'NaN']) expect(text).not.toContain(part);
    const named = await app.database.asOwner<{ grant_id: string }>('SELECT grant_id FROM access_record_grant WHERE record_id = $1', [id]);
    expect(named.map(({ grant_id }) => grant_id).toSorted()).toEqual([grant.grantId, later.grantId].toSorted());
  });

  test('is not made twice for the same grants; a withdrawn draft frees them', async () => {
    expect(await refusal(ofContract('quyet-dinh-cap-quyen'))).toContain('Không có quyền truy cập nào cần đưa vào quyết định');
    await withdraw(id);
    const again = await draw(ofContract('quyet-dinh-cap-quyen'));
    expect(whole(again.paper)).toContain('Phạm Dài Hạn');
    const further = await buildAccessGrant(app.database, { contract, people: [await buildBoundPerson(app.database, { contract, fullName: 'Người Đến Sau' })], accounts: ['vh-sau'], plane: 'infrastructure' });
    const next = await draw(ofContract('quyet-dinh-cap-quyen'));
    expect(whole(next.paper)).toContain('Người Đến Sau');
    expect(whole(next.paper)).not.toContain('Phạm Dài Hạn');
    expect(await app.database.asOwner('SELECT 1 FROM access_record_grant WHERE record_id = $1 AND grant_id = $2', [next.id, further.grantId])).toHaveLength(1);
  });

  test('lies in the history of the contract, its vendor, the system and each grant', async () => {
    const subjects = await app.database.asOwner<{ subject_kind: string }>(
      `SELECT s.subject_kind FROM audit_event e JOIN audit_event_subject s ON s.event_id = e.id WHERE e.type = 'record.prepared' AND e.id IN (SELECT event_id FROM audit_event_subject WHERE subject_id = $1)`, [id],
    );
    expect(subjects.map(({ subject_kind }) => subject_kind).toSorted()).toEqual(['access-grant', 'access-grant', 'contract', 'record', 'system', 'vendor']);
  });
});

describe('HS-09, the minutes of a session', () => {
  test('say who sat by, what was done and what was out of order; for attended sessions alone, once', async () => {
    const session = await buildAccessSession(app.database, { contract, grant, personName: 'Nguyễn Văn Thử', account: 'vh-thu', marks: ['address-not-allowed'], by: world.at.procurement_officer });
    const { paper } = await draw(`/quyen-truy-cap/phien/${session}/van-ban`);
    const text = whole(paper);
    for (const part of [
      'BIÊN BẢN', 'Giám sát phiên truy cập hệ thống Một cửa điện tử', 'Thời gian bắt đầu: 10 giờ 00, ngày 20 tháng 11 năm 2026', 'Thành phần tham dự', 'Chủ trì (chủ tọa)', 'Thư ký (người ghi biên bản)',
      'Cập nhật bản vá và khởi động lại dịch vụ', 'địa chỉ nguồn không được phép', 'Phiên truy cập kết thúc vào 11 giờ 00, ngày 20 tháng 11 năm 2026./.', 'THƯ KÝ', 'NGƯỜI TRUY CẬP', 'CHỦ TỌA', 'Lưu: VT, Hồ sơ.',
    ]) expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|null|NaN/);
    expect(await refusal(`/quyen-truy-cap/phien/${session}/van-ban`)).toContain('Văn bản này đã được lập');
    const unwatched = await buildAccessSession(app.database, { contract, personName: 'Không Rõ', supervision: 'none' });
    expect(await refusal(`/quyen-truy-cap/phien/${unwatched}/van-ban`)).toContain('chỉ lập cho phiên có cán bộ giám sát tại chỗ');
  });
});

describe('HS-14, the decision about revoking', () => {
  test('is prepared with the revocation: who, which accounts, since when, why, who confirms until when', async () => {
    const head = await app.signIn(world.at.unit_head);
    const taken = await buildAccessGrant(app.database, { contract, people: [await buildBoundPerson(app.database, { contract, fullName: 'Bị Thu Hồi' })], accounts: ['vh-thu-hoi'] });
    const answer = await head.post(`/quyen-truy-cap/${taken.grantId}/thu-hoi`, { ground: 'Truy cập ngoài phạm vi được cấp' });
    expect([answer.status, answer.text.replace(/<[^>]*>/g, ' ').slice(0, 300)]).toEqual([303, expect.any(String)]);
    const [record] = await app.database.asOwner<{ id: string }>(`SELECT r.id FROM record r JOIN access_record_grant x ON x.record_id = r.id WHERE r.kind = 'HS-14' AND x.grant_id = $1`, [taken.grantId]);
    await untilRecord(app.database, record?.id ?? '', 'printed');
    const print = await officer.agent.get(`/van-ban/${record?.id ?? ''}/ban-in`).buffer(true).parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => { done(null, Buffer.concat(chunks)); });
    });
    const bytes: unknown = print.body;
    if (!Buffer.isBuffer(bytes)) throw new Error('no print');
    await keep('/x/thu-hoi', bytes);
    const text = whole(await readPaper(bytes));
    for (const part of [
      'Về việc thu hồi quyền truy cập hệ thống thông tin đã cấp cho Công ty TNHH Giải pháp Minh Họa', 'Thu hồi quyền truy cập hệ thống thông tin đã cấp cho 01 người', 'sử dụng 01 tài khoản', 'Thời điểm thu hồi: 12 giờ 00 phút ngày 20 tháng 11 năm 2026',
      'Lý do thu hồi: Truy cập ngoài phạm vi được cấp.', 'xác nhận từng tài khoản kèm minh chứng chậm nhất 12 giờ 00 phút ngày 21 tháng 11 năm 2026', 'Theo đề nghị của Cán bộ chuyên trách an ninh mạng', 'điểm b khoản 4 Điều 6', 'Bị Thu Hồi', 'vh-thu-hoi', 'Như Điều 5',
    ]) expect(text).toContain(part);
  });
});

describe('the register of access', () => {
  test('has grants, openings, sessions and closings in order of time', async () => {
    const standing = await buildAccessGrant(app.database, { contract, form: 'standing', people: [await buildBoundPerson(app.database, { contract, fullName: 'Trực Đêm' })], accounts: ['vh-truc'], hours: 72 });
    await buildAccessUse(app.database, { grant: standing, by: world.at.it_officer });
    const short = await buildAccessGrant(app.database, { contract, people: [await buildBoundPerson(app.database, { contract, fullName: 'Đã Khóa' })], accounts: ['vh-khoa'], hours: 1 });
    await app.setNow('2026-11-20T14:00:00+07:00');
    officer = await app.signIn(world.at.procurement_officer);
    const [line] = await app.database.asOwner<{ id: string }>('SELECT id FROM access_line WHERE grant_id = $1', [short.grantId]);
    await buildAccessClosure(app.database, { lineId: line?.id ?? '', by: world.at.it_officer });
    await buildAccessSession(app.database, { contract, personName: 'Người Lạ', account: 'root', supervision: 'none', marks: ['without-grant', 'unsupervised'] });
    const text = whole((await draw(ofContract('so-theo-doi'))).paper);
    for (const part of [
      'SỔ THEO DÕI TRUY CẬP', 'tính đến 14:00 ngày 20/11/2026', 'Phụ lục I', 'QUYỀN TRUY CẬP ĐÃ CẤP', 'Khóa tài khoản lúc 14:00 ngày 20/11/2026', 'Phụ lục II', 'Trực Đêm (vh-truc)', 'đang mở, tự đóng lúc 16:00 ngày 20/11/2026', 'chưa đến thời hạn', 'Máy chủ ngừng trả lời', 'Phụ lục III', 'Người Lạ; root',
      'không có quyền truy cập nào được cấp; không được giám sát như yêu cầu',
    ]) expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|null|NaN/);
    expect(text.indexOf('Nguyễn Văn Thử; vh-thu')).toBeLessThan(text.indexOf('Người Lạ; root'));
  });

  test('breaks over pages with 300 rows: every row whole, its head on every page', async () => {
    const system = await buildSystem(app.database, { agency: world.department, state: 'trial', name: 'Hệ thống nhiều phiên' });
    await buildDataAsset(app.database, { system });
    const busy = await buildActiveContract(app.database, { agency: world.department, people: world.at, system, number: '13/2026/HĐ-CNTT', startsOn: '2026-11-01' });
    await build(app.database, async (query) => {
      await query(
        `INSERT INTO access_session (id, contract_id, system_id, person_name, account_name, began_at, ended_at, source_address, work_done, supervision, marks, recorded_by)
         SELECT gen_random_uuid(), $1, $2, 'Người thứ ' || n, 'tk' || n, app_now() - make_interval(hours => 400 - n), app_now() - make_interval(hours => 400 - n, mins => -20), '203.0.113.7',
                'Đầu phiên ' || n || ' ' || repeat('nội dung dài qua nhiều dòng ', n % 3) || 'cuối phiên ' || n, 'none', '{without-grant}', $3
           FROM generate_series(1, 300) n`,
        [busy.id, system.id, world.at.it_officer.id],
      );
    });
    const { paper } = await draw(ofContract('so-theo-doi', busy));
    const pages = paper.pages.filter(({ text }) => text.includes('Đầu phiên'));
    expect(pages.length).toBeGreaterThan(10);
    for (const page of pages) {
      expect(page.width).toBeGreaterThan(page.height);
      expect(page.text).toContain('Nội dung đã thực hiện');
      const begun = [...page.text.matchAll(/Đầu phiên (\d+)/g)].map(([, number]) => number);
      const ended = [...page.text.matchAll(/cuối\s+phiên\s+(\d+)/g)].map(([, number]) => number);
      expect(ended).toEqual(begun);
    }
    const order = pages.flatMap(({ text }) => [...text.matchAll(/Đầu phiên (\d+)/g)].map(([, number]) => Number(number)));
    expect(order).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
  });

  test('is refused where there is nothing to keep', async () => {
    const empty = await buildActiveContract(app.database, { agency: world.department, people: world.at, startsOn: '2026-11-01' });
    expect(await refusal(ofContract('so-theo-doi', empty))).toContain('chưa có quyền truy cập hoặc phiên truy cập nào để ghi sổ');
    expect(await refusal(ofContract('quyet-dinh-cap-quyen', empty))).toContain('Không có quyền truy cập nào');
  });
});
