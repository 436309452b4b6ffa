import type { AuditEvent, EventFact } from '../../audit-trail/index.js';
import { CLOSING_KIND } from '../domain/closing.js';

/**
 * The events of closing; their sentences stand in web/event-texts.ts. Facts of each:
 * started {reason, ground, requestedOn, dueOn, itemsEdition}; item-added {name, step}; item-received {item, giverPersonId, version, place, effectiveOn, files}; delivery-confirmed {item, side};
 * guest-named {organisation, ground}; item-tested {item, passed, result, equipment, ranAt, guest, files}; absence-asked {item, kind, ground}; absence-decided {item, kind, approved, note};
 * account-added {account, kind}; account-settled {account, action, doneAt, signInFailed, proof, files}; surveyed {system, source, takenAt, accounts, alive, unclear, files}; run-began {endsOn, days, grants};
 * run-finished {outcome, note, files}; copies-destroyed {scope, method, doneAt, minutesNumber, subcontractors, files}; copy-retained {what, ground, until, files}; closed {}.
 */
export type ClosingEventType =
  | 'closing.started'
  | 'closing.item-added'
  | 'closing.item-received'
  | 'closing.delivery-confirmed'
  | 'closing.guest-named'
  | 'closing.item-tested'
  | 'closing.absence-asked'
  | 'closing.absence-decided'
  | 'closing.account-added'
  | 'closing.account-settled'
  | 'closing.surveyed'
  | 'closing.run-began'
  | 'closing.run-finished'
  | 'closing.copies-destroyed'
  | 'closing.copy-retained'
  | 'closing.closed';

/** The reminders before the end of a term were set {first, second, last}, in days. */
export const noticesSet = 'setting.closing-notices-set';

/** What an event of this room is about. */
export interface ClosingSubject {
  readonly closingId: string;
  readonly contractId: string;
  readonly agencyId: string;
  readonly vendorId?: string | undefined;
  readonly itemId?: string | undefined;
  readonly accountId?: string | undefined;
}

/** One event in the history of a closing, its contract and what it is about. Names of people go to `personal`. */
export function closingEvent(type: ClosingEventType, subject: ClosingSubject, facts: Readonly<Record<string, EventFact>>, personal: Readonly<Record<string, string>> = {}): AuditEvent {
  const of = (kind: string, id: string | undefined): { kind: string; id: string }[] => (id === undefined ? [] : [{ kind, id }]);
  return {
    type,
    agencyId: subject.agencyId,
    subjects: [
      { kind: CLOSING_KIND, id: subject.closingId }, { kind: 'contract', id: subject.contractId },
      ...of('vendor', subject.vendorId), ...of('handover-item', subject.itemId), ...of('closing-account', subject.accountId),
    ],
    facts,
    ...(Object.keys(personal).length === 0 ? {} : { personal }),
  };
}
