import { accessPaths, closureWords, instantOf, typedInstant } from '../../access-grants/index.js';
import { formatDay, formatInstant, type CalendarDay } from '../../kernel/calendar-day.js';
import type { Library } from '../../library/index.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { choice, day, identifier, line, optional, paragraph, ticked, timeOfDay } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { ActModel, SummaryRow } from '../../platform/views/pattern-models.js';
import type { ClosingUseCases } from '../application/closing-use-cases.js';
import type { AccountDetail, ClosingDetail } from '../application/read-models.js';
import { CLOSING_SUBJECT, settlementActions, type SettlementAction } from '../domain/closing.js';
import { maySettle } from '../domain/closing-policy.js';
import { accountKinds, accountKindWord } from './account-words.js';
import { closingCrumbs, contractCaption } from './closing-crumbs.js';
import { headOfClosing, systemChoices } from './closing-head.js';
import { closedBy, linkOrClosed, readerOf, type ClosingReader } from './closing-reader.js';
import { handoverPaths, handoverSection } from './paths.js';
import { reviewPaths } from './vendor-paths.js';
import { accountState, originWords, settlementWords, sideWords } from './words.js';

const inSection = { section: handoverSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

interface SettleForm {
  readonly action: SettlementAction;
  readonly doneDay: CalendarDay;
  readonly doneTime: string;
  readonly signInFailed: boolean;
  readonly proof: string;
}

const settleForm = defineForm<SettleForm>({
  action: choice('cách xử lý', settlementActions),
  doneDay: day('Ngày thực hiện'),
  doneTime: timeOfDay('Giờ thực hiện'),
  signInFailed: ticked('Đăng nhập thử không thành công'),
  proof: paragraph('Cách kiểm tra, kết quả', 2000),
});

interface AddAccountForm {
  readonly kind: string;
  readonly name: string;
  readonly systemId?: string | undefined;
}

const addAccountForm = defineForm<AddAccountForm>({ kind: line('loại', 60), name: line('Tên tài khoản, khóa', 200), systemId: optional(identifier('hệ thống')) });

/** Every account of the vendor until it works no more (điểm b khoản 4 Điều 6). */
export function accountRoutes(closings: ClosingUseCases): Route[] {
  return [
    screen(handoverPaths.account(':id'), { action: 'read', subject: CLOSING_SUBJECT }, async (ask) => {
      const of = await closings.account(ask.principal, idOf(ask));
      const reader = readerOf(ask, closings, of.agencyId);
      return page('handovers/account', `Tài khoản ${of.name}`, {
        crumbs: closingCrumbs(of), title: `Tài khoản ${of.name}`, caption: contractCaption(of), states: [accountState(of)],
        rows: accountFacts(of, closings.library()),
        acts: accountActs(of, reader),
        links: of.settlements.length === 0 ? [] : [{ href: reviewPaths.subject('account', of.id), text: 'Xem minh chứng' }],
        settlements: of.settlements.map(({ action, doneAt, signInFailed, proof, by, at }) => ({
          word: settlementWords[action], done: formatInstant(doneAt), proof, by: `${by} ghi nhận, ${formatInstant(at)}`,
          state: signInFailed ? { tone: 'settled', icon: 'check', word: 'Đăng nhập thử không thành công' } : { tone: 'attention', icon: 'pending', word: 'Chưa chứng minh đăng nhập không thành công' },
        })),
        seen: of.seen.map(({ surveyId, takenAt, enabled, belongs }) => ({ href: handoverPaths.surveyed(surveyId), text: `Rà soát lúc ${formatInstant(takenAt)}`, note: `${enabled ? 'đang hoạt động' : 'đã khóa'}, ${sideWords[belongs].toLocaleLowerCase('vi')}` })),
      }, inSection);
    }),
    ...formPage<SettleForm, AccountDetail>({
      path: handoverPaths.settle(':id'),
      may: { action: 'settle-account', subject: CLOSING_SUBJECT },
      records: ['closing.account-settled'],
      files: true,
      demands: { field: 'files', text: 'Đính kèm minh chứng: ảnh chụp màn hình, nhật ký hoặc biên bản.' },
      form: settleForm,
      load: async (ask) => {
        const of = await closings.account(ask.principal, idOf(ask), 'settle-account');
        const now = typedInstant(of.now);
        return { loaded: of, values: { doneDay: formatDay(now.day), doneTime: now.time } };
      },
      view: (ask, { loaded: of, values, errors, kept }) =>
        page('handovers/settle', `Xử lý tài khoản ${of.name}`, {
          crumbs: [...closingCrumbs(of), { href: handoverPaths.account(of.id), text: `Tài khoản ${of.name}` }], title: `Xử lý tài khoản ${of.name}`, caption: contractCaption(of), states: [accountState(of)],
          kept, values, errors, rows: accountFacts(of, closings.library()), actions: settlementActions.map((value) => ({ value, label: settlementWords[value] })),
          failed: [{ value: 'co', label: 'Đã thử đăng nhập bằng mật khẩu, khóa cũ và không thành công' }],
          action: handoverPaths.settle(of.id), cancelHref: handoverPaths.account(of.id), closed: closedBy(maySettle(of), readerOf(ask, closings, of.agencyId)),
        }, inSection),
      perform: async (ask, { action, doneDay, doneTime, signInFailed, proof }) => {
        const sentences = {
          'doneTime.future': 'Thời điểm thực hiện không được sau lúc này.', 'doneTime.before-start': 'Thời điểm thực hiện không được trước khi bắt đầu kết thúc hợp đồng.',
        };
        const { nextAccountId } = await inSentences(sentences, () =>
          closings.settleAccount(ask.act, ask.principal, { accountId: idOf(ask), action, doneAt: instantOf(doneDay, doneTime), signInFailed, proof, files: ask.uploads.files }));
        return nextAccountId === undefined
          ? seeOther(handoverPaths.account(idOf(ask)), 'Đã ghi nhận xử lý tài khoản.')
          : seeOther(handoverPaths.account(nextAccountId), 'Đã ghi nhận xử lý tài khoản. Tiếp theo là tài khoản dưới đây.');
      },
    }),
    ...formPage<AddAccountForm, ClosingDetail>({
      path: handoverPaths.addAccount(':id'),
      may: { action: 'add-account', subject: CLOSING_SUBJECT },
      records: ['closing.account-added'],
      form: addAccountForm,
      load: async (ask) => ({ loaded: await closings.closing(ask.principal, idOf(ask), 'add-account'), values: {} }),
      view: (_ask, { loaded: of, values, errors, kept }) =>
        page('handovers/add-account', 'Thêm tài khoản, khóa', {
          ...headOfClosing(of), kept, values, errors, kinds: accountKinds(closings.library(), of.now), systems: systemChoices(of), action: handoverPaths.addAccount(of.id),
        }, inSection),
      perform: async (ask, { kind, name, systemId }) => {
        const sentences = { 'systemId.unknown': 'Chọn hệ thống trong danh sách.', 'kind.unknown': 'Chọn loại trong danh sách.', 'name.known': 'Tài khoản này đã có trong danh sách.' };
        const added = await inSentences(sentences, () => closings.addAccount(ask.act, ask.principal, { closingId: idOf(ask), systemId, kind, name }));
        return seeOther(handoverPaths.account(added.id), 'Đã thêm vào danh sách phải xử lý.');
      },
    }),
  ];
}

function accountFacts(of: AccountDetail, library: Library): SummaryRow[] {
  const closure = Object.entries(closureWords).find(([code]) => code === of.closure?.action)?.[1];
  return [
    { key: 'Hệ thống', value: of.systemName ?? 'Không thuộc hệ thống nào' },
    { key: 'Loại', value: accountKindWord(library, of.now, of.kind) },
    { key: 'Nguồn', value: originWords[of.origin] },
    ...(of.closure === null ? [] : [{ key: 'Xử lý theo quyền truy cập', value: closure ?? of.closure.action, note: `${of.closure.by}, ${formatInstant(of.closure.doneAt)}` }]),
  ];
}

/** What can be done about an account: through the room of access while a line of it is open there, else here. */
function accountActs(of: AccountDetail, reader: ClosingReader): ActModel[] {
  if (of.closed || of.settled || !reader.mayDo('settle-account')) return [];
  return of.closureDueLineId === null
    ? [{ id: 'xu-ly', text: 'Ghi nhận xử lý', ...linkOrClosed(closedBy(maySettle(of), reader), handoverPaths.settle(of.id)) }]
    : [{ id: 'xac-nhan-khoa', text: 'Xác nhận khóa tại quyền truy cập', href: accessPaths.closure(of.closureDueLineId) }];
}
