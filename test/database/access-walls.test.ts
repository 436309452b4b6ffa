import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { accessRequestLifecycle } from '../../server/access-grants/domain/access-request.lifecycle.js';
import { buildAccessGrant, buildAccessRequest, buildBoundPerson } from '../builders/access.js';
import { buildTransitionalContract } from '../builders/contracts.js';
import { buildActiveContract, buildSignedContract, loadLibraries, type ReadyContract } from '../builders/signing.js';
import { approveLevel, buildDataAsset, buildSystem } from '../builders/systems.js';
import { buildVendor, buildVendorPerson } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import { ask, askAndGrant, attempt as attemptBy, buildAccount, carryOut, decide, grant, type Holder, line, type Statement } from './access-statements.js';

/** What may be asked for and granted, tried with plain SQL under the application's role. How access ends: access-end-walls.test.ts. */
let database: TestDatabase;
let application: pg.Client;
let world: World;
let contract: ReadyContract;
let holder: Holder;
let assetId: string;
const attempt = (...statements: readonly Statement[]): Promise<string> => attemptBy(application, ...statements);

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-12-07T09:00:00+07:00');
  await loadLibraries(database);
  world = await buildWorld(database);
  const system = await buildSystem(database, { agency: world.department, state: 'trial' });
  // Data registered after the assessment would make it lapse.
  assetId = (await buildDataAsset(database, { system })).id;
  contract = await buildActiveContract(database, { agency: world.department, people: world.at, system });
  holder = { id: (await buildBoundPerson(database, { contract })).id, accountId: await buildAccount(database, contract, 'vh-chinh') };
  application = new pg.Client({ connectionString: database.appUrl });
  await application.connect();
}, 60_000);
afterAll(async () => {
  await application.end();
  await database.drop();
});

/** Asks with other values, and names the wall. */
const asking = (changes: Readonly<Record<string, unknown>>, of: ReadyContract = contract, holders: readonly Holder[] = [holder]): Promise<string> => {
  const [, ...statements] = ask(of, holders, changes);
  return attempt(...statements);
};
const granting = (changes: Readonly<Record<string, unknown>> = {}, of: ReadyContract = contract, holders: readonly Holder[] = [holder]): Promise<string> => attempt(...askAndGrant(of, holders, changes));

test('access within every limit is granted, and held by its people from its start to its end', async () => {
  expect(await granting()).toBe('done');
  const held = await buildAccessGrant(database, { contract });
  expect(await database.asApplication('SELECT 1 FROM live_access WHERE grant_id = $1', [held.grantId])).toHaveLength(1);
});

test('the arrows of a request are those of its life cycle', async () => {
  const moves = await database.asApplication<{ from_state: string; to_state: string }>('SELECT from_state, to_state FROM access_request_move ORDER BY 1, 2');
  const expected = accessRequestLifecycle.moves.map(({ from, to }) => `${from} ${to}`).toSorted();
  expect(moves.map(({ from_state, to_state }) => `${from_state} ${to_state}`)).toEqual(expected);
  const states: readonly string[] = accessRequestLifecycle.states;
  for (const from of states) {
    const request = await buildAccessRequest(database, { contract });
    if (from === 'withdrawn') expect(await carryOut(application, [`UPDATE access_request SET state = 'withdrawn' WHERE id = $1`, [request.id]])).toBe('done');
    if (from === 'returned') expect(await carryOut(application, ...decide(contract, request.id, { outcome: 'returned' }))).toBe('done');
    if (from === 'approved') expect(await carryOut(application, ...decide(contract, request.id), grant(contract, request.id))).toBe('done');
    const move = (to: string): readonly Statement[] => {
      if (to === 'approved') return [...decide(contract, request.id), grant(contract, request.id)];
      return to === 'returned' ? decide(contract, request.id, { outcome: 'returned' }) : [[`UPDATE access_request SET state = $2, decision_id = NULL WHERE id = $1`, [request.id, to]]];
    };
    for (const to of states.filter((state) => state !== from)) {
      const allowed = expected.includes(`${from} ${to}`);
      expect(`${from} ${to} ${await attempt(...move(to))}`).toBe(`${from} ${to} ${allowed ? 'done' : 'access_request_arrow'}`);
    }
  }
});

describe('term, phase and system', () => {
  test('access lies within the term of the contract', async () => {
    expect(await granting({ starts_at: '2028-11-30T00:00:00+07:00', ends_at: '2028-12-01T00:00:00+07:00' })).toBe('done');
    expect(await asking({ starts_at: '2028-11-30T00:00:00+07:00', ends_at: '2028-12-01T00:00:01+07:00' })).toBe('access_within_contract_term');
    expect(await asking({ starts_at: '2026-11-30T23:59:59+07:00' })).toBe('access_within_contract_term');
    expect(await asking({ starts_at: '-infinity' })).toBe('access_within_longest_term');
    expect(await asking({ ends_at: 'infinity' })).toBe('access_within_longest_term');
    expect(await asking({ ends_at: '2026-12-07T09:00:00+07:00' })).toBe('access_request_has_term');
  });

  test('a contract whose term is cut after the request does not grant beyond it', async () => {
    const { id } = await buildAccessRequest(database, { contract, hours: 48 });
    const transitional = await buildTransitionalContract(database, { agency: world.department, by: world.at.procurement_officer, vendor: contract.vendor, systems: [contract.system], endsOn: '2026-12-08' });
    const running: ReadyContract = { ...contract, ...transitional };
    const request = await buildAccessRequest(database, { contract: running, people: [{ id: holder.id, vendorId: contract.vendor.id, fullName: '' }], hours: 38 });
    const cut: Statement = [`UPDATE contract SET ends_on = '2026-12-07', version = version + 1 WHERE id = $1`, [running.id]];
    expect(await attempt(cut, ...decide(running, request.id), grant(running, request.id))).toBe('access_within_contract_term');
    expect(await attempt(...decide(running, request.id), grant(running, request.id))).toBe('done');
    expect(await attempt(...decide(contract, id), grant(contract, id))).toBe('done');
  });

  test('no longer than purpose and level allow, by the edition in force, whatever time zone is set', async () => {
    for (const zone of ['UTC', 'America/New_York', 'Pacific/Apia']) {
      await application.query(`SET TimeZone = '${zone}'`);
      expect(await asking({ purpose: 'incident-handling', ends_at: '2026-12-10T09:00:00+07:00' })).toBe('done');
      expect(await asking({ purpose: 'incident-handling', ends_at: '2026-12-10T09:00:01+07:00' })).toBe('access_within_longest_term');
      // Over a change of clocks 90 days are not an hour more.
      expect(await asking({ starts_at: '2027-01-20T00:00:00+07:00', ends_at: '2027-04-20T00:00:00+07:00' })).toBe('done');
      expect(await asking({ starts_at: '2027-01-20T00:00:00+07:00', ends_at: '2027-04-20T00:00:01+07:00' })).toBe('access_within_longest_term');
    }
    await application.query('RESET TimeZone');
    expect(await asking({ terms_edition: 'account-kinds@2026-11-21' })).toBe('access_within_library_terms');
    expect(await asking({ form: 'standing', purpose: 'incident-handling', use_hours: 9 })).toBe('access_within_longest_use');
    expect(await asking({ form: 'standing', purpose: 'incident-handling', use_hours: 8, ends_at: '2027-03-07T09:00:00+07:00' })).toBe('done');
    expect(await asking({ form: 'standing', purpose: 'upgrade-support', use_hours: 4 })).toBe('access_request_standing_for_incidents');
    expect(await asking({ use_hours: 4 })).toBe('access_request_use_limited');
    expect(await asking({ decide_by: '2027-01-07T09:00:01+07:00' })).toBe('access_request_has_its_term');
    expect(await asking({ decide_by: '2026-12-07T09:00:00+07:00' })).toBe('access_request_has_its_term');
  });

  test('a level that rose since the request shortens what can be granted', async () => {
    const system = await buildSystem(database, { agency: world.department, state: 'trial' });
    const old = await buildTransitionalContract(database, { agency: world.department, by: world.at.procurement_officer, vendor: contract.vendor, systems: [system] });
    const raised: ReadyContract = { ...contract, ...old, system };
    const request = await buildAccessRequest(database, { contract: raised, purpose: 'incident-handling', hours: 72 });
    await approveLevel(database, { system, level: 3, by: world.at.it_officer, number: '9/QĐ-UBND', on: '2026-12-06' });
    expect(await attempt(...decide(raised, request.id), grant(raised, request.id))).toBe('access_within_longest_term');
  });

  test('a contract from before the product that nobody assessed gets 30 days, and none after its time for review', async () => {
    const old = await buildTransitionalContract(database, { agency: world.department, by: world.at.procurement_officer, vendor: contract.vendor, systems: [contract.system], reviewDueOn: '2026-12-20' });
    const running: ReadyContract = { ...contract, ...old };
    expect(await asking({ ends_at: '2027-01-06T09:00:01+07:00' }, running)).toBe('access_within_longest_term');
    expect(await granting({ ends_at: '2027-01-06T09:00:00+07:00' }, running)).toBe('done');
    await database.setNow('2026-12-21T09:00:00+07:00');
    expect(await granting({ ends_at: '2026-12-22T09:00:00+07:00', decide_by: '2026-12-30T09:00:00+07:00' }, running)).toBe('access_with_current_assessment');
    await database.setNow('2026-12-07T09:00:00+07:00');
  });

  test('only in the phase of the contract, when it is asked for and when it is granted', async () => {
    for (const phase of ['trial', 'handover', 'remediation']) expect(`${phase} ${await asking({ phase })}`).toBe(`${phase} access_in_phase_of_contract`);
    const signed = await buildSignedContract(database, { agency: world.department, people: world.at, vendor: contract.vendor });
    const account = await buildAccount(database, signed, 'vh-thu');
    const there: Holder = { id: holder.id, accountId: account };
    expect(await asking({}, signed, [there])).toBe('access_in_phase_of_contract');
    const trial = askAndGrant(signed, [there], { phase: 'trial' });
    expect(await carryOut(application, ...trial)).toBe('done');
    expect(await database.asApplication('SELECT 1 FROM live_access WHERE contract_id = $1', [signed.id])).toHaveLength(0);
    const request = await buildAccessRequest(database, { contract, hours: 24 });
    await withGateOpen(async () => {
      const away: Statement = [`UPDATE contract SET phase = 'handing_over', version = version + 1 WHERE id = $1`, [contract.id]];
      expect(await attempt(away, ...decide(contract, request.id), grant(contract, request.id))).toBe('access_in_phase_of_contract');
    });
  });

  test('never to a suspended system, in a grant or in an emergency', async () => {
    await withSuspension(async () => {
      expect(await granting()).toBe('access_not_to_suspended_system');
      expect(await attempt(...emergency())).toBe('access_not_to_suspended_system');
    });
  });

  test('only to systems that the contract names, when asked and when granted', async () => {
    const other = await buildSystem(database, { agency: world.department });
    expect(await asking({ system_id: other.id })).toBe('access_to_system_of_contract');
    const request = await buildAccessRequest(database, { contract });
    const leave: Statement = ['DELETE FROM contract_system WHERE contract_id = $1', [contract.id]];
    expect(await attempt(leave, ...decide(contract, request.id), grant(contract, request.id))).toBe('access_to_system_of_contract');
  });
});

describe('people', () => {
  test('are named, of the vendor, with a commitment, and hold accounts of the system that look like no other', async () => {
    expect(await asking({}, contract, [])).toBe('access_names_its_people');
    const stranger = await buildVendorPerson(database, { vendor: await buildVendor(database, { by: world.at.procurement_officer }) });
    expect(await asking({}, contract, [{ ...holder, id: stranger.id }])).toBe('access_for_people_of_vendor');
    const unbound = await buildVendorPerson(database, { vendor: contract.vendor });
    expect(await granting({}, contract, [{ ...holder, id: unbound.id }])).toBe('access_with_valid_commitment');
    expect(await granting({}, contract, [holder, { id: unbound.id, accountId: await buildAccount(database, contract, 'vh-2') }])).toBe('access_with_valid_commitment');
    expect(await asking({ environment: 'staging' })).toBe('access_by_account_of_system');
    expect(await granting({ starts_at: '2026-12-11T00:00:00+07:00', ends_at: '2026-12-12T00:00:00+07:00' }, contract, [await boundUntil('2026-12-10')])).toBe('access_with_valid_commitment');
    const left = await buildBoundPerson(database, { contract });
    const leave: Statement = [`UPDATE vendor_person SET left_on = app_today(), version = version + 1 WHERE id = $1`, [left.id]];
    expect(await attempt(leave, ...askAndGrant(contract, [{ ...holder, id: left.id }]))).toBe('access_for_people_of_vendor');
  });

  test('a commitment towards another agency or for another contract is none', async () => {
    const elsewhere = await buildVendorPerson(database, { vendor: contract.vendor });
    const bind = (agencyId: string, contractId: string | null): Statement[] => {
      const id = randomUUID();
      return [
        [`INSERT INTO commitment (id, person_id, agency_id, contract_id, signed_on, scope, recorded_by) VALUES ($1, $2, $3, $4, '2026-12-01', 'Thông tin', $5)`, [id, elsewhere.id, agencyId, contractId, world.at.procurement_officer.id]],
        [`INSERT INTO attachment (subject_kind, subject_id, purpose, name, media_type, size, sha256, uploaded_by) VALUES ('commitment', $1, 'Bản ký', 'a.pdf', 'application/pdf', 1, repeat('a', 64), $2)`, [id, world.at.procurement_officer.id]],
      ];
    };
    const other = await buildTransitionalContract(database, { agency: world.department, by: world.at.procurement_officer, vendor: contract.vendor });
    const story = askAndGrant(contract, [{ ...holder, id: elsewhere.id }]);
    expect(await attempt(...bind(world.ward.id, null), ...story)).toBe('access_with_valid_commitment');
    expect(await attempt(...bind(world.department.id, other.id), ...story)).toBe('access_with_valid_commitment');
    expect(await attempt(...bind(world.department.id, contract.id), ...story)).toBe('done');
  });

  test('no two grants at once for the same person and account, under whatever capitals or look-alikes', async () => {
    expect(await attempt(...askAndGrant(contract, [holder]), ...askAndGrant(contract, [holder], { starts_at: '2026-12-08T08:59:59+07:00' }))).toBe('access_line_one_holder_at_a_time');
    expect(await attempt(...askAndGrant(contract, [holder]), ...askAndGrant(contract, [holder], { starts_at: '2026-12-08T09:00:00+07:00', ends_at: '2026-12-09T09:00:00+07:00' }))).toBe('done');
    expect(await attempt(...askAndGrant(contract, [holder]), ...emergency())).toBe('access_line_one_holder_at_a_time');
    const account = (name: string, kind = 'personal'): Statement => [
      `INSERT INTO system_account (system_id, environment, kind, name, registered_by) VALUES ($1, 'production', $2, $3, $4)`, [contract.system.id, kind, name, world.at.it_officer.id],
    ];
    for (const name of ['VH-Chinh', 'vh-CHINH', 'ｖｈ-chinh']) expect(`${name} ${await attempt(account(name))}`).toBe(`${name} system_account_once`);
    for (const name of ['vh-chinh ', ' vh-chinh', 'vh-chi\u200bnh', 'vh\u00adchinh', 'vh  chinh', 'vh\tchinh', 'vh\u00a0chinh', '']) expect(`${JSON.stringify(name)} ${await attempt(account(name))}`).toBe(`${JSON.stringify(name)} system_account_named`);
    for (const kind of ['Personal', 'personal ', 'khác']) expect(`${kind} ${await attempt(account('vh-chinh', kind))}`).toBe(`${kind} system_account_kind_known`);
    expect(await attempt(account('vận hành 2'))).toBe('done');
  });

  test('somebody of the agency supervises; repair is attended; upgrades can go back', async () => {
    expect(await asking({ supervisor_id: world.atWard.it_officer.id })).toBe('access_supervised_by_agency');
    expect(await asking({ purpose: 'upgrade-support' })).toBe('access_request_upgrade_can_go_back');
    expect(await asking({ source_addresses: '{}' })).toBe('access_request_from_somewhere');
    expect(await asking({ source_addresses: '{}', method: 'on-site' })).toBe('done');
    expect(await asking({ purpose: 'administration' })).toBe('access_within_longest_term');
    expect(await asking({ purpose: 'administration', form: 'standing', use_hours: 4 })).toMatch(/^access_request_(purpose_known|standing_for_incidents)$/);
    expect(await asking({ plane: 'database' })).toBe('access_request_plane_known');
    expect(await asking({ ground: ' ' })).toBe('access_request_texts_not_empty');
    await database.asOwner('CREATE OR REPLACE FUNCTION remediation_open(contract uuid, system uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT true $$');
    expect(await asking({ phase: 'remediation', supervision: 'recorded' })).toBe('access_request_repair_attended');
    await withSuspension(async () => {
      expect(await granting({ phase: 'remediation' })).toBe('done');
    });
    await database.asOwner('CREATE OR REPLACE FUNCTION remediation_open(contract uuid, system uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT false $$');
  });

  test('weekly windows say days and times', async () => {
    for (const windows of ['[{"days": [1, 5], "from": "08:00", "to": "17:00"}]', '[]', '[{"days": [7], "from": "22:00", "to": "24:00"}, {"days": [1], "from": "00:00", "to": "06:00"}]']) {
      expect(`${windows} ${await asking({ windows })}`).toBe(`${windows} done`);
    }
    for (const windows of ['{}', '[1]', '[{"days": [], "from": "08:00", "to": "17:00"}]', '[{"days": [8], "from": "08:00", "to": "17:00"}]', '[{"days": ["1"], "from": "08:00", "to": "17:00"}]', '[{"days": [1], "from": "25:00", "to": "17:00"}]', '[{"days": [1], "from": "08:00"}]', '[{"days": [1.5], "from": "08:00", "to": "17:00"}]']) {
      expect(`${windows} ${await asking({ windows })}`).toBe(`${windows} access_request_windows_listed`);
    }
  });
});

describe('data administration over state-managed data', () => {
  let free: ReadyContract;
  let there: Holder;
  let openAsset: string;
  beforeAll(async () => {
    const system = await buildSystem(database, { agency: world.department, state: 'trial' });
    openAsset = (await buildDataAsset(database, { system, name: 'Dữ liệu thử', stateManaged: false })).id;
    free = await buildActiveContract(database, { agency: world.department, people: world.at, system });
    there = { id: (await buildBoundPerson(database, { contract: free })).id, accountId: await buildAccount(database, free, 'csdl', 'database') };
  });
  const asset = (stateManaged: boolean, name: string): Statement => [
    `INSERT INTO data_asset (id, system_id, name, kind, state_managed, personal_data, storage_place, storage_country) VALUES ($1, $2, $3, 'business', $4, 'none', 'Trung tâm dữ liệu', 'vietnam')`,
    [randomUUID(), free.system.id, name, stateManaged],
  ];
  const WALL = 'vendor_never_administers_state_data';

  test('is refused on a system with such data, with mixed data, and with none registered at all', async () => {
    expect(await asking({ plane: 'data' })).toBe(WALL);
    expect(await granting({ plane: 'data' }, free, [there])).toBe('done');
    expect(await attempt(asset(true, 'Hồ sơ'), ...askAndGrant(free, [there], { plane: 'data' }))).toBe(WALL);
    expect(await attempt(['DELETE FROM data_asset WHERE id = $1', [openAsset]], ...askAndGrant(free, [there], { plane: 'data' }))).toBe(WALL);
    for (const form of [{ form: 'standing', purpose: 'incident-handling', use_hours: 4 }, { form: 'emergency', purpose: 'incident-handling', state: 'opened', requested_by: world.at.it_officer.id, ends_at: '2026-12-07T11:00:00+07:00' }]) {
      expect(await asking({ ...form, plane: 'data' })).toBe(WALL);
    }
  });

  test('is refused when the plane is written in later, by any column or any row', async () => {
    const [id, ...asked] = ask(contract, [holder]);
    expect(await attempt(...asked, [`UPDATE access_request SET plane = 'data' WHERE id = $1`, [id]])).toBe('access_request_stays_as_asked');
    const grantId = randomUUID();
    const granted = [...asked, ...decide(contract, id), grant(contract, id, grantId)];
    expect(await attempt(...granted, [`UPDATE access_grant SET plane = 'data' WHERE id = $1`, [grantId]])).toBe('access_grant_stays_as_granted');
    expect(await attempt(...granted, [`UPDATE access_line SET system_id = $2 WHERE grant_id = $1`, [grantId, free.system.id]])).toBe('access_line_stays_as_granted');
    // What the grant itself is made to say does not count: it is what was asked for.
    const [sql, values = []] = grant(contract, id);
    expect(await attempt(...asked, ...decide(contract, id), [sql.replace(`'application'`, `'data'`), values], [`SELECT 1 / count(*) FROM access_grant WHERE request_id = $1 AND plane = 'application'`, [id]])).toBe('done');
  });

  test('is refused between request and decision when such data have come, and ends at once when they come afterwards', async () => {
    const [id, ...asked] = ask(free, [there], { plane: 'data' });
    expect(await attempt(...asked, asset(true, 'Hồ sơ'), ...decide(free, id), grant(free, id))).toBe(WALL);
    const live: Statement = [`SELECT 1 / (CASE WHEN EXISTS (SELECT 1 FROM live_access WHERE contract_id = $1) THEN 0 ELSE 1 END)`, [free.id]];
    const granted = askAndGrant(free, [there], { plane: 'data' });
    expect(await attempt(...granted, live)).toBe('division by zero');
    const changes: readonly Statement[] = [
      asset(true, 'Hồ sơ'),
      [`UPDATE data_asset SET state_managed = true, version = version + 1 WHERE id = $1`, [openAsset]],
      ['DELETE FROM data_asset WHERE id = $1', [openAsset]],
      // Moved away, it leaves the system without any registered data.
      [`UPDATE data_asset SET system_id = $2, version = version + 1 WHERE id = $1`, [openAsset, contract.system.id]],
    ];
    for (const change of changes) expect(`${change[0]}: ${await attempt(...granted, change, live)}`).toBe(`${change[0]}: done`);
    const standing = askAndGrant(free, [there], { plane: 'data', form: 'standing', purpose: 'incident-handling', use_hours: 4 });
    expect(await attempt(...standing, asset(true, 'Hồ sơ'), [`SELECT 1 / count(*) FROM access_grant WHERE contract_id = $1 AND end_kind = 'state-data'`, [free.id]])).toBe('done');
  });

  test('data that are named are those of the system, and what is named cannot be deleted', async () => {
    const [id, ...asked] = ask(free, [there], { plane: 'data' });
    const name = (assetId: string): Statement => ['INSERT INTO access_request_asset (request_id, asset_id) VALUES ($1, $2)', [id, assetId]];
    expect(await attempt(...asked, name(assetId))).toBe('access_to_data_of_system');
    expect(await attempt(...asked, name(openAsset), ['DELETE FROM data_asset WHERE id = $1', [openAsset]])).toBe('access_request_asset_asset_id_fkey');
  });
});

describe('asking and deciding', () => {
  test('the requester does not decide, and only the head decides, in the area of access and about this request', async () => {
    const request = await buildAccessRequest(database, { contract, by: world.at.unit_head });
    expect(await attempt(...decide(contract, request.id, { requester: world.at.unit_head }))).toBe('decision_maker_is_not_requester');
    // Somebody else put down as the requester of the decision does not help.
    expect(await attempt(...decide(contract, request.id), grant(contract, request.id))).toBe('access_request_decided_by_head');
    const mine = await buildAccessRequest(database, { contract });
    const go = (changes: Parameters<typeof decide>[2]): Promise<string> => attempt(...decide(contract, mine.id, changes), grant(contract, mine.id));
    expect(await go({})).toBe('done');
    expect(await go({ by: world.at.it_officer })).toBe('decision_by_authority');
    expect(await go({ area: 'contracts' })).toBe('access_request_decided_by_head');
    expect(await go({ about: request.id })).toBe('access_request_decided_by_head');
    expect(await go({ kind: 'contract' })).toBe('access_request_decided_by_head');
    expect(await attempt([`UPDATE access_request SET state = 'approved' WHERE id = $1`, [mine.id]])).toMatch(/^access_request_decided_by_head$/);
    const returned = decide(contract, mine.id, { outcome: 'returned' });
    expect(await attempt(returned[0] ?? ['SELECT 1'], [`UPDATE access_request SET state = 'approved', decision_id = $2 WHERE id = $1`, [mine.id, returned[0]?.[1]?.[0]]])).toBe('access_request_decided_by_head');
  });

  test('a request begins submitted, stays as it was asked, and lapses', async () => {
    expect(await asking({ state: 'withdrawn' })).toBe('access_request_begins_submitted');
    expect(await asking({ state: 'opened' })).toBe('access_request_emergency_is_opened');
    const request = await buildAccessRequest(database, { contract });
    for (const set of [`ends_at = ends_at + interval '1 hour'`, `source_addresses = '{0.0.0.0/0}'`, `windows = '[]', form = 'standing', use_hours = 4`, 'requested_by = supervisor_id', `decide_by = decide_by + interval '1 day'`, `xid = pg_current_xact_id()`]) {
      expect(`${set}: ${await attempt([`UPDATE access_request SET ${set} WHERE id = $1`, [request.id]])}`).toBe(`${set}: access_request_stays_as_asked`);
    }
    expect(await attempt([`UPDATE access_request SET agency_id = $2 WHERE id = $1`, [request.id, world.ward.id]])).toBe('access_request_with_contract');
    await database.setNow('2026-12-14T09:00:00+07:00');
    expect(await attempt(...decide(contract, request.id), grant(contract, request.id))).toBe('access_request_lapsed');
    expect(await attempt(...decide(contract, request.id, { outcome: 'returned' }))).toBe('done');
    await database.setNow('2026-12-07T09:00:00+07:00');
  });

  test('nobody and nothing is added after it was submitted, or in the act that grants it', async () => {
    const other: Holder = { id: (await buildBoundPerson(database, { contract })).id, accountId: await buildAccount(database, contract, 'vh-them') };
    const add = (id: string): Statement => ['INSERT INTO access_request_person (request_id, person_id, account_id) VALUES ($1, $2, $3)', [id, other.id, other.accountId]];
    const request = await buildAccessRequest(database, { contract });
    expect(await attempt(add(request.id))).toBe('access_request_stays_as_asked');
    const [id, ...asked] = ask(contract, [holder]);
    expect(await attempt(...asked, add(id))).toBe('done');
    expect(await attempt(...asked, ...decide(contract, id), add(id))).toBe('access_request_stays_as_asked');
    expect(await attempt(...asked, ...decide(contract, id), grant(contract, id), add(id))).toBe('access_request_stays_as_asked');
    const grantId = randomUUID();
    expect(await attempt(...asked, ...decide(contract, id), grant(contract, id, grantId), line(contract, grantId, other))).toBe('access_line_of_grant');
    expect(await attempt(['INSERT INTO access_request_asset (request_id, asset_id) VALUES ($1, $2)', [request.id, assetId]])).toBe('access_request_stays_as_asked');
    expect(await attempt([`UPDATE access_request_person SET person_id = $2 WHERE request_id = $1`, [request.id, other.id]])).toMatch(/permission denied/);
  });

  test('what is approved is granted in the same act, once, and only what is approved', async () => {
    const request = await buildAccessRequest(database, { contract });
    expect(await attempt(...decide(contract, request.id))).toBe('access_approved_is_granted');
    expect(await attempt(grant(contract, request.id))).toBe('access_grant_by_approval');
    const other = await buildActiveContract(database, { agency: world.department, people: world.at });
    expect(await attempt(...decide(contract, request.id), grant(other, request.id))).toBe('access_grant_by_approval');
    expect(await attempt(...decide(contract, request.id), grant(contract, request.id), grant(contract, request.id))).toBe('access_grant_of_one_request');
    await database.setNow('2026-12-08T09:00:00+07:00');
    expect(await attempt(...decide(contract, request.id), grant(contract, request.id))).toBe('access_grant_not_over_before_begun');
    await database.setNow('2026-12-07T09:00:00+07:00');
  });

  test('access goes on only from a grant of the same contract and system', async () => {
    const other = await buildActiveContract(database, { agency: world.department, people: world.at });
    const elsewhere = await buildAccessGrant(database, { contract: other });
    const here = await buildAccessGrant(database, { contract });
    expect(await asking({ continues_id: elsewhere.grantId })).toBe('access_continues_its_contract');
    expect(await asking({ continues_id: here.grantId })).toBe('done');
  });

  test('an emergency is opened by an IT officer or the head, for its hours, and never approved', async () => {
    expect(await attempt(...emergency())).toBe('done');
    expect(await attempt(...emergency({ requested_by: world.at.unit_head.id }))).toBe('done');
    expect(await attempt(...emergency({ requested_by: world.at.procurement_officer.id }))).toBe('access_opened_by_officer');
    expect(await attempt(...emergency({ requested_by: world.atWard.it_officer.id }))).toBe('access_opened_by_officer');
    expect(await attempt(...emergency({ ends_at: '2026-12-07T13:00:01+07:00' }))).toBe('access_within_longest_term');
    // A beginning put into the future does not carry the hours along.
    expect(await attempt(...emergency({ starts_at: '2026-12-07T12:00:00+07:00', ends_at: '2026-12-07T15:00:00+07:00' }))).toBe('access_within_longest_term');
    const [id, ...asked] = ask(contract, [holder], emergencyRow());
    expect(await attempt(...asked)).toBe('access_approved_is_granted');
    expect(await attempt(...asked, grant(contract, id), [`UPDATE access_request SET state = 'withdrawn' WHERE id = $1`, [id]])).toBe('access_request_arrow');
  });
});

test('the application cannot put tables of its own before those that the walls read', async () => {
  expect(await attempt(['CREATE TEMPORARY TABLE data_asset (id uuid)'])).toMatch(/permission denied/);
  expect(await attempt(['CREATE TABLE public.evil (id uuid)'])).toMatch(/permission denied/);
  expect(await attempt([`SET session_replication_role = replica`])).toMatch(/permission denied/);
  expect(await attempt(['ALTER TABLE access_line DISABLE TRIGGER USER'])).toMatch(/must be owner/);
  for (const table of ['access_request', 'access_grant', 'access_use', 'access_line', 'access_closure', 'access_session', 'system_account']) {
    expect(await attempt([`DELETE FROM ${table}`])).toMatch(/permission denied/);
    expect(await attempt([`TRUNCATE ${table} CASCADE`])).toMatch(/permission denied/);
  }
});

function emergencyRow(changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { form: 'emergency', state: 'opened', purpose: 'incident-handling', requested_by: world.at.it_officer.id, ends_at: '2026-12-07T13:00:00+07:00', ...changes };
}
function emergency(changes: Readonly<Record<string, unknown>> = {}): Statement[] {
  const [id, ...asked] = ask(contract, [holder], emergencyRow(changes));
  return [...asked, grant(contract, id)];
}

async function boundUntil(validUntil: string): Promise<Holder> {
  return { id: (await buildBoundPerson(database, { contract, validUntil })).id, accountId: holder.accountId };
}

async function withSuspension(story: () => Promise<void>): Promise<void> {
  const suspend = (value: boolean): Promise<unknown> => database.asOwner(`CREATE OR REPLACE FUNCTION system_suspended(system uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT ${String(value)} $$`);
  await suspend(true);
  try {
    await story();
  } finally {
    await suspend(false);
  }
}

async function withGateOpen(story: () => Promise<void>): Promise<void> {
  const definition = (await database.asOwner<{ text: string }>(`SELECT pg_get_functiondef('contract_gate_open(contract, text, text)'::regprocedure) AS text`))[0]?.text ?? '';
  await database.asOwner('CREATE OR REPLACE FUNCTION contract_gate_open(contract contract, from_phase text, to_phase text) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT true $$');
  try {
    await story();
  } finally {
    await database.asOwner(definition);
  }
}
