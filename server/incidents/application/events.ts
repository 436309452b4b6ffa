import type { AuditEvent, EventFact } from '../../audit-trail/index.js';

/** The events of this room; their sentences stand in web/event-texts.ts. */
export type IncidentEventType = 'incident.recorded' | 'incident.graded' | 'incident.condition-recorded' | 'incident.notice-recorded' | 'incident.handling-recorded';

/** What an event of this room is about. */
export interface IncidentPlace {
  readonly id: string;
  readonly agencyId: string;
  readonly contractId: string | null;
  readonly systemIds: readonly string[];
}

/** One event about an incident; it stands in the history of the incident, its contract and its systems. Names of people go to `personal`. */
export function incidentEvent(type: IncidentEventType, place: IncidentPlace, facts: Readonly<Record<string, EventFact>>, personal: Readonly<Record<string, string>> = {}): AuditEvent {
  return {
    type,
    agencyId: place.agencyId,
    subjects: [
      { kind: 'incident', id: place.id },
      ...(place.contractId === null ? [] : [{ kind: 'contract', id: place.contractId }]),
      ...place.systemIds.map((id) => ({ kind: 'system', id })),
    ],
    facts,
    ...(Object.keys(personal).length === 0 ? {} : { personal }),
  };
}
