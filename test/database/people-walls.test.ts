import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let database: TestDatabase;
beforeAll(async () => { database = await openTestDatabase(); });
afterAll(() => database.drop());
describe('smoke', () => {
  test('migrates', async () => {
    expect(await database.asApplication('SELECT * FROM people_task')).toEqual([]);
  });
});
