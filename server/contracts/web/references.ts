import type { Principal } from '../../platform/http/principal.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { ContractReference } from '../application/read-contracts.js';
import type { ContractUseCases } from '../application/use-cases.js';
import { contractPaths } from './paths.js';
import { phaseStates } from './words.js';

/** What earlier rooms show of contracts; compose hands these to their ports. */

/** A contract in a line: "12/2026/HĐ-CNTT, Thuê dịch vụ …". */
function lineOf({ number, name }: ContractReference): string {
  return number === null ? name : `${number}, ${name}`;
}

/** The port of vendors: the contracts of a vendor that the reader may see, newest first. */
export function contractsOfVendor(contracts: ContractUseCases) {
  return async (principal: Principal, vendorId: string): Promise<{ id: string; agencyId: string; agencyName: string; text: string; state: StateModel; href: string }[]> => {
    const found = await contracts.naming(principal, 'vendor', vendorId);
    return found.map((contract) => ({
      id: contract.id,
      agencyId: contract.agency_id,
      agencyName: contract.agency_name,
      text: lineOf(contract),
      state: phaseStates[contract.phase],
      href: contractPaths.contract(contract.id),
    }));
  };
}

/** The port of systems: the contracts over a system that the reader may see, newest first. */
export function contractsOfSystem(contracts: ContractUseCases) {
  return async (principal: Principal, systemId: string): Promise<{ href: string; number: string; name: string; phase: string }[]> => {
    const found = await contracts.naming(principal, 'system', systemId);
    return found.map(({ id, number, name, phase }) => ({ href: contractPaths.contract(id), number: number ?? 'Chưa có số', name, phase: phaseStates[phase].word }));
  };
}

/** What stands against deleting a vendor or a system: contracts by name; those the reader may not see are counted only. */
export function contractsReferringTo(contracts: ContractUseCases, kind: 'vendor' | 'system') {
  return async (principal: Principal, id: string): Promise<{ text: string; href: string }[]> => {
    const [seen, all] = await Promise.all([contracts.naming(principal, kind, id), contracts.countNaming(kind, id)]);
    const named = seen.map((contract) => ({ text: `Hợp đồng ${lineOf(contract)}`, href: contractPaths.contract(contract.id) }));
    const unseen = all - seen.length;
    return unseen > 0 ? [...named, { text: `${unseen} hợp đồng khác, kể cả của cơ quan khác`, href: contractPaths.register }] : named;
  };
}
