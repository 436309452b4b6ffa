import pg from 'pg';
import { READER, registerSet } from './register-set.js';

export const HEAD = { login: 'thu-truong-do', password: READER.password };
export const OVERSIGHT = { login: 'giam-sat-do', password: READER.password };
/** Somebody of a vendor comes to twenty grants in these years, in whichever of the sets. */
const GRANTS_OF_A_PERSON = 20;
const SYSTEMS = 1_000;
/** What is still to be done is the same in every set, only what lies behind grows: the requests that wait for the head of the measured agency, and the accounts of all that are to be closed. */
const WAITING = 30;
const OPEN_ACCOUNTS = 400;

/**
 * Agencies, contracts, vendors and `grants` grants of one day each, spread evenly over the last thousand days: one in a thousand runs now, and the
 * accounts of the last to end are not closed yet. The first agency, whose officer and head are READER and HEAD, has about 1/131 of them.
 */
export async function accessSet(contracts: number, grants: number): Promise<string[]> {
  const people = String(grants / GRANTS_OF_A_PERSON);
  return [
    ...(await registerSet(contracts)),
    ...[['head', HEAD.login, 'unit_head', 'agency1', false], ['oversight', OVERSIGHT.login, 'city_oversight', 'agency0', true]].flatMap(([id, login, role, agency, subtree]) => [
      `INSERT INTO user_account (id, login, full_name, post, password_hash, password_changed_on, must_change_password)
         SELECT md5('${String(id)}')::uuid, '${String(login)}', 'Người Đo Lường', 'Cán bộ', password_hash, password_changed_on, false FROM user_account WHERE login = '${READER.login}'`,
      `INSERT INTO role_assignment (user_id, role, agency_id, with_subtree, valid_from, granted_by)
         VALUES (md5('${String(id)}')::uuid, '${String(role)}', md5('${String(agency)}')::uuid, ${String(subtree)}, '2026-01-01', md5('somebody')::uuid)`,
    ]),
    `INSERT INTO information_system (id, code, name, description, managing_agency_id, owner_text, operator_kind, serves_procedures, public_service, national_security, hosting_kind, service_state)
       SELECT md5('system' || n)::uuid, 'HT-' || n, 'Hệ thống thông tin quản lý số ' || n, 'Đo lường', md5('agency' || n % 131)::uuid, 'UBND', 'hiring-agency', false, true, false, 'agency', 'in-service'
         FROM generate_series(0, ${String(SYSTEMS - 1)}) n`,
    `INSERT INTO contract_system (contract_id, system_id) SELECT id, md5('system' || seq % ${String(SYSTEMS)})::uuid FROM contract`,
    `INSERT INTO vendor_person (id, vendor_id, full_name, identity_tail, nationality, post)
       SELECT md5('person' || n)::uuid, md5('vendor' || n % 2000)::uuid, 'Nguyễn Thị Đo ' || n, lpad((n / 2000 % 10000)::text, 4, '0'), 'Việt Nam', 'Kỹ sư' FROM generate_series(0, ${people} - 1) n`,
    `INSERT INTO system_account (id, system_id, environment, kind, name, registered_by)
       SELECT md5('account' || n)::uuid, md5('system' || n % ${String(SYSTEMS)})::uuid, 'production', 'personal', 'vh' || n, md5('reader')::uuid FROM generate_series(0, ${people} - 1) n`,
    `CREATE TEMPORARY TABLE made AS
       SELECT n, md5('request' || n)::uuid AS request_id, md5('grant' || n)::uuid AS grant_id, md5('person' || n % ${people})::uuid AS person_id, md5('account' || n % ${people})::uuid AS account_id,
              c.id AS contract_id, c.agency_id, c.number, c.name, md5('system' || c.seq % ${String(SYSTEMS)})::uuid AS system_id,
              (ARRAY['incident-handling', 'upgrade-support', 'administration-support', 'operation-support'])[1 + n % 4] AS purpose,
              (ARRAY['trial', 'operation', 'handover'])[1 + c.seq % 3] AS phase, app_now() - make_interval(secs => 86400000.0 * (${String(grants)} - n) / ${String(grants)}) AS starts_at
         FROM generate_series(1, ${String(grants)}) n JOIN contract c ON c.seq = 1 + (n - 1) % ${String(contracts)}`,
    `INSERT INTO access_request (id, contract_id, agency_id, system_id, form, phase, environment, purpose, plane, privilege, method, source_addresses, starts_at, ends_at, supervision, supervisor_id,
                                 rollback_plan, ground, terms_edition, level, state, decide_by, requested_by, requested_at, decision_id)
       SELECT request_id, contract_id, agency_id, system_id, 'grant', phase, 'production', purpose, 'application', 'Xem nhật ký', 'ssh', '{203.0.113.0/28}', starts_at, starts_at + interval '24 hours', 'attended',
              md5('reader')::uuid, 'Khôi phục bản sao lưu', 'Theo kế hoạch', 'access-terms@2026-11-21', 2, 'approved', starts_at, md5('reader')::uuid, starts_at - interval '1 day', md5('decision' || n)::uuid
         FROM made ORDER BY n`,
    `INSERT INTO access_request (id, contract_id, agency_id, system_id, form, phase, environment, purpose, plane, privilege, method, source_addresses, starts_at, ends_at, supervision, supervisor_id,
                                 ground, terms_edition, level, state, decide_by, requested_by)
       SELECT md5('waiting' || k)::uuid, contract_id, agency_id, system_id, 'grant', phase, 'production', 'operation-support', 'application', 'Xem nhật ký', 'ssh', '{203.0.113.0/28}', app_now() + interval '1 day',
              app_now() + interval '2 days', 'attended', md5('reader')::uuid, 'Theo kế hoạch', 'access-terms@2026-11-21', 2, 'submitted', app_now() + make_interval(hours => 24 + k::integer), md5('reader')::uuid
         FROM (SELECT row_number() OVER (PARTITION BY agency_id = md5('agency1')::uuid ORDER BY n) AS of_agency, row_number() OVER (ORDER BY n) AS k, * FROM made) m
        WHERE (agency_id = md5('agency1')::uuid AND of_agency <= ${String(WAITING)}) OR (agency_id <> md5('agency1')::uuid AND n % 100 = 0)`,
    `INSERT INTO access_request_person (request_id, person_id, account_id) SELECT request_id, person_id, account_id FROM made`,
    `INSERT INTO access_request_person (request_id, person_id, account_id)
       SELECT id, md5('person' || seq % ${people})::uuid, md5('account' || seq % ${people})::uuid FROM access_request WHERE state = 'submitted'`,
    `INSERT INTO access_grant (id, request_id, contract_id, agency_id, system_id, form, phase, purpose, plane, starts_at, ends_at, granted_by, granted_at, folded)
       SELECT grant_id, request_id, contract_id, agency_id, system_id, 'grant', phase, purpose, 'application', starts_at, starts_at + interval '24 hours', md5('head')::uuid, starts_at,
              fold_text(concat_ws(' ', number, name, 'HT ' || n % ${String(SYSTEMS)}, 'Nguyễn Thị Đo ' || n % ${people}, 'vh' || n % ${people}))
         FROM made ORDER BY n`,
    `INSERT INTO access_line (id, grant_id, person_id, account_id, contract_id, agency_id, system_id, starts_at, granted_until, held_until, end_cause, closed_at)
       SELECT md5('line' || n)::uuid, grant_id, person_id, account_id, contract_id, agency_id, system_id, starts_at, starts_at + interval '24 hours', starts_at + interval '24 hours', 'term',
              CASE WHEN n < ${String(grants)} * 0.999 - ${String(OPEN_ACCOUNTS)} THEN starts_at + interval '24 hours' END
         FROM made`,
    `INSERT INTO access_closure (line_id, action, done_at, proof, file_sha256, confirmed_by)
       SELECT id, 'disabled', closed_at, 'Đăng nhập bị từ chối', repeat('c', 64), md5('reader')::uuid FROM access_line WHERE closed_at IS NOT NULL`,
  ];
}

/**
 * Runs statements that no application could: triggers off, and the indexes and exclusions of the large tables built after their rows. Then all is vacuumed
 * and analysed, as autovacuum does in its own time.
 */
export async function fillAccess(superuserUrl: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`SET session_replication_role = replica; SET maintenance_work_mem = '256MB'`);
    const later: string[] = [];
    for (const table of ['access_grant', 'access_line', 'access_request', 'contract']) {
      const exclusions = await client.query<{ name: string; definition: string }>(`SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'x'`, [table]);
      for (const { name, definition } of exclusions.rows) {
        await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
        later.push(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
      }
      const indexes = await client.query<{ name: string; definition: string }>(
        `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i WHERE i.indrelid = $1::regclass AND NOT i.indisunique`, [table],
      );
      for (const { name, definition } of indexes.rows) {
        await client.query(`DROP INDEX ${name}`);
        later.push(definition);
      }
    }
    for (const statement of [...statements, ...later]) await client.query(statement);
    await client.query('VACUUM (ANALYZE)');
  } finally {
    await client.end();
  }
}
