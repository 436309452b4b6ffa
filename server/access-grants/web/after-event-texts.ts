import { inSentence } from '../../kernel/text.js';
import type { EventTexts, PastEvent } from '../../audit-trail/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { closureActions, sessionMarks } from '../domain/access.js';
import { closureWords, sessionMarkWords } from './words.js';

/** What the events about approved access say in a history, after the name of who did it. */
export const afterEventTexts: EventTexts = {
  'access.opened-in-emergency': (event) =>
    `mở khẩn cấp quyền truy cập ${fact(event, 'system')} cho ${namesOf(event)}, đến ${moment(event, 'endsAt')}. Lý do: ${fact(event, 'ground')}.`,
  'access.emergency-reviewed': (event) =>
    `rà soát việc mở khẩn cấp ${fact(event, 'system')}${event.facts['late'] === true ? ' (quá hạn 24 giờ)' : ''}: ${fact(event, 'outcome') === 'justified' ? 'có căn cứ' : 'không có căn cứ'}. ${fact(event, 'ground')}.`,
  'access.use-opened': (event) => `mở quyền trực xử lý sự cố ${fact(event, 'system')} cho ${namesOf(event)}, tự đóng lúc ${moment(event, 'closesAt')}. Lý do: ${fact(event, 'ground')}.`,
  'access.use-closed': (event) => `đóng lượt mở quyền trực ${fact(event, 'system')} trước giờ.`,
  'access.use-acknowledged': (event) => `xác nhận đã biết lượt mở quyền trực ${fact(event, 'system')} lúc ${moment(event, 'openedAt')}.`,
  'access.cut-back': (event) => `rút ngắn thời hạn truy cập ${fact(event, 'system')} từ ${moment(event, 'from')} còn đến ${moment(event, 'to')}. Lý do: ${fact(event, 'ground')}.`,
  'access.returned-early': (event) => `trả lại ${countsOf(event)} trước hạn. Lý do: ${fact(event, 'ground')}.`,
  'access.revoked': (event) => `thu hồi ${countsOf(event)}. Lý do: ${fact(event, 'ground')}.`,
  'access.session-recorded': (event) => `ghi nhận phiên truy cập ${fact(event, 'system')} của ${event.personal['person'] ?? 'nhân sự bên cung cấp'}, ${moment(event, 'beganAt')} đến ${moment(event, 'endedAt')}${marksOf(event)}.`,
  'access.closure-confirmed': (event) => `xác nhận tài khoản ${fact(event, 'account')} trên ${fact(event, 'system')}: ${actionOf(event)}, lúc ${moment(event, 'doneAt')}.`,
};

function fact(event: PastEvent, name: string): string {
  const value = event.facts[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function moment(event: PastEvent, name: string): string {
  const instant = new Date(fact(event, name));
  return Number.isNaN(instant.getTime()) ? '' : formatInstant(instant);
}

/** The people of an event; where their names were erased, how many they were. */
function namesOf(event: PastEvent): string {
  const names = Object.values(event.personal);
  return names.length > 0 && names.length <= 5 ? names.join(', ') : `${fact(event, 'people')} người`;
}

function countsOf(event: PastEvent): string {
  const systems = listOf(event, 'systems');
  const accounts = event.facts['accounts'];
  const count = Array.isArray(accounts) ? accounts.length : 0;
  const where = systems.length === 0 ? '' : ` trên ${systems.length > 3 ? `${String(systems.length)} hệ thống` : systems.join(', ')}`;
  return `${fact(event, 'grants')} quyền truy cập${where} (${String(count)} tài khoản)`;
}

function listOf(event: PastEvent, name: string): string[] {
  const value = event.facts[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function marksOf(event: PastEvent): string {
  const given = listOf(event, 'marks');
  const words = sessionMarks.filter((mark) => given.includes(mark)).map((mark) => sessionMarkWords[mark]);
  return words.length === 0 ? '' : `; bất thường: ${words.join('; ')}`;
}

function actionOf(event: PastEvent): string {
  const action = closureActions.find((known) => known === event.facts['action']);
  return action === undefined ? '' : inSentence(closureWords[action]);
}
