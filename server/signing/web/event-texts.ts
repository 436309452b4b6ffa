import type { EventFact, EventTexts, PastEvent } from '../../audit-trail/index.js';
import { formatDay, isCalendarDay } from '../../kernel/calendar-day.js';
import { versionText } from '../../library/index.js';
import { conditionName } from './condition-texts.js';

/** What each event of this room says in a history, after the name of who did it. */
export const signingEventTexts: EventTexts = {
  'signing.review-opened': (event) => `mở rà soát điều khoản lần ${fact(event, 'round')} (theo danh mục điều khoản ${versionText(fact(event, 'libraryVersion'))}).`,
  'signing.clauses-recorded': (event) => `ghi nhận kết quả rà soát ${String(listOf(event.facts['findings']).length)} điều khoản${sourceText(event)}.`,
  'signing.annex-made': (event) => `lập Phụ lục bảo đảm an ninh mạng chuẩn, bản số ${fact(event, 'ordinal')}.`,
  'signing.annex-carried': (event) => `xác định ${fact(event, 'clauses')} điều khoản theo Phụ lục bảo đảm an ninh mạng bản số ${fact(event, 'annex')} kèm hợp đồng.`,
  'signing.review-submitted': (event) => `trình xác nhận kết quả rà soát điều khoản lần ${fact(event, 'round')}: ${fact(event, 'located')} điều khoản đã xác định.`,
  'signing.review-confirmed': (event) => `${medium(event)}xác nhận các điều khoản bắt buộc đã có trong hợp đồng (rà soát lần ${fact(event, 'round')}).`,
  'signing.review-returned': (event) => `${medium(event)}trả lại kết quả rà soát điều khoản lần ${fact(event, 'round')}. Lý do: ${fact(event, 'ground')}.`,
  'signing.trial-result-recorded': (event) =>
    `ghi nhận kết quả vận hành thử lần ${fact(event, 'ordinal')}: ${fact(event, 'outcome') === 'passed' ? 'đạt' : 'chưa đạt'}, văn bản số ${fact(event, 'number')} ngày ${fact(event, 'day')}.`,
  'signing.plan-deployment-recorded': (event) => `ghi nhận phương án bảo đảm an ninh mạng đã triển khai đầy đủ, văn bản số ${fact(event, 'number')} ngày ${fact(event, 'day')}.`,
  'signing.refused': (event) => `đề nghị ghi nhận ký hợp đồng nhưng bị từ chối${conditionsText(event)}.`,
  'signing.go-live-refused': (event) => `đề nghị đưa vào vận hành nhưng bị từ chối${conditionsText(event)}.`,
};

function fact(event: PastEvent, name: string): string {
  const value = event.facts[name];
  if (value === null || value === undefined) return '(chưa có)';
  const text = typeof value === 'object' ? '' : String(value);
  return isCalendarDay(text) ? formatDay(text) : text;
}

function listOf(value: EventFact | undefined): readonly EventFact[] {
  return isList(value) ? value : [];
}

function isList(value: EventFact | undefined): value is readonly EventFact[] {
  return Array.isArray(value);
}

function medium(event: PastEvent): string {
  return event.facts['medium'] === 'paper' ? `ghi nhận văn bản số ${fact(event, 'paperNumber')}: ` : '';
}

function sourceText(event: PastEvent): string {
  return event.facts['sourceScope'] === undefined ? '' : ' và phạm vi mã nguồn';
}

function conditionsText(event: PastEvent): string {
  const names = listOf(event.facts['conditions']).flatMap((code) => (typeof code === 'string' ? [conditionName(code)] : []));
  return names.length === 0 ? '' : `; chưa đạt: ${names.join('; ')}`;
}
