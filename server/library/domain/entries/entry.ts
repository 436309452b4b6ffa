import type { Mark } from '../marks.js';

/** What every entry of every library has. */
export interface LibraryEntry {
  /** Stable within its library, from version to version. */
  readonly id: string;
  readonly mark: Mark;
  /** Where the entry was taken from, in Vietnamese, ready to be shown. */
  readonly source: string;
}

/** A choice in a list: a code and what the screen calls it. */
export interface LabelledEntry extends LibraryEntry {
  readonly label: string;
}

export const lengthUnits = ['minute', 'hour', 'day', 'working-day', 'month'] as const;

/** A length of time as the source counts it. Hours and minutes run on; working days need the calendar. */
export interface Length {
  readonly amount: number;
  readonly unit: (typeof lengthUnits)[number];
}
