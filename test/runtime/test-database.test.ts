import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

describe('a test database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
  });

  test('the clock stops for every connection, and only the owner may stop it', async () => {
    await database.setNow('2026-03-01T08:00:00+07:00');
    const [row] = await database.asApplication<{ now: Date; today: string }>('SELECT app_now() AS now, app_today()::text AS today');
    expect(row?.now.toISOString()).toBe('2026-03-01T01:00:00.000Z');
    expect(row?.today).toBe('2026-03-01');
    await expect(
      database.asApplication(`CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'`),
    ).rejects.toThrow(/permission denied|must be owner/);
    await database.letTimeRun();
    const [running] = await database.asApplication<{ runs: boolean }>('SELECT app_now() = now() AS runs');
    expect(running?.runs).toBe(true);
  });

  test('Vietnamese sorts as Vietnamese and is found without diacritics', async () => {
    const sorted = await database.asApplication<{ word: string }>(
      `SELECT word FROM unnest(ARRAY['đường', 'dương', 'ăn', 'an', 'ân']) AS word ORDER BY word COLLATE vietnamese`,
    );
    expect(sorted.map(({ word }) => word)).toEqual(['an', 'ăn', 'ân', 'dương', 'đường']);
  });

  test('the application role owns nothing and may make nothing', async () => {
    const owned = await database.asOwner(`SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = 'dieu6_app'`);
    expect(owned).toEqual([]);
    await expect(database.asApplication('CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied/);
    await expect(database.asApplication('CREATE TEMP TABLE mine (id int)')).rejects.toThrow(/permission denied/);
  });
});
