import { contractPaths } from '../../contracts/index.js';
import { handoverPaths } from './paths.js';

/** What names the contract of a closing on the pages about it. */
export interface NamedContract {
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
}

/** Where the page of a closing stands. */
export function contractCrumbs({ contractId, contractName }: NamedContract): { href: string; text: string }[] {
  return [{ href: contractPaths.register, text: 'Hợp đồng' }, { href: contractPaths.contract(contractId), text: contractName }];
}

/** Where a page below a closing stands. */
export function closingCrumbs(of: NamedContract): { href: string; text: string }[] {
  return [...contractCrumbs(of), { href: handoverPaths.ofContract(of.contractId), text: 'Kết thúc, bàn giao' }];
}

/** "Hợp đồng 12/2026/HĐ-CNTT", the line above the title of a page. */
export function contractCaption({ contractNumber }: Pick<NamedContract, 'contractNumber'>): string {
  return contractNumber === null ? 'Hợp đồng chưa có số' : `Hợp đồng ${contractNumber}`;
}
