import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { selectAccount } from '../../server/handovers/persistence/read-account.js';
import { selectClosing } from '../../server/handovers/persistence/read-closing.js';
import { selectItem } from '../../server/handovers/persistence/read-item.js';
import type { RunQuery } from '../../server/handovers/persistence/stored.js';
import { buildAccessSession } from '../builders/access.js';
import { buildClosing, buildEndingContract, buildSettledClosing, itemsOf, type BuiltClosing } from '../builders/closings.js';
import { loadLibraries } from '../builders/signing.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

const NOW = '2026-12-16T09:00:00+07:00';
let database: TestDatabase;
let world: World;
let closing: BuiltClosing;
let accountId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow(NOW);
  await loadLibraries(database);
  world = await buildWorld(database);
  closing = await buildSettledClosing(database, world, { missing: ['BG-23'] });
  await buildAccessSession(database, { contract: closing.contract, personName: 'Người Lạ', account: 'vh.cuoi' });
  accountId = (await database.asOwner<{ id: string }>('SELECT id FROM closing_account WHERE closing_id = $1', [closing.id]))[0]?.id ?? '';
}, 60_000);
afterAll(() => database.drop());

/** How many pages of tables and indexes the statement of a reading touches. */
async function touched(read: (run: RunQuery) => Promise<unknown>): Promise<number> {
  let asked: { sql: string; parameters: readonly unknown[] } | undefined;
  await read((sql, parameters) => {
    asked = { sql, parameters };
    return Promise.resolve([]);
  }).catch(() => undefined);
  if (asked === undefined) throw new Error('nothing was read');
  const { sql, parameters } = asked;
  await database.asOwner('SET enable_seqscan = off');
  const [plan] = await database.asOwner<{ 'QUERY PLAN': readonly [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }] }>(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`, parameters);
  if (plan === undefined) throw new Error('no plan');
  const { 'Shared Hit Blocks': hit, 'Shared Read Blocks': read_ } = plan['QUERY PLAN'][0].Plan;
  return hit + read_;
}

test('a closing, an item, an account and what stands in the way are read without looking at other closings', async () => {
  const item = (await itemsOf(database, closing))['BG-25'] ?? '';
  const readings: Readonly<Record<string, (run: RunQuery) => Promise<unknown>>> = {
    closing: (run) => selectClosing(run, closing.id),
    item: (run) => selectItem(run, item),
    account: (run) => selectAccount(run, accountId),
    obstacles: (run) => run('SELECT * FROM closing_obstacles($1)', [closing.contract.id]),
    chapter: (run) => run('SELECT closing_chapter($1)', [closing.contract.id]),
  };
  const measure = async (): Promise<Record<string, number>> => {
    await database.asOwner('ANALYZE');
    const counted: Record<string, number> = {};
    for (const [name, read] of Object.entries(readings)) {
      await touched(read);
      counted[name] = await touched(read);
    }
    return counted;
  };
  const alone = await measure();
  for (let made = 0; made < 40; made += 1) await buildClosing(database, await buildEndingContract(database, world));
  const among = await measure();
  for (const [name, pages] of Object.entries(alone)) expect({ name, grew: (among[name] ?? 0) / pages > 1.5 ? { from: pages, to: among[name] } : false }).toEqual({ name, grew: false });
}, 60_000);
