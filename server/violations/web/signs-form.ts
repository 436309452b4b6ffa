import type { Library, ViolationLevel, ViolationSign } from '../../library/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { FieldErrors } from '../../platform/http/forms.js';
import type { FoundSign } from '../application/commands.js';
import { levelWords } from './words.js';

/** A choice as fields show it. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** Signs as they were ticked: which, and of which what makes it graver holds as well. */
export interface SignFields {
  readonly signs: readonly string[];
  readonly graver: readonly string[];
}

/** The signs of the library on a day, each with the level it begins at. */
export function signChoices(signs: readonly ViolationSign[]): Choice[] {
  return signs.map(({ id, text, defaultLevel, note }) => ({ value: id, label: `${text} (${id})`, hint: `${levelWords[defaultLevel]}${note === null ? '' : `. ${note}`}` }));
}

/** What makes a sign graver, for those signs that have it. */
export function graverChoices(signs: readonly ViolationSign[]): Choice[] {
  return signs.flatMap(({ id, alternatives }) => alternatives.slice(0, 1).map(({ level, when }) => ({ value: id, label: `${id}: ${when}`, hint: levelWords[level] })));
}

/** What is graver belongs to a sign that was found. */
export function graverErrors({ signs, graver }: SignFields): FieldErrors {
  const alone = graver.filter((sign) => !signs.includes(sign));
  return alone.length === 0 ? {} : { graver: `Tình tiết của dấu hiệu ${alone.join(', ')} chỉ ghi nhận được khi dấu hiệu đó đã được chọn.` };
}

export function foundSigns({ signs, graver }: SignFields): FoundSign[] {
  return signs.map((sign) => ({ sign, graver: graver.includes(sign) }));
}

/** The signs as the library has them on a day. */
export function signsOn(library: Library, day: CalendarDay): readonly ViolationSign[] {
  return library.libraryOn('violation-signs', day).entries;
}

/** The level entry of an edition; what the agency itself set for that level. */
export function levelOn(library: Library, day: CalendarDay, level: string): ViolationLevel | undefined {
  return library.libraryOn('violation-levels', day).entries.find((entry): entry is ViolationLevel => entry.kind === 'level' && entry.id === level);
}

/** The signs of a case in the words of the edition that they were found by. */
export function signsOf(library: Library, of: { readonly signsEdition: string; readonly signs: readonly { readonly sign: string; readonly graver: boolean }[] }): { id: string; text: string; when: string }[] {
  const [, version = ''] = of.signsEdition.split('@');
  const { entries } = library.edition('violation-signs', version);
  return of.signs.map(({ sign, graver }) => {
    const entry = entries.find(({ id }) => id === sign);
    return { id: sign, text: entry?.text ?? sign, when: graver ? (entry?.alternatives[0]?.when ?? '') : '' };
  });
}
