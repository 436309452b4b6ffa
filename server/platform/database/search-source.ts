import type { SqlFields } from '../authorization/ability-to-sql.js';

/** A kind of thing that the one search looks through, in SQL. Every text here is written by a room; what a person types only ever becomes a parameter. */
export interface SearchSql {
  /** The tables that the conditions need, without FROM. */
  readonly from: string;
  /** The identifier of the thing. */
  readonly id: string;
  /** Which rows the reader may see at all: the same line of permissions that the register and the page of the thing ask. */
  readonly visible: { readonly action: string; readonly subject: string; readonly fields: SqlFields };
  /** What it is called by exactly (numbers, codes), each as an indexed expression (text_pattern_ops where beginnings are looked for). */
  readonly codes: readonly SearchCode[];
  /** Its folded words, the name first, under a trigram index. */
  readonly words: string;
  /** A folded name under a trigram index, where names that are only alike count as found: names of people, whose words are kept nowhere else. */
  readonly alike?: string;
  /** Which come first among equals, as an order that an index can give. */
  readonly order: string;
  /** Where there may be hundreds of thousands: what `order` sorts by, the greatest first. */
  readonly newest?: string;
  /** SELECT title, code, note, state, link_id (all text but the last, a uuid) of the one thing whose identifier is `hit.id`; nothing else may be shown of it. */
  readonly shown: string;
}

export interface SearchCode {
  readonly expression: string;
  /** Brings what was typed, as a parameter, into the form of the expression. */
  readonly typed: (parameter: string) => string;
  /** Whether beginnings are looked for too; not where thousands begin alike. */
  readonly byPrefix: boolean;
  /** The same of a text that is folded already. */
  readonly ofFolded: (folded: string) => string;
}

/** What is shown of a thing that was found. */
export interface SearchHit {
  readonly id: string;
  readonly title: string;
  readonly code: string | null;
  readonly note: string | null;
  readonly state: string | null;
  /** The thing whose page shows it: mostly itself. */
  readonly link_id: string;
}
