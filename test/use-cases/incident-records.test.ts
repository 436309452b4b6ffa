import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildIncident, type BuiltIncident } from '../builders/incidents.js';
import { untilRecord } from '../builders/records.js';
import { buildActiveContract, type ReadyContract } from '../builders/signing.js';
import { buildSystem } from '../builders/systems.js';
import { buildVendor } from '../builders/vendors.js';
import { build, buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';
import { readPaper, type Paper } from '../harness/paper.js';

let app: TestApp;
let world: World;
let officer: Visitor;
let contract: ReadyContract;
let incident: BuiltIncident;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  const system = await buildSystem(app.database, { agency: world.department, state: 'trial', name: 'Một cửa điện tử', code: 'HT-MC' });
  const vendor = await buildVendor(app.database, { by: world.at.procurement_officer, name: 'Công ty TNHH Giải pháp Minh Họa' });
  contract = await buildActiveContract(app.database, { agency: world.department, people: world.at, system, vendor, number: '12/2026/HĐ-CNTT', startsOn: '2026-11-01' });
  incident = await buildIncident(app.database, {
    agency: world.department, by: world.at.it_officer, contract, systems: [system], level: 'high', conditions: ['personal-data'], title: 'Lộ danh sách hồ sơ trên hệ thống một cửa',
  });
  officer = await app.signIn(world.at.procurement_officer);
}, 90_000);
afterAll(() => app.close());

/** Draws a record up and waits for its print. KEEP_PAPERS=folder keeps it, to be looked at. */
async function draw(address: string, fields: Readonly<Record<string, string>> = {}): Promise<{ readonly id: string; readonly text: string; readonly paper: Paper }> {
  const answer = await officer.post(address, fields, '/tai-khoan/mat-khau');
  expect(answer.status).toBe(303);
  const page = answer.headers['location'] ?? '';
  const id = page.split('/').at(-1) ?? '';
  await untilRecord(app.database, id, 'printed');
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
    await writeFile(path.join(folder, `${address.split('/').at(-1) ?? ''}.pdf`), bytes);
  }
  const paper = await readPaper(bytes);
  return { id, paper, text: paper.text.replace(/\s+/g, ' ') };
}

const report = {
  content: 'Phát hiện danh sách 1.200 hồ sơ được tải xuống từ địa chỉ ngoài danh sách cho phép.', timeAndPlace: 'Xuất hiện lúc 10:00, phát hiện lúc 11:00 ngày 20/11/2026 tại trung tâm dữ liệu.', cause: '',
  impact: 'Thông tin cá nhân của người nộp hồ sơ có nguy cơ bị lộ.', measures: 'Ngắt kết nối, khóa tài khoản, lưu nhật ký.', proposals: '',
};

describe('HS-23, the 24-hour report', () => {
  test('goes to the city through its police, with the six parts in their order', async () => {
    const { text } = await draw(`/su-co/${incident.id}/bao-cao-24-gio`, report);
    for (const part of ['BÁO CÁO', 'Kính gửi: Ủy ban nhân dân thành phố Hải Phòng (qua Công an thành phố)', 'khoản 2 Điều 25 dự thảo Quy chế bảo đảm an ninh mạng', incident.code, '12/2026/HĐ-CNTT', 'Một cửa điện tử (HT-MC', 'mức độ: cao', 'Chưa xác định.', 'Không có.', './.']) expect(text).toContain(part);
    const headings = ['Nội dung vụ, việc', 'Thời gian, địa điểm phát sinh vụ, việc', 'Nguyên nhân xảy ra vụ, việc (nếu có)', 'Đánh giá rủi ro, ảnh hưởng đối với hệ thống thông tin', 'Các biện pháp đơn vị đã tiến hành', 'Kiến nghị, đề xuất (nếu có)'].map((heading) => text.indexOf(heading));
    expect(headings.every((place) => place >= 0)).toBe(true);
    expect(headings).toEqual(headings.toSorted((one, other) => one - other));
    expect(text).not.toMatch(/undefined|null|NaN/);
  });

  test('registered, it is what was sent: the clock stops by it and shows its number', async () => {
    const clock = incident.clocks['D-03'] ?? '';
    const [draft] = await app.database.asOwner<{ id: string }>(`SELECT id FROM record WHERE kind = 'HS-23' AND subject_id = $1`, [incident.id]);
    const sent = { stage: 'final', sentDay: '20/11/2026', sentTime: '12:00', channel: 'document', recipient: 'Công an thành phố', summary: 'Báo cáo 24 giờ', recordId: draft?.id ?? '' };
    expect((await officer.post(`/thoi-han/${clock}/bao-cao`, sent)).text).toContain('Chọn văn bản đã vào sổ trong danh sách.');
    await build(app.database, async (query) => {
      await query(
        `INSERT INTO attachment (subject_kind, subject_id, agency_id, purpose, name, media_type, size, sha256, uploaded_by) VALUES ('record', $1, $2, 'Bản quét của bản ký', 'ban-ky.pdf', 'application/pdf', 1000, repeat('a', 64), $3)`,
        [draft?.id, world.department.id, world.at.records_clerk.id],
      );
      await query(
        `UPDATE record SET status = 'registered', number = 15, issued_on = app_today(), registered_by = $2, registered_at = app_now(), signed_medium = 'scan', signed_sha256 = repeat('a', 64) WHERE id = $1`,
        [draft?.id, world.at.records_clerk.id],
      );
    });
    expect((await officer.post(`/thoi-han/${clock}/bao-cao`, sent)).status).toBe(303);
    const shown = (await officer.get(`/thoi-han/${clock}`)).text;
    expect(shown).toContain('15/BC-SO');
    expect(await app.database.asOwner('SELECT 1 FROM duty_clock_settlement WHERE clock_id = $1', [clock])).toHaveLength(1);
  });
});

describe('HS-22, the minutes of a violation of personal data', () => {
  test('say what is known and leave open what only people can say', async () => {
    const { text } = await draw(`/su-co/${incident.id}/bien-ban-du-lieu-ca-nhan`);
    for (const part of ['BIÊN BẢN', 'Xác nhận về việc xảy ra hành vi vi phạm quy định về bảo vệ dữ liệu cá nhân', 'Theo kiểm tra ban đầu', 'Loại dữ liệu cá nhân, số lượng chủ thể dữ liệu bị ảnh hưởng', 'Công ty TNHH Giải pháp Minh Họa', 'THƯ KÝ', 'CHỦ TỌA']) expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|null|NaN/);
  });
});
