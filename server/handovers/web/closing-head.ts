import type { ClosingDetail } from '../application/read-models.js';
import { closingCrumbs, contractCaption } from './closing-crumbs.js';
import { handoverPaths } from './paths.js';

/** Why nothing is written down any more. */
export function closedText(closed: boolean): { reason: string } | undefined {
  return closed ? { reason: 'Hợp đồng đã kết thúc; hồ sơ bàn giao chỉ đọc.' } : undefined;
}

/** What stands on top of a form about a closing. */
export function headOfClosing(of: ClosingDetail): object {
  return {
    crumbs: closingCrumbs(of), caption: contractCaption(of), facts: [of.vendorName, of.contractName].join(' · '), cancelHref: handoverPaths.ofContract(of.contractId), closed: closedText(of.close !== null),
  };
}

/** The systems of the contract as choices of a form. */
export function systemChoices({ systems }: Pick<ClosingDetail, 'systems'>): { value: string; label: string }[] {
  return systems.map(({ id, code, name }) => ({ value: id, label: `${code} – ${name}` }));
}
