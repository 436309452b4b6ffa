import { InvalidInput, Refused } from '../../kernel/errors.js';
import type { Ask, FormState } from '../../platform/http/routes.js';
import { fieldName } from './event-texts.js';
import type { Choice } from './system-fields.js';
import { fieldText } from './words.js';

/** The system that the address names. */
export const idOf = (ask: Ask): string => ask.params['id'] ?? '';

/** Turns the codes of a use case into sentences at their fields. */
export async function saying<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(Object.fromEntries(Object.entries(error.fieldErrors).map(([field, code]) => [field, fieldText(code)])));
  }
}

/** As {@link saying}, and puts refusals of a policy at the field they speak of. */
export async function sayingAt<T>(ask: Ask, fieldOfReason: Readonly<Record<string, string>>, act: () => Promise<T>): Promise<T> {
  try {
    return await saying(act);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new InvalidInput({ [fieldOfReason[error.refusal.reason] ?? '']: ask.refusalText(error.refusal) });
  }
}

/** What differs, with names instead of codes. */
export function conflictRows(state: Pick<FormState<unknown>, 'conflict'>, lists: readonly (readonly Choice[])[]): { label: string; theirs: string; yours: string }[] {
  const known = new Map(lists.flat().map(({ value, label }) => [value, label]));
  const named = (text: string): string => text.split(', ').map((part) => known.get(part) ?? (part === 'co' ? 'Có' : part)).join(', ');
  return state.conflict.map(({ field, theirs, yours }) => ({ label: fieldName(field), theirs: named(theirs), yours: named(yours) }));
}
