import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { createHash } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildHandover, buildHandoverLink, type BuiltHandover } from '../builders/handover-files.js';
import { pdfFile, pngFile } from '../builders/sample-files.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { Caller } from './callers.js';

let app: TestApp;
let world: World;
let handover: BuiltHandover;
let auditor: Caller;
let officer: Caller;
const pdf = pdfFile('danh mục dữ liệu');

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const subject = (code: string): string => `/ban-giao/minh-chung/item/${handover.item(code)}`;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  handover = await buildHandover(app.database, world);
  const { token } = await buildHandoverLink(app.database, handover);
  const vendor = Caller.visitor(app);
  const delivery = { giverName: 'Trần Văn Mẫu', contents: 'Danh mục', place: 'Tệp gửi kèm', effectiveOn: '20/11/2026' };
  for (const [code, files] of [['BG-01', { files: { content: pdf, name: 'danh mục.pdf' } }], ['BG-03', { files: { content: pngFile(), name: 'sơ đồ.png' } }]] as const) {
    const page = `/giao/${token}/hang-muc/${handover.item(code)}`;
    await vendor.readToken(page);
    expect((await vendor.postFiles(page, delivery, files)).status).toBe(303);
  }
  auditor = await Caller.signedIn(app, world.at.auditor);
  officer = await Caller.signedIn(app, world.at.it_officer);
}, 60_000);
afterAll(() => app.close());

describe('evidence beside what it must prove', () => {
  test('a PDF lies open in the page, its hash compared at this opening', async () => {
    const page = load((await auditor.get(subject('BG-01'))).text);
    expect(page('.proof__claim').text()).toContain('Phải chứng minh');
    expect(page('.proof__document').text()).toContain(sha256(pdf));
    expect(page('.proof__document').text()).toContain('Khớp khi mở');
    const shown = await auditor.get(String(page('iframe').attr('src')));
    expect(shown.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-frame-options': 'SAMEORIGIN', 'content-security-policy': expect.not.stringContaining('sandbox') });
    expect(String(shown.headers['content-disposition'])).toMatch(/^inline/);
  });

  test('a picture lies open in the page', async () => {
    const page = load((await auditor.get(subject('BG-03'))).text);
    expect((await auditor.get(String(page('.proof__picture').attr('src')))).headers).toMatchObject({ 'content-type': 'image/png' });
  });

  test('is read by the agency and its auditor, by nobody else', async () => {
    expect((await officer.get(subject('BG-01'))).status).toBe(200);
    const stranger = await Caller.signedIn(app, world.atWard.auditor);
    expect((await stranger.get(subject('BG-01'))).status).toBe(404);
    expect((await stranger.get(`/ban-giao/${handover.id}/minh-chung`)).status).toBe(404);
    expect((await auditor.get(`/ban-giao/minh-chung/khac/${handover.item('BG-01')}`)).status).toBe(404);
  });
});

describe('reviewing', () => {
  test('a question needs its reason; what was typed stays', async () => {
    const answer = await auditor.post(subject('BG-01'), { verdict: 'questioned', reason: '' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Nhập lý do nghi vấn.');
  });

  test('the auditor questions, the agency answers once, the auditor verifies', async () => {
    expect((await auditor.post(subject('BG-01'), { verdict: 'questioned', reason: 'Thiếu số bản ghi của kho tệp' })).status).toBe(303);
    const asked = load((await officer.get(subject('BG-01'))).text);
    const answerHref = String(asked('.proof__review a').attr('href'));
    expect((await auditor.get(answerHref)).status).toBe(403);
    expect((await officer.post(answerHref, { text: '' })).status).toBe(422);
    expect((await officer.post(answerHref, { text: 'Số bản ghi ở trang 4 của danh mục' })).status).toBe(303);
    expect((await officer.post(answerHref, { text: 'Lần nữa' })).status).toBe(409);
    const read = load((await auditor.get(subject('BG-01'))).text);
    expect(read('.proof__answer').text()).toContain('trang 4');
    expect((await auditor.post(subject('BG-01'), { verdict: 'verified', reason: '' })).status).toBe(303);
    const list = load((await auditor.get(`/ban-giao/${handover.id}/minh-chung`)).text);
    expect(list('tr').filter((_, row) => list(row).text().includes('BG-01')).text()).toContain('Đã xác minh');
  });

  test('nobody else reviews, and nothing is verified that has no evidence', async () => {
    expect((await officer.post(subject('BG-01'), { verdict: 'verified', reason: '' })).status).toBe(403);
    expect((await auditor.post(subject('BG-02'), { verdict: 'verified', reason: '' })).text).toContain('Chưa có tệp minh chứng nào để xác minh');
  });

  test('the walls: of its closing, once, never changed, not by who took part', async () => {
    const wall = (sql: string, values: readonly unknown[] = []): Promise<unknown> =>
      app.database.asApplication(sql, values).then(() => 'done', (error: unknown) => (typeof error === 'object' && error !== null && 'constraint' in error && error.constraint !== undefined ? error.constraint : String(error)));
    const insert = `INSERT INTO evidence_review (closing_id, subject_kind, subject_id, verdict, reviewed_by) VALUES ($1, $2, $3, $4, $5)`;
    expect(await wall(insert, [handover.id, 'account', handover.item('BG-01'), 'verified', world.at.auditor.id])).toBe('evidence_review_of_its_closing');
    expect(await wall(insert, [handover.id, 'item', handover.item('BG-01'), 'questioned', world.at.auditor.id])).toBe('evidence_review_questioned_with_reason');
    expect(await wall(insert, [handover.id, 'item', handover.item('BG-01'), 'verified', world.at.it_officer.id])).toBe('evidence_reviewed_by_another');
    expect(await wall(insert, [handover.id, 'item', handover.item('BG-01'), 'verified', world.at.auditor.id])).toBe('change_is_audited');
    expect(await wall(`UPDATE evidence_review SET verdict = 'verified'`)).toContain('permission denied');
    const answer = `INSERT INTO evidence_answer (review_id, text, answered_by) SELECT id, 'x', $1 FROM evidence_review WHERE verdict = $2 LIMIT 1`;
    expect(await wall(answer, [world.at.it_officer.id, 'verified'])).toBe('evidence_answer_to_a_question');
  });
});

describe('a byte that was flipped on disk', () => {
  test('is seen at the next opening, shown in red, written down, and is no evidence any more', async () => {
    const hash = sha256(pdf);
    const file = path.join(app.dataDir, 'evidence', hash.slice(0, 2), hash.slice(2, 4), hash);
    const bytes = await readFile(file);
    bytes.writeUInt8(bytes.readUInt8(10) ^ 1, 10);
    await chmod(file, 0o600);
    await writeFile(file, bytes);

    const page = load((await auditor.get(subject('BG-01'))).text);
    expect(page('.proof__document .notice--stop').text()).toContain('khác với mã băm khi tiếp nhận');
    expect(page('.proof__document .state--stop').text()).toContain('Không khớp');
    expect(page('iframe')).toHaveLength(0);
    expect((await auditor.post(subject('BG-01'), { verdict: 'verified', reason: '' })).text).toContain('không còn nguyên vẹn');

    const [attachment] = await app.database.asOwner<{ id: string; subject_id: string }>(`SELECT id, subject_id FROM attachment WHERE sha256 = $1`, [hash]);
    const download = await auditor.get(`/tep/${attachment?.id ?? ''}`);
    expect(download.status).toBe(409);
    expect(download.text).toContain('đã bị thay đổi');
    const recorded = await app.database.asOwner(
      `SELECT e.type FROM audit_event e JOIN audit_event_subject s ON s.event_id = e.id WHERE s.subject_id = $1 AND e.type LIKE 'evidence.%'`, [attachment?.subject_id ?? ''],
    );
    expect(recorded).toEqual([{ type: 'evidence.fault-found' }]);
    expect((await (await Caller.signedIn(app, world.at.administrator)).get('/kiem-tra-tep')).text).toContain(hash);
  });
});
