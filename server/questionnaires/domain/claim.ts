/**
 * What a vendor claims of itself for one criterion: the scale of the agency's own method (domain reference 7.9), or that the criterion does not apply. A claim is
 * never a verdict: the agency assesses (khoản 1 Điều 6).
 */
export const claims = ['4', '3', '2', '1', '0', 'not-applicable'] as const;
export type Claim = (typeof claims)[number];

/** Whether a text is a claim. */
export function isClaim(text: string): text is Claim {
  return claims.some((claim) => claim === text);
}

/** An answer as it is typed for one criterion. */
export interface TypedAnswer {
  readonly claim: Claim | undefined;
  readonly text: string | undefined;
}

/** Whether an answer says anything. */
export function saysSomething({ claim, text }: TypedAnswer): boolean {
  return claim !== undefined || text !== undefined;
}

/** Whether a criterion counts as answered: a claim was made. */
export function isAnswered({ claim }: Pick<TypedAnswer, 'claim'>): boolean {
  return claim !== undefined;
}
