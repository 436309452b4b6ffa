/** Incidents: what happened, of any cause, with its four times, its level, the clocks it starts and their reports (Điều 14, Điều 25). The room's only door. */
export type { IncidentDetail, IncidentUseCases } from './application/use-cases.js';
export { incidentConditions, type IncidentCondition } from './domain/incident.js';
export { incidentActs } from './web/contract-acts.js';
export { incidentChapter } from './web/contract-chapter.js';
export { incidentRoutes, type IncidentPorts } from './web/incident-routes.js';
export { incidentEventTexts } from './web/event-texts.js';
export { incidentPaths } from './web/paths.js';
export { incidentPermissions } from './web/permissions.js';
export { incidentRefusalTexts } from './web/refusal-texts.js';
export { incidentTaskTexts } from './web/task-texts.js';
export { openIncidentRoom } from './web/room.js';
