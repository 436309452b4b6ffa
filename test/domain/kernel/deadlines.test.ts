import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarDay, dayOf, formatInstant, startOfDay } from '../../../server/kernel/calendar-day.js';
import { parseInstant } from '../../../server/kernel/clock.js';
import { addHours, endOfDay } from '../../../server/kernel/deadlines.js';
import { anyDay } from './generators.js';

describe('terms in hours', () => {
  test('24 giờ from 14:30 on 30/4/2026 end at 14:30 on 01/5/2026, a holiday', () => {
    const due = addHours(parseInstant('2026-04-30T14:30:00+07:00'), 24);
    expect(due.toISOString()).toBe('2026-05-01T07:30:00.000Z');
    expect(formatInstant(due)).toBe('14:30 ngày 01/05/2026');
  });

  test('72 giờ run through a weekend and keep the second', () => {
    const due = addHours(parseInstant('2026-11-20T23:59:59+07:00'), 72);
    expect(due.toISOString()).toBe('2026-11-23T16:59:59.000Z');
  });

  test('hours add up', () => {
    const start = parseInstant('2026-01-01T00:00:00Z');
    fc.assert(
      fc.property(fc.nat({ max: 9_000 }), fc.nat({ max: 9_000 }), (a, b) => {
        expect(addHours(addHours(start, a), b)).toEqual(addHours(start, a + b));
      }),
    );
  });

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%p hours are refused', (hours) => {
    expect(() => addHours(parseInstant('2026-01-01T00:00:00Z'), hours)).toThrow(RangeError);
  });
});

describe('terms in days', () => {
  test('08/5/2026 is over at 24:00, which is 00:00 on 09/5/2026', () => {
    expect(endOfDay(calendarDay('2026-05-08'))).toEqual(startOfDay(calendarDay('2026-05-09')));
    expect(endOfDay(calendarDay('2200-12-31')).toISOString()).toBe('2200-12-31T17:00:00.000Z');
  });

  test('the millisecond before the end still belongs to the day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(dayOf(new Date(endOfDay(day).getTime() - 1))).toBe(day);
      }),
    );
  });
});
