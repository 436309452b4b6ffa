import { recordEvent } from '../../audit-trail/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { personDayFaults } from '../domain/person-policy.js';
import { lockVendorPerson, saveVendorPerson } from '../persistence/vendor-parts.js';
import { requireVendorRight, requireVersion, type RolesThatMay } from './access.js';
import { entered, personSubject, vendorSubject } from './events.js';

export interface RecordLeaving {
  readonly id: string;
  readonly version: number | undefined;
  /** The first day on which the person no longer works for the vendor; undefined takes a wrongly recorded leaving back. */
  readonly leftOn: CalendarDay | undefined;
}

/**
 * Records that somebody no longer works for the vendor (điểm d khoản 2 Điều 10); nobody is ever deleted.
 * @throws NotFound, Forbidden, Conflict, InvalidInput {leftOn: 'before-joining'}
 */
export function createRecordLeaving(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function recordLeaving(context: ActContext, principal: Principal, command: RecordLeaving): Promise<void> {
    await work.run(context, async (tx) => {
      requireVendorRight(principal, 'amend', rolesThatMay);
      const found = await lockVendorPerson(tx, command.id);
      const leftOn = command.leftOn ?? null;
      if (leftOn === found.leftOn) return;
      const faults = personDayFaults({ joinedOn: found.joinedOn, leftOn });
      if (faults.leftOn !== undefined) throw new InvalidInput(faults);
      await saveVendorPerson(tx, found.id, requireVersion(command.version, 'vendor-person', found.id), { leftOn });
      const subjects = [vendorSubject(found.vendorId), personSubject(found.id)];
      const type = leftOn === null ? 'vendor-person.returned' : 'vendor-person.left';
      await recordEvent(tx, entered(type, subjects, { fullName: found.fullName, leftOn: leftOn ?? found.leftOn }, ['fullName']));
    });
  };
}
