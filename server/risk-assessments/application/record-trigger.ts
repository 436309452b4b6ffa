import { recordEvent } from '../../audit-trail/index.js';
import { compareDays, today, type CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { insertTrigger } from '../persistence/parts.js';
import { lockAssessment } from '../persistence/read-assessment.js';
import { requireMay, type RolesThatMay } from './access.js';
import { aboutAssessment, assessmentEvents } from './events.js';

export interface TriggerCommand {
  readonly triggerId: string;
  readonly note: string;
  readonly occurredOn: CalendarDay;
}

/**
 * Records an event that asks for a new assessment and that no other fact shows (a serious incident, a new function …): the approval in force lapses at once.
 * @throws NotFound, Forbidden, InvalidInput ('event-in-future')
 */
export function createRecordTrigger(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return function recordTrigger(context: ActContext, principal: Principal, id: string, command: TriggerCommand): Promise<void> {
    return work.run(context, async (tx) => {
      const detail = await lockAssessment(tx, id);
      requireMay(principal, 'record-trigger', detail, rolesThatMay);
      if (compareDays(command.occurredOn, today({ now: () => tx.at })) > 0) throw new InvalidInput({ occurredOn: 'event-in-future' });
      const eventId = await insertTrigger(tx, { ...command, contractId: detail.contractId, recordedBy: principal.userId });
      await recordEvent(tx, aboutAssessment(assessmentEvents.triggerRecorded, detail, { eventId, ...command }));
    });
  };
}
