/** The one search over everything a person may read. The room's only door. */
import type { Reader } from '../platform/database/reading.js';
import type { SearchSql } from '../platform/database/search-source.js';
import type { Route } from '../platform/http/routes.js';
import { createFind } from './application/find.js';
import { searchRoutes } from './web/search-routes.js';
import type { SearchWords } from './web/search-words.js';

export type { SearchWords } from './web/search-words.js';

/** One kind of thing to be found: how it is looked for, and how it is shown. */
export interface SearchSource {
  readonly sql: SearchSql;
  readonly words: SearchWords;
}

/** The page of the search; kinds are offered in this order. */
export function searchRoutesOver(reader: Reader, sources: readonly SearchSource[]): Route[] {
  const find = createFind(reader, sources.map(({ sql, words }) => ({ kind: words.kind, sql })));
  return searchRoutes(find, sources.map(({ words }) => words));
}
