import type { EventTexts, PastEvent } from '../../audit-trail/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { inSentence } from '../../kernel/text.js';
import { addresseeWords, deliveryWords, levelWords, outcomeWords, suspensionVerbs } from './words.js';

/** What the events about violations say in a history, after the name of who did it. */
export const violationEventTexts: EventTexts = {
  'violation.case-opened': (event) => `mở vụ vi phạm ${fact(event, 'code')}: ${levelOf(event, 'level')}, dấu hiệu ${listOf(event, 'signs').join(', ')}; phát hiện lúc ${moment(event, 'detectedAt')}.`,
  'violation.level-raised': (event) => `bổ sung dấu hiệu: ${levelChange(event)}.${after(event, 'ground')}`,
  'violation.contained': (event) => containedText(event),
  'violation.containment-confirmed': (event) => `xác nhận việc ngăn chặn ngoài giờ.${after(event, 'note')}`,
  'violation.suspension-done': (event) => `xác nhận đã ${kindOf(event)} ${fact(event, 'system')} lúc ${moment(event, 'doneAt')}.${after(event, 'proof')}`,
  'violation.suspension-extended': (event) => `gia hạn tạm dừng ${fact(event, 'system')} từ ${moment(event, 'from')} đến ${moment(event, 'to')}. Lý do: ${fact(event, 'ground')}.`,
  'violation.proposal-answered': (event) => `${event.facts['accepted'] === true ? 'chấp thuận' : 'không chấp thuận'} đề nghị tạm dừng hoặc đình chỉ ${fact(event, 'system')}.${after(event, 'ground')}`,
  'violation.notice-drafted': (event) => `soạn thông báo gửi ${wordOf(addresseeWords, event, 'addressee')}.`,
  'violation.notice-delivered': (event) => `ghi nhận đã gửi thông báo số ${fact(event, 'number')} cho ${wordOf(addresseeWords, event, 'addressee')} lúc ${moment(event, 'deliveredAt')}, qua ${wordOf(deliveryWords, event, 'delivery')}.`,
  'violation.report-recorded': (event) => `ghi nhận báo cáo mức độ vi phạm và thiệt hại số ${fact(event, 'number')}: ${levelChange(event, 'level')}.`,
  'violation.remedy-recorded': (event) => `ghi nhận khắc phục: ${fact(event, 'what')}.`,
  'violation.remedy-verified': (event) => `kiểm tra việc khắc phục “${fact(event, 'what')}”: ${fact(event, 'proof')}.`,
  'violation.resumed': (event) => `cho phép ${fact(event, 'system')} hoạt động trở lại. Lý do: ${fact(event, 'ground')}.`,
  'violation.case-closed': (event) => `kết thúc vụ vi phạm: ${wordOf(outcomeWords, event, 'outcome')}.${event.facts['handingOver'] === true ? ' Hợp đồng chuyển sang giai đoạn chuyển giao.' : ''}${after(event, 'ground')}`,
  'violation.incident-linked': (event) => `gắn sự cố ${fact(event, 'incident')} với vụ vi phạm.`,
};

function containedText(event: PastEvent): string {
  const kind = kindOf(event);
  const suspended = countOf(event, 'suspended');
  const proposed = countOf(event, 'proposed');
  return [
    `ngăn chặn vi phạm${event.facts['outOfHours'] === true ? ' (ngoài giờ)' : ''}: ${event.facts['noAccessEver'] === true ? 'chưa từng cấp quyền truy cập nào' : `thu hồi ${String(countOf(event, 'grants'))} quyền truy cập, ${String(countOf(event, 'accounts'))} tài khoản`}`,
    suspended === 0 ? '; không tạm dừng, không đình chỉ hệ thống nào' : `; ${kind} ${String(suspended)} hệ thống`,
    proposed === 0 ? '' : `; ${String(proposed)} đề nghị gửi cơ quan quản lý hệ thống`,
    `.${after(event, 'ground')}${after(event, 'reason')}`,
  ].join('');
}

function fact(event: PastEvent, name: string): string {
  const value = event.facts[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A number, or how many there are in a list. */
function countOf(event: PastEvent, name: string): number {
  const value = event.facts[name];
  if (Array.isArray(value)) return value.length;
  return typeof value === 'number' ? value : Number(fact(event, name)) || 0;
}

function listOf(event: PastEvent, name: string): string[] {
  const value = event.facts[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function moment(event: PastEvent, name: string): string {
  const instant = new Date(fact(event, name));
  return Number.isNaN(instant.getTime()) ? '' : formatInstant(instant);
}

function levelOf(event: PastEvent, name: string): string {
  return Object.entries(levelWords).find(([code]) => code === fact(event, name))?.[1] ?? '';
}

/** "từ Mức 2 lên Mức 3", or the level that stays. */
function levelChange(event: PastEvent, to = 'to'): string {
  const [before, now] = [levelOf(event, 'from'), levelOf(event, to)];
  return before === '' || before === now ? now : `từ ${before} thành ${now}`;
}

function kindOf(event: PastEvent): string {
  return Object.entries(suspensionVerbs).find(([code]) => code === fact(event, 'kind'))?.[1] ?? 'tạm dừng hoặc đình chỉ';
}

function wordOf(words: Readonly<Record<string, string>>, event: PastEvent, name: string): string {
  const word = words[fact(event, name)];
  return word === undefined ? '' : inSentence(word);
}

function after(event: PastEvent, name: string): string {
  const text = fact(event, name);
  return text === '' ? '' : ` ${text}.`;
}
