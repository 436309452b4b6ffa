import { describe, expect, test } from '@jest/globals';
import { calendarDay, weekdayOf } from '../../../server/kernel/calendar-day.js';
import { addWorkingDays, endOfTerm } from '../../../server/kernel/working-days.js';
import { shippedLibrary } from './seeds.js';

const { calendar } = shippedLibrary.workingCalendar();

describe('the working calendar', () => {
  test('counts the test vectors of the domain: 5 working days from 29/04/2026, 10 days from 22/04/2026', () => {
    expect(addWorkingDays(calendarDay('2026-04-29'), 5, calendar)).toEqual({ known: true, day: '2026-05-08' });
    expect(endOfTerm(calendarDay('2026-04-22'), 10, calendar)).toEqual({ known: true, day: '2026-05-04' });
  });

  test('gives Giỗ Tổ on a Sunday back on the Monday, and rests on 24/11', () => {
    expect(addWorkingDays(calendarDay('2026-04-24'), 1, calendar)).toEqual({ known: true, day: '2026-04-28' });
    expect(addWorkingDays(calendarDay('2026-11-23'), 1, calendar)).toEqual({ known: true, day: '2026-11-25' });
  });

  test('has make-up days only on weekends, and days off only where people would work or a holiday is named', () => {
    for (const day of calendar.makeUpDays) {
      expect(weekdayOf(day)).toBeGreaterThan(5);
      expect(calendar.holidays.has(day)).toBe(false);
    }
    for (const edition of shippedLibrary.editions('working-calendar')) {
      for (const entry of edition.entries) {
        expect(entry.id).toBe(entry.day);
        expect(entry.day.startsWith(`${String(edition.coverage?.year)}-`)).toBe(true);
        expect(entry.kind === 'holiday' || entry.kind === 'make-up' || weekdayOf(entry.day) < 6).toBe(true);
      }
    }
  });

  test('says which years are missing and which are incomplete, and from which versions it was made', () => {
    const { warnings, editions } = shippedLibrary.workingCalendar([2026, 2027, 2028]);
    expect(warnings.map((warning) => [warning.kind, warning.year])).toEqual([
      ['incomplete-year', 2026],
      ['incomplete-year', 2027],
      ['missing-year', 2028],
    ]);
    expect(editions).toEqual(['working-calendar@2026-1', 'working-calendar@2027-1']);
    expect(addWorkingDays(calendarDay('2027-12-30'), 5, calendar)).toEqual({ known: false, missingYear: 2028 });
  });

  test('warns of nothing that was not asked about', () => {
    expect(shippedLibrary.workingCalendar([2027]).warnings.map((warning) => warning.year)).toEqual([2027]);
  });
});
