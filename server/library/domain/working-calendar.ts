import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { HolidayCalendar } from '../../kernel/working-days.js';
import { laterFirst, type LibraryEdition, type YearCoverage } from './edition.js';

/** A year whose days are not, or not all, known: shown to administrators, and beside every deadline that reaches into it. */
export type CalendarWarning =
  | { readonly kind: 'missing-year'; readonly year: number }
  | { readonly kind: 'incomplete-year'; readonly year: number; readonly missing: readonly string[] };

/** The working calendar of administrative bodies, with the versions it was made from and what it lacks. */
export interface WorkingCalendar {
  readonly calendar: HolidayCalendar;
  /** Ids of the versions used, one a year, oldest year first. */
  readonly editions: readonly string[];
  readonly warnings: readonly CalendarWarning[];
}

/**
 * Puts the yearly files together: for each year its newest version, holidays with their substitutes and swap days off, make-up
 * days on. `neededYears` are those a deadline may reach; each that has no file is a `missing-year` warning, each file that says
 * it is incomplete an `incomplete-year` one. Holidays are never computed (Bộ luật Lao động 2019, khoản 3 Điều 112).
 */
export function workingCalendar(
  editions: readonly LibraryEdition<'working-calendar'>[],
  neededYears: readonly number[] = [],
): WorkingCalendar {
  const newest = newestOfEachYear(editions);
  const used = [...newest.values()].toSorted((a, b) => a.coverage.year - b.coverage.year);
  const entries = used.flatMap((year) => year.edition.entries);
  const makeUpDays = new Set<CalendarDay>(entries.filter((entry) => entry.kind === 'make-up').map((entry) => entry.day));
  const holidays = new Set<CalendarDay>(entries.filter((entry) => entry.kind !== 'make-up').map((entry) => entry.day));
  const missing = neededYears.filter((year) => !newest.has(year)).map((year): CalendarWarning => ({ kind: 'missing-year', year }));
  const incomplete = used
    .filter(({ coverage }) => !coverage.complete && (neededYears.length === 0 || neededYears.includes(coverage.year)))
    .map(({ coverage }): CalendarWarning => ({ kind: 'incomplete-year', year: coverage.year, missing: coverage.missing }));
  return {
    calendar: { holidays, makeUpDays, years: new Set(newest.keys()) },
    editions: used.map(({ edition }) => edition.id),
    warnings: [...missing, ...incomplete].toSorted((a, b) => a.year - b.year),
  };
}

interface YearOfWork {
  readonly edition: LibraryEdition<'working-calendar'>;
  readonly coverage: YearCoverage;
}

function newestOfEachYear(editions: readonly LibraryEdition<'working-calendar'>[]): Map<number, YearOfWork> {
  const newest = new Map<number, YearOfWork>();
  for (const edition of editions.toSorted(laterFirst)) {
    const { coverage } = edition;
    if (coverage !== null && !newest.has(coverage.year)) {
      newest.set(coverage.year, { edition, coverage });
    }
  }
  return newest;
}
