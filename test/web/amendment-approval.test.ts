import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import pg from 'pg';
import { brokenWallOf } from '../../server/platform/database/transactions.js';
import { buildTransitionalContract, type BuiltContract } from '../builders/contracts.js';
import { buildApprovedAssessment } from '../builders/risk-assessments.js';
import { buildVendor, type BuiltVendor } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';

/** No amendment on an approved assessment that has lapsed: on the page, through the form, and by plain SQL. */

const NOW = '2026-11-20T12:00:00+07:00';
const REVIEWED_BY = '2026-12-01';
const AFTER_REVIEW = '2026-12-15T12:00:00+07:00';

let app: TestApp;
let world: World;
let vendor: BuiltVendor;
let officer: Visitor;
let application: pg.Client;

beforeAll(async () => {
  app = await startTestApp();
  await app.setNow(NOW);
  world = await buildWorld(app.database);
  vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
  application = new pg.Client({ connectionString: app.database.appUrl });
  await application.connect();
});
afterAll(async () => {
  await application.end();
  await app.close();
});

async function runningContract(assessed: boolean): Promise<BuiltContract> {
  const contract = await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor, reviewDueOn: REVIEWED_BY });
  const { procurement_officer: opener, it_officer: assessor, unit_head: head } = world.at;
  if (assessed) await buildApprovedAssessment(app.database, { contract, agency: world.department, opener, assessor, head, stage: 'operation' });
  return contract;
}

/** A serious incident at the vendor: one of the events that ask for a new assessment. */
async function recordIncident(contract: BuiltContract): Promise<void> {
  await app.database.asOwner('ALTER TABLE risk_trigger DISABLE TRIGGER USER');
  await app.database.asOwner(
    `INSERT INTO risk_trigger (contract_id, trigger_id, note, occurred_on, recorded_by, recorded_at) VALUES ($1, 'trigger-serious-incident', 'Sự cố minh họa', app_today(), $2, app_now() + interval '1 second')`,
    [contract.id, world.at.it_officer.id],
  );
  await app.database.asOwner('ALTER TABLE risk_trigger ENABLE TRIGGER USER');
}

/** Records an amendment of the term with plain SQL under the application's role, and takes it back. @returns the wall that refused it, or 'done' */
async function tryAmending(contract: BuiltContract): Promise<string> {
  try {
    await application.query('BEGIN');
    await application.query(
      `INSERT INTO contract_amendment (contract_id, ordinal, number, signed_on, ground, ends_on_before, ends_on_after, scope_before, scope_after, value_before, value_after, recorded_by)
       SELECT id, 1, 'PL-SQL', app_today(), 'Gia hạn', ends_on, ends_on + 30, scope, scope, value, value, created_by FROM contract WHERE id = $1`,
      [contract.id],
    );
    return 'done';
  } catch (error) {
    return brokenWallOf(error) ?? String(error);
  } finally {
    await application.query('ROLLBACK');
  }
}

const WALL = 'contract_amended_with_current_assessment';
const addressOf = (contract: BuiltContract): string => `/hop-dong/${contract.id}/phu-luc/moi`;

describe('an amendment of a contract', () => {
  test('whose assessment holds, or whose review is not due yet, is open', async () => {
    const [assessed, waiting] = [await runningContract(true), await runningContract(true)];
    await recordIncident(waiting);
    await app.setNow(NOW);
    officer = await app.signIn(world.at.procurement_officer);
    expect([await tryAmending(assessed), await tryAmending(waiting)]).toEqual(['done', 'done']);
    expect((await officer.get(addressOf(waiting))).status).toBe(200);
    await app.setNow(AFTER_REVIEW);
    expect(await tryAmending(assessed)).toBe('done');
  });

  test('with an event since that asks for a new assessment is closed, with the reason and whose turn it is', async () => {
    await app.setNow(NOW);
    const contract = await runningContract(true);
    await recordIncident(contract);
    await app.setNow(AFTER_REVIEW);
    officer = await app.signIn(world.at.procurement_officer);
    const shown = load((await officer.get(`/hop-dong/${contract.id}`)).text);
    expect(shown('.closed-act').text()).toMatch(/Ghi nhận phụ lục[\s\S]*có sự kiện phải đánh giá lại; đến lượt Cán bộ đầu mối hợp đồng mở đánh giá mới \(quy định nội bộ\)/);
    const refused = await officer.get(addressOf(contract));
    expect([refused.status, refused.text.includes('Chưa thể ghi nhận phụ lục')]).toEqual([409, true]);
    expect(await tryAmending(contract)).toBe(WALL);
  });

  test('whose approval is past its term is closed, one that was never approved is left to its review', async () => {
    await app.setNow(NOW);
    const [assessed, never] = [await runningContract(true), await runningContract(false)];
    await app.database.asOwner('ALTER TABLE risk_assessment DISABLE TRIGGER USER');
    await app.database.asOwner(`UPDATE risk_assessment SET valid_until = '2026-12-14' WHERE contract_id = $1`, [assessed.id]);
    await app.database.asOwner('ALTER TABLE risk_assessment ENABLE TRIGGER USER');
    await app.setNow(AFTER_REVIEW);
    officer = await app.signIn(world.at.procurement_officer);
    expect(load((await officer.get(`/hop-dong/${assessed.id}`)).text)('.closed-act').text()).toContain('hết thời hạn');
    expect([await tryAmending(assessed), await tryAmending(never)]).toEqual([WALL, 'done']);
  });
});

test('nothing went wrong unheard', () => {
  expect(app.loggedErrors).toEqual([]);
});
