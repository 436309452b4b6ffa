/** Clocks: what has to be reported or done after an incident or a sign of violation, by when, and the reports that were sent (domain reference 11.4, 12). The room's only door. */
export { settleClock, startClock, type ClockSubject, type ClockTarget, type SettlingFact, type StartClock, type StartedClock } from './application/start-clock.js';
export { readClock, readClocks, type DutyClock, type DutyReport } from './application/read-clocks.js';
export { dueOf, type ClockStart, type Due, type StartKind } from './domain/due.js';
export { dutyClockCodes, earliestOf, isLateAtStart, standingOf, type ClockStanding, type ClockSubjectKind, type DutyClockCode } from './domain/duty-clock.js';
