import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fixedClock } from '../../server/kernel/clock.js';
import { libraryFromFiles, type Library } from '../../server/library/index.js';
import { openBrowser, type Browser } from '../../server/platform/browser/index.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { openReader, type Reader } from '../../server/platform/database/reading.js';
import { createUnitOfWork, type UnitOfWork } from '../../server/platform/database/transactions.js';
import { openFolderStore, type EvidenceStore } from '../../server/platform/evidence-store/index.js';
import { openJobs, type JobWork, type RunningJobs } from '../../server/platform/jobs/index.js';
import { createPrinter } from '../../server/platform/printing/index.js';
import { createViews } from '../../server/platform/views/views.js';
import { createDrawRecord, createPrepareRecord, printWork, readSigner, recordEvents } from '../../server/records/index.js';
import { assessmentReport, untilRecord } from '../builders/records.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let database: TestDatabase;
let world: World;
let reader: Reader;
let work: UnitOfWork;
let closeSource: () => Promise<void>;
let evidence: EvidenceStore;
let browser: Browser;
let jobs: RunningJobs;
let library: Library;
let printing: JobWork;
let dataDir: string;
let chromium: number | undefined;
/** How many more drawings Chromium is to die in. */
let deaths = 0;
const failures: unknown[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-11-20T12:00:00+07:00');
  world = await buildWorld(database);
  dataDir = await mkdtemp(path.join(tmpdir(), 'dieu6-print-'));
  reader = openReader(database.appUrl);
  const source = await openDataSource(database.appUrl, []);
  closeSource = () => source.destroy();
  work = createUnitOfWork(source, fixedClock('2026-11-20T12:00:00+07:00'));
  evidence = await openFolderStore({ dataDir });
  browser = openBrowser({ dataDir: path.resolve('.local', 'test-browser'), report: ({ kind, pid }) => { if (kind === 'started') chromium = pid; } });
  library = await libraryFromFiles(path.resolve('seeds', 'library'));
  const dying: Browser = {
    ready: () => browser.ready(),
    close: () => browser.close(),
    withPage: (use, options) => browser.withPage(async (page) => {
      const result = use(page);
      if (deaths > 0 && chromium !== undefined) {
        deaths -= 1;
        process.kill(chromium, 'SIGKILL');
      }
      return result;
    }, options),
  };
  const draw = createDrawRecord(createPrinter(dying), createViews({ folders: ['templates'], cache: true }));
  printing = printWork({ reader, work, evidence, draw });
  jobs = await openJobs(database.appUrl, (error) => failures.push(error));
  await jobs.declare([printing]);
  await jobs.work();
}, 60_000);

afterAll(async () => {
  await jobs.close();
  await browser.close();
  await closeSource();
  await reader.close();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

async function prepare(): Promise<string> {
  const prepareRecord = createPrepareRecord({ library: () => library, regulation: () => ({ issued: false }), jobs });
  return work.run({ actorId: world.at.procurement_officer.id, records: [recordEvents.prepared] }, async (tx) => {
    const signer = await readSigner(tx, { agencyId: world.department.id, personId: world.at.unit_head.id, area: 'assessments' });
    return (await prepareRecord(tx, { kind: 'HS-01', agencyId: world.department.id, subject: { kind: 'assessment', id: randomUUID() }, model: assessmentReport(signer.signature), signer })).id;
  });
}

const printsOf = (id: string) => database.asOwner<{ edition: string; sha256: string; pages: number }>('SELECT edition, sha256, pages FROM record_print WHERE record_id = $1', [id]);
const eventsOf = (id: string) =>
  database.asOwner<{ type: string }>(`SELECT e.type FROM audit_event e JOIN audit_event_subject s ON s.event_id = e.id WHERE s.subject_kind = 'record' AND s.subject_id = $1 ORDER BY e.id`, [id]);

test('Chromium dies in the middle of printing, twice: the job runs again and the record is printed once', async () => {
  deaths = 2;
  const id = await prepare();
  await untilRecord(database, id, 'printed');
  expect(deaths).toBe(0);
  expect(failures.length).toBeGreaterThanOrEqual(1);
  const prints = await printsOf(id);
  expect(prints).toHaveLength(1);
  expect(prints[0]?.pages).toBeGreaterThan(3);
  expect(await evidence.verify(prints[0]?.sha256 ?? '')).toBe('intact');
  expect((await eventsOf(id)).map(({ type }) => type)).toEqual(['record.prepared', 'record.printed']);
}, 60_000);

test('the same job run several times at once keeps one print and leaves one event', async () => {
  const id = await prepare();
  const run = { id: 'job', attempt: 1, lastAttempt: false, signal: new AbortController().signal };
  await Promise.all([1, 2, 3].map(() => printing.handle({ recordId: id, edition: 'draft' }, run)));
  await printing.handle({ recordId: id, edition: 'draft' }, run);
  await untilRecord(database, id, 'printed');
  expect(await printsOf(id)).toHaveLength(1);
  expect((await eventsOf(id)).map(({ type }) => type)).toEqual(['record.prepared', 'record.printed']);
}, 60_000);

test('a record that cannot be drawn says so in its history after the last attempt, not before', async () => {
  const broken = await work.run({ actorId: world.at.procurement_officer.id, records: null }, async (tx) => {
    const rows = await tx.query<{ id: string }>(
      `INSERT INTO record (id, product_code, kind, agency_id, subject_kind, subject_id, form, title, subject, model, model_sha256, library_versions, prepared_by)
       VALUES (gen_random_uuid(), 'VB-0000-0001', 'HS-01', $1, 'assessment', gen_random_uuid(), 'report', 'Báo cáo', 'Hỏng', '{}', encode(sha256('{}'), 'hex'), '[]', $2) RETURNING id`,
      [world.department.id, world.at.procurement_officer.id],
    );
    await tx.query(`INSERT INTO audit_event (type, canonical, hash) VALUES ('test.built', '{}', sha256('{}'))`);
    return rows[0]?.id ?? '';
  });
  const run = { id: 'job', attempt: 1, lastAttempt: false, signal: new AbortController().signal };
  await expect(printing.handle({ recordId: broken, edition: 'draft' }, run)).rejects.toThrow();
  expect((await eventsOf(broken)).map(({ type }) => type)).toEqual([]);
  await expect(printing.handle({ recordId: broken, edition: 'draft' }, { ...run, attempt: 13, lastAttempt: true })).rejects.toThrow();
  expect((await eventsOf(broken)).map(({ type }) => type)).toEqual(['record.print-failed']);
});

test('a record withdrawn before the printer comes to it is not printed, and its issued edition never before registration', async () => {
  const before = await work.run({ actorId: world.at.procurement_officer.id, records: null }, async (tx) => {
    // Without a job: prepared by hand, as the wall sees it.
    const rows = await tx.query<{ id: string }>(
      `INSERT INTO record (id, product_code, kind, agency_id, subject_kind, subject_id, form, title, subject, model, model_sha256, library_versions, prepared_by)
       VALUES (gen_random_uuid(), 'VB-0000-0000', 'HS-01', $1, 'assessment', gen_random_uuid(), 'report', 'Báo cáo', 'Thử', '{}', encode(sha256('{}'), 'hex'), '[]', $2) RETURNING id`,
      [world.department.id, world.at.procurement_officer.id],
    );
    await tx.query(`INSERT INTO audit_event (type, canonical, hash) VALUES ('test.built', '{}', sha256('{}'))`);
    await tx.change(`UPDATE record SET status = 'withdrawn', withdrawn_by = prepared_by, withdrawn_at = app_now(), withdrawn_ground = 'nhầm' WHERE id = $1`, [rows[0]?.id]);
    return rows[0]?.id ?? '';
  });
  const run = { id: 'job', attempt: 1, lastAttempt: false, signal: new AbortController().signal };
  await printing.handle({ recordId: before, edition: 'draft' }, run);
  await printing.handle({ recordId: before, edition: 'issued' }, run);
  expect(await printsOf(before)).toEqual([]);
});
