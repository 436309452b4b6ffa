import type { CalendarDay } from '../../kernel/calendar-day.js';
import { NotFound } from '../../kernel/errors.js';
import type { Ability } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import { containsWords, ROWS_PER_PAGE, type RegisterView } from '../../platform/database/register-query.js';
import type { RegisterSource } from '../../platform/database/register-stream.js';
import type { Difference, Finding, PublishedStatus } from '../domain/reconciliation.js';
import { differencesExpression, findingColumns, findingExpression, findingSources, SIGNED_WITHIN_DAYS, visibleContract, visibleList, visiblePackage } from './finding-sql.js';

/** A list as its pages show it. */
export interface ListHead {
  readonly id: string;
  readonly source: string;
  readonly from_on: CalendarDay;
  readonly to_on: CalendarDay;
  readonly file_name: string;
  readonly file_sha256: string;
  readonly sheet_name: string;
  readonly agency_id: string;
  readonly agency_name: string;
  readonly packages: number;
  readonly unread: readonly { readonly row: number; readonly text: string }[];
  readonly published_by: string;
  readonly publisher: string;
  /** ISO 8601 */
  readonly published_at: string;
}

/** A package of a list with what the register has for it. */
export interface FindingRow {
  readonly id: string;
  readonly list_id: string;
  readonly code: string;
  readonly name: string;
  readonly inviting_body: string;
  readonly agency_id: string | null;
  readonly agency_name: string | null;
  readonly published_on: CalendarDay | null;
  readonly status: PublishedStatus | null;
  readonly value: bigint | null;
  readonly conclusion: 'matched' | 'excused' | 'withdrawn' | null;
  readonly reason: string | null;
  readonly contract_id: string | null;
  readonly contract_number: string | null;
  readonly contract_name: string | null;
  readonly contract_code: string | null;
  readonly contract_agency_id: string | null;
  readonly contract_origin_agency_id: string | null;
  readonly contract_agency_name: string | null;
  readonly contract_value: bigint | null;
  readonly finding: Finding;
  readonly differences: readonly Difference[];
}

/** A contract that names no package of the list. */
export interface UncoveredRow {
  readonly id: string;
  readonly number: string | null;
  readonly name: string;
  readonly package_code: string | null;
  readonly phase: string;
  readonly agency_name: string;
  readonly signed_on: CalendarDay | null;
}

/** One page of a list: its head, what came out of it in numbers, and the rows of the view. */
export interface ListPage<Row> {
  readonly list: ListHead;
  /** Packages this reader may see, by finding. */
  readonly counts: Readonly<Partial<Record<Finding, number>>>;
  /** Contracts that name no package of the list; one more than 1,000 means "more than". */
  readonly uncovered: number;
  readonly rows: readonly Row[];
  readonly total: number;
}

interface Draft {
  readonly parameters: unknown[];
  readonly bind: (value: unknown) => string;
}

function draft(): Draft {
  const parameters: unknown[] = [];
  return { parameters, bind: (value) => `$${parameters.push(value)}` };
}

const UNCOVERED_LIMIT = 1_001;

const listCte = (ability: Ability, listId: string, { parameters, bind }: Draft): string => `
  list AS (SELECT l.id, l.source, l.from_on, l.to_on, l.file_name, l.file_sha256, l.sheet_name, l.agency_id, a.name AS agency_name, l.packages, l.unread, l.published_by,
                  u.full_name AS publisher, l.published_at
             FROM published_list l JOIN agency a ON a.id = l.agency_id JOIN user_account u ON u.id = l.published_by
            WHERE l.id = ${bind(listId)} AND ${visibleList(ability, parameters)})`;

const foundCte = (ability: Ability, made: Draft): string => `
  found AS MATERIALIZED (
    SELECT ${findingColumns}, ${differencesExpression} AS differences, ${findingExpression} AS finding
      FROM list JOIN published_package p ON p.list_id = list.id ${findingSources(ability, made.parameters)}
     WHERE ${visiblePackage(ability, made.parameters)})`;

const uncoveredCte = (ability: Ability, { parameters }: Draft): string => `
  uncovered AS (
    SELECT c.id, c.seq, c.number, c.name, c.package_code, c.phase, h.name AS agency_name, c.signed_on, c.folded
      FROM list JOIN published_contract c ON c.phase <> 'cancelled' AND (c.signed_on IS NULL OR c.signed_on BETWEEN list.from_on AND list.to_on + ${SIGNED_WITHIN_DAYS})
      JOIN agency h ON h.id = c.agency_id
     WHERE ${visibleContract(ability, 'examine', parameters)}
       AND NOT EXISTS (SELECT 1 FROM published_package q WHERE q.list_id = list.id AND q.root = package_root(c.package_code))
       AND NOT EXISTS (SELECT 1 FROM package_conclusion m WHERE m.contract_id = c.id AND NOT EXISTS (SELECT 1 FROM package_conclusion later WHERE later.follows = m.id)))`;

const foundSorts: Readonly<Record<string, string>> = {
  'ket-qua': `array_position(ARRAY['missing', 'differs', 'unplaced', 'excused', 'not-due', 'matched'], finding)`,
  ma: 'code',
  ten: 'name COLLATE vietnamese',
  'ngay-dang': 'published_on',
};
const uncoveredSorts: Readonly<Record<string, string>> = { newest: 'seq', ten: 'name COLLATE vietnamese', 'ngay-ky': 'signed_on' };

type Filters = Readonly<Record<string, (value: string, bind: Draft['bind']) => string | undefined>>;
const foundFilters: Filters = {
  q: (value, bind) => containsWords('folded', value, bind),
  'ket-qua': (value, bind) => `finding = ${bind(value)}`,
  'khac-biet': (value, bind) => `${bind(value)} = ANY (differences)`,
  'co-quan': (value, bind) => containsWords('fold_text(agency_name)', value, bind),
};
const uncoveredFilters: Filters = {
  q: (value, bind) => containsWords('folded', value, bind),
  'ma-goi-thau': (value) => (value === 'co' ? 'package_code IS NOT NULL' : 'package_code IS NULL'),
  'co-quan': (value, bind) => containsWords('fold_text(agency_name)', value, bind),
};

function condition(view: RegisterView, filters: Filters, bind: Draft['bind']): string {
  const set = Object.entries(view.filters).flatMap(([name, value]) => filters[name]?.(value, bind) ?? []);
  return set.length === 0 ? 'TRUE' : set.join(' AND ');
}

function order(view: RegisterView, sorts: Readonly<Record<string, string>>, fallback: string): string {
  return `${sorts[view.sort.key] ?? fallback} ${view.sort.descending ? 'DESC' : 'ASC'} NULLS LAST, id`;
}

interface Part {
  readonly from: 'found' | 'uncovered';
  readonly filters: Filters;
  readonly sorts: Readonly<Record<string, string>>;
  readonly fallback: string;
}
const foundPart: Part = { from: 'found', filters: foundFilters, sorts: foundSorts, fallback: 'code' };
const uncoveredPart: Part = { from: 'uncovered', filters: uncoveredFilters, sorts: uncoveredSorts, fallback: 'seq' };

/** One page of the packages of a list, in one statement; undefined when the reader may not know the list. */
export function selectFindings(reader: Reader, ability: Ability, listId: string, view: RegisterView): Promise<ListPage<FindingRow> | undefined> {
  return selectPage<FindingRow>(reader, ability, listId, view, foundPart);
}

/** One page of the contracts that name no package of a list, in one statement. */
export function selectUncovered(reader: Reader, ability: Ability, listId: string, view: RegisterView): Promise<ListPage<UncoveredRow> | undefined> {
  return selectPage<UncoveredRow>(reader, ability, listId, view, uncoveredPart);
}

async function selectPage<Row extends object>(reader: Reader, ability: Ability, listId: string, view: RegisterView, part: Part): Promise<ListPage<Row> | undefined> {
  const made = draft();
  const ctes = [listCte(ability, listId, made), foundCte(ability, made), uncoveredCte(ability, made)].join(',');
  const chosen = `SELECT * FROM ${part.from} WHERE ${condition(view, part.filters, made.bind)}`;
  const sorted = order(view, part.sorts, part.fallback);
  const offset = made.bind((Math.max(view.page, 1) - 1) * ROWS_PER_PAGE);
  const text = `
    WITH ${ctes}, chosen AS (${chosen})
    SELECT head.list, (SELECT coalesce(jsonb_object_agg(finding, number), '{}') FROM (SELECT finding, count(*)::int AS number FROM found GROUP BY finding) by_finding) AS counts,
           (SELECT count(*)::int FROM (SELECT 1 FROM uncovered LIMIT ${UNCOVERED_LIMIT}) counted) AS uncovered_count, (SELECT count(*)::int FROM chosen) AS register_total, page.*
      FROM (SELECT to_jsonb(list) AS list FROM list) head
      LEFT JOIN (SELECT chosen.*, row_number() OVER (ORDER BY ${sorted}) AS register_position FROM chosen ORDER BY ${sorted} LIMIT ${ROWS_PER_PAGE} OFFSET ${offset}) page ON TRUE
     ORDER BY page.register_position`;
  type Placed = Row & { list: ListHead; counts: ListPage<Row>['counts']; uncovered_count: number; register_total: number; register_position: bigint | null };
  const rows = await reader.rowsPlannedAnew<Placed>(text, made.parameters);
  const first = rows[0];
  if (first === undefined) return undefined;
  return { list: first.list, counts: first.counts, uncovered: first.uncovered_count, total: first.register_total, rows: rows.filter((row) => row.register_position !== null) };
}

/** All packages of the view, for taking it out. @throws NotFound when the reader may not know the list */
export function streamFindings(reader: Reader, ability: Ability, listId: string, view: RegisterView): RegisterSource<FindingRow> {
  return streamPart<FindingRow>(reader, ability, listId, view, foundPart, foundCte);
}

/** All uncovered contracts of the view, for taking it out. @throws NotFound when the reader may not know the list */
export function streamUncovered(reader: Reader, ability: Ability, listId: string, view: RegisterView): RegisterSource<UncoveredRow> {
  return streamPart<UncoveredRow>(reader, ability, listId, view, uncoveredPart, uncoveredCte);
}

function streamPart<Row extends object>(reader: Reader, ability: Ability, listId: string, view: RegisterView, part: Part, cte: (ability: Ability, made: Draft) => string): RegisterSource<Row> {
  const made = draft();
  const ctes = `WITH ${listCte(ability, listId, made)}, ${cte(ability, made)}, chosen AS (SELECT * FROM ${part.from} WHERE ${condition(view, part.filters, made.bind)})`;
  return {
    open: (signal, story) =>
      reader.snapshot(signal, async (snapshot) => {
        const counted = await snapshot.row<{ total: number }>(`${ctes} SELECT (SELECT count(*)::int FROM chosen) AS total FROM list`, made.parameters);
        if (counted === undefined) throw new NotFound('published list');
        const rows = snapshot.batches<Row>(`${ctes} SELECT * FROM chosen ORDER BY ${order(view, part.sorts, part.fallback)}`, made.parameters);
        return story({ total: counted.total, batches: rows });
      }),
  };
}

/** What people said of a package, the newest first. */
export interface ConclusionRow {
  readonly id: string;
  readonly outcome: 'matched' | 'excused' | 'withdrawn';
  readonly reason: string | null;
  readonly note: string;
  readonly contract: string | null;
  readonly by: string;
  /** ISO 8601 */
  readonly at: string;
}

export interface PackageDetail extends FindingRow {
  readonly unplaced_for: string | null;
  readonly method: string | null;
  readonly source: string;
  readonly conclusions: readonly ConclusionRow[];
}

/** A package with both sides and its conclusions, in one statement. */
export function selectPackage(reader: Reader, ability: Ability, id: string): Promise<PackageDetail | undefined> {
  const { parameters, bind } = draft();
  return reader.row<PackageDetail>(
    `SELECT ${findingColumns}, ${differencesExpression} AS differences, ${findingExpression} AS finding, p.unplaced_for, p.method, l.source,
            coalesce((SELECT json_agg(json_build_object('id', n.id, 'outcome', n.outcome, 'reason', n.reason, 'note', n.note, 'by', u.full_name, 'at', n.concluded_at,
                                                        'contract', m.name) ORDER BY n.seq DESC)
                        FROM package_conclusion n JOIN user_account u ON u.id = n.concluded_by LEFT JOIN contract m ON m.id = n.contract_id
                       WHERE n.root = p.root AND n.agency_id = p.agency_id), '[]'::json) AS conclusions
       FROM published_package p JOIN published_list l ON l.id = p.list_id ${findingSources(ability, parameters)}
      WHERE p.id = ${bind(id)} AND ${visiblePackage(ability, parameters)}`,
    parameters,
  );
}

export interface ContractCandidate {
  readonly id: string;
  readonly number: string | null;
  readonly name: string;
  readonly package_code: string | null;
}

/** The contracts of an agency that a package of it may be about, the likeliest by name first. */
export function selectCandidates(reader: Reader, ability: Ability, agencyId: string, name: string): Promise<ContractCandidate[]> {
  const { parameters, bind } = draft();
  const agency = bind(agencyId);
  return reader.rows<ContractCandidate>(
    `SELECT c.id, c.number, c.name, c.package_code FROM published_contract c
      WHERE ${agency} IN (c.agency_id, c.origin_agency_id) AND c.phase <> 'cancelled' AND ${visibleContract(ability, 'read', parameters)}
      ORDER BY similarity(c.folded, fold_text(${bind(name)})) DESC, c.seq DESC LIMIT 50`,
    parameters,
  );
}
