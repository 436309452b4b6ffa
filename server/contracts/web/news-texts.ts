import { formatInstant } from '../../kernel/calendar-day.js';
import type { ContractNewsRow } from '../application/read-news.js';
import { contractEventTexts, withoutAmounts } from './event-texts.js';
import { contractPaths } from './paths.js';

const benefitTexts: Readonly<Record<NonNullable<ContractNewsRow['nowBenefits']>, string>> = {
  named: 'nêu đơn vị là cơ quan thụ hưởng của hợp đồng.',
  'by-system': 'đưa vào phạm vi hợp đồng hệ thống mà đơn vị quản lý hoặc sử dụng.',
};

/**
 * What a beneficiary agency is told, as the home page lists it; who did it and amounts of money stay with the contract's own agency.
 * @throws when an event has no sentence
 */
export function presentContractNews(rows: readonly ContractNewsRow[]): { text: string; href: string; when: string; at: Date }[] {
  return rows.map((row) => ({
    text: `${row.contractName} (${row.agencyName}): ${sentenceOf(row)}`,
    href: contractPaths.contract(row.contractId),
    when: formatInstant(row.at),
    at: row.at,
  }));
}

function sentenceOf({ type, at, facts, nowBenefits }: ContractNewsRow): string {
  if (nowBenefits !== null) return benefitTexts[nowBenefits];
  const sentence = contractEventTexts[type];
  if (sentence === undefined) throw new Error(`no sentence for audit event ${type}`);
  return sentence(withoutAmounts({ id: 0n, type, at, actorId: null, actorName: null, actorPost: null, facts, personal: {}, hash: '' }));
}
