import { today } from '../../kernel/calendar-day.js';
import type { Cell } from '../../kernel/cell.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { ColumnEvidence, KnownColumn } from '../domain/columns.js';
import { dayOrderOf } from '../domain/day-order.js';
import type { ColumnMatch } from '../domain/match-columns.js';
import { partyMatcher, type Party, type PartyKind } from '../domain/match-party.js';
import { PACKAGE_COLUMNS, understandPackageRow, type PackageColumn } from '../domain/procurement-packages.js';
import { roleOfRow } from '../domain/table-rows.js';
import { understandCell } from '../domain/understand-cell.js';
import { agenciesOfStaff, agencyParties, rootAgency, systemParties, vendorParties } from '../persistence/directory.js';
import type { ImportRow } from '../persistence/imports.js';
import { stagedRows } from '../persistence/staged-rows.js';
import { knownColumns, type ImportRoomNeeds } from './import-room.js';
import type { KnownParties, ListContext } from './list-work.js';
import { RowJudgement, rememberingMatcher, type PlacedColumn, type Questions } from './row-judgement.js';
import type { SheetRow } from '../../kernel/cell.js';

/** What a first look over the whole list tells, before any row is judged. */
export interface Survey {
  readonly columns: readonly PlacedColumn[];
  /** The last row of the table; what stands below it are signatures and notes. */
  readonly lastRow: number;
  readonly entries: number;
  readonly revisions: ReadonlyMap<string, { readonly row: number; readonly revision: number }>;
}

/** Cells of a day column that are looked at to see how its days are written. */
const DAYS_LOOKED_AT = 5_000;

/** Looks over the staged rows once: where the table ends, how days are written, which revision of a package counts. */
export async function surveyList(tx: Transaction, needs: Pick<ImportRoomNeeds, 'vocabulary'>, list: ImportRow): Promise<Survey> {
  const placed = placedColumns(knownColumns(needs, list.kind), list);
  const days = new Map<string, Cell[]>(placed.filter(({ known }) => known.content.kind === 'day').map(({ known }) => [known.key, []]));
  const revisions = new Map<string, { row: number; revision: number }>();
  const code = list.kind === 'packages' ? placed.find(({ known }) => known.key === 'code') : undefined;
  let entries = 0;
  let lastRow = Number.MAX_SAFE_INTEGER;
  for await (const rows of stagedRows(tx, list.id, list.header?.lastRow ?? 0)) {
    for (const row of rows) {
      const role = roleOfRow(row, list.header?.texts ?? []);
      if (role === 'closing') {
        lastRow = row.number - 1;
        break;
      }
      if (role !== 'entry') continue;
      entries += 1;
      for (const { index, known } of placed) {
        const cell = row.cells[index];
        const looked = days.get(known.key);
        if (cell !== undefined && looked !== undefined && looked.length < DAYS_LOOKED_AT) looked.push(cell);
      }
      if (code !== undefined) noteRevision(revisions, row, code);
    }
    if (lastRow !== Number.MAX_SAFE_INTEGER) break;
  }
  const columns = placed.map((column): PlacedColumn => {
    const looked = days.get(column.known.key);
    return looked === undefined ? column : { ...column, evidence: { ...column.evidence, dayOrder: dayOrderOf(looked) } };
  });
  return { columns, lastRow, entries, revisions };
}

/** The highest revision of a package counts; of the same revision twice the later row. */
function noteRevision(revisions: Map<string, { row: number; revision: number }>, row: SheetRow, code: PlacedColumn): void {
  const understanding = understandCell(code.known.content, row.cells[code.index] ?? { kind: 'empty' }, code.evidence);
  if (understanding.kind !== 'understood' || understanding.value.kind !== 'package-code') return;
  const { number, revision } = understanding.value;
  const standing = revisions.get(number);
  if (standing === undefined || revision >= standing.revision) revisions.set(number, { row: row.number, revision });
}

/** The columns of the file that mean something, with what header and table say of them. */
function placedColumns(known: readonly KnownColumn[], list: ImportRow): PlacedColumn[] {
  return (list.columns ?? []).flatMap(({ index, key, header, moneyUnit }) => {
    const column = known.find((candidate) => candidate.key === key);
    if (column === undefined) return [];
    const unit = moneyUnit ?? list.header?.moneyUnit ?? null;
    const evidence: ColumnEvidence = { header, ...(unit === null ? {} : { moneyUnit: BigInt(unit) }) };
    return [{ index, known: column, evidence }];
  });
}

/** The rows of the table that are entries, as judgements of what their cells say, batch by batch. */
export async function* judgedRows(tx: Transaction, list: ImportRow, survey: Survey, questions: Questions): AsyncGenerator<RowJudgement[]> {
  const packages = list.kind === 'packages' ? packageMatch(survey.columns) : undefined;
  for await (const rows of stagedRows(tx, list.id, list.header?.lastRow ?? 0)) {
    const entries = rows.filter((row) => row.number <= survey.lastRow && roleOfRow(row, list.header?.texts ?? []) === 'entry');
    yield entries.map((row) =>
      packages === undefined ? new RowJudgement(row, survey.columns, questions) : new RowJudgement(row, survey.columns, questions, understandPackageRow(row, packages).cells));
    if ((rows.at(-1)?.number ?? 0) > survey.lastRow) return;
  }
}

function packageMatch(columns: readonly PlacedColumn[]): ColumnMatch<PackageColumn> {
  const matched = PACKAGE_COLUMNS.flatMap(({ key }) => {
    const placed = columns.find(({ known }) => known.key === key);
    return placed === undefined ? [] : [{ index: placed.index, header: placed.evidence.header ?? '', key, ground: 'title' as const }];
  });
  return { matched, unmatched: [], missing: PACKAGE_COLUMNS.filter(({ key }) => matched.every((column) => column.key !== key)) };
}

/** Everything that judging the rows of one list looks at; whom names may mean is read when the first name is met. */
export function createListContext(tx: Transaction, needs: ImportRoomNeeds, list: ImportRow, principal: Principal, survey: Survey): ListContext {
  const seen = new Map<string, number>();
  const agencies = once(async () => knownParties('agency', await agencyParties(tx)));
  const vendors = once(async () => knownParties('vendor', await vendorParties(tx)));
  const readable = once(async () => knownParties('system', await systemParties(tx, principal.ability, 'read')));
  const managed = once(async () => knownParties('system', await systemParties(tx, principal.ability, 'manage-data')));
  const responsible = list.settings['responsible'] ?? principal.userId;
  return {
    tx,
    list,
    principal,
    day: today(needs.clock),
    reviewDays: needs.reviewDays(),
    systemWords: needs.systemWords,
    agencies,
    vendors,
    systems: (action) => (action === 'read' ? readable() : managed()),
    staffed: once(() => agenciesOfStaff(tx, responsible)),
    rootAgency: once(() => rootAgency(tx)),
    seenBefore(key, row) {
      const first = seen.get(key);
      if (first === undefined) seen.set(key, row);
      return first;
    },
    revisionThatCounts: (number) => survey.revisions.get(number),
  };
}

function knownParties(kind: PartyKind, parties: readonly Party[]): KnownParties {
  return {
    matcher: rememberingMatcher(partyMatcher(kind, parties)),
    byId: new Map(parties.map((party) => [party.id, party])),
    byCode: new Map(parties.flatMap((party) => (party.codes ?? []).map((code) => [code, party] as const))),
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
}
