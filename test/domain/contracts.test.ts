import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, calendarDay, type CalendarDay } from '../../server/kernel/calendar-day.js';
import { inspectLifecycle } from '../../server/kernel/lifecycle.js';
import { contractLifecycle, isRunning, runningPhases, transitionalPhases } from '../../server/contracts/domain/contract.lifecycle.js';
import { mayEnterAsTransitional, reviewDueOn } from '../../server/contracts/domain/entry.js';
import { mayAmend, mayEdit, mayMove } from '../../server/contracts/domain/gate.js';
import { shareOf } from '../../server/contracts/domain/spending.js';
import { endsSoon, isPastEnd, nextStepOf, urgencyOf, type ContractFacts } from '../../server/contracts/domain/standing.js';
import { amend, changedTerms, checkTerms, effectiveTerms, signedTerms, type AmendedTerms, type Terms, type TermsChange } from '../../server/contracts/domain/terms.js';

const phases = fc.constantFrom(...contractLifecycle.states);
const acts = fc.constantFrom(...new Set(contractLifecycle.moves.map(({ act }) => act)));
const days = fc.integer({ min: 0, max: 4000 }).map((offset) => addDays(calendarDay('2024-01-01'), offset));
const amounts = fc.bigInt({ min: 0n, max: 10n ** 12n });
const perhaps = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const changes: fc.Arbitrary<TermsChange> = fc.record({ endsOn: perhaps(days), scope: perhaps(fc.string({ minLength: 1 })), value: perhaps(amounts), securityValue: perhaps(amounts) });
const terms: fc.Arbitrary<Terms> = fc.record({ endsOn: fc.option(days), scope: fc.option(fc.string({ minLength: 1 })), value: fc.option(amounts), securityValue: fc.option(amounts) });

describe('the life cycle', () => {
  test('has no unreachable state and no dead end', () => {
    expect(inspectLifecycle(contractLifecycle)).toEqual({ unreachable: [], deadEnds: [], unknown: [] });
  });

  test('lets an act lead on only along an arrow; the gates belong to the rooms that know the facts', () => {
    fc.assert(fc.property(phases, acts, (phase, act) => {
      expect(mayMove(phase, act).allowed).toBe(contractLifecycle.moves.some((move) => move.from === phase && move.act === act));
    }));
    expect(mayMove('active', 'sign')).toMatchObject({ reason: 'no-such-move', facts: { act: 'sign', phase: 'active' } });
  });

  test('ends for good: nothing leaves a final state, and every walk along the arrows gets no longer than the table', () => {
    fc.assert(fc.property(fc.array(acts, { maxLength: 40 }), (walk) => {
      let phase: (typeof contractLifecycle.states)[number] = contractLifecycle.initial;
      let moved = 0;
      for (const act of walk) {
        const move = contractLifecycle.moveBy(phase, act);
        if (move === undefined) continue;
        expect(contractLifecycle.isFinal(phase)).toBe(false);
        phase = move.to;
        moved += 1;
      }
      expect(moved).toBeLessThan(contractLifecycle.states.length);
    }));
  });

  test('lets a running contract enter only where it stands between signing and handover', () => {
    expect(transitionalPhases.every(isRunning)).toBe(true);
    expect(runningPhases.filter((phase) => mayAmend(phase, null).allowed)).toEqual([...runningPhases]);
    expect(contractLifecycle.states.filter((phase) => mayAmend(phase, null).allowed)).toEqual([...runningPhases]);
  });

  test('is not amended on an assessment that has lapsed, by the agency\'s own rule', () => {
    for (const stop of ['term-over', 'triggered'] as const) {
      expect(mayAmend('active', stop)).toEqual({ allowed: false, reason: 'assessment-lapsed', clause: 'internal', facts: { stop } });
      expect(mayAmend('planned', stop)).toMatchObject({ reason: 'not-running' });
    }
  });
});

describe('amendments', () => {
  const chain = (signed: Terms, made: readonly TermsChange[]): AmendedTerms[] => {
    const amendments: AmendedTerms[] = [];
    for (const change of made) {
      const before = effectiveTerms(signed, amendments);
      amendments.push({ before, after: amend(before, change) });
    }
    return amendments;
  };

  test('leave in force what the last one says, and lose nothing of what stood before', () => {
    fc.assert(fc.property(terms, fc.array(changes, { maxLength: 12 }), (signed, made) => {
      const amendments = chain(signed, made);
      const inForce = effectiveTerms(signed, amendments);
      expect(signedTerms(inForce, amendments)).toEqual(signed);
      amendments.forEach(({ before }, index) => expect(before).toEqual(index === 0 ? signed : amendments[index - 1]?.after));
      for (const name of ['endsOn', 'scope', 'value', 'securityValue'] as const) {
        const last = made.findLast((change) => change[name] !== undefined);
        expect(inForce[name]).toBe(last === undefined ? signed[name] : last[name]);
      }
    }));
  });

  test('say exactly which terms they change', () => {
    fc.assert(fc.property(terms, changes, (before, change) => {
      const after = amend(before, change);
      for (const name of changedTerms(before, after)) expect(change[name]).not.toBe(before[name]);
      expect(changedTerms(after, amend(after, change))).toEqual([]);
    }));
  });
});

describe('terms', () => {
  const sound = { signedOn: calendarDay('2026-01-05'), startsOn: calendarDay('2026-02-01'), endsOn: calendarDay('2026-12-31'), value: 100n, securityValue: 15n };
  test.each([
    [{}, undefined],
    [{ endsOn: calendarDay('2026-01-31') }, 'ends-before-start'],
    [{ startsOn: null, endsOn: calendarDay('2026-01-04') }, 'ends-before-signing'],
    [{ endsOn: calendarDay('2026-02-01') }, undefined],
    [{ securityValue: 101n }, 'security-above-value'],
    [{ securityValue: 100n }, undefined],
    [{ value: null }, 'security-without-value'],
    [{ value: null, securityValue: null }, undefined],
  ])('%j gives %s', (change, reason) => {
    const verdict = checkTerms({ ...sound, ...change });
    expect(verdict.allowed ? undefined : verdict.reason).toBe(reason);
  });
});

describe('entering as transitional', () => {
  const adopted = calendarDay('2026-01-01');
  const now = calendarDay('2026-11-20');
  test('takes only what was signed before the agency worked with the product', () => {
    expect(mayEnterAsTransitional(calendarDay('2025-12-31'), adopted, now)).toEqual({ allowed: true });
    expect(mayEnterAsTransitional(calendarDay('2026-01-01'), adopted, now)).toMatchObject({ reason: 'signed-after-adoption', facts: { adoptedOn: '01/01/2026' } });
    expect(mayEnterAsTransitional(calendarDay('2025-12-31'), null, now)).toMatchObject({ reason: 'agency-not-adopted' });
    expect(mayEnterAsTransitional(calendarDay('2026-11-21'), calendarDay('2027-01-01'), now)).toMatchObject({ reason: 'signed-in-future' });
  });
  test('leaves ninety days for the review', () => {
    expect(reviewDueOn(now, 90)).toBe('2027-02-18');
  });
});

describe('what comes next', () => {
  const today = calendarDay('2026-11-20');
  const facts = (change: Partial<ContractFacts>): ContractFacts => ({ phase: 'active', entryKind: 'new', hireOutcome: 'allowed', hasVendor: true, endsOn: calendarDay('2028-01-01'), reviewDueOn: null, ...change });
  test.each<[string, Partial<ContractFacts>]>([
    ['assess-before-signing', { phase: 'planned' }],
    ['get-legal-answer', { phase: 'planned', hireOutcome: 'needs-legal-answer' }],
    ['decide-refused-hire', { phase: 'planned', hireOutcome: 'refused' }],
    ['answer-hire-question', { phase: 'planned', hireOutcome: null }],
    ['begin-handover', { endsOn: calendarDay('2026-11-19'), reviewDueOn: calendarDay('2026-01-01') }],
    ['review-transitional', { reviewDueOn: calendarDay('2027-01-01'), endsOn: calendarDay('2026-12-01') }],
    ['prepare-handover', { endsOn: calendarDay('2026-11-20') }],
    ['prepare-handover', { endsOn: calendarDay('2027-02-18') }],
    ['supervise', { endsOn: calendarDay('2027-02-19') }],
    ['await-liquidation', { phase: 'handing_over', endsOn: calendarDay('2026-01-01') }],
    ['await-liquidation', { phase: 'handing_over', reviewDueOn: calendarDay('2026-01-01') }],
    ['none', { phase: 'cancelled' }],
  ])('is %s for %j', (step, change) => {
    expect(nextStepOf(facts(change), today).step).toBe(step);
  });
  test('a term is either over, ending soon or neither', () => {
    fc.assert(fc.property(phases, days, days, (phase, endsOn, day: CalendarDay) => {
      expect(isPastEnd({ phase, endsOn }, day) && endsSoon({ phase, endsOn }, day)).toBe(false);
    }));
  });
  test('urgency turns at the due day and fourteen days before it', () => {
    expect([-1, 0, 14, 15].map((left) => urgencyOf(addDays(today, left), today))).toEqual(['overdue', 'close', 'close', 'ahead']);
  });
});

describe('editing', () => {
  test('signed terms change by an amendment, save those of a transitional contract before its first', () => {
    expect(mayEdit({ phase: 'planned', entryKind: 'new', amendments: 0 }, true).allowed).toBe(true);
    expect(mayEdit({ phase: 'active', entryKind: 'new', amendments: 0 }, true)).toMatchObject({ reason: 'terms-by-amendment' });
    expect(mayEdit({ phase: 'active', entryKind: 'transitional', amendments: 0 }, true).allowed).toBe(true);
    expect(mayEdit({ phase: 'active', entryKind: 'transitional', amendments: 1 }, true)).toMatchObject({ reason: 'terms-by-amendment' });
    expect(mayEdit({ phase: 'active', entryKind: 'new', amendments: 3 }, false).allowed).toBe(true);
    expect(mayEdit({ phase: 'cancelled', entryKind: 'new', amendments: 0 }, false)).toMatchObject({ reason: 'closed' });
  });
});

describe('the share for cyber security', () => {
  test('is cut, never rounded up past a mark', () => {
    expect(shareOf(1000n, 99n)).toBe(9.9);
    expect(shareOf(100_000n, 9_999n)).toBe(9.9);
    expect(shareOf(0n, 0n)).toBeUndefined();
  });
});
