/** The facts of systems and data from which the least impact follows (domain reference 8.4). */
export interface ImpactFacts {
  readonly hasPersonalData: boolean;
  readonly hasSensitiveData: boolean;
  /** Persons whose basic, and whose sensitive, data is kept. */
  readonly basicSubjects: number;
  readonly sensitiveSubjects: number;
  /** Some system serves the public or administrative procedures. */
  readonly servesPublic: boolean;
  /** Agencies that use what is hired, the hiring one included. */
  readonly agencies: number;
}

/** Why the impact is at least that. */
export type ImpactGround = 'sensitive-data' | 'many-subjects' | 'several-agencies' | 'public-service' | 'personal-data' | 'none';

/** From here on Nghị định 331/2026/NĐ-CP (Điều 13) takes a system to level 3; the method takes the impact to "Nghiêm trọng". */
export const MANY_BASIC = 100_000;
export const MANY_SENSITIVE = 10_000;

/** The least impact (1 to 5) that the facts leave open, with the fact that says so; the assessor may only choose a higher one. */
export function impactFloor(facts: ImpactFacts): { readonly impact: number; readonly ground: ImpactGround } {
  if (facts.hasSensitiveData) return { impact: 4, ground: 'sensitive-data' };
  if (facts.basicSubjects >= MANY_BASIC || facts.sensitiveSubjects >= MANY_SENSITIVE) return { impact: 4, ground: 'many-subjects' };
  if (facts.agencies > 1) return { impact: 4, ground: 'several-agencies' };
  if (facts.servesPublic) return { impact: 3, ground: 'public-service' };
  if (facts.hasPersonalData) return { impact: 3, ground: 'personal-data' };
  return { impact: 1, ground: 'none' };
}
