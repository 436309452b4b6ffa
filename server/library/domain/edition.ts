import { formatDay, isCalendarDay, type CalendarDay } from '../../kernel/calendar-day.js';
import type { LibraryEntries, LibraryName } from './libraries.js';

/** What one year's calendar covers. `missing` says in Vietnamese what the yearly decisions still have to bring. */
export interface YearCoverage {
  readonly year: number;
  readonly complete: boolean;
  readonly missing: readonly string[];
}

/** One version of a library: never edited once loaded; a change is a new version with its own first day. */
export interface LibraryEdition<Name extends LibraryName> {
  /** `gates@2026-11-21`: what assessments, checklists and records keep of the version they were made with. */
  readonly id: string;
  readonly library: Name;
  readonly version: string;
  readonly validFrom: CalendarDay;
  /** Its last day; null until a later version begins. */
  readonly validTo: CalendarDay | null;
  readonly title: string;
  readonly source: string;
  /** Of working calendars only. */
  readonly coverage: YearCoverage | null;
  readonly sha256: string;
  /** In the order of the file. */
  readonly entries: readonly LibraryEntries[Name][];
}

/** All loaded versions of all libraries. */
export type LibraryEditions = { readonly [Name in LibraryName]: readonly LibraryEdition<Name>[] };

/** The name under which records keep a version. */
export function editionId(library: string, version: string): string {
  return `${library}@${version}`;
}

/** A version for people, by the id that records keep of it: `gates@2026-11-21` → "phiên bản 21/11/2026". */
export function versionText(id: string): string {
  const version = id.slice(id.indexOf('@') + 1);
  return `phiên bản ${isCalendarDay(version) ? formatDay(version) : version}`;
}

/**
 * The version that holds on `day`: of those whose days include it the one that began last, the greater version where two began
 * on the same day. Undefined when none holds.
 */
export function editionOn<Edition extends { readonly validFrom: CalendarDay; readonly validTo: CalendarDay | null; readonly version: string }>(
  editions: readonly Edition[],
  day: CalendarDay,
): Edition | undefined {
  return editions
    .filter((edition) => edition.validFrom <= day && (edition.validTo === null || day <= edition.validTo))
    .toSorted(laterFirst)[0];
}

/** Orders versions: the one that began later first, then the greater version (2026-10 after 2026-9). */
export function laterFirst(
  a: { readonly validFrom: CalendarDay; readonly version: string },
  b: { readonly validFrom: CalendarDay; readonly version: string },
): number {
  if (a.validFrom !== b.validFrom) {
    return a.validFrom < b.validFrom ? 1 : -1;
  }
  return b.version.localeCompare(a.version, 'en', { numeric: true });
}
