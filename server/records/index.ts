/** Records: what is composed, frozen, printed in the form of Nghị định 30/2020/NĐ-CP, numbered by the clerk and kept as issued. The room's only door. */
export {
  recordForms, type FrozenRecord, type MinutesParticulars, type RecordAnnex, type RecordBasis, type RecordBlock, type RecordCell, type RecordClause, type RecordColumn, type RecordFact,
  type RecordForm, type RecordModel, type RecordParty, type RecordRow, type RecordSignature, type RecordTable, type RecordText,
} from './domain/record-model.js';
export type { RecordState } from './domain/record.lifecycle.js';
export type { DraftingUnit } from './domain/record-kinds.js';
export { authorityOf, longDay, numberText, pointLetter, romanNumeral } from './domain/wording.js';
export { recordEvents } from './application/events.js';
export { readSigner, type RecordSigner } from './application/signer.js';
export { createPrepareRecord, type PreparedRecord, type PrepareNeeds, type PrepareRecord, type PrepareRecordStory } from './application/prepare-record.js';
export { selectPublishedRecords as readRecords, type PublishedRecord } from './persistence/published-records.js';
export { recordHref, recordsPath } from './web/paths.js';
export { openRecordRoom, type RecordRoom, type RecordRoomNeeds } from './web/room.js';
export type { RecordPorts } from './web/record-presenter.js';
export type { RecordReaders } from './application/access.js';
export { createDrawRecord } from './web/draw-record.js';
export { recordPermissions } from './domain/permissions.js';
export { recordEventTexts } from './web/event-texts.js';
export { recordRefusalTexts } from './web/refusal-texts.js';
export { recordTaskTexts } from './web/task-texts.js';
export { printWork, type PrintNeeds } from './application/print-record.js';
