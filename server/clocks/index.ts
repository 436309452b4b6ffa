/** Clocks: what has to be reported or done after an incident or a sign of violation, by when, and the reports that were sent (domain reference 11.4, 12). The room's only door. */
export { settleClock, startClock, type ClockSubject, type ClockTarget, type SettlingFact, type StartClock, type StartedClock } from './application/start-clock.js';
export { readClock, readClocks, type DutyClock, type DutyReport } from './application/read-clocks.js';
export { createClockUseCases, type ClockUseCases } from './application/use-cases.js';
export { dueOf, type ClockStart, type Due, type StartKind } from './domain/due.js';
export { dutyClockCodes, earliestOf, isLateAtStart, isOfVendor, reportChannels, standingOf, type ClockStanding, type ClockSubjectKind, type DutyClockCode, type ReportChannel } from './domain/duty-clock.js';
export { openClock, presentClocks, type ClockActs, type ClockCard } from './web/clock-presenter.js';
export { actsFor as clockActsFor, clockRoutes, type ClockPorts } from './web/clock-routes.js';
export { clockEventTexts } from './web/event-texts.js';
export { clockPaths } from './web/paths.js';
export { clockPermissions } from './web/permissions.js';
export { clockRefusalTexts } from './web/refusal-texts.js';
export { clockTaskTexts } from './web/task-texts.js';
export { channelWords } from './web/words.js';
