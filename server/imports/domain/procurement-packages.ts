import type { SheetRow } from '../../kernel/cell.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { CellValue, KnownColumn } from './columns.js';
import type { ColumnMatch } from './match-columns.js';
import type { Understanding } from './understanding.js';

/** The columns of a list of tender packages, as the national bidding network shows them. */
export type PackageColumn = 'code' | 'name' | 'invitingBody' | 'place' | 'publishedOn' | 'method' | 'status';

/** What the cells of one row were understood as. */
export interface PackageRow {
  readonly row: number;
  readonly cells: Readonly<Partial<Record<PackageColumn, Understanding<CellValue>>>>;
}

/** A package in full: every cell understood. Text is as in the list, without labels and leading colons. */
export interface ProcurementPackage {
  /** The number without revision, "IB2300167606": the same for all revisions. */
  readonly number: string;
  /** The revision that counts: 1 for "-01". */
  readonly revision: number;
  readonly name: string;
  readonly invitingBody: string;
  readonly place?: string;
  readonly publishedOn?: CalendarDay;
  readonly method?: string;
  readonly status?: PackageStatus;
  readonly row: number;
  /** The rows of earlier revisions, or of the same one again, which this one stands for. */
  readonly replaces: readonly { readonly row: number; readonly revision: number }[];
}

export type PackageStatus = 'awarded' | 'cancelled' | 'open' | 'evaluating' | 'failed';

/** Known columns of a list of tender packages. */
export const PACKAGE_COLUMNS: readonly KnownColumn<PackageColumn>[] = [];

/** Understands one row of a list of tender packages. The place that repeats the package's name is asked about. */
export function understandPackageRow(row: SheetRow, columns: ColumnMatch<PackageColumn>): PackageRow {
  void columns;
  return { row: row.number, cells: {} };
}

/** The package of a row whose cells are all understood (or empty where that may be); undefined otherwise. */
export function packageOf(row: PackageRow): ProcurementPackage | undefined {
  void row;
  return undefined;
}

/**
 * Groups revisions of the same package: the highest revision stands for it and names the others; of the same revision twice the later row
 * stands. In the order in which the packages first appear.
 */
export function latestRevisions(packages: readonly ProcurementPackage[]): readonly ProcurementPackage[] {
  return packages;
}
