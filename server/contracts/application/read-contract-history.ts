import { readHistory, type PastEvent } from '../../audit-trail/index.js';
import type { Reader } from '../../platform/database/reading.js';

/** How many events of a contract its page shows at once. */
const EVENTS_SHOWN = 100;

/** A page of a contract's history. */
export interface ContractHistory {
  /** Newest first. */
  readonly events: readonly PastEvent[];
  /** The event before which older ones stand; undefined when these are the oldest. */
  readonly olderThan: bigint | undefined;
}

/** The newest events of a contract, or the newest of those before the event `beforeId`; one statement. */
export async function readContractHistory(reader: Reader, id: string, beforeId?: bigint): Promise<ContractHistory> {
  const found = await readHistory(reader, { kind: 'contract', id }, { limit: EVENTS_SHOWN + 1, ...(beforeId === undefined ? {} : { beforeId }) });
  const events = found.slice(0, EVENTS_SHOWN);
  return { events, olderThan: found.length > EVENTS_SHOWN ? events.at(-1)?.id : undefined };
}
