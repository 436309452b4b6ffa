/** The audit trail: what happened, written with the change it reports and readable as the history of every subject. */
export { changesBetween, type AuditEvent, type EventFact, type EventSubject } from './domain/audit-event.js';
export { recordEvent, recordEvents } from './application/record-event.js';
export { readHistory, type PastEvent } from './application/read-history.js';
export { presentTimeline, type EventTexts, type TimelineModel } from './web/timeline-presenter.js';
