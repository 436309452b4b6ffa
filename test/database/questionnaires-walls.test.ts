import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
let database: TestDatabase;
beforeAll(async () => { database = await openTestDatabase(); });
afterAll(() => database.drop());
test('x', async () => { expect(await database.asApplication('SELECT * FROM questionnaire_task')).toEqual([]); expect(await database.asApplication('SELECT * FROM published_questionnaire')).toEqual([]); });
