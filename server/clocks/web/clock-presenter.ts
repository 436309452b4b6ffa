import { leftText, sinceText } from '../../access-grants/index.js';
import { formatEnd, formatInstant } from '../../kernel/calendar-day.js';
import { isInternalRule, spelledGround } from '../../library/index.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { ActModel, ClockModel } from '../../platform/views/pattern-models.js';
import type { DutyClock, DutyReport } from '../application/read-clocks.js';
import { isUnknownOccurrence } from '../domain/due.js';
import { inOrder, isLateAtStart, isOfVendor, standingOf, stopsByReport } from '../domain/duty-clock.js';
import { clockPaths } from './paths.js';
import { channelWords, clockStates, stageWords, startWords, stopWords } from './words.js';

/** A clock as `partials/clocks` lists it. Every text comes ready. */
export interface ClockCard {
  readonly code: string;
  readonly label: string;
  readonly href: string;
  readonly state: StateModel;
  /** Undefined where the moment cannot be counted yet, and for what is to be done at once. */
  readonly clock: ClockModel | undefined;
  /** In place of the clock: since when it waits, what is missing, when it was stopped. */
  readonly said: string;
  readonly from: string;
  readonly addressee: string;
  readonly basis: string;
  readonly reports: readonly string[];
  readonly acts: readonly ActModel[];
}

/** What a reader may do about clocks of an agency. */
export interface ClockActs {
  readonly report: boolean;
  readonly explain: boolean;
}

const none: ClockActs = { report: false, explain: false };

/** The clocks of a subject for its page: the open ones first, the earliest on top. @param now the present instant */
export function presentClocks(clocks: readonly DutyClock[], now: Date, acts: ClockActs = none): ClockCard[] {
  return inOrder(clocks).map((clock) => presentClock(clock, now, acts));
}

/** One clock as a card. */
export function presentClock(clock: DutyClock, now: Date, acts: ClockActs = none): ClockCard {
  const { id, rule } = clock;
  return {
    code: clock.clock,
    label: rule.label,
    href: clockPaths.clock(id),
    state: stateOf(clock, now),
    clock: openClock(clock, now),
    said: saidOf(clock, now),
    from: fromText(clock),
    addressee: rule.addressee ?? '',
    basis: basisOf(clock),
    reports: clock.reports.map(reportLine),
    acts: actsOf(clock, acts),
  };
}

/**
 * How a clock stands. One that was overdue when it was recorded says through what: what runs from the occurrence was found or recorded late (domain reference 11.4), what
 * runs from the detection or from an act of the agency can only have been recorded late.
 */
export function stateOf(clock: DutyClock, now: Date): StateModel {
  const standing = standingOf(clock, now);
  return standing === 'late-at-start' && clock.rule.startsAt !== 'occurrence' ? { ...clockStates[standing], word: 'Quá hạn do ghi nhận muộn' } : clockStates[standing];
}

/** The clock face of what is open and has a moment; undefined for what is stopped, undated, or to be done at once. */
export function openClock(clock: DutyClock, now: Date): ClockModel | undefined {
  const { due, immediate, settledAt } = clock;
  if (settledAt !== null || immediate || !due.known) return undefined;
  const late = now > due.at;
  return {
    tone: late ? 'stop' : 'attention',
    left: late ? overdueText(due.at, now) : leftText(due.at, now),
    due: dueText(due.at, clock),
    dueIso: due.at.toISOString(),
    stops: stopsByReport(clock.clock) ? 'gửi báo cáo, thông báo và ghi nhận tại đây' : (stopWords[clock.clock] ?? ''),
  };
}

/** "quá hạn 3 giờ 5 phút". */
export function overdueText(due: Date, now: Date): string {
  return sinceText(due, now).replace(/^quá /u, 'quá hạn ');
}

/** What is said of a clock that has no face. */
function saidOf(clock: DutyClock, now: Date): string {
  const { due, immediate, settledAt, startedAt } = clock;
  if (settledAt !== null) {
    const against = immediate || !due.known ? '' : settledAt > due.at ? `, ${overdueText(due.at, settledAt)}` : `, trước hạn ${leftText(due.at, settledAt).replace(/^còn /u, '')}`;
    return `Dừng tính lúc ${formatInstant(settledAt)}${against}.`;
  }
  if (immediate) return `Chưa thực hiện sau ${sinceText(startedAt, now).replace(/^quá /u, '')} kể từ ${formatInstant(startedAt)}; không có số giờ, thực hiện ngay.`;
  return due.known ? '' : `Chưa nhập ngày nghỉ năm ${String(due.missingYear)} nên chưa tính được thời hạn; quản trị viên cần bổ sung lịch.`;
}

/** The moment a clock is due: a term in days ends at 24:00 of its last day (Bộ luật Dân sự 2015, khoản 6 Điều 148). */
export function dueText(due: Date, { rule }: Pick<DutyClock, 'rule'>): string {
  const inDays = rule.lengths.some(({ unit }) => unit === 'day' || unit === 'working-day' || unit === 'month');
  return inDays ? formatEnd(due) : formatInstant(due);
}

/** "Tính từ lúc phát hiện: 14:30 ngày 05/01/2026". */
export function fromText({ rule, startKind, startedAt }: Pick<DutyClock, 'rule' | 'startKind' | 'startedAt'>): string {
  const unknown = isUnknownOccurrence(rule, startKind) ? ' (không rõ lúc xuất hiện)' : '';
  return `Tính từ lúc ${startWords[startKind]}${unknown}: ${formatInstant(startedAt)}`;
}

/** What the duty rests on; a length of the agency's own says so. */
export function basisOf({ rule }: Pick<DutyClock, 'rule'>): string {
  return `${spelledGround(rule.source)}${isInternalRule(rule.lengthMark) ? '; thời hạn là quy định nội bộ' : ''}`;
}

/** "Báo cáo sơ bộ số 05/BC-STC, văn bản, gửi 14:30 ngày 05/01/2026; đã tiếp nhận 15:00 ngày 05/01/2026". */
export function reportLine({ stage, number, channel, sentAt, receipt }: DutyReport): string {
  const received = receipt === null ? 'chưa có xác nhận tiếp nhận' : `đã tiếp nhận ${formatInstant(receipt.receivedAt)}`;
  return `${stageWords[stage]}${number === null ? '' : ` số ${number}`} (${channelWords[channel].toLowerCase()}), gửi lúc ${formatInstant(sentAt)}; ${received}`;
}

/** What a reader may do about a clock now. */
export function actsOf(clock: DutyClock, acts: ClockActs): ActModel[] {
  const more = clock.settledAt !== null;
  const late = isLateAtStart(clock) && clock.explanation === null;
  return [
    ...(acts.report && stopsByReport(clock.clock)
      ? [{ id: `bao-cao-${clock.id}`, text: reportActText(clock, more), href: clockPaths.report(clock.id), secondary: true }]
      : []),
    ...(acts.explain && late ? [{ id: `giai-trinh-${clock.id}`, text: `Giải trình quá hạn (${clock.clock})`, href: clockPaths.explain(clock.id), secondary: true }] : []),
  ];
}

function reportActText({ clock }: DutyClock, more: boolean): string {
  if (isOfVendor(clock)) return `Ghi nhận thông báo của bên cung cấp (${clock})`;
  return more ? `Ghi nhận báo cáo tiếp theo (${clock})` : `Ghi nhận báo cáo đã gửi (${clock})`;
}
