import type { EventFact, EventTexts } from '../../audit-trail/index.js';
import { formatDay, isCalendarDay } from '../../kernel/calendar-day.js';
import { mediumNames } from './words.js';

/** What each event of this room says in a history. */
export const recordEventTexts: EventTexts = {
  'record.prepared': ({ facts }) => `lập ${name(facts)}, dự thảo chờ in để trình ký (mã ${text(facts['productCode'])}).`,
  'record.printed': ({ facts }) => `in xong dự thảo: ${text(facts['pages'])} trang.`,
  'record.print-failed': ({ facts }) => `chưa in được ${edition(facts)} sau ${text(facts['attempts'])} lần thử; có thể yêu cầu in lại.`,
  'record.print-asked': ({ facts }) => `yêu cầu in lại ${edition(facts)}.`,
  'record.registered': ({ facts }) => `vào số ${name(facts)}${facts['number'] === null ? '' : `, số ${text(facts['number'])}`}, ngày ${day(facts['issuedOn'])}, đính kèm ${medium(facts['medium'])}.`,
  'record.issued-printed': ({ facts }) => `in xong bản có số và ngày: ${text(facts['pages'])} trang.`,
  'record.withdrawn': ({ facts }) => `thu hồi dự thảo ${name(facts)}. Lý do: ${text(facts['ground'])}`,
  'record.file-attached': ({ facts }) => `đính kèm tệp: ${text(facts['purpose'])}.`,
};

function edition(facts: Readonly<Record<string, EventFact>>): string {
  return facts['edition'] === 'issued' ? 'bản có số và ngày' : 'dự thảo';
}

function name(facts: Readonly<Record<string, EventFact>>): string {
  return `${text(facts['title'])} “${text(facts['subject'])}” (${text(facts['kind'])})`;
}

function text(fact: EventFact | undefined): string {
  return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : '';
}

function day(fact: EventFact | undefined): string {
  return typeof fact === 'string' && isCalendarDay(fact) ? formatDay(fact) : text(fact);
}

function medium(fact: EventFact | undefined): string {
  return fact === 'digital' || fact === 'scan' ? mediumNames[fact] : 'bản ký';
}
