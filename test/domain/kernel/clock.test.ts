import { describe, expect, test } from '@jest/globals';
import { fixedClock, parseInstant, systemClock } from '../../../server/kernel/clock.js';

describe('fixed clock', () => {
  test('stands still until it is advanced or set', () => {
    const clock = fixedClock('2026-04-30T14:30:00+07:00');
    expect(clock.now().toISOString()).toBe('2026-04-30T07:30:00.000Z');
    expect(clock.now().toISOString()).toBe('2026-04-30T07:30:00.000Z');
    clock.advance(90_000);
    expect(clock.now().toISOString()).toBe('2026-04-30T07:31:30.000Z');
    clock.advance(-30_000);
    expect(clock.now().toISOString()).toBe('2026-04-30T07:31:00.000Z');
    clock.set('2026-05-01T00:00Z');
    expect(clock.now().toISOString()).toBe('2026-05-01T00:00:00.000Z');
  });

  test('hands out an instant of its own each time, so that nobody can bend it', () => {
    const clock = fixedClock('2026-04-30T07:30:00Z');
    clock.now().setTime(0);
    expect(clock.now().toISOString()).toBe('2026-04-30T07:30:00.000Z');
  });
});

describe('parseInstant', () => {
  test.each(['2026-04-30', '2026-04-30T14:30:00', '14:30', '', '2026-13-01T00:00:00Z', '2026-04-30T25:00:00Z', '30/04/2026'])(
    'refuses %p: no offset or no such moment',
    (text) => {
      expect(() => parseInstant(text)).toThrow(RangeError);
    },
  );
});

test('the system clock goes forward', () => {
  const before = systemClock.now().getTime();
  expect(systemClock.now().getTime()).toBeGreaterThanOrEqual(before);
});
