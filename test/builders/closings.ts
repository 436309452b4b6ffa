import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { TestDatabase } from '../harness/postgres.js';
import { buildTransitionalContract } from './contracts.js';
import type { ReadyContract } from './signing.js';
import { buildSystem } from './systems.js';
import { buildVendor } from './vendors.js';
import { build, type BuiltPerson, type World } from './world.js';

type Query = (sql: string, values?: readonly unknown[]) => Promise<pg.QueryResult>;

export interface BuiltClosing {
  readonly id: string;
  readonly contract: ReadyContract;
}

export interface ContractToEnd {
  /** The end of its term; 31/01/2027 unless said. */
  readonly endsOn?: string;
  readonly phase?: 'signed' | 'active' | 'handing_over';
  readonly serviceKind?: string;
  readonly withoutSystem?: boolean;
}

/** A contract of a new vendor with a system of its own, running since before the product, whose term ends soon. */
export async function buildEndingContract(database: TestDatabase, world: World, wanted: ContractToEnd = {}): Promise<ReadyContract> {
  const by = world.at.procurement_officer;
  const vendor = await buildVendor(database, { by });
  const system = await buildSystem(database, { agency: world.department });
  const built = await buildTransitionalContract(database, {
    agency: world.department, by, vendor, endsOn: wanted.endsOn ?? '2027-01-31', ...(wanted.withoutSystem === true ? {} : { systems: [system] }),
    ...(wanted.phase === undefined ? {} : { phase: wanted.phase }), ...(wanted.serviceKind === undefined ? {} : { serviceKind: wanted.serviceKind }),
  });
  return { ...built, agency: world.department, vendor, system, people: world.at, assessment: { id: '', contractId: built.id }, review: { id: '', contractId: built.id } };
}

/** Closing begins today: the officer asked the vendor, the plan is written, the contract is handed over. */
export async function buildClosing(database: TestDatabase, contract: ReadyContract, wanted: { readonly id?: string; readonly by?: BuiltPerson } = {}): Promise<BuiltClosing> {
  const id = wanted.id ?? randomUUID();
  await build(database, async (query) => {
    await query(
      `INSERT INTO closing (id, contract_id, agency_id, vendor_id, reason, requested_on, plan, due_on, run_days, items_edition, started_by)
       SELECT $1, c.id, c.agency_id, c.vendor_id, 'end-of-term', app_today(), 'Bàn giao theo phụ lục 3', app_today() + 30, 0, 'handover-items@2026-11-21', $3 FROM contract c WHERE c.id = $2`,
      [id, contract.id, (wanted.by ?? contract.people.procurement_officer).id],
    );
    await query(`UPDATE contract SET phase = 'handing_over', version = version + 1 WHERE id = $1 AND phase <> 'handing_over'`, [contract.id]);
  });
  return { id, contract };
}

/** Items of a closing by their code. */
export async function itemsOf(database: TestDatabase, closing: Pick<BuiltClosing, 'id'>): Promise<Readonly<Record<string, string>>> {
  const rows = await database.asOwner<{ item: string; id: string }>('SELECT item, id FROM handover_item WHERE closing_id = $1 AND item IS NOT NULL', [closing.id]);
  return Object.fromEntries(rows.map(({ item, id }) => [item, id]));
}

/** Everything the vendor delivers is received by the officer for contracts, confirmed by both, and passed by the IT officer; save the items left out. */
export async function buildHandedOver(database: TestDatabase, closing: BuiltClosing, without: readonly string[] = []): Promise<void> {
  await build(database, (query) => handOver(query, closing, without));
}

async function handOver(query: Query, { id, contract }: BuiltClosing, without: readonly string[]): Promise<void> {
  const { procurement_officer: receiver, it_officer: tester } = contract.people;
  await query(
    `INSERT INTO handover_delivery (id, item_id, giver_name, contents, place, effective_on, via, recorded_by)
     SELECT gen_random_uuid(), i.id, 'Người Bàn Giao', 'Tệp xuất và bảng kê', 'Kho lưu trữ của Sở', app_today(), 'officer', $2 FROM handover_item i
      WHERE i.closing_id = $1 AND i.step NOT IN ('account-revocation', 'deletion') AND coalesce(i.item, '') <> ALL ($3::text[])`,
    [id, receiver.id, without],
  );
  await query(
    `INSERT INTO handover_delivery_confirmation (delivery_id, side, name, by_user)
     SELECT d.id, s.side, CASE s.side WHEN 'vendor' THEN 'Người Bàn Giao' END, $2 FROM handover_delivery d JOIN handover_item i ON i.id = d.item_id, (VALUES ('agency'), ('vendor')) s (side) WHERE i.closing_id = $1`,
    [id, receiver.id],
  );
  await query(
    `INSERT INTO handover_test (id, delivery_id, tester_id, equipment, ran_at, passed, result, files, recorded_by)
     SELECT gen_random_uuid(), d.id, $2, 'Máy chủ kiểm thử của Sở', app_now(), true, 'Khôi phục và đăng nhập được', ARRAY[repeat('a', 64)], $2 FROM handover_delivery d JOIN handover_item i ON i.id = d.item_id WHERE i.closing_id = $1`,
    [id, tester.id],
  );
}

/** The independent run begins now; access has ended before. */
export async function buildRun(database: TestDatabase, { id, contract }: BuiltClosing): Promise<string> {
  const runId = randomUUID();
  await build(database, async (query) => {
    await query(`INSERT INTO independent_run (id, closing_id, contract_id, began_by) VALUES ($1, $2, $3, $4)`, [runId, id, contract.id, contract.people.it_officer.id]);
  });
  return runId;
}

/** The run has passed, once its days are over. */
export async function buildRunEnd(database: TestDatabase, { contract }: BuiltClosing, runId: string, outcome: 'passed' | 'failed' = 'passed'): Promise<void> {
  await build(database, async (query) => {
    await query(`INSERT INTO independent_run_end (run_id, outcome, note, files, finished_by) VALUES ($1, $2, 'Hệ thống chạy ổn định', ARRAY[repeat('b', 64)], $3)`, [runId, outcome, contract.people.it_officer.id]);
  });
}

export interface SurveyedRow {
  readonly name: string;
  readonly enabled?: boolean;
  readonly belongs?: 'vendor' | 'agency' | 'unclear';
}

/** A look at the accounts of the contract's system, taken now: one account of the agency unless said. */
export async function buildSurvey(database: TestDatabase, { id, contract }: BuiltClosing, rows: readonly SurveyedRow[] = [{ name: 'quantri' }]): Promise<string> {
  const surveyId = randomUUID();
  await build(database, async (query) => {
    await query(`INSERT INTO account_survey (id, closing_id, system_id, taken_at, source, file_sha256, recorded_by) VALUES ($1, $2, $3, app_now(), 'passwd', repeat('d', 64), $4)`, [
      surveyId, id, contract.system.id, contract.people.it_officer.id,
    ]);
    for (const [index, row] of rows.entries()) {
      await query('INSERT INTO account_survey_row (survey_id, ordinal, name, enabled, belongs) VALUES ($1, $2, $3, $4, $5)', [surveyId, index + 1, row.name, row.enabled ?? true, row.belongs ?? 'agency']);
    }
  });
  return surveyId;
}

/** What was destroyed at the vendor, with its confirmation. */
export async function buildDestruction(database: TestDatabase, { id, contract }: BuiltClosing): Promise<void> {
  await build(database, async (query) => {
    await query(
      `INSERT INTO destruction (id, closing_id, scope, method, done_at, minutes_number, subcontractors, file_sha256, recorded_by)
       VALUES (gen_random_uuid(), $1, 'Toàn bộ cơ sở dữ liệu và bản sao lưu', 'Ghi đè ba lần', app_now(), '12/BB', 'Không có nhà thầu phụ', repeat('e', 64), $2)`,
      [id, contract.people.it_officer.id],
    );
  });
}

/** An item is absent: the IT officer asked, the head approved. */
export async function buildAbsence(database: TestDatabase, { id, contract }: BuiltClosing, item: string, kind: 'none' | 'waived' = 'none'): Promise<void> {
  const absenceId = randomUUID();
  await build(database, async (query) => {
    await query(`INSERT INTO handover_absence (id, item_id, kind, ground, asked_by) SELECT $1, i.id, $4, 'Không phát sinh', $5 FROM handover_item i WHERE i.closing_id = $2 AND i.item = $3`, [
      absenceId, id, item, kind, contract.people.it_officer.id,
    ]);
    await query('INSERT INTO handover_absence_decision (absence_id, approved, decided_by) VALUES ($1, true, $2)', [absenceId, contract.people.unit_head.id]);
  });
}

/**
 * A closing with nothing in its way but what became of the vendor's copies: begun on 07/12/2026, run passed; the clock of the database stands on 16/12/2026 afterwards.
 * @param left items that are absent, and items (not of a step before the run) that are missing still
 */
export async function buildSettledClosing(database: TestDatabase, world: World, left: { readonly absent?: readonly string[]; readonly missing?: readonly string[] } = {}): Promise<BuiltClosing> {
  await database.setNow('2026-12-07T09:00:00+07:00');
  const closing = await buildClosing(database, await buildEndingContract(database, world));
  await buildHandedOver(database, closing, [...(left.absent ?? []), ...(left.missing ?? [])]);
  for (const item of left.absent ?? []) await buildAbsence(database, closing, item);
  const run = await buildRun(database, closing);
  await database.setNow('2026-12-16T09:00:00+07:00');
  await buildRunEnd(database, closing, run);
  await buildSurvey(database, closing);
  return closing;
}
