import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import pg from 'pg';
import { buildTransitionalContract } from '../builders/contracts.js';
import { buildSystem } from '../builders/systems.js';
import { buildVendor } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { watchStatements } from '../harness/statements.js';
import { Caller } from '../web/callers.js';

/** The pages of access are read off indexes: no page looks at more grants, requests or lines than it counts (a thousand and one). */
const GRANTS = 3_000;
const LOOKED_AT = 1_001;

let app: TestApp;
let world: World;
let owner: pg.Client;
const watch = watchStatements((text) => /register_total|FROM \(SELECT \* FROM access_request/.test(text));
const { sent } = watch;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  const by = world.at.procurement_officer;
  const [vendor, system] = await Promise.all([buildVendor(app.database, { by }), buildSystem(app.database, { agency: world.department })]);
  const contract = await buildTransitionalContract(app.database, { agency: world.department, by, vendor, systems: [system] });
  await seed(contract.id, system.id, vendor.id);
  owner = new pg.Client({ connectionString: app.database.ownerUrl });
  await owner.connect();
}, 120_000);
afterAll(async () => {
  watch.stop();
  await owner.end();
  await app.close();
});

/** Grants of an hour each, one after the other, the last of them running now; as many requests that wait. Triggers are off: only the walls' author writes so. */
async function seed(contractId: string, systemId: string, vendorId: string): Promise<void> {
  const superuser = new pg.Client({ connectionString: app.database.superUrl });
  await superuser.connect();
  const people = `'${world.at.procurement_officer.id}'::uuid`;
  const made = `generate_series(1, ${String(GRANTS)}) n`;
  const place = `'${contractId}'::uuid, '${world.department.id}'::uuid, '${systemId}'::uuid`;
  try {
    await superuser.query('SET session_replication_role = replica');
    for (const statement of [
      `INSERT INTO vendor_person (id, vendor_id, full_name, identity_tail, nationality, post) SELECT md5('person' || n)::uuid, '${vendorId}', 'Nhân sự ' || n, lpad(n::text, 4, '0'), 'Việt Nam', 'Kỹ sư' FROM generate_series(0, 299) n`,
      `INSERT INTO system_account (id, system_id, environment, kind, name, registered_by) SELECT md5('account' || n)::uuid, '${systemId}', 'production', 'personal', 'vh' || n, ${people} FROM generate_series(0, 299) n`,
      ...(['approved', 'submitted'] as const).map((state) => `INSERT INTO access_request (id, contract_id, agency_id, system_id, form, phase, environment, purpose, plane, privilege, method, starts_at, ends_at, supervision, supervisor_id, ground, terms_edition, level, state, decide_by, requested_by, decision_id)
         SELECT md5('${state}' || n)::uuid, ${place}, 'grant', 'operation', 'production', 'operation-support', 'application', 'Xem', 'on-site', app_now() + make_interval(hours => n - ${state === 'approved' ? String(GRANTS) : '0'}),
                app_now() + make_interval(hours => n + 1 - ${state === 'approved' ? String(GRANTS) : '0'}), 'attended', ${people}, 'Theo kế hoạch', 'access-terms@2026-11-21', 2, '${state}', app_now() + make_interval(mins => n), ${people},
                ${state === 'approved' ? 'gen_random_uuid()' : 'NULL'} FROM ${made}`),
      `INSERT INTO access_request_person (request_id, person_id, account_id) SELECT md5(state || n)::uuid, md5('person' || n % 300)::uuid, md5('account' || n % 300)::uuid FROM ${made}, unnest(ARRAY['approved', 'submitted']) state`,
      `INSERT INTO access_grant (id, request_id, contract_id, agency_id, system_id, form, phase, purpose, plane, starts_at, ends_at, granted_by, folded)
         SELECT md5('grant' || n)::uuid, r.id, r.contract_id, r.agency_id, r.system_id, r.form, r.phase, r.purpose, r.plane, r.starts_at, r.ends_at, ${people}, 'nhan su ' || n FROM ${made} JOIN access_request r ON r.id = md5('approved' || n)::uuid`,
      `INSERT INTO access_line (grant_id, person_id, account_id, contract_id, agency_id, system_id, starts_at, granted_until, held_until, end_cause, closed_at)
         SELECT g.id, md5('person' || n % 300)::uuid, md5('account' || n % 300)::uuid, g.contract_id, g.agency_id, g.system_id, g.starts_at, g.ends_at, g.ends_at, 'term', CASE WHEN n < ${String(GRANTS - 20)} THEN g.ends_at END
           FROM ${made} JOIN access_grant g ON g.id = md5('grant' || n)::uuid`,
      'VACUUM (ANALYZE) access_grant, access_line, access_request, access_request_person, system_account, vendor_person',
    ]) await superuser.query(statement);
  } finally {
    await superuser.end();
  }
}

interface Step {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Step[];
}
function isPlan(value: unknown): value is readonly [{ readonly Plan: Step }] {
  return Array.isArray(value) && typeof value[0] === 'object';
}
const stepsOf = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(stepsOf)];
const literal = (value: unknown): string => (Array.isArray(value) ? pg.escapeLiteral(`{${value.join(',')}}`) : typeof value === 'number' ? String(value) : pg.escapeLiteral(String(value)));

/** The steps of the one statement of a page that touch more rows of access than a page may. */
async function excessive(address: string, person: { readonly login: string; readonly password: string }): Promise<string[]> {
  const caller = await Caller.signedIn(app, person);
  sent.length = 0;
  const reply = await caller.get(address);
  expect(`${address} ${String(reply.status)}`).toBe(`${address} 200`);
  expect(load(reply.text)('main').text()).not.toBe('');
  const [statement, ...others] = sent;
  if (statement === undefined || others.length > 0) throw new Error(`${address} sent ${String(sent.length)} statements of a page`);
  await owner.query(`PREPARE page AS ${statement.text}`);
  try {
    const { rows } = await owner.query<{ 'QUERY PLAN': unknown }>(`EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE page (${statement.values.map(literal).join(', ')})`);
    const plan = rows[0]?.['QUERY PLAN'];
    if (!isPlan(plan)) throw new Error('no plan came back');
    return stepsOf(plan[0].Plan).flatMap((step) => {
      const read = (step['Actual Rows'] + (step['Rows Removed by Filter'] ?? 0)) * step['Actual Loops'];
      return ['access_grant', 'access_line', 'access_request', 'access_request_person', 'system_account'].includes(step['Relation Name'] ?? '') && read > LOOKED_AT ? [`${address}: ${step['Node Type']} ${step['Relation Name'] ?? ''} ${String(read)}`] : [];
    });
  } finally {
    await owner.query('DEALLOCATE page');
  }
}

test('the inbox of a head is read off its index, what is due first on top', async () => {
  expect(await excessive('/quyen-truy-cap/cho-duyet', world.at.unit_head)).toEqual([]);
});

test('the register of access is read off an index in each of its orders, for one agency and for the city', async () => {
  const found: string[] = [];
  for (const person of [world.at.procurement_officer, world.at.city_oversight]) {
    for (const address of ['', '?sap-xep=ket-thuc', '?sap-xep=-ket-thuc', '?tinh-trang=hieu-luc', '?tinh-trang=chua-den-han', '?tinh-trang=da-ket-thuc', '?tinh-trang=tai-khoan-chua-khoa', '?hinh-thuc=emergency', '?muc-dich=upgrade-support', '?q=xqzv']) {
      found.push(...(await excessive(`/quyen-truy-cap${address}`, person)));
    }
  }
  expect(found).toEqual([]);
});

test('a missing index is noticed', async () => {
  await owner.query('DROP INDEX access_request_waiting');
  expect(await excessive('/quyen-truy-cap/cho-duyet', world.at.unit_head)).not.toEqual([]);
});
