/** Contracts: their phases, amendments, systems and beneficiaries. The room's only door. */
export { contractLifecycle, runningPhases, type ContractPhase } from './domain/contract.lifecycle.js';
export { createContractUseCases, type ContractNeeds, type ContractUseCases } from './application/use-cases.js';
export {
  changeListedContracts, contractsOfLists, importContracts, listedChanges, mayChangeFromList, mayEnterFromList, mayRegisterContractOf, missingOf, neededOfRunning,
  type AgencyOfList, type FoundContract, type ListedChange, type ListedContract, type ListedFields,
} from './application/import-contracts.js';
export { lockContractFor, moveContract } from './application/move-contract.js';
export { contractEvent } from './application/events.js';
export type { ContractRow } from './persistence/contracts.js';
export type { ContractDetail, ContractReference } from './application/read-contracts.js';
export { readContractNews, type ContractNewsRow } from './application/read-news.js';
export { ContractAmendmentEntity, ContractEntity } from './persistence/entities.js';
export { contractRoutes, type ContractPorts } from './web/contract-routes.js';
export { changeRoutes } from './web/change-routes.js';
export { clockOf } from './web/clock.js';
export { entryRoutes } from './web/entry-routes.js';
export { spendingRoutes } from './web/spending-routes.js';
export { transferRoutes, type TransferPorts } from './web/transfer-routes.js';
export type { DutyName, DutyStanding } from './web/duties.js';
export type { ChapterSource, ChapterStep, ChapterView, ContractAlert, ContractChapter } from './web/chapters.js';
export { contractEventTexts } from './web/event-texts.js';
export { libraryChoices } from './web/library-choices.js';
export { presentContractNews } from './web/news-texts.js';
export { contractPaths } from './web/paths.js';
export { contractPermissions } from './web/permissions.js';
export { contractRefusalTexts } from './web/refusal-texts.js';
export { createStandingAlerts, type AlertSource } from './web/standing-alerts.js';
export { contractTaskTexts } from './web/task-texts.js';
export { contractsOfSystem, contractsOfVendor, contractsReferringTo } from './web/references.js';
export { contractSearchSql } from './persistence/search-contracts.js';
export { contractSearchWords } from './web/search-source.js';
export { contractPhaseChoices, phaseStates } from './web/words.js';
