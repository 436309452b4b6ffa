import { BLANK, contractText, countText, unended, vendorText } from '../../../access-grants/index.js';
import { formatDay, formatInstant } from '../../../kernel/calendar-day.js';
import { inSentence } from '../../../kernel/text.js';
import { longDay, type RecordClause, type RecordParty, type RecordSignature } from '../../../records/index.js';
import type { ClosingGround, ClosingParties, DestructionToPrint, ItemToPrint, Official, RetainedToPrint, RunToPrint } from '../../application/record-material.js';
import { reasonWords, runWords } from '../words.js';

/** What the records of this room say in the same words. */

/** Where nobody holds the head's authority: the place to sign bears no name. */
export const OPEN_SIGNATURE: RecordSignature = { lines: ['Thủ trưởng'], hint: '(Ký, ghi rõ họ tên và đóng dấu)' };
export const SIGNED = '(Ký và ghi rõ họ và tên)';

/** "Nguyễn Văn A, trưởng phòng CNTT". */
export function officialText({ name, post }: Official): string {
  return `${name}, ${inSentence(post)}`;
}

/** "BG-02 Dữ liệu nghiệp vụ … (Hệ thống X)". */
export function itemText({ code, name, about }: Pick<ItemToPrint, 'code' | 'name' | 'about'>): string {
  return `${code === null ? '' : `${code} `}${name}${about === null ? '' : ` (${about})`}`;
}

/** Both parties of minutes, the vendor first: as giver and receiver where something is handed over, else as what they are in the contract. */
export function bothParties(parties: ClosingParties, titles: { readonly vendor: string; readonly agency: string } = { vendor: 'Bên cung cấp dịch vụ', agency: 'Cơ quan chủ trì thuê dịch vụ' }): RecordParty[] {
  const { representative } = parties;
  return [
    {
      kind: 'party', title: titles.vendor, name: vendorText(parties),
      facts: [
        { label: 'Mã số thuế', value: parties.vendorTaxCode ?? BLANK },
        { label: 'Địa chỉ', value: parties.vendorAddress ?? BLANK },
        { label: 'Đại diện', value: representative?.name ?? BLANK },
        { label: 'Chức vụ', value: representative?.post ?? BLANK },
      ],
    },
    {
      kind: 'party', title: titles.agency, name: parties.agencyName,
      facts: [{ label: 'Đại diện', value: BLANK }, { label: 'Chức vụ', value: BLANK }],
    },
  ];
}

/** Why the hire ends: "Hết thời gian thuê theo Hợp đồng số … (ngày 31 tháng 12 năm 2026)". */
export function endText({ reason, ground, parties }: ClosingGround): string {
  const until = parties.endsOn === null ? '' : ` (ngày ${longDay(parties.endsOn)})`;
  return reason === 'end-of-term'
    ? `${reasonWords[reason]} theo ${contractText(parties)}${until}`
    : `${reasonWords[reason]} đối với ${contractText(parties)}${ground === null ? '' : `; lý do: ${unended(ground)}`}`;
}

/** The run without the vendor, or that there is none yet. */
export function runText(run: RunToPrint | null): string {
  if (run === null) return 'Chưa chạy thử độc lập.';
  const end = run.finishedAt === null ? `dự kiến hết ngày ${formatDay(run.endsOn)}` : `hoàn thành lúc ${formatInstant(run.finishedAt)}`;
  const outcome = run.outcome === null ? '' : `; kết quả: ${inSentence(runWords[run.outcome])}`;
  return `Chạy thử độc lập không có bên cung cấp từ ${formatInstant(run.beganAt)}, ${end}${outcome}${run.note === null ? '' : `. ${unended(run.note)}`}.`;
}

/** What became of the copies that the vendor held. */
export function copiesClauses(destructions: readonly DestructionToPrint[], retained: readonly RetainedToPrint[]): RecordClause[] {
  const destroyed = destructions.map(({ scope, method, doneAt, number, subcontractors }) => ({
    text: `Đã xóa, hủy lúc ${formatInstant(doneAt)}: ${unended(scope)}. Phương pháp: ${inSentence(unended(method))}${number === null ? '' : `; biên bản số ${number}`}${subcontractors === null ? '' : `; nhà thầu phụ: ${unended(subcontractors)}`}.`,
  }));
  const kept = retained.map(({ what, ground, until }) => ({ text: `Được giữ lại đến hết ngày ${formatDay(until)}: ${unended(what)}. Căn cứ: ${unended(ground)}.` }));
  return destroyed.length + kept.length === 0 ? [{ text: 'Chưa ghi nhận việc xóa, hủy dữ liệu tại bên cung cấp.' }] : [...destroyed, ...kept];
}

/** "25 hạng mục: 22 hạng mục đạt, 03 hạng mục không có hoặc được miễn", and what is still open. */
export function countsText({ items, passed, absent }: { readonly items: number; readonly passed: number; readonly absent: number }): string {
  const open = items - passed - absent;
  return `${countText(items)} hạng mục: ${countText(passed)} hạng mục đạt, ${countText(absent)} hạng mục không có hoặc được miễn${open === 0 ? '' : `, ${countText(open)} hạng mục chưa đạt`}`;
}
