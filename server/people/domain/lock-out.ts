/** What a wrong password counts against: the account that was named, and the address it came from. */
export type LockKind = 'account' | 'address';

const FREE_TRIES: Record<LockKind, number> = { account: 5, address: 20 };
const LONGEST_MINUTES = 60;

/**
 * How long nobody may try again after this many failures in a row, in minutes: nothing for the first few, then one minute,
 * doubling with every further failure up to an hour.
 */
export function lockMinutesAfter(kind: LockKind, failures: number): number {
  const beyond = failures - FREE_TRIES[kind];
  return beyond < 0 ? 0 : Math.min(LONGEST_MINUTES, 2 ** Math.min(beyond, 10));
}

/** The delays after 1, 2, 3 … failures in a row, up to the longest one, which holds for all beyond. */
export function lockDelays(kind: LockKind): readonly number[] {
  const delays: number[] = [];
  while (delays.at(-1) !== LONGEST_MINUTES) delays.push(lockMinutesAfter(kind, delays.length + 1));
  return delays;
}
