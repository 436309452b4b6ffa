import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { may } from '../../platform/authorization/ability.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice, day, identifier, line, optional, paragraph } from '../../platform/http/field-types.js';
import { demandedFile, formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { act, type Ask, type Route } from '../../platform/http/routes.js';
import { recordEvents } from '../../records/index.js';
import { approvalFactsOf } from '../application/approve-assessment.js';
import { compute, readiness } from '../application/computation.js';
import { assessmentEvents } from '../application/events.js';
import type { AssessmentDetail, RiskAssessmentUseCases } from '../application/use-cases.js';
import { mayApprove, opinionNeeded } from '../domain/approval-policy.js';
import { approvalRequest } from './approval-presenter.js';
import { gateConditions } from './gate-presenter.js';
import { frameOf, idOf } from './page-frame.js';
import { assessmentPaths, assessmentSection } from './paths.js';
import { prefilledSections } from './report-prefill.js';
import { groupNames, groupRows, matrixPlot } from './result-presenter.js';
import { giverWords, opinionWords, readinessWords, saying, stageWords } from './words.js';

const inSection = { section: assessmentSection };
const decide = { action: 'decide', subject: 'RiskAssessment' };
const decided = [assessmentEvents.approved, assessmentEvents.returned, recordEvents.prepared];

export interface DecisionPorts {
  readonly regulation: () => { readonly issued: boolean };
  /** Whoever could have signed a paper for an agency. */
  readonly signers: (agencyId: string) => Promise<readonly { readonly id: string; readonly name: string; readonly post: string }[]>;
}

/** Submitting is one button; there is nothing to fill in. */
interface SubmitForm {
  readonly confirmed?: string | undefined;
}

const submitForm = defineForm<SubmitForm>({ confirmed: optional(choice('xác nhận', ['co'])) });
const returnForm = defineForm<{ reason: string }>({ reason: paragraph('lý do trả lại', 2000) });

interface OpinionForm {
  readonly giver: 'officer' | 'security-unit';
  readonly outcome: 'agrees' | 'agrees-with-conditions' | 'disagrees';
  readonly opinion: string;
  readonly documentNumber?: string | undefined;
  readonly documentDay?: CalendarDay | undefined;
  readonly issuingBody?: string | undefined;
}

const opinionForm = defineForm<OpinionForm>(
  {
    giver: choice('người cho ý kiến', Object.keys(giverWords)),
    outcome: choice('kết luận', Object.keys(opinionWords)),
    opinion: paragraph('Nội dung ý kiến', 4000),
    documentNumber: optional(line('Số văn bản', 100)),
    documentDay: optional(day('Ngày văn bản')),
    issuingBody: optional(line('Cơ quan ban hành', 300)),
  },
  ({ giver, documentNumber, documentDay, issuingBody }) => {
    if (giver === 'officer') return {};
    const errors: Record<string, string> = {};
    if (documentNumber === undefined) errors['documentNumber'] = 'Nhập số văn bản của đơn vị chuyên trách.';
    if (documentDay === undefined) errors['documentDay'] = 'Nhập ngày văn bản của đơn vị chuyên trách.';
    if (issuingBody === undefined) errors['issuingBody'] = 'Nhập tên đơn vị chuyên trách về an ninh mạng.';
    return errors;
  },
);

interface PaperForm {
  readonly outcome: 'approved' | 'returned';
  readonly number: string;
  readonly date: CalendarDay;
  readonly signer: string;
  readonly ground?: string | undefined;
}

const paperForm = defineForm<PaperForm>(
  {
    outcome: choice('quyết định', ['approved', 'returned']),
    number: line('Số văn bản quyết định', 100),
    date: day('Ngày ký'),
    signer: identifier('người ký'),
    ground: optional(paragraph('Lý do trả lại', 2000)),
  },
  ({ outcome, ground }) => (outcome === 'returned' && ground === undefined ? { ground: 'Nêu lý do trả lại.' } : {}),
);

/** Submitting, the opinion that a gate asks for, and the head's decision, by click or on paper. */
export function decisionRoutes(assessments: RiskAssessmentUseCases, ports: DecisionPorts): Route[] {
  const computedOf = (detail: AssessmentDetail) => compute(assessments.library(), detail, assessments.today());
  const verdictFor = (ask: Ask, detail: AssessmentDetail) => mayApprove(approvalFactsOf(detail, computedOf(detail), assessments.today(), may(ask.principal.ability, 'decide', 'RiskAssessment', { agencyId: detail.agencyId }) ? ask.principal.userId : undefined));

  return [
    ...formPage<SubmitForm, AssessmentDetail>({
      path: assessmentPaths.submit(':id'),
      may: { action: 'submit', subject: 'RiskAssessment' },
      records: [assessmentEvents.submitted],
      form: submitForm,
      load: async (ask) => {
        const detail = await assessments.assessment(ask.principal, idOf(ask), 'submit');
        return { loaded: detail, values: {}, version: detail.version };
      },
      view: (ask, { loaded: detail, version }) => {
        const computed = computedOf(detail);
        const prefilled = prefilledSections(detail, computed);
        const lines = readiness(detail, computed, prefilled);
        const missing = lines.find(({ met }) => !met);
        const model = {
          ...frameOf(detail),
          gate: {
            heading: 'Điều kiện trình phê duyệt',
            count: `${String(lines.filter(({ met }) => met).length)}/${String(lines.length)} điều kiện đạt`,
            conditions: lines.map(({ what, met, missing: names }) => ({
              standing: met ? 'met' : 'unmet',
              sentence: readinessWords[what].sentence,
              clause: what === 'sections' ? 'khoản 3 Điều 10 Nghị định 331/2026/NĐ-CP' : 'quy định nội bộ',
              ...(met ? {} : { note: readinessWords[what].missing(names) }),
            })),
            act: { text: 'Trình phê duyệt', action: assessmentPaths.submit(detail.id), version, ...(missing === undefined ? {} : { closed: { reason: ask.refusalText({ allowed: false, reason: 'assessment-not-ready', facts: { what: missing.what } }) } }) },
          },
          rows: groupRows(computed.method, computed.result),
          plot: matrixPlot(computed.method, computed.result),
        };
        return page('risk-assessments/submit', 'Trình phê duyệt kết quả đánh giá rủi ro', model, inSection);
      },
      perform: async (ask, _command, version) => {
        await assessments.submitAssessment(ask.act, ask.principal, idOf(ask), version);
        return seeOther(assessmentPaths.assessment(idOf(ask)), 'Đã trình; thủ trưởng đơn vị phê duyệt hoặc trả lại.');
      },
    }),
    ...formPage<OpinionForm, AssessmentDetail>({
      path: assessmentPaths.opinion(':id'),
      may: { action: 'give-opinion', subject: 'RiskAssessment' },
      records: [assessmentEvents.opinionGiven],
      files: true,
      form: opinionForm,
      load: async (ask) => {
        const detail = await assessments.assessment(ask.principal, idOf(ask), 'give-opinion');
        return { loaded: detail, values: { giver: opinionNeeded(detail) ?? 'officer' } };
      },
      view: (_ask, { loaded: detail, values, errors }) => {
        const needed = opinionNeeded(detail);
        const model = {
          ...frameOf(detail), values, errors, action: assessmentPaths.opinion(detail.id),
          asked: needed === undefined ? 'Không điều kiện nào đòi hỏi ý kiến; ý kiến được lưu cùng hồ sơ.' : `Nhóm mức Cao: ${groupNames(computedOf(detail).method, detail.highGroups)}. Cần ý kiến của ${(giverWords[needed] ?? '').toLocaleLowerCase('vi')} trước khi phê duyệt (quy định nội bộ).`,
          givers: Object.entries(giverWords).map(([value, label]) => ({ value, label })),
          outcomes: Object.entries(opinionWords).map(([value, label]) => ({ value, label })),
        };
        return page('risk-assessments/opinion', 'Ý kiến về kết quả đánh giá rủi ro', model, inSection);
      },
      perform: async (ask, { giver, outcome, opinion, documentNumber, documentDay, issuingBody }) => {
        const document = giver === 'officer' || documentNumber === undefined || documentDay === undefined || issuingBody === undefined ? undefined : { number: documentNumber, day: documentDay, issuingBody };
        await saying(() => assessments.giveOpinion(ask.act, ask.principal, idOf(ask), { giver, outcome, opinion, document }, ask.uploads.files));
        return seeOther(assessmentPaths.assessment(idOf(ask)), 'Đã ghi ý kiến.');
      },
    }),
    ...formPage<{ reason: string }, AssessmentDetail>({
      path: assessmentPaths.decide(':id'),
      may: { action: 'read', subject: 'RiskAssessment' },
      mayPerform: decide,
      records: decided,
      form: returnForm,
      load: async (ask) => {
        const detail = await assessments.assessment(ask.principal, idOf(ask));
        return { loaded: detail, values: {}, version: detail.version };
      },
      view: (ask, { loaded: detail, values, errors, version }) => {
        const computed = computedOf(detail);
        const verdict = verdictFor(ask, detail);
        const gates = gateConditions(assessments.library(), ports.regulation(), detail, computed);
        const mayDecide = may(ask.principal.ability, 'decide', 'RiskAssessment', { agencyId: detail.agencyId });
        const request = approvalRequest(detail, computed, assessments.today());
        const model = {
          ...frameOf(detail),
          settledText: detail.status === 'submitted' ? '' : 'Đánh giá này không ở trạng thái chờ phê duyệt.',
          whoText: detail.status === 'submitted' && !mayDecide ? `Chờ thủ trưởng ${detail.agencyName} quyết định.` : '',
          request: detail.status === 'submitted' && mayDecide ? {
            ...request, version,
            approve: { action: approveAddress(detail), text: 'Phê duyệt', closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) } },
            return: { action: assessmentPaths.decide(detail.id), text: 'Trả lại', name: 'reason', value: values['reason'], error: errors['reason'] },
          } : undefined,
          facts: request.facts,
          gates: { heading: `Sau khi phê duyệt: điều kiện ${detail.stage === 'signing' ? 'ký' : 'vận hành'}`, count: '', conditions: gates },
          rows: groupRows(computed.method, computed.result),
          plot: matrixPlot(computed.method, computed.result),
          computationHref: assessmentPaths.computation(detail.id),
        };
        return page('risk-assessments/decide', 'Phê duyệt kết quả đánh giá rủi ro', model, inSection);
      },
      // The form of this page returns the assessment; approving is an act of its own.
      perform: async (ask, { reason }) => {
        await assessments.decideAssessment(ask.act, ask.principal, { id: idOf(ask), outcome: 'returned', ground: reason });
        return seeOther(assessmentPaths.assessment(idOf(ask)), 'Đã trả lại để đánh giá lại.');
      },
    }),
    act(assessmentPaths.approve(':id'), decide, decided, async (ask) => {
      await assessments.decideAssessment(ask.act, ask.principal, { id: idOf(ask), outcome: 'approved', waiverIds: listed(ask.query['mien-tru']) });
      return seeOther(assessmentPaths.assessment(idOf(ask)), 'Đã phê duyệt. Báo cáo, tờ trình và quyết định được lập để ký; văn thư cho số khi đã ký.');
    }),
    ...formPage<PaperForm, { detail: AssessmentDetail; people: { value: string; label: string }[] }>({
      path: assessmentPaths.paper(':id'),
      may: { action: 'record-paper', subject: 'RiskAssessment' },
      records: decided,
      files: true,
      demands: { field: 'scan', text: 'Đính kèm bản quét văn bản đã ký.' },
      form: paperForm,
      load: async (ask) => {
        const detail = await assessments.assessment(ask.principal, idOf(ask), 'record-paper');
        const people = await ports.signers(detail.agencyId);
        return { loaded: { detail, people: people.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })) }, values: {} };
      },
      view: (_ask, { loaded: { detail, people }, values, errors }) =>
        page('risk-assessments/paper', 'Ghi nhận quyết định trên giấy', {
          ...frameOf(detail), people, values, errors, agencyName: detail.agencyName, stage: stageWords[detail.stage], action: assessmentPaths.paper(detail.id),
          outcomes: [{ value: 'approved', label: 'Phê duyệt kết quả đánh giá rủi ro' }, { value: 'returned', label: 'Trả lại' }],
        }, inSection),
      perform: async (ask, { outcome, number, date, signer, ground }) => {
        const scan = demandedFile(ask);
        await assessments.decideAssessment(ask.act, ask.principal, { id: idOf(ask), outcome, ground, paper: { number, date, signerId: signer, scan } });
        return seeOther(assessmentPaths.assessment(idOf(ask)), `Đã ghi nhận quyết định trên giấy ngày ${formatDay(date)}.`);
      },
    }),
  ];
}

/** The address of the approving act names the waivers that the head is shown: what is asked for meanwhile waits for a decision of its own. */
function approveAddress(detail: AssessmentDetail): string {
  const shown = detail.waivers.filter(({ outcome }) => outcome === null).map(({ id }) => id);
  return shown.length === 0 ? assessmentPaths.approve(detail.id) : `${assessmentPaths.approve(detail.id)}?mien-tru=${shown.join(',')}`;
}

function listed(typed: string | readonly string[] | undefined): string[] {
  return typeof typed === 'string' ? typed.split(',') : [];
}
