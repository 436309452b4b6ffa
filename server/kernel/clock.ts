/** Where the present moment comes from. Nothing else in the product asks the machine for the time. */
export interface Clock {
  /** The present instant. */
  now(): Date;
}

/** A clock that stands still until it is told otherwise; for tests and rehearsals. */
export interface FixedClock extends Clock {
  /** Puts the clock on the instant `iso` (see {@link parseInstant}). */
  set(iso: string): void;
  /** Moves the clock by `ms` milliseconds; a negative number moves it back. */
  advance(ms: number): void;
}

/** The machine's clock: the only place of the product that reads it. */
export const systemClock: Clock = {
  now: () => new Date(),
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an ISO 8601 instant such as `2026-04-30T14:30:00+07:00`. The offset (or `Z`) is required, so that the result never
 * depends on the time zone of the machine. Throws RangeError on anything else.
 */
export function parseInstant(iso: string): Date {
  const instant = new Date(INSTANT.test(iso) ? iso : Number.NaN);
  if (Number.isNaN(instant.getTime())) {
    throw new RangeError(`Not an instant with an offset: ${iso}`);
  }
  return instant;
}

/** A clock that shows `iso` until it is set or advanced. Throws RangeError when `iso` is not an instant with an offset. */
export function fixedClock(iso: string): FixedClock {
  let milliseconds = parseInstant(iso).getTime();
  return {
    now: () => new Date(milliseconds),
    set: (next) => {
      milliseconds = parseInstant(next).getTime();
    },
    advance: (ms) => {
      milliseconds += ms;
    },
  };
}
