import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarDay } from '../../../server/kernel/calendar-day.js';
import { inspectLifecycle } from '../../../server/kernel/lifecycle.js';
import { assessmentLifecycle } from '../../../server/risk-assessments/domain/assessment.lifecycle.js';
import { impactFloor, type ImpactFacts } from '../../../server/risk-assessments/domain/impact-floor.js';
import { approvalMonths, riskAt, severityOf } from '../../../server/risk-assessments/domain/method.js';
import { applicableCriteria, assess, type Answer, type AssessmentInputs, type AssessmentResult, type GroupResult } from '../../../server/risk-assessments/domain/scoring.js';
import { answersOf, day, inputs, notApplicable, scored, shippedMethod as method, soundEvidence } from './method.js';

const groupIn = (result: AssessmentResult, id: string): GroupResult => {
  const group = result.groups.find((candidate) => candidate.id === id);
  if (group === undefined) throw new Error(`no group ${id}`);
  return group;
};
const severity = (result: AssessmentResult): number => severityOf(method, result.worstLevel);

describe('worked examples of the domain reference (8.7)', () => {
  const anyExposure = ['standing-privileged-access'];
  test.each([
    { name: 'A', group: 'DL', scores: [3, 3, 4, 3, 3, 2], level: 3, impact: 3, exposures: anyExposure, sums: [49, 64], control: 0.7656, base: 2, hole: false, likelihood: 3, effective: 3, risk: 'medium', rank: 9 },
    { name: 'B', group: 'DL', scores: [3, 1, 4, 3, 3, 2], level: 3, impact: 3, exposures: anyExposure, sums: [43, 64], control: 0.6719, base: 3, hole: true, likelihood: 4, effective: 3, risk: 'high', rank: 12 },
    { name: 'C', group: 'KT', scores: [3, 2, 2, 2, 2], level: 2, impact: 2, exposures: [], sums: [31, 56], control: 0.5536, base: 3, hole: false, likelihood: 3, effective: 2, risk: 'medium', rank: 6 },
    { name: 'D', group: 'SC', scores: [4, 4, 4, 3, 4], level: 5, impact: 4, exposures: [], sums: [49, 52], control: 0.9423, base: 1, hole: false, likelihood: 1, effective: 5, risk: 'medium', rank: 5 },
    { name: 'E', group: 'NS', scores: ['na', 3, 2, 3], level: 1, impact: 1, exposures: [], sums: [17, 24], control: 0.7083, base: 2, hole: false, likelihood: 2, effective: 1, risk: 'low', rank: 2 },
    { name: 'F', group: 'TC', scores: [2, 3, 2, 1, 2, 1, 3], level: 4, impact: 3, exposures: anyExposure, sums: [40, 76], control: 0.5263, base: 4, hole: false, likelihood: 5, effective: 4, risk: 'very-high', rank: 20 },
  ] as const)('$name', ({ group, scores, level, impact, exposures, sums, control, base, hole, likelihood, effective, risk, rank }) => {
    const given = inputs({ stage: 'operation', facts: { level, personalData: false, cloud: false }, exposures });
    const found = groupIn(assess(method, { ...given, answers: { ...given.answers, ...answersOf(group, scores) }, impacts: { ...given.impacts, [group]: impact } }), group);
    expect([found.weightedSum, found.fullSum]).toEqual(sums);
    expect(Number(found.control.toFixed(4))).toBe(control);
    expect({ base: found.base, hole: found.holes.length > 0, exposed: found.exposed, likelihood: found.likelihood, effective: found.effectiveImpact, risk: found.risk, rank: found.rank })
      .toEqual({ base, hole, exposed: exposures.length > 0, likelihood, effective, risk, rank });
  });

  test('B is blocked by the knock-out A DL-02; C asks for waivers of KT-02 and KT-04', () => {
    const given = inputs({ stage: 'operation', facts: { level: 3, personalData: false, cloud: false } });
    expect(assess(method, { ...given, answers: { ...given.answers, ...answersOf('DL', [3, 1, 4, 3, 3, 2]) } }).failedA).toEqual(['DL-02']);
    const atTwo = { ...given, facts: { ...given.facts, level: 2 } };
    expect(assess(method, { ...atTwo, answers: { ...atTwo.answers, ...answersOf('KT', [3, 2, 2, 2, 2]) } })).toMatchObject({ failedA: [], failedB: ['KT-02', 'KT-04'] });
  });
});

describe('the matrix', () => {
  const order = ['low', 'medium', 'high', 'very-high'];
  // NIST SP 800-30r1, Table I-2: Very Low and Low are Thấp here.
  const nist = ['VL VL VL L L', 'VL L L L M', 'VL L M M H', 'VL L M H VH', 'VL L M H VH'].map((row) => row.split(' ').map((cell) => ({ VL: 0, L: 0, M: 1, H: 2, VH: 3 })[cell] ?? -1));

  test('is nowhere weaker than the NIST table, and never falls along a row or a column', () => {
    for (let likelihood = 1; likelihood <= 5; likelihood += 1) {
      for (let impact = 1; impact <= 5; impact += 1) {
        const here = order.indexOf(riskAt(method, likelihood, impact));
        expect(here).toBeGreaterThanOrEqual(nist[likelihood - 1]?.[impact - 1] ?? 9);
        if (impact < 5) expect(order.indexOf(riskAt(method, likelihood, impact + 1))).toBeGreaterThanOrEqual(here);
        if (likelihood < 5) expect(order.indexOf(riskAt(method, likelihood + 1, impact))).toBeGreaterThanOrEqual(here);
      }
    }
  });

  test('has no cell beyond its edges', () => {
    expect(() => riskAt(method, 6, 1)).toThrow(RangeError);
    expect(() => riskAt(method, 1, 0)).toThrow(RangeError);
  });
});

describe('evidence', () => {
  const only = (pieces: AssessmentInputs['evidence'][string], score: number) => {
    const given = inputs();
    const line = groupIn(assess(method, { ...given, answers: { ...given.answers, 'DL-01': scored(score) }, evidence: { ...given.evidence, 'DL-01': pieces } }), 'DL').lines[0];
    return [line?.counted, line?.remark];
  };
  const document = { accepted: true, effectiveOn: calendarDay('2026-01-01'), expiresOn: null, independentTest: false };

  test('carries 3 when accepted and in force, 4 with an independent test of the last twelve months, else 2', () => {
    expect(only([document], 3)).toEqual([3, null]);
    expect(only([], 3)).toEqual([2, 'evidence-missing']);
    expect(only([{ ...document, accepted: false }], 4)).toEqual([2, 'evidence-missing']);
    expect(only([{ ...document, effectiveOn: calendarDay('2026-11-21') }], 3)).toEqual([2, 'evidence-expired']);
    expect(only([document], 4)).toEqual([3, 'test-missing']);
    expect(only([{ ...document, independentTest: true }], 4)).toEqual([4, null]);
    expect(only([{ ...document, independentTest: true, effectiveOn: calendarDay('2025-11-20') }], 4)).toEqual([4, null]);
    expect(only([{ ...document, independentTest: true, effectiveOn: calendarDay('2025-11-19') }], 4)).toEqual([3, 'test-missing']);
    expect(only([], 2)).toEqual([2, null]);
  });

  test('proves until its last day, and caps the score from the day after', () => {
    expect(only([{ ...document, expiresOn: day }], 3)).toEqual([3, null]);
    expect(only([{ ...document, expiresOn: calendarDay('2026-11-19') }], 3)).toEqual([2, 'evidence-expired']);
  });

  test('at signing a 2 with an accepted design passes where the library says so, without one it fails; at operation it fails anyway', () => {
    const given = inputs();
    const answers = { ...given.answers, 'DL-02': scored(2) };
    const failing = (change: Partial<AssessmentInputs>) => assess(method, { ...given, answers, ...change }).failedA;
    expect(failing({})).toEqual([]);
    expect(failing({ evidence: { ...given.evidence, 'DL-02': [] } })).toEqual(['DL-02']);
    expect(failing({ stage: 'operation' })).toEqual(['DL-02']);
    expect(failing({ answers: { ...given.answers, 'SC-02': scored(2) } })).toEqual(['SC-02']);
  });
});

describe('which criteria apply', () => {
  const ids = (facts: AssessmentInputs['facts'], shortPath = false): string[] => applicableCriteria(method, facts, shortPath).map(({ id }) => id);

  test('by level', () => {
    expect(ids({ level: 1, personalData: false, cloud: false })).toHaveLength(42);
    expect(ids({ level: 2, personalData: false, cloud: false })).toHaveLength(43);
    expect(ids({ level: 3, personalData: false, cloud: false })).toHaveLength(44);
  });

  test('on the short path the knock-outs alone', () => {
    const short = ids({ level: 2, personalData: false, cloud: false }, true);
    expect(short).toContain('DL-01');
    expect(short).not.toContain('DL-05');
    expect(short).not.toContain('PT-01');
    expect(assess(method, inputs({ shortPath: true })).groups.map(({ id }) => id)).toEqual(['DL', 'TC', 'NS', 'HT', 'SC', 'PL', 'KT']);
  });

  test('personal data in a cloud turns the encryption of data into a knock-out A', () => {
    const given = inputs({ facts: { level: 2, personalData: true, cloud: true } });
    const answers = { ...given.answers, 'DL-03': scored(1) };
    expect(assess(method, { ...given, answers }).failedA).toEqual(['DL-03']);
    expect(assess(method, { ...given, answers, facts: { level: 2, personalData: true, cloud: false } })).toMatchObject({ failedA: [], failedB: ['DL-03'] });
  });

  test('a knock-out that applies cannot be left out as not applicable', () => {
    const given = inputs();
    const result = assess(method, { ...given, answers: { ...given.answers, 'TC-02': notApplicable } });
    expect(result.failedA).toEqual(['TC-02']);
    expect(groupIn(result, 'TC').lines[1]).toMatchObject({ counted: 0, remark: 'must-apply', failed: true });
  });
});

describe('what always holds', () => {
  const criteria = method.criteria.map(({ id }) => id);
  const answer: fc.Arbitrary<Answer> = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 4 }).map(scored) }, fc.constant(notApplicable), fc.constant({ score: null, notApplicableReason: null }));
  const anyInputs: fc.Arbitrary<AssessmentInputs> = fc
    .record({
      stage: fc.constantFrom('signing' as const, 'operation' as const),
      level: fc.integer({ min: 1, max: 5 }),
      personalData: fc.boolean(),
      cloud: fc.boolean(),
      answers: fc.array(answer, { minLength: criteria.length, maxLength: criteria.length }),
      evident: fc.array(fc.boolean(), { minLength: criteria.length, maxLength: criteria.length }),
      impacts: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: method.groups.length, maxLength: method.groups.length }),
      exposed: fc.boolean(),
    })
    .map(({ stage, level, personalData, cloud, answers, evident, impacts, exposed }) => ({
      stage, day, shortPath: false, treatments: [],
      facts: { level, personalData, cloud },
      answers: Object.fromEntries(criteria.map((id, index) => [id, answers[index] ?? scored(0)])),
      evidence: Object.fromEntries(criteria.map((id, index) => [id, evident[index] === true ? soundEvidence : []])),
      impacts: Object.fromEntries(method.groups.map(({ id }, index) => [id, impacts[index] ?? 1])),
      exposures: exposed ? ['shared-infrastructure'] : [],
    }));
  const anyCriterion = fc.constantFrom(...criteria);

  test('a worse answer never lowers the risk of any group, nor mends a knock-out', () => {
    fc.assert(
      fc.property(anyInputs, anyCriterion, fc.integer({ min: 0, max: 4 }), (given, criterion, lower) => {
        const before = given.answers[criterion]?.score ?? null;
        fc.pre(before !== null && lower < before);
        const [good, bad] = [assess(method, given), assess(method, { ...given, answers: { ...given.answers, [criterion]: scored(lower) } })];
        for (const group of good.groups) expect(severityOf(method, groupIn(bad, group.id).risk)).toBeGreaterThanOrEqual(severityOf(method, group.risk));
        expect(bad.failedA).toEqual(expect.arrayContaining([...good.failedA]));
        expect(bad.failedB).toEqual(expect.arrayContaining([...good.failedB]));
      }),
    );
  });

  test('what is not applicable counts as if the criterion were not there', () => {
    fc.assert(
      fc.property(anyInputs, anyCriterion, (given, criterion) => {
        const without = { ...method, criteria: method.criteria.filter(({ id }) => id !== criterion) };
        const result = assess(method, { ...given, answers: { ...given.answers, [criterion]: notApplicable } });
        const line = result.groups.flatMap(({ lines }) => lines).find(({ id }) => id === criterion);
        fc.pre(line === undefined || line.knockOut === null);
        const numbers = ({ groups, worstLevel, worstGroup, failedA, failedB }: AssessmentResult) => ({
          worstLevel, worstGroup, failedA, failedB, groups: groups.map(({ id, weightedSum, fullSum, likelihood, risk, rank }) => ({ id, weightedSum, fullSum, likelihood, risk, rank })),
        });
        expect(numbers(result)).toEqual(numbers(assess(without, given)));
      }),
    );
  });

  test('the order of answers, criteria and evidence does not matter', () => {
    fc.assert(
      fc.property(anyInputs, (given) => {
        const turned = <Value>(values: Readonly<Record<string, Value>>): Record<string, Value> => Object.fromEntries(Object.entries(values).reverse());
        const shuffled = { ...given, answers: turned(given.answers), evidence: turned(given.evidence), impacts: turned(given.impacts) };
        expect(assess(method, shuffled)).toEqual(assess(method, given));
        const other = assess({ ...method, criteria: [...method.criteria].reverse() }, given);
        expect(other.groups.map(({ id, control, risk }) => [id, control, risk])).toEqual(assess(method, given).groups.map(({ id, control, risk }) => [id, control, risk]));
      }),
    );
  });

  test('a failed knock-out A stays, whatever the rest says', () => {
    fc.assert(
      fc.property(anyInputs, (given) => {
        const best = inputs({ stage: given.stage, facts: given.facts });
        const result = assess(method, { ...best, answers: { ...best.answers, 'DL-01': scored(1) } });
        expect(result.failedA).toEqual(['DL-01']);
        expect(assess(method, { ...given, answers: { ...given.answers, 'DL-01': scored(1) } }).failedA).toContain('DL-01');
      }),
    );
  });

  test('over the same applicable criteria a higher level never helps', () => {
    fc.assert(
      fc.property(anyInputs, fc.integer({ min: 1, max: 5 }), (given, higher) => {
        fc.pre(higher > given.facts.level);
        const raised = { ...given, facts: { ...given.facts, level: higher } };
        fc.pre(applicableCriteria(method, given.facts, false).length === applicableCriteria(method, raised.facts, false).length);
        const [low, high] = [assess(method, given), assess(method, raised)];
        expect(severity(high)).toBeGreaterThanOrEqual(severity(low));
        for (const group of low.groups) expect(severityOf(method, groupIn(high, group.id).risk)).toBeGreaterThanOrEqual(severityOf(method, group.risk));
        expect([...high.failedA, ...high.failedB]).toEqual(expect.arrayContaining([...low.failedA, ...low.failedB]));
      }),
    );
  });

  test('the supplier is as risky as the worst group, and treatment never makes it riskier', () => {
    fc.assert(
      fc.property(anyInputs, anyCriterion, fc.integer({ min: 0, max: 4 }), (given, criterionId, expectedScore) => {
        const result = assess(method, { ...given, treatments: [{ criterionId, expectedScore }] });
        expect(severity(result)).toBe(Math.max(...result.groups.map(({ risk }) => severityOf(method, risk))));
        expect(groupIn(result, result.worstGroup).risk).toBe(result.worstLevel);
        expect(severityOf(method, result.residual.worstLevel)).toBeLessThanOrEqual(severity(result));
      }),
    );
  });
});

test('an impact that nobody chose yet counts as the highest', () => {
  expect(groupIn(assess(method, inputs({ impacts: {} })), 'DL')).toMatchObject({ impact: null, effectiveImpact: 5 });
});

test.each<[Partial<ImpactFacts>, number]>([
  [{}, 1],
  [{ hasPersonalData: true }, 3],
  [{ servesPublic: true }, 3],
  [{ hasPersonalData: true, basicSubjects: 100_000 }, 4],
  [{ hasPersonalData: true, basicSubjects: 99_999 }, 3],
  [{ hasSensitiveData: true, hasPersonalData: true }, 4],
  [{ agencies: 2 }, 4],
])('the facts %j leave an impact of at least %i', (facts, least) => {
  expect(impactFloor({ hasPersonalData: false, hasSensitiveData: false, basicSubjects: 0, sensitiveSubjects: 0, servesPublic: false, agencies: 1, ...facts }).impact).toBe(least);
});

test('an approval holds 24, 12 and 6 months by level', () => {
  expect([1, 2, 3, 4, 5].map((level) => approvalMonths(method, level))).toEqual([24, 24, 12, 12, 6]);
});

test('every state of an assessment is reached and leads on', () => {
  expect(inspectLifecycle(assessmentLifecycle)).toEqual({ unreachable: [], deadEnds: [], unknown: [] });
});
