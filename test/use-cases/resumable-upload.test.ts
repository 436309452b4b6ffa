import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { buildHandover, buildHandoverLink, endHandoverLink, type BuiltHandover } from '../builders/handover-files.js';
import { pdfFile, zipFile } from '../builders/sample-files.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
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

  test('small files come with the form where no script runs', async () => {
    const pdf = pdfFile('danh mục');
    expect((await vendor.postFiles(itemPath('BG-01'), delivery, { files: { content: pdf, name: 'danh mục.pdf' } })).status).toBe(303);
    expect((await vendor.get(itemPath('BG-01'))).text).toContain(sha256(pdf));
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
