import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, statfs, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { checkEvidence } from '../../server/evidence-check-command.js';
import { createEvidenceCheck, type EvidenceCheck } from '../../server/handovers/index.js';
import { systemClock } from '../../server/kernel/clock.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { openReader, type Reader } from '../../server/platform/database/reading.js';
import { createUnitOfWork } from '../../server/platform/database/transactions.js';
import { openFolderStore, type EvidenceStore } from '../../server/platform/evidence-store/index.js';
import { pdfFile, zipFile } from '../builders/sample-files.js';
import { build, buildPerson, type BuiltPerson } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let dataDir: string;
let store: EvidenceStore;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'dieu6-check-'));
  store = await openFolderStore({ dataDir });
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const fileOf = (hash: string): string => path.join(dataDir, 'evidence', hash.slice(0, 2), hash.slice(2, 4), hash);

/** Turns one bit of a stored file around, as a failing disk or a hand with a text editor would. */
async function flipByte(hash: string): Promise<void> {
  const bytes = await readFile(fileOf(hash));
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  await chmod(fileOf(hash), 0o600);
  await writeFile(fileOf(hash), bytes);
}

/** Asks again until it holds; the test's time limit ends it otherwise. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}

describe('a file that comes in pieces', () => {
  const whole = zipFile({ 'src/a.ts': 'x'.repeat(5_000) });
  const declaration = { maxBytes: 2 ** 20, declaredName: 'mã nguồn.zip', accept: ['application/zip' as const] };
  const piece = (from: number, to: number) => ({ content: Readable.from([whole.subarray(from, to)]), from, wholeSize: whole.length });

  test('is kept under the hash of the whole, and can be asked for again until it is noted', async () => {
    const id = randomUUID();
    expect(await store.partials.append(id, piece(0, 100))).toEqual({ allowed: true, received: 100, brokenOff: false });
    expect(await store.partials.keep(id, whole.length, declaration)).toMatchObject({ reason: 'incomplete' });
    expect(await store.partials.append(id, piece(100, whole.length))).toMatchObject({ received: whole.length });
    const kept = { allowed: true, sha256: sha256(whole), size: whole.length, mediaType: 'application/zip' };
    expect(await store.partials.keep(id, whole.length, declaration)).toEqual(kept);
    expect(await store.partials.keep(id, whole.length, declaration)).toEqual(kept);
    // Whoever sends a piece of it once more changes nothing of what is kept.
    expect(await store.partials.append(id, { ...piece(0, 10), from: 0 })).toMatchObject({ received: whole.length });
    expect(await store.verify(kept.sha256)).toBe('intact');
    await store.partials.discard(id);
    expect(await store.partials.list()).toEqual([]);
    expect(await store.verify(kept.sha256)).toBe('intact');
  });

  test('goes on after the line broke and after the server ended, from what is safe', async () => {
    const id = randomUUID();
    const line = new PassThrough();
    const appending = store.partials.append(id, { content: line, from: 0, wholeSize: whole.length });
    line.write(whole.subarray(0, 300));
    await until(async () => (await stat(path.join(dataDir, 'evidence', 'partial', id)).catch(() => undefined))?.size === 300);
    line.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
    expect(await appending).toEqual({ allowed: true, received: 300, brokenOff: true });
    const afterwards = await openFolderStore({ dataDir });
    // Less is known to be safe than lies there: what lies behind is written over.
    expect(await afterwards.partials.append(id, piece(200, whole.length))).toMatchObject({ received: whole.length });
    expect(await afterwards.partials.keep(id, whole.length, declaration)).toMatchObject({ sha256: sha256(whole) });
  });

  test('is not taken beyond its end, with a gap, or twice at once', async () => {
    const id = randomUUID();
    expect(await store.partials.append(id, { ...piece(0, whole.length), wholeSize: 50 })).toMatchObject({ reason: 'too-large' });
    expect(await store.partials.append(id, piece(400, 500))).toMatchObject({ reason: 'gap' });
    const line = new PassThrough();
    const first = store.partials.append(id, { content: line, from: 0, wholeSize: whole.length });
    expect(await store.partials.append(id, piece(0, 10))).toMatchObject({ reason: 'busy' });
    line.end(whole.subarray(0, 10));
    expect(await first).toMatchObject({ received: 10 });
    await expect(store.partials.append('../../etc/passwd', piece(0, 10))).rejects.toThrow(TypeError);
  });

  test('is not taken where the disk is full, before the first byte and in the middle, and goes on once there is room', async () => {
    const full = await openFolderStore({ dataDir, reserveBytes: Number.MAX_SAFE_INTEGER });
    const id = randomUUID();
    expect(await full.partials.append(id, piece(0, 100))).toMatchObject({ allowed: false, reason: 'disk-full' });
    expect(await full.partials.list()).toEqual([]);
    await store.partials.append(id, piece(0, 100));
    async function* brokenOff(): AsyncGenerator<Buffer> {
      yield whole.subarray(100, 150);
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    }
    expect(await store.partials.append(id, { content: Readable.from(brokenOff()), from: 100, wholeSize: whole.length })).toMatchObject({ allowed: false, reason: 'disk-full' });
    expect(await store.partials.append(id, piece(100, whole.length))).toMatchObject({ received: whole.length });
    expect(await store.partials.keep(id, whole.length, declaration)).toMatchObject({ sha256: sha256(whole) });
  });

  test('leaves room for the small files of others', async () => {
    const { bavail, bsize } = await statfs(dataDir);
    const narrow = await openFolderStore({ dataDir, reserveBytes: Math.floor((bavail * bsize) / 4) });
    expect(await narrow.partials.append(randomUUID(), piece(0, 100))).toMatchObject({ allowed: false, reason: 'disk-full' });
    expect(await narrow.put(Readable.from([pdfFile('nhỏ')]), { maxBytes: 2 ** 20, declaredName: 'a.pdf' })).toMatchObject({ allowed: true });
  });

  test('a link put in its place leads nowhere', async () => {
    const id = randomUUID();
    const elsewhere = path.join(dataDir, 'elsewhere');
    await writeFile(elsewhere, 'untouched');
    await symlink(elsewhere, path.join(dataDir, 'evidence', 'partial', id));
    await expect(store.partials.append(id, piece(0, 100))).rejects.toThrow();
    expect(await readFile(elsewhere, 'utf8')).toBe('untouched');
  });

  test('a stored file in whose place a link was put is missing, whatever it leads to', async () => {
    const kept = await store.put(Readable.from([pdfFile('liên kết')]), { maxBytes: 2 ** 20, declaredName: 'a.pdf' });
    if (!kept.allowed) throw new Error(kept.reason);
    const elsewhere = path.join(dataDir, 'same.pdf');
    await writeFile(elsewhere, pdfFile('liên kết'));
    await rm(fileOf(kept.sha256));
    await symlink(elsewhere, fileOf(kept.sha256));
    expect(await store.verify(kept.sha256)).toBe('missing');
    await expect(store.open(kept.sha256)).rejects.toThrow('No evidence');
  });

  test('is refused when it is not what its name says', async () => {
    const id = randomUUID();
    await store.partials.append(id, { content: Readable.from([Buffer.from('MZ no zip at all')]), from: 0, wholeSize: 16 });
    expect(await store.partials.keep(id, 16, declaration)).toMatchObject({ allowed: false, reason: 'type-mismatch' });
  });
});

describe('going through all evidence', () => {
  let database: TestDatabase;
  let reader: Reader;
  let person: BuiltPerson;
  let close: () => Promise<void>;
  let check: EvidenceCheck;
  const signal = new AbortController().signal;

  beforeAll(async () => {
    database = await openTestDatabase();
    reader = openReader(database.appUrl, 2);
    const source = await openDataSource(database.appUrl, [], 2);
    close = async () => {
      await source.destroy();
      await reader.close();
      await database.drop();
    };
    person = await buildPerson(database, { login: 'nguoi-tai' });
    const work = createUnitOfWork(source, systemClock);
    check = createEvidenceCheck({ reader, work, evidence: { verify: (hash) => store.verify(hash) } });
  });
  afterAll(() => close());
  // Each test has a store of its own: what the one before attached is not in it.
  afterEach(() => build(database, async (query) => {
    await query('ALTER TABLE attachment DISABLE TRIGGER USER');
    await query('DELETE FROM attachment');
    await query('ALTER TABLE attachment ENABLE TRIGGER USER');
    await query('DELETE FROM evidence_check');
    await query('DELETE FROM evidence_fault');
  }));

  async function attach(note: string): Promise<{ hash: string; subject: string }> {
    const content = pdfFile(note);
    const kept = await store.put(Readable.from([content]), { maxBytes: 2 ** 20, declaredName: 'a.pdf' });
    if (!kept.allowed) throw new Error(kept.reason);
    const subject = randomUUID();
    await build(database, async (query) => {
      await query(
        `INSERT INTO attachment (subject_kind, subject_id, purpose, name, media_type, size, sha256, uploaded_by) VALUES ('contract', $1, 'Thử', 'a.pdf', 'application/pdf', $2, $3, $4)`,
        [subject, kept.size, kept.sha256, person.id],
      );
    });
    return { hash: kept.sha256, subject };
  }

  const eventsOf = async (subject: string): Promise<string[]> =>
    (await database.asOwner<{ type: string }>(`SELECT e.type FROM audit_event e JOIN audit_event_subject s ON s.event_id = e.id WHERE s.subject_id = $1 ORDER BY e.id`, [subject])).map(({ type }) => type);

  test('finds nothing where nothing is wrong', async () => {
    await attach('một');
    await attach('hai');
    expect(await check.runAll('job', signal)).toEqual({ files: 2, faults: 0, finished: true });
    expect((await check.standing()).faults).toEqual([]);
  });

  test('notices one flipped byte and a lost file, says so once in the history of what rests on them, and sees when they are whole again', async () => {
    const flipped = await attach('đổi');
    const lost = await attach('mất');
    const sound = await attach('còn');
    const before = await readFile(fileOf(flipped.hash));
    await flipByte(flipped.hash);
    await rm(fileOf(lost.hash));
    const heard: string[] = [];
    expect(await check.runAll('job', signal, (hash, finding) => heard.push(`${finding} ${hash}`))).toEqual({ files: 3, faults: 2, finished: true });
    expect(heard.toSorted()).toEqual([`corrupt ${flipped.hash}`, `missing ${lost.hash}`]);
    await check.look(flipped.hash);
    expect(await eventsOf(flipped.subject)).toEqual(['evidence.fault-found']);
    expect(await eventsOf(lost.subject)).toEqual(['evidence.fault-found']);
    expect(await eventsOf(sound.subject)).toEqual([]);
    await writeFile(fileOf(flipped.hash), before);
    expect(await check.look(flipped.hash)).toBe('intact');
    expect(await eventsOf(flipped.subject)).toEqual(['evidence.fault-found', 'evidence.fault-cleared']);
    expect((await check.standing()).faults.map(({ sha256: hash }) => hash)).toEqual([lost.hash]);
  });

  test('goes on where it was stopped', async () => {
    for (const note of ['a', 'b', 'c']) await attach(note);
    const stop = new AbortController();
    stop.abort();
    expect(await check.runAll('job', stop.signal)).toMatchObject({ finished: false });
    expect(await check.runAll('job', signal)).toEqual({ files: 3, faults: 0, finished: true });
    expect((await check.standing()).checks).toHaveLength(1);
  });

  test('is a command too, which ends with an error when a file is not as it was', async () => {
    const { hash } = await attach('lệnh');
    const said: string[] = [];
    const command = { environment: { DATABASE_URL: database.appUrl, DATA_DIR: dataDir }, signal, say: (line: string) => said.push(line) };
    await checkEvidence(command);
    expect(said).toEqual(['Đã đối chiếu 1 tệp với mã băm SHA-256, 0 tệp không nguyên vẹn.']);
    await flipByte(hash);
    await expect(checkEvidence(command)).rejects.toThrow('1 tệp không nguyên vẹn');
    expect(said).toContain(`ĐÃ THAY ĐỔI ${hash}`);
    await expect(checkEvidence({ ...command, environment: { DATABASE_URL: database.appUrl } })).rejects.toThrow('DATA_DIR');
  });

  test('what was found stays as it was found', async () => {
    const { hash } = await attach('giữ');
    await flipByte(hash);
    await check.look(hash);
    await expect(database.asApplication(`UPDATE evidence_fault SET finding = 'missing' WHERE sha256 = $1`, [hash])).rejects.toThrow(/permission denied/);
    await expect(database.asApplication(`DELETE FROM evidence_fault WHERE sha256 = $1`, [hash])).rejects.toThrow(/permission denied/);
  });
});
