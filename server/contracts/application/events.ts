import type { AuditEvent, EventFact } from '../../audit-trail/index.js';
import type { ContractFields, ContractRow } from '../persistence/contracts.js';

/** The events of this room; their sentences stand in web/event-texts.ts. */
export type ContractEventType =
  | 'contract.registered'
  | 'contract.entered-as-transitional'
  | 'contract.changed'
  | 'contract.corrected'
  | 'contract.cancelled'
  | 'contract.amended'
  // The moves of a contract's phases, recorded by the rooms that keep their gates.
  | 'contract.signed'
  | 'contract.trial-began'
  | 'contract.went-live'
  | 'contract.files-attached'
  | 'contract.transfer-requested'
  | 'contract.transferred'
  | 'contract.transfer-returned';

/** What agencies that benefit from a contract are told of: how it came in, every phase it moves to, its amendments, who takes it over. */
export const newsEvents = [
  'contract.registered', 'contract.entered-as-transitional', 'contract.signed', 'contract.trial-began', 'contract.went-live', 'contract.amended', 'contract.cancelled',
  'contract.transferred',
] as const satisfies readonly ContractEventType[];

/** Changes of facts; an agency is told of those that make it one that benefits. */
export const changeEvents = ['contract.changed', 'contract.corrected'] as const satisfies readonly ContractEventType[];

/** The identifiers an event of a contract concerns, so that it stands in the history of each of them. */
export interface EventTies {
  readonly id: string;
  readonly agencyId: string;
  readonly vendorId: string | null;
  readonly systemIds: readonly string[];
}

/** One event of a contract. The responsible officer is named by identifier only: names are personal data. */
export function contractEvent(type: ContractEventType, contract: EventTies, facts: Readonly<Record<string, EventFact>>): AuditEvent {
  return {
    type,
    agencyId: contract.agencyId,
    subjects: [
      { kind: 'contract', id: contract.id },
      ...(contract.vendorId === null ? [] : [{ kind: 'vendor', id: contract.vendorId }]),
      ...contract.systemIds.map((id) => ({ kind: 'system', id })),
    ],
    facts,
  };
}

type Described = Pick<
  ContractFields,
  | 'number' | 'name' | 'packageCode' | 'invitingBody' | 'vendorId' | 'withoutSystem' | 'operatorKind' | 'operatorName' | 'serviceKind' | 'hireAnswer' | 'hireOutcome'
  | 'hireGround' | 'scope' | 'value' | 'securityValue' | 'fundSource' | 'signedOn' | 'startsOn' | 'endsOn' | 'responsibleId'
>;

/** The facts of a contract as events carry them. */
export function factsOf(
  contract: Described,
  ties: Pick<ContractRow, 'systemIds' | 'namedBeneficiaryIds'>,
): Record<string, EventFact> {
  const { number, name, packageCode, invitingBody, vendorId, withoutSystem, operatorKind, operatorName, serviceKind, hireAnswer, hireOutcome } = contract;
  const { hireGround, scope, value, securityValue, fundSource, signedOn, startsOn, endsOn, responsibleId } = contract;
  return {
    number, name, packageCode, invitingBody, vendorId, withoutSystem, operatorKind, operatorName, serviceKind, hireAnswer, hireOutcome,
    hireGround, scope, value, securityValue, fundSource, signedOn, startsOn, endsOn, responsibleId,
    systemIds: [...ties.systemIds].sort(),
    beneficiaryIds: [...ties.namedBeneficiaryIds].sort(),
  };
}
