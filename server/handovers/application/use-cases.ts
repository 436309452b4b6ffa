import type { ClosingNeeds } from './closing-needs.js';
import type { ClosingUseCases } from './closing-use-cases.js';
import { createFinishClosing } from './finish-closing.js';
import { createHandOver } from './hand-over.js';
import { createReadings } from './readings.js';
import { createSettleAccounts } from './settle-accounts.js';
import { createStartClosing } from './start-closing.js';

/** What this room can do, wired once. */
export function createClosingUseCases(needs: ClosingNeeds): ClosingUseCases {
  return { ...createReadings(needs), ...createStartClosing(needs), ...createHandOver(needs), ...createSettleAccounts(needs), ...createFinishClosing(needs) };
}
