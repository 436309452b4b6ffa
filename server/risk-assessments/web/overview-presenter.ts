import { presentTimeline, type EventTexts, type PastEvent } from '../../audit-trail/index.js';
import { daysBetween, formatDay, formatInstant, type CalendarDay } from '../../kernel/calendar-day.js';
import { may } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import type { NextStepModel } from '../../platform/views/pattern-models.js';
import type { StateModel } from '../../platform/views/page-model.js';
import { recordHref, type PublishedRecord } from '../../records/index.js';
import { versionText } from '../../library/index.js';
import { hireFactsOf, readiness, type Computed } from '../application/computation.js';
import type { AssessmentDetail } from '../application/use-cases.js';
import { isOpen } from '../domain/assessment.lifecycle.js';
import { opinionNeeded } from '../domain/approval-policy.js';
import { frameOf } from './page-frame.js';
import { assessmentPaths } from './paths.js';
import { prefilledSections } from './report-prefill.js';
import { groupName, groupRows, matrixPlot, methodVersions } from './result-presenter.js';
import { giverWords, lapsedState, opinionWords, riskStates, stageWords, statusStates, triggerWord, waiverWords } from './words.js';

export interface OverviewMaterial {
  readonly principal: Principal;
  readonly detail: AssessmentDetail;
  readonly computed: Computed;
  readonly today: CalendarDay;
  readonly history: readonly PastEvent[];
  readonly records: readonly PublishedRecord[];
  readonly gates: readonly object[];
  /** What later rooms offer to begin from here. */
  readonly later: readonly { readonly href: string; readonly text: string }[];
  /** Of all rooms: records and questionnaires leave events in this history too. */
  readonly eventTexts: EventTexts;
}

/** Whether an approval no longer counts: its term is over, or something has happened since. */
export function hasLapsed(detail: Pick<AssessmentDetail, 'status' | 'validUntil' | 'triggers'>, today: CalendarDay): boolean {
  return detail.status === 'approved' && (detail.triggers.length > 0 || (detail.validUntil !== null && detail.validUntil < today));
}

/** The page of one assessment. */
export function overviewModel({ principal, detail, computed, today, history, records, gates, later, eventTexts }: OverviewMaterial): object {
  const { method, result } = computed;
  const mayDo = (action: string): boolean => may(principal.ability, action, 'RiskAssessment', { agencyId: detail.agencyId });
  const open = isOpen(detail.status);
  const facts = hireFactsOf(detail);
  const lapsed = hasLapsed(detail, today);
  const prefilled = prefilledSections(detail, computed);
  return {
    crumbs: frameOf(detail).crumbs.slice(0, 2),
    caption: `Đánh giá rủi ro · ${stageWords[detail.stage]}`,
    name: detail.contractName,
    facts: [detail.vendorName ?? 'chưa có bên cung cấp', `cấp độ ${String(facts.level)}`, detail.agencyName].join(' · '),
    states: [lapsed ? lapsedState : statusStates[detail.status], ...(open ? [] : [riskStates[result.worstLevel]])],
    next: nextStep(detail, computed, mayDo, lapsed),
    alerts: alertsOf(detail, today, lapsed),
    acts: [...actsOf(detail, mayDo), ...later],
    open,
    progress: open ? { done: result.answered, total: result.total, text: `Đã trả lời ${String(result.answered)} / ${String(result.total)} tiêu chí; lưu gần nhất lúc ${formatInstant(detail.savedAt)}` } : undefined,
    groups: method.groups.flatMap(({ id }) => groupLink(computed, id, open && mayDo('score') ? detail.id : undefined)),
    ready: open ? readiness(detail, computed, prefilled).every(({ met }) => met) : false,
    resultText: resultText(detail, computed),
    rows: groupRows(method, result),
    plot: matrixPlot(method, result),
    computationHref: assessmentPaths.computation(detail.id),
    comparisonHref: assessmentPaths.comparison(detail.id),
    residual: { first: riskStates[result.worstLevel], after: riskStates[result.residual.worstLevel] },
    gates: { heading: detail.stage === 'signing' ? 'Điều kiện ký mà đánh giá này quyết định' : 'Điều kiện vận hành mà đánh giá này quyết định', count: countText(gates), conditions: gates },
    scope: scopeRows(detail, computed, open && mayDo('score')),
    treatments: detail.treatments.map((treatment) => ({
      ...treatment,
      group: groupName(method, treatment.groupId),
      due: formatDay(treatment.dueOn),
      late: treatment.dueOn < today,
      href: open && mayDo('plan') ? assessmentPaths.treatment(detail.id, treatment.id) : '',
    })),
    planHref: open && mayDo('plan') ? assessmentPaths.newTreatment(detail.id) : '',
    evidence: { accepted: detail.evidence.filter(({ verdict }) => verdict === 'accepted').length, waiting: detail.evidence.filter(({ verdict }) => verdict === null).map(({ id, title, criterionId }) => ({ title, criterionId, href: open && mayDo('score') ? assessmentPaths.evidence(detail.id, id) : '' })) },
    waivers: detail.waivers.map((waiver) => ({ ...waiver, kindText: waiverWords[waiver.kind], until: formatDay(waiver.endsOn), state: waiverState(waiver, detail), href: waiver.outcome === null && detail.status === 'approved' ? assessmentPaths.waiver(waiver.id) : '' })),
    opinions: detail.opinions.map((opinion) => ({ ...opinion, giverText: giverWords[opinion.giver], outcomeText: opinionWords[opinion.outcome], document: opinion.documentNumber === null ? '' : `văn bản số ${opinion.documentNumber}${opinion.documentDay === null ? '' : ` ngày ${formatDay(opinion.documentDay)}`} của ${opinion.issuingBody ?? ''}` })),
    sections: method.sections.map(({ id, letter, title }) => ({ letter, title, text: detail.sections[id] ?? prefilled[id] ?? '' })),
    reportHref: open && mayDo('plan') ? assessmentPaths.report(detail.id) : '',
    records: records.map((record) => ({ href: recordHref(record.id), text: `${record.kind} – ${record.title}`, number: record.numberText === null ? 'chưa đăng ký số' : `số ${record.numberText} ngày ${record.issuedOn === null ? '' : formatDay(record.issuedOn)}`, status: record.status })),
    method: { statement: method.statement, editions: `${methodVersions(detail)}, điều kiện ${versionText(detail.gatesEdition)}`, hash: detail.inputsHash },
    timeline: presentTimeline(history, eventTexts),
  };
}

function countText(gates: readonly object[]): string {
  const asked = gates.filter((gate) => 'standing' in gate && gate.standing !== 'not-applicable');
  const met = asked.filter((gate) => 'standing' in gate && gate.standing === 'met');
  return `${String(met.length)}/${String(asked.length)} điều kiện đạt`;
}

function groupLink({ method, result }: Computed, groupId: string, scoringId: string | undefined): object[] {
  const group = result.groups.find(({ id }) => id === groupId);
  if (group === undefined) return [];
  const answered = group.lines.filter(({ remark }) => remark !== 'unanswered').length;
  return [{ name: groupName(method, groupId), done: answered, total: group.lines.length, whole: answered === group.lines.length && group.impact !== null, href: scoringId === undefined ? '' : assessmentPaths.group(scoringId, groupId) }];
}

function resultText(detail: AssessmentDetail, { method, result }: Computed): string {
  const risk = riskStates[result.worstLevel].word;
  const provisional = isOpen(detail.status) ? 'Tạm tính theo những gì đã trả lời: mức' : `Kết quả ngày ${detail.assessedOn === null ? '' : formatDay(detail.assessedOn)}: mức`;
  return `${provisional} ${risk}, do nhóm ${groupName(method, result.worstGroup)}. Mức chung là mức của nhóm cao nhất, không lấy trung bình.`;
}

function scopeRows(detail: AssessmentDetail, { method, inputs }: Computed, mayScore: boolean): object[] {
  const change = mayScore ? { changeHref: assessmentPaths.scope(detail.id), changeText: 'Sửa' } : {};
  const yes = (answer: boolean | null): string | undefined => (answer === null ? undefined : answer ? 'Có' : 'Không');
  const exposures = method.exposure.whenAny.filter(({ id }) => inputs.exposures.includes(id)).map(({ text }) => text);
  const facts = inputs.facts;
  return [
    { key: 'Hệ thống thông tin', values: detail.systems.map(({ name, level, levelApproved }) => `${name}, cấp độ ${String(level)}${levelApproved ? '' : ' (tạm tính)'}`), ...(detail.systems.length === 0 ? { value: detail.withoutSystem ? 'Không gắn với hệ thống nào' : undefined } : {}) },
    { key: 'Dữ liệu cá nhân', value: detail.personalDataSaid === null && !facts.personalData ? undefined : yes(facts.personalData), ...change },
    { key: 'Đám mây', value: detail.cloudSaid === null && !facts.cloud ? undefined : yes(facts.cloud), ...change },
    { key: 'Bí mật nhà nước', value: yes(detail.stateSecret), ...change },
    ...(facts.personalData ? [{ key: 'Thỏa thuận xử lý dữ liệu cá nhân', value: detail.processingAgreement ?? undefined, ...change }] : []),
    { key: 'Yếu tố phơi lộ', ...(exposures.length > 0 ? { values: exposures } : { value: detail.exposures.length > 0 ? 'Không có' : undefined }), ...change },
    { key: 'Tiêu chí áp dụng', value: inputs.shortPath ? 'Rút gọn: chỉ các tiêu chí loại' : 'Đầy đủ theo cấp độ', ...change },
  ];
}

function alertsOf(detail: AssessmentDetail, today: CalendarDay, lapsed: boolean): object[] {
  const alerts: object[] = [];
  if (detail.status === 'returned' && detail.returnGround !== null) alerts.push({ kind: 'attention', heading: 'Đã trả lại để bổ sung', text: detail.returnGround });
  if (detail.triggers.length > 0) {
    const events = [...new Set(detail.triggers.map(({ triggerId, detail: what }) => `${triggerWord(triggerId)}${what === '' ? '' : `: ${what}`}`))];
    alerts.push({ kind: 'stop', heading: 'Phải đánh giá lại', text: `Từ khi trình đã phát sinh: ${events.join('; ')} (quy định nội bộ; khoản 2 Điều 10 Nghị định 331/2026/NĐ-CP).` });
  } else if (lapsed && detail.validUntil !== null) {
    alerts.push({ kind: 'stop', heading: 'Hết thời hạn phê duyệt', text: `Phê duyệt có giá trị đến ${formatDay(detail.validUntil)}; mở đánh giá lại (quy định nội bộ).` });
  } else if (detail.status === 'approved' && detail.validUntil !== null && daysBetween(today, detail.validUntil) <= 30) {
    alerts.push({ kind: 'attention', heading: 'Sắp hết thời hạn phê duyệt', text: `Còn giá trị đến ${formatDay(detail.validUntil)}.` });
  }
  return alerts;
}

function actsOf(detail: AssessmentDetail, mayDo: (action: string) => boolean): { href: string; text: string }[] {
  const settled = detail.status === 'submitted' || detail.status === 'approved';
  const failing = detail.failedB.length + detail.highGroups.length > 0;
  return [
    ...(detail.status === 'submitted' && mayDo('give-opinion') ? [{ href: assessmentPaths.opinion(detail.id), text: 'Ghi ý kiến' }] : []),
    ...(settled && failing && mayDo('ask-waiver') ? [{ href: assessmentPaths.askWaiver(detail.id), text: 'Đề nghị miễn trừ, chấp nhận rủi ro' }] : []),
    ...(detail.status === 'approved' && mayDo('record-trigger') ? [{ href: assessmentPaths.trigger(detail.id), text: 'Ghi nhận sự kiện phải đánh giá lại' }] : []),
    ...(detail.status === 'submitted' && mayDo('record-paper') ? [{ href: assessmentPaths.paper(detail.id), text: 'Ghi nhận quyết định trên giấy' }] : []),
    ...(detail.status === 'approved' && mayDo('open') ? [{ href: assessmentPaths.ofContract(detail.contractId), text: 'Đánh giá lại' }] : []),
  ];
}

function waiverState({ outcome, inForce, endsOn }: { outcome: string | null; inForce: boolean; endsOn: CalendarDay }, detail: AssessmentDetail): StateModel {
  if (outcome === null) return { tone: 'attention', icon: 'clock', word: detail.status === 'submitted' ? 'Quyết định cùng đánh giá' : 'Chờ quyết định' };
  if (outcome === 'returned') return { tone: 'neutral', icon: 'back', word: 'Trả lại' };
  return inForce ? { tone: 'settled', icon: 'check', word: `Hiệu lực đến ${formatDay(endsOn)}` } : { tone: 'stop', icon: 'warning', word: 'Hết hiệu lực' };
}

function nextStep(detail: AssessmentDetail, { result }: Computed, mayDo: (action: string) => boolean, lapsed: boolean): NextStepModel {
  const officer = `Cán bộ chuyên trách CNTT/ANM, ${detail.agencyName}`;
  const procurement = `Cán bộ đầu mối hợp đồng, ${detail.agencyName}`;
  const head = `Thủ trưởng đơn vị, ${detail.agencyName}`;
  if (isOpen(detail.status)) {
    if (detail.stateSecret === true) return { text: 'Dừng lại: dữ liệu thuộc bí mật nhà nước được thực hiện theo quy định về bảo vệ bí mật nhà nước (khoản 3 Điều 9 dự thảo Quy chế).', mine: false };
    if (detail.personalDataSaid === null) return { text: 'Ghi phạm vi đánh giá: dữ liệu, đám mây, yếu tố phơi lộ.', who: officer, mine: mayDo('score'), ...(mayDo('score') ? { href: assessmentPaths.scope(detail.id), hrefText: 'Ghi phạm vi' } : {}) };
    if (result.answered < result.total) {
      const [open] = result.groups.filter(({ lines }) => lines.some(({ remark }) => remark === 'unanswered'));
      const href = mayDo('score') && open !== undefined ? { href: assessmentPaths.group(detail.id, open.id), hrefText: 'Chấm điểm' } : {};
      return { text: `Chấm điểm ${String(result.total - result.answered)} tiêu chí còn lại.`, who: officer, mine: mayDo('score'), ...href };
    }
    return { text: 'Kiểm tra lại và trình phê duyệt.', who: officer, mine: mayDo('submit'), ...(mayDo('submit') ? { href: assessmentPaths.submit(detail.id), hrefText: 'Kiểm tra, trình phê duyệt' } : {}) };
  }
  if (detail.status === 'submitted') {
    const needed = opinionNeeded(detail);
    const given = detail.opinions.some(({ current, giver }) => current && (needed === 'officer' || giver === needed));
    if (needed !== undefined && !given) return { text: `Cho ý kiến về nhóm mức Cao trước khi phê duyệt: ${giverWords[needed] ?? ''} (quy định nội bộ).`, who: officer, mine: mayDo('give-opinion'), ...(mayDo('give-opinion') ? { href: assessmentPaths.opinion(detail.id), hrefText: 'Ghi ý kiến' } : {}) };
    return { text: 'Phê duyệt hoặc trả lại kết quả đánh giá rủi ro.', who: head, mine: mayDo('decide'), ...(mayDo('decide') ? { href: assessmentPaths.decide(detail.id), hrefText: 'Xem xét, quyết định' } : {}) };
  }
  if (lapsed) return { text: 'Mở đánh giá lại.', who: procurement, mine: mayDo('open'), ...(mayDo('open') ? { href: assessmentPaths.ofContract(detail.contractId), hrefText: 'Đánh giá lại' } : {}) };
  if (detail.status === 'superseded') return { text: 'Đã có đánh giá mới thay thế.', mine: false, ...(detail.supersededBy === null ? {} : { href: assessmentPaths.assessment(detail.supersededBy), hrefText: 'Xem đánh giá mới' }) };
  const after = detail.stage === 'signing' ? '; sau đó rà soát điều khoản và ký hợp đồng' : '';
  return { text: `Báo cáo (HS-01) và quyết định (HS-03) được ký, cho số và đăng ký${after}.`, who: `Văn thư cơ quan, ${detail.agencyName}`, mine: false };
}
