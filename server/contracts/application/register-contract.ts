import { recordEvent } from '../../audit-trail/index.js';
import { today } from '../../kernel/calendar-day.js';
import { Forbidden, InvalidInput, Refused } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { attachFiles } from '../../attachments/index.js';
import { mayEnterAsTransitional, reviewDueOn } from '../domain/entry.js';
import type { transitionalPhases } from '../domain/contract.lifecycle.js';
import { insertContract, setBeneficiaries, setSystems, type ContractFields } from '../persistence/contracts.js';
import { agencyDays } from '../persistence/neighbours.js';
import type { RolesThatMay } from './access.js';
import { resolveCommand, type ContractCommand, type ResolvedCommand } from './contract-command.js';
import { contractEvent, factsOf, type ContractEventType } from './events.js';

export type RegisterContract = ContractCommand & { readonly agency: string };
export type EnterTransitional = RegisterContract & { readonly phase: (typeof transitionalPhases)[number]; readonly ground: string };

/**
 * Registers a planned contract (Dự kiến). Number, vendor, value and dates may come later; the gates stand between it and its signing.
 * @returns its identifier
 * @throws Forbidden, InvalidInput (codes of {@link resolveCommand}, 'agency-unknown')
 */
export function createRegisterContract(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return function registerContract(context: ActContext, principal: Principal, command: RegisterContract, files: readonly StoredFile[] = []): Promise<string> {
    return work.run(context, async (tx) => {
      requireRegister(principal, command.agency, rolesThatMay);
      if ((await agencyDays(tx, command.agency))?.endedOn !== null) throw new InvalidInput({ agency: 'agency-unknown' });
      const resolved = await resolveCommand(tx, principal, command.agency, command);
      return enter(tx, 'contract.registered', resolved, files, {
        entryKind: 'new',
        phase: 'planned',
        agencyId: command.agency,
        transitionGround: null,
        reviewDueOn: null,
        cancelGround: null,
        createdBy: principal.userId,
      });
    });
  };
}

/**
 * Enters a running contract as hợp đồng chuyển tiếp, with its true dates: the one entry that passes no gate. Khoản 2 to 4 of Điều 6
 * apply to it at once; its assessment and clause review are due `reviewDays` (library period, 90) after the entry.
 * @returns its identifier
 * @throws Forbidden, Refused, InvalidInput (codes of {@link resolveCommand})
 */
export function createEnterTransitional(work: UnitOfWork, rolesThatMay: RolesThatMay, reviewDays: () => number) {
  return function enterTransitional(context: ActContext, principal: Principal, command: EnterTransitional, files: readonly StoredFile[] = []): Promise<string> {
    return work.run(context, async (tx) => {
      requireRegister(principal, command.agency, rolesThatMay);
      const day = today({ now: () => tx.at });
      const agency = await agencyDays(tx, command.agency);
      if (agency === undefined || command.signedOn === undefined) throw new InvalidInput({ agency: 'agency-unknown' });
      const verdict = mayEnterAsTransitional(command.signedOn, agency.adoptedOn, day);
      if (!verdict.allowed) throw new Refused(verdict);
      const resolved = await resolveCommand(tx, principal, command.agency, command);
      return enter(tx, 'contract.entered-as-transitional', resolved, files, {
        entryKind: 'transitional',
        phase: command.phase,
        agencyId: command.agency,
        transitionGround: command.ground,
        reviewDueOn: reviewDueOn(day, reviewDays()),
        cancelGround: null,
        createdBy: principal.userId,
      });
    });
  };
}

function requireRegister(principal: Principal, agencyId: string, rolesThatMay: RolesThatMay): void {
  if (!may(principal.ability, 'register', 'Contract', { agencyId, beneficiaryIds: [] })) {
    throw new Forbidden({ action: 'register', neededRoles: rolesThatMay('register', 'Contract') });
  }
}

type Entry = Omit<ContractFields, keyof ResolvedCommand['fields']>;

async function enter(tx: Transaction, type: ContractEventType, resolved: ResolvedCommand, files: readonly StoredFile[], entry: Entry): Promise<string> {
  const { fields, systemIds, beneficiaryIds } = resolved;
  const id = await insertContract(tx, { ...fields, ...entry });
  await setSystems(tx, id, systemIds);
  await setBeneficiaries(tx, id, beneficiaryIds);
  const attached = await attachFiles(tx, { subjectKind: 'contract', subjectId: id, agencyId: entry.agencyId, purpose: 'Hợp đồng và tài liệu kèm theo' }, files);
  const facts = { ...factsOf(fields, { systemIds, namedBeneficiaryIds: beneficiaryIds }), phase: entry.phase, transitionGround: entry.transitionGround, reviewDueOn: entry.reviewDueOn, files: attached };
  await recordEvent(tx, contractEvent(type, { id, agencyId: entry.agencyId, vendorId: fields.vendorId, systemIds }, facts));
  return id;
}
