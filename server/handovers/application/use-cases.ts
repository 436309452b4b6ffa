import type { ClosingNeeds } from './closing-needs.js';
import type { ClosingUseCases } from './closing-use-cases.js';
import { createDrawUpPaper } from './draw-up-records.js';
import { createFinishClosing } from './finish-closing.js';
import { createHandOver } from './hand-over.js';
import { createReadings } from './readings.js';
import { createSetNotices } from './set-notices.js';
import { createSettleAccounts } from './settle-accounts.js';
import { createStartClosing } from './start-closing.js';

/** What this room can do, wired once. */
export function createClosingUseCases(needs: ClosingNeeds): ClosingUseCases {
  const drawUp = createDrawUpPaper(needs);
  return {
    ...createReadings(needs),
    ...createStartClosing(needs, drawUp),
    ...createHandOver(needs),
    ...createSettleAccounts(needs),
    ...createFinishClosing(needs),
    ...createSetNotices(needs),
    drawUp: (context, principal, wanted) => needs.work.run(context, (tx) => drawUp(tx, principal, wanted)),
  };
}
