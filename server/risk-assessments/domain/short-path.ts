import type { RiskMethod } from './method.js';

/** What decides whether a small contract may be assessed by its knock-out criteria alone (domain reference 7.9). */
export interface ShortPathFacts {
  readonly level: number;
  readonly personalData: boolean;
  readonly standingAccess: boolean;
  /** Licences, training: no system is touched. */
  readonly withoutSystem: boolean;
  /** Whole đồng; null: not known yet. */
  readonly value: bigint | null;
  /** The limit set for the installation; null: none is set. */
  readonly valueLimit: bigint | null;
}

export type ShortPathRefusal = 'level' | 'personal-data' | 'standing-access' | 'value-unknown' | 'value-limit-missing' | 'value';

/** Why the short path is closed; undefined when it is open. */
export function shortPathClosedBy(method: Pick<RiskMethod, 'shortPath'>, facts: ShortPathFacts): ShortPathRefusal | undefined {
  if (facts.level > method.shortPath.maxLevel) return 'level';
  if (facts.personalData && !method.shortPath.personalData) return 'personal-data';
  if (facts.standingAccess && !method.shortPath.standingAccess) return 'standing-access';
  if (facts.withoutSystem) return undefined;
  if (facts.valueLimit === null) return 'value-limit-missing';
  if (facts.value === null) return 'value-unknown';
  return facts.value < facts.valueLimit ? undefined : 'value';
}
