import { today } from '../../kernel/calendar-day.js';
import type { Library } from '../../library/index.js';

/** The kinds of account, key and connection of the library in force at a moment, for a list of choices. */
export function accountKinds(library: Library, now: Date): { value: string; label: string }[] {
  return library.libraryOn('account-kinds', today({ now: () => now })).entries.map(({ id, label }) => ({ value: id, label }));
}

/** What a kind is called; what only a list of a system named has none. */
export function accountKindWord(library: Library, now: Date, kind: string | null): string {
  return accountKinds(library, now).find(({ value }) => value === kind)?.label ?? kind ?? 'Chưa rõ';
}
