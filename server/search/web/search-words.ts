import type { SearchHit } from '../../platform/database/search-source.js';
import type { StateModel } from '../../platform/views/page-model.js';

/** How things of one kind stand in the list of what was found; each room says it of its own. */
export interface SearchWords {
  /** The name of the kind in the address. */
  readonly kind: string;
  readonly label: string;
  readonly href: (hit: SearchHit) => string;
  readonly state: (hit: SearchHit) => StateModel | undefined;
  /** The register with these words as its filter, which shows all that the search had to leave out. */
  readonly register?: (typed: string) => string;
}
