import type { EventTexts, PastEvent } from '../../audit-trail/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { parseInstant } from '../../kernel/clock.js';

/** What the events of links, large files, reviews and changed bytes say in a history, after the name of who did it. */
export const fileEventTexts: EventTexts = {
  'closing.link-sent': (event) => `gửi đường liên kết bàn giao cho bên cung cấp, dùng được đến ${instantOf(event, 'expiresAt')}.`,
  'closing.link-revoked': (event) => `thu hồi đường liên kết bàn giao của bên cung cấp. Lý do: ${textOf(event, 'ground')}.`,
  'closing.upload-begun': (event) => `ghi nhận bắt đầu gửi một tệp lớn${event.facts['via'] === 'link' ? ' qua đường liên kết của bên cung cấp' : ''}.`,
  'closing.upload-kept': (event) => `ghi nhận một tệp lớn đã gửi xong, mã băm SHA-256 ${textOf(event, 'sha256')}.`,
  'closing.upload-given-up': () => 'ghi nhận một tệp lớn không được nhận.',
  'closing.evidence-reviewed': (event) =>
    `${event.facts['verdict'] === 'verified' ? 'xác minh minh chứng' : 'yêu cầu làm rõ minh chứng'} của ${textOf(event, 'title') === '' ? 'việc kết thúc hợp đồng' : textOf(event, 'title')}${event.facts['verdict'] === 'verified' ? '' : `. Lý do: ${textOf(event, 'reason')}`}.`,
  'closing.evidence-answered': (event) => `giải trình về minh chứng: ${textOf(event, 'text')}`,
  'evidence.fault-found': (event) => `phát hiện tệp lưu trữ ${event.facts['finding'] === 'missing' ? 'không còn' : 'đã bị thay đổi'}, mã băm SHA-256 ${textOf(event, 'sha256')}.`,
  'evidence.fault-cleared': (event) => `ghi nhận tệp lưu trữ đã nguyên vẹn trở lại, mã băm SHA-256 ${textOf(event, 'sha256')}.`,
};

function textOf(event: PastEvent, name: string): string {
  const value = event.facts[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function instantOf(event: PastEvent, name: string): string {
  return formatInstant(parseInstant(textOf(event, name)));
}
