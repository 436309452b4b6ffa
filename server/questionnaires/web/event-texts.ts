import type { EventFact, EventTexts, PastEvent } from '../../audit-trail/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { parseInstant } from '../../kernel/clock.js';

/** What each event of this room says in a history, after the name of who did it. Names of people stand in the questionnaire itself. */
export const questionnaireEventTexts: EventTexts = {
  'questionnaire.sent': (event) => `gửi phiếu hỏi cho bên cung cấp, ${countOf(event, 'criteria')} tiêu chí, hạn trả lời ${instantOf(event, 'expiresAt')}.`,
  'questionnaire.link-renewed': (event) => `gửi lại phiếu hỏi bằng đường liên kết mới, hạn trả lời ${instantOf(event, 'expiresAt')}.`,
  'questionnaire.link-revoked': (event) => `thu hồi đường liên kết của phiếu hỏi. Lý do: ${textOf(event, 'ground')}.`,
  'questionnaire.reopened': (event) => `mở lại phiếu hỏi, lần trả lời thứ ${textOf(event, 'round')}. Lý do: ${textOf(event, 'reason')}.`,
  'questionnaire.answers-saved': (event) => `lưu phần bên cung cấp nhập qua đường liên kết: nhóm ${textOf(event, 'group')}, ${countOf(event, 'criteria')} tiêu chí thay đổi${filesOf(event)}.`,
  'questionnaire.submitted': (event) =>
    `ghi nhận bên cung cấp gửi trả lời qua đường liên kết: ${textOf(event, 'answers')} tiêu chí, ${textOf(event, 'files')} tệp${event.facts['reuseAgreed'] === true ? ', đồng ý cho cơ quan khác dùng lại' : ''}.`,
  'questionnaire.received': () => 'tiếp nhận trả lời của bên cung cấp.',
  'questionnaire.taken-over': (event) => `tiếp nhận ${countOf(event, 'criteria')} trả lời và ${textOf(event, 'files')} tệp từ hồ sơ bên cung cấp gửi lúc ${instantOf(event, 'submittedAt')}.`,
};

function textOf(event: PastEvent, name: string): string {
  const value = event.facts[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function countOf(event: PastEvent, name: string): number {
  const value: EventFact | undefined = event.facts[name];
  return Array.isArray(value) ? value.length : 0;
}

function instantOf(event: PastEvent, name: string): string {
  return formatInstant(parseInstant(textOf(event, name)));
}

function filesOf(event: PastEvent): string {
  const added = countOf(event, 'files');
  const removed = textOf(event, 'removed');
  return `${added > 0 ? `, thêm ${String(added)} tệp` : ''}${removed === '' || removed === '0' ? '' : `, bỏ ${removed} tệp`}`;
}
