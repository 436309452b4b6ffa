import { hash } from '@node-rs/argon2';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Role } from '../../server/people/index.js';
import type { TestDatabase } from '../harness/postgres.js';

export interface BuiltAgency {
  readonly id: string;
  readonly name: string;
}

export interface BuiltPerson {
  readonly id: string;
  readonly login: string;
  readonly password: string;
  readonly fullName: string;
}

/** A city with two agencies, and at each one person per role: small enough to read, large enough for walls. */
export interface World {
  readonly city: BuiltAgency;
  readonly department: BuiltAgency;
  readonly ward: BuiltAgency;
  /** People of the department by role; administrator and city_oversight hold their role over the whole city. */
  readonly at: Readonly<Record<Role, BuiltPerson>>;
  /** People of the ward by role (no administrator, no city oversight). */
  readonly atWard: Readonly<Record<Exclude<Role, 'administrator' | 'city_oversight'>, BuiltPerson>>;
}

export const PASSWORD = 'Mat-khau-dung-1';
/** Cheap to check: people sign in hundreds of times in the tests, and what a hash costs is tried where passwords are. */
const passwordHash = hash(PASSWORD, { memoryCost: 8, timeCost: 1, parallelism: 1 });

/** Runs statements as the owner in one transaction that leaves an audit event, as every change of the product does. */
export async function build(database: TestDatabase, story: (query: (sql: string, values?: readonly unknown[]) => Promise<pg.QueryResult>) => Promise<void>): Promise<void> {
  await database.inTransaction(async (client) => {
    await client.query(`INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.built', app_now(), '{}', sha256('{}'))`);
    await story((sql, values = []) => client.query(sql, [...values]));
  });
}

export async function buildAgency(database: TestDatabase, agency: { code: string; name: string; kind: string; parentId: string | null }): Promise<BuiltAgency> {
  const id = randomUUID();
  await build(database, async (query) => {
    await query(
      `INSERT INTO agency (id, code, name, kind, parent_id, place_name, record_symbol, adopted_on) VALUES ($1, $2, $3, $4, $5, 'Hải Phòng', upper($2), '2026-01-01')`,
      [id, agency.code, agency.name, agency.kind, agency.parentId],
    );
  });
  return { id, name: agency.name };
}

/** A person with a password that is fresh on the database's day. */
export async function buildPerson(database: TestDatabase, person: { login: string; fullName?: string; post?: string }): Promise<BuiltPerson> {
  const id = randomUUID();
  const fullName = person.fullName ?? `Người Minh Họa ${person.login}`;
  await build(database, async (query) => {
    await query(
      `INSERT INTO user_account (id, login, full_name, post, password_hash, password_changed_on, must_change_password)
       VALUES ($1, $2, $3, $4, $5, app_today(), false)`,
      [id, person.login, fullName, person.post ?? 'Chuyên viên', await passwordHash],
    );
  });
  return { id, login: person.login, password: PASSWORD, fullName };
}

/** Gives a role from the first of January 2026 on, without an end unless said. */
export async function giveRole(
  database: TestDatabase,
  grant: { person: BuiltPerson; role: Role; agency: BuiltAgency; withSubtree?: boolean; from?: string; until?: string; by?: BuiltPerson },
): Promise<void> {
  await build(database, async (query) => {
    await query(
      `INSERT INTO role_assignment (user_id, role, agency_id, with_subtree, valid_from, valid_until, granted_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [grant.person.id, grant.role, grant.agency.id, grant.withSubtree ?? false, grant.from ?? '2026-01-01', grant.until ?? null, grant.by?.id ?? null],
    );
  });
}

/** The one agency above all others, where the product has loaded its agencies already. */
async function rootAgency(database: TestDatabase): Promise<BuiltAgency | undefined> {
  return (await database.asOwner<{ id: string; name: string }>('SELECT id, name FROM agency WHERE parent_id IS NULL'))[0];
}

export async function buildWorld(database: TestDatabase): Promise<World> {
  const city = await rootAgency(database) ?? await buildAgency(database, { code: 'tp', name: 'UBND thành phố Thử Nghiệm', kind: 'city', parentId: null });
  const department = await buildAgency(database, { code: 'so', name: 'Sở Thử Nghiệm', kind: 'department', parentId: city.id });
  const ward = await buildAgency(database, { code: 'phuong', name: 'UBND phường Thử Nghiệm', kind: 'ward', parentId: city.id });
  const administrator = await buildPerson(database, { login: 'quantri' });
  await giveRole(database, { person: administrator, role: 'administrator', agency: city, withSubtree: true });
  const staff = async (role: Role, agency: BuiltAgency, suffix: string, withSubtree = false): Promise<BuiltPerson> => {
    const person = await buildPerson(database, { login: `${role.replaceAll('_', '-')}-${suffix}` });
    await giveRole(database, { person, role, agency, withSubtree, by: administrator });
    return person;
  };
  return {
    city,
    department,
    ward,
    at: {
      administrator,
      city_oversight: await staff('city_oversight', city, 'tp', true),
      procurement_officer: await staff('procurement_officer', department, 'so'),
      it_officer: await staff('it_officer', department, 'so'),
      unit_head: await staff('unit_head', department, 'so'),
      auditor: await staff('auditor', department, 'so'),
      records_clerk: await staff('records_clerk', department, 'so'),
    },
    atWard: {
      procurement_officer: await staff('procurement_officer', ward, 'phuong'),
      it_officer: await staff('it_officer', ward, 'phuong'),
      unit_head: await staff('unit_head', ward, 'phuong'),
      auditor: await staff('auditor', ward, 'phuong'),
      records_clerk: await staff('records_clerk', ward, 'phuong'),
    },
  };
}
