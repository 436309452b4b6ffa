import { afterAll, beforeAll, expect, test } from '@jest/globals';
import session, { type SessionData } from 'express-session';
import { fixedClock } from '../../server/kernel/clock.js';
import { openReader, type Reader } from '../../server/platform/database/reading.js';
import { SessionStore } from '../../server/platform/http/session-store.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

const NOW = '2026-11-20T12:00:00+07:00';
let database: TestDatabase;
let reader: Reader;
let store: SessionStore;
/** Statements that the store has sent. */
const sent: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow(NOW);
  reader = openReader(database.appUrl);
  const counted: Reader = {
    ...reader,
    rows: async <Row extends object>(sql: string, parameters?: readonly unknown[]) => {
      sent.push(sql);
      return reader.rows<Row>(sql, parameters);
    },
  };
  store = new SessionStore({ reader: counted, clock: fixedClock(NOW), idleMinutes: 10, personSql: `jsonb_build_object('id', s.sid)` });
  for (const sid of ['mot', 'hai', 'ba']) await saved(sid);
});
afterAll(async () => {
  await reader.close();
  await database.drop();
});

const saved = (sid: string): Promise<void> => told((done) => store.set(sid, { cookie: new session.Cookie(), agencyId: `cơ quan ${sid}` }, done));
const loaded = (sid: string): Promise<SessionData | null | undefined> => told((done) => store.get(sid, done));

/** What a store tells the one who asked it. */
function told<T>(ask: (done: (error?: unknown, value?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    ask((error, value) => (error === undefined || error === null ? resolve(value as T) : reject(new Error('the store failed', { cause: error }))));
  });
}

test('sessions that are asked for together come in one statement, each to who asked for it', async () => {
  sent.length = 0;
  const asked = ['ba', 'mot', 'khong-co', 'hai', 'mot'];
  const found = await Promise.all(asked.map(loaded));
  expect(found.map((one) => one?.agencyId)).toEqual(['cơ quan ba', 'cơ quan mot', undefined, 'cơ quan hai', 'cơ quan mot']);
  expect(found.map((one) => one?.identity?.person?.id)).toEqual(['ba', 'mot', undefined, 'hai', 'mot']);
  expect(sent).toHaveLength(1);
});

test('what one request changes of its session, another of the same session does not see before it is saved', async () => {
  const [one, other] = await Promise.all([loaded('mot'), loaded('mot')]);
  if (one === null || one === undefined) throw new Error('the session is gone');
  one.agencyId = 'cơ quan khác';
  expect(other?.agencyId).toBe('cơ quan mot');
});

test('a session that was ended is gone for whoever asks afterwards', async () => {
  await saved('bon');
  const before = loaded('bon');
  expect(await before).toMatchObject({ agencyId: 'cơ quan bon' });
  await told((done) => store.destroy('bon', done));
  expect(await Promise.all([loaded('bon'), loaded('mot')])).toMatchObject([null, { agencyId: 'cơ quan mot' }]);
});

test('a session that idled out is told as such, beside one that is alive and is seen', async () => {
  await database.setNow('2026-11-20T12:08:00+07:00');
  await database.asOwner(`UPDATE session SET expire = app_now() - interval '1 minute' WHERE sid = 'hai'`);
  const found = await Promise.all(['hai', 'ba'].map(loaded));
  expect(found.map((one) => one?.identity?.expired)).toEqual([true, false]);
  const rows = await database.asOwner<{ sid: string; left: number }>(`SELECT sid, extract(epoch FROM expire - app_now())::int / 60 AS left FROM session WHERE sid IN ('hai', 'ba') ORDER BY sid`);
  expect(rows).toEqual([{ sid: 'ba', left: 10 }, { sid: 'hai', left: -1 }]);
});
