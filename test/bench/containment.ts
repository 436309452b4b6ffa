import { randomUUID } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { systemClock } from '../../server/kernel/clock.js';
import { loadLibraryFiles, openLibrary } from '../../server/library/index.js';
import { createPrincipalReader, readPrincipal } from '../../server/people/index.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { openReader } from '../../server/platform/database/reading.js';
import { createUnitOfWork } from '../../server/platform/database/transactions.js';
import { createOutbox, createSeal } from '../../server/platform/mail/index.js';
import { productFolder } from '../../server/platform/startup/product-folder.js';
import { createPrepareRecord } from '../../server/records/index.js';
import { openViolationRoom, violationPermissions } from '../../server/violations/index.js';
import { bringBack, ENDED, liveContract } from './access.js';
import { accessSet, fillAccess, HEAD } from './access-set.js';
import { openBenchDatabase } from './database.js';
import { median } from './load.js';

const ROUNDS = 7;

/**
 * Containing a contract with a thousand live grants in one act: evidence, revocation, suspension, papers and clocks; against the bare SQL that changes the same rows behind
 * the same walls. Prints `contain-1000`.
 */
export async function containGrants(): Promise<void> {
  const database = await openBenchDatabase();
  const source = await openDataSource(database.databaseUrl, [], 2);
  const reader = openReader(database.databaseUrl, 2);
  const superuser = new pg.Client({ connectionString: database.superuserUrl });
  const application = new pg.Client({ connectionString: database.databaseUrl });
  try {
    await Promise.all([superuser.connect(), application.connect()]);
    const owner = openReader(database.databaseOwnerUrl, 1);
    await loadLibraryFiles(owner, path.join(productFolder, 'seeds', 'library'));
    await owner.close();
    await fillAccess(database.superuserUrl, await accessSet(2_000, 20_000));
    const contract = await liveContract(superuser);
    const system = await prepareSystem(superuser, contract);
    const library = await openLibrary(reader);
    const jobs = { enqueue: (): Promise<void> => Promise.resolve() };
    const regulation = (): { readonly issued: false } => ({ issued: false });
    const violations = openViolationRoom({
      reader, work: createUnitOfWork(source, systemClock), clock: systemClock, rolesThatMay: () => [], library: () => library, regulation,
      prepareRecord: createPrepareRecord({ library: () => library, regulation, jobs }), outbox: createOutbox({ jobs, seal: createSeal('for-measuring-for-measuring-for-measuring'), settings: undefined }),
    });
    const head = await readPrincipal(reader, createPrincipalReader(systemClock, violationPermissions), HEAD.login);
    const throughTheUseCase = async (): Promise<number> => {
      const caseId = await openCase(superuser, contract);
      const began = performance.now();
      const done = await violations.contain({ actorId: head.userId, records: null }, head, {
        caseId, version: 1, ground: 'Có dấu hiệu vi phạm', breadth: 'contract', grantIds: undefined, measure: 'stop', suspensions: [{ systemId: system, scope: 'whole', part: undefined }], proposals: [],
        reason: 'Hệ thống khác không liên quan', until: undefined, liftCondition: 'Có kết luận', continuity: 'Hồ sơ giấy', executorId: executor, noticeText: undefined,
      });
      const took = performance.now() - began;
      if (done.grants !== ENDED || done.accounts !== ENDED) throw new Error(`${String(done.grants)} grants were ended`);
      await takeBack(superuser, contract);
      return took;
    };
    const executor = (await superuser.query<{ id: string }>(`SELECT md5('technician')::uuid AS id`)).rows[0]?.id ?? '';
    const [useCase, bare]: number[][] = [[], []];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const times = [await throughTheUseCase(), await bareSql(application, superuser, { contract, system, head: head.userId, executor })];
      // The first round fills caches.
      if (round > 0) [useCase, bare].forEach((list, place) => list?.push(times[place] ?? Number.NaN));
    }
    const ratio = median((useCase ?? []).map((took, round) => took / (bare?.[round] ?? Number.NaN)));
    process.stdout.write(`contain-1000 ratio=${ratio.toFixed(2)} goal=<=3\n`);
    process.stdout.write(`# use case ${median(useCase ?? []).toFixed(0)} ms, bare SQL ${median(bare ?? []).toFixed(0)} ms\n`);
  } finally {
    await Promise.all([superuser.end(), application.end()]);
    await source.destroy();
    await reader.close();
    await database.stop();
  }
}

/** An IT officer, and a system of the contract that its own agency manages. @returns the system */
async function prepareSystem(superuser: pg.Client, contract: string): Promise<string> {
  await superuser.query(
    `INSERT INTO user_account (id, login, full_name, post, password_hash, password_changed_on, must_change_password)
       SELECT md5('technician')::uuid, 'ky-thuat-do', 'Người Đo Kỹ Thuật', 'Chuyên viên', password_hash, password_changed_on, false FROM user_account LIMIT 1`,
  );
  await superuser.query(`INSERT INTO role_assignment (user_id, role, agency_id, valid_from, granted_by) VALUES (md5('technician')::uuid, 'it_officer', md5('agency1')::uuid, '2026-01-01', md5('somebody')::uuid)`);
  const [row] = (await superuser.query<{ id: string }>('SELECT system_id AS id FROM contract_system WHERE contract_id = $1', [contract])).rows;
  await superuser.query(`UPDATE information_system SET managing_agency_id = md5('agency1')::uuid WHERE id = $1`, [row?.id]);
  await superuser.query('VACUUM (ANALYZE)');
  return row?.id ?? '';
}

/** A case at Mức 4, as no application could write it. */
async function openCase(superuser: pg.Client, contract: string): Promise<string> {
  const id = randomUUID();
  await superuser.query(
    `INSERT INTO violation_case (id, contract_id, agency_id, vendor_id, seen, detected_at, found_by, opened_by, source_kind, source_id, refuses_cooperation, signs_edition, levels_edition, level)
       SELECT $1, id, agency_id, vendor_id, 'Đo lường', now(), 'Người Đo Lường', md5('reader')::uuid, 'contract', id, false, 'violation-signs@2026-11-21', 'violation-levels@2026-11-21', 'V4' FROM contract WHERE id = $2`, [id, contract],
  );
  await superuser.query(`INSERT INTO case_sign (case_id, sign, graver, recorded_by) VALUES ($1, 'DH-05', false, md5('reader')::uuid)`, [id]);
  await superuser.query(`INSERT INTO case_level (case_id, ordinal, level, steps, ground, recorded_by) VALUES ($1, 1, 'V4', '[{"rule": "DH-05", "text": "Cửa hậu", "from": null, "to": "V4"}]', 'Đo lường', md5('reader')::uuid)`, [id]);
  return id;
}

/** The same rows by SQL alone, in one audited transaction behind the same walls; without evidence to read and papers to word. */
async function bareSql(application: pg.Client, superuser: pg.Client, of: { readonly contract: string; readonly system: string; readonly head: string; readonly executor: string }): Promise<number> {
  const caseId = await openCase(superuser, of.contract);
  const id = randomUUID();
  const began = performance.now();
  await application.query('BEGIN');
  await application.query(`INSERT INTO audit_event (type, canonical, hash) VALUES ('violation.contained', '{}', sha256('{}'))`);
  await application.query(
    `INSERT INTO containment (id, case_id, contract_id, breadth, kind, ground, reason, whole, level, decided_by, out_of_hours, no_access_ever) VALUES ($1, $2, $3, 'contract', 'stop', 'Dấu hiệu', 'Lý do', true, '', $4, false, false)`,
    [id, caseId, of.contract, of.head],
  );
  await application.query('INSERT INTO containment_contract (containment_id, contract_id) VALUES ($1, $2)', [id, of.contract]);
  await application.query(`INSERT INTO containment_snapshot (containment_id, content, bytes, sha256) VALUES ($1, '{}', '{}', encode(sha256('{}'), 'hex'))`, [id]);
  await application.query(
    `UPDATE access_grant SET ended_at = app_now(), end_kind = 'revoked', ended_by = $2, end_ground = 'Có dấu hiệu vi phạm', version = version + 1 WHERE contract_id = $1 AND ended_at IS NULL AND ends_at > app_now()`, [of.contract, of.head],
  );
  await application.query('INSERT INTO containment_grant (containment_id, grant_id) SELECT $1, id FROM access_grant WHERE contract_id = $2 AND ended_at = app_now()', [id, of.contract]);
  await application.query(
    `INSERT INTO system_suspension (id, containment_id, case_id, system_id, agency_id, kind, scope, reason, lift_condition, continuity, executor_id, decided_by)
       VALUES (gen_random_uuid(), $1, $2, $3, md5('agency1')::uuid, 'stop', 'whole', 'Lý do', 'Có kết luận', 'Hồ sơ giấy', $4, $5)`, [id, caseId, of.system, of.executor, of.head],
  );
  await application.query(`INSERT INTO case_notice (id, case_id, containment_id, addressee, body, drafted_by) VALUES (gen_random_uuid(), $1, $2, 'vendor', 'Thông báo', $3)`, [caseId, id, of.head]);
  await application.query(`UPDATE violation_case SET state = 'contained', version = version + 1 WHERE id = $1`, [caseId]);
  await application.query('COMMIT');
  const took = performance.now() - began;
  await takeBack(superuser, of.contract);
  return took;
}

/** Takes a containment back, as no application could. */
async function takeBack(superuser: pg.Client, contract: string): Promise<void> {
  for (const table of ['containment_grant', 'containment_snapshot', 'containment_contract', 'system_suspension', 'case_notice', 'containment', 'case_level', 'case_sign', 'violation_case', 'duty_clock_running', 'duty_clock']) {
    await superuser.query(`DELETE FROM ${table}`);
  }
  await superuser.query(`DELETE FROM record WHERE subject_kind = 'violation-case'`);
  await bringBack(superuser, contract);
}
