import type { CalendarDay } from '../../kernel/calendar-day.js';
import { NotFound } from '../../kernel/errors.js';
import { page } from '../../platform/http/answers.js';
import { screen, type Route } from '../../platform/http/routes.js';
import { isLibraryName, libraryNames } from '../domain/libraries.js';
import type { Library } from '../domain/library.js';
import { presentEdition, presentLibrary } from './library-presenter.js';
import { librariesPath, libraryPath } from './paths.js';

/** What the law and the agency's own rules say, with versions and sources: open to everybody signed in, changed by nobody here. */
export function libraryRoutes(library: Library, today: () => CalendarDay): Route[] {
  return [
    screen(librariesPath, 'signed-in', async () => {
      const libraries = libraryNames.map((name) => presentLibrary(library.libraryOn(name, today()), library.editions(name).length));
      return page('library/libraries', 'Thư viện căn cứ', { libraries }, { section: 'library' });
    }),
    screen(libraryPath(':library', ':version'), 'signed-in', async (ask) => {
      const { library: name = '', version = '' } = ask.params;
      const edition = isLibraryName(name) ? library.editions(name).find((candidate) => candidate.version === version) : undefined;
      if (edition === undefined) throw new NotFound('library');
      const forces = edition.library === 'legal-bases' ? library.legalBasesOn(today()) : [];
      return page('library/edition', edition.title, presentEdition(edition, library.editions(edition.library), forces), { section: 'library' });
    }),
  ];
}
