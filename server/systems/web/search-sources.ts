import type { SearchHit } from '../../platform/database/search-source.js';
import type { StateModel } from '../../platform/views/page-model.js';
import { systemLifecycle } from '../domain/system.lifecycle.js';
import { systemPath, systemsPath } from './system-paths.js';
import { stateModel } from './words.js';

/** How systems stand in the search. */
export const systemSearchWords = {
  kind: 'he-thong',
  label: 'Hệ thống thông tin',
  href: (hit: SearchHit): string => systemPath(hit.link_id),
  state: (hit: SearchHit): StateModel | undefined => {
    const state = systemLifecycle.states.find((known) => known === hit.state);
    return state === undefined ? undefined : stateModel(state);
  },
  register: (typed: string): string => `${systemsPath}?${new URLSearchParams({ q: typed }).toString()}`,
};

/** How data assets stand in the search. */
export const dataAssetSearchWords = {
  kind: 'du-lieu',
  label: 'Tài sản dữ liệu',
  href: (hit: SearchHit): string => `${systemPath(hit.link_id)}#du-lieu`,
  state: (): undefined => undefined,
};
