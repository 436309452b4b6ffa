import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());
test('migrates', async () => {
  expect(await database.asApplication('SELECT * FROM contract_task')).toEqual([]);
});
