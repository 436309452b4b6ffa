import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { chmod, open, rm } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { checkEvidence } from '../../server/evidence-check-command.js';
import { buildHandover, buildHandoverLink, type BuiltHandover } from '../builders/handover-files.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import { newDataFolder, startServer, type ServerProcess } from '../harness/server-process.js';
import { Caller } from '../web/callers.js';

const SIZE = 2 * 2 ** 30;
const PIECE = 8 * 2 ** 20;
/** What the server may hold at most, at any moment, above what it held before the first byte came. */
const GROWTH_MB = 200;
const END_OF_ZIP = Buffer.concat([Buffer.from([0x50, 0x4b, 0x05, 0x06]), Buffer.alloc(18)]);

let database: TestDatabase;
let dataDir: string;
let world: World;
let handover: BuiltHandover;
let token: string;
let server: ServerProcess;

beforeAll(async () => {
  database = await openTestDatabase();
  dataDir = await newDataFolder();
  server = await start();
  await server.address;
  world = await buildWorld(database);
  handover = await buildHandover(database, world);
  ({ token } = await buildHandoverLink(database, handover));
}, 120_000);
afterAll(async () => {
  server.kill('SIGTERM');
  await server.ended;
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

function start(): Promise<ServerProcess> {
  return startServer({
    NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, SESSION_SECRET: 'for-tests-only-for-tests-only-for-tests-only', DEMONSTRATION: 'false',
  });
}

/** What the file repeats; every 64 KiB carries its own place, so that no stretch is like another. */
const REPEATED = randomBytes(PIECE);
const MARKED = 65_536;

/** A stretch of the file, which is nowhere kept: the same at every try, between the marks of a zip file. */
function stretch(from: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length; ) {
    const at = (from + done) % PIECE;
    done += REPEATED.copy(bytes, done, at, Math.min(PIECE, at + length - done));
  }
  for (let at = Math.ceil(from / MARKED) * MARKED; at + 8 <= from + length; at += MARKED) bytes.writeBigUInt64BE(BigInt(at), at - from);
  if (from === 0) bytes.set([0x50, 0x4b, 0x03, 0x04]);
  const end = SIZE - END_OF_ZIP.length;
  if (from + length > end) END_OF_ZIP.copy(bytes, end - from);
  return bytes;
}

/** The most the process has held at one moment since the mark was last set back, in MB. */
function peakMegabytes(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

/** Sets the mark of the process back to what it holds now. @returns that, in MB */
function setPeakBack(pid: number): number {
  writeFileSync(`/proc/${String(pid)}/clear_refs`, '5');
  return peakMegabytes(pid);
}

interface State {
  readonly id: string;
  readonly received: number;
  readonly sha256: string | null;
}

function stateOf(text: string): State {
  const parsed: unknown = JSON.parse(text);
  const facts = new Map<string, unknown>(typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : []);
  const sha256 = facts.get('sha256');
  return { id: String(facts.get('id')), received: Number(facts.get('received')), sha256: typeof sha256 === 'string' ? sha256 : null };
}

/** Sends half of a piece and then lets `cut` break it. */
async function sendHalf(url: string, vendor: Caller, address: string, from: number, cut: () => void): Promise<void> {
  const { hostname, port } = new URL(url);
  const cookie = [...vendor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { cookie, 'content-type': 'application/octet-stream', 'content-length': String(PIECE), 'upload-offset': String(from), 'x-csrf-token': vendor.token };
  await new Promise<void>((resolve) => {
    const outgoing = request({ host: hostname, port, method: 'POST', path: address, headers });
    outgoing.on('error', () => resolve());
    outgoing.on('close', () => resolve());
    outgoing.write(stretch(from, PIECE / 2), () => {
      cut();
      outgoing.destroy();
    });
  });
}

(process.platform === 'linux' ? test : test.skip)('two gigabytes come through a broken line and a killed server, with flat memory and the right hash; a flipped byte is noticed', async () => {
  const page = `/giao/${token}/hang-muc/${handover.item('BG-02')}`;
  const openPage = async (): Promise<{ url: string; vendor: Caller }> => {
    const url = await server.address;
    const vendor = Caller.at(url);
    await vendor.readToken(page);
    return { url, vendor };
  };
  let { url, vendor } = await openPage();
  const begin = async (): Promise<State> => stateOf((await vendor.post(`${page}/tep`, { name: 'dữ liệu.zip', size: String(SIZE) })).text);
  let state = await begin();
  const address = `/giao/${token}/tep/${state.id}`;
  const expected = createHash('sha256');
  let hashed = 0;
  const hashUpTo = (end: number): void => {
    if (end <= hashed) return;
    expected.update(stretch(hashed, end - hashed));
    hashed = end;
  };
  let cutAt = SIZE / 4;
  let killAt = SIZE / 2;
  let before = setPeakBack(server.pid);
  let highest = 0;
  while (state.sha256 === null) {
    if (state.received >= cutAt) {
      cutAt = Number.POSITIVE_INFINITY;
      await sendHalf(url, vendor, address, state.received, () => undefined);
      state = await begin();
      continue;
    }
    if (state.received >= killAt) {
      killAt = Number.POSITIVE_INFINITY;
      highest = Math.max(highest, peakMegabytes(server.pid) - before);
      await sendHalf(url, vendor, address, state.received, () => server.kill('SIGKILL'));
      expect((await server.ended).signal).toBe('SIGKILL');
      server = await start();
      ({ url, vendor } = await openPage());
      state = await begin();
      expect(state.received).toBeGreaterThanOrEqual(SIZE / 2);
      before = setPeakBack(server.pid);
      continue;
    }
    const piece = stretch(state.received, Math.min(PIECE, SIZE - state.received));
    hashUpTo(state.received + piece.length);
    const headers = { 'content-type': 'application/octet-stream', 'upload-offset': String(state.received), 'x-csrf-token': vendor.token };
    const reply = await vendor.send({ method: 'POST', address, headers, body: piece });
    // The piece that broke off is still being written: a moment later the server says where the file is.
    if (reply.status === 409) {
      state = await begin();
      continue;
    }
    expect(reply.status).toBe(200);
    state = stateOf(reply.text);
  }
  highest = Math.max(highest, peakMegabytes(server.pid) - before);
  process.stdout.write(`2 GiB in pieces of 8 MiB: the server held at most ${highest.toFixed(0)} MB more than before\n`);
  expect(cutAt).toBe(Number.POSITIVE_INFINITY);
  expect(killAt).toBe(Number.POSITIVE_INFINITY);
  expect(state.sha256).toBe(expected.digest('hex'));
  expect(highest).toBeLessThan(GROWTH_MB);

  const delivered = await vendor.postFiles(page, { giverName: 'Trần Văn Mẫu', contents: 'Toàn bộ dữ liệu', place: 'Tệp gửi kèm', effectiveOn: await todayText(), uploads: state.id }, {});
  expect(delivered.status).toBe(303);

  const hash = state.sha256;
  await flipBit(path.join(dataDir, 'evidence', hash.slice(0, 2), hash.slice(2, 4), hash), Math.floor(SIZE / 3));
  const said: string[] = [];
  const goThroughAll = (): Promise<void> => checkEvidence({ environment: { DATABASE_URL: database.appUrl, DATA_DIR: dataDir }, signal: new AbortController().signal, say: (line) => said.push(line) });
  await expect(goThroughAll()).rejects.toThrow('1 tệp không nguyên vẹn');
  expect(said).toContain(`ĐÃ THAY ĐỔI ${hash}`);
  const auditor = await Caller.signedIn({ url }, world.at.auditor);
  const shown = load((await auditor.get(`/ban-giao/minh-chung/item/${handover.item('BG-02')}`)).text);
  expect(shown('.proof__document .notice--stop').text()).toContain('khác với mã băm');
}, 600_000);

/** Turns one bit of a file around. */
async function flipBit(file: string, at: number): Promise<void> {
  await chmod(file, 0o600);
  const opened = await open(file, 'r+');
  const byte = Buffer.alloc(1);
  await opened.read(byte, 0, 1, at);
  byte.writeUInt8(byte.readUInt8(0) ^ 1, 0);
  await opened.write(byte, 0, 1, at);
  await opened.close();
}

async function todayText(): Promise<string> {
  return (await database.asOwner<{ day: string }>(`SELECT to_char(app_today(), 'DD/MM/YYYY') AS day`))[0]?.day ?? '';
}
