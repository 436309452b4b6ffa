import { randomUUID } from 'node:crypto';
import { recordEvent } from '../../audit-trail/index.js';
import { lockContractFor, moveContract } from '../../contracts/index.js';
import { dayOf, daysBetween } from '../../kernel/calendar-day.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayStart, startFaults } from '../domain/closing-policy.js';
import { insertClosing } from '../persistence/closings.js';
import { selectStartingGround } from '../persistence/read-closing.js';
import { pass, queryOf, requireAboutClosings } from './access.js';
import type { ClosingNeeds } from './closing-needs.js';
import type { ClosingActs } from './closing-use-cases.js';
import type { StartClosing } from './commands.js';
import type { DrawUpPaper } from './draw-up-records.js';
import { closingEvent } from './events.js';

/** Closing begins: the list of what is to be handed over, and the request and plan drawn up for signature (điểm a khoản 4 Điều 6). */
export function createStartClosing({ work, rolesThatMay, library }: Pick<ClosingNeeds, 'work' | 'rolesThatMay' | 'library'>, drawUp: DrawUpPaper): Pick<ClosingActs, 'start'> {
  return {
    start(context: ActContext, principal: Principal, command: StartClosing) {
      return work.run(context, async (tx) => {
        const contract = await lockContractFor(tx, principal, command.contractId, 'read', rolesThatMay);
        const ground = await selectStartingGround(queryOf(tx), command.contractId);
        requireAboutClosings(principal, 'start', ground?.agencyId, rolesThatMay);
        if (ground === undefined) throw new NotFound('contract');
        pass(mayStart(ground));
        const today = dayOf(ground.now);
        const faults = startFaults({
          ...command, today, signedOn: ground.signedOn, phase: ground.phase, endedByCase: ground.endedByCase !== null, daysLeft: ground.endsOn === null ? null : daysBetween(today, ground.endsOn), firstNotice: ground.firstNotice,
        });
        if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
        const id = randomUUID();
        const itemsEdition = library().libraryOn('handover-items', today).id;
        await insertClosing(tx, { ...command, id, itemsEdition, by: principal.userId });
        if (contract.phase !== 'handing_over') await moveContract(tx, contract, 'begin-handover');
        await recordEvent(tx, closingEvent('closing.started', { closingId: id, contractId: contract.id, agencyId: ground.agencyId, vendorId: ground.vendorId ?? undefined }, {
          reason: command.reason, ground: command.ground ?? null, requestedOn: command.requestedOn, dueOn: command.dueOn, itemsEdition,
        }));
        await drawUp(tx, principal, { closingId: id, kind: 'HS-25' });
        return { id };
      });
    },
  };
}
