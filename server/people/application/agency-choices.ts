import type { Reader } from '../../platform/database/reading.js';
import { selectAgencyChoices, type AgencyChoice } from '../persistence/agency-reading.js';

const FRESH_MS = 5_000;
const remembered = new WeakMap<Reader, { readonly at: number; readonly choices: Promise<AgencyChoice[]> }>();

/**
 * The agencies for lists to choose from, in the order of the list (city, police, departments, wards …). Living agencies only, unless ended ones are
 * asked for (filters over the past). Remembered for five seconds a process; an act of this process forgets at once.
 */
export async function readAgencyChoices(reader: Reader, options: { readonly withEnded?: boolean } = {}): Promise<readonly AgencyChoice[]> {
  const known = remembered.get(reader);
  const fresh = known !== undefined && performance.now() - known.at < FRESH_MS ? known : remember(reader);
  const choices = await fresh.choices;
  return options.withEnded === true ? choices : choices.filter(({ endedOn }) => endedOn === null);
}

function remember(reader: Reader): { readonly at: number; readonly choices: Promise<AgencyChoice[]> } {
  const entry = { at: performance.now(), choices: selectAgencyChoices(reader) };
  entry.choices.catch(() => remembered.delete(reader));
  remembered.set(reader, entry);
  return entry;
}

/** Makes the next reader look again, after an act that changed an agency. */
export function forgetAgencyChoices(reader: Reader): void {
  remembered.delete(reader);
}
