import { formatDay, formatInstant, today, type CalendarDay } from '../../kernel/calendar-day.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { choice, day, paragraph, timeOfDay } from '../../platform/http/field-types.js';
import { demandedFile, formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Ask, Route } from '../../platform/http/routes.js';
import type { AfterUseCases, LineDetail } from '../application/after-use-cases.js';
import { closureActions, type ClosureAction } from '../domain/access.js';
import { mayConfirmClosure } from '../domain/closure-policy.js';
import { accessCrumbs, contractCaption } from './access-crumbs.js';
import type { AfterPorts } from './ports.js';
import { accessPaths, accessSection } from './paths.js';
import { instantOf, typedInstant } from './request-form.js';
import { sinceText } from './since.js';
import { closureWords, endWords, environmentWords } from './words.js';

const idOf = (ask: Ask): string => ask.params['lineId'] ?? '';

interface ClosureForm {
  readonly action: ClosureAction;
  readonly doneDay: CalendarDay;
  readonly doneTime: string;
  readonly proof: string;
}

const closureForm = defineForm<ClosureForm>({
  action: choice('cách xử lý tài khoản', closureActions),
  doneDay: day('Ngày thực hiện'),
  doneTime: timeOfDay('Giờ thực hiện'),
  proof: paragraph('Cách kiểm tra, kết quả', 2000),
});

/** Confirming, account by account, that access is really over. */
export function closureRoutes(after: AfterUseCases, { library }: AfterPorts): Route[] {
  return [
    ...formPage<ClosureForm, LineDetail>({
      path: accessPaths.closure(':lineId'),
      may: { action: 'confirm-closure', subject: 'AccessGrant' },
      records: ['access.closure-confirmed'],
      files: true,
      demands: { field: 'file', text: 'Đính kèm minh chứng: ảnh chụp màn hình, nhật ký hoặc biên bản.' },
      form: closureForm,
      load: async (ask) => {
        const line = await after.lineFor(ask.principal, idOf(ask), 'confirm-closure');
        const now = typedInstant(line.now);
        return { loaded: line, values: { action: 'disabled', doneDay: formatDay(now.day), doneTime: now.time } };
      },
      view: (ask, { loaded: lineOf, values, errors, kept }) => {
        const verdict = mayConfirmClosure(lineOf, lineOf.now);
        const kind = library().libraryOn('account-kinds', today({ now: () => lineOf.now })).entries.find(({ id }) => id === lineOf.accountKind)?.label ?? lineOf.accountKind;
        return page('access-grants/closure', `Xác nhận đã khóa tài khoản ${lineOf.account}`, {
          crumbs: [...accessCrumbs(lineOf), { href: accessPaths.grant(lineOf.grantId), text: 'Quyền đã cấp' }],
          title: `Xác nhận đã khóa tài khoản ${lineOf.account}`, caption: contractCaption(lineOf), kept, values, errors,
          overdue: verdict.allowed ? `Tài khoản chưa khóa: ${sinceText(lineOf.heldUntil, lineOf.now)} kể từ ${formatInstant(lineOf.heldUntil)}` : '',
          facts: [
            { key: 'Tài khoản', value: lineOf.account, note: kind },
            { key: 'Hệ thống', value: lineOf.systemName, note: environmentWords[lineOf.environment] },
            { key: 'Người đã dùng', value: lineOf.personName },
            { key: lineOf.heldUntil <= lineOf.now ? 'Hết quyền' : 'Quyền còn đến', value: formatInstant(lineOf.heldUntil), note: endWords[lineOf.cause] ?? '' },
          ],
          actions: closureActions.map((value) => ({ value, label: closureWords[value] })),
          others: lineOf.others.length === 0 ? '' : `Sau tài khoản này còn ${String(lineOf.others.length)} tài khoản của cùng quyền phải xác nhận: ${lineOf.others.map(({ account, name }) => `${account} (${name})`).join(', ')}.`,
          action: accessPaths.closure(lineOf.id), cancelHref: accessPaths.grant(lineOf.grantId), closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) },
        }, { section: accessSection });
      },
      perform: async (ask, fields) => {
        const file = demandedFile(ask);
        const sentences = { 'doneTime.future': 'Thời điểm thực hiện không được sau lúc này.', 'doneTime.before-start': 'Thời điểm thực hiện không được trước khi tài khoản được cấp.' };
        const closed = await inSentences(sentences, () =>
          after.confirmClosure(ask.act, ask.principal, { lineId: idOf(ask), action: fields.action, doneAt: instantOf(fields.doneDay, fields.doneTime), proof: fields.proof, file }));
        return closed.nextLineId === undefined
          ? seeOther(accessPaths.grant(closed.grantId), 'Đã xác nhận khóa tài khoản; mọi tài khoản đã hết quyền của lần cấp này đều đã khóa.')
          : seeOther(accessPaths.closure(closed.nextLineId), `Đã xác nhận khóa tài khoản; còn ${String(closed.left)} tài khoản. Tiếp tục với tài khoản dưới đây.`);
      },
      walls: { access_closure_pkey: { field: 'action', text: 'Người khác vừa xác nhận khóa tài khoản này.' } },
    }),
  ];
}
