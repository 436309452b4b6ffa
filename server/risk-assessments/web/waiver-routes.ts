import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { NotFound } from '../../kernel/errors.js';
import { scoringParts, type Library } from '../../library/index.js';
import { may } from '../../platform/authorization/ability.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice, day, line, paragraph } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm, type Form } from '../../platform/http/forms.js';
import { act, type Ask, type Route } from '../../platform/http/routes.js';
import { compute, methodFor } from '../application/computation.js';
import { assessmentEvents } from '../application/events.js';
import type { AssessmentDetail, RiskAssessmentUseCases, WaiverRow } from '../application/use-cases.js';
import { waivedScore } from '../application/waive.js';
import { frameOf, idOf } from './page-frame.js';
import { assessmentPaths, assessmentSection } from './paths.js';
import { groupName, waivedName } from './result-presenter.js';
import { saying, waiverWords, within } from './words.js';

const inSection = { section: assessmentSection };
const decide = { action: 'decide', subject: 'RiskAssessment' };
const settled = [assessmentEvents.waiverGranted, assessmentEvents.waiverReturned];

interface AskForm {
  /** 'knock-out DL-03' or 'high-risk TC'. */
  readonly target: string;
  readonly ground: string;
  readonly compensating: string;
  readonly endsOn: CalendarDay;
}

const askForm = defineForm<AskForm>({
  target: line('Nội dung đề nghị', 60),
  ground: paragraph('Lý do', 2000),
  compensating: paragraph('Biện pháp thay thế', 2000),
  endsOn: day('Ngày kết thúc'),
});
const returnForm = defineForm<{ reason: string }>({ reason: paragraph('lý do trả lại', 2000) });

interface TriggerForm {
  readonly triggerId: string;
  readonly note: string;
  readonly occurredOn: CalendarDay;
}

function triggerForm(library: Library): Form<TriggerForm> {
  const triggers = library.editions('risk-scoring').flatMap(({ entries }) => scoringParts(entries, 'reassessment-trigger').map(({ id }) => id));
  return defineForm<TriggerForm>({ triggerId: choice('sự kiện', [...new Set(triggers)]), note: paragraph('Diễn biến, căn cứ', 2000), occurredOn: day('Ngày xảy ra') });
}

/** Waivers of knock-outs B, acceptances of high risks, and events that ask for a new assessment. */
export function waiverRoutes(assessments: RiskAssessmentUseCases): Route[] {
  async function waiverOf(ask: Ask): Promise<{ detail: AssessmentDetail; waiver: WaiverRow }> {
    const detail = await assessments.assessmentOfWaiver(ask.principal, idOf(ask));
    const waiver = detail.waivers.find(({ id }) => id === idOf(ask));
    if (waiver === undefined) throw new NotFound('waiver');
    return { detail, waiver };
  }

  return [
    ...formPage<AskForm, AssessmentDetail>({
      path: assessmentPaths.askWaiver(':id'),
      may: { action: 'ask-waiver', subject: 'RiskAssessment' },
      records: [assessmentEvents.waiverAsked],
      form: askForm,
      load: async (ask) => ({ loaded: await assessments.assessment(ask.principal, idOf(ask), 'ask-waiver'), values: {} }),
      view: (_ask, { loaded: detail, values, errors }) => {
        const { method } = compute(assessments.library(), detail, assessments.today());
        const criterion = (id: string): string => method.criteria.find((candidate) => candidate.id === id)?.text ?? '';
        const model = {
          ...frameOf(detail), values, errors, action: assessmentPaths.askWaiver(detail.id),
          options: [
            ...detail.failedB.map((id) => ({ value: `knock-out ${id}`, label: `Miễn ${id}: ${criterion(id)}` })),
            ...detail.highGroups.map((id) => ({ value: `high-risk ${id}`, label: `Chấp nhận rủi ro mức Cao của nhóm ${groupName(method, id)}` })),
          ],
          days: method.waiver.maxDays,
          notYet: detail.status === 'draft' || detail.status === 'returned',
        };
        return page('risk-assessments/ask-waiver', 'Đề nghị miễn trừ, chấp nhận rủi ro', model, inSection);
      },
      perform: async (ask, { target, ground, compensating, endsOn }) => {
        const [kind, targetId = ''] = target.split(' ');
        await saying(() => assessments.askWaiver(ask.act, ask.principal, idOf(ask), { kind: kind === 'high-risk' ? 'high-risk' : 'knock-out', targetId, ground, compensating, endsOn }));
        return seeOther(assessmentPaths.assessment(idOf(ask)), 'Đã gửi đề nghị; thủ trưởng đơn vị quyết định.');
      },
    }),
    ...formPage<{ reason: string }, { detail: AssessmentDetail; waiver: WaiverRow }>({
      path: assessmentPaths.waiver(':id'),
      may: { action: 'read', subject: 'RiskAssessment' },
      mayPerform: decide,
      records: settled,
      form: returnForm,
      load: async (ask) => ({ loaded: await waiverOf(ask), values: {} }),
      view: (ask, { loaded: { detail, waiver }, values, errors }) => {
        const { method, result } = compute(assessments.library(), detail, assessments.today());
        const mayDecide = may(ask.principal.ability, 'decide', 'RiskAssessment', { agencyId: detail.agencyId });
        const open = waiver.outcome === null && detail.status === 'approved';
        const name = waivedName(method, waiver);
        const facts = [
          { key: waiver.kind === 'high-risk' ? 'Số xếp hạng' : 'Điểm hiện có', value: String(waiver.score ?? waivedScore(waiver, result)) },
          ...(waiver.kind === 'knock-out' ? [{ key: 'Tiêu chí', value: method.criteria.find(({ id }) => id === waiver.targetId)?.text ?? '' }] : []),
          { key: 'Lý do', value: waiver.ground },
          { key: 'Biện pháp thay thế', value: waiver.compensating },
          { key: 'Người đề nghị', value: waiver.requestedName },
          ...(waiver.decidedName === null ? [] : [{ key: 'Người quyết định', value: waiver.decidedName }]),
          ...(waiver.returnGround === null ? [] : [{ key: 'Lý do trả lại', value: waiver.returnGround }]),
        ];
        const model = {
          ...frameOf(detail),
          settledText: open ? '' : waiver.outcome === null ? 'Đề nghị này được quyết định cùng với kết quả đánh giá.' : waiver.outcome === 'granted' ? `Đã đồng ý, hiệu lực đến ${formatDay(waiver.endsOn)}.` : 'Đã trả lại.',
          whoText: open && !mayDecide ? `Chờ thủ trưởng ${detail.agencyName} quyết định.` : '',
          facts,
          request: open && mayDecide ? {
            heading: 'Đề nghị',
            parts: [{ text: `${waiver.requestedName} đề nghị ${within(waiverWords[waiver.kind] ?? '')} ` }, { text: name }, { text: ` của hợp đồng “${detail.contractName}” với ${detail.vendorName ?? 'bên cung cấp'}, từ hôm nay đến ${formatDay(waiver.endsOn)}, rồi tự hết hiệu lực.` }],
            facts,
            approve: { action: assessmentPaths.grantWaiver(waiver.id), text: 'Đồng ý' },
            return: { action: assessmentPaths.waiver(waiver.id), text: 'Trả lại', name: 'reason', value: values['reason'], error: errors['reason'] },
          } : undefined,
        };
        return page('risk-assessments/waiver', waiverWords[waiver.kind] ?? 'Miễn trừ', model, inSection);
      },
      // The form of this page returns the request; granting is an act of its own.
      perform: async (ask, { reason }) => {
        const id = await assessments.decideWaiver(ask.act, ask.principal, idOf(ask), 'returned', reason);
        return seeOther(assessmentPaths.assessment(id), 'Đã trả lại đề nghị.');
      },
    }),
    act(assessmentPaths.grantWaiver(':id'), decide, settled, async (ask) => {
      const id = await assessments.decideWaiver(ask.act, ask.principal, idOf(ask), 'approved');
      return seeOther(assessmentPaths.assessment(id), 'Đã đồng ý; miễn trừ tự hết hiệu lực vào ngày kết thúc.');
    }),
    ...formPage<TriggerForm, AssessmentDetail>({
      path: assessmentPaths.trigger(':id'),
      may: { action: 'record-trigger', subject: 'RiskAssessment' },
      records: [assessmentEvents.triggerRecorded],
      form: triggerForm(assessments.library()),
      load: async (ask) => ({ loaded: await assessments.assessment(ask.principal, idOf(ask), 'record-trigger'), values: {} }),
      view: (_ask, { loaded: detail, values, errors }) => {
        const { triggers } = methodFor(assessments.library(), detail);
        const model = { ...frameOf(detail), values, errors, action: assessmentPaths.trigger(detail.id), options: triggers.map(({ id, text }) => ({ value: id, label: text })) };
        return page('risk-assessments/trigger', 'Sự kiện phải đánh giá lại', model, inSection);
      },
      perform: async (ask, form) => {
        await saying(() => assessments.recordTrigger(ask.act, ask.principal, idOf(ask), form));
        return seeOther(assessmentPaths.assessment(idOf(ask)), 'Đã ghi nhận; phê duyệt hiện có hết hiệu lực, cần đánh giá lại.');
      },
    }),
  ];
}
