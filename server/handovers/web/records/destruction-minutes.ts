import { BLANK, contractText, paragraph, unended, vendorText } from '../../../access-grants/index.js';
import { formatDay, formatInstant } from '../../../kernel/calendar-day.js';
import type { RecordAnnex, RecordBlock, RecordClause, RecordModel } from '../../../records/index.js';
import type { DestructionMaterial, DestructionToPrint, RetainedToPrint } from '../../application/record-material.js';
import { SIGNED, bothParties } from './wording.js';

/** HS-28: minutes about the data destroyed at the vendor, with its confirmation as an annex (biên bản giao nhận; quy định nội bộ). */
export function destructionMinutes(material: DestructionMaterial): RecordModel {
  const { parties, destructions, retained } = material;
  const vendor = vendorText(parties);
  return {
    form: 'handover-minutes',
    title: 'Biên bản',
    subject: 'Xóa, hủy dữ liệu tại bên cung cấp dịch vụ',
    blocks: [
      paragraph(`Theo ${contractText(parties)}, sau khi dữ liệu và bản sao lưu đã được ${parties.agencyName} kiểm tra khôi phục đạt, hai bên lập biên bản về việc xóa, hủy dữ liệu tại ${vendor} và nhà thầu phụ.`),
      ...bothParties(parties),
      { kind: 'clauses', items: clausesOf(destructions, retained) },
      paragraph(`Xác nhận của ${vendor} tại Phụ lục là một phần của biên bản này.`),
      paragraph('Biên bản này được lập thành hai bản; mỗi bên giữ một bản.'),
    ],
    recipients: ['Hai bên'],
    filedWith: 'Hồ sơ hợp đồng',
    signatures: [{ lines: ['Đại diện bên cung cấp'], hint: SIGNED }, { lines: ['Đại diện cơ quan'], hint: SIGNED }],
    annexes: [confirmationOf(material)],
  };
}

/** What was destroyed, one clause an act, and what the vendor keeps. What the pages do not ask for is left open to be filled in by hand. */
function clausesOf(destructions: readonly DestructionToPrint[], retained: readonly RetainedToPrint[]): RecordClause[] {
  const destroyed = destructions.map(({ scope, method, doneAt, number, subcontractors }): RecordClause => ({
    text: `Dữ liệu, bản sao đã xóa, hủy lúc ${formatInstant(doneAt)}${number === null ? '' : ` (biên bản tại chỗ số ${number})`}:`,
    points: [
      `Dữ liệu, bản sao và nơi lưu: ${unended(scope)};`,
      `Phương pháp: ${unended(method)};`,
      `Nhà thầu phụ: ${unended(subcontractors ?? BLANK)};`,
      `Số hiệu phương tiện đã hủy: ${BLANK};`,
      `Người thực hiện: ${BLANK};`,
      `Người chứng kiến: ${BLANK}`,
    ],
  }));
  const kept = retained.map(({ what, ground, until }): RecordClause => ({ text: `Dữ liệu được giữ lại đến hết ngày ${formatDay(until)}: ${unended(what)}. Căn cứ: ${unended(ground)}.` }));
  return destroyed.length + kept.length === 0 ? [{ text: 'Chưa ghi nhận việc xóa, hủy dữ liệu tại bên cung cấp.' }] : [...destroyed, ...kept];
}

/** The vendor's own paper: what, where, how, when, by whom, and that nothing is left. */
function confirmationOf({ parties, destructions, retained }: DestructionMaterial): RecordAnnex {
  const vendor = vendorText(parties);
  const scopes = destructions.map(({ scope }) => unended(scope)).join('; ');
  const facts: RecordBlock = {
    kind: 'facts',
    rows: [
      { label: 'Dữ liệu, bản sao đã xóa, hủy', value: scopes === '' ? BLANK : scopes },
      { label: 'Phương pháp', value: destructions.map(({ method }) => unended(method)).join('; ') || BLANK },
      { label: 'Thời điểm', value: destructions.map(({ doneAt }) => formatInstant(doneAt)).join('; ') || BLANK },
      { label: 'Nhà thầu phụ', value: destructions.map(({ subcontractors }) => unended(subcontractors ?? BLANK)).join('; ') || BLANK },
      { label: 'Người thực hiện', value: BLANK },
    ],
  };
  return {
    title: 'Giấy xác nhận xóa, hủy dữ liệu',
    blocks: [
      paragraph(`${vendor} xác nhận đã xóa, hủy dữ liệu của ${parties.agencyName} theo ${contractText(parties)}:`),
      facts,
      paragraph(`${retained.length === 0 ? 'Không' : 'Ngoài các dữ liệu được giữ lại nêu tại biên bản, không'} còn bản sao nào của dữ liệu tại ${vendor} và nhà thầu phụ, kể cả bản sao lưu; dữ liệu đã xóa, hủy không khôi phục được. Nghĩa vụ bảo mật không chấm dứt khi kết thúc hợp đồng. ${parties.agencyName} có quyền kiểm tra.`),
      { kind: 'paragraph', align: 'right', text: [{ bold: 'ĐẠI DIỆN BÊN CUNG CẤP DỊCH VỤ' }] },
      { kind: 'paragraph', align: 'right', text: [{ italic: '(Ký, ghi rõ họ tên, chức vụ và đóng dấu)' }] },
    ],
  };
}
