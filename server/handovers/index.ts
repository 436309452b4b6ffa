/** Handovers: a hire ends only when what was hired can be used without the vendor and every account is settled (khoản 4 Điều 6). The room's only door. */
export type { ClosingUseCases } from './application/closing-use-cases.js';
export { createEvidenceCheck, type EvidenceCheck } from './application/evidence-check.js';
export { createEvidenceReview, type EvidenceReview } from './application/evidence-review.js';
export { closingChapter } from './web/contract-chapter.js';
export { openHandoverFiles, type HandoverFiles } from './web/files-room.js';
export { fileEventTexts } from './web/file-event-texts.js';
export { evidenceTaskTexts } from './web/file-task-texts.js';
export { evidenceCheckPermissions } from './web/file-permissions.js';
export { fileRefusalTexts } from './web/file-refusal-texts.js';
export { reviewPaths, linkPaths } from './web/vendor-paths.js';
export { handoverEventTexts } from './web/event-texts.js';
export { handoverPaths } from './web/paths.js';
export { handoverPermissions } from './web/permissions.js';
export { noticesPath } from './web/notice-routes.js';
export type { HandoverPorts } from './web/ports.js';
export { handoverRefusalTexts } from './web/refusal-texts.js';
export { handoverActs, handoverReaders, handoverRoutes, handoverSubjectHref, openHandoverRoom } from './web/room.js';
export { handoverTaskTexts } from './web/task-texts.js';
