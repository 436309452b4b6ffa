import type { SearchHit } from '../../platform/database/search-source.js';
import type { StateModel } from '../../platform/views/page-model.js';
import { vendorPaths } from './paths.js';
import { vendorState } from './words.js';

/** How vendors stand in the search. */
export const vendorSearchWords = {
  kind: 'ben-cung-cap',
  label: 'Bên cung cấp',
  href: (hit: SearchHit): string => vendorPaths.vendor(hit.link_id),
  state: (hit: SearchHit): StateModel => vendorState(hit.state === 'active'),
  register: (typed: string): string => `${vendorPaths.register}?${new URLSearchParams({ q: typed }).toString()}`,
};

/** How the people of vendors stand in the search. */
export const vendorPersonSearchWords = {
  kind: 'nhan-su',
  label: 'Nhân sự bên cung cấp',
  href: (hit: SearchHit): string => vendorPaths.person(hit.link_id),
  state: (hit: SearchHit): StateModel | undefined => (hit.state === 'left' ? { tone: 'neutral', icon: 'dash', word: 'Đã thôi làm việc' } : undefined),
};
