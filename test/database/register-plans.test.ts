import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import pg from 'pg';
import { buildVendor } from '../builders/vendors.js';
import { build, buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { watchStatements, type Statement } from '../harness/statements.js';
import { Caller } from '../web/callers.js';

/** Rows of the one agency: far more than a page and its count look at. */
const ROWS = 2_600;
/** A page counts a thousand and one rows and shows twenty-five. */
const LOOKED_AT = 1_001;
const SORTED = 100;

let app: TestApp;
let world: World;
let owner: pg.Client;

/** The statements of registers that were sent since the list was last emptied. */
const watch = watchStatements((text) => text.includes('register_total'));
const { sent } = watch;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  const by = world.at.procurement_officer;
  const vendor = await buildVendor(app.database, { by });
  await build(app.database, async (query) => {
    await query(
      `INSERT INTO contract (entry_kind, phase, agency_id, origin_agency_id, number, name, vendor_id, operator_kind, service_kind, value, security_value, signed_on, starts_on, ends_on,
                             created_by, transition_ground, review_due_on)
         SELECT 'transitional', 'active', $1, $1, n || '/HĐ', 'Thuê dịch vụ số ' || n, $2, 'vendor', CASE WHEN n % 40 = 0 THEN 'hosting' ELSE 'cloud' END, n * 1000, 0, date '2025-01-01' + n % 300, date '2025-11-01', date '2027-01-01' + n % 900,
                $3, 'Ký trước', date '2027-06-01' FROM generate_series(1, $4::int) n`,
      [world.department.id, vendor.id, by.id, ROWS / 2],
    );
    await query(
      `INSERT INTO contract (entry_kind, phase, agency_id, origin_agency_id, name, created_by) SELECT 'new', 'planned', $1, $1, 'Gói dự kiến ' || n, $2 FROM generate_series(1, $3::int) n`,
      [world.department.id, by.id, ROWS / 2],
    );
    await query(
      `INSERT INTO information_system (code, name, description, managing_agency_id, owner_text, operator_kind, serves_procedures, public_service, national_security, hosting_kind, service_state)
         SELECT 'HT-' || n, 'Hệ thống ' || n, 'Mô tả', $1, 'UBND', 'hiring-agency', n % 2 = 0, true, false, 'agency', 'preparing' FROM generate_series(1, $2::int) n`,
      [world.department.id, ROWS],
    );
    await query(
      `INSERT INTO vendor (tax_code, name, kind, address, registered_by)
         SELECT code, 'Công ty ' || code, 'domestic_company', 'Hải Phòng', $1
           FROM (SELECT lpad(n::text, 9, '0') || d AS code FROM generate_series(1, 4800) n, generate_series(0, 9) d) made WHERE is_tax_code(code) LIMIT $2`,
      [by.id, ROWS],
    );
  });
  owner = new pg.Client({ connectionString: app.database.ownerUrl });
  await owner.connect();
  for (const table of ['contract', 'information_system', 'vendor']) await owner.query(`VACUUM (ANALYZE) ${table}`);
}, 60_000);
afterAll(async () => {
  watch.stop();
  await owner.end();
  await app.close();
});

/** One step of a plan as PostgreSQL tells it. */
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

function literal(value: unknown): string {
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.join(',')}}`);
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : pg.escapeLiteral(String(value));
}

/** Steps that touch or sort more rows than a page may. */
async function excessive({ text, values, named }: Statement): Promise<string[]> {
  await owner.query(`SET plan_cache_mode = ${named ? 'force_generic_plan' : 'force_custom_plan'}`);
  await owner.query(`PREPARE page AS ${text}`);
  try {
    const { rows } = await owner.query<{ 'QUERY PLAN': unknown }>(`EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE page (${values.map(literal).join(', ')})`);
    const plan = rows[0]?.['QUERY PLAN'];
    if (!isPlan(plan)) throw new Error('no plan came back');
    return stepsOf(plan[0].Plan).flatMap((step) => {
      const read = (step['Actual Rows'] + (step['Rows Removed by Filter'] ?? 0)) * step['Actual Loops'];
      const sorts = step['Node Type'].includes('Sort') && (step.Plans ?? []).some((input) => input['Actual Rows'] * input['Actual Loops'] > SORTED);
      const scans = ['contract', 'information_system', 'vendor'].includes(step['Relation Name'] ?? '') && read > LOOKED_AT;
      return sorts || scans ? [`${step['Node Type']} ${step['Relation Name'] ?? ''} ${read}`] : [];
    });
  } finally {
    await owner.query('DEALLOCATE page');
  }
}

const readers = [
  ['one agency', () => world.at.unit_head],
  ['the city', () => world.at.city_oversight],
] as const;
const registers = [['/hop-dong', 5], ['/ben-cung-cap', 2], ['/he-thong', 2]] as const;

describe.each(readers)('for a reader of %s', (_reader, person) => {
  test.each(registers)('%s is read off an index in each of the orders it offers', async (register, offers) => {
    const caller = await Caller.signedIn(app, person());
    const $ = load((await caller.get(register)).text);
    const offered = $('th a.sort').toArray().map((link) => String($(link).attr('href')));
    expect(offered).toHaveLength(offers);
    const keys = offered.map((href) => new URL(href, app.url).searchParams.get('sap-xep')?.replace('-', '') ?? '');
    const addresses = [register, ...keys.filter((key) => key !== '').flatMap((key) => [`${register}?sap-xep=${key}`, `${register}?sap-xep=-${key}`])];
    const wrong: Record<string, readonly string[]> = {};
    for (const address of addresses) {
      sent.length = 0;
      expect(load((await caller.get(address)).text)('tbody tr')).toHaveLength(25);
      expect(sent).toHaveLength(1);
      for (const statement of sent.slice()) {
        const found = await excessive(statement);
        if (found.length > 0) wrong[address] = found;
      }
    }
    expect(wrong).toEqual({});
  });

  test('the contracts for one kind of service are found and counted off an index', async () => {
    const caller = await Caller.signedIn(app, person());
    sent.length = 0;
    expect(load((await caller.get('/hop-dong?loai-dich-vu=hosting')).text)('tbody tr')).toHaveLength(25);
    const [statement] = sent;
    expect(statement === undefined ? ['no statement'] : await excessive(statement)).toEqual([]);
  });
});

test('a missing index is noticed', async () => {
  await owner.query('DROP INDEX contract_of_agency_by_value, contract_order_by_value');
  const caller = await Caller.signedIn(app, world.at.unit_head);
  sent.length = 0;
  await caller.get('/hop-dong?sap-xep=-gia-tri');
  const [statement] = sent;
  expect(statement === undefined ? [] : await excessive(statement)).not.toEqual([]);
});
