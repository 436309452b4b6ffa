/**
 * How many days before the end of a term somebody is reminded of it (quy định nội bộ): the officer of the contract first, who can begin closing from then on, then the IT
 * officer, who looks at systems and accounts, and last the head, if closing has not begun by then.
 */
export interface ClosingNotices {
  readonly first: number;
  readonly second: number;
  readonly last: number;
}

/** What holds as long as no administrator set it; the database says the same (closing_notice_days). */
export const usualNotices: ClosingNotices = { first: 90, second: 60, last: 30 };

/** The earliest and the latest that a notice can be, in days; the wall setting_closing_notices_possible holds the same. */
export const noticeLimits = { from: 1, to: 365 } as const;

/** What is wrong with the notices, by field and code: each comes later than the one before, so it has fewer days. */
export function noticeFaults({ first, second, last }: ClosingNotices): Readonly<Record<string, 'not-later'>> {
  return { ...(second < first ? {} : { second: 'not-later' as const }), ...(last < second ? {} : { last: 'not-later' as const }) };
}
