import { Readable } from 'node:stream';
import { recordEvent } from '../../audit-trail/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import type { EvidenceStore } from '../../platform/evidence-store/index.js';
import type { JobPayload, JobWork } from '../../platform/jobs/index.js';
import type { PrintedPaper } from '../../platform/printing/index.js';
import type { FrozenRecord } from '../domain/record-model.js';
import { readFrozenRecord } from '../persistence/frozen-record.js';
import { insertPrint, markPrinted, selectPrintable, type PrintableRecord } from '../persistence/prints.js';
import { recordEvents } from './events.js';
import { PRINT_QUEUE, type PrintEdition } from './print-queue.js';

/** Draws a frozen record; `issued` undefined draws it for signature. */
export type DrawRecord = (record: FrozenRecord, issued: { readonly number: number | null; readonly issuedOn: NonNullable<PrintableRecord['issuedOn']> } | undefined) => Promise<PrintedPaper>;

export interface PrintNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly evidence: EvidenceStore;
  readonly draw: DrawRecord;
}

interface AskedPrint {
  readonly recordId: string;
  readonly edition: PrintEdition;
}

const ATTEMPTS = 12;
const LARGEST_BYTES = 64 * 2 ** 20;

/**
 * The printing of records in the background. A job may run again after a crash at any point: it looks first whether the edition is kept, and the table keeps one only. Bytes that were
 * drawn and not recorded lie unused in the evidence store.
 */
export function printWork(needs: PrintNeeds): JobWork {
  return {
    queue: PRINT_QUEUE,
    attempts: ATTEMPTS,
    // The browser draws two at once; meanwhile others are read, kept and recorded.
    concurrency: 4,
    minutesAtMost: 5,
    handle: async (payload, { lastAttempt }) => {
      const asked = readPayload(payload);
      try {
        await printRecord(needs, asked);
      } catch (error) {
        if (lastAttempt) await tellOfFailure(needs, asked);
        throw error;
      }
    },
  };
}

/** Nobody tries any more: the record's page says so, and that it can be printed again. */
async function tellOfFailure({ reader, work }: PrintNeeds, { recordId, edition }: AskedPrint): Promise<void> {
  const record = await selectPrintable(reader, recordId);
  if (record === undefined) return;
  await work.run({ actorId: null, records: null }, (tx) =>
    recordEvent(tx, { type: recordEvents.printFailed, agencyId: record.agencyId, subjects: [{ kind: 'record', id: recordId }], facts: { edition, attempts: ATTEMPTS } }),
  );
}

async function printRecord({ reader, work, evidence, draw }: PrintNeeds, { recordId, edition }: AskedPrint): Promise<void> {
  const record = await selectPrintable(reader, recordId);
  if (record === undefined) throw new Error(`no record ${recordId} to print`);
  if (record.printed.includes(edition) || !isDue(record, edition)) return;
  const issued = edition === 'issued' && record.issuedOn !== null ? { number: record.number, issuedOn: record.issuedOn } : undefined;
  const paper = await draw(readFrozenRecord(record), issued);
  const kept = await evidence.put(Readable.from([paper.bytes]), { maxBytes: LARGEST_BYTES, declaredName: 'record.pdf', declaredType: 'application/pdf', accept: ['application/pdf'] });
  if (!kept.allowed) throw new Error(`the print of record ${recordId} could not be kept: ${kept.reason}`);
  await work.run({ actorId: null, records: null }, async (tx) => {
    const first = await insertPrint(tx, { recordId, edition, sha256: kept.sha256, size: kept.size, pages: paper.pages });
    if (!first) return;
    if (edition === 'draft') await markPrinted(tx, recordId);
    await recordEvent(tx, {
      type: edition === 'draft' ? recordEvents.printed : recordEvents.issuedPrinted,
      agencyId: record.agencyId,
      subjects: [{ kind: 'record', id: recordId }],
      facts: { sha256: kept.sha256, size: kept.size, pages: paper.pages, modelSha256: record.modelSha256 },
    });
  });
}

/** A record that was withdrawn before the printer came to it is not printed. */
function isDue(record: PrintableRecord, edition: PrintEdition): boolean {
  return edition === 'draft' ? record.status === 'prepared' : record.status === 'registered';
}

function readPayload(payload: JobPayload): AskedPrint {
  const { recordId, edition } = payload;
  if (typeof recordId !== 'string' || (edition !== 'draft' && edition !== 'issued')) throw new Error('a print job names its record and edition');
  return { recordId, edition };
}
