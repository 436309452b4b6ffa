import { instantOf, typedInstant } from '../../access-grants/index.js';
import { formatDay, formatInstant, type CalendarDay } from '../../kernel/calendar-day.js';
import { citeClause } from '../../kernel/citation.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { day, paragraph, timeOfDay } from '../../platform/http/field-types.js';
import { demandedFile, formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Ask, Route } from '../../platform/http/routes.js';
import type { SummaryRow } from '../../platform/views/pattern-models.js';
import { recordEvents } from '../../records/index.js';
import { assessmentPaths } from '../../risk-assessments/index.js';
import type { CaseDetail, SuspensionRow } from '../application/read-models.js';
import type { ViolationUseCases } from '../application/violation-use-cases.js';
import { VIOLATION_SUBJECT, type ViolationAction } from '../domain/violation.js';
import { caseCrumbs, contractCaption, contractText } from './case-crumbs.js';
import { readerOf, type CaseReader } from './case-reader.js';
import { suspensionStates, suspensionTerm } from './containment-presenter.js';
import { violationPaths, violationSection } from './paths.js';
import { scopeWords, suspensionVerbs } from './words.js';

const inSection = { section: violationSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

interface Loaded {
  readonly case: CaseDetail;
  readonly suspension: SuspensionRow;
}

interface DoneForm {
  readonly doneDay: CalendarDay;
  readonly doneTime: string;
  readonly proof: string;
}

const doneForm = defineForm<DoneForm>({ doneDay: day('Ngày thực hiện'), doneTime: timeOfDay('Giờ thực hiện'), proof: paragraph('Cách thực hiện, kết quả', 2000) });

interface ExtendForm {
  readonly untilDay: CalendarDay;
  readonly untilTime: string;
  readonly ground: string;
}

const extendForm = defineForm<ExtendForm>({ untilDay: day('Ngày kết thúc mới'), untilTime: timeOfDay('Giờ kết thúc mới'), ground: paragraph('Lý do gia hạn', 2000) });
const resumeForm = defineForm<{ ground: string }>({ ground: paragraph('Lý do cho phép hoạt động trở lại', 2000) });

/** What is done about one suspended system: carried out and proven, extended once, lifted. */
export function suspensionRoutes(violations: ViolationUseCases): Route[] {
  const load = (ask: Ask, action: ViolationAction): Promise<Loaded> => violations.suspensionFor(ask.principal, idOf(ask), action);
  /** The agency that accepted a proposal reads the suspension, not the case of the other agency. */
  const backOf = (ask: Ask, { case: of, suspension }: Loaded): string =>
    violations.may(ask.principal, 'read', of.agencyId) ? violationPaths.case(of.id) : proposalHref(of, suspension);
  const headModel = (ask: Ask, loaded: Loaded, title: string): object => ({
    crumbs: violations.may(ask.principal, 'read', loaded.case.agencyId) ? caseCrumbs(loaded.case) : [],
    title, caption: contractCaption(loaded.case), states: suspensionStates(loaded.suspension, loaded.case.now), facts: factsOf(loaded), cancelHref: backOf(ask, loaded),
  });
  return [
    ...formPage<DoneForm, Loaded>({
      path: violationPaths.done(':id'),
      may: { action: 'confirm-done', subject: VIOLATION_SUBJECT },
      records: ['violation.suspension-done'],
      files: true,
      demands: { field: 'file', text: 'Đính kèm minh chứng: ảnh chụp màn hình, nhật ký hoặc biên bản.' },
      form: doneForm,
      load: async (ask) => {
        const loaded = await load(ask, 'confirm-done');
        const now = typedInstant(loaded.case.now);
        return { loaded, values: { doneDay: formatDay(now.day), doneTime: now.time } };
      },
      view: (ask, { loaded, values, errors, kept }) => {
        const { suspension } = loaded;
        const title = `Xác nhận đã ${suspensionVerbs[suspension.kind]} ${suspension.systemName}`;
        return page('violations/suspension-done', title, {
          ...headModel(ask, loaded, title), kept, values, errors, verb: suspensionVerbs[suspension.kind], action: violationPaths.done(suspension.id),
          closed: suspension.done === null ? (suspension.resumption === null ? undefined : { reason: 'Hệ thống đã được cho phép hoạt động trở lại.' }) : { reason: `Đã được xác nhận lúc ${formatInstant(suspension.done.at)}.` },
        }, inSection);
      },
      perform: async (ask, { doneDay, doneTime, proof }) => {
        const file = demandedFile(ask);
        const loaded = await load(ask, 'confirm-done');
        const sentences = { 'doneTime.future': 'Thời điểm thực hiện không được sau lúc này.', 'doneTime.before-start': `Thời điểm thực hiện không được trước lúc quyết định (${formatInstant(loaded.suspension.startsAt)}).` };
        await inSentences(sentences, () => violations.confirmDone(ask.act, ask.principal, { suspensionId: idOf(ask), doneAt: instantOf(doneDay, doneTime), proof, file }));
        return seeOther(backOf(ask, loaded), `Đã xác nhận ${suspensionVerbs[loaded.suspension.kind]} ${loaded.suspension.systemName}.`);
      },
      walls: { suspension_done_pkey: { field: 'proof', text: 'Người khác vừa xác nhận việc này.' } },
    }),
    ...formPage<ExtendForm, Loaded>({
      path: violationPaths.extend(':id'),
      may: { action: 'extend', subject: VIOLATION_SUBJECT },
      records: ['violation.suspension-extended'],
      form: extendForm,
      load: async (ask) => {
        const loaded = await load(ask, 'extend');
        const until = typedInstant(loaded.suspension.endsAt ?? loaded.case.now);
        return { loaded, values: { untilDay: formatDay(until.day), untilTime: until.time } };
      },
      view: (ask, { loaded, values, errors, kept }) => {
        const title = `Gia hạn tạm dừng ${loaded.suspension.systemName}`;
        return page('violations/suspension-extend', title, {
          ...headModel(ask, loaded, title), kept, values, errors, action: violationPaths.extend(loaded.suspension.id), closed: extendClosed(loaded.suspension),
        }, inSection);
      },
      perform: async (ask, { untilDay, untilTime, ground }) => {
        const loaded = await load(ask, 'extend');
        const until = instantOf(untilDay, untilTime);
        const sentences = { 'untilDay.not-later': 'Thời điểm mới phải sau thời hạn đang áp dụng.', 'untilDay.past': 'Thời điểm mới phải sau lúc này.', 'untilDay.too-long': 'Chỉ gia hạn tối đa bằng thời hạn tạm dừng dài nhất (quy định nội bộ); chọn thời điểm sớm hơn.' };
        await inSentences(sentences, () => violations.extendPause(ask.act, ask.principal, { suspensionId: idOf(ask), until, ground }));
        return seeOther(backOf(ask, loaded), `Đã gia hạn tạm dừng ${loaded.suspension.systemName} đến ${formatInstant(until)}.`);
      },
      walls: { suspension_extended_once: { field: 'untilDay', text: 'Người khác vừa gia hạn; chỉ gia hạn được một lần.' } },
    }),
    ...formPage<{ ground: string }, Loaded>({
      path: violationPaths.resume(':id'),
      may: { action: 'resume', subject: VIOLATION_SUBJECT },
      records: ['violation.resumed', recordEvents.prepared],
      form: resumeForm,
      load: async (ask) => ({ loaded: await load(ask, 'resume'), values: {} }),
      view: (ask, { loaded, values, errors, kept }) => {
        const { case: of, suspension } = loaded;
        const reader = readerOf(ask, violations, suspension.agencyId);
        const obstacles = violations.resumeObstacles(ask.principal, of, suspension.id);
        const title = `Cho phép ${suspension.systemName} hoạt động trở lại`;
        return page('violations/resume', title, {
          ...headModel(ask, loaded, title), kept, values, errors, action: violationPaths.resume(suspension.id),
          clause: citeClause({ article: 6, clause: 3 }, violations.regulation()),
          obstacles: obstacles.flatMap((verdict) => (verdict.allowed ? [] : [{ text: reader.refusalText(verdict), ...settledAt(verdict.reason, of, reader) }])),
          told: [
            `Hệ thống hoạt động trở lại từ lúc quyết định, chấm dứt việc ${suspensionVerbs[suspension.kind]}.`,
            'Quyền truy cập đã thu hồi không được khôi phục; bên cung cấp chỉ truy cập sau khi được đề nghị và phê duyệt mới.',
            'Dự thảo Quyết định cho phép hoạt động trở lại (HS-24) được lập để trình ký.',
          ],
          closed: obstacles.length === 0 ? undefined : { reason: 'Chưa thể cho phép hoạt động trở lại vì các điều kiện nêu trên.' },
        }, inSection);
      },
      perform: async (ask, { ground }) => {
        const loaded = await load(ask, 'resume');
        await violations.resume(ask.act, ask.principal, { suspensionId: idOf(ask), ground });
        return seeOther(backOf(ask, loaded), `Đã cho phép ${loaded.suspension.systemName} hoạt động trở lại. Dự thảo quyết định (HS-24) đã được lập; quyền truy cập phải được cấp mới.`);
      },
      walls: { resumption_once: { field: 'ground', text: 'Người khác vừa cho phép hệ thống này hoạt động trở lại.' } },
    }),
  ];
}

/** Where what stands in the way of letting a system run again is settled, for whoever may go there. */
function settledAt(reason: string, of: CaseDetail, reader: CaseReader): { href?: string; hrefText?: string } {
  const link = (action: ViolationAction, href: string, hrefText: string): { href?: string; hrefText?: string } => (reader.mayDo(action, of.agencyId) ? { href, hrefText } : {});
  switch (reason) {
    case 'no-report': return link('record-report', violationPaths.report(of.id), 'Ghi nhận báo cáo');
    case 'no-remedy': return link('record-remedy', violationPaths.newRemedy(of.id), 'Ghi nhận khắc phục');
    case 'remedy-unverified': return link('read', `${violationPaths.case(of.id)}#khac-phuc`, 'Đến phần khắc phục');
    case 'not-assessed-afresh': return link('read', assessmentPaths.ofContract(of.contractId), 'Đến đánh giá rủi ro của hợp đồng');
    case 'containment-unconfirmed': return link('read', `${violationPaths.case(of.id)}#ngan-chan`, 'Đến phần ngăn chặn');
    default: return {};
  }
}

/** Where the agency that accepted a proposal sees it. */
function proposalHref(of: CaseDetail, { systemId, agencyId }: SuspensionRow): string {
  const proposal = of.containment?.proposals.find((one) => one.systemId === systemId && one.toAgencyId === agencyId);
  return proposal === undefined ? violationPaths.inbox : violationPaths.proposal(proposal.id);
}

function extendClosed({ kind, extension, resumption, endsAt }: SuspensionRow): { reason: string } | undefined {
  if (resumption !== null) return { reason: 'Hệ thống đã được cho phép hoạt động trở lại.' };
  if (kind === 'stop' || endsAt === null) return { reason: 'Chỉ gia hạn việc tạm dừng có thời hạn.' };
  return extension === null ? undefined : { reason: `Đã gia hạn một lần đến ${formatInstant(extension.until)}; chỉ gia hạn được một lần (quy định nội bộ).` };
}

function factsOf({ case: of, suspension }: Loaded): SummaryRow[] {
  return [
    { key: 'Hợp đồng', value: contractText(of), note: of.vendorName },
    { key: 'Hệ thống', value: `${suspension.systemName} (${suspension.systemCode})`, note: `Cấp độ ${String(suspension.systemLevel)}` },
    { key: 'Phạm vi', value: suspension.scope === 'whole' ? scopeWords.whole : `${scopeWords.part}: ${suspension.part ?? ''}` },
    { key: 'Thời hạn', value: suspensionTerm(suspension) },
    { key: 'Duy trì phục vụ người sử dụng', value: suspension.continuity },
    { key: 'Người thực hiện', value: `${suspension.executor.name} (${suspension.executor.post})` },
    { key: 'Người quyết định', value: `${suspension.decidedBy.name} (${suspension.decidedBy.post})` },
  ];
}
