import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { createHash } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildAccessGrant } from '../builders/access.js';
import { buildClosing, buildEndingContract, buildSettledClosing, buildSurvey } from '../builders/closings.js';
import { buildHandover, buildHandoverLink, type BuiltHandover } from '../builders/handover-files.js';
import { pdfFile, pngFile } from '../builders/sample-files.js';
import { buildWorld, type World } from '../builders/world.js';
import { NOON, startTestApp, type TestApp } from '../harness/app.js';
import { Caller, type Reply } from './callers.js';

let app: TestApp;
let world: World;
let handover: BuiltHandover;
let auditor: Caller;
let officer: Caller;
const pdf = pdfFile('danh mục dữ liệu');

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const subject = (code: string): string => `/ban-giao/minh-chung/item/${handover.item(code)}`;

beforeAll(async () => {
  app = await startTestApp({ idleMinutes: 600_000 });
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
    expect(answer.text).toContain('Nhập nội dung cần làm rõ.');
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

describe('accounts and the closing itself', () => {
  test('an account lies beside what settled it, where it was seen, and its proof', async () => {
    const it = officer;
    const added = await it.post(`/ban-giao/${handover.id}/them-tai-khoan`, { kind: 'api-key', name: 'khoa-lgsp', systemId: handover.contract.system.id });
    const account = added.location.split('#')[0] ?? '';
    const page = account.replace('/ban-giao/tai-khoan/', '/ban-giao/minh-chung/account/');
    expect(load((await auditor.get(page)).text)('.proof__document').text()).toContain('Chưa có tệp để mở');
    expect((await auditor.post(page, { verdict: 'verified', reason: '' })).text).toContain('Chưa có tệp minh chứng nào để xác minh');
    const settling = { action: 'rotated', doneDay: '20/11/2026', doneTime: '12:00', signInFailed: 'co', proof: 'Gọi bằng khóa cũ bị từ chối' };
    expect((await it.postFiles(`${account}/xu-ly`, settling, { files: { content: pngFile(), name: 'từ chối.png' } })).status).toBe(303);
    await buildSurvey(app.database, handover, [{ name: 'khoa-lgsp', enabled: false, belongs: 'vendor' }]);
    const shown = load((await auditor.get(page)).text);
    expect(shown('h1').text()).toContain(`khoa-lgsp – ${handover.contract.system.name}`);
    const claim = shown('.proof__claim').text();
    for (const text of ['đăng nhập không thành công', 'Thay khóa, chứng thư, mã truy cập: Gọi bằng khóa cũ bị từ chối', 'tài khoản đã khóa, của bên cung cấp']) expect(claim).toContain(text);
    expect((await auditor.get(String(shown('.proof__picture').attr('src')))).status).toBe(200);
    expect((await auditor.post(page, { verdict: 'verified', reason: '' })).status).toBe(303);
    expect(load((await auditor.get(`/ban-giao/${handover.id}/minh-chung`)).text)('tr').text()).toMatch(/khoa-lgsp[^]*Đã xác minh/);
    const stranger = await Caller.signedIn(app, world.atWard.auditor);
    expect((await stranger.get(page)).status).toBe(404);
  });

  test('an account that was closed when its access was withdrawn shows the proof of that', async () => {
    try {
      const contract = await buildEndingContract(app.database, world);
      await buildAccessGrant(app.database, { contract, accounts: ['vh.cuoi'], hours: 2 });
      await app.setNow('2026-11-20T15:00:00+07:00');
      const { id } = await buildClosing(app.database, contract);
      const [line] = await app.database.asOwner<{ id: string; account: string }>(
        `SELECT l.id, n.id AS account FROM access_line l JOIN closing_account n ON n.account_id = l.account_id WHERE l.contract_id = $1`, [contract.id],
      );
      const closing = { action: 'disabled', doneDay: '20/11/2026', doneTime: '14:30', proof: 'Đăng nhập bị từ chối' };
      expect((await officer.postFiles(`/quyen-truy-cap/tai-khoan/${line?.id ?? ''}`, closing, { file: { content: pngFile(), name: 'khóa.png' } })).status).toBe(303);
      const shown = load((await auditor.get(`/ban-giao/minh-chung/account/${line?.account ?? ''}`)).text);
      expect(shown('.proof__claim').text()).toContain('Đăng nhập bị từ chối');
      expect((await auditor.get(String(shown('.proof__picture').attr('src')))).status).toBe(200);
      expect(load((await auditor.get(`/ban-giao/${id}/minh-chung`)).text)('tr').text()).toMatch(/vh\.cuoi[^]*1 tệp/);
    } finally {
      await app.setNow(NOON);
    }
  });

  test('the closing lies beside its run, its looks and what became of copies; the auditor judges it once it is closed too', async () => {
    try {
      const closing = await buildSettledClosing(app.database, world);
      await app.setNow('2026-12-16T09:00:00+07:00');
      const destruction = { scope: 'Toàn bộ cơ sở dữ liệu', method: 'Ghi đè', doneDay: '16/12/2026', doneTime: '09:00', minutesNumber: '12/BB', subcontractors: 'Không có' };
      expect((await (await Caller.signedIn(app, world.at.procurement_officer)).postFiles(`/ban-giao/${closing.id}/xoa-huy`, destruction, { file: { content: pdfFile('biên bản'), name: 'xác nhận.pdf' } })).status).toBe(303);
      expect((await (await Caller.signedIn(app, world.at.unit_head)).post(`/ban-giao/${closing.id}/ket-thuc`, { confirmed: 'yes' })).status).toBe(303);
      const judge = await Caller.signedIn(app, world.at.auditor);
      const page = `/ban-giao/minh-chung/closing/${closing.id}`;
      const shown = load((await judge.get(page)).text);
      expect(shown('h1').text()).toContain('Chạy thử độc lập và bản sao của bên cung cấp');
      expect(shown('.proof__claim').text()).toMatch(/Bắt đầu chạy thử độc lập lần 1[^]*Kết thúc chạy thử độc lập: Hệ thống chạy ổn định[^]*Rà soát tài khoản của[^]*biên bản số 12\/BB[^]*Kết thúc hợp đồng/);
      expect(shown('iframe')).toHaveLength(1);
      expect((await judge.post(page, { verdict: 'questioned', reason: 'Chưa có số sê-ri của phương tiện đã hủy' })).status).toBe(303);
      const agency = await Caller.signedIn(app, world.at.procurement_officer);
      expect((await agency.get('/viec-can-lam')).text).toContain('Giải trình về minh chứng bàn giao cần làm rõ');
      const answerHref = String(load((await agency.get(page)).text)('.proof__review a').attr('href'));
      expect((await agency.post(answerHref, { text: 'Số sê-ri ở phụ lục của biên bản' })).status).toBe(303);
      expect((await agency.get('/viec-can-lam')).text).not.toContain('Giải trình về minh chứng bàn giao cần làm rõ');
      expect((await judge.post(page, { verdict: 'verified', reason: '' })).status).toBe(303);
    } finally {
      await app.setNow(NOON);
    }
  });

  test('the auditor changes nothing else', async () => {
    const item = handover.item('BG-10');
    for (const act of [`/ban-giao/muc/${item}/tiep-nhan`, `/ban-giao/muc/${item}/khong-co`, `/ban-giao/${handover.id}/duong-lien-ket`, `/ban-giao/${handover.id}/them-tai-khoan`, `/ban-giao/${handover.id}/ket-thuc`]) {
      expect([act, (await auditor.post(act, {})).status]).toEqual([act, 403]);
    }
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

    // Whoever must act is told: the administrator by the hash alone, the agency by the name of the file; nobody elsewhere.
    const administrator = await Caller.signedIn(app, world.at.administrator);
    const contracts = await Caller.signedIn(app, world.at.procurement_officer);
    const elsewhere = await Caller.signedIn(app, world.atWard.procurement_officer);
    const standing = (reply: Reply): string => load(reply.text)('main').text();
    expect(load((await administrator.get('/viec-can-lam')).text)('main').text()).toContain('Khôi phục từ bản sao lưu tệp lưu trữ');
    expect((await administrator.get('/')).text).toContain('href="/kiem-tra-tep"');
    const [seenByAdministrator, seenByAgency, seenElsewhere] = [await administrator.get('/kiem-tra-tep'), await contracts.get('/kiem-tra-tep'), await elsewhere.get('/kiem-tra-tep')].map(standing);
    expect([seenByAdministrator?.includes(hash), seenByAdministrator?.includes('danh mục.pdf')]).toEqual([true, false]);
    expect([seenByAgency?.includes(hash), seenByAgency?.includes('danh mục.pdf')]).toEqual([true, true]);
    expect(seenElsewhere).not.toContain(hash);
    const tasks = load((await contracts.get('/viec-can-lam')).text);
    const task = tasks('main a').filter((_, link) => tasks(link).attr('href') === `/kiem-tra-tep#tep-${attachment?.id ?? ''}`);
    expect([task.length, (await elsewhere.get('/viec-can-lam')).text.includes('Tệp không còn nguyên vẹn')]).toEqual([1, false]);

    expect((await contracts.get(`/hop-dong/${handover.contract.id}/ban-giao`)).text).toContain('phát hiện tệp lưu trữ đã bị thay đổi');

    // Restored from a backup, it is evidence again, and nothing is left to do.
    bytes.writeUInt8(bytes.readUInt8(10) ^ 1, 10);
    await writeFile(file, bytes);
    expect((await contracts.get(`/tep/${attachment?.id ?? ''}`)).status).toBe(200);
    expect((await contracts.get('/viec-can-lam')).text).not.toContain('Tệp không còn nguyên vẹn');
    expect((await auditor.post(subject('BG-01'), { verdict: 'verified', reason: '' })).status).toBe(303);
  });
});
