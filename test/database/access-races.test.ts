import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { buildAccessGrant, buildAccessRequest, buildBoundPerson, type BuiltGrant } from '../builders/access.js';
import { buildTransitionalContract } from '../builders/contracts.js';
import { loadLibraries, type ReadyContract } from '../builders/signing.js';
import { buildDataAsset, buildSystem } from '../builders/systems.js';
import { buildCommitment, buildVendor, buildVendorPerson } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import { askAndGrant, attempt, buildAccount, decide, grant, type Holder, open, type Statement } from './access-statements.js';
import { openMeeting, type Meeting } from './meeting.js';

/** What then stands breaks no wall, whichever of the two came first. */
let database: TestDatabase;
let world: World;
let contract: ReadyContract;
let meeting: Meeting;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-12-07T09:00:00+07:00');
  await loadLibraries(database);
  world = await buildWorld(database);
  await database.asOwner('CREATE OR REPLACE FUNCTION contract_gate_open(contract contract, from_phase text, to_phase text) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT true $$');
  meeting = await openMeeting(database);
}, 60_000);
beforeEach(async () => {
  contract = await runningContract();
});
afterAll(async () => {
  await meeting.close();
  await database.drop();
});

/** A contract of a new system and vendor, running since before the product: risk cleared until its review is due. */
async function runningContract(): Promise<ReadyContract> {
  const by = world.at.procurement_officer;
  const vendor = await buildVendor(database, { by });
  const system = await buildSystem(database, { agency: world.department });
  const built = await buildTransitionalContract(database, { agency: world.department, by, vendor, systems: [system] });
  // Walls of access read neither the assessment nor the review of a transitional contract.
  return { ...built, agency: world.department, vendor, system, people: world.at, assessment: { id: '', contractId: built.id }, review: { id: '', contractId: built.id } } as const;
}

const live = async (): Promise<number> => (await database.asApplication('SELECT 1 FROM live_access WHERE contract_id = $1', [contract.id])).length;
const holdersOf = (built: BuiltGrant): Holder[] => built.people.map(({ id }, index) => ({ id, accountId: built.accountIds[index] ?? '' }));
const handOver = (): Statement => [`UPDATE contract SET phase = 'handing_over', version = version + 1 WHERE id = $1`, [contract.id]];
const revoke = (grantId: string): Statement => [`UPDATE access_grant SET ended_at = app_now(), end_kind = 'revoked', ended_by = $2, end_ground = 'Dấu hiệu vi phạm' WHERE id = $1`, [grantId, world.at.unit_head.id]];
const holder = async (person: { readonly id: string }): Promise<Holder> => ({ id: person.id, accountId: await buildAccount(database, contract, 'vh') });

test('two approvals of one request: the second finds it decided', async () => {
  const { id } = await buildAccessRequest(database, { contract });
  expect(await meeting.meet([...decide(contract, id), grant(contract, id)], [...decide(contract, id), grant(contract, id)])).toBe('access_request_stays_as_asked');
  expect(await live()).toBe(1);
});

test('an approval and a return of one request: the second finds it decided', async () => {
  const { id } = await buildAccessRequest(database, { contract });
  expect(await meeting.meet(decide(contract, id, { outcome: 'returned' }), [...decide(contract, id), grant(contract, id)])).toBe('access_request_arrow');
  expect(await live()).toBe(0);
});

test('two grants of the same account to the same person: one of them holds', async () => {
  const { id } = await buildBoundPerson(database, { contract });
  const there = await holder({ id });
  expect(await meeting.meet(askAndGrant(contract, [there]), askAndGrant(contract, [there]))).toBe('access_line_one_holder_at_a_time');
  expect(await live()).toBe(1);
});

test('an approval while the contract moves to handing over', async () => {
  const { id } = await buildAccessRequest(database, { contract });
  expect(await meeting.meet([handOver()], [...decide(contract, id), grant(contract, id)])).toBe('access_in_phase_of_contract');
  expect(await live()).toBe(0);
});

test('the contract moves to handing over while an approval is under way', async () => {
  const { id } = await buildAccessRequest(database, { contract });
  expect(await meeting.meet([...decide(contract, id), grant(contract, id)], [handOver()])).toBe('done');
  expect(await live()).toBe(0);
  expect(await database.asApplication('SELECT end_kind FROM access_grant WHERE contract_id = $1', [contract.id])).toEqual([{ end_kind: 'phase-over' }]);
});

test('an approval while the term of the contract is cut', async () => {
  const { id } = await buildAccessRequest(database, { contract, hours: 72 });
  const cut: Statement = [`UPDATE contract SET ends_on = '2026-12-08', version = version + 1 WHERE id = $1`, [contract.id]];
  expect(await meeting.meet([cut], [...decide(contract, id), grant(contract, id)])).toBe('access_within_contract_term');
});

test('a standing grant is opened while it is revoked', async () => {
  const standing = await buildAccessGrant(database, { contract, form: 'standing', hours: 24 });
  expect(await meeting.meet([revoke(standing.grantId)], open(contract, standing.grantId, holdersOf(standing)))).toBe('access_use_of_standing_grant');
  expect(await live()).toBe(0);
});

test('a standing grant is revoked while it is opened', async () => {
  const standing = await buildAccessGrant(database, { contract, form: 'standing', hours: 24 });
  expect(await meeting.meet(open(contract, standing.grantId, holdersOf(standing)), [revoke(standing.grantId)])).toBe('done');
  expect(await live()).toBe(0);
});

test('access is granted while the commitment of the person ends, either way round', async () => {
  for (const endFirst of [true, false]) {
    const person = await buildVendorPerson(database, { vendor: contract.vendor });
    const commitment = await buildCommitment(database, { person, agency: contract.agency, by: world.at.procurement_officer });
    const { id } = await buildAccessRequest(database, { contract, people: [person] });
    const end: Statement = [`UPDATE commitment SET ended_on = app_today(), ended_by = $2, end_ground = 'Rút' WHERE id = $1`, [commitment.id, world.at.procurement_officer.id]];
    const granted = [...decide(contract, id), grant(contract, id)];
    expect(await (endFirst ? meeting.meet([end], granted) : meeting.meet(granted, [end]))).toBe(endFirst ? 'access_with_valid_commitment' : 'done');
    expect(await live()).toBe(0);
  }
});

test('access is granted while the person leaves the vendor, either way round', async () => {
  for (const leaveFirst of [true, false]) {
    const person = await buildBoundPerson(database, { contract });
    const { id } = await buildAccessRequest(database, { contract, people: [person] });
    const leave: Statement = [`UPDATE vendor_person SET left_on = app_today(), version = version + 1 WHERE id = $1`, [person.id]];
    const granted = [...decide(contract, id), grant(contract, id)];
    expect(await (leaveFirst ? meeting.meet([leave], granted) : meeting.meet(granted, [leave]))).toBe(leaveFirst ? 'access_for_people_of_vendor' : 'done');
    expect(await live()).toBe(0);
  }
});

test('data administration is granted while the data become state-managed, either way round', async () => {
  for (const dataFirst of [true, false]) {
    const asset = await buildDataAsset(database, { system: contract.system, stateManaged: false, name: `Dữ liệu ${String(dataFirst)}` });
    const { id } = await buildAccessRequest(database, { contract, plane: 'data' });
    const registered: Statement = [`UPDATE data_asset SET state_managed = true, version = version + 1 WHERE id = $1`, [asset.id]];
    const granted = [...decide(contract, id), grant(contract, id)];
    expect(await (dataFirst ? meeting.meet([registered], granted) : meeting.meet(granted, [registered]))).toBe(dataFirst ? 'vendor_never_administers_state_data' : 'done');
    expect(await database.asApplication(`SELECT 1 FROM access_grant WHERE contract_id = $1 AND plane = 'data' AND ended_at IS NULL`, [contract.id])).toHaveLength(0);
    contract = await runningContract();
  }
});

test('a system leaves the contract while access to it is granted, either way round', async () => {
  for (const leaveFirst of [true, false]) {
    const { id } = await buildAccessRequest(database, { contract });
    const leave: Statement = ['DELETE FROM contract_system WHERE contract_id = $1', [contract.id]];
    const granted = [...decide(contract, id), grant(contract, id)];
    expect(await (leaveFirst ? meeting.meet([leave], granted) : meeting.meet(granted, [leave]))).toBe(leaveFirst ? 'access_to_system_of_contract' : 'done');
    expect(await live()).toBe(0);
    contract = await runningContract();
  }
});

test('a transaction that looks at an old snapshot grants nothing, opens nothing and changes nothing that access rests on', async () => {
  const standing = await buildAccessGrant(database, { contract, form: 'standing', hours: 24 });
  const { id } = await buildAccessRequest(database, { contract });
  const [person] = standing.people;
  for (const level of ['REPEATABLE READ', 'SERIALIZABLE']) {
    const tried = async (...statements: readonly Statement[]): Promise<string> => {
      await meeting.first.query(`SET default_transaction_isolation = '${level.toLowerCase()}'`);
      const wall = await attempt(meeting.first, ...statements);
      await meeting.first.query('RESET default_transaction_isolation');
      return wall;
    };
    expect(await tried(...decide(contract, id), grant(contract, id))).toBe('access_judged_on_newest_facts');
    expect(await tried(...open(contract, standing.grantId, holdersOf(standing)))).toBe('access_judged_on_newest_facts');
    expect(await tried(revoke(standing.grantId))).toBe('access_judged_on_newest_facts');
    expect(await tried(handOver())).toBe('access_judged_on_newest_facts');
    expect(await tried([`UPDATE vendor_person SET left_on = app_today(), version = version + 1 WHERE id = $1`, [person?.id]])).toBe('access_judged_on_newest_facts');
    expect(await tried(['DELETE FROM contract_system WHERE contract_id = $1', [contract.id]])).toBe('access_judged_on_newest_facts');
    expect(await tried([`INSERT INTO data_asset (id, system_id, name, kind, state_managed, personal_data, storage_place, storage_country) VALUES ($1, $2, 'Hồ sơ', 'business', true, 'none', 'TTDL', 'vietnam')`, [randomUUID(), contract.system.id]])).toBe('access_judged_on_newest_facts');
  }
});
