import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { NotFound } from '../../kernel/errors.js';
import { scoringParts, type Library } from '../../library/index.js';
import { page, seeOther, type PageAnswer } from '../../platform/http/answers.js';
import { choice, day, line, optional, paragraph } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm, type Form, type FormValues } from '../../platform/http/forms.js';
import { act, type Ask, type FormState, type Route } from '../../platform/http/routes.js';
import { compute, methodFor } from '../application/computation.js';
import { assessmentEvents } from '../application/events.js';
import type { AssessmentDetail, RiskAssessmentUseCases, TreatmentRow } from '../application/use-cases.js';
import { frameOf, idOf } from './page-frame.js';
import { assessmentPaths, assessmentSection } from './paths.js';
import { prefilledSections } from './report-prefill.js';
import { saying } from './words.js';

const inSection = { section: assessmentSection };
const plan = { action: 'plan', subject: 'RiskAssessment' };

interface TreatmentForm {
  readonly criterionId: string;
  readonly measure: string;
  readonly owner: string;
  readonly dueOn: CalendarDay;
  readonly expectedScore: string;
}

function treatmentForm(library: Library): Form<TreatmentForm> {
  const criteria = [...new Set(library.editions('risk-criteria').flatMap(({ entries }) => entries.map(({ id }) => id)))];
  return defineForm<TreatmentForm>({
    criterionId: choice('tiêu chí', criteria),
    measure: paragraph('Biện pháp', 2000),
    owner: line('Người phụ trách', 200),
    dueOn: day('Thời hạn hoàn thành'),
    expectedScore: choice('điểm dự kiến sau xử lý', ['1', '2', '3', '4']),
  });
}

const labels: Readonly<Record<string, string>> = { criterionId: 'Tiêu chí', measure: 'Biện pháp', owner: 'Người phụ trách', dueOn: 'Thời hạn hoàn thành', expectedScore: 'Điểm dự kiến' };

/** Planned measures and the texts of the report. */
export function planRoutes(assessments: RiskAssessmentUseCases): Route[] {
  const form = treatmentForm(assessments.library());
  async function treatmentOf(ask: Ask): Promise<{ detail: AssessmentDetail; treatment: TreatmentRow }> {
    const detail = await assessments.assessment(ask.principal, idOf(ask), 'plan');
    const treatment = detail.treatments.find(({ id }) => id === ask.params['treatmentId']);
    if (treatment === undefined) throw new NotFound('treatment');
    return { detail, treatment };
  }
  const commandOf = ({ expectedScore, ...rest }: TreatmentForm) => ({ ...rest, expectedScore: Number(expectedScore) });

  return [
    ...formPage<TreatmentForm, AssessmentDetail>({
      path: assessmentPaths.newTreatment(':id'),
      may: plan,
      records: [assessmentEvents.treatmentPlanned],
      form,
      load: async (ask) => ({ loaded: await assessments.assessment(ask.principal, idOf(ask), 'plan'), values: { expectedScore: '3' } }),
      view: (_ask, state) => treatmentPage(assessments, state.loaded, 'Lập biện pháp xử lý', assessmentPaths.newTreatment(state.loaded.id), state),
      perform: async (ask, sent) => {
        await saying(() => assessments.planTreatment(ask.act, ask.principal, idOf(ask), commandOf(sent)));
        return seeOther(`${assessmentPaths.assessment(idOf(ask))}#bien-phap`, 'Đã lập biện pháp xử lý.');
      },
    }),
    ...formPage<TreatmentForm, { detail: AssessmentDetail; treatment: TreatmentRow }>({
      path: assessmentPaths.treatment(':id', ':treatmentId'),
      may: plan,
      records: [assessmentEvents.treatmentAmended],
      form,
      load: async (ask) => {
        const loaded = await treatmentOf(ask);
        const { criterionId, measure, owner, dueOn, expectedScore, version } = loaded.treatment;
        return { loaded, values: { criterionId, measure, owner, dueOn: formatDay(dueOn), expectedScore: String(expectedScore) }, version };
      },
      view: (_ask, state) => treatmentPage(assessments, state.loaded.detail, 'Sửa biện pháp xử lý', assessmentPaths.treatment(state.loaded.detail.id, state.loaded.treatment.id), state, assessmentPaths.removeTreatment(state.loaded.detail.id, state.loaded.treatment.id)),
      perform: async (ask, sent, version) => {
        const { detail, treatment } = await treatmentOf(ask);
        await saying(() => assessments.amendTreatment(ask.act, ask.principal, detail.id, treatment.id, version, commandOf(sent)));
        return seeOther(`${assessmentPaths.assessment(detail.id)}#bien-phap`, 'Đã sửa biện pháp xử lý.');
      },
    }),
    act(assessmentPaths.removeTreatment(':id', ':treatmentId'), plan, [assessmentEvents.treatmentRemoved], async (ask) => {
      await assessments.removeTreatment(ask.act, ask.principal, idOf(ask), ask.params['treatmentId'] ?? '');
      return seeOther(`${assessmentPaths.assessment(idOf(ask))}#bien-phap`, 'Đã bỏ biện pháp xử lý.');
    }),
    ...formPage<Readonly<Record<string, string | undefined>>, AssessmentDetail>({
      path: assessmentPaths.report(':id'),
      may: plan,
      records: [assessmentEvents.reportSaved],
      form: reportForm(assessments.library()),
      load: async (ask) => {
        const detail = await assessments.assessment(ask.principal, idOf(ask), 'plan');
        return { loaded: detail, values: sectionValues(detail, prefilledSections(detail, compute(assessments.library(), detail, assessments.today()))), version: detail.version };
      },
      view: (_ask, { loaded: detail, values, errors, conflict, version }) => {
        const { sections } = methodFor(assessments.library(), detail);
        const model = {
          ...frameOf(detail), version, action: assessmentPaths.report(detail.id),
          conflict: conflict.map(({ field, theirs, yours }) => ({ label: sections.find(({ id }) => id === field)?.title ?? field, theirs, yours })),
          sections: sections.map(({ id, letter, title }) => ({ name: id, label: `${letter}) ${title}`, value: values[id], error: errors[id] })),
        };
        return page('risk-assessments/report', 'Nội dung báo cáo đánh giá rủi ro', model, inSection);
      },
      perform: async (ask, sent, version) => {
        const sections = Object.fromEntries(Object.entries(sent).flatMap(([id, text]): [string, string][] => (text === undefined ? [] : [[id, text]])));
        await assessments.saveReport(ask.act, ask.principal, idOf(ask), version, sections);
        return seeOther(`${assessmentPaths.assessment(idOf(ask))}#bao-cao`, 'Đã lưu nội dung báo cáo.');
      },
    }),
  ];
}

/** One text a section, over the sections of all versions of the method. */
function reportForm(library: Library): Form<Readonly<Record<string, string | undefined>>> {
  const sections = library.editions('risk-scoring').flatMap(({ entries }) => scoringParts(entries, 'report-section'));
  return defineForm<Readonly<Record<string, string | undefined>>>(Object.fromEntries(sections.map(({ id, letter }) => [id, optional(paragraph(`Nội dung ${letter}`, 4000))])), (sent) =>
    Object.values(sent).every((text) => text === undefined) ? { '': 'Nhập ít nhất một nội dung của báo cáo.' } : {},
  );
}

/** What was written, else what the facts say. */
function sectionValues(detail: AssessmentDetail, prefilled: Readonly<Record<string, string>>): FormValues {
  return { ...prefilled, ...detail.sections };
}

function treatmentPage(
  assessments: RiskAssessmentUseCases, detail: AssessmentDetail, title: string, action: string,
  { values, errors, conflict, version }: FormState<unknown> & { readonly version: number | undefined }, removeAction?: string,
): PageAnswer {
  const { method, result } = compute(assessments.library(), detail, assessments.today());
  const lines = result.groups.flatMap((group) => group.lines);
  const model = {
    ...frameOf(detail), title, action, values, errors, version, removeAction,
    conflict: conflict.map(({ field, theirs, yours }) => ({ label: labels[field] ?? field, theirs, yours })),
    criteria: lines.filter(({ counted }) => counted !== null).map(({ id, counted }) => ({ value: id, label: `${id} (điểm ${String(counted)}): ${short(method.criteria.find((criterion) => criterion.id === id)?.text ?? '')}` })),
    scores: ['1', '2', '3', '4'].map((value) => ({ value, label: value })),
  };
  return page('risk-assessments/treatment', title, model, inSection);
}

const LONGEST = 90;

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
