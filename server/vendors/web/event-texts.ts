import type { EventTexts, PastEvent } from '../../audit-trail/index.js';
import { formatDay, isCalendarDay } from '../../kernel/calendar-day.js';
import { isVendorKind } from '../domain/vendor.js';
import { fieldNames } from './field-names.js';
import { vendorKindNames } from './words.js';

/** What each event of this room says in a history. */
export const vendorEventTexts: EventTexts = {
  'vendor.registered': () => 'đăng ký bên cung cấp.',
  'vendor.amended': (event) => `sửa thông tin bên cung cấp: ${changesText(event)}.`,
  'vendor.deleted': () => 'xóa bên cung cấp.',
  'vendor.files-attached': (event) => `đính kèm ${countOf(event.facts['files'])} tệp: ${factText(event, 'purpose')}.`,
  'vendor.representative-added': (event) => `thêm người đại diện ${factText(event, 'fullName')}, ${factText(event, 'post')}.`,
  'vendor.representative-amended': (event) => `sửa người đại diện: ${changesText(event)}.`,
  'vendor.subcontractor-added': (event) => `thêm nhà thầu phụ ${factText(event, 'company')}, ${factText(event, 'service')}.`,
  'vendor.subcontractor-amended': (event) => `sửa nhà thầu phụ: ${changesText(event)}.`,
  'vendor-person.added': (event) => `thêm nhân sự ${factText(event, 'fullName')}, ${factText(event, 'post')}.`,
  'vendor-person.amended': (event) => `sửa thông tin nhân sự: ${changesText(event)}.`,
  'vendor-person.left': (event) => `ghi nhận ${personalText(event, 'fullName')} thôi làm việc cho bên cung cấp từ ${factText(event, 'leftOn')}.`,
  'vendor-person.returned': (event) => `ghi nhận ${personalText(event, 'fullName')} vẫn làm việc cho bên cung cấp (hủy ngày thôi làm việc ${factText(event, 'leftOn')}).`,
  'commitment.recorded': (event) =>
    `ghi nhận cam kết bảo mật ký ngày ${factText(event, 'signedOn')}, ${'validUntil' in event.facts ? `có hiệu lực đến hết ${factText(event, 'validUntil')}` : 'không thời hạn'}.`,
  'commitment.ended': (event) => `ghi nhận cam kết bảo mật kết thúc từ ${factText(event, 'endedOn')}. Lý do: ${personalText(event, 'endGround')}`,
};

/** "tên (từ "A" thành "B"), điện thoại (…)": what changed, old and new. */
function changesText(event: PastEvent): string {
  const names = Array.isArray(event.facts['changed']) ? event.facts['changed'].map(String) : [];
  return names.map((name) => `${fieldNames[name] ?? name} (${turnText(event, name)})`).join('; ');
}

function turnText(event: PastEvent, name: string): string {
  const changes = new Map(Object.entries(objectOf(event.facts['changes'])));
  const change = new Map(Object.entries(objectOf(changes.get(name))));
  const from = event.personal[`${name}.from`] ?? shown(change.get('from'));
  const to = event.personal[`${name}.to`] ?? shown(change.get('to'));
  if (from === '') return `ghi "${to}"`;
  return to === '' ? `bỏ “${from}”` : `từ “${from}” thành “${to}”`;
}

function factText(event: PastEvent, name: string): string {
  return event.personal[name] ?? shown(event.facts[name]);
}

function personalText(event: PastEvent, name: string): string {
  return event.personal[name] ?? '(thông tin cá nhân đã xóa)';
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  if (isVendorKind(value)) return vendorKindNames[value];
  return isCalendarDay(value) ? formatDay(value) : value;
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function countOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
