import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { buildAccessGrant, type BuiltGrant } from '../builders/access.js';
import { buildPlannedContract, type BuiltContract } from '../builders/contracts.js';
import { buildActiveContract, loadLibraries, type ReadyContract } from '../builders/signing.js';
import { buildDataAsset, buildSystem } from '../builders/systems.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import { attempt, carryOut, type Statement } from './access-statements.js';

let database: TestDatabase;
let application: pg.Client;
let world: World;
let contract: ReadyContract;
let other: BuiltContract;
let grant: BuiltGrant;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-12-07T09:00:00+07:00');
  await loadLibraries(database);
  world = await buildWorld(database);
  const system = await buildSystem(database, { agency: world.department, state: 'trial' });
  await buildDataAsset(database, { system });
  contract = await buildActiveContract(database, { agency: world.department, people: world.at, system });
  other = await buildPlannedContract(database, { agency: world.department, by: world.at.procurement_officer });
  grant = await buildAccessGrant(database, { contract });
  application = new pg.Client({ connectionString: database.appUrl });
  await application.connect();
}, 60_000);
afterAll(async () => {
  await application.end();
  await database.drop();
});

/** A prepared record as the room of records writes it. */
function record(id: string, kind: string, part: string, subject: { kind: string; id: string } = { kind: 'contract', id: contract.id }): Statement {
  return [
    `INSERT INTO record (id, product_code, kind, agency_id, subject_kind, subject_id, part, form, title, subject, model, model_sha256, library_versions, prepared_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'decision', 'Quyết định', 'Thử', '{}', encode(sha256('{}'), 'hex'), '[]', $8)`,
    [id, `VB-${id.slice(0, 4).toUpperCase()}-${id.slice(4, 8).toUpperCase()}`, kind, world.department.id, subject.kind, subject.id, part, world.at.procurement_officer.id],
  ];
}
const names = (recordId: string): Statement => ['INSERT INTO access_record_grant (record_id, grant_id) VALUES ($1, $2)', [recordId, grant.grantId]];

test('a decision names grants of its own contract, and other papers name none', async () => {
  const id = randomUUID();
  expect(await attempt(application, record(id, 'HS-08', 'x', { kind: 'contract', id: other.id }), names(id))).toBe('access_record_of_contract');
  expect(await attempt(application, record(id, 'HS-06', 'x'), names(id))).toBe('access_record_of_contract');
  expect(await attempt(application, record(id, 'HS-08', 'x', { kind: 'access-grant', id: grant.grantId }), names(id))).toBe('access_record_of_contract');
});

test('no two decisions of a kind that stand name the same grant; one withdrawn stands no more', async () => {
  const [first, second, revoking] = [randomUUID(), randomUUID(), randomUUID()];
  expect(await carryOut(application, record(first, 'HS-08', '1'), names(first))).toBe('done');
  expect(await attempt(application, record(second, 'HS-08', '2'), names(second))).toBe('access_record_names_once');
  expect(await attempt(application, record(revoking, 'HS-14', '1'), names(revoking))).toBe('done');
  const withdraw: Statement = [`UPDATE record SET status = 'withdrawn', withdrawn_by = $2, withdrawn_at = app_now(), withdrawn_ground = 'Lập nhầm', version = version + 1 WHERE id = $1`, [first, world.at.procurement_officer.id]];
  expect(await carryOut(application, withdraw)).toBe('done');
  expect(await attempt(application, record(second, 'HS-08', '2'), names(second))).toBe('done');
});

test('what a decision names does not change', async () => {
  expect(await attempt(application, ['UPDATE access_record_grant SET grant_id = grant_id'])).toMatch(/permission denied|append|change/);
  expect(await attempt(application, ['DELETE FROM access_record_grant'])).toMatch(/permission denied|append|change/);
});
