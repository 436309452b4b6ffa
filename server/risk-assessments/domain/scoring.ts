import { addMonths, type CalendarDay } from '../../kernel/calendar-day.js';
import { type HireFacts, type KnockOut, knockOutFor, type RiskCriterion, type RiskLevel } from '../../library/index.js';
import { riskAt, severityOf, type RiskMethod } from './method.js';

/** Signing looks at what is designed and committed, operation at what was tested (domain reference 7.9). */
export type Stage = 'signing' | 'operation';

/** What one answer is; a missing score and no reason is no answer. */
export interface Answer {
  readonly score: number | null;
  readonly notApplicableReason: string | null;
}

/** A piece of evidence as far as scores depend on it. */
export interface EvidenceFact {
  readonly accepted: boolean;
  readonly effectiveOn: CalendarDay;
  /** Its last day; null without an end. */
  readonly expiresOn: CalendarDay | null;
  readonly independentTest: boolean;
}

/** Everything a computation depends on; the same inputs give the same result on any day and in any order. */
export interface AssessmentInputs {
  readonly stage: Stage;
  /** The day as of which evidence is looked at. */
  readonly day: CalendarDay;
  readonly facts: HireFacts;
  readonly shortPath: boolean;
  readonly answers: Readonly<Record<string, Answer>>;
  readonly evidence: Readonly<Record<string, readonly EvidenceFact[]>>;
  /** Impact 1 to 5 by group. */
  readonly impacts: Readonly<Record<string, number>>;
  /** The exposures that hold. */
  readonly exposures: readonly string[];
  readonly treatments: readonly { readonly criterionId: string; readonly expectedScore: number }[];
}

/** Why a score counts less than it was given, or at all. */
export type LineRemark = 'unanswered' | 'evidence-expired' | 'evidence-missing' | 'test-missing' | 'must-apply';

/** One criterion of the computation, so that a head can redo it by hand. */
export interface CriterionLine {
  readonly id: string;
  readonly weight: number;
  readonly given: number | null;
  /** What counts; null: not applicable, in neither sum. */
  readonly counted: number | null;
  readonly remark: LineRemark | null;
  readonly knockOut: KnockOut | null;
  /** The lowest score that passes at this stage; null for criteria that knock nothing out. */
  readonly minimum: number | null;
  readonly failed: boolean;
  /** Set when it failed although its score reaches the minimum: a score below "deployed and checked" passes only with an accepted design or commitment. */
  readonly designMissing: boolean;
}

/** One group of the computation: Σws, 4Σw, C, base, exposure, hole, L, I, floor, risk. */
export interface GroupResult {
  readonly id: string;
  readonly lines: readonly CriterionLine[];
  readonly weightedSum: number;
  /** 4·Σw, what the sum could be at most. */
  readonly fullSum: number;
  /** Σws / 4Σw, not rounded. */
  readonly control: number;
  readonly base: number;
  readonly exposed: boolean;
  /** Criteria of full weight scored so low that the likelihood cannot be small. */
  readonly holes: readonly string[];
  readonly likelihood: number;
  /** As the assessor chose; null: not chosen yet, counted as the highest. */
  readonly impact: number | null;
  /** max(impact, level). */
  readonly effectiveImpact: number;
  readonly risk: RiskLevel;
  /** Likelihood × effective impact: for sorting only. */
  readonly rank: number;
}

export interface AssessmentResult {
  readonly groups: readonly GroupResult[];
  readonly worstLevel: RiskLevel;
  readonly worstGroup: string;
  readonly highGroups: readonly string[];
  readonly veryHighGroups: readonly string[];
  readonly failedA: readonly string[];
  readonly failedB: readonly string[];
  /** The same with the scores expected after treatment. */
  readonly residual: { readonly groups: readonly GroupResult[]; readonly worstLevel: RiskLevel; readonly worstGroup: string };
  readonly answered: number;
  readonly total: number;
}

/** The criteria that apply to a hire: by level; on the short path only those that knock out (domain reference 7.9). In the order of the library. */
export function applicableCriteria(method: Pick<RiskMethod, 'criteria'>, facts: HireFacts, shortPath: boolean): readonly RiskCriterion[] {
  return method.criteria.filter((criterion) => criterion.fromLevel <= facts.level && (!shortPath || knockOutFor(criterion, facts) !== null));
}

/**
 * The risk of a hire by the method given (domain reference 8.2–8.5). Groups without an applicable criterion are left out.
 * @throws RangeError when no criterion applies at all: nothing can be assessed
 */
export function assess(method: RiskMethod, inputs: AssessmentInputs): AssessmentResult {
  const lines = applicableCriteria(method, inputs.facts, inputs.shortPath).map((criterion) => ({ group: criterion.group, line: lineOf(method, criterion, inputs) }));
  const groups = groupsOf(method, inputs, lines);
  const treated = lines.map(({ group, line }) => ({ group, line: treatedLine(line, inputs) }));
  const residual = groupsOf(method, inputs, treated);
  const all = lines.map(({ line }) => line);
  const failed = (kind: KnockOut): string[] => all.filter((line) => line.failed && line.knockOut === kind).map(({ id }) => id);
  const at = (level: RiskLevel): string[] => groups.filter(({ risk }) => risk === level).map(({ id }) => id);
  return {
    groups,
    ...worstOf(method, groups),
    highGroups: at('high'),
    veryHighGroups: at('very-high'),
    failedA: failed('A'),
    failedB: failed('B'),
    residual: { groups: residual, ...worstOf(method, residual) },
    answered: all.filter(({ remark }) => remark !== 'unanswered').length,
    total: all.length,
  };
}

function lineOf(method: RiskMethod, criterion: RiskCriterion, inputs: AssessmentInputs): CriterionLine {
  const answer = inputs.answers[criterion.id] ?? { score: null, notApplicableReason: null };
  const knockOut = knockOutFor(criterion, inputs.facts);
  const minimum = knockOut === null ? null : (criterion.minimum?.[inputs.stage] ?? null);
  const inForce = (inputs.evidence[criterion.id] ?? []).filter((piece) => isInForce(piece, inputs.day));
  const { counted, remark } = countedScore(method, answer, knockOut, { all: inputs.evidence[criterion.id] ?? [], inForce, day: inputs.day });
  const below = minimum !== null && (counted ?? 0) < minimum;
  const designMissing = minimum !== null && !below && (counted ?? 0) <= method.evidenceCap && inForce.length === 0;
  return {
    id: criterion.id, weight: criterion.weight, given: answer.score, counted, remark, knockOut, minimum,
    failed: minimum !== null && counted !== null && (below || designMissing),
    designMissing,
  };
}

function isInForce(piece: EvidenceFact, day: CalendarDay): boolean {
  return piece.accepted && piece.effectiveOn <= day && (piece.expiresOn === null || piece.expiresOn >= day);
}

const TEST_MONTHS = 12;

/** What an answer counts: not at all (not applicable), nothing (no answer), or its score as far as evidence carries it. */
function countedScore(
  method: RiskMethod,
  { score, notApplicableReason }: Answer,
  knockOut: KnockOut | null,
  evidence: { readonly all: readonly EvidenceFact[]; readonly inForce: readonly EvidenceFact[]; readonly day: CalendarDay },
): { readonly counted: number | null; readonly remark: LineRemark | null } {
  if (notApplicableReason !== null) return knockOut === null ? { counted: null, remark: null } : { counted: 0, remark: 'must-apply' };
  if (score === null) return { counted: 0, remark: 'unanswered' };
  const cap = method.evidenceCap;
  if (score <= cap) return { counted: score, remark: null };
  if (evidence.inForce.length === 0) return { counted: cap, remark: evidence.all.some(({ accepted }) => accepted) ? 'evidence-expired' : 'evidence-missing' };
  const since = addMonths(evidence.day, -TEST_MONTHS);
  const tested = evidence.inForce.some(({ independentTest, effectiveOn }) => independentTest && effectiveOn >= since);
  if (score > cap + 1 && !tested) return { counted: cap + 1, remark: 'test-missing' };
  return { counted: score, remark: null };
}

/** The line with the score expected after treatment; a treatment never lowers a score. */
function treatedLine(line: CriterionLine, { treatments }: AssessmentInputs): CriterionLine {
  if (line.counted === null) return line;
  const expected = treatments.filter(({ criterionId }) => criterionId === line.id).map(({ expectedScore }) => expectedScore);
  return { ...line, counted: Math.max(line.counted, ...expected) };
}

function groupsOf(method: RiskMethod, inputs: AssessmentInputs, lines: readonly { readonly group: string; readonly line: CriterionLine }[]): GroupResult[] {
  return method.groups.flatMap(({ id }) => {
    const own = lines.filter(({ group }) => group === id).map(({ line }) => line);
    return own.some(({ counted }) => counted !== null) ? [groupOf(method, inputs, id, own)] : [];
  });
}

function groupOf(method: RiskMethod, inputs: AssessmentInputs, id: string, lines: readonly CriterionLine[]): GroupResult {
  const counting = lines.filter(({ counted }) => counted !== null);
  const weightedSum = counting.reduce((sum, { weight, counted }) => sum + weight * (counted ?? 0), 0);
  const fullSum = 4 * counting.reduce((sum, { weight }) => sum + weight, 0);
  const control = weightedSum / fullSum;
  const base = method.likelihoodBase.thresholds.find(({ atLeast }) => control >= atLeast)?.likelihood ?? method.exposure.likelihoodAtMost;
  const exposed = method.exposure.whenAny.some((exposure) => inputs.exposures.includes(exposure.id));
  const holes = counting.filter(({ weight, counted }) => weight >= method.hole.weight && (counted ?? 0) <= method.hole.scoreAtMost).map((line) => line.id);
  const withExposure = exposed ? Math.min(method.exposure.likelihoodAtMost, base + method.exposure.adds) : base;
  const likelihood = holes.length > 0 ? Math.max(withExposure, method.hole.likelihoodAtLeast) : withExposure;
  const impact = inputs.impacts[id] ?? null;
  const highest = Math.max(...method.impacts.map((entry) => entry.impact));
  const effectiveImpact = Math.max(impact ?? highest, inputs.facts.level);
  return {
    id, lines, weightedSum, fullSum, control, base, exposed, holes, likelihood, impact, effectiveImpact,
    risk: riskAt(method, likelihood, effectiveImpact),
    rank: likelihood * effectiveImpact,
  };
}

/** The worst group, never an average; of equals the one of the greater rank, then the first of the library. */
function worstOf(method: RiskMethod, groups: readonly GroupResult[]): { readonly worstLevel: RiskLevel; readonly worstGroup: string } {
  const [first, ...rest] = groups;
  if (first === undefined) throw new RangeError('no criterion applies');
  const worst = rest.reduce((found, group) => {
    const difference = severityOf(method, group.risk) - severityOf(method, found.risk);
    return difference > 0 || (difference === 0 && group.rank > found.rank) ? group : found;
  }, first);
  return { worstLevel: worst.risk, worstGroup: worst.id };
}
