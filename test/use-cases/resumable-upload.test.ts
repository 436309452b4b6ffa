import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { access, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { createUploads } from '../../server/handovers/application/uploads.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { openReader } from '../../server/platform/database/reading.js';
import { createUnitOfWork } from '../../server/platform/database/transactions.js';
import { openFolderStore } from '../../server/platform/evidence-store/index.js';
import { buildHandover, buildHandoverLink, endHandoverLink, type BuiltHandover } from '../builders/handover-files.js';
import { pdfFile, zipFile } from '../builders/sample-files.js';
import { buildWorld, type World } from '../builders/world.js';
import { NOON, startTestApp, type TestApp } from '../harness/app.js';
import { Caller, type Reply } from '../web/callers.js';

let app: TestApp;
let world: World;
let handover: BuiltHandover;
let link: { token: string; id: string };
let vendor: Caller;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  handover = await buildHandover(app.database, world);
}, 60_000);
afterAll(async () => {
  expect(app.loggedErrors).toEqual([]);
  await app.close();
});
afterEach(() => endHandoverLink(app.database, handover, link.id));
beforeEach(async () => {
  link = await buildHandoverLink(app.database, handover);
  vendor = Caller.visitor(app);
  await vendor.readToken(itemPath('BG-08'));
});

const sheet = (): string => `/giao/${link.token}`;
const itemPath = (code: string): string => `${sheet()}/hang-muc/${handover.item(code)}`;
const whole = zipFile({ 'src/a.ts': randomBytes(100_000).toString('hex') });
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

interface State {
  readonly id: string;
  readonly received: number;
  readonly sha256: string | null;
  readonly text?: string;
}

function stateOf(reply: Reply): State {
  const parsed: unknown = JSON.parse(reply.text);
  if (typeof parsed !== 'object' || parsed === null) throw new Error(reply.text);
  const facts = new Map<string, unknown>(Object.entries(parsed));
  const text = facts.get('text');
  return { id: String(facts.get('id')), received: Number(facts.get('received')), sha256: facts.get('sha256') === null ? null : String(facts.get('sha256')), ...(typeof text === 'string' ? { text } : {}) };
}

async function begin(name: string, size: number, code = 'BG-08'): Promise<State> {
  return stateOf(await vendor.post(`${itemPath(code)}/tep`, { name, size: String(size) }));
}

function sendPiece(id: string, from: number, content: Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  const address = `${sheet()}/tep/${id}`;
  return vendor.send({ method: 'POST', address, headers: { 'content-type': 'application/octet-stream', 'upload-offset': String(from), 'x-csrf-token': vendor.token, ...headers }, body: content });
}


/** Sends the beginning of a piece and cuts the line. */
async function sendAndCut(id: string, from: number, content: Buffer): Promise<void> {
  const url = new URL(app.url);
  await new Promise<void>((resolve) => {
    const cookie = [...vendor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, 'content-type': 'application/octet-stream', 'content-length': String(content.length * 2), 'upload-offset': String(from), 'x-csrf-token': vendor.token };
    const outgoing = request({ host: url.hostname, port: url.port, method: 'POST', path: `${sheet()}/tep/${id}`, headers });
    outgoing.on('error', () => undefined);
    outgoing.write(content, () => setTimeout(() => {
      outgoing.destroy();
      resolve();
    }, 100));
  });
}

async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const delivery = { giverName: 'Trần Văn Mẫu', contents: 'Mã nguồn kèm lịch sử', versionText: 'v3.2', place: 'Tệp gửi kèm', effectiveOn: '20/11/2026', note: '' };

describe('a large file of the vendor', () => {
  test('comes in pieces, is hashed as a whole, and is a part of the handover once it is delivered', async () => {
    const half = Math.floor(whole.length / 2);
    const { id } = await begin('mã nguồn.zip', whole.length);
    expect(stateOf(await sendPiece(id, 0, whole.subarray(0, half)))).toMatchObject({ received: half, sha256: null });
    expect(stateOf(await sendPiece(id, half, whole.subarray(half)))).toMatchObject({ received: whole.length, sha256: sha256(whole) });
    expect((await vendor.get(itemPath('BG-08'))).text).toContain(sha256(whole));
    const answer = await vendor.postFiles(itemPath('BG-08'), { ...delivery, uploads: id }, {});
    expect(answer.status).toBe(303);
    const rows = await app.database.asOwner(
      `SELECT f.sha256, f.name, f.brought_by, d.via FROM handover_delivery d JOIN attachment f ON f.subject_kind = 'handover-delivery' AND f.subject_id = d.id WHERE d.link_id = $1`,
      [link.id],
    );
    expect(rows).toEqual([expect.objectContaining({ sha256: sha256(whole), name: 'mã nguồn.zip', via: 'link' })]);
    // It is a part of one delivery only.
    expect((await vendor.postFiles(itemPath('BG-08'), { ...delivery, uploads: id }, {})).status).toBe(422);
  });

  test('goes on where it was after the line broke, and is found again by its name and size', async () => {
    const { id } = await begin('dữ liệu.zip', whole.length);
    await sendAndCut(id, 0, whole.subarray(0, 1_000));
    expect(await until(() => begin('dữ liệu.zip', whole.length), ({ received }) => received > 0)).toMatchObject({ id, received: 1_000 });
    expect(stateOf(await sendPiece(id, 1_000, whole.subarray(1_000)))).toMatchObject({ sha256: sha256(whole) });
  });

  test('a corrected file of the same name and size is another one, whether the one before is half sent or whole', async () => {
    const begun = async (modified: string): Promise<State> => stateOf(await vendor.post(`${itemPath('BG-08')}/tep`, { name: 'sửa lại.zip', size: String(whole.length), modified }));
    const half = await begun('1796000000000');
    await sendPiece(half.id, 0, whole.subarray(0, 500));
    expect(await begun('1796000000000')).toMatchObject({ id: half.id, received: 500 });
    const corrected = await begun('1796000060000');
    expect(corrected).toMatchObject({ received: 0, sha256: null });
    const bytes = Buffer.from(whole).fill(7, whole.length - 40, whole.length - 30);
    expect(stateOf(await sendPiece(corrected.id, 0, bytes))).toMatchObject({ sha256: sha256(bytes) });
    expect(await begun('1796000120000')).toMatchObject({ received: 0, sha256: null });
    for (const modified of ['', '-1', '9'.repeat(40), '1e9', 'NaN']) expect(await begun(modified)).toMatchObject({ received: 0 });
  });

  test('a piece that begins elsewhere changes nothing and says where the file is', async () => {
    const { id } = await begin('a.zip', whole.length);
    await sendPiece(id, 0, whole.subarray(0, 500));
    const elsewhere = await sendPiece(id, 0, whole.subarray(0, 500));
    expect(elsewhere.status).toBe(409);
    expect(stateOf(elsewhere)).toMatchObject({ received: 500 });
    expect((await sendPiece(id, 500, whole)).status).toBe(422);
    expect(await begin('a.zip', whole.length)).toMatchObject({ id, received: 500 });
  });

  test('what is not what its name says is not kept, with the reason', async () => {
    const pdf = pdfFile();
    const { id } = await begin('ảnh.png', pdf.length);
    const reply = await sendPiece(id, 0, pdf);
    expect(reply.status).toBe(422);
    expect(stateOf(reply).text).toContain('Nội dung tệp không đúng');
    expect((await sendPiece(id, 0, pdf)).status).toBe(404);
    expect((await begin('ảnh.png', pdf.length)).id).not.toBe(id);
  });

  test('needs a live link, its own file, and the token of the page', async () => {
    const { id } = await begin('b.zip', whole.length);
    expect((await sendPiece(id, 0, whole, { 'x-csrf-token': 'x' })).status).toBe(403);
    const other = await buildHandover(app.database, world);
    const stranger = await buildHandoverLink(app.database, other);
    expect((await vendor.post(`/giao/${stranger.token}/tep/${id}`)).status).toBe(404);
    // Its own holder is told that a piece must say where it begins.
    expect((await vendor.post(`${sheet()}/tep/${id}`)).status).toBe(422);
    expect((await vendor.post(`/giao/${stranger.token}/hang-muc/${handover.item('BG-08')}/tep`, { name: 'b.zip', size: '10' })).status).toBe(404);
    await endHandoverLink(app.database, handover, link.id);
    expect((await sendPiece(id, 0, whole)).status).toBe(404);
    expect((await vendor.get(sheet())).status).toBe(404);
    expect((await vendor.get(sheet())).text).toContain('đã bị thu hồi');
  });

  test('an unfinished one holds the delivery back and keeps what was typed', async () => {
    const { id } = await begin('c.zip', whole.length);
    const answer = await vendor.postFiles(itemPath('BG-08'), { ...delivery, uploads: id }, {});
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Có tệp lớn chưa gửi xong');
    expect(answer.text).toContain('Mã nguồn kèm lịch sử');
  });

  test('small files come with the form where no script runs, packed ones too', async () => {
    const pdf = pdfFile('danh mục');
    expect((await vendor.postFiles(itemPath('BG-01'), delivery, { files: { content: pdf, name: 'danh mục.pdf' } })).status).toBe(303);
    expect((await vendor.get(itemPath('BG-01'))).text).toContain(sha256(pdf));
    expect((await vendor.postFiles(itemPath('BG-01'), delivery, { files: { content: whole, name: 'mã nguồn.zip' } })).status).toBe(303);
    expect((await vendor.get(itemPath('BG-01'))).text).toContain(sha256(whole));
  });
});

describe('a large file of an officer', () => {
  test('is begun by one, gone on with by a colleague, and received with the rest of the form', async () => {
    const [officer, colleague] = await Promise.all([Caller.signedIn(app, world.at.procurement_officer), Caller.signedIn(app, world.at.it_officer)]);
    const item = `/ban-giao/muc/${handover.item('BG-02')}`;
    const begun = async (who: Caller): Promise<State> => stateOf(await who.post(`${item}/tep`, { name: 'dữ liệu.zip', size: String(whole.length) }));
    const piece = (who: Caller, id: string, from: number, content: Buffer): Promise<Reply> =>
      who.send({ method: 'POST', address: `/ban-giao/tep/${id}`, headers: { 'content-type': 'application/octet-stream', 'upload-offset': String(from), 'x-csrf-token': who.token }, body: content });
    const { id } = await begun(officer);
    await piece(officer, id, 0, whole.subarray(0, 1_000));
    expect((await officer.get(`${item}/tiep-nhan`)).text).toContain('đã nhận 1 KB');
    expect(await begun(colleague)).toMatchObject({ id, received: 1_000 });
    const form = { giverName: 'Người Bàn Giao', contents: 'Tệp xuất', place: 'Kho của Sở', effectiveOn: '19/11/2026', vendorSigned: 'co', uploads: id };
    const early = await colleague.postFiles(`${item}/tiep-nhan`, form, {});
    expect([early.status, early.text.includes('Có tệp lớn chưa gửi xong')]).toEqual([422, true]);
    expect(stateOf(await piece(colleague, id, 1_000, whole.subarray(1_000)))).toMatchObject({ sha256: sha256(whole) });
    expect((await officer.get(`${item}/tiep-nhan`)).text).toContain(sha256(whole));
    // Neither the vendor nor an agency elsewhere gets hold of it.
    expect((await vendor.send({ method: 'POST', address: `${sheet()}/tep/${id}`, headers: { 'content-type': 'application/octet-stream', 'upload-offset': '0', 'x-csrf-token': vendor.token }, body: whole })).status).toBe(404);
    const stranger = await Caller.signedIn(app, world.atWard.it_officer);
    expect((await piece(stranger, id, 0, whole)).status).toBe(404);
    expect((await colleague.postFiles(`${item}/tiep-nhan`, form, {})).status).toBe(303);
    expect((await officer.get(item)).text).toContain('dữ liệu.zip');
    const again = await colleague.postFiles(`${item}/tiep-nhan`, form, {});
    expect([again.status, again.text.includes('không còn nhận được')]).toEqual([422, true]);
  });
});

describe('who means harm', () => {
  test.each(['-1', '1e3', '0x10', '0, 5', '99999999999999999999', 'NaN', ''])('a piece that says it begins at %j changes nothing', async (offset) => {
    const { id } = await begin('lời nói dối.zip', whole.length);
    expect([409, 422]).toContain((await sendPiece(id, 0, whole.subarray(0, 10), { 'upload-offset': offset })).status);
    expect(await begin('lời nói dối.zip', whole.length)).toMatchObject({ id, received: 0 });
  });

  test('a piece beyond the end is read past: nothing of it counts, and the line stays whole', async () => {
    const { id } = await begin('quá dài.zip', whole.length);
    const reply = await sendPiece(id, 0, Buffer.alloc(9 * 2 ** 20));
    expect([reply.status, stateOf(reply).text]).toEqual([422, expect.stringContaining('quá lớn')]);
    expect(stateOf(await sendPiece(id, 0, whole))).toMatchObject({ sha256: sha256(whole) });
  });

  test('two who send the same file at once do not mix it', async () => {
    const { id } = await begin('cùng lúc.zip', whole.length);
    const replies = await Promise.all(Array.from({ length: 4 }, () => sendPiece(id, 0, whole)));
    expect(replies.map(({ status }) => status).filter((status) => ![200, 409].includes(status))).toEqual([]);
    const standing = await until(() => begin('cùng lúc.zip', whole.length), ({ received }) => received === whole.length || received === 0);
    const ended = standing.sha256 === null ? stateOf(await sendPiece(id, standing.received, whole.subarray(standing.received))) : standing;
    expect(ended.sha256).toBe(sha256(whole));
  });

  test('a file without a byte, or of more than may be, does not begin', async () => {
    for (const size of ['0', '-5', '1.5', 'abc', '', '99999999999999']) {
      const reply = await vendor.post(`${itemPath('BG-08')}/tep`, { name: 'rỗng.zip', size });
      expect([size, reply.status, typeof stateOf(reply).text]).toEqual([size, 422, 'string']);
    }
    const empty = await vendor.postFiles(itemPath('BG-08'), delivery, { files: { content: Buffer.alloc(0), name: 'rỗng.pdf' } });
    expect([empty.status, empty.text.includes('không có nội dung')]).toEqual([422, true]);
  });

  test.each(['../../../../etc/passwd', '..%2f..%2f..%2fetc%2fpasswd', '%2e%2e', '00000000-0000-0000-0000-000000000000/../../x', '%00', "' OR 1=1 --"])('an upload called %j is none', async (name) => {
    const reply = await sendPiece(encodeURI(name), 0, whole);
    expect([400, 404]).toContain(reply.status);
  });

  test('only so many wait for one item', async () => {
    const begun = await Promise.all(Array.from({ length: 25 }, (_, index) => vendor.post(`${itemPath('BG-10')}/tep`, { name: `tệp ${String(index)}.zip`, size: '10' })));
    expect(begun.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(20);
    expect(begun.find(({ status }) => status === 422)?.text).toContain('Bàn giao các tệp đó trước');
  });
});

/** What the clock of the server calls every quarter of an hour. */
async function sweep(): Promise<void> {
  const reader = openReader(app.database.appUrl, 1);
  const source = await openDataSource(app.database.appUrl, [], 1);
  try {
    await createUploads({ reader, work: createUnitOfWork(source, app.clock), evidence: await openFolderStore({ dataDir: app.dataDir }), rolesThatMay: () => [] }).sweep();
  } finally {
    await source.destroy();
    await reader.close();
  }
}

describe('what is left lying', () => {
  test('is given up after two weeks without a byte, and its bytes leave the disk; what moves stays', async () => {
    const [left, moving] = [await begin('bỏ dở.zip', whole.length, 'BG-11'), await begin('đang gửi.zip', whole.length, 'BG-11')];
    for (const { id } of [left, moving]) await sendPiece(id, 0, whole.subarray(0, 100));
    const part = (id: string): Promise<boolean> => access(path.join(app.dataDir, 'evidence', 'partial', id)).then(() => true, () => false);
    const stray = path.join(app.dataDir, 'evidence', 'partial', randomUUID());
    await writeFile(stray, 'of nobody');
    try {
      await app.setNow('2026-12-05T12:00:00+07:00');
      await sendPiece(moving.id, 100, whole.subarray(100, 200));
      await sweep();
      expect([await part(left.id), await part(moving.id), await access(stray).then(() => true, () => false)]).toEqual([false, true, false]);
      expect((await sendPiece(left.id, 100, whole.subarray(100))).status).toBe(404);
      expect(stateOf(await sendPiece(moving.id, 200, whole.subarray(200)))).toMatchObject({ sha256: sha256(whole) });
    } finally {
      await app.setNow(NOON);
    }
  });
});

describe('the walls', () => {
  test('nothing comes by a link that has ended, and what was begun stays what it was', async () => {
    const { id } = await begin('d.zip', whole.length);
    await endHandoverLink(app.database, handover, link.id);
    const wall = (sql: string, values: readonly unknown[] = []): Promise<unknown> => app.database.asApplication(sql, values).then(() => 'done', (error: unknown) => (typeof error === 'object' && error !== null && 'constraint' in error ? error.constraint : error));
    expect(await wall(`INSERT INTO handover_upload (item_id, link_id, name, size) VALUES ($1, $2, 'x.zip', 1)`, [handover.item('BG-08'), link.id])).toBe('handover_delivered_by_a_live_link');
    expect(await wall(
      `INSERT INTO handover_delivery (id, item_id, giver_name, contents, place, effective_on, via, link_id) VALUES (gen_random_uuid(), $1, 'A', 'B', 'C', app_today(), 'link', $2)`,
      [handover.item('BG-08'), link.id],
    )).toBe('handover_delivered_by_a_live_link');
    expect(await wall(`UPDATE handover_upload SET sha256 = 'x', media_type = 'y', kept_at = app_now() WHERE id = $1`, [id])).toBe('handover_upload_hash_form');
    expect(await wall(`UPDATE handover_link SET revoke_ground = 'khác' WHERE id = $1`, [link.id])).toBe('handover_link_is_history');
    expect(await wall(`INSERT INTO handover_link (closing_id, token_hash, recipient_name, recipient_email, issued_by, expires_at) VALUES ($1, 'x', 'A', 'B', $2, app_now() + interval '1 day')`, [handover.id, world.at.it_officer.id])).toBe('handover_link_keeps_a_hash_only');
  });
});
