import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Ability } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import { containsWords, readRegister, type RegisterResult, type RegisterSql, type RegisterView } from '../../platform/database/register-query.js';
import { streamRegister, type RegisterSource } from '../../platform/database/register-stream.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { PublishedStatus } from '../domain/reconciliation.js';

export interface PublishedListRow {
  readonly id: string;
  readonly source: string;
  readonly file_name: string;
  readonly agency_name: string;
  readonly from_on: CalendarDay;
  readonly to_on: CalendarDay;
  readonly packages: number;
  readonly publisher: string;
  readonly published_on: CalendarDay;
}

const register: RegisterSql = {
  select: `l.id, l.source, l.file_name, a.name AS agency_name, l.from_on, l.to_on, l.packages, u.full_name AS publisher, (l.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS published_on`,
  from: 'published_list l JOIN agency a ON a.id = l.agency_id JOIN user_account u ON u.id = l.published_by',
  visible: {
    action: 'read',
    subject: 'PublishedList',
    fields: { agencyId: { column: 'l.agency_id', type: 'uuid' }, beneficiaryIds: { array: 'l.beneficiary_ids', type: 'uuid' } },
  },
  filters: { q: (value, bind) => containsWords(`fold_text(l.source || ' ' || l.file_name || ' ' || a.name)`, value, bind) },
  sorts: { newest: 'l.seq', 'tu-ngay': 'l.from_on' },
  tieBreak: 'l.seq',
};

export function selectLists(reader: Reader, ability: Ability, view: RegisterView): Promise<RegisterResult<PublishedListRow>> {
  return readRegister<PublishedListRow>(reader, register, ability, view);
}

/** All rows of the view, for taking it out. */
export function streamLists(reader: Reader, ability: Ability, view: RegisterView): RegisterSource<PublishedListRow> {
  return streamRegister<PublishedListRow>(reader, register, ability, view);
}

/** An agency by all its names; one that has ended stands for whoever took over. */
export interface KnownAgency {
  readonly id: string;
  readonly name: string;
  readonly codes: readonly string[];
  readonly short_names: readonly string[];
  readonly former_names: readonly string[];
  readonly successor_id: string | null;
}

export function selectKnownAgencies(reader: Reader): Promise<KnownAgency[]> {
  return reader.rows<KnownAgency>(
    `SELECT a.id, a.name, ARRAY[a.code, a.record_symbol] AS codes, a.aliases AS short_names, a.successor_id,
            ARRAY(SELECT f.name FROM agency_former_name f WHERE f.agency_id = a.id) AS former_names
       FROM agency a`,
  );
}

export interface NewList {
  readonly id: string;
  readonly agencyId: string;
  readonly source: string;
  readonly fromOn: CalendarDay;
  readonly toOn: CalendarDay;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly sheetName: string;
  readonly unread: readonly { readonly row: number; readonly text: string }[];
  readonly publishedBy: string;
}

export interface NewPackage {
  readonly row: number;
  readonly code: string;
  readonly name: string;
  readonly invitingBody: string;
  readonly agencyId: string | null;
  readonly publishedOn: CalendarDay | null;
  readonly method: string | null;
  readonly status: PublishedStatus | null;
  readonly value: bigint | null;
}

const BATCH = 1_000;

/** Keeps a list with its packages. */
export async function insertList(tx: Transaction, list: NewList, packages: readonly NewPackage[]): Promise<void> {
  await tx.query(
    `INSERT INTO published_list (id, agency_id, source, from_on, to_on, file_name, file_sha256, sheet_name, packages, unread, published_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [list.id, list.agencyId, list.source, list.fromOn, list.toOn, list.fileName, list.fileSha256, list.sheetName, packages.length, JSON.stringify(list.unread), list.publishedBy],
  );
  for (let start = 0; start < packages.length; start += BATCH) {
    const batch = packages.slice(start, start + BATCH);
    await tx.query(
      `INSERT INTO published_package (list_id, row_number, code, name, inviting_body, agency_id, unplaced_for, published_on, method, status, value)
       SELECT $1, row_number, code, name, body, agency, CASE WHEN agency IS NULL THEN $2::uuid END, published, method, status, value
         FROM unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::date[], $9::text[], $10::text[], $11::bigint[])
           AS p (row_number, code, name, body, agency, published, method, status, value)`,
      [
        list.id, list.publishedBy, batch.map(({ row }) => row), batch.map(({ code }) => code), batch.map(({ name }) => name), batch.map(({ invitingBody }) => invitingBody),
        batch.map(({ agencyId }) => agencyId), batch.map(({ publishedOn }) => publishedOn), batch.map(({ method }) => method), batch.map(({ status }) => status),
        batch.map(({ value }) => value?.toString() ?? null),
      ],
    );
  }
}

export interface PackageRow {
  readonly id: string;
  readonly root: string;
  readonly code: string;
  readonly list_id: string;
  readonly agency_id: string | null;
  readonly unplaced_for: string | null;
  /** The newest conclusion about it. */
  readonly concluded: string | null;
}

/** A package, locked; with the conclusion that stands. */
export async function lockPackage(tx: Transaction, id: string): Promise<PackageRow | undefined> {
  const rows = await tx.query<PackageRow>(
    `SELECT p.id, p.root, p.code, p.list_id, p.agency_id, p.unplaced_for,
            (SELECT n.id FROM package_conclusion n WHERE n.root = p.root AND n.agency_id = p.agency_id ORDER BY n.seq DESC LIMIT 1) AS concluded
       FROM published_package p WHERE p.id = $1 FOR UPDATE OF p`,
    [id],
  );
  return rows[0];
}

/** @returns whether it was still without an agency */
export async function placePackage(tx: Transaction, id: string, agencyId: string): Promise<boolean> {
  return (await tx.change('UPDATE published_package SET agency_id = $2, unplaced_for = NULL WHERE id = $1 AND agency_id IS NULL', [id, agencyId])) === 1;
}

export interface NewConclusion {
  readonly root: string;
  readonly agencyId: string;
  readonly follows: string | null;
  readonly outcome: 'matched' | 'excused' | 'withdrawn';
  readonly contractId: string | null;
  readonly reason: string | null;
  readonly note: string;
  readonly concludedBy: string;
}

export async function insertConclusion(tx: Transaction, conclusion: NewConclusion): Promise<void> {
  const { root, agencyId, follows, outcome, contractId, reason, note, concludedBy } = conclusion;
  await tx.query(
    'INSERT INTO package_conclusion (root, agency_id, follows, outcome, contract_id, reason, note, concluded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [root, agencyId, follows, outcome, contractId, reason, note, concludedBy],
  );
}

/** A contract as a conclusion looks at it. */
export async function contractForConclusion(tx: Transaction, id: string): Promise<{ readonly agency_id: string; readonly origin_agency_id: string; readonly beneficiary_ids: readonly string[]; readonly phase: string } | undefined> {
  return (await tx.query<{ agency_id: string; origin_agency_id: string; beneficiary_ids: string[]; phase: string }>('SELECT agency_id, origin_agency_id, beneficiary_ids, phase FROM published_contract WHERE id = $1', [id]))[0];
}
