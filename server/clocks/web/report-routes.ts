import { instantOf, typedInstant } from '../../access-grants/index.js';
import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences, type FaultSentences } from '../../platform/http/fault-sentences.js';
import { choice, day, identifier, line, optional, paragraph, timeOfDay } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Ask, FormState, Route } from '../../platform/http/routes.js';
import { CLOCK_SUBJECT } from '../application/access.js';
import type { DutyClock } from '../application/read-clocks.js';
import type { ClockUseCases, SendableRecord } from '../application/use-cases.js';
import { goesToCity, isOfVendor, reportChannels, reportStages, settles, type ReportChannel, type ReportStage } from '../domain/duty-clock.js';
import { mayReport } from '../domain/report-policy.js';
import { openClock } from './clock-presenter.js';
import { clockPaths } from './paths.js';
import { channelWords, stageWords } from './words.js';

interface ReportForm {
  readonly stage: ReportStage;
  readonly sentDay: CalendarDay;
  readonly sentTime: string;
  readonly channel: ReportChannel;
  readonly recipient: string;
  readonly receiverName?: string | undefined;
  readonly recordId?: string | undefined;
  readonly number?: string | undefined;
  readonly summary: string;
}

const reportForm = defineForm<ReportForm>({
  stage: choice('loại báo cáo', reportStages),
  sentDay: day('Ngày gửi'),
  sentTime: timeOfDay('Giờ gửi'),
  channel: choice('Hình thức gửi', reportChannels),
  recipient: line('Nơi nhận', 300),
  receiverName: optional(line('Người tiếp nhận', 200)),
  recordId: optional(identifier('văn bản đã gửi')),
  number: optional(line('Số văn bản', 60)),
  summary: paragraph('Nội dung đã báo cáo', 4000),
});

interface Loaded {
  readonly clock: DutyClock;
  readonly records: readonly SendableRecord[];
  readonly now: Date;
}

const idOf = (ask: Ask): string => ask.params['id'] ?? '';

/** Recording a report that was sent. */
export function reportRoutes(clocks: ClockUseCases): readonly Route[] {
  return formPage<ReportForm, Loaded>({
    path: clockPaths.report(':id'),
    may: { action: 'report', subject: CLOCK_SUBJECT },
    records: ['clock.report-sent'],
    files: true,
    form: reportForm,
    load: async (ask) => {
      const clock = await clocks.clockFor(ask.principal, idOf(ask), 'report');
      const now = clocks.now();
      const typed = typedInstant(now);
      const records = await clocks.sendableRecords(clock);
      return {
        loaded: { clock, records, now },
        values: { sentDay: formatDay(typed.day), sentTime: typed.time, recipient: clock.rule.addressee ?? '', stage: settles(clock.clock, 'notice') ? 'notice' : 'preliminary', recordId: records[0]?.id ?? '' },
      };
    },
    view: (ask, state) => page('clocks/report-form', titleOf(state.loaded.clock), formModel(ask, state)),
    perform: async (ask, { sentDay, sentTime, ...fields }) => {
      const { stopped } = await inSentences(sentences, () =>
        clocks.sendReport(ask.act, ask.principal, {
          clockId: idOf(ask), stage: fields.stage, sentAt: instantOf(sentDay, sentTime), channel: fields.channel, recipient: fields.recipient, receiverName: fields.receiverName,
          number: fields.number, recordId: fields.recordId, summary: fields.summary, files: ask.uploads.files,
        }));
      return seeOther(clockPaths.clock(idOf(ask)), stopped ? 'Đã ghi nhận báo cáo; thời hạn dừng tính.' : 'Đã ghi nhận báo cáo.');
    },
    walls: { duty_report_once: { field: 'sentTime', text: 'Báo cáo này đã được ghi nhận.' } },
  });
}

function titleOf({ clock, rule }: DutyClock): string {
  return isOfVendor(clock) ? 'Ghi nhận thông báo của bên cung cấp' : `Ghi nhận đã gửi: ${rule.label}`;
}

function formModel(ask: Ask, { loaded: { clock, records, now }, values, errors, kept }: FormState<Loaded>): object {
  const verdict = mayReport(clock.clock);
  return {
    crumbs: [{ href: clockPaths.clock(clock.id), text: `${clock.rule.label} (${clock.subject.title})` }],
    title: titleOf(clock), caption: `${clock.clock}: ${clock.rule.label}`, kept, values, errors,
    clock: openClock(clock, now),
    needsWhole: settles(clock.clock, 'notice') ? '' : 'Thông báo đầu tiên chưa dừng thời hạn này; thời hạn dừng khi báo cáo sơ bộ hoặc đầy đủ được gửi.',
    toCity: goesToCity(clock.clock),
    stages: reportStages.map((value) => ({ value, label: stageWords[value] })),
    channels: reportChannels.map((value) => ({ value, label: channelWords[value] })),
    records: records.map(({ id, title, number }) => ({ value: id, label: `${number ?? 'không số'} – ${title}` })),
    action: clockPaths.report(clock.id), cancelHref: clockPaths.clock(clock.id), closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) },
  };
}

const sentences: FaultSentences = {
  'sentTime.future': 'Chỉ ghi nhận báo cáo đã gửi; thời điểm gửi không được sau lúc này.',
  'sentTime.before-start': 'Thời điểm gửi không được trước thời điểm bắt đầu tính thời hạn.',
  'receiverName.missing': 'Nhập người đã tiếp nhận qua điện thoại, đường dây nóng hoặc trực tiếp.',
  'number.missing': 'Nhập số văn bản, hoặc chọn văn bản đã vào sổ.',
  'files.missing': 'Đính kèm minh chứng đã gửi: thư, ảnh chụp màn hình hoặc biên nhận.',
  'recordId.unknown': 'Chọn văn bản đã vào sổ trong danh sách.',
};
