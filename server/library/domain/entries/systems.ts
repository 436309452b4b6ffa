import type { Mark } from '../marks.js';
import type { LabelledEntry, Length, LibraryEntry } from './entry.js';

/** A security level of systems, 1 to 5 (Luật An ninh mạng, khoản 1 Điều 8). */
export interface SecurityLevel extends LabelledEntry {
  readonly level: number;
  readonly harm: string;
  readonly criteria: readonly string[];
  /** Whether the measures of khoản 2 Điều 10 are compulsory (from level 3) or chosen by need. */
  readonly compulsoryMeasures: boolean;
  /** How a hired system is kept apart in a data centre or cloud (Nghị định 331/2026/NĐ-CP, khoản 8 and 9 Điều 30). */
  readonly separationWhenHired: 'none' | 'logical' | 'physical';
}

export interface DataKind extends LabelledEntry {
  readonly personal: boolean;
  readonly sensitive: boolean;
  /** State secrets: the product stops and refers to their own rules. */
  readonly outOfScope: boolean;
}

export interface ServiceState extends LabelledEntry {
  readonly inUse: boolean;
  readonly final: boolean;
}

/** How often a system of a level is inspected, and what the number rests on. */
export interface InspectionCycle extends LibraryEntry {
  readonly level: number;
  readonly months: number;
  readonly origins: readonly { readonly text: string; readonly mark: Mark }[];
  readonly professionalOrganization: 'always' | 'on-event';
  readonly professionalBasis: string;
}

/** A purpose of vendor access with its longest terms and its supervision. */
export interface AccessTerm extends LabelledEntry {
  /** Whether the purpose is one of the four of điểm c khoản 2 Điều 6. The terms are the agency's own in any case. */
  readonly namedByRegulation: boolean;
  readonly grantForm: 'grant' | 'standing' | 'emergency';
  readonly limits: readonly AccessLimit[];
  readonly supervision: string;
  readonly measures: readonly { readonly measure: SupervisionMeasure; readonly fromLevel: number }[];
}

export interface AccessLimit {
  readonly fromLevel: number;
  readonly toLevel: number;
  readonly term: Length;
  /** For standing grants: how long one use may last. */
  readonly perUse?: Length;
}

export const supervisionMeasures = [
  'attended-or-recorded',
  'attended-at-change',
  'rollback-plan',
  'recorded',
  'monthly-review',
  'sampled',
  'quarterly-review',
  'head-told-each-use',
  'review-within-24-hours',
] as const;

export type SupervisionMeasure = (typeof supervisionMeasures)[number];

/** The limit of `term` for a system of `level` (1 to 5). Throws RangeError for a level that the library does not cover. */
export function accessLimitFor(term: AccessTerm, level: number): AccessLimit {
  const limit = term.limits.find((candidate) => candidate.fromLevel <= level && level <= candidate.toLevel);
  if (limit === undefined) {
    throw new RangeError(`No limit of ${term.id} for level ${String(level)}`);
  }
  return limit;
}
