import { randomUUID } from 'node:crypto';
import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';

/** What is wrong with stored bytes: they are gone, or they are not those of their hash any more. */
export type FaultFinding = 'corrupt' | 'missing';
/** Who looked: somebody who opened the file, the background job, the command. */
export type FaultFinder = 'opening' | 'job' | 'command';

/** A going-through of all evidence. */
export interface CheckRow {
  readonly id: string;
  readonly via: 'job' | 'command';
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** The last hash that was looked at, '' before the first. */
  readonly reached: string;
  readonly files: number;
  readonly faults: number;
}

const columns = 'id, via, started_at AS "startedAt", finished_at AS "finishedAt", reached, files, faults';

/** The newest checks, newest first. */
export function selectChecks(reader: Reader, limit: number): Promise<CheckRow[]> {
  return reader.rows<CheckRow>(`SELECT ${columns} FROM evidence_check ORDER BY started_at DESC, id LIMIT $1`, [limit]);
}

/** A check of this kind that was broken off. */
export function selectBrokenOff(reader: Reader, via: CheckRow['via']): Promise<CheckRow | undefined> {
  return reader.row<CheckRow>(`SELECT ${columns} FROM evidence_check WHERE via = $1 AND finished_at IS NULL ORDER BY started_at DESC LIMIT 1`, [via]);
}

/** Whether a check is due: none was finished, or begun, within so many days. */
export async function checkIsDue(reader: Reader, days: number): Promise<boolean> {
  const row = await reader.row<{ due: boolean }>(
    `SELECT NOT EXISTS (SELECT 1 FROM evidence_check WHERE coalesce(finished_at, started_at) > app_now() - make_interval(days => $1)) AS due`,
    [days],
  );
  return row?.due ?? true;
}

/** Begins a going-through at the first file. */
export async function insertCheck(reader: Reader, via: CheckRow['via']): Promise<CheckRow> {
  const row = await reader.row<CheckRow>(`INSERT INTO evidence_check (id, via) VALUES ($1, $2) RETURNING ${columns}`, [randomUUID(), via]);
  if (row === undefined) throw new Error('an insert returned no row');
  return row;
}

/** Notes how far a check has come; `finished` ends it. */
export async function saveCheck(reader: Reader, { id, reached, files, faults }: Pick<CheckRow, 'id' | 'reached' | 'files' | 'faults'>, finished: boolean): Promise<void> {
  await reader.rows('UPDATE evidence_check SET reached = $2, files = $3, faults = $4, finished_at = CASE WHEN $5 THEN app_now() END WHERE id = $1', [id, reached, files, faults, finished]);
}

/** The next hashes that records rest on, in their order. */
export async function selectHashesAfter(reader: Reader, reached: string, limit: number): Promise<string[]> {
  return (await reader.rows<{ sha256: string }>('SELECT sha256 FROM kept_evidence WHERE sha256 > $1 ORDER BY sha256 LIMIT $2', [reached, limit])).map(({ sha256 }) => sha256);
}

/** A fault that has not been cleared. */
export interface FaultRow {
  readonly id: string;
  readonly sha256: string;
  readonly finding: FaultFinding;
  readonly foundBy: FaultFinder;
  readonly foundAt: Date;
  /** How many attachments rest on the file. */
  readonly attachments: number;
  /** The first hundred of them, oldest first; the agency is null of what belongs to the whole city. */
  readonly files: readonly { readonly id: string; readonly name: string; readonly purpose: string; readonly agencyId: string | null; readonly agencyName: string | null; readonly uploadedAt: string }[];
}

const OPEN_SHOWN = 200;

/** The faults that stand, newest first; at most 200. */
export function selectOpenFaults(reader: Reader): Promise<FaultRow[]> {
  return reader.rows<FaultRow>(
    `SELECT f.id, f.sha256, f.finding, f.found_by AS "foundBy", f.found_at AS "foundAt", (SELECT count(*)::int FROM attachment a WHERE a.sha256 = f.sha256) AS attachments,
            coalesce((SELECT json_agg(json_build_object('id', a.id, 'name', a.name, 'purpose', a.purpose, 'agencyId', a.agency_id, 'agencyName', y.name, 'uploadedAt', a.uploaded_at) ORDER BY a.uploaded_at, a.id)
                        FROM (SELECT * FROM attachment b WHERE b.sha256 = f.sha256 ORDER BY b.uploaded_at, b.id LIMIT 100) a LEFT JOIN agency y ON y.id = a.agency_id), '[]') AS files
       FROM evidence_fault f WHERE f.cleared_at IS NULL ORDER BY f.found_at DESC LIMIT ${String(OPEN_SHOWN)}`,
  );
}

/** Whether a fault of this file stands. */
export async function faultStands(reader: Reader, sha256: string): Promise<boolean> {
  return (await reader.row('SELECT 1 AS ok FROM evidence_fault WHERE sha256 = $1 AND cleared_at IS NULL', [sha256])) !== undefined;
}

/** Notes a fault. @returns its identifier, undefined when it stands already */
export async function insertFault(tx: Transaction, fault: { readonly sha256: string; readonly finding: FaultFinding; readonly foundBy: FaultFinder }): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(
    `INSERT INTO evidence_fault (sha256, finding, found_by) VALUES ($1, $2, $3) ON CONFLICT (sha256) WHERE cleared_at IS NULL DO NOTHING RETURNING id`,
    [fault.sha256, fault.finding, fault.foundBy],
  );
  return row?.id;
}

/** Says that a file is whole again. @returns the fault that stood, if one did */
export async function clearFault(tx: Transaction, sha256: string): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>('UPDATE evidence_fault SET cleared_at = app_now() WHERE sha256 = $1 AND cleared_at IS NULL RETURNING id', [sha256]);
  return row?.id;
}

/** A file of a subject; `closingId` where the subject is a part of the end of a contract, whose history tells of it too. */
export interface AttachedTo {
  readonly id: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly agencyId: string | null;
  readonly closingId: string | null;
}

/** What rests on a file; at most 100. */
export function selectAttachedTo(tx: Transaction, sha256: string): Promise<AttachedTo[]> {
  return tx.query<AttachedTo>(
    `SELECT f.id, f.subject_kind AS "subjectKind", f.subject_id AS "subjectId", f.agency_id AS "agencyId",
            CASE f.subject_kind
              WHEN 'handover-delivery' THEN (SELECT i.closing_id FROM handover_delivery d JOIN handover_item i ON i.id = d.item_id WHERE d.id = f.subject_id)
              WHEN 'handover-test' THEN (SELECT i.closing_id FROM handover_test t JOIN handover_delivery d ON d.id = t.delivery_id JOIN handover_item i ON i.id = d.item_id WHERE t.id = f.subject_id)
              WHEN 'closing-account' THEN (SELECT n.closing_id FROM closing_account n WHERE n.id = f.subject_id)
            END AS "closingId"
       FROM attachment f WHERE f.sha256 = $1 ORDER BY f.uploaded_at, f.id LIMIT 100`,
    [sha256],
  );
}
