import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { AbsenceKind, ClosingReason, DeliveredStep, RunOutcome } from '../domain/closing.js';

/** The contract of a closing, locked until the transaction ends, with the closing: whoever adds to it or closes waits here. @returns whether there is such a closing */
export async function lockClosing(tx: Transaction, id: string): Promise<boolean> {
  return (await tx.query('SELECT c.id FROM contract c WHERE c.id = (SELECT k.contract_id FROM closing k WHERE k.id = $1) FOR UPDATE', [id])).length > 0;
}

/** What hangs on a closing, by table. */
const closingOfSql = {
  handover_item: 'SELECT i.closing_id AS id FROM handover_item i WHERE i.id = $1',
  handover_delivery: 'SELECT i.closing_id AS id FROM handover_delivery d JOIN handover_item i ON i.id = d.item_id WHERE d.id = $1',
  handover_absence: 'SELECT i.closing_id AS id FROM handover_absence a JOIN handover_item i ON i.id = a.item_id WHERE a.id = $1',
  closing_account: 'SELECT a.closing_id AS id FROM closing_account a WHERE a.id = $1',
  independent_run: 'SELECT r.closing_id AS id FROM independent_run r WHERE r.id = $1',
} as const;

/** Locks the closing of a row that hangs on it. @returns the closing; undefined when there is no such row */
export async function lockClosingOf(tx: Transaction, table: keyof typeof closingOfSql, id: string): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(closingOfSql[table], [id]);
  if (row !== undefined) await lockClosing(tx, row.id);
  return row?.id;
}

export interface NewClosing {
  readonly id: string;
  readonly contractId: string;
  readonly reason: ClosingReason;
  readonly ground: string | undefined;
  readonly requestedOn: CalendarDay;
  readonly plan: string;
  readonly dueOn: CalendarDay;
  readonly itemsEdition: string;
  readonly by: string;
}

/** Begins closing; agency, vendor, time, the length of the run and the list of items are the database's. */
export async function insertClosing(tx: Transaction, closing: NewClosing): Promise<void> {
  await tx.change(
    `INSERT INTO closing (id, contract_id, agency_id, vendor_id, reason, ground, requested_on, plan, due_on, run_days, items_edition, started_by)
     SELECT $1, c.id, c.agency_id, c.vendor_id, $3, $4, $5, $6, $7, 0, $8, $9 FROM published_contract c WHERE c.id = $2`,
    [closing.id, closing.contractId, closing.reason, closing.ground ?? null, closing.requestedOn, closing.plan, closing.dueOn, closing.itemsEdition, closing.by],
  );
}

/** An item that the library does not name. */
export async function insertItem(
  tx: Transaction,
  item: { readonly id: string; readonly closingId: string; readonly name: string; readonly step: DeliveredStep; readonly systemId: string | undefined; readonly acceptanceTest: string; readonly by: string },
): Promise<void> {
  await tx.change(`INSERT INTO handover_item (id, closing_id, name, step, requirement, acceptance_test, system_id, added_by) VALUES ($1, $2, $3, $4, 'added', $5, $6, $7)`, [
    item.id, item.closingId, item.name, item.step, item.acceptanceTest, item.systemId ?? null, item.by,
  ]);
}

/** "Không có" or a waiver is asked for. */
export async function insertAbsence(tx: Transaction, absence: { readonly id: string; readonly itemId: string; readonly kind: AbsenceKind; readonly ground: string; readonly by: string }): Promise<void> {
  await tx.change('INSERT INTO handover_absence (id, item_id, kind, ground, asked_by) VALUES ($1, $2, $3, $4, $5)', [absence.id, absence.itemId, absence.kind, absence.ground, absence.by]);
}

/** The head's word about an absence. */
export async function insertAbsenceDecision(tx: Transaction, decision: { readonly absenceId: string; readonly approved: boolean; readonly note: string | undefined; readonly by: string }): Promise<void> {
  await tx.change('INSERT INTO handover_absence_decision (absence_id, approved, note, decided_by) VALUES ($1, $2, $3, $4)', [decision.absenceId, decision.approved, decision.note ?? null, decision.by]);
}

/** The run begins; its days and its end are the database's. @returns its last day */
export async function insertRun(tx: Transaction, run: { readonly id: string; readonly closingId: string; readonly by: string }): Promise<CalendarDay> {
  const [written] = await tx.query<{ endsOn: CalendarDay }>(
    'INSERT INTO independent_run (id, closing_id, contract_id, began_by) SELECT $1, k.id, k.contract_id, $3 FROM closing k WHERE k.id = $2 RETURNING ends_on AS "endsOn"',
    [run.id, run.closingId, run.by],
  );
  if (written === undefined) throw new Error('the run was not written');
  return written.endsOn;
}

/** How the run ended. */
export async function insertRunEnd(tx: Transaction, end: { readonly runId: string; readonly outcome: RunOutcome; readonly note: string; readonly files: readonly string[]; readonly by: string }): Promise<void> {
  await tx.change('INSERT INTO independent_run_end (run_id, outcome, note, files, finished_by) VALUES ($1, $2, $3, $4, $5)', [end.runId, end.outcome, end.note, end.files, end.by]);
}

/** What was destroyed at the vendor. */
export async function insertDestruction(
  tx: Transaction,
  destroyed: {
    readonly id: string; readonly closingId: string; readonly scope: string; readonly method: string; readonly doneAt: Date; readonly minutesNumber: string; readonly subcontractors: string;
    readonly sha256: string; readonly by: string;
  },
): Promise<void> {
  await tx.change('INSERT INTO destruction (id, closing_id, scope, method, done_at, minutes_number, subcontractors, file_sha256, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    destroyed.id, destroyed.closingId, destroyed.scope, destroyed.method, destroyed.doneAt, destroyed.minutesNumber, destroyed.subcontractors, destroyed.sha256, destroyed.by,
  ]);
}

/** What the vendor keeps. */
export async function insertRetainedCopy(
  tx: Transaction,
  kept: { readonly id: string; readonly closingId: string; readonly what: string; readonly ground: string; readonly until: CalendarDay; readonly sha256: string; readonly by: string },
): Promise<void> {
  await tx.change('INSERT INTO retained_copy (id, closing_id, what, ground, until, file_sha256, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7)', [kept.id, kept.closingId, kept.what, kept.ground, kept.until, kept.sha256, kept.by]);
}

/** The act of closing; the database looks once more at everything that could stand in the way. */
export async function insertClose(tx: Transaction, close: { readonly closingId: string; readonly by: string }): Promise<void> {
  await tx.change('INSERT INTO contract_close (closing_id, closed_by) VALUES ($1, $2)', [close.closingId, close.by]);
}
