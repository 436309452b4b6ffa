import { instantOf, typedInstant } from '../../access-grants/index.js';
import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput } from '../../kernel/errors.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { choice, day, identifier, optional, paragraph, timeOfDay } from '../../platform/http/field-types.js';
import { demandedFile, formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { ClosingUseCases } from '../application/closing-use-cases.js';
import type { ClosingDetail } from '../application/read-models.js';
import { readAccountList, type AccountListFault } from '../domain/account-list.js';
import { CLOSING_SUBJECT, surveySources, type SurveySource } from '../domain/closing.js';
import { closingCrumbs, contractCaption } from './closing-crumbs.js';
import { headOfClosing, systemChoices } from './closing-head.js';
import { readerOf } from './closing-reader.js';
import { handoverPaths, handoverSection } from './paths.js';
import type { HandoverPorts } from './ports.js';
import { presentSurvey } from './survey-presenter.js';
import { surveyWords } from './words.js';

const inSection = { section: handoverSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

interface SurveyForm {
  readonly systemId: string;
  readonly source: SurveySource;
  readonly takenDay: CalendarDay;
  readonly takenTime: string;
  readonly agencyNames?: string | undefined;
}

const surveyForm = defineForm<SurveyForm>({
  systemId: identifier('hệ thống'),
  source: choice('nguồn danh sách', surveySources),
  takenDay: day('Ngày lấy danh sách'),
  takenTime: timeOfDay('Giờ lấy danh sách'),
  agencyNames: optional(paragraph('Tài khoản của cơ quan', 20_000)),
});

const surveyFaults: Readonly<Record<AccountListFault, string>> = {
  unreadable: 'Không đọc được danh sách; kiểm tra lại tệp và nguồn đã chọn.',
  'no-name-column': 'Danh sách không có cột tên tài khoản; dòng đầu phải là tên cột, ví dụ rolname, username, sAMAccountName.',
  empty: 'Danh sách không có tài khoản nào.',
  'too-many': 'Danh sách có quá nhiều tài khoản; nhập danh sách của từng hệ thống.',
};

/** Looks at the real accounts of the systems: what is sent in, and each look row by row (điểm b khoản 4 Điều 6). */
export function surveyRoutes(closings: ClosingUseCases, { textOf }: Pick<HandoverPorts, 'textOf'>): Route[] {
  return [
    screen(handoverPaths.surveyed(':id'), { action: 'read', subject: CLOSING_SUBJECT }, async (ask) => {
      const of = await closings.survey(ask.principal, idOf(ask));
      return page('handovers/surveyed', `Rà soát tài khoản: ${of.systemName}`, { crumbs: closingCrumbs(of), caption: contractCaption(of), ...presentSurvey(of, readerOf(ask, closings, of.agencyId)) }, inSection);
    }),
    ...formPage<SurveyForm, ClosingDetail>({
      path: handoverPaths.survey(':id'),
      may: { action: 'survey', subject: CLOSING_SUBJECT },
      records: ['closing.surveyed'],
      files: true,
      demands: { field: 'file', text: 'Đính kèm danh sách tài khoản của hệ thống.' },
      form: surveyForm,
      load: async (ask) => {
        const of = await closings.closing(ask.principal, idOf(ask), 'survey');
        const now = typedInstant(of.now);
        const system = systemMeant(of, ask.query['he-thong']);
        // What was said of the system's accounts last time stands in the fields again, to be looked over.
        const last = system?.surveyId === undefined || system.surveyId === null ? undefined : await closings.survey(ask.principal, system.surveyId);
        return {
          loaded: of,
          values: { takenDay: formatDay(now.day), takenTime: now.time, systemId: system?.id ?? '', ...(last === undefined ? {} : { source: last.source, agencyNames: last.agencyNames }) },
        };
      },
      view: (_ask, { loaded: of, values, errors, kept }) =>
        page('handovers/survey', 'Nhập danh sách tài khoản thực tế', {
          ...headOfClosing(of), kept, values, errors, systems: systemChoices(of), sources: surveySources.map((value) => ({ value, label: surveyWords[value] })), action: handoverPaths.survey(of.id),
        }, inSection),
      perform: async (ask, { systemId, source, takenDay, takenTime, agencyNames = '' }) => {
        const file = demandedFile(ask);
        const of = await closings.closing(ask.principal, idOf(ask), 'survey');
        const vendor = of.accounts.filter((account) => account.systemId === null || account.systemId === systemId).map(({ name }) => name);
        const text = await textOf(file.sha256);
        if (text === undefined) throw new InvalidInput({ file: surveyFaults['too-many'] });
        const read = readAccountList(text, source, { vendor, agency: agencyNames.split(/[\n,;]/) });
        if (!read.ok) throw new InvalidInput({ file: surveyFaults[read.fault] });
        const rows = read.rows.map((row) => ({ ...row, kind: undefined }));
        const sentences = {
          'systemId.unknown': 'Chọn hệ thống trong danh sách.', 'rows.none': surveyFaults.empty, 'rows.vendors': 'Danh sách ghi một tài khoản của bên cung cấp chưa xử lý là của cơ quan; kiểm tra lại tên tài khoản của cơ quan.',
          'takenAt.future': 'Thời điểm lấy danh sách không được sau lúc này.', 'takenAt.before-start': 'Thời điểm lấy danh sách không được trước khi bắt đầu kết thúc hợp đồng.',
        };
        const { id, alive, unclear } = await atHour(() => inSentences(sentences, () =>
          closings.recordSurvey(ask.act, ask.principal, { closingId: of.id, systemId, takenAt: instantOf(takenDay, takenTime), source, file, rows })));
        return seeOther(
          handoverPaths.surveyed(id),
          alive + unclear === 0
            ? `Đã ghi nhận ${String(rows.length)} tài khoản; không còn tài khoản nào của bên cung cấp đang hoạt động.`
            : `Đã ghi nhận ${String(rows.length)} tài khoản; còn ${String(alive)} tài khoản của bên cung cấp đang hoạt động, ${String(unclear)} tài khoản đang hoạt động chưa rõ của ai.`,
        );
      },
    }),
  ];
}

/** The system that the address names, or the only one. */
function systemMeant({ systems }: Pick<ClosingDetail, 'systems'>, asked: unknown): ClosingDetail['systems'][number] | undefined {
  return systems.length === 1 ? systems[0] : systems.find(({ id }) => id === asked);
}

/** What is wrong with the moment is said at the hour of the form. */
async function atHour<T>(perform: () => Promise<T>): Promise<T> {
  try {
    return await perform();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(Object.fromEntries(Object.entries(error.fieldErrors).map(([field, text]): [string, string] => [field === 'takenAt' ? 'takenTime' : field === 'rows' ? 'file' : field, text])));
  }
}
