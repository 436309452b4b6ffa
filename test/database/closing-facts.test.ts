import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { buildSettledClosing, itemsOf, type BuiltClosing } from '../builders/closings.js';
import { loadLibraries } from '../builders/signing.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import { wallOf } from './access-statements.js';

let database: TestDatabase;
let world: World;
let client: pg.Client;
let closing: BuiltClosing;
let items: Readonly<Record<string, string>>;
/** "Now" of every history, and minutes before it. */
const NOW = '2026-12-16T09:00:00+07:00';
const ago = (minutes: number): string => new Date(Date.parse(NOW) - minutes * 60_000).toISOString();
const ABSENT_AT_FIRST = 'BG-06';
const MISSING_AT_FIRST = 'BG-23';

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow(NOW);
  await loadLibraries(database);
  world = await buildWorld(database);
  closing = await buildSettledClosing(database, world, { absent: [ABSENT_AT_FIRST], missing: [MISSING_AT_FIRST] });
  items = await itemsOf(database, closing);
  client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
}, 60_000);
afterAll(async () => {
  await client.end();
  await database.drop();
});

type Standing = 'missing' | 'delivered' | 'failed' | 'passed' | 'absent';

/** What the rules of the domain reference (mục 10) say, told without the database. */
interface Item {
  delivered: boolean;
  confirmed: boolean;
  tested: 'passed' | 'failed' | undefined;
  waiting: 'none' | 'waived' | undefined;
  none: boolean;
  waived: boolean;
  fact: boolean;
  readonly mayBeNone: boolean;
}
interface Account {
  settledAt: number | undefined;
  usedAt: number | undefined;
}
interface Model {
  readonly items: Map<string, Item>;
  readonly accounts: Map<string, Account>;
  /** What the newest look at the system showed alive or unclear. */
  alive: boolean;
  copies: boolean;
  openCase: boolean;
}

const isAbsent = (item: Item): boolean => item.waived || (item.none && !item.fact);
function standingOf(item: Item): Standing {
  if (isAbsent(item)) return 'absent';
  if (!item.delivered) return 'missing';
  return item.tested ?? 'delivered';
}
const isSettled = ({ settledAt, usedAt }: Account): boolean => settledAt !== undefined && (usedAt === undefined || settledAt <= usedAt);
const mayClose = (model: Model): boolean =>
  [...model.items.values()].every((item) => ['passed', 'absent'].includes(standingOf(item)) && item.waiting === undefined)
  && [...model.accounts.values()].every(isSettled) && !model.alive && model.copies && !model.openCase;
const isProven = (item: Item | undefined): boolean => item !== undefined && (standingOf(item) === 'passed' || (standingOf(item) === 'absent' && item.none && !item.fact && !item.waived));

const CODES = ['BG-02', 'BG-04', 'BG-06', 'BG-07', 'BG-14', 'BG-23'] as const;
const IF_EXISTS = new Set(['BG-04', 'BG-06', 'BG-23']);
const ACCOUNTS = ['root', 'vpn-01', 'git-deploy'] as const;

type Step =
  | { readonly do: 'deliver' | 'confirm' | 'ask-none' | 'ask-waived'; readonly item: string }
  | { readonly do: 'test' | 'decide'; readonly item: string; readonly well: boolean }
  | { readonly do: 'account'; readonly account: string }
  | { readonly do: 'settle'; readonly account: string; readonly failed: boolean; readonly ago: number }
  | { readonly do: 'session'; readonly account: string; readonly ago: number }
  | { readonly do: 'look'; readonly alive: 'vendor' | 'unclear' | 'nobody' }
  | { readonly do: 'destroy' | 'retain' | 'case' | 'asset' };

const item = fc.constantFrom(...CODES);
const account = fc.constantFrom(...ACCOUNTS);
const minutes = fc.integer({ min: 0, max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('deliver' as const), item }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('confirm' as const), item }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('test' as const), item, well: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('ask-none' as const, 'ask-waived' as const), item }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('decide' as const), item, well: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('account' as const), account }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('settle' as const), account, failed: fc.boolean(), ago: minutes }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('session' as const), account, ago: minutes }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('look' as const), alive: fc.constantFrom('vendor' as const, 'unclear' as const, 'nobody' as const, 'nobody' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('destroy' as const, 'retain' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('case' as const, 'asset' as const, 'asset' as const) }) },
);

function modelAtFirst(): Model {
  const made = new Map<string, Item>();
  for (const code of Object.keys(items).filter((one) => one !== 'BG-25' && one !== 'BG-26')) {
    const proven = code !== ABSENT_AT_FIRST && code !== MISSING_AT_FIRST;
    made.set(code, { delivered: proven, confirmed: proven, tested: proven ? 'passed' : undefined, waiting: undefined, none: code === ABSENT_AT_FIRST, waived: false, fact: false, mayBeNone: IF_EXISTS.has(code) });
  }
  return { items: made, accounts: new Map(), alive: false, copies: false, openCase: false };
}

/** Tries a statement on its own; what is refused leaves the history as it was. @returns the wall, or 'done' */
async function tried(sql: string, values: readonly unknown[]): Promise<string> {
  await client.query('SAVEPOINT step');
  const wall = await wallOf(client.query(sql, [...values]));
  if (wall !== 'done') await client.query('ROLLBACK TO SAVEPOINT step');
  return wall;
}
const officer = (): string => world.at.procurement_officer.id;
const tester = (): string => world.at.it_officer.id;
const newest = 'SELECT d.id FROM handover_delivery d WHERE d.item_id = $1 ORDER BY d.ordinal DESC LIMIT 1';

/** Carries one step out, checks that the walls let pass what the model lets pass, and keeps the model. */
async function take(model: Model, made: Step): Promise<void> {
  const judged = 'item' in made ? model.items.get(made.item) : undefined;
  const itemId = 'item' in made ? items[made.item] : undefined;
  switch (made.do) {
    case 'deliver': {
      expect(await tried(`INSERT INTO handover_delivery (id, item_id, giver_name, contents, place, effective_on, via, recorded_by) VALUES ($1, $2, 'Người Giao', 'Tệp', 'Kho', '2026-12-16', 'officer', $3)`, [randomUUID(), itemId, officer()])).toBe('done');
      if (judged !== undefined) Object.assign(judged, { delivered: true, confirmed: false, tested: undefined });
      return;
    }
    case 'confirm': {
      if (judged === undefined || !judged.delivered || judged.confirmed) return;
      expect(await tried(`INSERT INTO handover_delivery_confirmation (delivery_id, side, name, by_user) SELECT n.id, s, 'Người Giao', $2 FROM (${newest}) n, unnest(ARRAY['agency', 'vendor']) s`, [itemId, officer()])).toBe('done');
      judged.confirmed = true;
      return;
    }
    case 'test': {
      if (judged === undefined || !judged.delivered) return;
      const wall = await tried(
        `INSERT INTO handover_test (id, delivery_id, tester_id, equipment, ran_at, passed, result, files, recorded_by)
         SELECT gen_random_uuid(), n.id, $2, 'Máy trống', app_now(), $3, 'Kết quả', ARRAY[repeat('a', 64)], $2 FROM (${newest}) n`, [itemId, tester(), made.well],
      );
      expect(wall).toBe(judged.confirmed ? 'done' : 'handover_test_of_confirmed');
      if (judged.confirmed) judged.tested = made.well ? 'passed' : 'failed';
      return;
    }
    case 'ask-none':
    case 'ask-waived': {
      if (judged === undefined) return;
      const kind = made.do === 'ask-none' ? 'none' : 'waived';
      const wall = await tried(`INSERT INTO handover_absence (id, item_id, kind, ground, asked_by) VALUES ($1, $2, $3, 'Căn cứ', $4)`, [randomUUID(), itemId, kind, officer()]);
      const possible = kind === 'waived' || (judged.mayBeNone && !judged.fact);
      expect(wall).toBe(!possible ? 'handover_absence_not_against_facts' : judged.waiting === undefined ? 'done' : 'handover_absence_one_waiting');
      if (wall === 'done') judged.waiting = kind;
      return;
    }
    case 'decide': {
      if (judged?.waiting === undefined) return;
      const wall = await tried(
        `INSERT INTO handover_absence_decision (absence_id, approved, note, decided_by) SELECT a.id, $2, 'Đã xem xét', $3 FROM handover_absence a WHERE a.item_id = $1
          AND NOT EXISTS (SELECT 1 FROM handover_absence_decision d WHERE d.absence_id = a.id)`, [itemId, made.well, world.at.unit_head.id],
      );
      const against = made.well && judged.waiting === 'none' && judged.fact;
      expect(wall).toBe(against ? 'handover_absence_not_against_facts' : 'done');
      if (against) return;
      if (made.well) Object.assign(judged, judged.waiting === 'none' ? { none: true } : { waived: true });
      judged.waiting = undefined;
      return;
    }
    case 'account': {
      const wall = await tried(`INSERT INTO closing_account (closing_id, system_id, kind, name, origin, added_by) VALUES ($1, $2, 'personal', $3, 'added', $4)`, [closing.id, closing.contract.system.id, made.account, tester()]);
      expect(wall).toBe(model.accounts.has(made.account) ? 'closing_account_named_once' : 'done');
      if (wall === 'done') model.accounts.set(made.account, { settledAt: undefined, usedAt: undefined });
      return;
    }
    case 'settle': {
      const known = model.accounts.get(made.account);
      if (known === undefined) return;
      const wall = await tried(
        `INSERT INTO account_settlement (id, account_id, action, done_at, sign_in_failed, proof, files, settled_by)
         SELECT gen_random_uuid(), a.id, 'cancelled', $3, $4, 'Đăng nhập bị từ chối', ARRAY[repeat('c', 64)], $5 FROM closing_account a WHERE a.closing_id = $1 AND a.name = $2`,
        [closing.id, made.account, ago(made.ago), made.failed, tester()],
      );
      expect(wall).toBe('done');
      known.settledAt = made.failed ? made.ago : undefined;
      return;
    }
    case 'session': {
      const wall = await tried(
        `INSERT INTO access_session (id, contract_id, system_id, person_name, account_name, began_at, ended_at, work_done, supervision, marks, recorded_by)
         VALUES ($1, $2, $3, 'Người Lạ', $4, $5, $6, 'Đăng nhập', 'none', '{without-grant}', $7)`,
        [randomUUID(), closing.contract.id, closing.contract.system.id, made.account, ago(made.ago + 1), ago(made.ago), tester()],
      );
      expect(wall).toBe('done');
      const known = model.accounts.get(made.account) ?? { settledAt: undefined, usedAt: undefined };
      known.usedAt = Math.min(known.usedAt ?? Number.POSITIVE_INFINITY, made.ago);
      model.accounts.set(made.account, known);
      return;
    }
    case 'look': {
      const id = randomUUID();
      await client.query(`INSERT INTO account_survey (id, closing_id, system_id, taken_at, source, file_sha256, recorded_by) VALUES ($1, $2, $3, app_now(), 'passwd', repeat('d', 64), $4)`, [id, closing.id, closing.contract.system.id, tester()]);
      await client.query(`INSERT INTO account_survey_row (survey_id, ordinal, name, enabled, belongs) VALUES ($1, 1, 'quantri', true, 'agency')`, [id]);
      if (made.alive !== 'nobody') await client.query(`INSERT INTO account_survey_row (survey_id, ordinal, name, enabled, belongs) VALUES ($1, 2, $3, true, $2)`, [id, made.alive, made.alive === 'vendor' ? 'la' : 'khong-ro']);
      model.alive = made.alive !== 'nobody';
      if (made.alive === 'vendor' && !model.accounts.has('la')) model.accounts.set('la', { settledAt: undefined, usedAt: undefined });
      return;
    }
    case 'destroy': {
      const wall = await tried(
        `INSERT INTO destruction (id, closing_id, scope, method, done_at, minutes_number, subcontractors, file_sha256, recorded_by) VALUES ($1, $2, 'Toàn bộ', 'Ghi đè', app_now(), '1/BB', 'Không có', repeat('e', 64), $3)`,
        [randomUUID(), closing.id, tester()],
      );
      const proven = isProven(model.items.get('BG-02')) && isProven(model.items.get('BG-07'));
      expect(wall).toBe(proven ? 'done' : 'destruction_after_proof');
      if (proven) model.copies = true;
      return;
    }
    case 'retain': {
      expect(await tried(`INSERT INTO retained_copy (id, closing_id, what, ground, until, file_sha256, recorded_by) VALUES ($1, $2, 'Nhật ký', 'Nghĩa vụ lưu trữ', '2027-12-31', repeat('f', 64), $3)`, [randomUUID(), closing.id, tester()])).toBe('done');
      model.copies = true;
      return;
    }
    case 'case': {
      await client.query(
        `INSERT INTO violation_case (id, contract_id, agency_id, vendor_id, seen, detected_at, found_by, opened_by, source_kind, source_id, refuses_cooperation, signs_edition, levels_edition)
         SELECT gen_random_uuid(), c.id, c.agency_id, c.vendor_id, 'Dấu hiệu', app_now(), 'Cán bộ', $2, 'contract', c.id, false, 'violation-signs@2026-11-21', 'violation-levels@2026-11-21' FROM contract c WHERE c.id = $1`,
        [closing.contract.id, officer()],
      );
      model.openCase = true;
      return;
    }
    case 'asset': {
      await client.query(
        `INSERT INTO data_asset (system_id, name, kind, state_managed, personal_data, subject_count, storage_place, storage_country) VALUES ($1, $2, 'basic-personal', true, 'basic', 5, 'Trung tâm dữ liệu', 'vietnam')`,
        [closing.contract.system.id, randomUUID()],
      );
      for (const code of ['BG-02', 'BG-06']) {
        const known = model.items.get(code);
        if (known !== undefined) known.fact = true;
      }
    }
  }
}

async function compare(model: Model): Promise<boolean> {
  const { rows: standings } = await client.query<{ item: string; standing: string }>(
    `SELECT i.item, s.standing FROM handover_item_standing s JOIN handover_item i ON i.id = s.item_id WHERE s.closing_id = $1 AND s.step NOT IN ('account-revocation', 'deletion') ORDER BY i.item`, [closing.id],
  );
  expect(standings).toEqual([...model.items].map(([code, one]) => ({ item: code, standing: standingOf(one) })).sort((one, other) => one.item.localeCompare(other.item)));
  const { rows: accounts } = await client.query<{ name: string; settled: boolean }>('SELECT name, settled FROM closing_account_standing WHERE closing_id = $1 ORDER BY name', [closing.id]);
  expect(accounts).toEqual([...model.accounts].map(([name, one]) => ({ name, settled: isSettled(one) })).sort((one, other) => (one.name < other.name ? -1 : 1)));
  const expected = mayClose(model);
  const { rows: obstacles } = await client.query<{ code: string }>('SELECT code FROM closing_obstacles($1)', [closing.contract.id]);
  expect({ mayClose: obstacles.length === 0, obstacles: expected ? obstacles : [] }).toEqual({ mayClose: expected, obstacles: [] });
  // The wall says the same as the list of obstacles.
  const wall = await tried('INSERT INTO contract_close (closing_id, closed_by) VALUES ($1, $2)', [closing.id, world.at.unit_head.id]);
  expect(wall).toBe(expected ? 'done' : 'contract_closes_when_settled');
  if (wall === 'done') await client.query('ROLLBACK TO SAVEPOINT step');
  return expected;
}

/** Runs a story about the closing of this file, of which nothing stays. */
async function undone(story: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(`INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.attempt', app_now(), '{}', sha256('{}'))`);
    await story();
  } finally {
    await client.query('ROLLBACK');
  }
}

/** What answers all that is open at first. */
const answered: readonly Step[] = [{ do: 'ask-none', item: MISSING_AT_FIRST }, { do: 'decide', item: MISSING_AT_FIRST, well: true }, { do: 'retain' }];

/** Every single act that can follow, so that what it removes, rejects or adds is alone in the way of closing. */
const everySingleAct: readonly Step[] = [
  ...CODES.flatMap((code): Step[] => [{ do: 'deliver', item: code }, { do: 'test', item: code, well: false }, { do: 'test', item: code, well: true }, { do: 'ask-none', item: code }, { do: 'ask-waived', item: code }]),
  { do: 'account', account: 'root' }, { do: 'session', account: 'root', ago: 1 },
  { do: 'look', alive: 'vendor' }, { do: 'look', alive: 'unclear' }, { do: 'look', alive: 'nobody' }, { do: 'case' }, { do: 'asset' }, { do: 'destroy' },
];

test.each([
  { state: 'with nothing in the way', before: answered },
  { state: 'with an account that was settled', before: [...answered, { do: 'account', account: 'root' }, { do: 'settle', account: 'root', failed: true, ago: 3 }] satisfies Step[] },
  { state: 'with a waived item', before: [...answered, { do: 'ask-waived', item: 'BG-14' }, { do: 'decide', item: 'BG-14', well: true }] satisfies Step[] },
])('$state, each single thing removed, rejected or added decides whether a contract may close', async ({ before }) => {
  let stillOpen = 0;
  await undone(async () => {
    const settled = modelAtFirst();
    for (const made of before) await take(settled, made);
    expect(await compare(settled)).toBe(true);
    for (const made of everySingleAct) {
      await client.query('SAVEPOINT single');
      const model = structuredClone(settled);
      await take(model, made);
      if (!(await compare(model))) stillOpen += 1;
      await client.query('ROLLBACK TO SAVEPOINT single');
    }
  });
  expect(stillOpen).toBeGreaterThan(20);
}, 60_000);

test('a contract may close exactly when every item and account is settled, whatever was removed, rejected and added before', async () => {
  let closable = 0;
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(true, true, true, false), fc.array(step, { minLength: 1, maxLength: 5 }), async (ready, steps) => {
      const model = modelAtFirst();
      await undone(async () => {
        // Most histories begin with everything answered, so that they can come to an end.
        for (const made of [...(ready ? answered : []), ...steps]) {
          await take(model, made);
          compared += 1;
          if (await compare(model)) closable += 1;
        }
      });
    }),
    { numRuns: 30 },
  );
  // A run in which hardly anything could be closed, or everything, proves nothing.
  expect(closable).toBeGreaterThan(15);
  expect(compared - closable).toBeGreaterThan(30);
}, 60_000);
