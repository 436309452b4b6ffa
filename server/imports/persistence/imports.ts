import { NotFound } from '../../kernel/errors.js';
import { abilityToSql, type SqlFields } from '../../platform/authorization/ability-to-sql.js';
import type { Ability } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import { readRegister, type RegisterResult, type RegisterSql, type RegisterView } from '../../platform/database/register-query.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { ImportStatus } from '../domain/import.lifecycle.js';
import type { ListKind, OnExisting, RowCounts } from '../domain/list-kinds.js';

/** A sheet of the file, as it was uploaded. */
export interface SheetOfFile {
  readonly index: number;
  readonly name: string;
  readonly hidden: boolean;
}

/** Where the table begins, as it was found or set by hand. */
export interface HeaderPlace {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly texts: readonly string[];
  /** bigint as text. */
  readonly moneyUnit: string | null;
  readonly certainty: 'known' | 'likely' | 'by-hand' | 'not-found';
}

/** Which column of the file means what. */
export interface SetColumn {
  /** From 0, column A. */
  readonly index: number;
  readonly key: string;
  readonly header: string;
  /** How it came to mean that: a ground of match-columns.ts, or 'by-hand'. */
  readonly ground: string;
  readonly moneyUnit: string | null;
}

/** Why an import stands where it stands. */
export interface Trouble {
  readonly reason: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** An import as it is stored. */
export interface ImportRow {
  readonly id: string;
  readonly kind: ListKind;
  readonly agencyId: string;
  readonly status: ImportStatus;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly fileSize: bigint;
  readonly sheets: readonly SheetOfFile[];
  readonly sheetIndex: number | null;
  readonly header: HeaderPlace | null;
  readonly columns: readonly SetColumn[] | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly onExisting: OnExisting;
  readonly counts: RowCounts | null;
  /** SHA-256 over what the review showed. */
  readonly fingerprint: string | null;
  readonly trouble: Trouble | null;
  readonly resultSha256: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly runBy: string | null;
  readonly runAt: Date | null;
  readonly undoneBy: string | null;
  readonly undoneAt: Date | null;
  readonly undoGround: string | null;
  readonly version: number;
}

const columns = `i.id, i.kind, i.agency_id AS "agencyId", i.status, i.file_name AS "fileName", i.file_sha256 AS "fileSha256", i.file_size AS "fileSize", i.sheets,
  i.sheet_index AS "sheetIndex", i.header, i.columns, i.settings, i.on_existing AS "onExisting", i.counts, i.fingerprint, i.trouble, i.result_sha256 AS "resultSha256",
  i.created_by AS "createdBy", i.created_at AS "createdAt", i.run_by AS "runBy", i.run_at AS "runAt", i.undone_by AS "undoneBy", i.undone_at AS "undoneAt",
  i.undo_ground AS "undoGround", i.version`;

const importFields: SqlFields = { agencyId: { column: 'i.agency_id', type: 'uuid' } };

/** Loads an import and locks it until the transaction ends; how far the work is can still be told beside it. @throws NotFound */
export async function lockImport(tx: Transaction, id: string): Promise<ImportRow> {
  const [found] = await tx.query<ImportRow>(`SELECT ${columns} FROM import_list i WHERE i.id = $1 FOR NO KEY UPDATE`, [id]);
  if (found === undefined) throw new NotFound('import');
  return found;
}

/** An import as the work on it finds it; undefined when it is gone. */
export async function selectImport(reader: Reader, id: string): Promise<ImportRow | undefined> {
  return reader.row<ImportRow>(`SELECT ${columns} FROM import_list i WHERE i.id = $1`, [id]);
}

export type NewImport = Pick<ImportRow, 'id' | 'kind' | 'agencyId' | 'status' | 'fileName' | 'fileSha256' | 'fileSize' | 'sheets' | 'sheetIndex' | 'createdBy'>;

export async function insertImport(tx: Transaction, list: NewImport): Promise<void> {
  await tx.change(
    `INSERT INTO import_list (id, kind, agency_id, status, file_name, file_sha256, file_size, sheets, sheet_index, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [list.id, list.kind, list.agencyId, list.status, list.fileName, list.fileSha256, list.fileSize, JSON.stringify(list.sheets), list.sheetIndex, list.createdBy],
  );
}

const stored = {
  status: { column: 'status', json: false },
  sheetIndex: { column: 'sheet_index', json: false },
  header: { column: 'header', json: true },
  columns: { column: 'columns', json: true },
  settings: { column: 'settings', json: true },
  onExisting: { column: 'on_existing', json: false },
  counts: { column: 'counts', json: true },
  fingerprint: { column: 'fingerprint', json: false },
  trouble: { column: 'trouble', json: true },
  resultSha256: { column: 'result_sha256', json: false },
  runBy: { column: 'run_by', json: false },
  runAt: { column: 'run_at', json: false },
  undoneBy: { column: 'undone_by', json: false },
  undoneAt: { column: 'undone_at', json: false },
  undoGround: { column: 'undo_ground', json: false },
} as const;

export type ImportChanges = Partial<Pick<ImportRow, keyof typeof stored>>;

/** Saves what changed of an import; the caller holds it locked. */
export async function saveImport(tx: Transaction, id: string, changes: ImportChanges): Promise<void> {
  const parameters: unknown[] = [id];
  const sets = Object.entries(stored).flatMap(([name, { column, json }]) => {
    if (!(name in changes)) return [];
    const value: unknown = Reflect.get(changes, name);
    return [`${column} = $${parameters.push(json && value !== null ? JSON.stringify(value) : value)}`];
  });
  await tx.change(`UPDATE import_list SET ${[...sets, 'touched_at = app_now()', 'version = version + 1'].join(', ')} WHERE id = $1`, parameters);
}

/** An import with the names its page shows. */
export interface ImportDetail extends ImportRow {
  readonly agencyName: string;
  readonly createdByName: string;
  readonly runByName: string | null;
  readonly undoneByName: string | null;
  readonly progress: { readonly stage: string; readonly done: number; readonly total: number } | null;
  readonly openQuestions: number;
  readonly questions: number;
}

/** One import that the holder may read, with how far the work on it is; one statement. */
export async function selectImportDetail(reader: Reader, ability: Ability, id: string): Promise<ImportDetail | undefined> {
  const parameters: unknown[] = [id];
  const visible = abilityToSql(ability, 'read', 'Import', importFields, parameters);
  return reader.row<ImportDetail>(
    `SELECT ${columns}, a.name AS "agencyName", c.full_name AS "createdByName", r.full_name AS "runByName", u.full_name AS "undoneByName",
            (SELECT json_build_object('stage', p.stage, 'done', p.done, 'total', p.total) FROM import_progress p WHERE p.import_id = i.id) AS progress,
            (SELECT count(*)::int FROM import_question q WHERE q.import_id = i.id AND q.answer IS NULL) AS "openQuestions",
            (SELECT count(*)::int FROM import_question q WHERE q.import_id = i.id) AS questions
       FROM import_list i JOIN agency a ON a.id = i.agency_id JOIN person_name c ON c.id = i.created_by
       LEFT JOIN person_name r ON r.id = i.run_by LEFT JOIN person_name u ON u.id = i.undone_by
      WHERE i.id = $1 AND ${visible}`,
    parameters,
  );
}

export interface ImportRegisterRow {
  readonly id: string;
  readonly kind: ListKind;
  readonly status: ImportStatus;
  readonly file_name: string;
  readonly created_at: Date;
  readonly created_by_name: string;
  readonly agency_name: string;
  readonly counts: RowCounts | null;
}

const register: RegisterSql = {
  select: 'i.id, i.kind, i.status, i.file_name, i.created_at, p.full_name AS created_by_name, a.name AS agency_name, i.counts',
  from: 'import_list i JOIN agency a ON a.id = i.agency_id JOIN person_name p ON p.id = i.created_by',
  countFrom: 'import_list i',
  visible: { action: 'read', subject: 'Import', fields: importFields },
  filters: { loai: (value, bind) => `i.kind = ${bind(value)}`, 'trang-thai': (value, bind) => `i.status = ${bind(value)}` },
  sorts: { newest: 'i.seq' },
  tieBreak: 'i.seq',
};

/** One page of the imports that the holder may read. */
export function selectImports(reader: Reader, ability: Ability, view: RegisterView): Promise<RegisterResult<ImportRegisterRow>> {
  return readRegister<ImportRegisterRow>(reader, register, ability, view);
}

/** Says how far the work is, on a connection beside the one that does it. */
export async function tellProgress(reader: Reader, importId: string, stage: string, done: number, total: number): Promise<void> {
  await reader.rows(
    `INSERT INTO import_progress (import_id, stage, done, total) VALUES ($1, $2, $3, $4)
     ON CONFLICT (import_id) DO UPDATE SET stage = EXCLUDED.stage, done = EXCLUDED.done, total = EXCLUDED.total, told_at = app_now()`,
    [importId, stage, done, total],
  );
}

/** What an agency matched by hand before: header to column, null for one that is left out. */
export async function rememberedColumns(tx: Transaction, agencyId: string, kind: ListKind): Promise<Map<string, string | null>> {
  const rows = await tx.query<{ header: string; column_key: string | null }>('SELECT header, column_key FROM import_column_choice WHERE agency_id = $1 AND kind = $2', [agencyId, kind]);
  return new Map(rows.map(({ header, column_key: key }) => [header, key]));
}

export async function rememberColumns(tx: Transaction, agencyId: string, kind: ListKind, chosen: readonly { readonly header: string; readonly key: string | null }[]): Promise<void> {
  await tx.change(
    `INSERT INTO import_column_choice (agency_id, kind, header, column_key) SELECT DISTINCT ON (header) $1::uuid, $2, header, key FROM unnest($3::text[], $4::text[]) AS c (header, key)
     ON CONFLICT (agency_id, kind, header) DO UPDATE SET column_key = EXCLUDED.column_key`,
    [agencyId, kind, chosen.map(({ header }) => header), chosen.map(({ key }) => key)],
  );
}

/** Imports nobody went on with for some days, and finished ones whose staged rows are still there. */
export async function selectIdleImports(tx: Transaction, days: number): Promise<{ id: string; agencyId: string; status: ImportStatus }[]> {
  return tx.query(
    `SELECT i.id, i.agency_id AS "agencyId", i.status FROM import_list i
      WHERE i.touched_at < app_now() - make_interval(days => $1) AND EXISTS (SELECT 1 FROM import_row r WHERE r.import_id = i.id)
        AND i.status NOT IN ('reading', 'checking', 'running', 'undoing') ORDER BY i.touched_at LIMIT 20 FOR UPDATE OF i SKIP LOCKED`,
    [days],
  );
}
