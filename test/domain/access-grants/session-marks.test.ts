import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sessionMarks } from '../../../server/access-grants/domain/access.js';
import { judgeSession, type GrantedAccess, type SessionFacts } from '../../../server/access-grants/domain/session-marks.js';

const at = (text: string): Date => new Date(`${text}+07:00`);

/** Friday the 20th: in force from 08:00 to 18:00, on working days between 08:00 and 17:00, attended. */
const granted: GrantedAccess = {
  form: 'grant',
  startsAt: at('2026-11-20T08:00:00'),
  endsAt: at('2026-11-20T18:00:00'),
  windows: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' }],
  supervision: 'attended',
  named: [{ personId: 'an', account: 'vh-an' }, { personId: 'binh', account: 'vh-binh' }],
  held: [
    { personId: 'an', account: 'vh-an', from: at('2026-11-20T08:00:00'), until: at('2026-11-20T18:00:00') },
    { personId: 'binh', account: 'vh-binh', from: at('2026-11-20T08:00:00'), until: at('2026-11-20T12:00:00') },
  ],
};
const session: SessionFacts = { personId: 'an', account: 'vh-an', beganAt: at('2026-11-20T09:00:00'), endedAt: at('2026-11-20T10:00:00'), addressAllowed: true, supervision: 'attended' };

describe('a session', () => {
  test('as granted carries no mark', () => {
    expect(judgeSession(session, granted)).toEqual([]);
    expect(judgeSession({ ...session, account: 'VH-An' }, granted)).toEqual([]);
    expect(judgeSession({ ...session, beganAt: granted.startsAt, endedAt: at('2026-11-20T17:00:00') }, granted)).toEqual([]);
  });

  test.each<[string, Partial<SessionFacts>, readonly string[]]>([
    ['begun before the grant', { beganAt: at('2026-11-20T07:59:00') }, ['outside-term', 'outside-window']],
    ['gone on after the grant', { endedAt: at('2026-11-20T18:01:00') }, ['outside-term', 'outside-window']],
    ['gone on after the window', { endedAt: at('2026-11-20T17:01:00') }, ['outside-window']],
    ['of somebody not named', { personId: 'chi' }, ['person-not-named']],
    ['of somebody not registered', { personId: undefined, account: 'root' }, ['person-not-named', 'account-not-named']],
    ['under the account of another', { account: 'vh-binh' }, ['account-not-named']],
    ['after the person lost it, though the grant runs on', { personId: 'binh', account: 'vh-binh', endedAt: at('2026-11-20T12:30:00') }, ['outside-term']],
    ['from another address', { addressAllowed: false }, ['address-not-allowed']],
    ['only recorded where somebody was to attend', { supervision: 'recorded' }, ['unsupervised']],
  ])('%s', (_, change, marks) => {
    expect(judgeSession({ ...session, ...change }, granted)).toEqual(marks);
  });

  test('outside every grant carries that one mark', () => {
    expect(judgeSession({ ...session, supervision: 'none' }, undefined)).toEqual(['without-grant']);
  });

  test('of a standing grant lies in an opened use; in between it was not opened; outside the grant it is outside its term', () => {
    const standing: GrantedAccess = { ...granted, form: 'standing', windows: [], held: [{ personId: 'an', account: 'vh-an', from: at('2026-11-20T09:00:00'), until: at('2026-11-20T13:00:00') }] };
    expect(judgeSession(session, standing)).toEqual([]);
    expect(judgeSession({ ...session, endedAt: at('2026-11-20T13:01:00') }, standing)).toEqual(['not-opened']);
    expect(judgeSession({ ...session, personId: 'binh', account: 'vh-binh' }, standing)).toEqual(['not-opened']);
    expect(judgeSession({ ...session, endedAt: at('2026-11-20T18:01:00') }, standing)).toEqual(['outside-term']);
  });

  test('over two uses without a gap lies in both', () => {
    const from = at('2026-11-20T09:00:00');
    const middle = at('2026-11-20T09:30:00');
    const uses = [{ personId: 'an', account: 'vh-an', from: middle, until: at('2026-11-20T10:30:00') }, { personId: 'an', account: 'vh-an', from, until: middle }];
    const standing: GrantedAccess = { ...granted, form: 'standing', held: uses };
    expect(judgeSession(session, standing)).toEqual([]);
    expect(judgeSession(session, { ...standing, held: uses.slice(1) })).toEqual(['not-opened']);
  });
});

describe('marks', () => {
  const minutes = (from: number, to: number) => fc.integer({ min: from, max: to }).map((minute) => new Date(granted.startsAt.getTime() + minute * 60_000));
  const spans = fc.tuple(minutes(-600, 1800), fc.integer({ min: 0, max: 600 })).map(([beganAt, length]) => ({ beganAt, endedAt: new Date(beganAt.getTime() + length * 60_000) }));
  const sessions = fc.record({
    personId: fc.constantFrom('an', 'binh', 'chi', undefined), account: fc.constantFrom('vh-an', 'VH-BINH', 'root'), span: spans,
    addressAllowed: fc.boolean(), supervision: fc.constantFrom('attended' as const, 'recorded' as const, 'none' as const),
  }).map(({ span, ...rest }): SessionFacts => ({ ...rest, ...span }));

  test('are known, named once and in the order of the list', () => {
    fc.assert(fc.property(sessions, fc.constantFrom('grant' as const, 'standing' as const, 'emergency' as const), (facts, form) => {
      const marks = judgeSession(facts, { ...granted, form });
      expect(marks).toEqual(sessionMarks.filter((mark) => marks.includes(mark)));
    }));
  });

  test('of time are none exactly for sessions that lie wholly in what the person held', () => {
    fc.assert(fc.property(sessions, (facts) => {
      const held = granted.held.find((line) => line.personId === facts.personId && line.account === facts.account.toLowerCase());
      fc.pre(held !== undefined);
      const inside = held.from <= facts.beganAt && facts.endedAt <= held.until && facts.beganAt < held.until;
      expect(judgeSession(facts, granted).includes('outside-term')).toBe(!inside);
    }));
  });

  test('never go away when a session grows', () => {
    fc.assert(fc.property(sessions, fc.integer({ min: 0, max: 300 }), (facts, longer) => {
      const before = judgeSession(facts, granted);
      const after = judgeSession({ ...facts, endedAt: new Date(facts.endedAt.getTime() + longer * 60_000) }, granted);
      expect(before.filter((mark) => !after.includes(mark))).toEqual([]);
    }));
  });
});
