import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, type CalendarDay, calendarDay, compareDays, daysBetween } from '../../../server/kernel/calendar-day.js';
import { addWorkingDays, endOfTerm, type HolidayCalendar, isWorkingDay, onOrAfter } from '../../../server/kernel/working-days.js';

function days(...texts: string[]): Set<CalendarDay> {
  return new Set(texts.map(calendarDay));
}

/** Days off of 2026 that the examples touch; not a complete list. */
const calendar2026: HolidayCalendar = {
  holidays: days('2026-01-01', '2026-01-02', '2026-04-27', '2026-04-30', '2026-05-01', '2026-09-01', '2026-09-02'),
  makeUpDays: days('2026-01-10'),
  years: new Set([2026]),
};

describe('working days (ngày làm việc)', () => {
  test('a sign recorded on Wednesday 29/4/2026, 5 working days: due on 08/5/2026', () => {
    expect(addWorkingDays(calendarDay('2026-04-29'), 5, calendar2026)).toEqual({ known: true, day: '2026-05-08' });
  });

  test('the day of the event is not counted, and no days is that day', () => {
    expect(addWorkingDays(calendarDay('2026-05-04'), 1, calendar2026)).toEqual({ known: true, day: '2026-05-05' });
    expect(addWorkingDays(calendarDay('2026-05-02'), 0, calendar2026)).toEqual({ known: true, day: '2026-05-02' });
  });

  test('a make-up Saturday counts, an ordinary one does not', () => {
    expect(addWorkingDays(calendarDay('2026-01-09'), 1, calendar2026)).toEqual({ known: true, day: '2026-01-10' });
    expect(addWorkingDays(calendarDay('2026-01-16'), 1, calendar2026)).toEqual({ known: true, day: '2026-01-19' });
  });

  test('a day entered as holiday and as make-up day is a holiday', () => {
    const contradictory = { ...calendar2026, makeUpDays: days('2026-04-30') };
    expect(isWorkingDay(calendarDay('2026-04-30'), contradictory)).toEqual({ known: true, working: false });
  });
});

describe('calendar days (ngày)', () => {
  test('10 days from 22/4/2026: the last day is Saturday 02/5, so the term ends on Monday 04/5', () => {
    expect(endOfTerm(calendarDay('2026-04-22'), 10, calendar2026)).toEqual({ known: true, day: '2026-05-04' });
  });

  test('a last day on a working day stays, holidays within do not lengthen the term', () => {
    expect(endOfTerm(calendarDay('2026-04-25'), 10, calendar2026)).toEqual({ known: true, day: '2026-05-05' });
  });

  test('a last day on a make-up Saturday stays', () => {
    expect(endOfTerm(calendarDay('2026-01-05'), 5, calendar2026)).toEqual({ known: true, day: '2026-01-10' });
  });

  test('month terms take the same shift', () => {
    expect(onOrAfter(addMonths(calendarDay('2026-03-30'), 1), calendar2026)).toEqual({ known: true, day: '2026-05-04' });
  });
});

describe('a year that was not entered', () => {
  test('gives no answer instead of a wrong one', () => {
    expect(addWorkingDays(calendarDay('2026-12-30'), 2, calendar2026)).toEqual({ known: false, missingYear: 2027 });
    expect(endOfTerm(calendarDay('2026-12-25'), 10, calendar2026)).toEqual({ known: false, missingYear: 2027 });
    expect(isWorkingDay(calendarDay('2025-12-31'), calendar2026)).toEqual({ known: false, missingYear: 2025 });
  });

  test('does not matter where the term does not reach it', () => {
    expect(addWorkingDays(calendarDay('2025-12-31'), 1, calendar2026)).toEqual({ known: true, day: '2026-01-05' });
    expect(addWorkingDays(calendarDay('2026-12-30'), 1, calendar2026)).toEqual({ known: true, day: '2026-12-31' });
  });
});

describe('whatever the holidays are', () => {
  const start = calendarDay('2026-01-01');
  const offset = fc.integer({ min: 0, max: 300 });
  const anyCalendar = fc.record({ holidays: fc.uniqueArray(offset, { maxLength: 40 }), makeUpDays: fc.uniqueArray(offset, { maxLength: 10 }) }).map(
    ({ holidays, makeUpDays }): HolidayCalendar => ({
      holidays: new Set(holidays.map((days) => addDays(start, days))),
      makeUpDays: new Set(makeUpDays.map((days) => addDays(start, days))),
      years: new Set([2026, 2027]),
    }),
  );

  test('a term of n working days holds exactly n of them and ends on one', () => {
    fc.assert(
      fc.property(anyCalendar, offset, fc.integer({ min: 1, max: 30 }), (calendar, from, count) => {
        const first = addDays(start, from);
        const end = addWorkingDays(first, count, calendar);
        if (!end.known) {
          throw new Error('the calendar reaches far enough');
        }
        const span = Array.from({ length: daysBetween(first, end.day) }, (_, index) => addDays(first, index + 1));
        const working = span.filter((day) => {
          const answer = isWorkingDay(day, calendar);
          return answer.known && answer.working;
        });
        expect(working).toHaveLength(count);
        expect(working.at(-1)).toBe(end.day);
      }),
    );
  });

  test('a term of days never ends early and ends on the first working day', () => {
    fc.assert(
      fc.property(anyCalendar, offset, fc.integer({ min: 0, max: 60 }), (calendar, from, count) => {
        const last = addDays(start, from + count);
        const end = endOfTerm(addDays(start, from), count, calendar);
        if (!end.known) {
          throw new Error('the calendar reaches far enough');
        }
        expect(compareDays(end.day, last)).toBeGreaterThanOrEqual(0);
        for (let day = last; compareDays(day, end.day) < 0; day = addDays(day, 1)) {
          expect(isWorkingDay(day, calendar)).toEqual({ known: true, working: false });
        }
        expect(isWorkingDay(end.day, calendar)).toEqual({ known: true, working: true });
      }),
    );
  });
});

test.each([-1, 0.5, Number.NaN])('a term of %p days is refused', (count) => {
  expect(() => addWorkingDays(calendarDay('2026-05-04'), count, calendar2026)).toThrow(RangeError);
  expect(() => endOfTerm(calendarDay('2026-05-04'), count, calendar2026)).toThrow(RangeError);
});
