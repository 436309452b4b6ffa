import { describe, expect, test } from '@jest/globals';
import { mayDecideAbout, mayDrawUpAgreement, mayDrawUpOnce, mayDrawUpRegister, mayDrawUpSession, needsDecision } from '../../../server/access-grants/domain/record-policy.js';
import type { Plane } from '../../../server/access-grants/domain/access.js';

const day = (days: number): Date => new Date(Date.UTC(2026, 10, 20) + days * 86_400_000);

describe('what needs a written decision (HS-08)', () => {
  test.each<[string, Plane, number, number, boolean]>([
    ['rights on the infrastructure, however short', 'infrastructure', 1, 1, true],
    ['a system of level 3', 'application', 3, 1, true],
    ['a system of level 2', 'application', 2, 1, false],
    ['thirty days to the minute', 'application', 2, 30, false],
    ['a minute more than thirty days', 'application', 2, 30 + 1 / 1440, true],
  ])('%s', (_what, plane, level, days, needed) => {
    expect(needsDecision({ plane, level, startsAt: day(0), endsAt: day(days) })).toBe(needed);
  });

  test('without such a grant there is nothing to decide', () => {
    expect([mayDecideAbout([]), mayDecideAbout([1])]).toEqual([expect.objectContaining({ reason: 'access-nothing-to-decide' }), { allowed: true }]);
  });
});

describe('what can be drawn up', () => {
  test.each<[string, string | null, string | undefined, string | undefined]>([
    ['active', 'vendor', undefined, undefined],
    ['planned', 'vendor', undefined, undefined],
    ['planned', null, undefined, 'access-without-vendor'],
    ['liquidated', 'vendor', undefined, 'access-contract-over'],
    ['cancelled', 'vendor', undefined, 'access-contract-over'],
    ['active', 'vendor', 'VB-0000-0001', 'access-draft-waiting'],
  ])('an agreement of a contract that is %s, vendor %s, draft %s: %s', (phase, vendorId, draft, reason) => {
    const verdict = mayDrawUpAgreement({ phase, vendorId }, draft);
    expect(verdict.allowed ? undefined : verdict.reason).toBe(reason);
  });

  test('minutes of attended sessions alone, and once', () => {
    const reason = (supervision: string, drawnUp?: string): string | undefined => {
      const verdict = mayDrawUpSession({ supervision }, drawnUp);
      return verdict.allowed ? undefined : verdict.reason;
    };
    expect([reason('attended'), reason('recorded'), reason('none'), reason('attended', 'VB-0000-0001')]).toEqual([undefined, 'access-session-not-attended', 'access-session-not-attended', 'access-record-exists']);
    expect(mayDrawUpOnce('VB-0000-0001')).toMatchObject({ allowed: false, facts: { code: 'VB-0000-0001' } });
  });

  test('a register where there is something to register', () => {
    expect([mayDrawUpRegister(0, 0).allowed, mayDrawUpRegister(1, 0).allowed, mayDrawUpRegister(0, 1).allowed]).toEqual([false, true, true]);
  });
});
