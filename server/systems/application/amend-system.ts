import { changesBetween, recordEvent } from '../../audit-trail/index.js';
import { Conflict } from '../../kernel/errors.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { agencyNames } from '../persistence/agency-names.js';
import { lockSystem, saveSystem, type SystemRow } from '../persistence/systems.js';
import { factsOf, requireMay, type RolesThatMay } from './access.js';
import { aboutSystem, systemEvents } from './events.js';
import { checkEntry, fieldsOf, type SystemEntry } from './register-system.js';

/**
 * Changes what is entered about a system; a change of beneficiaries is an event of its own, so that those agencies are told.
 * @throws NotFound, Forbidden, Conflict when somebody saved since `version` was read, InvalidInput as in registering
 */
export function createAmendSystem(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function amendSystem(context: ActContext, principal: Principal, id: string, version: number | undefined, command: SystemEntry): Promise<void> {
    await work.run(context, async (tx) => {
      const before = await lockSystem(tx, id);
      requireMay(principal, 'amend', factsOf(before), rolesThatMay);
      if (before.version !== version) throw new Conflict({ subject: 'system', id });
      checkEntry(tx, command, before.managingAgencyId);
      const after = fieldsOf(command);
      await saveSystem(tx, id, version, after);
      await recordEvent(tx, aboutSystem(systemEvents.amended, before, { code: after.code, name: after.name, changes: changesBetween(recordable(before), recordable(after)) }));
      await recordBeneficiaries(tx, before, after.beneficiaryIds);
    });
  };
}

function recordable(fields: ReturnType<typeof fieldsOf>) {
  const { code, name, description, ownerAgencyId, ownerText, operatorKind, operatorName, servesProcedures, publicService } = fields;
  const { nationalSecurity, proposedLevel, planNumber, planApprovedOn, hostingKind, hostingPlace } = fields;
  return {
    code, name, description, ownerAgencyId, ownerText, operatorKind, operatorName, servesProcedures, publicService,
    nationalSecurity, proposedLevel, planNumber, planApprovedOn, hostingKind, hostingPlace,
  };
}

async function recordBeneficiaries(tx: Transaction, before: SystemRow, after: readonly string[]): Promise<void> {
  const added = after.filter((agency) => !before.beneficiaryIds.includes(agency));
  const removed = before.beneficiaryIds.filter((agency) => !after.includes(agency));
  if (added.length + removed.length === 0) return;
  const facts = { name: before.name, added: await agencyNames(tx, added), removed: await agencyNames(tx, removed) };
  await recordEvent(tx, aboutSystem(systemEvents.beneficiariesChanged, before, facts));
}
