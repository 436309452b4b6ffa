import { contractPaths } from '../../contracts/index.js';
import type { AccessForm, Purpose } from '../domain/access.js';
import { accessPaths } from './paths.js';
import { formWords, purposeWords } from './words.js';

/** The title of a grant: what for, and where. */
export function titleOfGrant({ form, purpose, systemName }: { readonly form: AccessForm; readonly purpose: Purpose; readonly systemName: string }): string {
  return `${form === 'grant' ? purposeWords[purpose] : formWords[form]}: ${systemName}`;
}

/** Where a page about a contract's access stands. */
export function accessCrumbs(of: { readonly contractId: string; readonly contractName: string }): { href: string; text: string }[] {
  return [
    { href: contractPaths.register, text: 'Hợp đồng' },
    { href: contractPaths.contract(of.contractId), text: of.contractName },
    { href: accessPaths.ofContract(of.contractId), text: 'Quyền truy cập' },
  ];
}

/** Where a page about one grant stands. */
export function grantCrumbs(grant: Parameters<typeof accessCrumbs>[0] & Parameters<typeof titleOfGrant>[0] & { readonly id: string }): { href: string; text: string }[] {
  return [...accessCrumbs(grant), { href: accessPaths.grant(grant.id), text: titleOfGrant(grant) }];
}

/** The line above the title of a page about a contract's access. */
export function contractCaption({ contractNumber }: { readonly contractNumber: string | null }): string {
  return contractNumber === null ? 'Hợp đồng chưa có số' : `Hợp đồng ${contractNumber}`;
}
