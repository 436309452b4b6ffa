/** Access grants: a vendor's people reach a system only through what the head granted, and what ended is really over (khoản 2 Điều 6). The room's only door. */
export { createAccessUseCases, type AccessUseCases } from './application/use-cases.js';
export { endGrants, type EndedAccess, type EndedLine, type EndGrants } from './application/end-grants.js';
export { prepareRevocationRecord, type RevokedAccess } from './application/prepare-revocation-record.js';
export type { AccessNeeds } from './application/access-needs.js';
export { accessAlerts } from './web/contract-alerts.js';
export { accessChapter } from './web/contract-chapter.js';
export { accessPaths } from './web/paths.js';
export {
  BLANK, SECURITY_OFFICER, cited, citedInFull, contractText, contractTitle, countText, listed, momentText, paragraph, unended, vendorText,
} from './web/records/wording.js';
export { accessRecords } from './web/records/compose.js';
export { instantOf, typedInstant } from './web/request-form.js';
export { clockAt } from './web/grant-next-step.js';
export { leftText, sinceText } from './web/since.js';
export { closureWords } from './web/words.js';
export { accessPermissions } from './web/permissions.js';
export { accessEventTexts, accessReaders, accessRefusalTexts, accessRoutes, accessSubjectHref, accessTaskTexts, openAccessRoom } from './web/room.js';
export type { AccessPorts } from './web/ports.js';
