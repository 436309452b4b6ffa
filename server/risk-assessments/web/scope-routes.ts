import { scoringParts, type Library } from '../../library/index.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice, choices, line, optional, ticked } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm, type Form, type FormValues } from '../../platform/http/forms.js';
import type { Route } from '../../platform/http/routes.js';
import { hireFactsOf, methodFor, shortPathRefusal } from '../application/computation.js';
import { assessmentEvents } from '../application/events.js';
import type { AssessmentDetail, RiskAssessmentUseCases } from '../application/use-cases.js';
import { frameOf, idOf } from './page-frame.js';
import { assessmentPaths, assessmentSection } from './paths.js';
import { shortPathWords } from './words.js';

type YesNo = 'yes' | 'no';

interface ScopeForm {
  readonly personalData: YesNo;
  readonly cloud: YesNo;
  readonly stateSecret: YesNo;
  readonly processingAgreement?: string | undefined;
  readonly exposures: readonly string[];
  readonly shortPath: boolean;
}

/** Which exposures can be ticked stands in the versions of the library. */
function scopeForm(library: Library): Form<ScopeForm> {
  const exposures = library.editions('risk-scoring').flatMap(({ entries }) => scoringParts(entries, 'exposure').flatMap(({ whenAny }) => whenAny.map(({ id }) => id)));
  return defineForm<ScopeForm>({
    personalData: choice('có dữ liệu cá nhân hay không', ['yes', 'no']),
    cloud: choice('có dùng đám mây hay không', ['yes', 'no']),
    stateSecret: choice('có bí mật nhà nước hay không', ['yes', 'no']),
    processingAgreement: optional(line('Thỏa thuận xử lý dữ liệu cá nhân', 300)),
    exposures: choices('yếu tố phơi lộ', [...new Set(exposures)]),
    shortPath: ticked('đánh giá rút gọn'),
  });
}

const said = (answer: boolean | null): string | undefined => (answer === null ? undefined : answer ? 'yes' : 'no');
const yesOrNo = [{ value: 'yes', label: 'Có' }, { value: 'no', label: 'Không' }];

/** What the hire touches and how exposed it is: the first step of an assessment. */
export function scopeRoutes(assessments: RiskAssessmentUseCases): Route[] {
  return [
    ...formPage<ScopeForm, AssessmentDetail>({
      path: assessmentPaths.scope(':id'),
      may: { action: 'score', subject: 'RiskAssessment' },
      records: [assessmentEvents.scopeSaved],
      form: scopeForm(assessments.library()),
      load: async (ask) => {
        const detail = await assessments.assessment(ask.principal, idOf(ask), 'score');
        return { loaded: detail, values: valuesOf(detail), version: detail.version };
      },
      view: (_ask, { loaded: detail, values, errors, conflict, version }) => {
        const method = methodFor(assessments.library(), detail);
        const facts = hireFactsOf(detail);
        const closed = shortPathRefusal(method, detail);
        const model = {
          ...frameOf(detail), values, errors, version, yesOrNo,
          action: assessmentPaths.scope(detail.id),
          conflict: conflict.map(({ field, theirs, yours }) => ({ label: labels[field] ?? field, theirs: shownAs(theirs), yours: shownAs(yours) })),
          level: `${String(facts.level)}${detail.basis.levelApproved ? '' : ' (tạm tính, chưa được phê duyệt)'}`,
          personalHint: detail.basis.hasPersonalData ? 'Danh mục dữ liệu của hệ thống có dữ liệu cá nhân: luôn tính là Có' : 'Danh mục dữ liệu của hệ thống chưa có dữ liệu cá nhân',
          cloudHint: detail.basis.inCloud ? 'Hệ thống đặt trên đám mây: luôn tính là Có' : 'Cả khi bên cung cấp tự dùng đám mây cho dịch vụ này',
          exposures: method.exposure.whenAny.map(({ id, text }) => ({ value: id, label: text })),
          shortPath: [{ value: 'co', label: 'Chỉ đánh giá các tiêu chí loại (hợp đồng nhỏ)', hint: closed === undefined ? 'Đủ điều kiện rút gọn (quy định nội bộ)' : `Hiện chưa đủ điều kiện: ${shortPathWords[closed]}; khi chưa đủ điều kiện, mọi tiêu chí được đánh giá (quy định nội bộ)` }],
        };
        return page('risk-assessments/scope', 'Phạm vi đánh giá', model, { section: assessmentSection });
      },
      perform: async (ask, form, version) => {
        const detail = await assessments.assessment(ask.principal, idOf(ask), 'score');
        const method = methodFor(assessments.library(), detail);
        await assessments.saveScope(ask.act, ask.principal, idOf(ask), version, {
          personalData: form.personalData === 'yes',
          cloud: form.cloud === 'yes',
          stateSecret: form.stateSecret === 'yes',
          processingAgreement: form.processingAgreement ?? null,
          shortPathAsked: form.shortPath,
          exposures: Object.fromEntries(method.exposure.whenAny.map(({ id }) => [id, form.exposures.includes(id)])),
        });
        const [first] = method.groups;
        return seeOther(first === undefined ? assessmentPaths.assessment(idOf(ask)) : assessmentPaths.group(idOf(ask), first.id), 'Đã lưu phạm vi đánh giá.');
      },
    }),
  ];
}

const labels: Readonly<Record<string, string>> = {
  personalData: 'Có dữ liệu cá nhân', cloud: 'Có dùng đám mây', stateSecret: 'Có bí mật nhà nước', processingAgreement: 'Thỏa thuận xử lý dữ liệu cá nhân',
  exposures: 'Yếu tố phơi lộ', shortPath: 'Đánh giá rút gọn',
};

function shownAs(text: string): string {
  return text === 'yes' || text === 'co' ? 'Có' : text === 'no' ? 'Không' : text;
}

function valuesOf(detail: AssessmentDetail): FormValues {
  return {
    personalData: said(detail.personalDataSaid),
    cloud: said(detail.cloudSaid),
    stateSecret: said(detail.stateSecret),
    processingAgreement: detail.processingAgreement ?? '',
    exposures: detail.exposures.filter(({ holds }) => holds).map(({ exposureId }) => exposureId),
    shortPath: detail.shortPathAsked ? 'co' : '',
  };
}
