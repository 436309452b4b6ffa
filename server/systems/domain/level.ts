/** What the criteria of levels look at (NĐ 331/2026/NĐ-CP Điều 11-15, those that concern city agencies). */
export interface LevelFacts {
  readonly servesProcedures: boolean;
  /** Subjects of basic and of sensitive personal data, over all data assets of the system. */
  readonly basicSubjects: number;
  readonly sensitiveSubjects: number;
}

export interface Level {
  /** The level that counts, 1 to 5. */
  readonly effective: number;
  readonly approved: boolean;
}

/** One criterion that asks for a higher level than the system has. A warning, never a block: the level is decided by those entitled to. */
export interface LevelHint {
  readonly atLeast: number;
  readonly criterion: 'procedures' | 'basic-subjects' | 'sensitive-subjects';
  /** How many people, where the criterion counts people. */
  readonly subjects: number | undefined;
  /** Where the criterion stands, ready to be shown. */
  readonly source: string;
}

/** NĐ 331/2026/NĐ-CP, Điều 13: from these numbers of people on a system is of level 3. */
export const BASIC_SUBJECTS_OF_LEVEL_3 = 100_000;
export const SENSITIVE_SUBJECTS_OF_LEVEL_3 = 10_000;

const SOURCE = 'Điều 13 Nghị định số 331/2026/NĐ-CP';

/**
 * The level that counts: the approved one; without it the provisional one ("tạm tính"), which is 3 for systems of administrative
 * procedures and 2 for others, or the proposed level where that is higher. A proposal alone never lowers what gates ask for.
 * The column information_system.effective_level computes the same in SQL.
 */
export function effectiveLevel(approved: number | null, proposed: number | null, servesProcedures: boolean): Level {
  if (approved !== null) return { effective: approved, approved: true };
  return { effective: Math.max(proposed ?? 0, servesProcedures ? 3 : 2), approved: false };
}

/** The criteria of level 3 that the system meets although the level compared (approved, else proposed, else provisional) is lower. */
export function levelHints(level: number, facts: LevelFacts): readonly LevelHint[] {
  if (level >= 3) return [];
  const hints: LevelHint[] = [];
  if (facts.servesProcedures) hints.push({ atLeast: 3, criterion: 'procedures', subjects: undefined, source: SOURCE });
  if (facts.basicSubjects >= BASIC_SUBJECTS_OF_LEVEL_3) {
    hints.push({ atLeast: 3, criterion: 'basic-subjects', subjects: facts.basicSubjects, source: SOURCE });
  }
  if (facts.sensitiveSubjects >= SENSITIVE_SUBJECTS_OF_LEVEL_3) {
    hints.push({ atLeast: 3, criterion: 'sensitive-subjects', subjects: facts.sensitiveSubjects, source: SOURCE });
  }
  return hints;
}
