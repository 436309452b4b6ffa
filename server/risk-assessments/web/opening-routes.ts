import { dayOf, formatDay } from '../../kernel/calendar-day.js';
import { maySome } from '../../platform/authorization/ability.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { registerModel, registerView } from '../../platform/http/register-page.js';
import { screen, type Route } from '../../platform/http/routes.js';
import { assessmentEvents } from '../application/events.js';
import { mayOpen } from '../application/open-assessment.js';
import type { AssessableContractPage, ContractAssessmentRow, RiskAssessmentUseCases } from '../application/use-cases.js';
import type { Stage } from '../domain/scoring.js';
import { stagesFor } from '../domain/stages.js';
import { assessmentPaths, assessmentSection } from './paths.js';
import { assessmentScreen } from './register-screen.js';
import { lapsedState, riskStates, stageWords, statusStates } from './words.js';

const read = { action: 'read', subject: 'RiskAssessment' };
const inSection = { section: assessmentSection };

const openForm = defineForm<{ stage: Stage }>({ stage: choice('bước đánh giá', ['signing', 'operation']) });

interface Opening {
  readonly contract: AssessableContractPage;
  readonly past: readonly ContractAssessmentRow[];
}

/** The register of assessments, and opening one for a contract. */
export function openingRoutes(assessments: RiskAssessmentUseCases): Route[] {
  return [
    screen(assessmentPaths.register, read, async (ask) => {
      const { principal } = ask;
      const several = principal.held.some(({ agencyIds }) => agencyIds === undefined || agencyIds.length > 1) || principal.agencies.length > 1;
      const shown = assessmentScreen(several, assessments.today());
      const view = registerView(shown, ask.query);
      const register = registerModel(shown, view, await assessments.register(principal, view));
      return page('risk-assessments/register', 'Đánh giá rủi ro', { register }, inSection);
    }),
    ...formPage<{ stage: Stage }, Opening>({
      path: assessmentPaths.ofContract(':id'),
      may: read,
      mayPerform: { action: 'open', subject: 'RiskAssessment' },
      records: [assessmentEvents.opened],
      form: openForm,
      walls: { risk_assessment_one_open: { field: 'stage', text: 'Bước này đang có một đánh giá chưa xong; mở đánh giá đó trong danh sách dưới đây.' } },
      load: async (ask) => {
        const contract = await assessments.assessable(ask.principal, ask.params['id'] ?? '', 'read');
        const past = await assessments.ofContract(ask.principal, contract.id);
        return { loaded: { contract, past }, values: { stage: stagesFor(contract.phase)[0] } };
      },
      view: (ask, { loaded: { contract, past }, values, errors }) => {
        const stages = stagesFor(contract.phase);
        const [first = 'signing'] = stages;
        const verdict = mayOpen(contract, first);
        const model = {
          crumbs: [{ href: '/hop-dong', text: 'Hợp đồng' }, { href: `/hop-dong/${contract.id}`, text: contract.number ?? contract.name }],
          facts: [contract.name, contract.vendorName ?? 'chưa có bên cung cấp', `cấp độ ${String(contract.level)}`].join(' · '),
          past: past.map((row) => pastRow(row, assessments.today())),
          form: maySome(ask.principal.ability, 'open', 'RiskAssessment')
            ? {
                action: assessmentPaths.ofContract(contract.id),
                options: stages.map((stage) => ({ value: stage, label: stageWords[stage], hint: stageHints[stage] })),
                closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) },
              }
            : undefined,
          empty: `Chưa đánh giá lần nào. ${contract.reviewDueOn === null ? 'Rủi ro phải được đánh giá trước khi ký hợp đồng (khoản 1 Điều 6 dự thảo Quy chế).' : `Hợp đồng chuyển tiếp được đánh giá rủi ro trước hết ngày ${formatDay(contract.reviewDueOn)} (quy định nội bộ).`}`,
          values, errors,
        };
        return page('risk-assessments/of-contract', 'Đánh giá rủi ro của hợp đồng', model, inSection);
      },
      perform: async (ask, { stage }) => {
        const id = await assessments.openAssessment(ask.act, ask.principal, ask.params['id'] ?? '', stage);
        return seeOther(assessmentPaths.assessment(id), 'Đã mở đánh giá rủi ro. Ghi phạm vi, rồi chấm điểm từng nhóm.');
      },
    }),
  ];
}

const stageHints: Readonly<Record<Stage, string>> = {
  signing: 'Xem những gì đã thiết kế và cam kết; cần trước ngày ký hợp đồng',
  operation: 'Chấm lại theo những gì đã kiểm thử; cần trước khi đưa vào vận hành và khi đánh giá lại',
};

function pastRow(row: ContractAssessmentRow, today: string): object {
  const over = row.status === 'approved' && (row.triggered || (row.validUntil !== null && row.validUntil < today));
  return {
    href: assessmentPaths.assessment(row.id),
    text: `${stageWords[row.stage]}, mở ngày ${formatDay(dayOf(row.openedAt))}`,
    state: over ? lapsedState : statusStates[row.status],
    risk: row.worstLevel === null ? undefined : riskStates[row.worstLevel],
    term: row.validUntil === null ? undefined : `phê duyệt ngày ${row.approvedOn === null ? '' : formatDay(row.approvedOn)}, giá trị đến ${formatDay(row.validUntil)}`,
  };
}
