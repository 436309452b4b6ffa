/** The room of versioned law data: what the law and the agency's own rules say on a day. The only door for other rooms. */
export { loadLibraryFiles, type LoadedLibraries } from './application/load-library-files.js';
export { libraryFromFiles, openLibrary } from './application/open-library.js';
export { type Condition, conditionHolds, type HireFacts } from './domain/conditions.js';
export { type LibraryEdition, versionText, type YearCoverage } from './domain/edition.js';
export type { AccountKind, HandoverItem } from './domain/entries/closing.js';
export type { LabelledEntry, Length, LibraryEntry } from './domain/entries/entry.js';
export type {
  AnnexArticle,
  AnnexClause,
  ClauseParameter,
  Gate,
  HireAnswer,
  HirePermission,
  HireQuestion,
  MandatoryClause,
  OperatorKind,
  SecuritySpendingMark,
  ServiceKind,
} from './domain/entries/hire.js';
export type { CalendarEntry, LegalBasis, RecordKind } from './domain/entries/law.js';
export {
  type KnockOut,
  knockOutFor,
  type RiskCriterion,
  type RiskGroup,
  type RiskLevel,
  type RiskScoringKind,
  type RiskScoringPart,
  scoringParts,
} from './domain/entries/risk.js';
export {
  type AccessLimit,
  accessLimitFor,
  type AccessTerm,
  type DataKind,
  type InspectionCycle,
  type SecurityLevel,
  type ServiceState,
  type SupervisionMeasure,
} from './domain/entries/systems.js';
export type {
  ClockRule,
  IncidentKind,
  IncidentLevel,
  Period,
  ViolationEscalation,
  ViolationLevel,
  ViolationLevelCode,
  ViolationLevelEntry,
  ViolationSign,
} from './domain/entries/violations.js';
export type { LegalBasisOnDay, LegalForce } from './domain/legal-basis.js';
export type { LibraryEntries, LibraryName } from './domain/libraries.js';
export { type Library, MissingEdition } from './domain/library.js';
export { isInternalRule, isLaw, type Mark, wasReadInText } from './domain/marks.js';
export type { CalendarWarning, WorkingCalendar } from './domain/working-calendar.js';
export { LibraryDefect } from './persistence/stored-edition.js';
export { libraryRoutes } from './web/library-routes.js';
export { gateGround, spelledGround } from './web/gate-ground.js';
