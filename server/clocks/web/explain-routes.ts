import { page, seeOther } from '../../platform/http/answers.js';
import { paragraph } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Ask, Route } from '../../platform/http/routes.js';
import { CLOCK_SUBJECT } from '../application/access.js';
import type { DutyClock } from '../application/read-clocks.js';
import type { ClockUseCases } from '../application/use-cases.js';
import { isLateAtStart } from '../domain/duty-clock.js';
import { mayExplain } from '../domain/report-policy.js';
import { dueText, fromText, overdueText } from './clock-presenter.js';
import { clockPaths } from './paths.js';

const explainForm = defineForm<{ readonly reason: string }>({ reason: paragraph('Lý do quá hạn', 2000) });
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

/** Explaining why a clock was overdue when it was recorded. */
export function explainRoutes(clocks: ClockUseCases): readonly Route[] {
  return formPage<{ readonly reason: string }, DutyClock>({
    path: clockPaths.explain(':id'),
    may: { action: 'explain', subject: CLOCK_SUBJECT },
    records: ['clock.lateness-explained'],
    form: explainForm,
    load: async (ask) => ({ loaded: await clocks.clockFor(ask.principal, idOf(ask), 'explain'), values: {} }),
    view: (ask, { loaded: clock, values, errors, kept }) => {
      const verdict = mayExplain({ lateAtStart: isLateAtStart(clock), explained: clock.explanation !== null });
      return page('clocks/explain', 'Giải trình quá hạn khi ghi nhận', {
        crumbs: [{ href: clockPaths.clock(clock.id), text: `${clock.rule.label} (${clock.subject.title})` }],
        title: 'Giải trình quá hạn khi ghi nhận', caption: `${clock.clock}: ${clock.rule.label}`, kept, values, errors,
        sentence: clock.due.known
          ? `${fromText(clock)}; hạn ${dueText(clock.due.at, clock)}. Khi ghi nhận đã ${overdueText(clock.due.at, clock.recordedAt)}. Thời điểm bắt đầu không thay đổi được; báo cáo vẫn phải gửi ngay.`
          : '',
        action: clockPaths.explain(clock.id), cancelHref: clockPaths.clock(clock.id), closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) },
      });
    },
    perform: async (ask, { reason }) => {
      await clocks.explainLateness(ask.act, ask.principal, { clockId: idOf(ask), reason });
      return seeOther(clockPaths.clock(idOf(ask)), 'Đã ghi nhận giải trình.');
    },
    walls: { duty_clock_explanation_pkey: { field: 'reason', text: 'Người khác vừa ghi nhận giải trình cho thời hạn này.' } },
  });
}
