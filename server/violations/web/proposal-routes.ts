import { instantOf } from '../../access-grants/index.js';
import { formatInstant, type CalendarDay } from '../../kernel/calendar-day.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice, day, identifier, optional, paragraph, timeOfDay } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { SummaryRow } from '../../platform/views/pattern-models.js';
import type { ProposalDetail } from '../application/read-models.js';
import type { ViolationUseCases } from '../application/violation-use-cases.js';
import { VIOLATION_SUBJECT } from '../domain/violation.js';
import { contractText } from './case-crumbs.js';
import { atContainFields } from './contain-faults.js';
import { proposalState } from './containment-presenter.js';
import { violationPaths, violationSection } from './paths.js';
import { levelState, scopeText, suspensionVerbs, suspensionWords } from './words.js';

const inSection = { section: violationSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const MEASURE = 'tạm dừng hoặc đình chỉ';

interface AnswerForm {
  readonly answer: 'accepted' | 'refused';
  readonly ground: string;
  readonly untilDay?: CalendarDay | undefined;
  readonly untilTime?: string | undefined;
  readonly liftCondition?: string | undefined;
  readonly continuity?: string | undefined;
  readonly executorId?: string | undefined;
}

const answerForm = defineForm<AnswerForm>(
  {
    answer: choice('trả lời', ['accepted', 'refused']),
    ground: paragraph('Căn cứ, lý do', 2000),
    untilDay: optional(day('Ngày kết thúc tạm dừng')),
    untilTime: optional(timeOfDay('Giờ kết thúc tạm dừng')),
    liftCondition: optional(paragraph('Điều kiện hoạt động trở lại', 2000)),
    continuity: optional(paragraph('Biện pháp duy trì phục vụ người sử dụng', 2000)),
    executorId: optional(identifier('người thực hiện')),
  },
  ({ untilDay, untilTime }) => (untilDay !== undefined && untilTime === undefined ? { untilTime: 'Nhập giờ kết thúc tạm dừng.' } : {}),
);

/** Proposals of other agencies to pause or stop a system: the agency that manages it decides. */
export function proposalRoutes(violations: ViolationUseCases): Route[] {
  return [
    screen(violationPaths.inbox, { action: 'answer-proposal', subject: VIOLATION_SUBJECT }, async (ask) => {
      const waiting = await violations.proposalsWaiting(ask.principal);
      return page('violations/inbox', 'Đề nghị chờ trả lời', {
        crumbs: [{ href: violationPaths.register, text: 'Vi phạm' }],
        items: waiting.map((proposal) => ({
          href: violationPaths.proposal(proposal.id), system: `${proposal.systemName} (${proposal.systemCode})`, from: proposal.fromAgencyName, level: levelState(proposal.level),
          text: `${measureOf(proposal)} ${scopeText(proposal)}`, proposed: `${proposal.proposedBy}, ${formatInstant(proposal.proposedAt)}`,
        })),
      }, inSection);
    }),
    ...formPage<AnswerForm, ProposalDetail>({
      path: violationPaths.proposal(':id'),
      may: { action: 'read', subject: VIOLATION_SUBJECT },
      mayPerform: { action: 'answer-proposal', subject: VIOLATION_SUBJECT },
      records: ['violation.proposal-answered', 'access.revoked'],
      form: answerForm,
      load: async (ask) => ({ loaded: await violations.proposal(ask.principal, idOf(ask)), values: {} }),
      view: (ask, { loaded: proposal, values, errors, kept }) =>
        page('violations/proposal', titleOf(proposal), {
          crumbs: [{ href: violationPaths.register, text: 'Vi phạm' }],
          title: titleOf(proposal), caption: `Đề nghị của ${proposal.fromAgencyName}`, states: [proposalState(proposal.answer), levelState(proposal.level)], facts: factsOf(proposal, violations.may(ask.principal, 'read', proposal.fromAgencyId)),
          kept, values, errors,
          answers: [
            { value: 'accepted', label: `Chấp thuận: ${verbOf(proposal)} ${scopeText(proposal)}`, hint: 'Hệ thống dừng ngay trong phần mềm; mọi quyền truy cập của bên cung cấp trên hệ thống không sử dụng được' },
            { value: 'refused', label: 'Không chấp thuận', hint: 'Nêu lý do; câu trả lời hiện trên vụ vi phạm của cơ quan đề nghị' },
          ],
          pause: proposal.kind === 'pause', stop: proposal.kind === 'stop',
          executors: proposal.executors.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })),
          mayAnswer: proposal.answer === null && violations.may(ask.principal, 'answer-proposal', proposal.toAgencyId),
          links: linksOf(ask, violations, proposal),
          action: violationPaths.proposal(proposal.id), cancelHref: violationPaths.inbox,
        }, inSection),
      perform: async (ask, fields) => {
        const { suspensionId } = await atContainFields(() =>
          violations.answerProposal(ask.act, ask.principal, {
            proposalId: idOf(ask), accepted: fields.answer === 'accepted', ground: fields.ground,
            until: fields.untilDay === undefined || fields.untilTime === undefined ? undefined : instantOf(fields.untilDay, fields.untilTime),
            liftCondition: fields.liftCondition, continuity: fields.continuity, executorId: fields.executorId,
          }));
        return seeOther(violationPaths.proposal(idOf(ask)), suspensionId === undefined ? 'Đã trả lời không chấp thuận.' : 'Đã chấp thuận; người thực hiện phải xác nhận kèm minh chứng.');
      },
      walls: { suspension_proposal_answer_pkey: { field: 'answer', text: 'Người khác vừa trả lời đề nghị này.' } },
    }),
  ];
}

function measureOf({ kind }: ProposalDetail): string {
  return kind === null ? 'Tạm dừng hoặc đình chỉ' : suspensionWords[kind];
}

function verbOf({ kind }: ProposalDetail): string {
  return kind === null ? MEASURE : suspensionVerbs[kind];
}

function titleOf(proposal: ProposalDetail): string {
  return `Đề nghị ${verbOf(proposal)} ${proposal.systemName}`;
}

function factsOf(proposal: ProposalDetail, readsCase: boolean): SummaryRow[] {
  return [
    { key: 'Hệ thống', value: `${proposal.systemName} (${proposal.systemCode})`, note: `Cơ quan quản lý: ${proposal.toAgencyName}` },
    { key: 'Biện pháp đề nghị', value: `${measureOf(proposal)} ${scopeText(proposal)}` },
    { key: 'Nội dung đề nghị', value: proposal.text, note: `${proposal.proposedBy}, ${formatInstant(proposal.proposedAt)}` },
    { key: 'Hợp đồng', value: contractText(proposal), note: proposal.vendorName },
    { key: 'Vụ vi phạm', value: proposal.caseCode, ...(readsCase ? { href: violationPaths.case(proposal.caseId) } : {}) },
    ...(proposal.answer === null ? [] : [{ key: 'Trả lời', value: `${proposal.answer.accepted ? 'Chấp thuận' : 'Không chấp thuận'}: ${proposal.answer.ground}`, note: `${proposal.answer.by}, ${formatInstant(proposal.answer.at)}` }]),
  ];
}

/** What the agency that accepted goes on to do about its suspension. */
function linksOf(ask: Ask, violations: ViolationUseCases, { suspensionId, toAgencyId, kind }: ProposalDetail): { href: string; text: string }[] {
  if (suspensionId === null) return [];
  const mayDo = (action: string): boolean => violations.may(ask.principal, action, toAgencyId);
  return [
    ...(mayDo('confirm-done') ? [{ href: violationPaths.done(suspensionId), text: 'Xác nhận đã thực hiện' }] : []),
    ...(kind === 'pause' && mayDo('extend') ? [{ href: violationPaths.extend(suspensionId), text: 'Gia hạn tạm dừng' }] : []),
    ...(mayDo('resume') ? [{ href: violationPaths.resume(suspensionId), text: 'Cho phép hoạt động trở lại' }] : []),
  ];
}
