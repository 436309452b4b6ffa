import type { SearchHit } from '../../platform/database/search-source.js';
import type { StateModel } from '../../platform/views/page-model.js';
import { contractPaths } from './paths.js';
import { phaseStates } from './words.js';

/** How contracts stand in the search. */
export const contractSearchWords = {
  kind: 'hop-dong',
  label: 'Hợp đồng',
  href: (hit: SearchHit): string => contractPaths.contract(hit.link_id),
  state: (hit: SearchHit): StateModel | undefined => Object.entries(phaseStates).find(([phase]) => phase === hit.state)?.[1],
  /** The register with the same words: it shows all that are found, page by page. */
  register: (typed: string): string => `${contractPaths.register}?${new URLSearchParams({ q: typed }).toString()}`,
};
