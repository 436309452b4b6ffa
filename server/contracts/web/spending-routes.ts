import { formatMoney } from '../../kernel/money.js';
import { page } from '../../platform/http/answers.js';
import { screen, type Route } from '../../platform/http/routes.js';
import type { SecuritySpending } from '../application/read-contracts.js';
import type { ContractUseCases } from '../application/use-cases.js';
import { shareOf } from '../domain/spending.js';
import type { LibraryChoices } from './library-choices.js';
import { contractPaths, contractSection } from './paths.js';

/** The share of cyber security in what an agency contracted in a year, beside the marks of the sources, which are averages. */
export function spendingRoutes(contracts: ContractUseCases, library: LibraryChoices): Route[] {
  return [
    screen(contractPaths.securitySpending, { action: 'read', subject: 'Contract' }, async (ask) => {
      const marks = library.spendingMarks(contracts.today());
      const rows = (await contracts.securitySpending(ask.principal)).map((row) => rowModel(row, marks.map(({ percent }) => percent)));
      return page('contracts/spending', 'Chi cho an ninh mạng theo năm', { marks, rows, crumbs: [{ href: contractPaths.register, text: 'Hợp đồng' }] }, { section: contractSection });
    }),
  ];
}

function rowModel(row: SecuritySpending, marks: readonly number[]): object {
  const share = shareOf(row.value, row.securityValue);
  return {
    agency: row.agencyName,
    year: row.year,
    contracts: row.contracts,
    value: formatMoney(row.value),
    securityValue: formatMoney(row.securityValue),
    share: share === undefined ? 'Chưa tính được' : `${share.toLocaleString('vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`,
    standing: share === undefined ? '' : standingText(share, marks),
    note: row.unknown === 0 ? '' : `${row.unknown} hợp đồng chưa ghi phần chi này, đang tính là 0 đ`,
  };
}

function standingText(share: number, marks: readonly number[]): string {
  const reached = marks.filter((mark) => share >= mark);
  return reached.length === 0 ? `thấp hơn mức ${String(Math.min(...marks))} %` : `đạt mức ${String(Math.max(...reached))} %`;
}
