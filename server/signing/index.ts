/** Signing: clauses located and confirmed, the standard annex, the gates of signing and going live. The room's only door. */
export type { SigningNeeds } from './application/signing-needs.js';
export type { SigningUseCases } from './application/use-cases.js';
export { signingChapter } from './web/contract-chapter.js';
export { signingEventTexts } from './web/event-texts.js';
export { openSigning } from './web/open-signing.js';
export { signingPaths } from './web/paths.js';
export { signingPermissions } from './web/permissions.js';
export { signingRefusalTexts } from './web/refusal-texts.js';
export { routesOfSigning as signingRoutes } from './web/routes.js';
export { signingTaskTexts } from './web/task-texts.js';
