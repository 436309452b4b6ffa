import { describe, expect, test } from '@jest/globals';
import type { Due } from '../../../server/clocks/domain/due.js';
import { earliestOf, goesToCity, inOrder, isLateAtStart, settles, standingOf, stopsByReport, type ClockFacts } from '../../../server/clocks/domain/duty-clock.js';
import { faultsOfReport, mayAcknowledge, mayExplain, mayRecordReceipt, mayReport, type SentReport } from '../../../server/clocks/domain/report-policy.js';

const at = (text: string): Date => new Date(`2026-11-20T${text}:00+07:00`);
const dueAt = (text: string): Due => ({ known: true, at: at(text) });
const clock = (facts: Partial<ClockFacts> = {}): ClockFacts => ({ clock: 'D-03', due: dueAt('12:00'), immediate: false, recordedAt: at('08:00'), settledAt: null, ...facts });

describe('how a clock stands', () => {
  test('open, late, stopped in time and stopped late', () => {
    expect(standingOf(clock(), at('11:59'))).toBe('running');
    expect(standingOf(clock(), at('12:01'))).toBe('late');
    expect(standingOf(clock({ settledAt: at('12:00') }), at('15:00'))).toBe('settled');
    expect(standingOf(clock({ settledAt: at('12:01') }), at('15:00'))).toBe('settled-late');
  });

  test('overdue when it was recorded: found late, and to be explained', () => {
    const late = clock({ recordedAt: at('12:00') });
    expect(isLateAtStart(late)).toBe(true);
    expect(standingOf(late, at('12:00'))).toBe('late-at-start');
    expect(standingOf(clock({ recordedAt: at('12:00'), settledAt: at('13:00') }), at('15:00'))).toBe('settled-late');
    expect(standingOf({ ...late, clock: 'D-07' }, at('12:01'))).toBe('late');
  });

  test('what is to be done at once is never judged by a length', () => {
    const immediate = clock({ immediate: true, due: dueAt('07:00') });
    expect([isLateAtStart(immediate), standingOf(immediate, at('09:00'))]).toEqual([false, 'at-once']);
    expect(standingOf(clock({ immediate: true, due: dueAt('07:00'), settledAt: at('09:00') }), at('15:00'))).toBe('settled');
  });

  test('without the holidays of a year it has no date yet', () => {
    expect(standingOf(clock({ due: { known: false, missingYear: 2028 } }), at('12:00'))).toBe('undated');
  });
});

describe('the order of clocks', () => {
  const [early, later, undated, settled] = [clock({ due: dueAt('10:00') }), clock({ due: dueAt('18:00') }), clock({ due: { known: false, missingYear: 2028 } }), clock({ due: dueAt('06:00'), settledAt: at('05:00') })];

  test('the earliest open one stands first, the settled ones last', () => {
    expect(inOrder([settled, undated, later, early])).toEqual([early, later, undated, settled]);
    expect(earliestOf([settled, later, early])).toBe(early);
    expect(earliestOf([settled])).toBeUndefined();
    expect(earliestOf([settled, undated])).toBe(undated);
  });
});

describe('reports', () => {
  const sent: SentReport = { channel: 'document', sentAt: at('10:00'), receiverName: undefined, number: '12/BC', recordId: undefined, files: 0 };
  const started = { startKind: 'occurrence', startedAt: at('09:00') };
  const faults = (report: Partial<SentReport>, of = started): object => faultsOfReport({ ...sent, ...report }, of, at('11:00'));

  test('stop D-01 to D-07; a first notice is not yet the 24-hour report nor the report of the cause', () => {
    expect(['D-01', 'D-07'].every(stopsByReport)).toBe(true);
    expect(['D-08', 'D-09', 'D-10'].some(stopsByReport)).toBe(false);
    expect([settles('D-03', 'notice'), settles('D-05', 'notice'), settles('D-04', 'notice'), settles('D-03', 'preliminary'), settles('D-10', 'final')]).toEqual([false, false, true, true, false]);
    expect(mayReport('D-03').allowed).toBe(true);
    expect(mayReport('D-10')).toMatchObject({ reason: 'clock-without-report' });
  });

  test('were sent between the start and now; the urgent report may be older than the record of the level', () => {
    expect(faults({})).toEqual({});
    expect(faults({ sentAt: at('11:01') })).toEqual({ sentTime: 'future' });
    expect(faults({ sentAt: at('08:59') })).toEqual({ sentTime: 'before-start' });
    expect(faults({ sentAt: at('08:59') }, { ...started, startKind: 'incident-high' })).toEqual({});
  });

  test('say who took them, bear a number, or carry proof', () => {
    for (const channel of ['phone', 'hotline', 'in-person'] as const) expect(faults({ channel })).toEqual({ receiverName: 'missing' });
    expect(faults({ number: undefined })).toEqual({ number: 'missing' });
    expect(faults({ number: undefined, recordId: 'a record' })).toEqual({});
    for (const channel of ['mail', 'system'] as const) expect([faults({ channel }), faults({ channel, files: 1 })]).toEqual([{ files: 'missing' }, {}]);
  });

  test('are received once: those to Công an thành phố by city oversight, the others with proof', () => {
    expect([goesToCity('D-02'), goesToCity('D-03'), goesToCity('D-05')]).toEqual([true, true, false]);
    expect(mayAcknowledge({ clock: 'D-03', received: false }).allowed).toBe(true);
    expect(mayAcknowledge({ clock: 'D-03', received: true })).toMatchObject({ reason: 'report-received' });
    expect(mayAcknowledge({ clock: 'D-05', received: false })).toMatchObject({ reason: 'report-not-to-city' });
    expect(mayRecordReceipt({ clock: 'D-05', received: false }).allowed).toBe(true);
    expect(mayRecordReceipt({ clock: 'D-03', received: false })).toMatchObject({ reason: 'report-received-by-city' });
  });

  test('lateness is explained once, and only where there is any', () => {
    expect(mayExplain({ lateAtStart: true, explained: false }).allowed).toBe(true);
    expect(mayExplain({ lateAtStart: true, explained: true })).toMatchObject({ reason: 'clock-explained' });
    expect(mayExplain({ lateAtStart: false, explained: false })).toMatchObject({ reason: 'clock-not-late' });
  });
});
