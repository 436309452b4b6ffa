import type { AuditEvent, EventFact } from '../../audit-trail/index.js';

/** The events of this room; their sentences stand in web/event-texts.ts. */
export const assessmentEvents = {
  opened: 'risk-assessment.opened',
  scopeSaved: 'risk-assessment.scope-saved',
  scored: 'risk-assessment.scored',
  evidenceOffered: 'risk-assessment.evidence-offered',
  evidenceJudged: 'risk-assessment.evidence-judged',
  treatmentPlanned: 'risk-assessment.treatment-planned',
  treatmentAmended: 'risk-assessment.treatment-amended',
  treatmentRemoved: 'risk-assessment.treatment-removed',
  reportSaved: 'risk-assessment.report-saved',
  submitted: 'risk-assessment.submitted',
  opinionGiven: 'risk-assessment.opinion-given',
  approved: 'risk-assessment.approved',
  returned: 'risk-assessment.returned',
  waiverAsked: 'risk-assessment.waiver-asked',
  waiverGranted: 'risk-assessment.waiver-granted',
  waiverReturned: 'risk-assessment.waiver-returned',
  triggerRecorded: 'risk-assessment.trigger-recorded',
} as const;

/** The setting of the short path, which belongs to no assessment. */
export const shortPathLimitSet = 'setting.short-path-limit-set';

export type AssessmentEventType = (typeof assessmentEvents)[keyof typeof assessmentEvents];

/** One event of an assessment; it stands in the history of the contract too, except for the small steps of scoring. */
export function aboutAssessment(
  type: AssessmentEventType,
  assessment: { readonly id: string; readonly contractId: string; readonly agencyId: string },
  facts: Readonly<Record<string, EventFact>>,
): AuditEvent {
  const subjects = [{ kind: 'risk-assessment', id: assessment.id }, ...(quiet.has(type) ? [] : [{ kind: 'contract', id: assessment.contractId }])];
  return { type, agencyId: assessment.agencyId, subjects, facts };
}

const quiet: ReadonlySet<AssessmentEventType> = new Set([
  assessmentEvents.scopeSaved, assessmentEvents.scored, assessmentEvents.evidenceOffered, assessmentEvents.evidenceJudged, assessmentEvents.treatmentPlanned,
  assessmentEvents.treatmentAmended, assessmentEvents.treatmentRemoved, assessmentEvents.reportSaved,
]);
