import pg from 'pg';
import { endGrants } from '../../server/access-grants/application/end-grants.js';
import { systemClock } from '../../server/kernel/clock.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { createUnitOfWork } from '../../server/platform/database/transactions.js';
import { accessSet, fillAccess, HEAD, OVERSIGHT } from './access-set.js';
import { openBenchDatabase, type BenchDatabase } from './database.js';
import { compare, report, type Growth, type Visitor } from './growth-of-pages.js';
import { median, startServer } from './load.js';
import { READER } from './register-set.js';
import { signIn } from './sign-in.js';

/** Live grants of the contract that is measured. */
export const ENDED = 1_000;
const ROUNDS = 7;

/**
 * Ending a thousand live grants of one contract in one act: the use case, with its lock, its event that names every person and account, and the walls; against
 * the bare SQL that changes the same rows. The same rows are changed each time, and brought back in between. Prints `access-end-1000`.
 */
export async function accessEnd(): Promise<void> {
  const database = await openBenchDatabase();
  const source = await openDataSource(database.databaseUrl, [], 2);
  const superuser = new pg.Client({ connectionString: database.superuserUrl });
  const application = new pg.Client({ connectionString: database.databaseUrl });
  try {
    await Promise.all([superuser.connect(), application.connect()]);
    await fillAccess(database.superuserUrl, await accessSet(2_000, 20_000));
    const contract = await liveContract(superuser);
    const [head] = (await superuser.query<{ id: string }>(`SELECT md5('head')::uuid AS id`)).rows;
    const by = head?.id ?? '';
    const work = createUnitOfWork(source, systemClock);
    const throughTheUseCase = async (): Promise<number> => {
      const began = performance.now();
      const ended = await work.run({ actorId: by, records: ['access.revoked'] }, (tx) => endGrants(tx, { contractId: contract, kind: 'revoked', ground: 'Có dấu hiệu vi phạm', by }));
      const took = performance.now() - began;
      if (ended.grants.length !== ENDED || ended.lines.length !== ENDED) throw new Error(`${String(ended.grants.length)} grants were ended`);
      return took;
    };
    const [useCase, bare, unwalled]: number[][] = [[], [], []];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const times = [await throughTheUseCase(), await bareSql(application, contract, by, superuser), await bareSql(superuser, contract, by, superuser)];
      // The first round fills caches.
      if (round > 0) [useCase, bare, unwalled].forEach((list, place) => list?.push(times[place] ?? Number.NaN));
    }
    const ratio = (other: readonly number[] = []): string => median((useCase ?? []).map((took, round) => took / (other[round] ?? Number.NaN))).toFixed(2);
    process.stdout.write(`access-end-1000 ratio=${ratio(bare)} goal=<=3\n`);
    process.stdout.write(`# use case ${median(useCase ?? []).toFixed(0)} ms, bare SQL ${median(bare ?? []).toFixed(0)} ms; with every wall and trigger off ${median(unwalled ?? []).toFixed(0)} ms (${ratio(unwalled)})\n`);
  } finally {
    await Promise.all([superuser.end(), application.end()]);
    await source.destroy();
    await database.stop();
  }
}

/** Makes one contract hold a thousand live grants, each of a person and an account of its own. @returns the contract */
export async function liveContract(client: pg.Client): Promise<string> {
  await client.query('SET session_replication_role = replica');
  const [row] = (await client.query<{ id: string }>(`SELECT id FROM contract WHERE agency_id = md5('agency1')::uuid AND phase = 'active' ORDER BY seq LIMIT 1`)).rows;
  const id = row?.id ?? '';
  const chosen = `(SELECT g.id FROM access_grant g ORDER BY g.seq DESC LIMIT ${String(ENDED)})`;
  await client.query(`UPDATE access_line SET contract_id = $1, agency_id = md5('agency1')::uuid, starts_at = app_now() - interval '1 hour', granted_until = app_now() + interval '20 days', held_until = app_now() + interval '20 days', closed_at = NULL WHERE grant_id IN ${chosen}`, [id]);
  await client.query(`UPDATE access_grant SET contract_id = $1, agency_id = md5('agency1')::uuid, phase = 'operation', starts_at = app_now() - interval '1 hour', ends_at = app_now() + interval '20 days' WHERE id IN ${chosen}`, [id]);
  await client.query(`INSERT INTO commitment (person_id, agency_id, signed_on, scope, recorded_by) SELECT id, md5('agency1')::uuid, '2026-01-05', 'Thông tin', md5('reader')::uuid FROM vendor_person`);
  await client.query('VACUUM (ANALYZE)');
  await bringBack(client, id);
  return id;
}

/** Ends the grants by SQL alone, in one audited transaction: with the walls as the application, and without any as the superuser whose triggers are off. */
async function bareSql(client: pg.Client, contract: string, by: string, superuser: pg.Client): Promise<number> {
  await bringBack(superuser, contract);
  const began = performance.now();
  await client.query('BEGIN');
  await client.query(`INSERT INTO audit_event (type, canonical, hash) VALUES ('access.revoked', '{}', sha256('{}'))`);
  await client.query(
    `UPDATE access_grant SET ended_at = app_now(), end_kind = 'revoked', ended_by = $2, end_ground = 'Có dấu hiệu vi phạm', version = version + 1 WHERE contract_id = $1 AND ended_at IS NULL AND ends_at > app_now()`, [contract, by],
  );
  if (client === superuser) await client.query('UPDATE access_line SET granted_until = app_now(), held_until = app_now() WHERE contract_id = $1 AND held_until > app_now()', [contract]);
  await client.query('COMMIT');
  const took = performance.now() - began;
  await bringBack(superuser, contract);
  return took;
}

/** Takes the end back, as no application could, and leaves no dead rows behind. */
export async function bringBack(superuser: pg.Client, contract: string): Promise<void> {
  await superuser.query(`UPDATE access_grant SET ended_at = NULL, end_kind = NULL, ended_by = NULL, end_ground = NULL WHERE contract_id = $1 AND ended_at IS NOT NULL`, [contract]);
  await superuser.query(`UPDATE access_line l SET granted_until = g.ends_at, held_until = g.ends_at FROM access_grant g WHERE g.id = l.grant_id AND l.contract_id = $1 AND g.ends_at > app_now() AND l.held_until <> g.ends_at`, [contract]);
  await superuser.query('VACUUM access_grant, access_line');
}

const SIZES = [{ contracts: 400, grants: 10_000 }, { contracts: 20_000, grants: 500_000 }] as const;
const INBOX = '/quyen-truy-cap/cho-duyet';
const registerShapes: Readonly<Record<string, string>> = {
  newest: '/quyen-truy-cap',
  end: '/quyen-truy-cap?sap-xep=-ket-thuc',
  'end, soonest first': '/quyen-truy-cap?sap-xep=ket-thuc',
  live: '/quyen-truy-cap?tinh-trang=hieu-luc',
  'accounts open': '/quyen-truy-cap?tinh-trang=tai-khoan-chua-khoa',
  'not reviewed': '/quyen-truy-cap?tinh-trang=cho-ra-soat',
  over: '/quyen-truy-cap?tinh-trang=da-ket-thuc',
  upcoming: '/quyen-truy-cap?tinh-trang=chua-den-han',
  purpose: '/quyen-truy-cap?muc-dich=upgrade-support',
  emergencies: '/quyen-truy-cap?hinh-thuc=emergency',
  words: '/quyen-truy-cap?q=thi+do+4321',
  'words of none': '/quyen-truy-cap?q=xqzv',
};

type Place = Readonly<Record<'officer' | 'head' | 'oversight', Visitor>>;

/** What the inbox of a head and the register of access cost with 500,000 grants against 10,000: in turn on both, medians compared. Prints `access-inbox-growth`, `access-register-growth`. */
export async function accessGrowth(sizes: readonly { readonly contracts: number; readonly grants: number }[] = SIZES): Promise<void> {
  const databases: BenchDatabase[] = [];
  const stops: (() => void)[] = [];
  try {
    const places: Place[] = [];
    for (const { contracts, grants } of sizes) {
      const database = await openBenchDatabase();
      databases.push(database);
      await fillAccess(database.superuserUrl, await accessSet(contracts, grants));
      const app = await startServer('app-server.js', [database.databaseUrl, database.databaseOwnerUrl, database.dataDir]);
      stops.push(() => app.stop());
      const base = `http://127.0.0.1:${String(app.port)}`;
      const visitor = async (who: typeof READER): Promise<Visitor> => ({ base, cookies: await signIn(base, who) });
      places.push({ officer: await visitor(READER), head: await visitor(HEAD), oversight: await visitor(OVERSIGHT) });
    }
    const [few, many] = places;
    if (few === undefined || many === undefined) throw new Error('there is nothing to compare');
    report('access-inbox-growth', [await compare('inbox', INBOX, few.head, many.head)]);
    const growths: Growth[] = [];
    for (const [shape, address] of Object.entries(registerShapes)) {
      for (const who of ['officer', 'oversight'] as const) growths.push(await compare(`${shape}, ${who}`, address, few[who], many[who]));
    }
    report('access-register-growth', growths);
  } finally {
    for (const stop of stops) stop();
    for (const database of databases) await database.stop();
  }
}
