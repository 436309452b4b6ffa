import type { AuditEvent, EventFact } from '../../audit-trail/index.js';

/**
 * The events of this room; their sentences stand in web/event-texts.ts. Facts of each:
 * case-opened {code, level, steps, signs, detectedAt, occurredAt, source, files, signsEdition, levelsEdition}; level-raised {from, to, steps, signs, ground, files};
 * contained {code, level, breadth, kind, grants, accounts, suspended, proposed, contracts, ground, reason, outOfHours, noAccessEver, snapshotSha256};
 * containment-confirmed {note}; suspension-done {system, kind, doneAt, proof, files}; suspension-extended {system, from, to, ground};
 * suspension-proposed {system, text}; proposal-answered {system, accepted, ground, until}; notice-drafted {addressee}; notice-delivered {addressee, number, issuedOn, deliveredAt, delivery, files};
 * report-recorded {number, issuedOn, level, from, files}; remedy-recorded {what, doneAt}; remedy-verified {what, proof, files}; resumed {system, kind, ground, running};
 * case-closed {outcome, ground, handingOver}; incident-linked {incident}.
 */
export type ViolationEventType =
  | 'violation.case-opened'
  | 'violation.level-raised'
  | 'violation.contained'
  | 'violation.containment-confirmed'
  | 'violation.suspension-done'
  | 'violation.suspension-extended'
  | 'violation.proposal-answered'
  | 'violation.notice-drafted'
  | 'violation.notice-delivered'
  | 'violation.report-recorded'
  | 'violation.remedy-recorded'
  | 'violation.remedy-verified'
  | 'violation.resumed'
  | 'violation.case-closed'
  | 'violation.incident-linked';

/** What an event of this room is about. */
export interface ViolationSubject {
  readonly caseId: string;
  readonly agencyId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly systemIds?: readonly string[] | undefined;
  readonly suspensionIds?: readonly string[] | undefined;
  readonly proposalIds?: readonly string[] | undefined;
  readonly incidentIds?: readonly string[] | undefined;
  /** Contracts besides that of the case. */
  readonly contractIds?: readonly string[] | undefined;
}

/** One event about a case; it stands in the history of the case, its contract, vendor and systems. Names of people go to `personal`. */
export function violationEvent(type: ViolationEventType, subject: ViolationSubject, facts: Readonly<Record<string, EventFact>>, personal: Readonly<Record<string, string>> = {}): AuditEvent {
  const of = (kind: string, ids: readonly string[] | undefined): { kind: string; id: string }[] => [...new Set(ids ?? [])].map((id) => ({ kind, id }));
  return {
    type,
    agencyId: subject.agencyId,
    subjects: [
      { kind: 'violation-case', id: subject.caseId },
      ...of('contract', [subject.contractId, ...(subject.contractIds ?? [])]),
      { kind: 'vendor', id: subject.vendorId },
      ...of('system', subject.systemIds),
      ...of('system-suspension', subject.suspensionIds),
      ...of('suspension-proposal', subject.proposalIds),
      ...of('incident', subject.incidentIds),
    ],
    facts,
    ...(Object.keys(personal).length === 0 ? {} : { personal }),
  };
}
