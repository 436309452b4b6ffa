import type { AccountKind, HandoverItem } from './entries/closing.js';
import type { LabelledEntry } from './entries/entry.js';
import type { AnnexArticle, Gate, HirePermission, MandatoryClause, OperatorKind, SecuritySpendingMark, ServiceKind } from './entries/hire.js';
import type { CalendarEntry, LegalBasis, RecordKind } from './entries/law.js';
import type { RiskCriterion, RiskGroup, RiskScoringPart } from './entries/risk.js';
import type { AccessTerm, DataKind, InspectionCycle, SecurityLevel, ServiceState } from './entries/systems.js';
import type { ClockRule, IncidentKind, IncidentLevel, Period, ViolationLevelEntry, ViolationSign } from './entries/violations.js';

/** Every library by its name, with the type of its entries. A new library is a line here, a schema and a file. */
export interface LibraryEntries {
  'legal-bases': LegalBasis;
  'record-kinds': RecordKind;
  'working-calendar': CalendarEntry;
  'security-levels': SecurityLevel;
  'data-kinds': DataKind;
  'service-states': ServiceState;
  'inspection-cycles': InspectionCycle;
  'access-terms': AccessTerm;
  'account-kinds': AccountKind;
  'service-kinds': ServiceKind;
  'fund-sources': LabelledEntry;
  'operator-kinds': OperatorKind;
  'hire-permission': HirePermission;
  'security-spending-marks': SecuritySpendingMark;
  'risk-groups': RiskGroup;
  'risk-criteria': RiskCriterion;
  'risk-scoring': RiskScoringPart;
  gates: Gate;
  'mandatory-clauses': MandatoryClause;
  'standard-annex': AnnexArticle;
  'handover-items': HandoverItem;
  'violation-signs': ViolationSign;
  'violation-levels': ViolationLevelEntry;
  'incident-levels': IncidentLevel;
  'incident-kinds': IncidentKind;
  clocks: ClockRule;
  periods: Period;
}

export type LibraryName = keyof LibraryEntries;

/** The names of all libraries, in the order in which people look for them; the compiler holds it complete. */
export const libraryNames: readonly LibraryName[] = Object.values<LibraryName>({
  'legal-bases': 'legal-bases',
  'record-kinds': 'record-kinds',
  'working-calendar': 'working-calendar',
  'security-levels': 'security-levels',
  'data-kinds': 'data-kinds',
  'service-states': 'service-states',
  'inspection-cycles': 'inspection-cycles',
  'access-terms': 'access-terms',
  'account-kinds': 'account-kinds',
  'service-kinds': 'service-kinds',
  'fund-sources': 'fund-sources',
  'operator-kinds': 'operator-kinds',
  'hire-permission': 'hire-permission',
  'security-spending-marks': 'security-spending-marks',
  'risk-groups': 'risk-groups',
  'risk-criteria': 'risk-criteria',
  'risk-scoring': 'risk-scoring',
  gates: 'gates',
  'mandatory-clauses': 'mandatory-clauses',
  'standard-annex': 'standard-annex',
  'handover-items': 'handover-items',
  'violation-signs': 'violation-signs',
  'violation-levels': 'violation-levels',
  'incident-levels': 'incident-levels',
  'incident-kinds': 'incident-kinds',
  clocks: 'clocks',
  periods: 'periods',
} satisfies { readonly [Name in LibraryName]: Name });

export function isLibraryName(text: string): text is LibraryName {
  return libraryNames.some((name) => name === text);
}
