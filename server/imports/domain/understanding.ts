/**
 * What comes of looking at one cell. Nothing is guessed: a cell is understood in one way only, or it is asked about, or it is wrong.
 * The Vietnamese sentence of every code is in web/row-texts.ts.
 */

/** What was done to a cell to understand it, said beside the value so that nobody is surprised. */
export type RemarkCode =
  | 'label-removed'
  | 'unit-applied'
  | 'time-left-out'
  | 'century-added'
  | 'leading-zero-restored'
  | 'branch-hyphen-added'
  | 'fraction-dropped'
  | 'country-code-removed'
  | 'spelled-otherwise'
  | 'from-formula'
  | 'broken-quotes';

/** Why a cell must be asked about although it can be read. */
export type AskReason =
  | 'separator-ambiguous'
  | 'fraction-of-dong'
  | 'unit-doubtful'
  | 'imprecise-number'
  | 'day-order'
  | 'day-swapped'
  | 'near-choice'
  | 'several-choices'
  | 'looks-like-other'
  | 'same-as-other-column'
  | 'several-values';

/** Why a cell cannot be taken. `missing` is for whoever knows that the column is required. */
export type WrongReason =
  | 'missing'
  | 'error-cell'
  | 'control-characters'
  | 'too-long'
  | 'not-money'
  | 'negative'
  | 'too-large'
  | 'foreign-currency'
  | 'not-a-day'
  | 'impossible-day'
  | 'year-out-of-range'
  | 'part-of-day-missing'
  | 'tax-code-length'
  | 'tax-code-characters'
  | 'tax-code-check-digit'
  | 'tax-code-branch'
  | 'tax-code-province'
  | 'not-a-package-code'
  | 'not-yes-or-no'
  | 'not-a-level'
  | 'not-a-count'
  | 'not-an-email'
  | 'not-a-phone'
  | 'not-a-choice';

/** What the sentence of a code speaks of, ready to be shown. */
export type Facts = Readonly<Record<string, string>>;

/** A code with its facts. */
export interface Said<Code extends string> {
  readonly code: Code;
  readonly facts: Facts;
}

/**
 * - `empty`: the cell says nothing, or says so ("-", "không có", "…");
 * - `understood`: one value, with remarks on what was done to see it;
 * - `asked`: the person chooses among the readings (at least one, the likeliest first) or types the value;
 * - `wrong`: no reading at all.
 */
export type Understanding<Value> =
  | { readonly kind: 'empty' }
  | { readonly kind: 'understood'; readonly value: Value; readonly remarks: readonly Said<RemarkCode>[] }
  | { readonly kind: 'asked'; readonly reason: AskReason; readonly facts: Facts; readonly readings: readonly Value[] }
  | { readonly kind: 'wrong'; readonly reason: WrongReason; readonly facts: Facts };

/** The cell says nothing. */
export const NOTHING: { readonly kind: 'empty' } = Object.freeze({ kind: 'empty' });

/** One value, and what was done to see it. */
export function understood<Value>(value: Value, remarks: readonly Said<RemarkCode>[] = []): Understanding<Value> {
  return { kind: 'understood', value, remarks };
}

/** A remark with its facts. */
export function remark(code: RemarkCode, facts: Facts = {}): Said<RemarkCode> {
  return { code, facts };
}

/** Several readings, or one that is not to be taken without asking. */
export function asked<Value>(reason: AskReason, readings: readonly Value[], facts: Facts = {}): Understanding<Value> {
  return { kind: 'asked', reason, facts, readings };
}

/** No reading. */
export function wrong(reason: WrongReason, facts: Facts = {}): { readonly kind: 'wrong'; readonly reason: WrongReason; readonly facts: Facts } {
  return { kind: 'wrong', reason, facts };
}

/** The same understanding with each value turned into something else. */
export function mapUnderstanding<From, To>(from: Understanding<From>, turn: (value: From) => To): Understanding<To> {
  switch (from.kind) {
    case 'understood':
      return { ...from, value: turn(from.value) };
    case 'asked':
      return { ...from, readings: from.readings.map(turn) };
    default:
      return from;
  }
}

/** The same understanding with more remarks behind those it has; unchanged when it is not understood. */
export function withRemarks<Value>(from: Understanding<Value>, more: readonly Said<RemarkCode>[]): Understanding<Value> {
  return from.kind === 'understood' && more.length > 0 ? { ...from, remarks: [...from.remarks, ...more] } : from;
}
