import { formatDay } from '../../kernel/calendar-day.js';
import type { Computed } from '../application/computation.js';
import type { AssessmentDetail } from '../application/use-cases.js';
import { severityOf } from '../domain/method.js';
import { decimal, groupName } from './result-presenter.js';
import { assessmentPaths } from './paths.js';
import { riskStates, stageWords } from './words.js';

interface Side {
  readonly detail: AssessmentDetail;
  readonly computed: Computed;
}

/** Two assessments side by side: groups by risk and control, and each criterion whose counted score changed. */
export function compareAssessments(before: Side, now: Side): object {
  const { method, result } = now.computed;
  const past = before.computed.result;
  const groups = result.groups.map((group) => {
    const earlier = past.groups.find(({ id }) => id === group.id);
    const change = earlier === undefined ? 0 : severityOf(method, group.risk) - severityOf(method, earlier.risk);
    return {
      name: groupName(method, group.id),
      before: earlier === undefined ? undefined : riskStates[earlier.risk],
      beforeControl: earlier === undefined ? '' : decimal(earlier.control, method.likelihoodBase.decimals),
      now: riskStates[group.risk],
      nowControl: decimal(group.control, method.likelihoodBase.decimals),
      change: earlier === undefined ? 'Nhóm mới' : change > 0 ? 'Rủi ro tăng' : change < 0 ? 'Rủi ro giảm' : 'Không đổi',
    };
  });
  const earlierLines = past.groups.flatMap(({ lines }) => lines);
  const criteria = result.groups.flatMap(({ lines }) =>
    lines.flatMap((line) => {
      const earlier = earlierLines.find(({ id }) => id === line.id);
      const [was, is] = [scoreText(earlier?.counted), scoreText(line.counted)];
      return was === is ? [] : [{ id: line.id, text: method.criteria.find(({ id }) => id === line.id)?.text ?? '', before: was, now: is }];
    }),
  );
  return {
    before: titleOf(before.detail),
    beforeHref: assessmentPaths.assessment(before.detail.id),
    now: titleOf(now.detail),
    sameMethod: before.detail.criteriaEdition === now.detail.criteriaEdition && before.detail.scoringEdition === now.detail.scoringEdition,
    beforeRisk: riskStates[past.worstLevel],
    nowRisk: riskStates[result.worstLevel],
    groups, criteria,
  };
}

function scoreText(counted: number | null | undefined): string {
  return counted === undefined ? 'chưa áp dụng' : counted === null ? 'Không áp dụng' : String(counted);
}

function titleOf({ contractName, stage, assessedOn }: AssessmentDetail): string {
  return `${contractName}, ${stageWords[stage].toLocaleLowerCase('vi')}${assessedOn === null ? ' (đang đánh giá)' : `, ngày ${formatDay(assessedOn)}`}`;
}
