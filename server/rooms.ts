import type { EventTexts } from './audit-trail/index.js';
import * as access from './access-grants/index.js';
import * as clocks from './clocks/index.js';
import * as contracts from './contracts/index.js';
import * as handovers from './handovers/index.js';
import * as imports from './imports/index.js';
import * as incidents from './incidents/index.js';
import * as people from './people/index.js';
import * as questionnaires from './questionnaires/index.js';
import * as records from './records/index.js';
import * as reports from './reports/index.js';
import * as assessments from './risk-assessments/index.js';
import * as signing from './signing/index.js';
import * as systems from './systems/index.js';
import * as vendors from './vendors/index.js';
import * as violations from './violations/index.js';

/** What each room lets whom do; the ability of every request is built from these lines. */
export const permissions: readonly people.PermissionLine[] = [
  ...people.peoplePermissions,
  ...vendors.vendorPermissions,
  ...systems.systemPermissions,
  ...contracts.contractPermissions,
  ...assessments.assessmentPermissions,
  ...signing.signingPermissions,
  ...access.accessPermissions,
  ...clocks.clockPermissions,
  ...incidents.incidentPermissions,
  ...violations.violationPermissions,
  ...handovers.handoverPermissions,
  ...handovers.evidenceCheckPermissions,
  ...records.recordPermissions,
  ...imports.importPermissions,
  ...reports.reportPermissions,
  ...questionnaires.questionnairePermissions,
];

/** Why acts are refused, by code. */
export const refusalTexts = {
  ...people.peopleRefusalTexts,
  ...systems.systemRefusalTexts,
  ...contracts.contractRefusalTexts,
  ...assessments.assessmentRefusalTexts,
  ...signing.signingRefusalTexts,
  ...access.accessRefusalTexts,
  ...clocks.clockRefusalTexts,
  ...incidents.incidentRefusalTexts,
  ...violations.violationRefusalTexts,
  ...handovers.handoverRefusalTexts,
  ...handovers.fileRefusalTexts,
  ...records.recordRefusalTexts,
  ...imports.importRefusalTexts,
  ...questionnaires.questionnaireRefusalTexts,
};

/** What each audit event says in a history. */
export const eventTexts: EventTexts = {
  ...people.peopleEventTexts,
  ...vendors.vendorEventTexts,
  ...systems.systemEventTexts,
  ...contracts.contractEventTexts,
  ...assessments.assessmentEventTexts,
  ...signing.signingEventTexts,
  ...access.accessEventTexts,
  ...clocks.clockEventTexts,
  ...incidents.incidentEventTexts,
  ...violations.violationEventTexts,
  ...handovers.handoverEventTexts,
  ...handovers.fileEventTexts,
  ...records.recordEventTexts,
  ...imports.importEventTexts,
  ...reports.reportEventTexts,
  ...questionnaires.questionnaireEventTexts,
};

/** What each kind of task asks, and where it is done. */
export const taskTexts = {
  ...people.peopleTaskTexts,
  ...vendors.vendorTaskTexts,
  ...systems.systemTaskTexts,
  ...contracts.contractTaskTexts,
  ...assessments.assessmentTaskTexts,
  ...signing.signingTaskTexts,
  ...access.accessTaskTexts,
  ...clocks.clockTaskTexts,
  ...incidents.incidentTaskTexts,
  ...violations.violationTaskTexts,
  ...handovers.handoverTaskTexts,
  ...handovers.evidenceTaskTexts,
  ...records.recordTaskTexts,
  ...questionnaires.questionnaireTaskTexts,
};

/** The SQL views in which rooms publish who must do what. */
export const taskViews = ['people_task', 'vendor_task', 'system_task', 'contract_task', 'contract_hire_task', 'risk_assessment_task', 'signing_task', 'access_task', 'clock_task', 'incident_task', 'violation_task', 'handover_task', 'evidence_task', 'record_task', 'questionnaire_task'] as const;
