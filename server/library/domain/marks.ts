/**
 * How far a piece of library data was verified:
 * `S` read in a document of the city, `V` read in the text of the law, `2nd` read in a secondary source only,
 * `U` unverified, `P` a choice of the product (the agency's own rule).
 */
export const marks = ['S', 'V', '2nd', 'U', 'P'] as const;

export type Mark = (typeof marks)[number];

/** Whether what carries `mark` may be shown as law. What is unverified or the product's own choice never is. */
export function isLaw(mark: Mark): boolean {
  return mark !== 'U' && mark !== 'P';
}

/** Whether somebody read the text itself: only then may a record be based on it without a check by a lawyer. */
export function wasReadInText(mark: Mark): boolean {
  return mark === 'S' || mark === 'V';
}

/** Whether what carries `mark` is the agency's own rule, shown as "quy định nội bộ". */
export function isInternalRule(mark: Mark): boolean {
  return mark === 'P';
}
