import { addMonths, type CalendarDay } from './calendar-day.js';
import { foldText } from './text.js';

/** What a password lacks; `contains-name` where it repeats the login or the person's name. */
export type PasswordFault = 'length' | 'lower' | 'upper' | 'digit' | 'special' | 'contains-name';

/** A password that will do, or everything it lacks, so that a person hears it all at once. */
export type PasswordCheck = { readonly ok: true } | { readonly ok: false; readonly missing: readonly PasswordFault[] };

const SHORTEST = 8;
const LIFETIME_MONTHS = 6;
/** Shorter parts of a name ("An", "Thu") turn up in unrelated words. */
const SHORTEST_NAME_PART = 4;

/**
 * Checks a password by điểm đ khoản 1 Điều 9 of the draft Quy chế: at least 8 characters with a lower-case letter, an
 * upper-case letter, a digit and a special character. Beyond the draft (the product's own rule) it may not hold the login, the
 * part of the login before "@", or a part of the name of 4 letters or more, with or without Vietnamese diacritics.
 */
export function checkPassword(text: string, person: { readonly login: string; readonly fullName: string }): PasswordCheck {
  const password = text.normalize('NFC');
  const faults: readonly [PasswordFault, boolean][] = [
    ['length', Array.from(password).length < SHORTEST],
    ['lower', !/\p{Ll}/u.test(password)],
    ['upper', !/\p{Lu}/u.test(password)],
    ['digit', !/[0-9]/u.test(password)],
    ['special', !/[\p{P}\p{S}]/u.test(password)],
    ['contains-name', holdsName(password, person)],
  ];
  const missing = faults.filter(([, found]) => found).map(([fault]) => fault);
  return missing.length === 0 ? { ok: true } : { ok: false, missing };
}

/**
 * The day from which a password must be changed: the same-numbered day six months after its last change ("ít nhất 6 tháng/lần",
 * điểm đ khoản 1 Điều 9 of the draft Quy chế), or the last day of that month.
 */
export function passwordExpiresOn(changedOn: CalendarDay): CalendarDay {
  return addMonths(changedOn, LIFETIME_MONTHS);
}

function holdsName(password: string, person: { readonly login: string; readonly fullName: string }): boolean {
  const folded = foldText(password);
  const login = foldText(person.login.trim());
  const parts = [login, login.replace(/@.*$/u, ''), ...foldText(person.fullName).split(/\s+/u)];
  return parts.some((part) => part.length >= SHORTEST_NAME_PART && folded.includes(part));
}
