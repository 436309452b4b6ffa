import { formatDay, formatInstant } from '../../kernel/calendar-day.js';
import { contractPaths } from '../../contracts/index.js';
import type { PackageDetail } from '../application/published-lists.js';
import type { Difference } from '../domain/reconciliation.js';
import { reconciliationPaths } from './paths.js';
import { amountText } from './screens.js';
import { conclusionWords, excuseWord, findingNotes, findingStates, statusWords } from './words.js';

/** A package beside its contract: what was published, what the register says, where they differ. */
export function presentPackage(one: PackageDetail, acts: { readonly mayConclude: boolean; readonly mayPlace: boolean }): object {
  const state = findingStates[one.finding];
  return {
    crumbs: crumbsOf(one),
    caption: one.code,
    name: one.name,
    facts: [one.inviting_body, one.published_on === null ? '' : `đăng ngày ${formatDay(one.published_on)}`, one.status === null ? '' : statusWords[one.status]].filter((text) => text !== '').join(' · '),
    states: [state],
    finding: `${sentence(findingNotes[one.finding])}.`,
    sides: sidesOf(one),
    contractHref: one.contract_id === null ? '' : contractPaths.contract(one.contract_id),
    conclusions: one.conclusions.map(({ outcome, reason, note, contract, by, at }) => ({
      what: [conclusionWords[outcome], contract ?? '', reason === null ? '' : excuseWord(reason)].filter((text) => text !== '').join(': '),
      note,
      who: `${by}, ${formatInstant(new Date(at))}`,
    })),
    concludeHref: acts.mayConclude ? reconciliationPaths.conclude(one.id) : '',
    placeHref: acts.mayPlace ? reconciliationPaths.place(one.id) : '',
  };
}

export function crumbsOf(one: Pick<PackageDetail, 'list_id' | 'source'>): { href: string; text: string }[] {
  return [
    { href: reconciliationPaths.lists, text: 'Đối chiếu gói thầu' },
    { href: reconciliationPaths.list(one.list_id), text: one.source },
  ];
}

function sidesOf(one: PackageDetail): object[] {
  const found = one.contract_id !== null;
  const row = (label: string, difference: Difference | undefined, published: string, registered: string): object => ({
    label,
    published: published === '' ? '–' : published,
    registered: !found ? '–' : registered === '' ? '–' : registered,
    state: !found || difference === undefined ? undefined : one.differences.includes(difference) ? { tone: 'attention', icon: 'warning', word: 'Khác' } : { tone: 'settled', icon: 'check', word: 'Không khác' },
  });
  return [
    row('Mã gói thầu, lần đăng', 'revision', one.code, one.contract_code ?? ''),
    row('Tên', 'name', one.name, one.contract_name ?? ''),
    row('Cơ quan', 'agency', one.agency_name ?? `${one.inviting_body} (chưa rõ cơ quan)`, one.contract_agency_name ?? ''),
    row('Giá trị', 'value', amountText(one.value), amountText(one.contract_value)),
    row('Số hợp đồng', undefined, '', one.contract_number ?? ''),
  ];
}

function sentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}
