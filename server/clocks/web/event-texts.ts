import type { EventTexts, PastEvent } from '../../audit-trail/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { reportChannels, reportStages } from '../domain/duty-clock.js';
import { channelWords, stageWords } from './words.js';

/** What the events about clocks say in a history, after the name of who did it. */
export const clockEventTexts: EventTexts = {
  'clock.report-sent': (event) =>
    `ghi nhận đã gửi ${stageName(event)} cho ${name(event)}${fact(event, 'number') === '' ? '' : ` số ${fact(event, 'number')}`} lúc ${moment(event, 'sentAt')} (${channelName(event)}), nơi nhận: ${fact(event, 'recipient')}.${event.facts['stopped'] === true ? ' Thời hạn dừng tính.' : ''}`,
  'clock.report-received': (event) => `xác nhận đã tiếp nhận báo cáo của ${name(event)} lúc ${moment(event, 'receivedAt')}.`,
  'clock.lateness-explained': (event) => `giải trình vì sao đã quá hạn khi ghi nhận ${name(event)}: ${fact(event, 'reason')}.`,
};

function fact(event: PastEvent, key: string): string {
  const value = event.facts[key];
  return typeof value === 'string' ? value.replace(/\.$/u, '') : '';
}

function name(event: PastEvent): string {
  return `thời hạn “${fact(event, 'label')}” (${fact(event, 'clock')})`;
}

function moment(event: PastEvent, key: string): string {
  const at = new Date(fact(event, key));
  return Number.isNaN(at.getTime()) ? '' : formatInstant(at);
}

function stageName(event: PastEvent): string {
  const stage = reportStages.find((known) => known === event.facts['stage']);
  return stage === undefined ? 'báo cáo' : stageWords[stage].toLowerCase();
}

function channelName(event: PastEvent): string {
  const channel = reportChannels.find((known) => known === event.facts['channel']);
  return channel === undefined ? '' : channelWords[channel].toLowerCase();
}
