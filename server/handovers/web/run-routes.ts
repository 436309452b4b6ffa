import { instantOf, typedInstant } from '../../access-grants/index.js';
import { formatDay, formatInstant, type CalendarDay } from '../../kernel/calendar-day.js';
import { citeClause } from '../../kernel/citation.js';
import { Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { choice, day, line, paragraph, timeOfDay } from '../../platform/http/field-types.js';
import { demandedFile, formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Ask, Route } from '../../platform/http/routes.js';
import type { ClosingUseCases } from '../application/closing-use-cases.js';
import type { ClosingDetail, RunRow } from '../application/read-models.js';
import { CLOSING_SUBJECT, runOutcomes, type RunOutcome } from '../domain/closing.js';
import { obstacleClause } from '../domain/closing-policy.js';
import { orderedObstacles } from './closing-gate.js';
import { headOfClosing } from './closing-head.js';
import { readerOf } from './closing-reader.js';
import { obstacleHref, obstacleText } from './obstacle-texts.js';
import { handoverPaths, handoverSection } from './paths.js';
import type { HandoverPorts } from './ports.js';
import { runWords } from './words.js';

const inSection = { section: handoverSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

/** An act that is confirmed on a page of its own. */
interface Confirmed {
  readonly confirmed: 'yes';
}

const confirmedForm = defineForm<Confirmed>({ confirmed: choice('xác nhận đã đọc', ['yes']) });

interface FinishForm {
  readonly outcome: RunOutcome;
  readonly note: string;
}

const finishForm = defineForm<FinishForm>({ outcome: choice('kết luận', runOutcomes), note: paragraph('Nội dung kết luận', 4000) });

interface DestructionForm {
  readonly scope: string;
  readonly method: string;
  readonly doneDay: CalendarDay;
  readonly doneTime: string;
  readonly minutesNumber: string;
  readonly subcontractors: string;
}

const destructionForm = defineForm<DestructionForm>({
  scope: paragraph('Dữ liệu, bản sao đã xóa, hủy', 4000),
  method: paragraph('Phương pháp', 2000),
  doneDay: day('Ngày thực hiện'),
  doneTime: timeOfDay('Giờ thực hiện'),
  minutesNumber: line('Số biên bản', 100),
  subcontractors: paragraph('Nhà thầu phụ', 2000),
});

interface RetainForm {
  readonly what: string;
  readonly ground: string;
  readonly until: CalendarDay;
}

const retainForm = defineForm<RetainForm>({ what: paragraph('Dữ liệu được giữ lại', 2000), ground: paragraph('Căn cứ', 2000), until: day('Ngày cuối được giữ lại') });

/** The run without the vendor, the vendor's copies, and the end (khoản 4 Điều 6). */
export function runRoutes(closings: ClosingUseCases, { regulation }: Pick<HandoverPorts, 'regulation'>): Route[] {
  return [
    ...formPage<Confirmed, ClosingDetail>({
      path: handoverPaths.beginRun(':id'),
      may: { action: 'begin-run', subject: CLOSING_SUBJECT },
      records: ['closing.run-began', 'access.revoked'],
      form: confirmedForm,
      load: async (ask) => ({ loaded: await closings.closing(ask.principal, idOf(ask), 'begin-run'), values: {} }),
      view: (ask, { loaded: of, values, errors }) => {
        const verdict = closings.mayBeginRun(of);
        const live = of.accounts.filter((account) => account.live);
        return page('handovers/begin-run', 'Bắt đầu chạy thử độc lập', {
          ...headOfClosing(of),
          irreversible: {
            lead: 'Hệ thống chạy không có bên cung cấp kể từ lúc này.',
            clause: citeClause({ article: 6, clause: 4, point: 'a' }, regulation()),
            steps: [
              { text: live.length === 0 ? 'Mọi quyền truy cập còn lại theo hợp đồng chấm dứt ngay; hiện không tài khoản nào đang có quyền.' : `Quyền truy cập của ${String(live.length)} tài khoản chấm dứt ngay:`, names: live.map(({ name, systemName }) => (systemName === null ? name : `${name} (${systemName})`)) },
              { text: `Chạy thử kéo dài ${String(of.runDays)} ngày làm việc (quy định nội bộ); chỉ kết luận đạt khi hết thời gian này.` },
              { text: 'Sau khi kết luận đạt, rà soát tài khoản thực tế của từng hệ thống rồi mới xóa, hủy dữ liệu tại bên cung cấp.' },
            ],
            action: handoverPaths.beginRun(of.id),
            act: { text: 'Bắt đầu chạy thử độc lập', closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) } },
            confirm: confirmModel(values['confirmed'], errors['confirmed']),
            cancelHref: handoverPaths.ofContract(of.contractId),
          },
        }, inSection);
      },
      perform: async (ask) => {
        const { grants } = await closings.beginRun(ask.act, ask.principal, { closingId: idOf(ask) });
        return seeOther(await pageOf(closings, ask, '#chay-thu'), `Đã bắt đầu chạy thử độc lập; ${String(grants)} quyền truy cập chấm dứt.`);
      },
    }),
    ...formPage<FinishForm, { readonly closing: ClosingDetail; readonly run: RunRow | undefined }>({
      path: handoverPaths.finishRun(':id'),
      may: { action: 'finish-run', subject: CLOSING_SUBJECT },
      records: ['closing.run-finished'],
      files: true,
      form: finishForm,
      load: async (ask) => ({ loaded: await runUnderWay(closings, ask), values: {} }),
      view: (ask, { loaded: { closing: of, run }, values, errors, kept }) => {
        const verdicts = runOutcomes.map((outcome) => ({ outcome, verdict: closings.mayFinishRun(of, outcome) }));
        const refused = verdicts.flatMap(({ outcome, verdict }) => (verdict.allowed ? [] : [{ outcome, reason: ask.refusalText(verdict) }]));
        const none = refused.length === verdicts.length;
        return page('handovers/finish-run', 'Kết luận chạy thử độc lập', {
          ...headOfClosing(of), kept, values, errors,
          rows: run === undefined ? [] : [{ key: 'Bắt đầu', value: `${formatInstant(run.beganAt)}, ${run.beganBy}` }, { key: 'Kéo dài', value: `${String(run.days)} ngày làm việc, đến hết ngày ${formatDay(run.endsOn)}` }],
          outcomes: verdicts.filter(({ verdict }) => verdict.allowed).map(({ outcome }) => ({ value: outcome, label: runWords[outcome] })),
          barred: none ? [] : refused.map(({ outcome, reason }) => `${runWords[outcome]}: ${reason}`),
          action: handoverPaths.finishRun(of.id), closed: none ? { reason: refused[0]?.reason ?? '' } : undefined,
        }, inSection);
      },
      perform: async (ask, { outcome, note }) => {
        const { run } = await runUnderWay(closings, ask);
        if (run === undefined) throw new Refused(refuse('run-none', { clause: 'internal' }));
        await inSentences({ 'files.none': 'Đính kèm minh chứng khi kết luận đạt: nhật ký, biên bản chạy thử.' }, () =>
          closings.finishRun(ask.act, ask.principal, { runId: run.id, outcome, note, files: ask.uploads.files }));
        return seeOther(await pageOf(closings, ask, '#chay-thu'), outcome === 'passed' ? 'Đã kết luận chạy thử độc lập: đạt.' : 'Đã kết luận chạy thử độc lập: không đạt; khắc phục rồi chạy thử lại.');
      },
    }),
    ...formPage<DestructionForm, ClosingDetail>({
      path: handoverPaths.destroy(':id'),
      may: { action: 'record-copies', subject: CLOSING_SUBJECT },
      records: ['closing.copies-destroyed'],
      files: true,
      demands: { field: 'file', text: 'Đính kèm biên bản và xác nhận của bên cung cấp.' },
      form: destructionForm,
      load: async (ask) => {
        const of = await closings.closing(ask.principal, idOf(ask), 'record-copies');
        const now = typedInstant(of.now);
        return { loaded: of, values: { doneDay: formatDay(now.day), doneTime: now.time } };
      },
      view: (ask, { loaded: of, values, errors, kept }) => {
        const verdict = closings.mayDestroy(of);
        return page('handovers/destroy', 'Ghi nhận xóa, hủy dữ liệu tại bên cung cấp', {
          ...headOfClosing(of), kept, values, errors, action: handoverPaths.destroy(of.id), closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) },
        }, inSection);
      },
      perform: async (ask, { scope, method, doneDay, doneTime, minutesNumber, subcontractors }) => {
        const file = demandedFile(ask);
        const sentences = { 'doneTime.future': 'Thời điểm thực hiện không được sau lúc này.', 'doneTime.before-run': 'Thời điểm thực hiện không được trước khi chạy thử độc lập đạt.' };
        await inSentences(sentences, () =>
          closings.recordDestruction(ask.act, ask.principal, { closingId: idOf(ask), scope, method, doneAt: instantOf(doneDay, doneTime), minutesNumber, subcontractors, file }));
        return seeOther(await pageOf(closings, ask, '#ban-sao'), 'Đã ghi nhận xóa, hủy dữ liệu tại bên cung cấp.');
      },
    }),
    ...formPage<RetainForm, ClosingDetail>({
      path: handoverPaths.retain(':id'),
      may: { action: 'record-copies', subject: CLOSING_SUBJECT },
      records: ['closing.copy-retained'],
      files: true,
      demands: { field: 'file', text: 'Đính kèm văn bản cho phép giữ lại.' },
      form: retainForm,
      load: async (ask) => ({ loaded: await closings.closing(ask.principal, idOf(ask), 'record-copies'), values: {} }),
      view: (_ask, { loaded: of, values, errors, kept }) =>
        page('handovers/retain', 'Ghi nhận dữ liệu được giữ lại', { ...headOfClosing(of), kept, values, errors, action: handoverPaths.retain(of.id) }, inSection),
      perform: async (ask, { what, ground, until }) => {
        const file = demandedFile(ask);
        await inSentences({ 'until.past': 'Ngày hết hạn giữ lại phải sau hôm nay.' }, () => closings.recordRetainedCopy(ask.act, ask.principal, { closingId: idOf(ask), what, ground, until, file }));
        return seeOther(await pageOf(closings, ask, '#ban-sao'), 'Đã ghi nhận dữ liệu được giữ lại.');
      },
    }),
    ...formPage<Confirmed, ClosingDetail>({
      path: handoverPaths.close(':id'),
      may: { action: 'close', subject: CLOSING_SUBJECT },
      records: ['closing.closed'],
      form: confirmedForm,
      load: async (ask) => ({ loaded: await closings.closing(ask.principal, idOf(ask), 'close'), values: {} }),
      view: (ask, { loaded: of, values, errors }) => {
        const verdict = closings.mayClose(of);
        const absent = of.items.filter(({ standing }) => standing === 'absent').length;
        return page('handovers/close', 'Kết thúc hợp đồng', {
          ...headOfClosing(of),
          obstacles: orderedObstacles(of).map((obstacle) => ({ text: obstacleText(obstacle), clause: citeClause(obstacleClause(obstacle.code), regulation()), href: obstacleHref(obstacle, of.id, readerOf(ask, closings, of.agencyId)) ?? '' })),
          irreversible: {
            lead: 'Kết thúc hợp đồng không hoàn lại được.',
            clause: citeClause({ article: 6, clause: 4 }, regulation()),
            steps: [
              { text: 'Hợp đồng chuyển sang đã thanh lý.' },
              { text: `Hồ sơ bàn giao không bổ sung, không sửa được nữa: ${String(of.items.length)} hạng mục, trong đó ${String(absent)} hạng mục không có hoặc được miễn; ${String(of.accounts.length)} tài khoản, khóa.` },
              { text: 'Việc phát sinh sau này được mở thành vụ việc mới.' },
            ],
            action: handoverPaths.close(of.id),
            act: { text: 'Kết thúc hợp đồng', closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) } },
            confirm: confirmModel(values['confirmed'], errors['confirmed']),
            cancelHref: handoverPaths.ofContract(of.contractId),
          },
        }, inSection);
      },
      perform: async (ask) => {
        const { contractId } = await closings.close(ask.act, ask.principal, { closingId: idOf(ask) });
        return seeOther(handoverPaths.ofContract(contractId), 'Đã kết thúc hợp đồng.');
      },
    }),
  ];
}

function confirmModel(value: string | readonly string[] | undefined, error: string | undefined): object {
  return { name: 'confirmed', label: 'Đã đọc những việc sẽ xảy ra', checked: value === 'yes', ...(error === undefined ? {} : { error: 'Đánh dấu xác nhận đã đọc trước khi thực hiện.' }) };
}

async function runUnderWay(closings: ClosingUseCases, ask: Ask): Promise<{ closing: ClosingDetail; run: RunRow | undefined }> {
  const closing = await closings.closing(ask.principal, idOf(ask), 'finish-run');
  return { closing, run: closing.runs.find(({ finish }) => finish === null) };
}

async function pageOf(closings: ClosingUseCases, ask: Ask, part: string): Promise<string> {
  return `${handoverPaths.ofContract((await closings.closing(ask.principal, idOf(ask))).contractId)}${part}`;
}
