import type { CalendarDay } from '../../kernel/calendar-day.js';
import { editionId, editionOn, type LibraryEdition, type LibraryEditions } from './edition.js';
import type { LibraryEntries, LibraryName } from './libraries.js';
import { type LegalBasisOnDay, legalBasisOn } from './legal-basis.js';
import { type WorkingCalendar, workingCalendar } from './working-calendar.js';

/** No version of a library holds on the day asked for, or the version kept with a record is not loaded. A defect of the installation, not of input. */
export class MissingEdition extends Error {
  constructor(readonly library: string, readonly wanted: string) {
    super(`No version of library ${library} for ${wanted}`);
    this.name = 'MissingEdition';
  }
}

/** What the law and the agency's own rules say, by day. Everything is in memory: reading costs no statement. */
export interface Library {
  /** The version that holds on `day`. Throws {@link MissingEdition} when none does. */
  libraryOn<Name extends LibraryName>(library: Name, day: CalendarDay): LibraryEdition<Name>;
  /** The version that something was made with. Throws {@link MissingEdition} when it is not loaded. */
  edition<Name extends LibraryName>(library: Name, version: string): LibraryEdition<Name>;
  /** All versions, newest first; for the pages that show the libraries. */
  editions<Name extends LibraryName>(library: Name): readonly LibraryEdition<Name>[];
  /** What a version is called, by the id that records keep of it (`gates@2026-11-21`); undefined when it is not loaded. */
  titleOf(id: string): string | undefined;
  /** One entry of the version that holds on `day`; undefined when that version has no such entry. */
  entryOn<Name extends LibraryName>(library: Name, id: string, day: CalendarDay): LibraryEntries[Name] | undefined;
  /** The registry of legal bases as it stands on `day`, lapsed and coming texts included, each with its force. Throws {@link MissingEdition}. */
  legalBasesOn(day: CalendarDay): readonly LegalBasisOnDay[];
  /** The working calendar, with a typed warning for each of `neededYears` that is missing or incomplete (all loaded years when empty). */
  workingCalendar(neededYears?: readonly number[]): WorkingCalendar;
}

/**
 * Makes the reading side over versions that were loaded and verified. Throws {@link MissingEdition} when a library has no version
 * at all, so that a half-loaded product does not start.
 */
export function createLibrary(loaded: LibraryEditions): Library {
  for (const [library, editions] of Object.entries(loaded)) {
    if (editions.length === 0) {
      throw new MissingEdition(library, 'any day');
    }
  }

  function libraryOn<Name extends LibraryName>(library: Name, day: CalendarDay): LibraryEdition<Name> {
    const edition = editionOn<LibraryEdition<Name>>(loaded[library], day);
    if (edition === undefined) {
      throw new MissingEdition(library, day);
    }
    return edition;
  }

  return {
    libraryOn,
    edition(library, version) {
      const edition = loaded[library].find((candidate) => candidate.version === version);
      if (edition === undefined) {
        throw new MissingEdition(library, editionId(library, version));
      }
      return edition;
    },
    editions: (library) => loaded[library],
    titleOf: (id) => Object.values(loaded).flatMap((editions) => editions.map(({ id: known, title }) => ({ known, title }))).find(({ known }) => known === id)?.title,
    entryOn: (library, id, day) => libraryOn(library, day).entries.find((entry) => entry.id === id),
    legalBasesOn: (day) => libraryOn('legal-bases', day).entries.map((basis) => legalBasisOn(basis, day)),
    workingCalendar: (neededYears = []) => workingCalendar(loaded['working-calendar'], neededYears),
  };
}
