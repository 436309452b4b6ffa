import { describe, expect, test } from '@jest/globals';
import { citeClause, type Clause } from '../../../server/kernel/citation.js';
import { allow, firstRefusal, refuse } from '../../../server/kernel/refusal.js';

describe('citing a clause', () => {
  test.each<[Clause, string]>([
    [{ article: 6, clause: 3, point: 'a' }, 'điểm a khoản 3 Điều 6'],
    [{ article: 9, clause: 1, point: 'đ' }, 'điểm đ khoản 1 Điều 9'],
    [{ article: 6, clause: 1 }, 'khoản 1 Điều 6'],
    [{ article: 25 }, 'Điều 25'],
  ])('%p', (clause, cited) => {
    expect(citeClause(clause, { issued: false })).toBe(`${cited} dự thảo Quy chế`);
    expect(citeClause(clause, { issued: true })).toBe(`${cited} Quy chế`);
  });

  test("an agency's own rule is never dressed up as law", () => {
    expect(citeClause('internal', { issued: false })).toBe('quy định nội bộ');
    expect(citeClause('internal', { issued: true })).toBe('quy định nội bộ');
  });
});

describe('verdicts', () => {
  const noAssessment = refuse('no-assessment', { clause: { article: 6, clause: 1 } });
  const ended = refuse('contract-ended', { clause: 'internal', facts: { endsOn: '01/03/2026' } });

  test('a refusal carries reason, ground and facts, and nothing it was not given', () => {
    expect(noAssessment).toEqual({ allowed: false, reason: 'no-assessment', clause: { article: 6, clause: 1 } });
    expect(ended.facts).toEqual({ endsOn: '01/03/2026' });
    expect(Object.keys(refuse('bare'))).toEqual(['allowed', 'reason']);
  });

  test('the first refusal wins; without one the act is allowed', () => {
    expect(firstRefusal([allow, ended, noAssessment])).toBe(ended);
    expect(firstRefusal([allow, allow])).toBe(allow);
    expect(firstRefusal([])).toBe(allow);
  });
});
