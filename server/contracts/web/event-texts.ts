import type { EventFact, EventTexts, PastEvent } from '../../audit-trail/index.js';
import { formatDay, isCalendarDay } from '../../kernel/calendar-day.js';
import { formatMoney } from '../../kernel/money.js';
import { fieldWords, phaseWord } from './words.js';

/** What each event of this room says in a history, after the name of who did it. */
export const contractEventTexts: EventTexts = {
  'contract.registered': (event) => `lập hợp đồng dự kiến “${fact(event, 'name')}”${filesText(event)}.`,
  'contract.entered-as-transitional': (event) =>
    `nhập hợp đồng chuyển tiếp số ${fact(event, 'number')} “${fact(event, 'name')}”, giai đoạn ${phaseWord(fact(event, 'phase'))}; rà soát trước hết ngày ${shown('reviewDueOn', event.facts['reviewDueOn'])}${filesText(event)}.`,
  'contract.changed': (event) => `sửa thông tin: ${changesText(event)}.`,
  'contract.corrected': (event) => `đính chính: ${changesText(event)}. Lý do: ${fact(event, 'ground')}.`,
  'contract.cancelled': (event) => `hủy hợp đồng dự kiến. Căn cứ: ${fact(event, 'ground')}.`,
  'contract.amended': (event) =>
    `ghi nhận phụ lục ${fact(event, 'number')} ký ngày ${shown('signedOn', event.facts['signedOn'])}: ${changesText(event)}. Căn cứ: ${fact(event, 'ground')}${filesText(event)}.`,
  'contract.signed': (event) => `ghi nhận hợp đồng số ${fact(event, 'number')} đã ký ngày ${shown('signedOn', event.facts['signedOn'])}${filesText(event)}.`,
  'contract.trial-began': (event) => `ghi nhận bắt đầu vận hành thử từ ngày ${shown('day', event.facts['day'])}.`,
  'contract.went-live': (event) => `quyết định đưa dịch vụ vào vận hành từ ngày ${shown('day', event.facts['day'])}.`,
  'contract.files-attached': (event) => `đính kèm ${listOf(event.facts['files']).length} tệp (${fact(event, 'purpose')}).`,
  'contract.transfer-requested': (event) =>
    `đề nghị chuyển hợp đồng sang ${fact(event, 'toAgency')} từ ngày ${shown('effectiveOn', event.facts['effectiveOn'])}, theo văn bản số ${fact(event, 'documentNumber')}.`,
  'contract.transferred': (event) =>
    `${fact(event, 'medium') === 'paper' ? 'ghi nhận quyết định trên giấy tiếp nhận' : 'tiếp nhận'} hợp đồng từ ${fact(event, 'fromAgency')} sang ${fact(event, 'toAgency')}.`,
  'contract.transfer-returned': (event) => `trả lại đề nghị chuyển hợp đồng. Lý do: ${fact(event, 'ground')}.`,
};

/** The event as a reader who is not shown amounts of money meets it: that an amount changed is said, the amount is not. */
export function withoutAmounts(event: PastEvent): PastEvent {
  const changes = event.facts['changes'];
  if (typeof changes !== 'object' || changes === null || isList(changes)) return event;
  const kept = Object.entries(changes).map(([name, change]): [string, EventFact] => [name, amounts.has(name) ? null : change]);
  return { ...event, facts: { ...event.facts, changes: Object.fromEntries(kept) } };
}

function fact(event: PastEvent, name: string): string {
  const value = event.facts[name];
  return value === null || value === undefined ? '(chưa có)' : typeof value === 'object' ? '' : String(value);
}

function filesText(event: PastEvent): string {
  const { length } = listOf(event.facts['files']);
  return length === 0 ? '' : `, kèm ${length} tệp`;
}

function listOf(value: EventFact | undefined): readonly EventFact[] {
  return isList(value) ? value : [];
}

function isList(value: EventFact | undefined): value is readonly EventFact[] {
  return Array.isArray(value);
}

/** "Giá trị hợp đồng: 10 đ thành 20 đ; Ngày kết thúc: …". Long texts and identifiers are named without their value. */
function changesText(event: PastEvent): string {
  const changes = event.facts['changes'];
  if (typeof changes !== 'object' || changes === null || isList(changes)) return 'không có nội dung thay đổi';
  const parts = Object.entries(changes).map(([name, change]) => changeText(name, change));
  return parts.length === 0 ? 'không có nội dung thay đổi' : parts.join('; ');
}

function changeText(name: string, change: EventFact): string {
  const label = fieldWords[name] ?? name;
  if (typeof change !== 'object' || change === null || !('from' in change) || !('to' in change)) return label;
  return named.has(name) ? label : `${label}: ${shown(name, change.from)} thành ${shown(name, change.to)}`;
}

/** Fields whose values are identifiers, codes or long texts: the page shows what stands now. */
const named = new Set(['vendorId', 'systemIds', 'beneficiaryIds', 'responsibleId', 'scope', 'hireAnswer', 'hireOutcome', 'hireGround', 'serviceKind', 'fundSource', 'operatorKind']);
const amounts = new Set(['value', 'securityValue']);

function shown(name: string, value: EventFact | undefined): string {
  if (value === null || value === undefined) return '(chưa có)';
  if (typeof value === 'boolean') return value ? 'có' : 'không';
  const text = typeof value === 'object' ? '' : String(value);
  if (amounts.has(name)) return formatMoney(BigInt(text));
  return isCalendarDay(text) ? formatDay(text) : text;
}
