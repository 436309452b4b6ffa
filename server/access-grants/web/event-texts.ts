import { inSentence } from '../../kernel/text.js';
import type { EventTexts, PastEvent } from '../../audit-trail/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { purposes } from '../domain/access.js';
import { purposeWords } from './words.js';

/** What the events about requests say in a history, after the name of who did it. */
export const requestEventTexts: EventTexts = {
  'access.requested': (event) => `đề nghị cấp quyền truy cập ${fact(event, 'system')} để ${purposeName(event)}, ${term(event)}.`,
  'access.approved': (event) => `${medium(event)}cấp quyền truy cập ${fact(event, 'system')} để ${purposeName(event)}, ${term(event)}.`,
  'access.returned': (event) => `${medium(event)}trả lại đề nghị cấp quyền truy cập ${fact(event, 'system')}. Lý do: ${fact(event, 'ground')}.`,
  'access.withdrawn': (event) => `rút đề nghị cấp quyền truy cập ${fact(event, 'system')}.`,
};

function fact(event: PastEvent, name: string): string {
  const value = event.facts[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function purposeName(event: PastEvent): string {
  const code = purposes.find((known) => known === event.facts['purpose']);
  return code === undefined ? '' : inSentence(purposeWords[code]);
}

function term(event: PastEvent): string {
  const [from, to] = [new Date(fact(event, 'startsAt')), new Date(fact(event, 'endsAt'))];
  return Number.isNaN(from.getTime()) || Number.isNaN(to.getTime()) ? '' : `từ ${formatInstant(from)} đến ${formatInstant(to)}`;
}

function medium(event: PastEvent): string {
  return event.facts['medium'] === 'paper' ? `ghi nhận văn bản số ${fact(event, 'paperNumber')}: ` : '';
}
