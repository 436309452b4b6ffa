import { type Condition, conditionHolds, type HireFacts } from '../conditions.js';
import type { LabelledEntry, LibraryEntry } from './entry.js';

export type RiskLevel = 'low' | 'medium' | 'high' | 'very-high';

/** `A` cannot be waived; `B` may be waived for a limited time. */
export type KnockOut = 'A' | 'B';

export type RiskGroup = LabelledEntry;

/** One criterion of the questionnaire (44 of them in 8 groups). */
export interface RiskCriterion extends LibraryEntry {
  readonly group: string;
  readonly text: string;
  readonly evidence: readonly string[];
  readonly weight: number;
  /** When failing it blocks; the strictest that holds counts ({@link knockOutFor}). */
  readonly knockOut: readonly { readonly kind: KnockOut; readonly when?: Condition }[];
  /** The lowest system level to which it applies. */
  readonly fromLevel: number;
  /** The lowest score that passes at each stage; null for criteria that never knock out. */
  readonly minimum: { readonly signing: number; readonly operation: number } | null;
}

/** Whether and how hard a criterion knocks out for a hire: A before B, null when it does not or does not apply at this level. */
export function knockOutFor(criterion: RiskCriterion, facts: HireFacts): KnockOut | null {
  if (facts.level < criterion.fromLevel) {
    return null;
  }
  const holding = criterion.knockOut.filter((rule) => conditionHolds(rule.when, facts)).map((rule) => rule.kind);
  if (holding.includes('A')) {
    return 'A';
  }
  return holding.includes('B') ? 'B' : null;
}

/** A part of the scoring method; the method is replaceable because Bộ Công an is to issue one (Nghị định 331/2026/NĐ-CP, khoản 8 Điều 10). */
export type RiskScoringPart =
  | Part<'method', { readonly statement: string }>
  | Part<'answer', { readonly score: number | null; readonly label: string; readonly condition: string | null }>
  | Part<'evidence-cap', { readonly scoreAtMost: number; readonly text: string }>
  | Part<'likelihood-base', { readonly thresholds: readonly { readonly atLeast: number; readonly likelihood: number }[]; readonly decimals: number }>
  | Part<
      'exposure',
      { readonly adds: number; readonly likelihoodAtMost: number; readonly whenAny: readonly { readonly id: string; readonly text: string }[] }
    >
  | Part<'hole-rule', { readonly weight: number; readonly scoreAtMost: number; readonly likelihoodAtLeast: number }>
  | Part<'impact', { readonly impact: number; readonly incidentLevel: string; readonly label: string; readonly atLeastWhen: string }>
  | Part<'level-floor', { readonly text: string }>
  | Part<'risk-level', { readonly order: number; readonly level: RiskLevel; readonly label: string }>
  | Part<'matrix', { readonly rows: readonly (readonly RiskLevel[])[] }>
  | Part<'matrix-floor', { readonly rows: readonly (readonly RiskLevel[])[] }>
  | Part<
      'waiver',
      {
        readonly knockOut: 'B';
        readonly maxDays: number;
        readonly notLaterThanGoLiveFromLevel: number;
        readonly approver: 'unit_head';
        readonly requires: readonly string[];
      }
    >
  | Part<'report-validity', { readonly maxDays: number }>
  | Part<'provisional-level', { readonly administrativeProcedures: number; readonly others: number; readonly label: string }>
  | Part<'reassessment', { readonly fromLevel: number; readonly toLevel: number; readonly months: number }>
  | Part<'reassessment-trigger', { readonly text: string }>
  | Part<'report-section', { readonly letter: string; readonly title: string }>
  | Part<
      'short-path',
      {
        readonly maxLevel: number;
        readonly personalData: boolean;
        readonly standingAccess: boolean;
        readonly criteria: 'knock-out-only';
        readonly valueLimitSetting: string;
      }
    >;

type Part<Kind extends string, Fields> = LibraryEntry & { readonly kind: Kind } & Fields;

export type RiskScoringKind = RiskScoringPart['kind'];

/** The parts of one kind, in the order of the library: `scoringParts(edition.entries, 'impact')`. */
export function scoringParts<Kind extends RiskScoringKind>(
  parts: readonly RiskScoringPart[],
  kind: Kind,
): readonly Extract<RiskScoringPart, { kind: Kind }>[] {
  return parts.filter((part): part is Extract<RiskScoringPart, { kind: Kind }> => part.kind === kind);
}
