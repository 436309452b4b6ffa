import { NotFound } from '../../kernel/errors.js';
import type { RegisterResult, RegisterView } from '../../platform/database/register-query.js';
import type { RegisterSource } from '../../platform/database/register-stream.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Principal } from '../../platform/http/principal.js';
import { selectFormChoices, type FormChoices } from '../persistence/neighbours.js';
import { contractMayBeExamined, selectChapters, selectContract, selectSecuritySpending, selectTold, type ContractDetail, type SecuritySpending } from '../persistence/read-contract.js';
import {
  countContractsNaming,
  selectContractsNaming,
  selectRegister,
  streamContracts,
  type ContractReference,
  type ContractRegisterRow,
} from '../persistence/read-register.js';
import { selectTransfer, type TransferDetail } from '../persistence/transfers.js';
import { agenciesToRegisterFor } from './access.js';

export type { FormChoices } from '../persistence/neighbours.js';
export type { ContractAmendment, ContractDetail, ContractSystem, ContractTransfer, SecuritySpending } from '../persistence/read-contract.js';
export type { TransferDetail } from '../persistence/transfers.js';
export type { ContractReference, ContractRegisterRow } from '../persistence/read-register.js';

/** Whether a person's reading reaches more than one agency: then registers say which. */
export function reachesSeveral(principal: Principal): boolean {
  const reached = principal.held.flatMap(({ agencyId, agencyIds }) => agencyIds ?? [agencyId, 'every agency']);
  return new Set(reached).size > 1;
}

/** What pages read of contracts; each method is one statement. */
export function createContractReading(reader: Reader) {
  return {
    register: (principal: Principal, view: RegisterView): Promise<RegisterResult<ContractRegisterRow>> =>
      selectRegister(reader, principal.ability, view, reachesSeveral(principal)),
    /** All rows of the same view. */
    registerRows: (principal: Principal, view: RegisterView): RegisterSource<ContractRegisterRow> => streamContracts(reader, principal.ability, view, reachesSeveral(principal)),
    /** @throws NotFound when there is none that this person may read */
    async contract(principal: Principal, id: string): Promise<ContractDetail> {
      const found = await selectContract(reader, principal.ability, id);
      if (found === undefined) throw new NotFound('contract');
      return found;
    },
    /** What later rooms tell of a contract: the value of each SQL function they publish, in their order; one statement, none where no room tells anything. */
    chapters: (id: string, sqlFunctions: readonly string[]): Promise<unknown[]> => selectChapters(reader, id, sqlFunctions),
    /** What SQL expressions over a contract's identifier tell, in their order; one statement. Whoever asks decides who may read it. */
    told: (id: string, expressions: readonly string[]): Promise<unknown[]> => selectTold(reader, id, expressions),
    /** A request to take a contract over. @throws NotFound when there is none that this person may read */
    async transfer(principal: Principal, id: string): Promise<TransferDetail> {
      const found = await selectTransfer(reader, principal.ability, id);
      if (found === undefined) throw new NotFound('contract transfer');
      return found;
    },
    /** Whether this person may have the files of the contract, which stay with its agency and those who supervise it. */
    mayExamine: (principal: Principal, id: string): Promise<boolean> => contractMayBeExamined(reader, principal.ability, id),
    /** Systems, people and agencies to choose from, for the agencies this person registers contracts for and the one named. */
    formChoices: (principal: Principal, agencyId?: string): Promise<FormChoices> =>
      selectFormChoices(reader, principal.ability, agencyId === undefined ? agenciesToRegisterFor(principal) : [agencyId]),
    securitySpending: (principal: Principal): Promise<SecuritySpending[]> => selectSecuritySpending(reader, principal.ability),
    /** The newest contracts of a vendor, or over a system, that this person may read. */
    naming: (principal: Principal, kind: 'vendor' | 'system', id: string): Promise<ContractReference[]> => selectContractsNaming(reader, principal.ability, kind, id),
    countNaming: (kind: 'vendor' | 'system', id: string): Promise<number> => countContractsNaming(reader, kind, id),
  };
}

export type ContractReading = ReturnType<typeof createContractReading>;
