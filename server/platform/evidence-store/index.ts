/** The only door to the evidence store. */
export {
  type Appended,
  EvidenceCorrupt,
  EvidenceMissing,
  type EvidenceDeclaration,
  type EvidenceRefusalReason,
  type EvidenceStore,
  type EvidenceStoreHealth,
  type OpenedEvidence,
  type PartialFiles,
  type Piece,
  type PieceRefusalReason,
  type StoredEvidence,
} from './evidence-store.js';
export { openFolderStore, openKeptFiles } from './folder-store.js';
export { contentDisposition, displayFileName } from './file-names.js';
export { DEFAULT_MEDIA_TYPES, EVIDENCE_MEDIA_TYPES, isMediaType, type MediaType } from './file-types.js';
export { serveEvidence, type ServedEvidence } from './serve-evidence.js';
export { readSmallText } from './small-text.js';
