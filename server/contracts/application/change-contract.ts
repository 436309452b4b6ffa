import { changesBetween, recordEvent } from '../../audit-trail/index.js';
import { today } from '../../kernel/calendar-day.js';
import { Conflict, InvalidInput, Refused } from '../../kernel/errors.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayEnterAsTransitional } from '../domain/entry.js';
import { mayEdit } from '../domain/gate.js';
import { changedTerms } from '../domain/terms.js';
import { lockContract, saveContract, setBeneficiaries, setSystems, type ContractRow } from '../persistence/contracts.js';
import { agencyDays, readableSystems } from '../persistence/neighbours.js';
import { requireMay, type RolesThatMay } from './access.js';
import { resolveCommand, type CommandFields, type ContractCommand } from './contract-command.js';
import { contractEvent, factsOf } from './events.js';

export interface ChangeContract {
  readonly id: string;
  /** The version the browser saw. */
  readonly version: number | undefined;
  readonly command: ContractCommand;
  /** Why signed terms are put right; only for a transitional contract before its first amendment. */
  readonly correctionGround?: string | undefined;
}

/**
 * Puts the facts of a contract right. Signed terms change by an amendment; only those of a transitional contract may be corrected, with a
 * ground, until its first amendment.
 * @throws NotFound, Forbidden, Conflict, Refused, InvalidInput (codes of {@link resolveCommand}, 'needed-when-signed', 'correction-ground-missing')
 */
export function createChangeContract(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return function changeContract(context: ActContext, principal: Principal, { id, version, command, correctionGround }: ChangeContract): Promise<void> {
    return work.run(context, async (tx) => {
      const contract = await lockContract(tx, id);
      requireMay(principal, 'change', contract, rolesThatMay);
      if (version !== contract.version) throw new Conflict({ subject: 'contract', id });
      const whole = { ...command, systems: await withUnseenSystems(tx, principal, contract, command) };
      const resolved = await resolveCommand(tx, principal, contract.agencyId, whole, contract);
      const fields = { ...resolved.fields, signedOn: contract.phase === 'planned' ? null : (command.signedOn ?? contract.signedOn) };
      await check(tx, contract, fields, correctionGround);
      const changes = changesBetween(factsOf(contract, contract), factsOf(fields, { systemIds: resolved.systemIds, namedBeneficiaryIds: resolved.beneficiaryIds }));
      if (Object.keys(changes).length === 0) return;
      // A contract that names no system any more lets go of them first.
      if (fields.withoutSystem) await setSystems(tx, id, []);
      await saveContract(tx, id, contract.version, fields);
      await setSystems(tx, id, resolved.systemIds);
      await setBeneficiaries(tx, id, resolved.beneficiaryIds);
      const ties = { id, agencyId: contract.agencyId, vendorId: fields.vendorId, systemIds: [...new Set([...contract.systemIds, ...resolved.systemIds])] };
      const corrected = correctionGround !== undefined && contract.phase !== 'planned';
      await recordEvent(tx, contractEvent(corrected ? 'contract.corrected' : 'contract.changed', ties, corrected ? { changes, ground: correctionGround } : { changes }));
    });
  };
}

/** Systems of other agencies that this officer cannot see on the form stay tied. */
async function withUnseenSystems(tx: Transaction, principal: Principal, contract: ContractRow, command: ContractCommand): Promise<string[]> {
  if (command.withoutSystem) return [...command.systems];
  const seen = await readableSystems(tx, principal.ability, contract.systemIds);
  return [...new Set([...command.systems, ...contract.systemIds.filter((id) => !seen.includes(id))])];
}

const neededWhenSigned = { number: 'number', vendorId: 'vendor', value: 'value', startsOn: 'startsOn', endsOn: 'endsOn' } as const;

async function check(tx: Transaction, contract: ContractRow, fields: CommandFields, correctionGround: string | undefined): Promise<void> {
  const termsChange = changedTerms(contract, fields).length > 0;
  const verdict = mayEdit(contract, termsChange);
  if (!verdict.allowed) throw new Refused(verdict);
  if (contract.phase === 'planned') return;
  const missing = Object.entries(neededWhenSigned).filter(([name]) => Reflect.get(fields, name) === null);
  if (missing.length > 0) throw new InvalidInput(Object.fromEntries(missing.map(([, field]) => [field, 'needed-when-signed'])));
  const identity = (['number', 'vendorId', 'signedOn', 'startsOn'] as const).some((name) => contract[name] !== fields[name]);
  if ((termsChange || identity) && correctionGround === undefined) throw new InvalidInput({ correctionGround: 'correction-ground-missing' });
  if (contract.entryKind === 'transitional' && fields.signedOn !== null && fields.signedOn !== contract.signedOn) {
    const agency = await agencyDays(tx, contract.originAgencyId);
    const entry = mayEnterAsTransitional(fields.signedOn, agency?.adoptedOn ?? null, today({ now: () => tx.at }));
    if (!entry.allowed) throw new Refused(entry);
  }
}
