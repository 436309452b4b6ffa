import { type LibraryEdition, type RiskCriterion, type RiskGroup, type RiskLevel, type RiskScoringKind, type RiskScoringPart, scoringParts } from '../../library/index.js';

/**
 * The method an assessment is made with: criteria and tables are data (library versions), so that the method which Bộ Công an is to issue
 * (Nghị định 331/2026/NĐ-CP, khoản 8 Điều 10) is loaded, not programmed.
 */
export interface RiskMethod {
  readonly criteria: readonly RiskCriterion[];
  readonly groups: readonly RiskGroup[];
  /** "Phương pháp do cơ quan chủ trì thuê dịch vụ quy định …": printed in every report. */
  readonly statement: string;
  readonly answers: readonly Part<'answer'>[];
  /** The most a score may count without accepted evidence that is in force. */
  readonly evidenceCap: number;
  /** From the best control score down. */
  readonly likelihoodBase: Part<'likelihood-base'>;
  readonly exposure: Part<'exposure'>;
  readonly hole: Part<'hole-rule'>;
  readonly impacts: readonly Part<'impact'>[];
  /** From the lowest up. */
  readonly levels: readonly Part<'risk-level'>[];
  /** Rows by likelihood 1 to 5, columns by impact 1 to 5. */
  readonly matrix: readonly (readonly RiskLevel[])[];
  readonly waiver: Part<'waiver'>;
  readonly reassessments: readonly Part<'reassessment'>[];
  readonly triggers: readonly Part<'reassessment-trigger'>[];
  readonly sections: readonly Part<'report-section'>[];
  readonly shortPath: Part<'short-path'>;
}

type Part<Kind extends RiskScoringKind> = Extract<RiskScoringPart, { kind: Kind }>;

/** Puts one version each of criteria, groups and scoring tables together. @throws when a table that the computation needs is missing: a defect of the library */
export function methodOf(
  criteria: Pick<LibraryEdition<'risk-criteria'>, 'entries'>,
  groups: Pick<LibraryEdition<'risk-groups'>, 'entries'>,
  scoring: Pick<LibraryEdition<'risk-scoring'>, 'entries'>,
): RiskMethod {
  const parts = scoring.entries;
  const [likelihoodBase] = scoringParts(parts, 'likelihood-base');
  return {
    criteria: criteria.entries,
    groups: groups.entries,
    statement: one(scoringParts(parts, 'method')).statement,
    answers: scoringParts(parts, 'answer'),
    evidenceCap: one(scoringParts(parts, 'evidence-cap')).scoreAtMost,
    likelihoodBase: one(likelihoodBase === undefined ? [] : [{ ...likelihoodBase, thresholds: likelihoodBase.thresholds.toSorted((a, b) => b.atLeast - a.atLeast) }]),
    exposure: one(scoringParts(parts, 'exposure')),
    hole: one(scoringParts(parts, 'hole-rule')),
    impacts: scoringParts(parts, 'impact'),
    levels: scoringParts(parts, 'risk-level').toSorted((a, b) => a.order - b.order),
    matrix: one(scoringParts(parts, 'matrix')).rows,
    waiver: one(scoringParts(parts, 'waiver')),
    reassessments: scoringParts(parts, 'reassessment'),
    triggers: scoringParts(parts, 'reassessment-trigger'),
    sections: scoringParts(parts, 'report-section'),
    shortPath: one(scoringParts(parts, 'short-path')),
  };
}

function one<Value>(found: readonly Value[]): Value {
  const [first] = found;
  if (first === undefined) throw new Error('the scoring library lacks a table that the computation needs');
  return first;
}

/** The risk of a likelihood and an impact, both 1 to 5. */
export function riskAt(method: RiskMethod, likelihood: number, impact: number): RiskLevel {
  const level = method.matrix[likelihood - 1]?.[impact - 1];
  if (level === undefined) throw new RangeError(`the matrix has no cell for likelihood ${String(likelihood)} and impact ${String(impact)}`);
  return level;
}

/** The place of a risk level in its order, from 0; for comparing levels. */
export function severityOf(method: RiskMethod, level: RiskLevel): number {
  return method.levels.findIndex((entry) => entry.level === level);
}

/** Months for which an approval holds at a system level (domain reference 8.6, the agency's own rule); those of the highest level where none is named. */
export function approvalMonths(method: RiskMethod, level: number): number {
  const term = method.reassessments.find(({ fromLevel, toLevel }) => fromLevel <= level && level <= toLevel);
  return term?.months ?? Math.min(...method.reassessments.map(({ months }) => months));
}
