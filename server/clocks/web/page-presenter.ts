import { presentAttachment, type Attachment } from '../../attachments/index.js';
import { presentTimeline, type EventTexts, type PastEvent } from '../../audit-trail/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import type { ActModel, NextStepModel, SummaryRow } from '../../platform/views/pattern-models.js';
import { recordHref } from '../../records/index.js';
import type { DutyClock, DutyReport } from '../application/read-clocks.js';
import { goesToCity, isLateAtStart, stopsByReport } from '../domain/duty-clock.js';
import { basisOf, dueText, openClock, presentClock, type ClockActs } from './clock-presenter.js';
import { clockPaths } from './paths.js';
import { channelWords, stageWords, startWords, stopWords } from './words.js';

/** What a reader may do on the page of a clock. */
export interface ClockPageActs extends ClockActs {
  readonly acknowledge: boolean;
  readonly recordReceipt: boolean;
}

export interface ClockPage {
  readonly clock: DutyClock;
  readonly files: readonly Attachment[];
  readonly events: readonly PastEvent[];
  readonly texts: EventTexts;
  readonly subjectHref: string;
  readonly acts: ClockPageActs;
  readonly now: Date;
}

/** The page of one clock. */
export function presentClockPage({ clock, files, events, texts, subjectHref, acts, now }: ClockPage): object {
  const card = presentClock(clock, now, acts);
  return {
    crumbs: [{ href: subjectHref, text: clock.subject.title }],
    title: clock.rule.label,
    caption: `${clock.clock}: ${clock.subject.title}`,
    states: [card.state],
    next: nextOf(clock, acts, now),
    said: card.said,
    facts: factsOf(clock, subjectHref),
    acts: card.acts,
    explanation: clock.explanation === null ? undefined : { reason: clock.explanation.reason, who: `${clock.explanation.byName}, ${formatInstant(clock.explanation.at)}` },
    reportable: stopsByReport(clock.clock),
    reports: clock.reports.map((report) => presentReport(clock, report, files.filter(({ subject_id: of }) => of === report.id), acts)),
    timeline: presentTimeline(events, texts),
  };
}

function nextOf(clock: DutyClock, acts: ClockPageActs, now: Date): NextStepModel {
  const face = openClock(clock, now);
  const running = face === undefined ? {} : { clock: face };
  const waiting = goesToCity(clock.clock) && clock.reports.some(({ receipt }) => receipt === null);
  if (clock.settledAt === null && stopsByReport(clock.clock)) {
    const href = acts.report ? { href: clockPaths.report(clock.id), hrefText: 'Ghi nhận báo cáo đã gửi', mine: true } : {};
    return { text: `Gửi ${inWords(clock)} và ghi nhận tại đây.`, who: 'Cán bộ đầu mối hợp đồng', ...running, ...href };
  }
  if (clock.settledAt === null) return { text: `Thời hạn dừng khi ${stopWords[clock.clock] ?? ''}.`, ...running };
  if (isLateAtStart(clock) && clock.explanation === null) return { text: 'Giải trình vì sao đã quá hạn khi ghi nhận.', who: 'Cán bộ đầu mối hợp đồng' };
  if (waiting) return { text: 'Tiếp nhận báo cáo.', who: 'Công an thành phố', mine: acts.acknowledge };
  return { text: 'Không còn việc phải làm.' };
}

function inWords({ rule }: DutyClock): string {
  return rule.label.charAt(0).toLowerCase() + rule.label.slice(1);
}

function factsOf(clock: DutyClock, subjectHref: string): SummaryRow[] {
  const { due, rule } = clock;
  return [
    { key: 'Thuộc', value: clock.subject.title, href: subjectHref },
    { key: 'Cơ quan', value: clock.agencyName },
    { key: 'Nơi nhận', value: rule.addressee ?? 'Không quy định' },
    { key: `Lúc ${startWords[clock.startKind]}`, value: formatInstant(clock.startedAt) },
    { key: 'Hạn', value: clock.immediate ? 'Ngay, không có số giờ' : due.known ? dueText(due.at, clock) : `Chờ ngày nghỉ năm ${String(due.missingYear)}` },
    { key: 'Ghi nhận lúc', value: formatInstant(clock.recordedAt) },
    ...(clock.settledAt === null ? [] : [{ key: 'Dừng tính lúc', value: formatInstant(clock.settledAt) }]),
    { key: 'Căn cứ', value: basisOf(clock) },
  ];
}

function presentReport(clock: DutyClock, report: DutyReport, files: readonly Attachment[], acts: ClockPageActs): object {
  const { receipt } = report;
  return {
    heading: `${stageWords[report.stage]}, gửi lúc ${formatInstant(report.sentAt)}`,
    state: receipt === null ? { tone: 'attention', icon: 'pending', word: 'Chưa có xác nhận tiếp nhận' } : { tone: 'settled', icon: 'check', word: `Đã tiếp nhận lúc ${formatInstant(receipt.receivedAt)}` },
    facts: [
      { key: 'Nơi nhận', value: report.recipient, ...(report.receiverName === null ? {} : { note: `Người tiếp nhận: ${report.receiverName}` }) },
      { key: 'Hình thức', value: channelWords[report.channel] },
      ...(report.number === null ? [] : [{ key: 'Số văn bản', value: report.number, ...(report.recordId === null ? {} : { href: recordHref(report.recordId) }) }]),
      { key: 'Nội dung', value: report.summary },
      { key: 'Người ghi nhận', value: report.recordedByName },
      ...(receipt === null ? [] : [{ key: 'Xác nhận tiếp nhận', value: receipt.byName }]),
    ] satisfies SummaryRow[],
    files: files.map(presentAttachment),
    act: receiptAct(clock, report, acts),
  };
}

function receiptAct({ clock }: DutyClock, { id, receipt }: DutyReport, acts: ClockPageActs): ActModel | undefined {
  if (receipt !== null) return undefined;
  if (goesToCity(clock)) return acts.acknowledge ? { id: `tiep-nhan-${id}`, text: 'Tiếp nhận', action: clockPaths.acknowledge(id) } : undefined;
  return acts.recordReceipt ? { id: `da-nhan-${id}`, text: 'Ghi nhận nơi nhận đã tiếp nhận', href: clockPaths.recordReceipt(id), secondary: true } : undefined;
}
