/** Violations: signs, level, containment in one act, what is told and reported, running again (khoản 3 Điều 6). The room's only door. */
export type { ViolationUseCases } from './application/violation-use-cases.js';
export type { CaseGround, ContainedCase } from './application/record-material.js';
export type { SuspensionKind } from './domain/violation.js';
export type { ViolationNeeds } from './application/violation-needs.js';
export { violationChapter } from './web/contract-chapter.js';
export { violationAlerts } from './web/contract-alerts.js';
export { violationEventTexts } from './web/event-texts.js';
export { violationPaths } from './web/paths.js';
export { violationPermissions } from './web/permissions.js';
export type { ViolationPorts } from './web/ports.js';
export { violationRefusalTexts } from './web/refusal-texts.js';
export { openViolationRoom, violationActs, violationActsFrom, violationReaders, violationRoutes, violationSubjectHref } from './web/room.js';
export { violationTaskTexts } from './web/task-texts.js';
export { vendorLinks } from './web/vendor-history.js';
