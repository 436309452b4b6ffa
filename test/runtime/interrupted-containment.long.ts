import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { addDays, formatDay, today } from '../../server/kernel/calendar-day.js';
import { systemClock } from '../../server/kernel/clock.js';
import { buildAccessGrant, buildBoundPerson } from '../builders/access.js';
import { buildTransitionalContract } from '../builders/contracts.js';
import { loadLibraries, type ReadyContract } from '../builders/signing.js';
import { buildSystem } from '../builders/systems.js';
import { buildVendor } from '../builders/vendors.js';
import { buildCase, type BuiltCase } from '../builders/violations.js';
import { build, buildWorld, type World } from '../builders/world.js';
import { visitorOf, type Visitor } from '../harness/app.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import { builtServer, newDataFolder, startServer, type ServerProcess } from '../harness/server-process.js';
import { until } from './facts.js';

/** Live grants of the contract: enough that ending them is the greater part of the act. */
const GRANTS = 320;

/**
 * What containing writes to, roughly in its order: evidence, grants with their accounts, systems, the notice, the case, clocks, letters, papers and the event. The process
 * is killed while it waits to write to each of them for the first time.
 */
const WRITTEN = [
  'containment', 'containment_contract', 'containment_snapshot', 'access_grant', 'access_line', 'containment_grant', 'system_suspension', 'case_notice', 'violation_case',
  'duty_clock', 'outbox_message', 'record', 'audit_event', 'audit_event_subject',
] as const;

let database: TestDatabase;
let world: World;
let folder: string;
let running: ServerProcess | undefined;

beforeAll(async () => {
  await builtServer();
  database = await openTestDatabase();
  await loadLibraries(database);
  world = await buildWorld(database);
  folder = await newDataFolder();
});
afterAll(async () => {
  running?.kill('SIGKILL');
  await running?.ended;
  await database.drop();
});

/** The server on the test's database, with the head signed in; after a death the same folder again. */
async function start(): Promise<{ readonly server: ServerProcess; readonly head: Visitor }> {
  const server = await startServer({
    DATA_DIR: folder, DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl,
    // Nobody listens there: letters wait, and are no part of the act.
    SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'dieu6@example.vn', PUBLIC_URL: 'http://127.0.0.1:3000',
  });
  running = server;
  const head = visitorOf(new URL(await server.address).origin);
  const { login, password } = world.at.unit_head;
  const answer = await head.post('/dang-nhap', { login, password });
  if (answer.status !== 303) throw new Error(`the head could not sign in: ${answer.status}`);
  return { server, head };
}

async function kill(server: ServerProcess): Promise<void> {
  server.kill('SIGKILL');
  await server.ended;
}

/** A contract in operation whose vendor holds very many grants, and a case at Mức 4 about it. */
async function openCase(): Promise<BuiltCase> {
  const by = world.at.procurement_officer;
  const vendor = await buildVendor(database, { by });
  await build(database, async (query) => {
    await query(`UPDATE vendor SET email = 'lien-he@minh-hoa.example', version = version + 1 WHERE id = $1`, [vendor.id]);
  });
  const system = await buildSystem(database, { agency: world.department });
  const built = await buildTransitionalContract(database, { agency: world.department, by, vendor, systems: [system], reviewDueOn: '2030-01-01', endsOn: '2030-12-31' });
  const contract: ReadyContract = {
    ...built, agency: world.department, vendor, system, people: world.at, assessment: { id: '', contractId: built.id }, review: { id: '', contractId: built.id },
  };
  const person = await buildBoundPerson(database, { contract });
  for (let grant = 0; grant < GRANTS; grant += 1) await buildAccessGrant(database, { contract, people: [person] });
  return buildCase(database, { contract, sign: 'DH-05', level: 'V3' });
}

/** Sends the form of containing, with its list of what will happen seen: every grant revoked, the whole system paused for five days. */
function contain(head: Visitor, of: BuiltCase): Promise<{ readonly status: number }> {
  return head.post(`/vu-vi-pham/${of.id}/ngan-chan`, {
    ground: 'Có dấu hiệu mở cửa hậu', measure: 'pause', systems: of.contract.system.id, scope: 'whole', untilDay: formatDay(addDays(today(systemClock), 5)), untilTime: '17:00',
    continuity: 'Tiếp nhận hồ sơ trực tiếp', executorId: world.at.it_officer.id, breadth: 'contract', confirmed: 'co',
  });
}

/** What of an act of containing is there. */
async function left(of: BuiltCase): Promise<Record<string, number>> {
  const [row] = await database.asOwner<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM containment WHERE case_id = $1) AS containments,
            (SELECT count(*)::int FROM containment_snapshot t JOIN containment n ON n.id = t.containment_id WHERE n.case_id = $1) AS snapshots,
            (SELECT count(*)::int FROM access_grant WHERE contract_id = $2 AND ended_at IS NOT NULL) AS ended,
            (SELECT count(*)::int FROM live_access WHERE contract_id = $2) AS live,
            (SELECT count(*)::int FROM system_suspension WHERE case_id = $1) AS suspensions,
            (SELECT count(*)::int FROM case_notice WHERE case_id = $1) AS notices,
            (SELECT count(*)::int FROM duty_clock WHERE contract_id = $2 AND subject_kind = 'containment') AS clocks,
            (SELECT count(*)::int FROM outbox_message WHERE about_id = $1) AS letters,
            (SELECT count(*)::int FROM record WHERE subject_id = $1) AS papers,
            (SELECT count(*)::int FROM violation_case WHERE id = $1 AND state <> 'opened') AS moved,
            (SELECT count(*)::int FROM audit_event e WHERE e.type = 'violation.contained' AND EXISTS (SELECT 1 FROM audit_event_subject s WHERE s.event_id = e.id AND s.subject_id = $1)) AS events`,
    [of.id, of.contract.id],
  );
  return row ?? {};
}

const nothing = { containments: 0, snapshots: 0, ended: 0, live: GRANTS, suspensions: 0, notices: 0, clocks: 0, letters: 0, papers: 0, moved: 0, events: 0 };
const everything = { containments: 1, snapshots: 1, ended: GRANTS, live: 0, suspensions: 1, notices: 1, clocks: 2, letters: 1, papers: 2, moved: 1, events: 1 };

/** Lets nobody write to a table until `release`, which answers once the database has done with whoever waited there. */
async function holdUp(table: string): Promise<{ readonly waiting: () => Promise<boolean>; readonly release: () => Promise<void> }> {
  const holder = new pg.Client({ connectionString: database.ownerUrl });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query(`LOCK TABLE ${table} IN SHARE MODE`);
  let backend: number | undefined;
  return {
    waiting: async () => {
      const [row] = await database.asOwner<{ pid: number }>(
        `SELECT l.pid FROM pg_locks l WHERE l.relation = $1::regclass AND NOT l.granted AND l.mode = 'RowExclusiveLock'
            AND EXISTS (SELECT 1 FROM pg_locks h WHERE h.pid = l.pid AND h.granted AND h.relation = 'violation_case'::regclass)`,
        [table],
      );
      backend = row?.pid;
      return backend !== undefined;
    },
    release: async () => {
      await holder.query('ROLLBACK');
      await holder.end();
      await until(async () => (await database.asOwner('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [backend ?? 0])).length === 0);
    },
  };
}

test('kill -9 at any moment of containing leaves nothing of it, or all of it once the answer of the database is on its way', async () => {
  const of = await openCase();
  expect(await left(of)).toEqual(nothing);

  for (const table of WRITTEN) {
    const { server, head } = await start();
    const held = await holdUp(table);
    const answer = contain(head, of).catch(() => undefined);
    await until(held.waiting);
    await kill(server);
    await held.release();
    await answer;
    expect([table, await left(of)]).toEqual([table, nothing]);
  }

  // Killed the moment it stands, most often before the page of the case was sent.
  const { server, head } = await start();
  const answer = contain(head, of).catch(() => undefined);
  await until(async () => (await database.asOwner('SELECT 1 FROM containment WHERE case_id = $1', [of.id])).length > 0);
  await kill(server);
  await answer;
  expect(await left(of)).toEqual(everything);

  // After the next start the head is told that it was done; what follows an act in the background is done once, and the act is not done again.
  const again = await start();
  expect((await again.head.get(`/vu-vi-pham/${of.id}`)).text).toContain(`${String(GRANTS)} tài khoản chưa xác nhận khóa`);
  expect(await contain(again.head, of)).toMatchObject({ status: 422, text: expect.stringContaining('Vụ vi phạm đã được ngăn chặn') });
  await until(async () => (await database.asOwner(`SELECT 1 FROM record WHERE subject_id = $1 AND status = 'printed'`, [of.id])).length === everything.papers);
  expect(await left(of)).toEqual(everything);
}, 900_000);
