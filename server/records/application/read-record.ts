import { readAttachments, type Attachment } from '../../attachments/index.js';
import { readHistory, type PastEvent } from '../../audit-trail/index.js';
import { Forbidden, NotFound } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import type { RegisterResult, RegisterView } from '../../platform/database/register-query.js';
import type { EvidenceStore } from '../../platform/evidence-store/index.js';
import type { Principal } from '../../platform/http/principal.js';
import { selectRecord, selectRecords, streamRecords, type RecordDetail, type RecordRow } from '../persistence/read-records.js';
import { mayReadRecord, type RecordReaders, type RolesThatMay } from './access.js';

export type { RecordDetail, RecordPrint, RecordRow } from '../persistence/read-records.js';

/** Whether kept bytes are still those of their name. */
export type Integrity = 'intact' | 'missing' | 'corrupt';

/** Everything the page of a record shows. */
export interface RecordMaterial {
  readonly record: RecordDetail;
  readonly attachments: readonly Attachment[];
  readonly history: readonly PastEvent[];
  /** By SHA-256: the prints and the signed copy, read through this moment. */
  readonly integrity: ReadonlyMap<string, Integrity>;
}

export interface ReadNeeds {
  readonly reader: Reader;
  readonly evidence: EvidenceStore;
  readonly recordReaders: RecordReaders;
  readonly rolesThatMay: RolesThatMay;
}

export function createRecordReadings({ reader, evidence, recordReaders, rolesThatMay }: ReadNeeds) {
  async function readRecord(principal: Principal, id: string): Promise<RecordDetail> {
    const record = await selectRecord(reader, id);
    if (record === undefined || !(await mayReadRecord(principal, factsOf(record), recordReaders))) throw new NotFound('record');
    return record;
  }
  return {
    register: (principal: Principal, view: RegisterView): Promise<RegisterResult<RecordRow>> => selectRecords(reader, principal.ability, view),
    registerRows: (principal: Principal, view: RegisterView) => streamRecords(reader, principal.ability, view),
    /** @throws NotFound */
    read: readRecord,
    /** The record for an act on it. @throws NotFound, Forbidden with the roles the act needs */
    async readFor(principal: Principal, id: string, action: string): Promise<RecordDetail> {
      const record = await readRecord(principal, id);
      if (!may(principal.ability, action, 'Record', { agencyId: record.agency_id })) throw new Forbidden({ action, neededRoles: rolesThatMay(action, 'Record') });
      return record;
    },
    /** @throws NotFound */
    async readWhole(principal: Principal, id: string): Promise<RecordMaterial> {
      const record = await readRecord(principal, id);
      const [attachments, history] = await Promise.all([readAttachments(reader, 'record', id), readHistory(reader, { kind: 'record', id })]);
      const kept = new Set([...record.prints.map(({ sha256 }) => sha256), ...attachments.map(({ sha256 }) => sha256)]);
      const integrity = new Map(await Promise.all([...kept].map(async (sha256) => [sha256, await evidence.verify(sha256)] as const)));
      return { record, attachments, history, integrity };
    },
    /** Whether a person may read a record, for its attachments. */
    async mayRead(principal: Principal, id: string): Promise<boolean> {
      const record = await selectRecord(reader, id);
      return record !== undefined && mayReadRecord(principal, factsOf(record), recordReaders);
    },
    /** Reads a kept print through before it is sent. */
    verify: (sha256: string): Promise<Integrity> => evidence.verify(sha256),
  };
}

export type RecordReadings = ReturnType<typeof createRecordReadings>;

function factsOf(record: RecordDetail) {
  return { agencyId: record.agency_id, subjectKind: record.subject_kind, subjectId: record.subject_id };
}
