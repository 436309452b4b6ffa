import { page } from '../../platform/http/answers.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { Find } from '../application/find.js';
import { readQuery } from '../domain/typed-query.js';
import { presentEmpty, presentFindings } from './search-presenter.js';
import type { SearchWords } from './search-words.js';

export const searchPath = '/tim-kiem';

/** The one search over everything the person may read. It changes nothing, and its address can be kept and sent. */
export function searchRoutes(find: Find, words: readonly SearchWords[]): Route[] {
  return [
    screen(searchPath, 'signed-in', async (ask) => {
      const query = readQuery(textOf(ask, 'q'));
      if (query === undefined) return page('search/search', 'Tìm kiếm', presentEmpty());
      const kind = words.find((candidate) => candidate.kind === textOf(ask, 'loai'))?.kind;
      const wanted = { kind, page: pageOf(textOf(ask, 'trang')) };
      const findings = await find(ask.principal, query, wanted);
      return page('search/search', `Tìm kiếm: ${query.text}`, presentFindings(words, query, wanted, findings));
    }),
  ];
}

function textOf(ask: Ask, name: string): string {
  const value = ask.query[name];
  return typeof value === 'string' ? value : '';
}

/** No kind has more than nine pages. */
function pageOf(typed: string): number {
  return /^[1-9]\d?$/.test(typed) ? Number(typed) : 1;
}
