import type { CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { HireOutcome } from '../domain/standing.js';
import type { ContractFields, ContractRow } from '../persistence/contracts.js';
import { isStaff, livingAgencies, readableSystems, vendorByTaxCode } from '../persistence/neighbours.js';

/** What both forms of a contract say. Whoever the form names as vendor arrives here by tax code, which settles who is meant. */
export interface ContractCommand {
  readonly number?: string | undefined;
  readonly name: string;
  readonly packageCode?: string | undefined;
  readonly invitingBody?: string | undefined;
  readonly vendorTaxCode?: string | undefined;
  readonly systems: readonly string[];
  readonly withoutSystem: boolean;
  readonly operator: string;
  readonly operatorName?: string | undefined;
  readonly serviceKind: string;
  readonly hireAnswer: string;
  readonly hireOutcome: HireOutcome;
  readonly hireGround?: string | undefined;
  readonly scope?: string | undefined;
  readonly value?: bigint | undefined;
  readonly securityValue?: bigint | undefined;
  readonly fundSource?: string | undefined;
  readonly signedOn?: CalendarDay | undefined;
  readonly startsOn?: CalendarDay | undefined;
  readonly endsOn?: CalendarDay | undefined;
  readonly responsible: string;
  readonly beneficiaries: readonly string[];
}

/** The fields of the row that a command fills; the rest comes from how the contract entered. */
export type CommandFields = Omit<ContractFields, 'entryKind' | 'phase' | 'agencyId' | 'transitionGround' | 'reviewDueOn' | 'cancelGround' | 'createdBy'>;

export interface ResolvedCommand {
  readonly fields: CommandFields;
  readonly systemIds: readonly string[];
  readonly beneficiaryIds: readonly string[];
}

/**
 * Finds what a command names: the vendor by tax code, systems the holder may read, the agency's person, living agencies.
 * `kept` is what was tied to the contract before: its systems stay even where this holder may not read them, its agencies even after they ended.
 * @throws InvalidInput with codes 'vendor-unknown', 'system-unknown', 'not-staff', 'beneficiary-unknown', 'beneficiary-is-agency'
 */
export async function resolveCommand(
  tx: Transaction,
  principal: Principal,
  agencyId: string,
  command: ContractCommand,
  kept: Pick<ContractRow, 'systemIds' | 'namedBeneficiaryIds' | 'responsibleId'> = { systemIds: [], namedBeneficiaryIds: [], responsibleId: null },
): Promise<ResolvedCommand> {
  const vendorId = command.vendorTaxCode === undefined ? null : await vendorByTaxCode(tx, command.vendorTaxCode);
  if (vendorId === undefined) throw new InvalidInput({ vendor: 'vendor-unknown' });
  const readable = await readableSystems(tx, principal.ability, command.systems);
  if (command.systems.some((id) => !readable.includes(id) && !kept.systemIds.includes(id))) throw new InvalidInput({ systems: 'system-unknown' });
  const staysResponsible = command.responsible === kept.responsibleId;
  if (!staysResponsible && !(await isStaff(tx, agencyId, command.responsible))) throw new InvalidInput({ responsible: 'not-staff' });
  if (command.beneficiaries.includes(agencyId)) throw new InvalidInput({ beneficiaries: 'beneficiary-is-agency' });
  const named = command.beneficiaries.filter((id) => !kept.namedBeneficiaryIds.includes(id));
  if ((await livingAgencies(tx, named)) !== named.length) throw new InvalidInput({ beneficiaries: 'beneficiary-unknown' });
  return { fields: fieldsOf(command, vendorId), systemIds: command.systems, beneficiaryIds: command.beneficiaries };
}

function fieldsOf(command: ContractCommand, vendorId: string | null): CommandFields {
  return {
    number: command.number ?? null,
    name: command.name,
    packageCode: command.packageCode ?? null,
    invitingBody: command.invitingBody ?? null,
    vendorId,
    withoutSystem: command.withoutSystem,
    operatorKind: command.operator,
    operatorName: command.operator === 'other-organization' ? (command.operatorName ?? null) : null,
    serviceKind: command.serviceKind,
    hireAnswer: command.hireAnswer,
    hireOutcome: command.hireOutcome,
    hireGround: command.hireGround ?? null,
    scope: command.scope ?? null,
    value: command.value ?? null,
    securityValue: command.securityValue ?? null,
    fundSource: command.fundSource ?? null,
    signedOn: command.signedOn ?? null,
    startsOn: command.startsOn ?? null,
    endsOn: command.endsOn ?? null,
    responsibleId: command.responsible,
  };
}
