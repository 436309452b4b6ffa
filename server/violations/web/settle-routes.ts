import { instantOf, typedInstant } from '../../access-grants/index.js';
import { formatDay, formatInstant, type CalendarDay } from '../../kernel/calendar-day.js';
import { citeClause } from '../../kernel/citation.js';
import { NotFound } from '../../kernel/errors.js';
import type { ViolationLevelCode } from '../../library/index.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { choice, day, identifier, line, paragraph, timeOfDay } from '../../platform/http/field-types.js';
import { demandedFile, formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Ask, Route } from '../../platform/http/routes.js';
import type { CaseDetail, RemedyRow } from '../application/read-models.js';
import type { ViolationUseCases } from '../application/violation-use-cases.js';
import { caseOutcomes, VIOLATION_SUBJECT, type CaseOutcome } from '../domain/violation.js';
import { caseCrumbs, contractCaption } from './case-crumbs.js';
import { readerOf } from './case-reader.js';
import { violationPaths, violationSection } from './paths.js';
import type { ViolationPorts } from './ports.js';
import { levelState, levelWords, outcomeWords } from './words.js';

const inSection = { section: violationSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const remedyIdOf = (ask: Ask): string => ask.params['remedyId'] ?? '';
const levels: readonly ViolationLevelCode[] = ['V1', 'V2', 'V3', 'V4'];

interface ReportForm {
  readonly number: string;
  readonly issuedOn: CalendarDay;
  readonly signedBy: string;
  readonly level: ViolationLevelCode;
  readonly summary: string;
}

const reportForm = defineForm<ReportForm>({
  number: line('Số báo cáo', 100),
  issuedOn: day('Ngày báo cáo'),
  signedBy: identifier('người ký'),
  level: choice('mức độ vi phạm được kết luận', levels),
  summary: paragraph('Kết luận', 4000),
});

interface RemedyForm {
  readonly what: string;
  readonly doneDay: CalendarDay;
  readonly doneTime: string;
}

const remedyForm = defineForm<RemedyForm>({ what: paragraph('Việc đã khắc phục', 2000), doneDay: day('Ngày hoàn thành'), doneTime: timeOfDay('Giờ hoàn thành') });
const verifyForm = defineForm<{ proof: string }>({ proof: paragraph('Cách kiểm tra, kết quả', 2000) });

interface CloseForm {
  readonly outcome: CaseOutcome;
  readonly ground: string;
}

const closeForm = defineForm<CloseForm>({ outcome: choice('kết quả', caseOutcomes), ground: paragraph('Căn cứ, lý do', 2000) });

/** What settles a case after it was contained: the report on level and damage, remedies, its end (điểm c khoản 3 Điều 6). */
export function settleRoutes(violations: ViolationUseCases, { signers }: Pick<ViolationPorts, 'signers'>): Route[] {
  const loadRemedy = async (ask: Ask): Promise<{ case: CaseDetail; remedy: RemedyRow }> => {
    const of = await violations.case(ask.principal, idOf(ask), 'verify-remedy');
    const remedy = of.remedies.find(({ id }) => id === remedyIdOf(ask));
    if (remedy === undefined) throw new NotFound('remedy');
    return { case: of, remedy };
  };
  const head = (of: CaseDetail): object => ({ crumbs: caseCrumbs(of), caption: contractCaption(of), states: [levelState(of.level)], cancelHref: violationPaths.case(of.id) });
  return [
    ...formPage<ReportForm, { readonly case: CaseDetail; readonly people: Awaited<ReturnType<ViolationPorts['signers']>> }>({
      path: violationPaths.report(':id'),
      may: { action: 'record-report', subject: VIOLATION_SUBJECT },
      records: ['violation.report-recorded'],
      files: true,
      demands: { field: 'scan', text: 'Đính kèm bản quét báo cáo đã ký, đã vào số.' },
      form: reportForm,
      load: async (ask) => {
        const of = await violations.case(ask.principal, idOf(ask), 'record-report');
        const people = await signers(of.agencyId);
        const [only, another] = people;
        return { loaded: { case: of, people }, values: { level: of.level, issuedOn: formatDay(typedInstant(of.now).day), signedBy: only !== undefined && another === undefined ? only.id : '' }, version: of.version };
      },
      view: (_ask, { loaded: { case: of, people }, values, errors, kept, version }) =>
        page('violations/report', 'Ghi nhận báo cáo mức độ vi phạm và thiệt hại', {
          ...head(of), kept, values, errors, version, clause: citeClause({ article: 6, clause: 3, point: 'c' }, violations.regulation()),
          people: people.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })), levels: levels.map((value) => ({ value, label: levelWords[value] })),
          action: violationPaths.report(of.id), closed: reportClosed(of),
        }, inSection),
      perform: async (ask, fields, version) => {
        const scan = demandedFile(ask);
        const sentences = { 'issuedOn.future': 'Ngày báo cáo không được sau hôm nay.', 'issuedOn.before-case': 'Ngày báo cáo không được trước ngày mở vụ việc.', 'signedBy.unknown': 'Chọn người ký trong danh sách.' };
        await inSentences(sentences, () => violations.recordReport(ask.act, ask.principal, { caseId: idOf(ask), version, ...fields, scan }));
        return seeOther(violationPaths.case(idOf(ask)), `Đã ghi nhận báo cáo số ${fields.number}; mức độ vi phạm được kết luận: ${levelWords[fields.level]}.`);
      },
    }),
    ...formPage<RemedyForm, CaseDetail>({
      path: violationPaths.newRemedy(':id'),
      may: { action: 'record-remedy', subject: VIOLATION_SUBJECT },
      records: ['violation.remedy-recorded'],
      form: remedyForm,
      load: async (ask) => {
        const of = await violations.case(ask.principal, idOf(ask), 'record-remedy');
        const now = typedInstant(of.now);
        return { loaded: of, values: { doneDay: formatDay(now.day), doneTime: now.time } };
      },
      view: (_ask, { loaded: of, values, errors, kept }) =>
        page('violations/remedy', 'Ghi nhận khắc phục', { ...head(of), kept, values, errors, action: violationPaths.newRemedy(of.id), closed: reportClosed(of) }, inSection),
      perform: async (ask, { what, doneDay, doneTime }) => {
        const sentences = { 'doneTime.future': 'Thời điểm hoàn thành không được sau lúc này.', 'doneTime.before-case': 'Thời điểm hoàn thành không được trước lúc mở vụ việc.' };
        await inSentences(sentences, () => violations.recordRemedy(ask.act, ask.principal, { caseId: idOf(ask), what, doneAt: instantOf(doneDay, doneTime) }));
        return seeOther(`${violationPaths.case(idOf(ask))}#khac-phuc`, 'Đã ghi nhận khắc phục; người khác phải kiểm tra kèm minh chứng.');
      },
    }),
    ...formPage<{ proof: string }, { readonly case: CaseDetail; readonly remedy: RemedyRow }>({
      path: violationPaths.remedy(':id', ':remedyId'),
      may: { action: 'verify-remedy', subject: VIOLATION_SUBJECT },
      records: ['violation.remedy-verified'],
      files: true,
      demands: { field: 'file', text: 'Đính kèm minh chứng: kết quả kiểm tra, ảnh chụp màn hình, nhật ký hoặc biên bản.' },
      form: verifyForm,
      load: async (ask) => ({ loaded: await loadRemedy(ask), values: {} }),
      view: (ask, { loaded: { case: of, remedy }, values, errors, kept }) =>
        page('violations/remedy-verify', 'Kiểm tra việc khắc phục', {
          ...head(of), kept, values, errors, action: violationPaths.remedy(of.id, remedy.id),
          facts: [{ key: 'Việc đã khắc phục', value: remedy.what }, { key: 'Hoàn thành', value: formatInstant(remedy.doneAt) }, { key: 'Người ghi nhận', value: `${remedy.recordedBy}, ${formatInstant(remedy.recordedAt)}` }],
          closed: verifyClosed(remedy, ask.principal.userId),
        }, inSection),
      perform: async (ask, { proof }) => {
        const file = demandedFile(ask);
        await violations.verifyRemedy(ask.act, ask.principal, { remedyId: remedyIdOf(ask), proof, file });
        return seeOther(`${violationPaths.case(idOf(ask))}#khac-phuc`, 'Đã xác nhận việc khắc phục.');
      },
      walls: { case_remedy_verification_pkey: { field: 'proof', text: 'Người khác vừa xác nhận việc khắc phục này.' } },
    }),
    ...formPage<CloseForm, CaseDetail>({
      path: violationPaths.close(':id'),
      may: { action: 'close', subject: VIOLATION_SUBJECT },
      records: ['violation.case-closed', 'access.revoked'],
      form: closeForm,
      load: async (ask) => {
        const of = await violations.case(ask.principal, idOf(ask), 'close');
        const [only, another] = openOutcomes(violations, of);
        return { loaded: of, values: { outcome: only !== undefined && another === undefined ? only : '' }, version: of.version };
      },
      view: (ask, { loaded: of, values, errors, kept, version }) => {
        const reader = readerOf(ask, violations, of.agencyId);
        const verdicts = (of.state === 'opened' ? (['unfounded'] as const) : (['resumed', 'ended'] as const)).map((outcome) => ({ outcome, verdict: violations.mayClose(of, outcome) }));
        const open = verdicts.filter(({ verdict }) => verdict.allowed);
        return page('violations/close', 'Kết thúc vụ vi phạm', {
          ...head(of), kept, values, errors, version, action: violationPaths.close(of.id),
          outcomes: open.map(({ outcome }) => ({ value: outcome, label: outcomeWords[outcome], hint: outcomeHint(outcome, violations.regulation()) })),
          barred: verdicts.flatMap(({ outcome, verdict }) => (verdict.allowed ? [] : [`${outcomeWords[outcome]}: ${reader.refusalText(verdict)}`])),
          closed: open.length === 0 ? { reason: 'Chưa thể kết thúc vụ việc vì các lý do nêu trên.' } : undefined,
        }, inSection);
      },
      perform: async (ask, { outcome, ground }, version) => {
        const { handingOver } = await violations.closeCase(ask.act, ask.principal, { caseId: idOf(ask), version, outcome, ground });
        return seeOther(violationPaths.case(idOf(ask)), handingOver ? 'Đã kết thúc vụ vi phạm; hợp đồng chuyển sang giai đoạn chuyển giao.' : 'Đã kết thúc vụ vi phạm.');
      },
    }),
  ];
}

/** What follows from an outcome. */
function outcomeHint(outcome: CaseOutcome, regulation: { readonly issued: boolean }): string {
  switch (outcome) {
    case 'resumed': return 'Các hệ thống đã hoạt động trở lại; quyền truy cập được cấp mới khi có đề nghị';
    case 'ended': return `Bắt đầu chuyển giao và thu hồi tài khoản (${citeClause({ article: 6, clause: 4 }, regulation)})`;
    case 'unfounded': return 'Kiểm tra cho thấy không có vi phạm; lý do được ghi lại';
  }
}

function openOutcomes(violations: ViolationUseCases, of: CaseDetail): CaseOutcome[] {
  return caseOutcomes.filter((outcome) => violations.mayClose(of, outcome).allowed);
}

function reportClosed({ state }: CaseDetail): { reason: string } | undefined {
  if (state === 'opened') return { reason: 'Vụ việc chưa được ngăn chặn; thu hồi quyền truy cập trước rồi mới kiểm tra, kết luận.' };
  return state === 'closed' ? { reason: 'Vụ việc đã kết thúc.' } : undefined;
}

function verifyClosed({ verification, recordedById }: RemedyRow, userId: string): { reason: string } | undefined {
  if (verification !== null) return { reason: `Đã được kiểm tra lúc ${formatInstant(verification.at)}.` };
  return recordedById === userId ? { reason: 'Người ghi nhận không tự kiểm tra; đến lượt người khác.' } : undefined;
}
