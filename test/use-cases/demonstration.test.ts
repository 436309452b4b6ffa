import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compose } from '../../server/compose.js';
import { readSettings } from '../../server/config.js';
import { addDays, calendarDay } from '../../server/kernel/calendar-day.js';
import { checkPassword } from '../../server/kernel/password.js';
import { checkTaxCode } from '../../server/kernel/tax-code.js';
import { roles } from '../../server/people/index.js';
import { build, buildPerson } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';

interface Account {
  readonly role: string;
  readonly login: string;
  readonly password: string;
  readonly fullName: string;
}

const TODAY = calendarDay('2026-11-20');

describe('an installation without accounts, asked for the demonstration', () => {
  let app: TestApp;
  let accounts: readonly Account[];
  beforeAll(async () => {
    app = await startTestApp({ demonstration: true });
    accounts = (await app.database.asOwner<{ accounts: Account[] }>(`SELECT value -> 'accounts' AS accounts FROM setting WHERE key = 'demonstration'`))[0]?.accounts ?? [];
  });
  afterAll(() => app.close());

  test('offers on the sign-in page one account for each role, then the others', async () => {
    expect(accounts.slice(0, roles.length).map(({ role }) => role)).toEqual([...roles]);
    const page = load((await app.visitor().get('/dang-nhap')).text);
    const offered = page('.demonstration-accounts input[name="login"]').map((_, input) => page(input).val()).get();
    expect(offered).toEqual(accounts.map(({ login }) => login));
    expect((await app.application.demonstrationAccounts()).map(({ login }) => login)).toEqual(offered.slice(0, roles.length));
  });

  test('lets each account in with a password by the rules, says what it is, and leads only to pages that open', async () => {
    for (const account of accounts) {
      expect({ login: account.login, ...checkPassword(account.password, account) }).toEqual({ login: account.login, ok: true });
      const person = await app.signIn(account);
      const home = load((await person.get('/')).text);
      expect(home('.demonstration').text()).toContain('DỮ LIỆU MINH HỌA');
      const cards = home('.tour__card a').map((_, link) => home(link).attr('href')).get();
      expect({ login: account.login, cards: cards.length >= 5 && cards.length <= 7 }).toEqual({ login: account.login, cards: true });
      for (const href of cards) expect({ login: account.login, href, status: (await person.get(href)).status }).toEqual({ login: account.login, href, status: 200 });
      const tasks = home('.task-list a[href^="/"], main a[href^="/"]').map((_, link) => home(link).attr('href')).get();
      for (const href of new Set(tasks)) expect({ login: account.login, href, status: (await person.get(href)).status }).toEqual({ login: account.login, href, status: 200 });
    }
    expect(app.loggedErrors).toEqual([]);
  });

  test('has the contracts of the story in their phases', async () => {
    const rows = await app.database.asOwner<{ agency: string; phase: string; entry_kind: string; amendments: number; ends_on: string | null }>(
      `SELECT a.name AS agency, c.phase, c.entry_kind, c.ends_on, (SELECT count(*)::int FROM contract_amendment m WHERE m.contract_id = c.id) AS amendments
         FROM contract c JOIN agency a ON a.id = c.agency_id ORDER BY c.seq`,
    );
    expect(rows.map(({ agency, phase, entry_kind: kind, amendments }) => `${agency}: ${phase}, ${kind}, ${amendments}`)).toEqual([
      'Sở Minh Họa: active, transitional, 1',
      'Sở Minh Họa: active, transitional, 0',
      'Sở Minh Họa: active, transitional, 0',
      'Sở Minh Họa: signed, transitional, 0',
      'UBND phường Minh Họa: handing_over, transitional, 0',
      'UBND phường Ví Dụ: active, transitional, 0',
      'Sở Minh Họa: planned, new, 0',
      'UBND phường Minh Họa: planned, new, 0',
    ]);
    expect(rows.map(({ ends_on: day }) => day)).toContain(addDays(TODAY, 80));
  });

  test('brings the website of the ward to three conditions short of its signing', async () => {
    const rows = await app.database.asOwner<{ code: string }>(
      `SELECT k.code FROM contract c, contract_conditions(c, 'signing') k WHERE c.name LIKE 'Thuê trang thông tin%' AND k.blocks AND k.outcome = 'unmet' ORDER BY k.place`,
    );
    expect(rows.map(({ code }) => code)).toEqual(['G-01', 'G-10', 'G-07']);
  });

  test('has people with commitments: one lapses in 20 days, one person has none', async () => {
    const rows = await app.database.asOwner<{ name: string; ends: (string | null)[] }>(
      `SELECT p.full_name AS name, coalesce(array_agg(c.valid_until::text ORDER BY c.valid_until) FILTER (WHERE c.id IS NOT NULL), '{}') AS ends
         FROM vendor_person p LEFT JOIN commitment c ON c.person_id = p.id GROUP BY p.id ORDER BY p.full_name`,
    );
    expect(rows.filter(({ ends }) => ends.length === 0)).toHaveLength(1);
    expect(rows.filter(({ ends }) => ends.includes(addDays(TODAY, 20)))).toHaveLength(1);
  });

  test('has a case at the third level that waits to be contained, and five hours left of a 24-hour report', async () => {
    const [found] = await app.database.asOwner<{ level: string; state: string; hours: number }>(
      `SELECT (SELECT level FROM case_level l WHERE l.case_id = k.id ORDER BY ordinal DESC LIMIT 1) AS level, k.state,
              (SELECT round(extract(epoch FROM d.due_at - k.opened_at) / 3600)::int FROM published_duty_clock d WHERE d.clock = 'D-03') AS hours FROM violation_case k`,
    );
    expect(found).toEqual({ level: 'V3', state: 'opened', hours: 5 });
  });

  test('has a vendor with access: a live line, an on-call grant, a request that waits and an emergency that nobody reviewed', async () => {
    const [told] = await app.database.asOwner(
      `SELECT (SELECT count(*)::int FROM live_access WHERE form = 'grant') AS live, (SELECT count(*)::int FROM access_grant WHERE form = 'standing') AS standing,
              (SELECT count(*)::int FROM access_request WHERE state = 'submitted') AS waiting, (SELECT count(*)::int FROM access_review_due) AS unreviewed`,
    );
    expect(told).toEqual({ live: 1, standing: 1, waiting: 1, unreviewed: 1 });
  });

  test('has that emergency since twenty hours, with four left to review it, and everything before it earlier', async () => {
    const [told] = await app.database.asOwner(
      `SELECT (SELECT json_agg(json_build_array(extract(epoch FROM app_now() - opened_at) / 3600, extract(epoch FROM due_at - app_now()) / 3600)) FROM access_review_due) AS emergency,
              (SELECT count(*)::int FROM access_closure_due) AS "accountsOpen", (SELECT count(*)::int FROM contract WHERE created_at > app_now() - interval '20 hours') AS "contractsSince",
              (SELECT count(*)::int FROM audit_event e JOIN audit_event before ON before.id < e.id AND before.occurred_at > e.occurred_at WHERE before.type <> 'agency.loaded') AS "outOfOrder"`,
    );
    expect(told).toEqual({ emergency: [[20, 4]], accountsOpen: 0, contractsSince: 0, outOfOrder: 0 });
  });

  test('has the one-stop-shop handed over: a backup that did not restore, an account that is alive, a question of the auditor', async () => {
    const [told] = await app.database.asOwner(
      `SELECT k.reason, (SELECT array_agg(i.item ORDER BY i.item) FROM handover_item_standing s JOIN handover_item i ON i.id = s.item_id WHERE s.closing_id = k.id AND s.standing = 'failed') AS failed,
              (SELECT count(*)::int FROM handover_item_standing s WHERE s.closing_id = k.id AND s.standing = 'passed') AS passed,
              (SELECT array_agg(a.name) FROM closing_account_standing a WHERE a.closing_id = k.id AND NOT a.settled) AS alive,
              (SELECT count(*)::int FROM evidence_review r WHERE r.closing_id = k.id AND r.verdict = 'questioned') AS questions,
              (SELECT count(*)::int FROM published_record r WHERE r.subject_id = k.id AND r.kind = 'HS-25') AS requests
         FROM closing k`,
    );
    expect(told).toEqual({ reason: 'end-of-term', failed: ['BG-07'], passed: 5, alive: ['ht.motcua'], questions: 1, requests: 1 });
  });

  test('invents tax codes with a right check digit', async () => {
    const rows = await app.database.asOwner<{ code: string }>(`SELECT tax_code AS code FROM vendor UNION SELECT company_tax_code FROM vendor_subcontractor WHERE company_tax_code IS NOT NULL`);
    expect(rows.map(({ code }) => ({ code, ok: checkTaxCode(code).ok, invented: code.startsWith('9999999') }))).toEqual(rows.map(({ code }) => ({ code, ok: true, invented: true })));
  });

  test('is told by the people in it: every act has its own event by somebody of the story', async () => {
    const rows = await app.database.asOwner<{ type: string; login: string | null }>(
      `SELECT DISTINCT e.type, u.login FROM audit_event e LEFT JOIN user_account u ON u.id = e.actor_id WHERE e.type NOT LIKE 'session.%' ORDER BY 1, 2`,
    );
    // Records are printed by the product itself, some time after the story.
    const byNobody = rows.filter(({ type, login }) => login === null && type !== 'record.printed').map(({ type }) => type);
    expect(byNobody).toEqual(['agency.loaded', 'demonstration.made', 'role.granted', 'user.administrator-created']);
    for (const type of ['contract.amended', 'contract.transfer-requested', 'agency.ended', 'delegation.given', 'commitment.recorded', 'system.level-decided']) {
      expect(rows.map((row) => row.type)).toContain(type);
    }
    const sentences = rows.filter(({ type }) => app.application.eventTexts[type] === undefined);
    expect(sentences).toEqual([]);
  });

  test('lets the deputy sign for the director, and the head of the ward decide about the inherited contract', async () => {
    const deputy = await app.signIn(accountOf(accounts, 'so-pho-giam-doc'));
    expect((await deputy.get('/hop-dong')).status).toBe(200);
    const head = await app.signIn(accountOf(accounts, 'phuong-chu-tich'));
    const home = load((await head.get('/')).text);
    const transfer = home('main a[href^="/chuyen-co-quan/"]').first().attr('href') ?? '';
    const answer = await head.post(`${transfer}/tiep-nhan`, {}, transfer);
    expect(answer.status).toBe(303);
    const rows = await app.database.asOwner<{ agency: string }>(`SELECT a.name AS agency FROM contract c JOIN agency a ON a.id = c.agency_id WHERE c.name LIKE '%phường Ví Dụ'`);
    expect(rows).toEqual([{ agency: 'UBND phường Minh Họa' }]);
  });
});

function accountOf(accounts: readonly Account[], login: string): Account {
  const found = accounts.find((account) => account.login === login);
  if (found === undefined) throw new Error(`no account ${login}`);
  return found;
}

/** What a start leaves: the database's own present among it. */
interface Standing {
  readonly present: string;
  readonly accounts: number;
  readonly contracts: number;
  readonly events: number;
}

describe('making it', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  /** Starts the product once more on the same database, asked for the demonstration. */
  const startAgain = async (): Promise<void> => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'dieu6-demonstration-'));
    const urls = { databaseUrl: app.database.appUrl, databaseOwnerUrl: app.database.ownerUrl };
    const settings = readSettings({ NODE_ENV: 'development', DATA_DIR: dataDir, DATABASE_URL: urls.databaseUrl, DATABASE_OWNER_URL: urls.databaseOwnerUrl, LOG_LEVEL: 'silent' });
    const application = await compose({ ...settings, sessionSecret: 'for-tests-only-for-tests-only-for-tests-only' }, urls, app.clock);
    await application.prepare().finally(async () => {
      await application.close();
      await rm(dataDir, { recursive: true, force: true });
    });
  };
  const counts = async (): Promise<Standing | undefined> =>
    (await app.database.asOwner<Standing>('SELECT pg_get_functiondef(\'app_now()\'::regprocedure) AS present, (SELECT count(*)::int FROM user_account) AS accounts, (SELECT count(*)::int FROM contract) AS contracts, (SELECT count(*)::int FROM audit_event WHERE type <> \'record.printed\') AS events'))[0];

  test('never touches an installation on which somebody has an account', async () => {
    await buildPerson(app.database, { login: 'nguoi-that' });
    await startAgain();
    expect(await counts()).toMatchObject({ accounts: 1, contracts: 0 });
    expect((await app.visitor().get('/dang-nhap')).text).not.toContain('Tài khoản minh họa');
    await build(app.database, async (query) => {
      await query('DELETE FROM user_account');
    });
  });

  test('is whole or nothing: what fails near its end leaves no trace, and the next start makes it anew, once', async () => {
    const untouched = await counts();
    expect(untouched).toMatchObject({ accounts: 0, contracts: 0 });
    await app.database.asOwner(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the power went out'; END $$`);
    await app.database.asOwner('CREATE TRIGGER fail BEFORE INSERT ON contract_transfer FOR EACH ROW EXECUTE FUNCTION fail()');
    await expect(startAgain()).rejects.toThrow('the power went out');
    expect(await counts()).toEqual(untouched);
    await app.database.asOwner('DROP TRIGGER fail ON contract_transfer');
    // Two starts at the same moment: one waits for the other and finds it made.
    await Promise.all([startAgain(), startAgain()]);
    const made = await counts();
    expect(made).toMatchObject({ ...untouched, accounts: 13, contracts: 8, events: made?.events });
    await startAgain();
    expect(await counts()).toEqual(made);
  });
});
