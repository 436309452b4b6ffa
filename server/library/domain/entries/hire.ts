import type { Condition } from '../conditions.js';
import type { LabelledEntry, LibraryEntry } from './entry.js';
import type { RegulationClause } from '../../../kernel/citation.js';

/** What is hired: software, cloud, SOC … */
export interface ServiceKind extends LabelledEntry {
  /** Whether a contract of this kind must name a system. */
  readonly systemRequired: boolean;
}

/** Who operates the system under the contract (three values; a missing one blocks signing). */
export interface OperatorKind extends LabelledEntry {
  readonly default: boolean;
}

/** The question whether this hire is allowed at all (khoản 4 Điều 36 Nghị định 224/2026/NĐ-CP) and its answers. */
export type HirePermission = HireQuestion | HireAnswer;

export interface HireQuestion extends LibraryEntry {
  readonly kind: 'question';
  readonly text: string;
  readonly hint: string;
}

export interface HireAnswer extends LibraryEntry {
  readonly kind: 'answer';
  readonly text: string;
  readonly outcome: 'allowed' | 'needs-legal-answer' | 'refused';
  readonly answeredBy: 'procurement-officer' | 'legal-officer';
}

/** A share of IT spending for cyber security. It is an average over an agency's year, never a fault of one contract. */
export interface SecuritySpendingMark extends LabelledEntry {
  readonly percent: number;
  readonly averagedOver: 'agency-and-year';
}

/** A condition of signing or going live (G-01 to G-13). */
export interface Gate extends LibraryEntry {
  readonly stages: readonly ('creation' | 'signing' | 'data-handover' | 'operation')[];
  readonly condition: string;
  readonly effect: 'blocks' | 'requires' | 'asks-legal-officer' | 'warns-then-blocks' | 'out-of-scope';
  readonly effectNote: string | null;
  /** `internal` is shown as "quy định nội bộ", never as a khoản. */
  readonly basisKind: 'law' | 'law-and-internal' | 'internal';
  readonly basis: string;
  /** Places of the regulation among the basis; empty where other texts alone carry it. */
  readonly clauses: readonly RegulationClause[];
  readonly riskLevel?: 'high' | 'very-high';
  readonly fromLevel?: number;
  readonly toLevel?: number;
  readonly requires?: readonly string[];
  readonly maxDays?: number;
}

/** A clause that the contract needs (CT-01 to CT-35), with model wording. */
export interface MandatoryClause extends LibraryEntry {
  readonly text: string;
  readonly mandatory: 'always' | 'conditional' | 'never';
  /** Given when `mandatory` is `conditional`. */
  readonly when: Condition | null;
  readonly note: string | null;
  /** Whether a text orders the content, this product does, or both. */
  readonly origin: 'law' | 'law-and-internal' | 'internal';
  readonly parameters?: readonly ClauseParameter[];
}

/** One article of the standard security annex, with the clauses (CT) that stand in it, in their order. */
export interface AnnexArticle extends LibraryEntry {
  readonly title: string;
  readonly clauses: readonly AnnexClause[];
}

/** The wording of a clause in the annex: its khoản first, then its điểm; `{names}` in braces are filled from the contract. */
export interface AnnexClause {
  readonly clause: string;
  readonly lines: readonly string[];
}

/** A number that the contract fills in. */
export interface ClauseParameter {
  readonly id: string;
  readonly label: string;
  readonly default: number;
  readonly unit: 'hour';
  readonly mark: 'P';
}
