import { recordEvent } from '../../audit-trail/index.js';
import { NotFound, Refused } from '../../kernel/errors.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { isLateAtStart } from '../domain/duty-clock.js';
import { mayExplain } from '../domain/report-policy.js';
import { insertExplanation } from '../persistence/reports.js';
import { requireClock } from './access.js';
import type { ClockNeeds } from './clock-needs.js';
import { clockEvent } from './events.js';
import { readClock } from './read-clocks.js';

/** Explaining why a clock was overdue when it was recorded (domain reference 11.4). */
export function createExplainLateness({ work, library, rolesThatMay }: Pick<ClockNeeds, 'work' | 'library' | 'rolesThatMay'>) {
  /** Written once and never changed; the clock stays overdue. @throws NotFound, Forbidden, Refused (codes of mayExplain) */
  return function explainLateness(context: ActContext, principal: Principal, command: { readonly clockId: string; readonly reason: string }): Promise<void> {
    return work.run(context, async (tx) => {
      const clock = await readClock((sql, values) => tx.query(sql, values), library(), command.clockId);
      requireClock(principal, 'explain', clock, rolesThatMay);
      if (clock === undefined) throw new NotFound('duty clock');
      const verdict = mayExplain({ lateAtStart: isLateAtStart(clock), explained: clock.explanation !== null });
      if (!verdict.allowed) throw new Refused(verdict);
      await insertExplanation(tx, { clockId: clock.id, reason: command.reason, explainedBy: principal.userId });
      await recordEvent(tx, clockEvent('clock.lateness-explained', clock, { reason: command.reason }));
    });
  };
}
