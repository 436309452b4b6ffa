/** The only door to the evidence store. */
export {
  EvidenceCorrupt,
  EvidenceMissing,
  type EvidenceDeclaration,
  type EvidenceRefusalReason,
  type EvidenceStore,
  type EvidenceStoreHealth,
  type OpenedEvidence,
  type StoredEvidence,
} from './evidence-store.js';
export { openFolderStore } from './folder-store.js';
export { contentDisposition, displayFileName } from './file-names.js';
export { DEFAULT_MEDIA_TYPES, EVIDENCE_MEDIA_TYPES, isMediaType, type MediaType } from './file-types.js';
export { serveEvidence, type ServedEvidence } from './serve-evidence.js';
