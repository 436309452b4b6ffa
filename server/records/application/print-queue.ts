import type { Transaction } from '../../platform/database/transactions.js';
import type { Jobs } from '../../platform/jobs/index.js';

/** 'draft': for signature, number and day blank. 'issued': with both, once registered. */
export type PrintEdition = 'draft' | 'issued';

export const PRINT_QUEUE = 'record-print';

/** Has a record printed after the transaction commits; asked for twice it is printed once. */
export function enqueuePrint(tx: Transaction, jobs: Jobs, recordId: string, edition: PrintEdition): Promise<void> {
  return jobs.enqueue(tx, PRINT_QUEUE, { recordId, edition }, { key: `${recordId}:${edition}` });
}
