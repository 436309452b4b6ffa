import { versionText, type RiskLevel } from '../../library/index.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { AssessmentDetail } from '../application/use-cases.js';
import { riskAt, type RiskMethod } from '../domain/method.js';
import type { AssessmentResult, CriterionLine, GroupResult } from '../domain/scoring.js';
import { remarkWords, riskStates, riskWord } from './words.js';

/** A number as Vietnamese writes it: 0,7656. */
export function decimal(value: number, digits: number): string {
  return value.toFixed(digits).replace('.', ',');
}

const label = (method: RiskMethod, groupId: string): string => method.groups.find(({ id }) => id === groupId)?.label ?? groupId;

/** "TC – Truy cập". */
export function groupName(method: RiskMethod, groupId: string): string {
  return `${groupId} – ${label(method, groupId)}`;
}

/** What a waiver is of: "DL-03", or "của nhóm TC – Truy cập". */
export function waivedName(method: RiskMethod, { kind, targetId }: { readonly kind: string; readonly targetId: string }): string {
  return kind === 'high-risk' ? `của nhóm ${groupName(method, targetId)}` : targetId;
}

/** With which versions an assessment is computed. */
export function methodVersions({ criteriaEdition, groupsEdition, scoringEdition }: Pick<AssessmentDetail, 'criteriaEdition' | 'groupsEdition' | 'scoringEdition'>): string {
  return `tiêu chí ${versionText(criteriaEdition)}, nhóm tiêu chí ${versionText(groupsEdition)}, phương pháp tính ${versionText(scoringEdition)}`;
}

export function groupNames(method: RiskMethod, ids: readonly string[]): string {
  return ids.map((id) => groupName(method, id)).join('; ');
}

/** One row of the table of groups: the same numbers that the matrix shows. */
export interface GroupRow {
  readonly id: string;
  readonly name: string;
  readonly control: string;
  readonly likelihood: number;
  readonly impact: string;
  readonly effectiveImpact: number;
  readonly rank: number;
  readonly risk: StateModel;
  readonly residual: StateModel | undefined;
  readonly worst: boolean;
}

export function groupRows(method: RiskMethod, result: AssessmentResult): GroupRow[] {
  return result.groups.map((group) => {
    const after = result.residual.groups.find(({ id }) => id === group.id);
    return {
      id: group.id,
      name: groupName(method, group.id),
      control: decimal(group.control, method.likelihoodBase.decimals),
      likelihood: group.likelihood,
      impact: group.impact === null ? 'chưa chọn' : String(group.impact),
      effectiveImpact: group.effectiveImpact,
      rank: group.rank,
      risk: riskStates[group.risk],
      residual: after === undefined ? undefined : riskStates[after.risk],
      worst: group.id === result.worstGroup,
    };
  });
}

const CELL = { width: 100, height: 72 };
const MARGIN = { left: 112, top: 12, bottom: 56 };
/** So many groups stand on one line of a cell. */
const ON_A_LINE = 4;

/** The matrix as a picture: 5 × 5 cells with their level in words and the groups that stand in them. */
export interface MatrixPlot {
  readonly width: number;
  readonly height: number;
  readonly description: string;
  readonly cells: readonly { readonly x: number; readonly y: number; readonly centre: number; readonly wordY: number; readonly level: RiskLevel; readonly word: string; readonly groups: readonly { readonly text: string; readonly y: number }[]; readonly worst: boolean }[];
  readonly rows: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  readonly columns: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  readonly cell: { readonly width: number; readonly height: number };
  readonly acrossTitle: { readonly x: number; readonly y: number };
  readonly downTitle: { readonly x: number; readonly y: number };
}

/** Draws likelihood upwards and impact to the right; everything is also in the table beneath. */
export function matrixPlot(method: RiskMethod, result: Pick<AssessmentResult, 'groups' | 'worstGroup'>): MatrixPlot {
  const size = method.matrix.length;
  const scale = Array.from({ length: size }, (_, index) => index + 1);
  const rowY = (likelihood: number): number => MARGIN.top + (size - likelihood) * CELL.height;
  const columnX = (impact: number): number => MARGIN.left + (impact - 1) * CELL.width;
  const cells = scale.flatMap((likelihood) =>
    scale.map((impact) => {
      const level = riskAt(method, likelihood, impact);
      const here = result.groups.filter((group) => group.likelihood === likelihood && group.effectiveImpact === impact).map(({ id }) => id);
      const [x, y] = [columnX(impact), rowY(likelihood)];
      const lines = [here.slice(0, ON_A_LINE), here.slice(ON_A_LINE)].filter((ids) => ids.length > 0);
      const groups = lines.map((ids, index) => ({ text: ids.join(' '), y: y + 42 + index * 20 }));
      return { x, y, centre: x + CELL.width / 2, wordY: y + 20, level, word: riskWord(level), groups, worst: here.includes(result.worstGroup) };
    }),
  );
  const height = MARGIN.top + size * CELL.height;
  return {
    width: MARGIN.left + size * CELL.width + 8,
    height: height + MARGIN.bottom,
    description: result.groups.map((group) => `${group.id}: khả năng ${String(group.likelihood)}, tác động ${String(group.effectiveImpact)}, mức ${riskWord(group.risk)}`).join('; '),
    cells,
    rows: scale.map((likelihood) => ({ text: String(likelihood), x: MARGIN.left - 14, y: rowY(likelihood) + CELL.height / 2 + 5 })),
    columns: scale.map((impact) => ({ text: String(impact), x: columnX(impact) + CELL.width / 2, y: height + 20 })),
    cell: CELL,
    acrossTitle: { x: MARGIN.left + (size * CELL.width) / 2, y: height + 44 },
    downTitle: { x: 4, y: MARGIN.top + (size * CELL.height) / 2 },
  };
}

/** One criterion of the computation as a head redoes it by hand. */
export function lineRow(method: RiskMethod, line: CriterionLine): { id: string; text: string; weight: number; given: string; counted: string; product: string; note: string; standing: StateModel | undefined } {
  const criterion = method.criteria.find(({ id }) => id === line.id);
  const knockOut = line.knockOut === null ? '' : `Loại ${line.knockOut}, tối thiểu ${String(line.minimum ?? '')}`;
  const remark = line.remark === null ? '' : remarkWords[line.remark];
  const design = line.designMissing ? 'Điểm 2 chỉ đạt khi có thiết kế, cam kết được chấp nhận' : '';
  return {
    id: line.id,
    text: criterion?.text ?? line.id,
    weight: line.weight,
    given: line.counted === null ? 'Không áp dụng' : line.given === null ? '–' : String(line.given),
    counted: line.counted === null ? '–' : String(line.counted),
    product: line.counted === null ? '–' : String(line.weight * line.counted),
    note: [knockOut, remark, design].filter((part) => part !== '').join('. '),
    standing: line.minimum === null ? undefined : line.failed ? { tone: line.knockOut === 'A' ? 'stop' : 'attention', icon: 'warning', word: 'Chưa đạt' } : { tone: 'settled', icon: 'check', word: 'Đạt' },
  };
}

/** The steps from the scores of a group to its risk, one sentence each. */
export function steps(method: RiskMethod, group: GroupResult, level: number): string[] {
  const threshold = method.likelihoodBase.thresholds.find(({ atLeast }) => group.control >= atLeast);
  const control = decimal(group.control, method.likelihoodBase.decimals);
  const exposed = Math.min(method.exposure.likelihoodAtMost, group.base + method.exposure.adds);
  return [
    `Mức kiểm soát C = Σ(trọng số × điểm) / (4 × Σ trọng số) = ${String(group.weightedSum)} / ${String(group.fullSum)} = ${control}.`,
    `Khả năng xảy ra ban đầu: ${String(group.base)} (C ≥ ${decimal(threshold?.atLeast ?? 0, 2)}).`,
    group.exposed ? `Có yếu tố phơi lộ: cộng ${String(method.exposure.adds)}, không quá ${String(method.exposure.likelihoodAtMost)} → ${String(exposed)}.` : 'Không có yếu tố phơi lộ: giữ nguyên.',
    group.holes.length > 0
      ? `Quy tắc lỗ hổng: ${group.holes.join(', ')} có trọng số ${String(method.hole.weight)} mà điểm từ ${String(method.hole.scoreAtMost)} trở xuống, khả năng xảy ra không thấp hơn ${String(method.hole.likelihoodAtLeast)}.`
      : 'Quy tắc lỗ hổng: không có tiêu chí nào.',
    `Khả năng xảy ra L = ${String(group.likelihood)}.`,
    `Tác động đã chọn ${group.impact === null ? 'chưa có, tính mức cao nhất' : String(group.impact)}; không thấp hơn cấp độ ${String(level)} → I = ${String(group.effectiveImpact)}.`,
    `Ma trận (L = ${String(group.likelihood)}, I = ${String(group.effectiveImpact)}): ${riskWord(group.risk)}; số xếp hạng L × I = ${String(group.rank)}.`,
  ];
}

/** Everything of one group on the page that explains the computation. */
export function computationOf(method: RiskMethod, result: AssessmentResult, level: number): { name: string; id: string; risk: StateModel; lines: ReturnType<typeof lineRow>[]; steps: string[]; worst: boolean }[] {
  return result.groups.map((group) => ({
    id: group.id,
    name: groupName(method, group.id),
    risk: riskStates[group.risk],
    lines: group.lines.map((line) => lineRow(method, line)),
    steps: steps(method, group, level),
    worst: group.id === result.worstGroup,
  }));
}
