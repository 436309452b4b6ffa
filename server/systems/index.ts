/** Information systems and their data assets. The room's only door. */
export { systemPermissions } from './domain/permissions.js';
export { systemLifecycle, type SystemState } from './domain/system.lifecycle.js';
export { effectiveLevel, type Level } from './domain/level.js';
export { createSystemUseCases, type SystemUseCases, type SystemsDeps } from './application/use-cases.js';
export {
  mayExamineSystem, readSystemChoices, readSystemNews, type ContractsOfSystem, type SystemChoiceRow, type SystemContract, type SystemNewsRow,
} from './application/read-systems.js';
export {
  changeListedAssets, changeListedSystems, importDataAssets, importSystems, listedAssetChanges, listedSystemChanges, mayHoldListedData, mayKeepSystemsOf, systemsOfLists,
  type ListedAssetChange, type ListedDataAsset, type ListedSystem, type ListedSystemChange,
} from './application/import-systems.js';
export type { DataAssetEntry } from './application/data-assets.js';
export type { SystemWords } from './application/system-words.js';
export type { Reference, WhatRefersTo } from './application/references.js';
export { dataAssetSearchSql, systemSearchSql } from './persistence/search-systems.js';
export { dataAssetSearchWords, systemSearchWords } from './web/search-sources.js';
export { systemEntities } from './persistence/entities.js';
export { systemRoutes } from './web/system-routes.js';
export { systemEventTexts } from './web/event-texts.js';
export { presentSystemNews, systemTaskTexts } from './web/home-texts.js';
export { systemPath, systemsPath } from './web/system-paths.js';
export { countryNames, hostingNames, levelModel, stateModel, systemRefusalTexts } from './web/words.js';
