import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  calendarDay,
  compareDays,
  dayOf,
  daysBetween,
  formatDay,
  formatInstant,
  isCalendarDay,
  parseVietnameseDay,
  startOfDay,
  today,
  weekdayOf,
  yearOf,
} from '../../../server/kernel/calendar-day.js';
import { fixedClock, parseInstant } from '../../../server/kernel/clock.js';
import { anyDay, innerDay } from './generators.js';

describe('taking a day', () => {
  test.each(['2026-01-05', '1900-01-01', '2200-12-31', '2028-02-29', '2000-02-29'])('%s is a day', (text) => {
    expect(calendarDay(text)).toBe(text);
  });

  test.each([
    '2026-02-29',
    '2100-02-29',
    '2026-02-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '1899-12-31',
    '2201-01-01',
    '2026-1-5',
    ' 2026-01-05',
    '2026-01-05T00:00:00Z',
    '2026-01-05\n',
    '05/01/2026',
    '',
  ])('%p is none', (text) => {
    expect(isCalendarDay(text)).toBe(false);
    expect(() => calendarDay(text)).toThrow(RangeError);
  });
});

describe('reading a day as people type it', () => {
  test.each([
    ['05/01/2026', '2026-01-05'],
    ['5/1/2026', '2026-01-05'],
    ['5-01-2026', '2026-01-05'],
    ['05.1.2026', '2026-01-05'],
    [' 29/02/2028 ', '2028-02-29'],
  ])('%p is %s', (text, day) => {
    expect(parseVietnameseDay(text)).toBe(day);
  });

  test.each(['31/02/2026', '29/02/2026', '31/04/2026', '00/01/2026', '01/13/2026', '5/1/26', '2026-01-05', '05/01-2026', '5 1 2026', '05/01/1899', '01/01/2201', '', '٠٥/٠١/٢٠٢٦'])(
    '%p is not taken',
    (text) => {
      expect(parseVietnameseDay(text)).toBeUndefined();
    },
  );

  test('what is shown can be typed', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(parseVietnameseDay(formatDay(day))).toBe(day);
      }),
    );
  });
});

describe('arithmetic', () => {
  test.each<[string, number, string]>([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-01-15', -13, '2024-12-15'],
    ['2026-05-05', 0, '2026-05-05'],
  ])('%s and %d months is %s (khoản 3 Điều 148)', (day, months, expected) => {
    expect(addMonths(calendarDay(day), months)).toBe(expected);
  });

  test('a month term keeps the number of the day or ends on the last day of the month', () => {
    fc.assert(
      fc.property(innerDay, fc.integer({ min: -480, max: 480 }), (day, months) => {
        const end = addMonths(day, months);
        const sameNumber = end.slice(8) === day.slice(8);
        const lastOfMonth = addDays(end, 1).endsWith('-01');
        expect(sameNumber || (lastOfMonth && end.slice(8) < day.slice(8))).toBe(true);
        const monthsApart = (yearOf(end) - yearOf(day)) * 12 + Number(end.slice(5, 7)) - Number(day.slice(5, 7));
        expect(monthsApart).toBe(months);
      }),
    );
  });

  test('a later start never ends earlier', () => {
    fc.assert(
      fc.property(innerDay, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 40 }), (day, later, months) => {
        expect(compareDays(addMonths(day, months), addMonths(addDays(day, later), months))).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('adding days is undone by taking them away and measured by daysBetween', () => {
    fc.assert(
      fc.property(innerDay, fc.integer({ min: -10_000, max: 10_000 }), (day, days) => {
        const moved = addDays(day, days);
        expect(addDays(moved, -days)).toBe(day);
        expect(daysBetween(day, moved)).toBe(days);
      }),
    );
  });

  test('days order as their texts do', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(Math.sign(compareDays(a, b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
    const days = ['2026-05-01', '2025-12-31', '2026-04-30'].map(calendarDay);
    expect([...days].sort(compareDays)).toEqual(['2025-12-31', '2026-04-30', '2026-05-01']);
  });

  test('days and months that are not whole, or lead out of the years, are refused', () => {
    const day = calendarDay('2200-12-31');
    expect(() => addDays(day, 1)).toThrow(RangeError);
    expect(() => addMonths(day, 1)).toThrow(RangeError);
    expect(() => addDays(day, 0.5)).toThrow(RangeError);
    expect(() => addMonths(day, 0.5)).toThrow('Not a whole number of months');
    expect(() => addDays(day, 1e15)).toThrow(RangeError);
  });

  test('weekdays: 29/4/2026 is a Wednesday, 02/5/2026 a Saturday', () => {
    expect(weekdayOf(calendarDay('2026-04-29'))).toBe(3);
    expect(weekdayOf(calendarDay('2026-05-02'))).toBe(6);
    expect(weekdayOf(calendarDay('1900-01-01'))).toBe(1);
    fc.assert(
      fc.property(innerDay, (day) => {
        expect(weekdayOf(addDays(day, 1))).toBe((weekdayOf(day) % 7) + 1);
      }),
    );
  });
});

describe('days and instants in Vietnam', () => {
  test.each([
    ['2026-01-04T16:59:59.999Z', '2026-01-04'],
    ['2026-01-04T17:00:00Z', '2026-01-05'],
    ['2026-01-05T00:00:00+07:00', '2026-01-05'],
    ['2025-12-31T17:00:00Z', '2026-01-01'],
  ])('%s falls on %s', (instant, day) => {
    expect(dayOf(parseInstant(instant))).toBe(day);
    expect(today(fixedClock(instant))).toBe(day);
  });

  test('a day begins at 00:00 +07:00 and its last millisecond is still that day', () => {
    expect(startOfDay(calendarDay('2026-01-05')).toISOString()).toBe('2026-01-04T17:00:00.000Z');
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 86_399_999 }), (day, ms) => {
        expect(dayOf(new Date(startOfDay(day).getTime() + ms))).toBe(day);
      }),
    );
  });

  test('agrees with the time zone data of the platform from 1976 on', () => {
    const vietnam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' });
    const from = parseInstant('1976-01-01T00:00:00Z').getTime();
    const until = parseInstant('2190-01-01T00:00:00Z').getTime();
    fc.assert(
      fc.property(fc.integer({ min: from, max: until }), (ms) => {
        const instant = new Date(ms);
        const [day = '', time = ''] = vietnam.format(instant).split(' ');
        expect(dayOf(instant)).toBe(day);
        expect(formatInstant(instant)).toBe(`${time} ngày ${formatDay(calendarDay(day))}`);
      }),
    );
  });

  test('is shown to the minute, seconds cut off', () => {
    expect(formatInstant(parseInstant('2026-01-05T14:30:59+07:00'))).toBe('14:30 ngày 05/01/2026');
    expect(formatInstant(parseInstant('2026-01-05T00:00:00+07:00'))).toBe('00:00 ngày 05/01/2026');
    expect(formatInstant(parseInstant('2026-01-04T20:05:00Z'))).toBe('03:05 ngày 05/01/2026');
  });

  test('an invalid Date is refused, not guessed', () => {
    expect(() => dayOf(new Date(Number.NaN))).toThrow(RangeError);
    expect(() => formatInstant(new Date(Number.NaN))).toThrow(RangeError);
  });
});
