import { describe, expect, test } from '@jest/globals';
import { calendarDay } from '../../../server/kernel/calendar-day.js';
import { endingFaults, signingFaults } from '../../../server/vendors/domain/commitment-policy.js';
import { commitmentStanding, isInForce } from '../../../server/vendors/domain/commitment-standing.js';
import { personDayFaults } from '../../../server/vendors/domain/person-policy.js';
import { isPresent } from '../../../server/vendors/domain/vendor.js';

const day = calendarDay;
const term = (validUntil: string | null, endedOn: string | null = null) => ({
  signedOn: day('2026-01-05'),
  validUntil: validUntil === null ? null : day(validUntil),
  endedOn: endedOn === null ? null : day(endedOn),
});

describe('where a commitment stands', () => {
  test.each([
    ['the day before it was signed', term('2026-12-31'), '2026-01-04', 'not-yet', false],
    ['the day it was signed', term('2026-12-31'), '2026-01-05', 'in-force', true],
    ['31 days before the last day', term('2026-12-31'), '2026-11-30', 'in-force', true],
    ['30 days before the last day', term('2026-12-31'), '2026-12-01', 'lapsing', true],
    ['the last day', term('2026-12-31'), '2026-12-31', 'lapsing', true],
    ['the day after', term('2026-12-31'), '2027-01-01', 'lapsed', false],
    ['without a term, long after', term(null), '2040-01-01', 'in-force', true],
    ['the day before it was ended', term(null, '2026-06-01'), '2026-05-31', 'in-force', true],
    ['the day it was ended', term(null, '2026-06-01'), '2026-06-01', 'ended', false],
    ['ended after it had lapsed', term('2026-03-31', '2026-06-01'), '2026-04-15', 'lapsed', false],
    ['ended on the day it was signed', term(null, '2026-01-05'), '2026-01-05', 'ended', false],
  ] as const)('%s', (_case, commitment, on, standing, inForce) => {
    expect(commitmentStanding(commitment, day(on))).toBe(standing);
    expect(isInForce(commitment, day(on))).toBe(inForce);
  });
});

describe('recording a commitment', () => {
  const today = day('2026-11-20');
  const stays = { leftOn: null };

  test('today, for one day, by somebody who stays', () => {
    expect(signingFaults({ signedOn: today, validUntil: today }, stays, today)).toEqual({});
  });

  test.each([
    ['signed tomorrow', { signedOn: day('2026-11-21'), validUntil: null }, stays, { signedOn: 'future' }],
    ['ending before it begins', { signedOn: today, validUntil: day('2026-11-19') }, stays, { validUntil: 'before-signing' }],
    ['signed on the first day away', { signedOn: today, validUntil: null }, { leftOn: today }, { signedOn: 'after-leaving' }],
    ['signed on the last day there', { signedOn: day('2026-11-19'), validUntil: null }, { leftOn: today }, {}],
  ])('%s', (_case, commitment, person, faults) => {
    expect(signingFaults(commitment, person, today)).toEqual(faults);
  });
});

test('a commitment is ended from a day between its signature and today', () => {
  const [signed, today] = [day('2026-01-05'), day('2026-11-20')];
  expect(endingFaults(day('2026-01-04'), signed, today)).toEqual({ endedOn: 'before-signing' });
  expect(endingFaults(signed, signed, today)).toEqual({});
  expect(endingFaults(today, signed, today)).toEqual({});
  expect(endingFaults(day('2026-11-21'), signed, today)).toEqual({ endedOn: 'future' });
});

test('nobody leaves before they joined; an unknown day stands against nothing', () => {
  expect(personDayFaults({ joinedOn: day('2026-03-01'), leftOn: day('2026-02-28') })).toEqual({ leftOn: 'before-joining' });
  expect(personDayFaults({ joinedOn: day('2026-03-01'), leftOn: day('2026-03-01') })).toEqual({});
  expect(personDayFaults({ joinedOn: null, leftOn: day('2026-02-28') })).toEqual({});
  expect(personDayFaults({ joinedOn: day('2026-03-01'), leftOn: null })).toEqual({});
});

test('the day of leaving is the first day away', () => {
  expect(isPresent(day('2026-11-20'), day('2026-11-19'))).toBe(true);
  expect(isPresent(day('2026-11-20'), day('2026-11-20'))).toBe(false);
  expect(isPresent(null, day('2026-11-20'))).toBe(true);
});
