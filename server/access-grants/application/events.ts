import type { AuditEvent, EventFact } from '../../audit-trail/index.js';

/** The events of this room; their sentences stand in web/event-texts.ts. */
export type AccessEventType =
  | 'access.requested'
  | 'access.approved'
  | 'access.returned'
  | 'access.withdrawn'
  | 'access.opened-in-emergency'
  | 'access.emergency-reviewed'
  | 'access.use-opened'
  | 'access.use-closed'
  | 'access.use-acknowledged'
  | 'access.cut-back'
  | 'access.returned-early'
  | 'access.revoked'
  | 'access.session-recorded'
  | 'access.closure-confirmed';

/** What an event of this room is about. */
export interface AccessSubject {
  readonly agencyId: string;
  readonly contractId: string;
  readonly systemId: string;
  readonly vendorId: string | null;
  readonly requestId?: string | undefined;
  readonly grantIds?: readonly string[] | undefined;
}

/** One event about access; it stands in the history of the contract, its vendor, the system, the request and the grants. Names of people go to `personal`. */
export function accessEvent(type: AccessEventType, subject: AccessSubject, facts: Readonly<Record<string, EventFact>>, personal: Readonly<Record<string, string>> = {}): AuditEvent {
  return {
    type,
    agencyId: subject.agencyId,
    subjects: [
      { kind: 'contract', id: subject.contractId },
      { kind: 'system', id: subject.systemId },
      ...(subject.vendorId === null ? [] : [{ kind: 'vendor', id: subject.vendorId }]),
      ...(subject.requestId === undefined ? [] : [{ kind: 'access-request', id: subject.requestId }]),
      ...(subject.grantIds ?? []).map((id) => ({ kind: 'access-grant', id })),
    ],
    facts,
    ...(Object.keys(personal).length === 0 ? {} : { personal }),
  };
}
