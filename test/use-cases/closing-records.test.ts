import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildAbsence, buildDestruction, buildSettledClosing, itemsOf, type BuiltClosing } from '../builders/closings.js';
import { untilRecord } from '../builders/records.js';
import { pdfFile } from '../builders/sample-files.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';
import { readPaper, type Paper } from '../harness/paper.js';

/** The papers at the end of a hire, as they are printed (domain reference 4.6; khoản 4 Điều 6). */

let app: TestApp;
let world: World;
let officer: Visitor;
let it: Visitor;
let closing: BuiltClosing;

beforeAll(async () => {
  app = await startTestApp({ idleMinutes: 600_000 });
  world = await buildWorld(app.database);
  closing = await buildSettledClosing(app.database, world, { absent: ['BG-16'], missing: ['BG-23', 'BG-24'] });
  await app.setNow('2026-12-16T09:30:00+07:00');
  [officer, it] = await Promise.all([app.signIn(world.at.procurement_officer), app.signIn(world.at.it_officer)]);
  await buildAbsence(app.database, closing, 'BG-24', 'waived');
  // One item over the pages, with its file; it fails once and passes once it was handed over anew.
  const listed = (await itemsOf(app.database, closing))['BG-23'] ?? '';
  await tryItem(listed, 'failed', 'Còn thiếu ba yêu cầu đang xử lý');
  await tryItem(listed, 'passed', 'Danh sách khớp với hệ thống tiếp nhận yêu cầu');
  const added = await officer.post(`/ban-giao/${closing.id}/them-tai-khoan`, { kind: 'ssh-key', name: 'ho-tro@minh-hoa', systemId: closing.contract.system.id });
  const settling = { action: 'rotated', doneDay: '16/12/2026', doneTime: '09:10', signInFailed: 'co', proof: 'Đăng nhập bằng khóa cũ bị từ chối' };
  expect((await it.postFiles(`${added.headers['location'] ?? ''}/xu-ly`, settling, { files: paper })).status).toBe(303);
  await buildDestruction(app.database, closing);
}, 120_000);
afterAll(async () => {
  expect(app.loggedErrors).toEqual([]);
  await app.close();
});

const paper = { content: pdfFile('Danh sách tồn tại'), name: 'danh-sach-ton-tai.pdf' };

async function tryItem(itemId: string, outcome: 'passed' | 'failed', result: string): Promise<void> {
  const given = { giverPersonId: '', giverName: 'Trần Văn Mẫu', contents: 'Danh sách tồn tại, lỗi', versionText: '1.2', place: 'Kho hồ sơ của Sở', effectiveOn: '16/12/2026', note: '', vendorSigned: 'co' };
  expect((await officer.postFiles(`/ban-giao/muc/${itemId}/tiep-nhan`, given, { files: paper })).status).toBe(303);
  const [row] = await app.database.asOwner<{ id: string }>('SELECT id FROM handover_delivery WHERE item_id = $1 ORDER BY ordinal DESC LIMIT 1', [itemId]);
  const tried = { tester: world.at.it_officer.id, equipment: 'Máy trắng của Sở', ranDay: '16/12/2026', ranTime: '09:20', outcome, result };
  expect((await it.postFiles(`/ban-giao/lan-giao/${row?.id ?? ''}/kiem-tra`, tried, { files: paper })).status).toBe(303);
}

/** Draws a paper up by its act and waits for its print; KEEP_PAPERS=folder keeps the prints, to be looked at. */
async function draw(slug: string): Promise<Paper> {
  const answer = await officer.post(`/ban-giao/${closing.id}/van-ban/${slug}`, {}, '/tai-khoan/mat-khau');
  expect([slug, answer.status]).toEqual([slug, 303]);
  const page = answer.headers['location'] ?? '';
  await untilRecord(app.database, page.split('/').at(-1) ?? '', 'printed');
  const print = await officer.agent.get(`${page}/ban-in`).buffer(true).parse((response, done) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => { done(null, Buffer.concat(chunks)); });
  });
  const bytes: unknown = print.body;
  if (!Buffer.isBuffer(bytes)) throw new Error('no print');
  const folder = process.env['KEEP_PAPERS'];
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, `${slug}.pdf`), bytes);
  }
  return readPaper(bytes);
}

/** What every paper of a closing holds, and its own parts in their order. */
async function holds(slug: string, parts: readonly string[]): Promise<string> {
  const text = (await draw(slug)).text.replace(/\s+/g, ' ');
  for (const part of [...parts, closing.contract.vendor.name, '1/2025/HĐ-TN', './.', 'Lưu: VT']) expect(text).toContain(part);
  expect(text).not.toMatch(/undefined|null|NaN|\.\.;|\.\. |;\./);
  return text;
}

const draft = 'dự thảo Quy chế bảo đảm an ninh mạng hệ thống thông tin các cơ quan nhà nước trên địa bàn thành phố Hải Phòng';

describe('at the end of a hire', () => {
  test('HS-25 asks the vendor for everything, with the plan: what, in which order, how it is tried, by when', async () => {
    await holds('yeu-cau-chuyen-giao', [
      'Số:', 'V/v yêu cầu chuyển giao khi kết thúc', 'Kính gửi:', `điểm a khoản 4 Điều 6 ${draft}`, 'đầy đủ thông tin, dữ liệu, mã nguồn, tài liệu thiết kế và các công cụ cần thiết',
      'kể cả trong trường hợp thay đổi bên cung cấp dịch vụ', 'ngày 06 tháng 01 năm 2027', 'điểm b khoản 4 Điều 6', 'Không xóa, hủy dữ liệu trước khi', 'Như trên', 'KẾ HOẠCH BÀN GIAO', 'Bàn giao theo phụ lục 3',
      '05 ngày làm việc', 'BG-01 Danh mục toàn bộ', 'BG-27 Cam kết sau bàn giao', 'Nạp vào cơ sở dữ liệu trống',
    ]);
  });

  test('HS-26 says what either party gave and received, file by file with its hash, and what there is not', async () => {
    const text = await holds('bien-ban-ban-giao', [
      'BIÊN BẢN', 'Bàn giao thông tin, dữ liệu, mã nguồn, tài liệu thiết kế và công cụ', 'BÊN GIAO', 'BÊN NHẬN', 'BG-02 Dữ liệu nghiệp vụ', 'Trần Văn Mẫu', 'danh-sach-ton-tai.pdf', 'BG-16 Tên miền, DNS', 'Không có: Không phát sinh',
      'Được miễn', 'lập thành hai bản', 'ĐẠI DIỆN BÊN GIAO', 'ĐẠI DIỆN BÊN NHẬN',
    ]);
    // In the order of the list, whatever was received first.
    const places = ['BG-01 ', 'BG-07 ', 'BG-14 ', 'BG-21 ', 'BG-27 '].map((code) => text.indexOf(code));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  test('HS-27 says who tried what on which equipment with which result, failures too, and how the system ran alone', async () => {
    await holds('bien-ban-kiem-tra', [
      'BIÊN BẢN', 'Kiểm tra khả năng khai thác, sử dụng độc lập với bên cung cấp dịch vụ', 'Thời gian bắt đầu', 'Địa điểm', 'Thành phần tham dự', 'Máy trắng của Sở', 'Không đạt', 'Còn thiếu ba yêu cầu đang xử lý',
      'Chạy thử độc lập không có bên cung cấp từ 09:00 ngày 07/12/2026', 'kết quả: đạt', 'Kết luận: 23 hạng mục đã kiểm tra đều khai thác, sử dụng được khi không có bên cung cấp', 'THƯ KÝ', 'CHỦ TỌA', 'kết thúc vào',
    ]);
  });

  test('HS-28 says what was destroyed where, how and when, with the vendor’s confirmation', async () => {
    await holds('bien-ban-xoa-huy', [
      'BIÊN BẢN', 'Xóa, hủy dữ liệu tại bên cung cấp dịch vụ', 'Toàn bộ cơ sở dữ liệu và bản sao lưu', 'Phương pháp: Ghi đè ba lần', 'số 12/BB', 'Không có nhà thầu phụ', 'Số hiệu phương tiện đã hủy', 'GIẤY XÁC NHẬN XÓA, HỦY DỮ LIỆU',
      'không khôi phục được', 'ĐẠI DIỆN BÊN CUNG CẤP', 'ĐẠI DIỆN CƠ QUAN',
    ]);
  });

  test('HS-29 accepts what was supplied and settles the contract: items, run, accounts, copies', async () => {
    await holds('thanh-ly', [
      'BIÊN BẢN', 'Nghiệm thu kết quả cung cấp dịch vụ và thanh lý hợp đồng', 'Hết thời gian thuê', '27 hạng mục: 25 hạng mục đạt, 02 hạng mục không có hoặc được miễn', '01 tài khoản đã được thay đổi mật khẩu hoặc hủy bỏ', 'Nghĩa vụ bảo mật', 'kể từ ngày ký biên bản này',
      'ĐẠI DIỆN BÊN CUNG CẤP', 'ĐẠI DIỆN CƠ QUAN',
    ]);
  });

  test('HS-30 reports the end to the agency above, with the contents of the completion file', async () => {
    const text = await holds('bao-cao-ket-thuc', [
      'BÁO CÁO', 'Kết thúc thuê dịch vụ', `khoản 4 Điều 6 ${draft}`, 'BG-07 Bản sao lưu đầy đủ gần nhất', 'ho-tro@minh-hoa', 'Thay khóa, chứng thư, mã truy cập', 'MỤC LỤC HỒ SƠ HOÀN THÀNH', 'HS-26', 'HS-29', 'Chưa có số',
    ]);
    expect(text.indexOf('HS-25')).toBeLessThan(text.indexOf('HS-29'));
    expect(text.indexOf('BG-01 ')).toBeLessThan(text.indexOf('BG-27 '));
  });
});
