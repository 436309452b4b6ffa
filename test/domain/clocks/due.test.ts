import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { after, dueOf, type Due, type StartKind } from '../../../server/clocks/domain/due.js';
import { dutyClockCodes } from '../../../server/clocks/domain/duty-clock.js';
import { addDays, calendarDay, dayOf, startOfDay, type CalendarDay } from '../../../server/kernel/calendar-day.js';
import { endOfDay } from '../../../server/kernel/deadlines.js';
import { isWorkingDay, type HolidayCalendar } from '../../../server/kernel/working-days.js';
import { libraryFromFiles, type ClockRule, type ViolationLevelCode } from '../../../server/library/index.js';

let rules: readonly ClockRule[];
let calendar: HolidayCalendar;

beforeAll(async () => {
  const library = await libraryFromFiles(path.resolve('seeds', 'library'));
  rules = library.libraryOn('clocks', calendarDay('2026-11-21')).entries;
  ({ calendar } = library.workingCalendar());
});

const at = (text: string): Date => new Date(`${text}+07:00`);
const ruleOf = (id: string): ClockRule => {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
};
const due = (id: string, start: Date, options: { kind?: StartKind; level?: ViolationLevelCode; calendar?: HolidayCalendar } = {}): Due => {
  const rule = ruleOf(id);
  return dueOf(rule, { kind: options.kind ?? rule.startsAt, at: start, level: options.level }, options.calendar ?? calendar);
};

describe('the vectors of the domain reference 12', () => {
  test('24 hours run through a holiday: 14:30:00 on 30/4/2026 is due at 14:30:00 on 01/5/2026', () => {
    expect(due('D-03', at('2026-04-30T14:30:00'))).toEqual({ known: true, at: at('2026-05-01T14:30:00') });
  });

  test('5 working days from Wednesday 29/4/2026 end at 24:00 on 08/5/2026', () => {
    expect(due('D-10', at('2026-04-29T09:15:00'), { level: 'V3' })).toEqual({ known: true, at: endOfDay(calendarDay('2026-05-08')) });
  });

  test('10 calendar days from 22/4/2026 end at 24:00 on Monday 04/5/2026', () => {
    expect(after(at('2026-04-22T08:00:00'), { amount: 10, unit: 'day' }, calendar)).toEqual({ known: true, at: endOfDay(calendarDay('2026-05-04')) });
  });
});

describe('the clocks of the library', () => {
  test('what is to be done at once is due at its start', () => {
    for (const id of ['D-01', 'D-02']) expect(due(id, at('2026-02-17T23:59:59'))).toEqual({ known: true, at: at('2026-02-17T23:59:59') });
  });

  test('72 hours and 2 hours run through Tết, a night and the end of the year', () => {
    expect(due('D-05', at('2026-02-16T20:00:00'))).toEqual({ known: true, at: at('2026-02-19T20:00:00') });
    expect(due('D-06', at('2026-12-31T18:30:00'))).toEqual({ known: true, at: at('2027-01-03T18:30:00') });
    expect(due('D-07', at('2026-12-31T23:00:00'))).toEqual({ known: true, at: at('2027-01-01T01:00:00') });
  });

  test('where nobody knows when it occurred the 24-hour report is due at its detection', () => {
    expect(due('D-03', at('2026-11-20T08:00:00'), { kind: 'detection' })).toEqual({ known: true, at: at('2026-11-20T08:00:00') });
  });

  test('lengths by level: access within an hour or a day, the report in 5 or 10 working days', () => {
    const start = at('2026-11-02T10:00:00');
    expect(due('D-08', start, { level: 'V4' })).toEqual({ known: true, at: at('2026-11-02T11:00:00') });
    expect(due('D-08', start, { level: 'V1' })).toEqual({ known: true, at: at('2026-11-03T10:00:00') });
    expect(due('D-10', start, { level: 'V3' })).toEqual({ known: true, at: endOfDay(calendarDay('2026-11-09')) });
    expect(due('D-10', start, { level: 'V2' })).toEqual({ known: true, at: endOfDay(calendarDay('2026-11-16')) });
    expect(() => due('D-10', start)).toThrow(RangeError);
  });

  test('working days skip the 24th of November, Tết with its week-ends, and swap days; a make-up Saturday counts', () => {
    expect(due('D-10', at('2026-11-20T16:00:00'), { level: 'V3' })).toEqual({ known: true, at: endOfDay(calendarDay('2026-11-30')) });
    expect(due('D-10', at('2026-02-13T16:00:00'), { level: 'V3' })).toEqual({ known: true, at: endOfDay(calendarDay('2026-02-27')) });
    expect(due('D-10', at('2026-08-28T16:00:00'), { level: 'V3' })).toEqual({ known: true, at: endOfDay(calendarDay('2026-09-09')) });
    expect(due('D-10', at('2026-01-06T16:00:00'), { level: 'V3' })).toEqual({ known: true, at: endOfDay(calendarDay('2026-01-12')) });
  });

  test('a missing holiday year is a typed answer for working days, and hours do not need it', () => {
    const until2026: HolidayCalendar = { ...calendar, years: new Set([2026]) };
    expect(due('D-10', at('2026-12-28T09:00:00'), { level: 'V3', calendar: until2026 })).toEqual({ known: false, missingYear: 2027 });
    expect(due('D-03', at('2026-12-31T23:30:00'), { calendar: until2026 })).toEqual({ known: true, at: at('2027-01-01T23:30:00') });
  });

  test('yearly dates are no lengths', () => {
    expect(() => due('D-11', at('2026-11-20T08:00:00'))).toThrow(RangeError);
  });

  test('every clock that the product starts is in the library', () => {
    expect(dutyClockCodes.filter((code) => !rules.some(({ id }) => id === code))).toEqual([]);
  });
});

describe('for any start', () => {
  const FIRST = calendarDay('2026-01-01');
  const someDay: fc.Arbitrary<CalendarDay> = fc.integer({ min: 0, max: 700 }).map((offset) => addDays(FIRST, offset));
  /** Calendars of two years with holidays, swap days and make-up days anywhere in them. */
  const someCalendar: fc.Arbitrary<HolidayCalendar> = fc
    .record({ off: fc.array(someDay, { maxLength: 40 }), on: fc.array(someDay, { maxLength: 6 }) })
    .map(({ off, on }) => ({ holidays: new Set(off), makeUpDays: new Set(on), years: new Set([2026, 2027, 2028]) }));
  const someInstant = fc.integer({ min: startOfDay(FIRST).getTime(), max: startOfDay(calendarDay('2027-12-01')).getTime() }).map((milliseconds) => new Date(milliseconds));
  const hourly = ['D-03', 'D-04', 'D-05', 'D-06', 'D-07', 'D-09'];
  const known = (answer: Due): number => {
    if (!answer.known) throw new Error(`the holidays of ${String(answer.missingYear)} are missing`);
    return answer.at.getTime();
  };

  test('hours do not look at the calendar and keep the distance', () => {
    fc.assert(fc.property(someInstant, someCalendar, fc.constantFrom(...hourly), (start, any, id) => {
      const length = ruleOf(id).lengths[0]?.amount ?? 0;
      expect(known(due(id, start, { calendar: any })) - start.getTime()).toBe(length * 3_600_000);
    }));
  });

  test('working days end at 24:00 of a working day, with exactly so many working days between', () => {
    fc.assert(fc.property(someInstant, someCalendar, fc.constantFrom<ViolationLevelCode>('V1', 'V3'), (start, any, level) => {
      const end = new Date(known(due('D-10', start, { level, calendar: any })) - 1);
      const last = dayOf(end);
      expect(endOfDay(last).getTime() - 1).toBe(end.getTime());
      let worked = 0;
      for (let day = addDays(dayOf(start), 1); day <= last; day = addDays(day, 1)) {
        const answer = isWorkingDay(day, any);
        if (answer.known && answer.working) worked += 1;
      }
      expect(worked).toBe(level === 'V1' ? 10 : 5);
      expect(isWorkingDay(last, any)).toEqual({ known: true, working: true });
    }));
  });

  test('a later start is never due earlier, and more holidays never make it earlier', () => {
    fc.assert(fc.property(someInstant, fc.integer({ min: 0, max: 40 * 86_400_000 }), someCalendar, fc.array(someDay, { maxLength: 10 }), (start, further, any, more) => {
      const first = known(due('D-10', start, { level: 'V3', calendar: any }));
      expect(known(due('D-10', new Date(start.getTime() + further), { level: 'V3', calendar: any }))).toBeGreaterThanOrEqual(first);
      const busier: HolidayCalendar = { ...any, holidays: new Set([...any.holidays, ...more]) };
      expect(known(due('D-10', start, { level: 'V3', calendar: busier }))).toBeGreaterThanOrEqual(first);
    }));
  });

  test('the higher level is never due later, and asking again from the stored facts gives the same answer', () => {
    fc.assert(fc.property(someInstant, someCalendar, fc.constantFrom('D-08', 'D-10'), (start, any, id) => {
      const high = due(id, start, { level: 'V4', calendar: any });
      expect(known(high)).toBeLessThanOrEqual(known(due(id, start, { level: 'V1', calendar: any })));
      expect(due(id, new Date(start.toISOString()), { level: 'V4', calendar: any })).toEqual(high);
    }));
  });
});
