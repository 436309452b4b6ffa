import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { buildAccessGrant, buildAccessRequest, buildAccessUse, buildBoundPerson } from '../builders/access.js';
import { buildActiveContract, loadLibraries, type ReadyContract } from '../builders/signing.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let database: TestDatabase;
let world: World;
let contract: ReadyContract;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-12-07T09:00:00+07:00');
  await loadLibraries(database);
  world = await buildWorld(database);
  contract = await buildActiveContract(database, { agency: world.department, people: world.at });
}, 60_000);
afterAll(async () => {
  await database.drop();
});

/** The wall that refuses a story; 'done' when none does. */
async function wallOf(story: Promise<unknown>): Promise<string> {
  try {
    await story;
    return 'done';
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.constraint ?? error.message) : String(error);
  }
}

describe('what may be granted', () => {
  test('access within every limit, held by its people from its start to its end', async () => {
    const grant = await buildAccessGrant(database, { contract });
    expect(await database.asApplication('SELECT grant_id FROM live_access WHERE grant_id = $1', [grant.grantId])).toHaveLength(1);
    await database.setNow('2026-12-08T09:00:00+07:00');
    expect(await database.asApplication('SELECT grant_id FROM live_access WHERE grant_id = $1', [grant.grantId])).toHaveLength(0);
    expect(await database.asApplication('SELECT line_id FROM access_closure_due WHERE grant_id = $1', [grant.grantId])).toHaveLength(1);
  });

  test('never data administration over state-managed data', async () => {
    expect(await wallOf(buildAccessRequest(database, { contract, plane: 'data' }))).toBe('vendor_never_administers_state_data');
  });

  test('no longer than purpose and level allow', async () => {
    expect(await wallOf(buildAccessRequest(database, { contract, purpose: 'incident-handling', hours: 73 }))).toBe('access_within_longest_term');
  });

  test('a standing grant opens for its hours only', async () => {
    const grant = await buildAccessGrant(database, { contract, form: 'standing', hours: 24 * 30, useHours: 4 });
    expect(await database.asApplication('SELECT 1 FROM live_access WHERE grant_id = $1', [grant.grantId])).toHaveLength(0);
    await buildAccessUse(database, { grant, by: contract.people.it_officer });
    expect(await database.asApplication('SELECT 1 FROM live_access WHERE grant_id = $1', [grant.grantId])).toHaveLength(1);
    await database.setNow('2026-12-08T13:00:00+07:00');
    expect(await database.asApplication('SELECT 1 FROM live_access WHERE grant_id = $1', [grant.grantId])).toHaveLength(0);
  });

  test('access ends with the commitment, and a later one brings nothing back', async () => {
    const person = await buildBoundPerson(database, { contract, validUntil: '2026-12-09' });
    const grant = await buildAccessGrant(database, { contract, people: [person], hours: 24 * 10 });
    const [line] = await database.asApplication<{ held_until: Date; end_cause: string }>('SELECT held_until, end_cause FROM access_line WHERE grant_id = $1', [grant.grantId]);
    expect(line).toMatchObject({ end_cause: 'commitment-lapsed', held_until: new Date('2026-12-10T00:00:00+07:00') });
  });
});
