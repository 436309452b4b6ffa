import { randomInt, randomUUID } from 'node:crypto';
import { recordEvent, type EventSubject } from '../../audit-trail/index.js';
import { canonicalBytes, sha256 } from '../../kernel/canonical.js';
import { today } from '../../kernel/calendar-day.js';
import { NotFound } from '../../kernel/errors.js';
import type { Library } from '../../library/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Jobs } from '../../platform/jobs/index.js';
import { basisLines, symbolFor, type DraftingUnit, type RegulationSetting } from '../domain/record-kinds.js';
import type { FrozenRecord, RecordModel } from '../domain/record-model.js';
import { agencyHeading } from '../domain/wording.js';
import { insertRecord, selectAgencyFrame } from '../persistence/records.js';
import { recordEvents } from './events.js';
import { enqueuePrint } from './print-queue.js';
import type { RecordSigner } from './signer.js';

/** What a room asks for when something is to become a record. */
export interface PrepareRecord {
  /** Of the library record-kinds: 'HS-01'. */
  readonly kind: string;
  readonly agencyId: string;
  /** What the record is about, in the audit trail's kinds; its page and its readers are those of the subject. */
  readonly subject: EventSubject;
  /** Tells apart records of one kind about one subject that stand beside each other: the month of a periodic report. */
  readonly part?: string;
  readonly model: RecordModel;
  /** Undefined for minutes and forms, which name their signers in the model alone. */
  readonly signer?: RecordSigner;
  /** The unit that drafts, where the symbol names it. */
  readonly unit?: DraftingUnit;
  /** "Căn cứ Hợp đồng số … ngày … giữa … và …", for kinds that rest on the contract. */
  readonly contractLine?: string;
  /** The registered record that this one corrects. */
  readonly replacesId?: string;
  /** Versions of the libraries that the model was made with, such as 'risk-criteria@2026-11-21'; those of the record's own kind are added. */
  readonly libraryVersions?: readonly string[];
  /** What else's history this belongs to, such as the contract of an assessment. */
  readonly concerns?: readonly EventSubject[];
}

export interface PreparedRecord {
  readonly id: string;
  readonly productCode: string;
}

/**
 * Composes a record and freezes it: agency, place, symbol and căn cứ lines as they stand today, canonical bytes and their SHA-256, the library versions; then queues its
 * printing. All within the caller's transaction, whose route declares `recordEvents.prepared`; the caller has checked the ability.
 * @throws what the walls refuse: a second record of the kind about the subject (record_once_per_subject), a correction of what is not registered (record_replaces_registered)
 */
export type PrepareRecordStory = (tx: Transaction, command: PrepareRecord) => Promise<PreparedRecord>;

export interface PrepareNeeds {
  readonly library: () => Library;
  readonly regulation: () => RegulationSetting;
  readonly jobs: Jobs;
}

export function createPrepareRecord({ library, regulation, jobs }: PrepareNeeds): PrepareRecordStory {
  return async function prepareRecord(tx, command) {
    const preparedBy = tx.context.actorId;
    if (preparedBy === null) throw new Error('a record is prepared by a person');
    const day = today({ now: () => tx.at });
    const law = library();
    const kind = law.entryOn('record-kinds', command.kind, day);
    if (kind === undefined) throw new Error(`no record kind ${command.kind} on ${day}`);
    const agency = await selectAgencyFrame(tx, command.agencyId);
    if (agency === undefined) throw new NotFound('agency');
    const { bases = kind.legalBases.map((id) => ({ law: id })), ...model } = command.model;
    const id = randomUUID();
    const productCode = newProductCode();
    const symbol = symbolFor(kind, agency.symbol, command.unit);
    const frozen: FrozenRecord = {
      schema: 1,
      kind: command.kind,
      frame: { ...agencyHeading(agency), place: agency.place, symbol, productCode, preparedOn: day },
      basisLines: basisLines(bases, { registry: law.legalBasesOn(day), regulation: regulation(), contractLine: command.contractLine }),
      model,
    };
    const bytes = canonicalBytes(frozen);
    const libraryVersions = [...new Set([law.libraryOn('record-kinds', day).id, law.libraryOn('legal-bases', day).id, ...(command.libraryVersions ?? [])])];
    await insertRecord(tx, {
      id, productCode, kind: command.kind, agencyId: command.agencyId, subjectKind: command.subject.kind, subjectId: command.subject.id, part: command.part ?? '',
      form: model.form, title: model.title, subject: model.subject, symbol, model: bytes, modelSha256: sha256(bytes), libraryVersions,
      signer: command.signer, replacesId: command.replacesId, preparedBy,
    });
    await recordEvent(tx, {
      type: recordEvents.prepared,
      agencyId: command.agencyId,
      subjects: [{ kind: 'record', id }, command.subject, ...(command.concerns ?? [])],
      facts: { kind: command.kind, title: model.title, subject: model.subject, productCode, symbol, modelSha256: sha256(bytes), libraryVersions, replacesId: command.replacesId ?? null },
    });
    await enqueuePrint(tx, jobs, id, 'draft');
    return { id, productCode };
  };
}

/** Letters that are not taken for one another when read aloud or typed off paper. */
const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function newProductCode(): string {
  const letters = Array.from({ length: 8 }, () => CODE_LETTERS.charAt(randomInt(CODE_LETTERS.length))).join('');
  return `VB-${letters.slice(0, 4)}-${letters.slice(4)}`;
}
