import type { EventFact } from '../../audit-trail/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';

export type SubjectKind = 'contract' | 'vendor' | 'vendor-person' | 'system' | 'data-asset';

/** One thing that an import made, or changed: then with what stood there before. */
export interface Effect {
  readonly row: number;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly title: string;
  readonly before: Readonly<Record<string, EventFact | undefined>> | null;
}

export async function insertEffects(tx: Transaction, importId: string, effects: readonly Effect[]): Promise<void> {
  await tx.change(
    `INSERT INTO import_effect (import_id, row_number, subject_kind, subject_id, act, title, before)
     SELECT $1, n, kind, subject, CASE WHEN before IS NULL THEN 'made' ELSE 'changed' END, title, before
       FROM unnest($2::int[], $3::text[], $4::uuid[], $5::text[], $6::jsonb[]) AS e (n, kind, subject, title, before)`,
    [
      importId,
      effects.map(({ row }) => row),
      effects.map(({ subjectKind }) => subjectKind),
      effects.map(({ subjectId }) => subjectId),
      effects.map(({ title }) => title),
      effects.map(({ before }) => (before === null ? null : JSON.stringify(before, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)))),
    ],
  );
}

/** What an import did, batch by batch, in the order of the rows. */
export async function* effectsOf(tx: Transaction, importId: string): AsyncGenerator<Effect[]> {
  for (let after = { row: -1, id: '00000000-0000-0000-0000-000000000000' }; ; ) {
    const rows = await tx.query<Effect>(
      `SELECT row_number AS row, subject_kind AS "subjectKind", subject_id AS "subjectId", title, before FROM import_effect
        WHERE import_id = $1 AND (row_number, subject_id) > ($2, $3::uuid) ORDER BY row_number, subject_id LIMIT 1000`,
      [importId, after.row, after.id],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    after = { row: last.row, id: last.subjectId };
    yield rows;
  }
}

/** What was done since with something that an import brought. */
export interface BuiltUpon {
  readonly row: number;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly title: string;
  /** The newest of it. */
  readonly eventType: string;
  readonly at: Date;
  /** Whose business that was; null for what is the whole city's. */
  readonly agencyId: string | null;
}

export interface WhatWasBuilt {
  readonly total: number;
  readonly first: readonly BuiltUpon[];
}

const builtUpon = `
  WITH since AS (SELECT DISTINCT ON (subject_kind, subject_id) * FROM import_events_since($1) ORDER BY subject_kind, subject_id, event_id DESC)
  SELECT f.row_number AS row, f.subject_kind AS "subjectKind", f.subject_id AS "subjectId", f.title, e.type AS "eventType", e.occurred_at AS at, e.agency_id AS "agencyId",
         count(*) OVER ()::int AS total
    FROM since s JOIN import_effect f ON f.import_id = $1 AND f.subject_kind = s.subject_kind AND f.subject_id = s.subject_id JOIN audit_event e ON e.id = s.event_id
   ORDER BY f.row_number LIMIT 20`;

/** What stands against taking an import back: the newest event of each thing it brought that something was done with since. */
export async function selectBuiltUpon(from: Pick<Transaction, 'query'> | Reader, importId: string): Promise<WhatWasBuilt> {
  type Counted = BuiltUpon & { total: number };
  const rows = 'rows' in from ? await from.rows<Counted>(builtUpon, [importId]) : await from.query<Counted>(builtUpon, [importId]);
  return { total: rows[0]?.total ?? 0, first: rows };
}

/** How many things an import made and changed. */
export async function selectEffectCounts(reader: Reader, importId: string): Promise<{ made: number; changed: number }> {
  const row = await reader.row<{ made: number; changed: number }>(
    `SELECT (count(*) FILTER (WHERE act = 'made'))::int AS made, (count(*) FILTER (WHERE act = 'changed'))::int AS changed FROM import_effect WHERE import_id = $1`,
    [importId],
  );
  return row ?? { made: 0, changed: 0 };
}

/** Deletes what the import made; the database itself makes sure that nothing else goes. @returns how many */
export async function undoMade(tx: Transaction, importId: string): Promise<number> {
  const [row] = await tx.query<{ removed: number }>('SELECT undo_import($1) AS removed', [importId]);
  return row?.removed ?? 0;
}

/** Lets the walls that wait for the end of the transaction speak now, so that none of their work piles up in memory. */
export async function settleWalls(tx: Transaction): Promise<void> {
  await tx.change('SET CONSTRAINTS ALL IMMEDIATE');
  await tx.change('SET CONSTRAINTS ALL DEFERRED');
}
