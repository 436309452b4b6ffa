import type { CalendarDay } from '../../kernel/calendar-day.js';

/** One of the values that a column may hold: the value kept, how it is called on screen, and what else people write for it. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly synonyms?: readonly string[];
}

/** What the cells of a column hold, and so how they are understood. */
export type ColumnContent =
  | { readonly kind: 'text'; readonly longest: number; readonly paragraphs?: true }
  | { readonly kind: 'money' }
  | { readonly kind: 'day' }
  | { readonly kind: 'tax-code' }
  | { readonly kind: 'package-code' }
  | { readonly kind: 'yes-no' }
  | { readonly kind: 'level' }
  | { readonly kind: 'count'; readonly largest: number }
  | { readonly kind: 'email' }
  | { readonly kind: 'phone' }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  /** Several of the choices in one cell, separated by ; , / or line breaks. */
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] }
  /** An agency, a vendor, a system by name or code: read as text here, matched by match-party.ts. */
  | { readonly kind: 'party'; readonly longest: number };

/** A column that a kind of list knows. */
export interface KnownColumn<Key extends string = string> {
  readonly key: Key;
  /** The header of the template, in Vietnamese. */
  readonly title: string;
  /** What else the column is called in the lists of agencies; capitals, diacritics and punctuation do not matter. */
  readonly synonyms: readonly string[];
  readonly content: ColumnContent;
  /** Whether a row cannot do without it. */
  readonly required: boolean;
}

/** A value as it was understood; `showValue` says it as a person would. */
export type CellValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'money'; readonly amount: bigint }
  | { readonly kind: 'day'; readonly day: CalendarDay }
  | { readonly kind: 'tax-code'; readonly code: string }
  | { readonly kind: 'package-code'; readonly number: string; readonly revision: number }
  | { readonly kind: 'yes-no'; readonly yes: boolean }
  | { readonly kind: 'level'; readonly level: 1 | 2 | 3 | 4 | 5 }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'email'; readonly address: string }
  | { readonly kind: 'phone'; readonly number: string }
  | { readonly kind: 'choice'; readonly value: string; readonly label: string }
  | { readonly kind: 'choices'; readonly chosen: readonly { readonly value: string; readonly label: string }[] };

/** How the days of a column are written, as the column itself shows. See day-order.ts. */
export type DayOrder = 'day-first' | 'month-first-seen' | 'swapped-seen';

/** What is known of a column as a whole, and helps to understand its cells. */
export interface ColumnEvidence {
  /** What one is worth when a money cell has no unit of its own: 1000000n under "Giá trị (triệu đồng)". */
  readonly moneyUnit?: bigint;
  readonly dayOrder?: DayOrder;
  /** The header text, which some cells repeat as a label ("Địa điểm : Thành phố Vinh"). */
  readonly header?: string;
  /** Other names of the column that cells may repeat as a label: its title and synonyms. */
  readonly labels?: readonly string[];
}
