import type { AuditEvent, EventFact } from '../../audit-trail/index.js';
import type { DutyClock } from './read-clocks.js';

/** The events of this room; their sentences stand in web/event-texts.ts. That a clock started or stopped is told by the act that brought it about. */
export type ClockEventType = 'clock.report-sent' | 'clock.report-received' | 'clock.lateness-explained';

/** One event about a clock; it stands in the history of the clock, of what it runs for and of the contract. Names of people go to `personal`. */
export function clockEvent(type: ClockEventType, clock: Pick<DutyClock, 'id' | 'clock' | 'rule' | 'subject' | 'agencyId' | 'contractId'>, facts: Readonly<Record<string, EventFact>>, personal: Readonly<Record<string, string>> = {}): AuditEvent {
  return {
    type,
    agencyId: clock.agencyId,
    subjects: [{ kind: 'duty-clock', id: clock.id }, { kind: clock.subject.kind, id: clock.subject.id }, ...(clock.contractId === null ? [] : [{ kind: 'contract', id: clock.contractId }])],
    facts: { clockId: clock.id, clock: clock.clock, label: clock.rule.label, ...facts },
    ...(Object.keys(personal).length === 0 ? {} : { personal }),
  };
}
