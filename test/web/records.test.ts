import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { load } from 'cheerio';
import { buildRecord, prepareRecordIn, untilRecord } from '../builders/records.js';
import { pdfFile } from '../builders/sample-files.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { Caller } from './callers.js';

let app: TestApp;
let world: World;
let clerk: Caller;
let officer: Caller;
/** A registered record that the whole file looks at. */
let report: string;

const signedPdf = pdfFile('/ByteRange [0 10 20 30]');
const sign = (content = signedPdf, name = 'ban-ky.pdf') => ({ file: { content, name } });

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  clerk = await Caller.signedIn(app, world.at.records_clerk);
  officer = await Caller.signedIn(app, world.at.procurement_officer);
  const { department, at } = { department: world.department, at: world.at };
  report = (await prepareRecordIn(app, { agency: department, by: at.procurement_officer, signer: at.unit_head })).id;
  await untilRecord(app.database, report, 'printed');
}, 60_000);
afterAll(() => app.close());

const versionOn = (text: string): string => String(load(text)('input[name="_version"]').val());
const errorsOf = (text: string): string[] => load(text)('.error-summary li').toArray().map((item) => load(item).text().trim());

async function enter(by: Caller, id: string, fields: Record<string, string>, file: { readonly content: Buffer; readonly name: string } | 'none' = sign().file) {
  const form = await by.get(`/van-ban/${id}/vao-so`);
  return by.postFiles(`/van-ban/${id}/vao-so`, { _version: versionOn(form.text), number: '1', issuedOn: '20/11/2026', medium: 'digital', ...fields }, file === 'none' ? {} : { file });
}

describe('a record', () => {
  test('waits on the clerk\'s task list, and its page says whose turn it is', async () => {
    const tasks = await clerk.get('/viec-can-lam');
    expect(tasks.text).toContain('Vào số văn bản đã ký');
    expect(tasks.text).toContain(`/van-ban/${report}/vao-so`);
    const page = await officer.get(`/van-ban/${report}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Chờ ký, chờ vào số');
    expect(page.text).toContain('Nguyên vẹn');
    expect(page.text).not.toContain(`/van-ban/${report}/vao-so`);
  });

  test('says when nobody tries to print it any more, and is printed again when somebody asks', async () => {
    const { id } = await prepareRecordIn(app, { agency: world.department, by: world.at.procurement_officer, signer: world.at.unit_head });
    await untilRecord(app.database, id, 'printed');
    // As the printer leaves it that gave up: prepared, without a print, and told of in its history.
    await app.database.asOwner(`ALTER TABLE record DISABLE TRIGGER USER`);
    await app.database.asOwner(`ALTER TABLE record_print DISABLE TRIGGER USER`);
    await app.database.asOwner(`DELETE FROM record_print WHERE record_id = $1`, [id]);
    await app.database.asOwner(`UPDATE record SET status = 'prepared' WHERE id = $1`, [id]);
    await app.database.asOwner(`ALTER TABLE record ENABLE TRIGGER USER`);
    await app.database.asOwner(`ALTER TABLE record_print ENABLE TRIGGER USER`);
    const canonical = JSON.stringify({ facts: { edition: 'draft', attempts: 12 } });
    await app.database.asOwner(
      `WITH told AS (INSERT INTO audit_event (type, agency_id, canonical, hash) VALUES ('record.print-failed', $1, $2, sha256($2)) RETURNING id)
       INSERT INTO audit_event_subject (event_id, subject_kind, subject_id) SELECT id, 'record', $3 FROM told`,
      [world.department.id, Buffer.from(canonical), id],
    );
    const page = (await officer.get(`/van-ban/${id}`)).text;
    expect(page).toContain('Chưa in được văn bản');
    expect(load(page)(`form[action="/van-ban/${id}/in-lai"] button`).text()).toBe('In lại');
    expect((await officer.post(`/van-ban/${id}/in-lai`, {})).status).toBe(303);
    await untilRecord(app.database, id, 'printed');
    const after = (await officer.get(`/van-ban/${id}`)).text;
    expect([after.includes('Chưa in được văn bản'), after.includes('yêu cầu in lại dự thảo')]).toEqual([false, true]);
    expect((await officer.post(`/van-ban/${id}/in-lai`, {})).status).toBe(409);
  });

  test('its print is shown in place, frozen', async () => {
    const print = await officer.get(`/van-ban/${report}/ban-in`);
    expect([print.status, print.headers['content-type'], String(print.headers['content-disposition']).slice(0, 6)]).toEqual([200, 'application/pdf', 'inline']);
    expect((await officer.get(`/van-ban/${report}/ban-in-chinh-thuc`)).status).toBe(404);
  });

  test.each<[string, Record<string, string>, { content: Buffer; name: string } | 'none', string]>([
    ['a day to come', { issuedOn: '21/11/2026' }, sign().file, 'Ngày ban hành không được sau hôm nay (20/11/2026)'],
    ['a day before it was composed', { issuedOn: '19/11/2026' }, sign().file, 'Ngày ban hành không được trước ngày lập dự thảo (20/11/2026)'],
    ['no such day', { issuedOn: '31/02/2026' }, sign().file, 'không phải là ngày có thật'],
    ['no number', { number: '' }, sign().file, 'Nhập số văn bản theo sổ đăng ký'],
    ['a number that is none', { number: '0' }, sign().file, 'Số phải từ 1 đến 999999'],
    ['no copy', {}, 'none', 'Đính kèm bản đã ký.'],
    ['a "digital" copy without a signature', {}, { content: pdfFile('chưa ký'), name: 'ban-in.pdf' }, 'Tệp không có chữ ký số nào'],
    ['nothing said of the copy', { medium: '' }, sign().file, 'Chọn bản ký trong danh sách.'],
  ])('entering %s brings the form back with what was typed', async (_what, fields, file, sentence) => {
    const answer = await enter(clerk, report, { number: '7', ...fields }, file);
    expect(answer.status).toBe(422);
    expect(errorsOf(answer.text).join(' ')).toContain(sentence);
    expect(load(answer.text)('#number').val()).toBe(fields['number'] ?? '7');
  });

  test('others than the clerk do not number it and are told who does', async () => {
    const answer = await officer.get(`/van-ban/${report}/vao-so`);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Văn thư cơ quan');
  });

  test('the clerk enters number and day with the signed copy; the issued print follows, and nothing moves any more', async () => {
    const form = load((await clerk.get(`/van-ban/${report}/vao-so`)).text);
    expect([form('#number').val(), form('#issuedOn').val()]).toEqual(['1', '20/11/2026']);
    const seen = versionOn(form.html());
    expect((await enter(clerk, report, { number: '5' })).location).toBe(`/van-ban/${report}`);
    await untilRecord(app.database, report, 'issued print');
    const page = await officer.get(`/van-ban/${report}`);
    expect(page.text).toContain('số 05/BC-SO');
    expect(page.text).toContain('Đã ban hành');
    expect(page.text).toContain('Bản in có số và ngày');
    expect(page.text).toContain('hệ thống không kiểm tra chứng thư số');
    expect((await officer.get(`/van-ban/${report}/ban-in-chinh-thuc`)).status).toBe(200);
    const again = await clerk.postFiles(`/van-ban/${report}/vao-so`, { _version: seen, number: '6', issuedOn: '20/11/2026', medium: 'digital' }, sign());
    expect(again.status).toBe(409);
    const late = await officer.post(`/van-ban/${report}/thu-hoi`, { _version: '3', ground: 'Sai' });
    expect([late.status, errorsOf(late.text).join(' ')]).toEqual([422, expect.stringContaining('đã vào số')]);
  });

  test('a correction names the old one, and both say so', async () => {
    const [{ subject_id: subjectId } = { subject_id: '' }] = await app.database.asOwner<{ subject_id: string }>('SELECT subject_id FROM record WHERE id = $1', [report]);
    const correction = await prepareRecordIn(app, { agency: world.department, by: world.at.procurement_officer, signer: world.at.unit_head, subjectId, replacesId: report });
    await untilRecord(app.database, correction.id, 'printed');
    expect((await enter(clerk, correction.id, { number: '6' })).status).toBe(303);
    expect((await officer.get(`/van-ban/${report}`)).text).toContain('Đã được thay thế');
    expect((await officer.get(`/van-ban/${correction.id}`)).text).toContain('Báo cáo số 05/BC-SO');
  });
});

describe('taking a draft back', () => {
  test('asks for a reason, keeps the print, and lets another be composed', async () => {
    const subjectId = randomUUID();
    const draft = await buildRecord(app.database, { agency: world.department, by: world.at.procurement_officer, status: 'printed', subject: { kind: 'assessment', id: subjectId } });
    const form = await officer.get(`/van-ban/${draft.id}/thu-hoi`);
    const empty = await officer.post(`/van-ban/${draft.id}/thu-hoi`, { _version: versionOn(form.text), ground: ' ' });
    expect([empty.status, errorsOf(empty.text)]).toEqual([422, ['Nhập lý do.']]);
    expect((await officer.post(`/van-ban/${draft.id}/thu-hoi`, { _version: versionOn(form.text), ground: 'Sai mục II' })).status).toBe(303);
    const page = await officer.get(`/van-ban/${draft.id}`);
    expect(page.text).toContain('Đã thu hồi dự thảo');
    expect(page.text).toContain('Lý do: Sai mục II');
    expect((await enter(clerk, draft.id, { _version: '3' })).status).toBe(422);
    await buildRecord(app.database, { agency: world.department, by: world.at.procurement_officer, status: 'printed', subject: { kind: 'assessment', id: subjectId } });
  });
});

describe('readers', () => {
  test('the agency, its auditor and the city read it; another agency learns nothing', async () => {
    const [auditor, police, stranger] = await Promise.all([world.at.auditor, world.at.city_oversight, world.atWard.records_clerk].map((person) => Caller.signedIn(app, person)));
    for (const reader of [auditor, police]) expect((await reader?.get(`/van-ban/${report}/ban-in`))?.status).toBe(200);
    for (const address of ['', '/ban-in', '/ban-in-chinh-thuc', '/vao-so']) expect((await stranger?.get(`/van-ban/${report}${address}`))?.status).toBe(404);
    expect((await stranger?.get('/van-ban'))?.text).toContain('Chưa có văn bản nào');
  });

  test('the register finds by words without diacritics, by kind and by state', async () => {
    expect((await officer.get('/van-ban?q=05/bc-so')).text).toContain('05/BC-SO');
    expect((await officer.get('/van-ban?q=danh+gia+rui+ro&loai=HS-01&trang-thai=registered&nam=2026')).text).toContain('05/BC-SO');
    expect((await officer.get('/van-ban?loai=HS-03')).text).toContain('Không có văn bản nào khớp');
  });

  test('a print whose bytes changed is said in red and not sent', async () => {
    const damaged = await prepareRecordIn(app, { agency: world.department, by: world.at.procurement_officer, signer: world.at.unit_head, kind: 'HS-03' });
    await untilRecord(app.database, damaged.id, 'printed');
    const [{ sha256 } = { sha256: '' }] = await app.database.asOwner<{ sha256: string }>('SELECT sha256 FROM record_print WHERE record_id = $1', [damaged.id]);
    const file = path.join(app.dataDir, 'evidence', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    await chmod(file, 0o600);
    await writeFile(file, 'something else');
    const print = await officer.get(`/van-ban/${damaged.id}/ban-in`);
    expect([print.status, print.text.includes(sha256), print.text.includes('%PDF')]).toEqual([500, true, false]);
    const page = load((await officer.get(`/van-ban/${damaged.id}`)).text);
    expect(page('.notice--stop').text()).toContain('Có tệp không còn nguyên vẹn');
    expect(page('.state--stop').text()).toContain('không khớp mã băm');
  });
});

test('fifty clerks at once: one gets the number, and fifty numbers stay fifty', async () => {
  const ids = await Promise.all(Array.from({ length: 50 }, async () => (await buildRecord(app.database, { agency: world.department, by: world.at.procurement_officer, status: 'printed', symbol: 'TB-SO' })).id));
  const sameNumber = await Promise.all(ids.map((id) => clerk.postFiles(`/van-ban/${id}/vao-so`, { _version: '2', number: '1', issuedOn: '20/11/2026', medium: 'scan' }, sign())));
  expect(sameNumber.filter(({ status }) => status === 303)).toHaveLength(1);
  const refused = sameNumber.filter(({ status }) => status === 422);
  expect(refused).toHaveLength(49);
  expect(errorsOf(refused[0]?.text ?? '')).toEqual(['Số này đã dùng cho văn bản khác cùng ký hiệu trong năm; nhập số khác theo sổ đăng ký.']);
  expect(refused[0]?.text).toContain('năm nay: 02');
  const left = ids.filter((_, index) => sameNumber[index]?.status === 422);
  const ownNumbers = await Promise.all(left.map((id, index) => clerk.postFiles(`/van-ban/${id}/vao-so`, { _version: '2', number: String(index + 2), issuedOn: '20/11/2026', medium: 'scan' }, sign())));
  expect(ownNumbers.every(({ status }) => status === 303)).toBe(true);
  const numbers = await app.database.asOwner<{ number: number }>(`SELECT number FROM record WHERE symbol = 'TB-SO' ORDER BY number`);
  expect(numbers.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});

test('none of this was a defect in the log', () => {
  expect(app.loggedErrors).toEqual([]);
});
