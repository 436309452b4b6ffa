import { dayOf, formatInstant } from '../../../kernel/calendar-day.js';
import { citeClause, type RegulationClause } from '../../../kernel/citation.js';
import { inSentence } from '../../../kernel/text.js';
import type { Regulation } from '../../../people/index.js';
import { longDay, type RecordBlock, type RecordColumn, type RecordParty, type RecordRow, type RecordTable } from '../../../records/index.js';
import type { GrantToPrint, RecordGround, RecordParties } from '../../application/record-material.js';
import { shortAddress } from '../request-presenter.js';
import { environmentWords, formWords, methodWords, planeWords, purposeWords, supervisionWords, windowsText } from '../words.js';

/** What the records of this room say in the same words. */

export const paragraph = (text: string): RecordBlock => ({ kind: 'paragraph', text });

/** "Hợp đồng số 12/2026/HĐ-CNTT", as titles name it; without a number by its name. */
export function contractTitle({ contractNumber, contractName }: Pick<RecordParties, 'contractNumber' | 'contractName'>): string {
  return contractNumber === null ? `hợp đồng “${contractName}”` : `Hợp đồng số ${contractNumber}`;
}

/** "Hợp đồng số 12/2026/HĐ-CNTT ngày 05 tháng 01 năm 2026". */
export function contractText(parties: Pick<RecordParties, 'contractNumber' | 'contractName' | 'signedOn'>): string {
  return `${contractTitle(parties)}${parties.contractNumber === null || parties.signedOn === null ? '' : ` ngày ${longDay(parties.signedOn)}`}`;
}

/** The items of a list with their signs: ";" after each, a full stop after the last (NĐ 30/2020, Phụ lục I). */
export function listed(items: readonly string[]): string[] {
  return items.map((item, index) => `${unended(item)}${index === items.length - 1 ? '.' : ';'}`);
}

export function vendorText({ vendorName }: Pick<RecordParties, 'vendorName'>): string {
  return vendorName ?? 'bên cung cấp dịch vụ';
}

const REGULATION = 'bảo đảm an ninh mạng hệ thống thông tin các cơ quan nhà nước trên địa bàn thành phố Hải Phòng';

/** The first place where a record cites the regulation: with its whole name. */
export function citedInFull(clause: RegulationClause, regulation: Regulation): string {
  return `${citeClause(clause, regulation)} ${REGULATION}`;
}

/** A place of Điều 6 as it is cited further on. */
export function cited(clause: number, point: string | undefined, regulation: Regulation): string {
  return citeClause({ article: 6, clause, ...(point === undefined ? {} : { point }) }, regulation);
}

/** Who watches over security at an agency, as the regulation names the post (khoản 3 Điều 21). */
export const SECURITY_OFFICER = 'Cán bộ chuyên trách an ninh mạng';

/** "12 giờ 05 phút ngày 05 tháng 01 năm 2026", as decisions write a moment, in Vietnam's time. */
export function momentText(instant: Date): string {
  const [hours = '', minutes = ''] = formatInstant(instant).slice(0, 5).split(':');
  return `${hours} giờ ${minutes} phút ngày ${longDay(dayOf(instant))}`;
}

/** "từ 14:30 ngày 05/01/2026 đến 14:30 ngày 06/01/2026". */
export function spanText(from: Date, until: Date): string {
  return `từ ${formatInstant(from)} đến ${formatInstant(until)}`;
}

/** Without the mark with which it would end, for texts that somebody typed and a sentence that goes on. */
export function unended(text: string): string {
  return text.trim().replace(/[\s.;,]+$/u, '');
}

/** Both parties, for two-party papers. */
export function partyBlocks(parties: RecordParties): RecordParty[] {
  const { representative } = parties;
  return [
    {
      kind: 'party', title: 'Bên A (cơ quan chủ trì thuê dịch vụ)', name: parties.agencyName,
      facts: [{ label: 'Đại diện', value: BLANK }, { label: 'Chức vụ', value: BLANK }],
    },
    {
      kind: 'party', title: 'Bên B (bên cung cấp dịch vụ)', name: vendorText(parties),
      facts: [
        { label: 'Mã số thuế', value: parties.vendorTaxCode ?? BLANK },
        { label: 'Địa chỉ', value: parties.vendorAddress ?? BLANK },
        { label: 'Đại diện', value: representative?.name ?? BLANK },
        { label: 'Chức vụ', value: representative === null ? BLANK : `${representative.post} (${inSentence(representative.authority)})` },
      ],
    },
  ];
}

/** To be filled in by hand: the rest of a line, and lines of their own. */
export const BLANK = '…'.repeat(15);
export const BLANK_LINE = '…'.repeat(30);

/** How many people, accounts and systems grants name, each once. */
export function countsOf(grants: readonly GrantToPrint[]): { readonly people: number; readonly accounts: number } {
  const holders = grants.flatMap(({ systemId, environment, holders: named }) => named.map((holder) => ({ ...holder, place: `${systemId} ${environment}` })));
  return {
    people: new Set(holders.map(({ name, identityTail }) => `${name} ${identityTail}`)).size,
    accounts: new Set(holders.map(({ place, account, accountKind }) => `${place} ${accountKind} ${account}`)).size,
  };
}

/** "03 người, 12 tài khoản": numbers below ten bear a 0 as in official papers. */
export function countText(count: number): string {
  return String(count).padStart(2, '0');
}

/** What a grant is for: the line that opens its people in a list. */
export function grantTitle(grant: GrantToPrint): string {
  const form = grant.form === 'grant' ? '' : ` (${inSentence(formWords[grant.form])})`;
  return `${grant.systemName} (${grant.systemCode}), cấp độ ${String(grant.level)}, ${inSentence(environmentWords[grant.environment])} – ${inSentence(purposeWords[grant.purpose])}${form}`;
}

/** What a grant allows and under which conditions. */
export function grantTerms(grant: GrantToPrint): string {
  const addresses = grant.sourceAddresses.length === 0 ? '' : `; địa chỉ nguồn ${grant.sourceAddresses.map(shortAddress).join(', ')}`;
  const uses = grant.useHours === null ? '' : `; mỗi lần mở không quá ${String(grant.useHours)} giờ`;
  return (
    `Quyền: ${inSentence(planeWords[grant.plane])} – ${inSentence(unended(grant.privilege))}. ` +
    `Phương thức: ${methodWords[grant.method]}${addresses}. Khung giờ: ${windowsText(grant.windows)}${uses}. ` +
    `Giám sát: ${inSentence(supervisionWords[grant.supervision])}, ${grant.supervisorName}.`
  );
}

/** The day of an instant, without its hour. */
export function dayText(instant: Date): string {
  return formatInstant(instant).replace(/^.* ngày /u, '');
}

const holderColumns: readonly RecordColumn[] = [
  { title: 'Họ và tên', width: 19 },
  { title: 'Chức vụ', width: 17 },
  { title: 'Giấy tờ (4 ký tự cuối)', align: 'center', width: 10 },
  { title: 'Tài khoản', width: 14 },
  { title: 'Loại tài khoản', width: 13 },
];

/** People and accounts of grants, a line of the grant before its people; `further` are the columns that a record adds. */
export function holderTable(grants: readonly GrantToPrint[], { accountKinds }: RecordGround, further: { readonly columns: readonly RecordColumn[]; readonly cells: (grant: GrantToPrint) => readonly string[] }): RecordTable {
  return {
    kind: 'table',
    numbered: true,
    dense: true,
    columns: [...holderColumns, ...further.columns],
    rows: grants.flatMap((grant): RecordRow[] => [
      { group: grantTitle(grant), about: `${grantTerms(grant)} Đề nghị ngày ${dayText(grant.requestedAt)}, phê duyệt ngày ${dayText(grant.grantedAt)}.` },
      ...grant.holders.map((holder): RecordRow => [holder.name, holder.post, holder.identityTail, holder.account, accountKinds[holder.accountKind] ?? holder.accountKind, ...further.cells(grant)]),
    ]),
  };
}
