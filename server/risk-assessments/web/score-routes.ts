import { formatInstant } from '../../kernel/calendar-day.js';
import { NotFound } from '../../kernel/errors.js';
import { knockOutFor, type RiskCriterion } from '../../library/index.js';
import { page, seeOther, type PageAnswer } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import type { Ask, FormState, Route } from '../../platform/http/routes.js';
import { compute, impactFactsOf, type Computed } from '../application/computation.js';
import { assessmentEvents } from '../application/events.js';
import type { VendorAnswer } from '../application/ports.js';
import type { AssessmentDetail, RiskAssessmentUseCases } from '../application/use-cases.js';
import { impactFloor } from '../domain/impact-floor.js';
import { applicableCriteria } from '../domain/scoring.js';
import { presentEvidence } from './evidence-presenter.js';
import { frameOf, idOf } from './page-frame.js';
import { assessmentPaths, assessmentSection } from './paths.js';
import { groupName } from './result-presenter.js';
import { field, groupCommandOf, scoreFieldName, scoreForm, scoreText, scoreValues, type ScoreFields } from './score-form.js';
import { groundWords, remarkWords, saying } from './words.js';

interface GroupMaterial {
  readonly detail: AssessmentDetail;
  readonly computed: Computed;
  readonly groupId: string;
  readonly criteria: readonly RiskCriterion[];
  readonly vendorAnswers: readonly VendorAnswer[];
}

const groupOf = (ask: Ask): string => ask.params['group'] ?? '';

/** Scoring one group of criteria a page; saved as one goes. */
export function scoreRoutes(assessments: RiskAssessmentUseCases): Route[] {
  /** @throws NotFound when the method has no such group or none of its criteria applies */
  async function material(ask: Ask): Promise<GroupMaterial> {
    const detail = await assessments.assessment(ask.principal, idOf(ask), 'score');
    const computed = compute(assessments.library(), detail, assessments.today());
    const criteria = applicableCriteria(computed.method, computed.inputs.facts, computed.inputs.shortPath).filter(({ group }) => group === groupOf(ask));
    if (criteria.length === 0) throw new NotFound('group of criteria');
    return { detail, computed, groupId: groupOf(ask), criteria, vendorAnswers: await assessments.vendorAnswers(detail.id) };
  }

  return [
    ...formPage<ScoreFields, GroupMaterial>({
      path: assessmentPaths.group(':id', ':group'),
      may: { action: 'score', subject: 'RiskAssessment' },
      records: [assessmentEvents.scored],
      form: scoreForm(assessments.library()),
      load: async (ask) => {
        const loaded = await material(ask);
        return { loaded, values: scoreValues(loaded.detail, loaded.groupId, loaded.criteria.map(({ id }) => id)) };
      },
      view: (_ask, state) => groupPage(state),
      perform: async (ask, sent) => {
        const { detail, computed, groupId, criteria } = await material(ask);
        const command = groupCommandOf(groupId, criteria.map(({ id }) => id), sent);
        await saying(() => assessments.scoreGroup(ask.act, ask.principal, detail.id, command), (name) => (name === 'impact' ? name : field.score(name)));
        const next = sent['next'] === undefined ? undefined : nextGroup(computed, groupId);
        if (next !== undefined) return seeOther(assessmentPaths.group(detail.id, next), `Đã lưu nhóm ${groupName(computed.method, groupId)}.`);
        return sent['next'] === undefined
          ? seeOther(assessmentPaths.group(detail.id, groupId), 'Đã lưu nháp.')
          : seeOther(assessmentPaths.assessment(detail.id), 'Đã lưu nhóm cuối cùng.');
      },
    }),
  ];
}

/** The groups that have criteria here, in the order of the method. */
function groupsHere({ method, inputs }: Computed): string[] {
  const applicable = applicableCriteria(method, inputs.facts, inputs.shortPath);
  return method.groups.map(({ id }) => id).filter((id) => applicable.some(({ group }) => group === id));
}

function nextGroup(computed: Computed, groupId: string): string | undefined {
  const groups = groupsHere(computed);
  return groups[groups.indexOf(groupId) + 1];
}

function groupPage({ loaded, values, errors, conflict }: FormState<GroupMaterial>): PageAnswer {
  const { detail, computed, groupId, criteria, vendorAnswers } = loaded;
  const { method, inputs, result } = computed;
  const stored = scoreValues(detail, groupId, criteria.map(({ id }) => id));
  // Once both sides have been shown, the newest version is the one that the next save builds on.
  const seen = conflict.length > 0 ? stored : values;
  const lines = result.groups.flatMap((group) => group.lines);
  const floor = impactFloor(impactFactsOf(detail));
  const groups = groupsHere(computed);
  const model = {
    ...frameOf(detail),
    title: groupName(method, groupId),
    action: assessmentPaths.group(detail.id, groupId),
    progress: { done: result.answered, total: result.total, text: `Đã trả lời ${String(result.answered)} / ${String(result.total)} tiêu chí` },
    saved: `Lưu gần nhất lúc ${formatInstant(detail.savedAt)}`,
    tabs: groups.map((id) => ({ href: assessmentPaths.group(detail.id, id), text: id, count: countOf(computed, id), current: id === groupId })),
    scale: method.answers.filter((answer) => answer.score !== null).map((answer) => ({ score: answer.score, label: answer.label, condition: answer.condition })),
    conflict: conflict.flatMap(({ field: name, theirs, yours }) => {
      const label = scoreFieldName(name);
      return label === undefined ? [] : [{ label, theirs: scoreText(theirs), yours: scoreText(yours) }];
    }),
    reloadHref: assessmentPaths.group(detail.id, groupId),
    draft: { text: 'Lưu nháp' },
    criteria: criteria.map((criterion) => {
      const { id } = criterion;
      const line = lines.find((candidate) => candidate.id === id);
      const knockOut = knockOutFor(criterion, inputs.facts);
      const answer = detail.answers.find(({ criterionId }) => criterionId === id);
      const vendor = vendorAnswers.find(({ criterionId }) => criterionId === id);
      return {
        id,
        text: criterion.text,
        evidence: criterion.evidence.join('; '),
        source: criterion.source,
        tag: knockOut === null ? `Trọng số ${String(criterion.weight)}` : `Trọng số ${String(criterion.weight)} · Loại ${knockOut}, điểm tối thiểu ${String(criterion.minimum?.[inputs.stage] ?? '')}`,
        remark: line?.remark === null || line === undefined || answer === undefined ? undefined : remarkWords[line.remark],
        by: answer === undefined ? undefined : answer.answeredName,
        options: scoreOptions(knockOut === null),
        score: { name: field.score(id), value: values[field.score(id)], error: errors[field.score(id)] },
        reason: knockOut === null ? { name: field.reason(id), value: values[field.reason(id)], error: errors[field.reason(id)] } : undefined,
        note: { name: field.note(id), value: values[field.note(id)], error: errors[field.note(id)] },
        seen: { name: field.seen(id), value: seen[field.seen(id)] },
        pieces: detail.evidence.filter(({ criterionId }) => criterionId === id).map((piece) => presentEvidence(detail.id, piece)),
        offerHref: assessmentPaths.offerEvidence(detail.id, id),
        vendor: vendor === undefined ? undefined : { ...vendor, scoreText: vendor.score === null ? 'Không áp dụng' : String(vendor.score) },
      };
    }),
    impact: {
      value: values['impact'], error: errors['impact'], reason: values['impactReason'], reasonError: errors['impactReason'], seen: seen['seenImpact'],
      hint: `Sự cố xấu nhất có thể xảy ra qua bên cung cấp ở nhóm này. Không thấp hơn ${String(floor.impact)}: ${groundWords[floor.ground]}; khi tính, không thấp hơn cấp độ ${String(inputs.facts.level)}.`,
      options: method.impacts.map(({ impact, label, atLeastWhen }) => ({ value: String(impact), label: `${String(impact)} – ${label}`, hint: atLeastWhen })),
    },
  };
  return page('risk-assessments/group', `Chấm điểm nhóm ${groupName(method, groupId)}`, model, { section: assessmentSection });
}

function countOf({ result }: Computed, groupId: string): string {
  const lines = result.groups.find(({ id }) => id === groupId)?.lines ?? [];
  return `${String(lines.filter(({ remark }) => remark !== 'unanswered').length)}/${String(lines.length)}`;
}

function scoreOptions(mayLeaveOut: boolean): { value: string; label: string }[] {
  const scores = ['0', '1', '2', '3', '4'].map((value) => ({ value, label: value }));
  return mayLeaveOut ? [...scores, { value: 'na', label: 'Không áp dụng' }] : scores;
}
