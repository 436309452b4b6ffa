import { instantOf, typedInstant } from '../../access-grants/index.js';
import { formatDay, formatInstant, type CalendarDay } from '../../kernel/calendar-day.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { day, paragraph, timeOfDay } from '../../platform/http/field-types.js';
import { demandedFile, formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Ask, Route } from '../../platform/http/routes.js';
import { CLOCK_SUBJECT } from '../application/access.js';
import type { DutyClock, DutyReport } from '../application/read-clocks.js';
import type { ClockUseCases } from '../application/use-cases.js';
import { mayRecordReceipt } from '../domain/report-policy.js';
import { clockPaths } from './paths.js';
import { stageWords } from './words.js';

interface ReceiptForm {
  readonly receivedDay: CalendarDay;
  readonly receivedTime: string;
  readonly proof: string;
}

const receiptForm = defineForm<ReceiptForm>({
  receivedDay: day('Ngày nhận'),
  receivedTime: timeOfDay('Giờ nhận'),
  proof: paragraph('Cách xác nhận', 2000),
});
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

/** Recording, with proof, that a body without an account here received a report. */
export function receiptRoutes(clocks: ClockUseCases): readonly Route[] {
  return formPage<ReceiptForm, { readonly clock: DutyClock; readonly report: DutyReport }>({
    path: clockPaths.recordReceipt(':id'),
    may: { action: 'record-receipt', subject: CLOCK_SUBJECT },
    records: ['clock.report-received'],
    files: true,
    demands: { field: 'file', text: 'Đính kèm minh chứng: công văn trả lời, biên nhận hoặc ảnh chụp màn hình.' },
    form: receiptForm,
    load: async (ask) => {
      const loaded = await clocks.reportFor(ask.principal, idOf(ask), 'record-receipt');
      const now = typedInstant(clocks.now());
      return { loaded, values: { receivedDay: formatDay(now.day), receivedTime: now.time } };
    },
    view: (ask, { loaded: { clock, report }, values, errors, kept }) => {
      const verdict = mayRecordReceipt({ clock: clock.clock, received: report.receipt !== null });
      return page('clocks/receipt', 'Ghi nhận nơi nhận đã tiếp nhận', {
        crumbs: [{ href: clockPaths.clock(clock.id), text: `${clock.rule.label} (${clock.subject.title})` }],
        title: 'Ghi nhận nơi nhận đã tiếp nhận', caption: `${clock.clock}: ${clock.rule.label}`, kept, values, errors,
        sentence: `${stageWords[report.stage]} gửi ${report.recipient} lúc ${formatInstant(report.sentAt)}.`,
        action: clockPaths.recordReceipt(report.id), cancelHref: clockPaths.clock(clock.id), closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) },
      });
    },
    perform: async (ask, fields) => {
      const file = demandedFile(ask);
      const sentences = { 'receivedTime.future': 'Thời điểm nhận không được sau lúc này.', 'receivedTime.before-sent': 'Thời điểm nhận không được trước thời điểm gửi.' };
      const clockId = await inSentences(sentences, () =>
        clocks.recordReceipt(ask.act, ask.principal, { reportId: idOf(ask), receivedAt: instantOf(fields.receivedDay, fields.receivedTime), proof: fields.proof, file }));
      return seeOther(clockPaths.clock(clockId), 'Đã ghi nhận nơi nhận đã tiếp nhận báo cáo.');
    },
    walls: { duty_report_receipt_pkey: { field: 'proof', text: 'Người khác vừa ghi nhận việc tiếp nhận báo cáo này.' } },
  });
}
