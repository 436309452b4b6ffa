import type { AuditEvent, EventFact, EventSubject } from '../../audit-trail/index.js';

/** The events of this room; their sentences stand in web/event-texts.ts. */
export const systemEvents = {
  registered: 'system.registered',
  amended: 'system.amended',
  beneficiariesChanged: 'system.beneficiaries-changed',
  levelDecided: 'system.level-decided',
  stateChanged: 'system.state-changed',
  fileAttached: 'system.file-attached',
  deleted: 'system.deleted',
  dataRegistered: 'data-asset.registered',
  dataAmended: 'data-asset.amended',
  dataRemoved: 'data-asset.removed',
} as const;

/** What beneficiary agencies are told of. */
export const newsEvents = [systemEvents.registered, systemEvents.beneficiariesChanged, systemEvents.levelDecided, systemEvents.stateChanged] as const;

export function aboutSystem(
  type: (typeof systemEvents)[keyof typeof systemEvents],
  system: { readonly id: string; readonly managingAgencyId: string },
  facts: Readonly<Record<string, EventFact>>,
  others: readonly EventSubject[] = [],
): AuditEvent {
  return { type, agencyId: system.managingAgencyId, subjects: [{ kind: 'system', id: system.id }, ...others], facts };
}
