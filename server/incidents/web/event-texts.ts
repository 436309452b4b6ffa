import type { EventTexts, PastEvent } from '../../audit-trail/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { incidentConditions } from '../domain/incident.js';
import { conditionWords } from './words.js';

/** The levels of khoản 4 Điều 14 by their codes, as sentences name them. */
const levelNames: Readonly<Record<string, string>> = { low: 'thấp', medium: 'trung bình', high: 'cao', serious: 'nghiêm trọng', 'very-serious': 'đặc biệt nghiêm trọng' };

/** What the events about incidents say in a history, after the name of who did it. */
export const incidentEventTexts: EventTexts = {
  'incident.recorded': (event) => `ghi nhận sự cố ${fact(event, 'code')}: ${fact(event, 'title')}, phát hiện lúc ${moment(event, 'detectedAt')}.${clocks(event)}`,
  'incident.graded': (event) => `đánh giá sự cố ${fact(event, 'code')} ở mức độ ${levelNames[fact(event, 'level')] ?? fact(event, 'level')}. Căn cứ: ${fact(event, 'ground')}.${clocks(event)}`,
  'incident.condition-recorded': (event) => `ghi nhận sự cố ${fact(event, 'code')}: ${condition(event)}.${clocks(event)}`,
  'incident.notice-recorded': (event) => `ghi nhận tin báo đầu tiên về sự cố ${fact(event, 'code')} lúc ${moment(event, 'noticedAt')}, người tiếp nhận: ${event.personal['takenBy'] ?? ''}.`,
  'incident.handling-recorded': (event) => `ghi nhận xử lý sự cố ${fact(event, 'code')} lúc ${moment(event, 'doneAt')}: ${fact(event, 'what')}.`,
};

function fact(event: PastEvent, key: string): string {
  const value = event.facts[key];
  return typeof value === 'string' ? value.replace(/\.$/u, '') : '';
}

function moment(event: PastEvent, key: string): string {
  const at = new Date(fact(event, key));
  return Number.isNaN(at.getTime()) ? '' : formatInstant(at);
}

function condition(event: PastEvent): string {
  const code = incidentConditions.find((known) => known === event.facts['condition']);
  return code === undefined ? '' : conditionWords[code].charAt(0).toLowerCase() + conditionWords[code].slice(1);
}

/** How many clocks the act started. */
function clocks(event: PastEvent): string {
  const started = event.facts['clocks'];
  return Array.isArray(started) && started.length > 0 ? ` ${String(started.length)} thời hạn bắt đầu tính.` : '';
}
