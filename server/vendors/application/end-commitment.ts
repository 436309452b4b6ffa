import { recordEvent } from '../../audit-trail/index.js';
import { today, type CalendarDay } from '../../kernel/calendar-day.js';
import { Conflict, InvalidInput } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { endingFaults } from '../domain/commitment-policy.js';
import { lockCommitment, saveCommitmentEnd } from '../persistence/commitments.js';
import { requireCommitmentRight, type RolesThatMay } from './access.js';
import { commitmentSubject } from './events.js';

export interface EndCommitment {
  readonly id: string;
  /** The first day on which it is no longer in force. */
  readonly endedOn: CalendarDay;
  readonly ground: string;
}

/**
 * Ends a commitment, once and with a ground; nothing else of it can ever change. One that has lapsed may be ended too: the officer says
 * that no other is needed.
 * @throws NotFound for another agency's, Forbidden, Conflict when it is ended already, InvalidInput with the codes of endingFaults
 */
export function createEndCommitment(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function endCommitment(context: ActContext, principal: Principal, command: EndCommitment): Promise<void> {
    await work.run(context, async (tx) => {
      const commitment = await lockCommitment(tx, command.id);
      requireCommitmentRight(principal, 'end', commitment.agencyId, rolesThatMay);
      if (commitment.endedOn !== null) throw new Conflict({ subject: 'commitment', id: commitment.id });
      const faults = endingFaults(command.endedOn, commitment.signedOn, today({ now: () => tx.at }));
      if (faults.endedOn !== undefined) throw new InvalidInput(faults);
      await saveCommitmentEnd(tx, commitment.id, { endedOn: command.endedOn, endedBy: principal.userId, endGround: command.ground });
      await recordEvent(tx, {
        type: 'commitment.ended',
        agencyId: commitment.agencyId,
        subjects: [commitmentSubject(commitment.id)],
        facts: { endedOn: command.endedOn },
        personal: { endGround: command.ground },
      });
    });
  };
}
