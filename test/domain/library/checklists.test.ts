import { describe, expect, test } from '@jest/globals';
import { calendarDay } from '../../../server/kernel/calendar-day.js';
import { conditionHolds, type HireFacts, knockOutFor, type LibraryName, scoringParts } from '../../../server/library/index.js';
import { shippedLibrary } from './seeds.js';

const day = calendarDay('2026-11-21');
const entries = <Name extends LibraryName>(name: Name) => shippedLibrary.libraryOn(name, day).entries;
const plainHire: HireFacts = { personalData: false, cloud: false, level: 1 };

function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`);
}

describe('the checklists are whole', () => {
  test.each([
    ['mandatory-clauses', 'CT', 35],
    ['handover-items', 'BG', 27],
    ['record-kinds', 'HS', 31],
    ['gates', 'G', 13],
    ['clocks', 'D', 12],
  ] as const)('%s runs from %s-01 to %i without a gap', (name, prefix, count) => {
    // Besides the kinds of the domain reference there are registers of the agency's own (SO-…).
    expect(entries(name).map((entry) => entry.id).filter((id) => !id.startsWith('SO-'))).toEqual(numbered(prefix, count));
  });

  test.each([
    ['security-levels', 5],
    ['service-kinds', 11],
    ['operator-kinds', 3],
    ['data-kinds', 5],
    ['inspection-cycles', 5],
    ['access-terms', 6],
    ['risk-groups', 8],
    ['risk-criteria', 44],
    ['violation-signs', 19],
    ['incident-levels', 5],
    ['incident-kinds', 4],
    ['account-kinds', 22],
    ['security-spending-marks', 2],
  ] as const)('%s has %i entries', (name, count) => {
    expect(entries(name)).toHaveLength(count);
  });
});

describe('risk criteria', () => {
  // 4Σw of each group; DL, TC, SC and KT are those of the worked examples.
  test.each([
    ['DL', 6, 64],
    ['TC', 7, 76],
    ['NS', 4, 32],
    ['PT', 5, 48],
    ['HT', 6, 60],
    ['SC', 5, 52],
    ['PL', 6, 44],
    ['KT', 5, 56],
  ])('group %s has %i criteria and at most %i points', (group, count, points) => {
    const criteria = entries('risk-criteria').filter((criterion) => criterion.group === group);
    expect(criteria.map((criterion) => criterion.id)).toEqual(numbered(group, count));
    expect(4 * criteria.reduce((sum, criterion) => sum + criterion.weight, 0)).toBe(points);
  });

  test.each([
    ['DL', [3, 3, 4, 3, 3, 2], 49],
    ['DL', [3, 1, 4, 3, 3, 2], 43],
    ['KT', [3, 2, 2, 2, 2], 31],
    ['SC', [4, 4, 4, 3, 4], 49],
    ['NS', [null, 3, 2, 3], 17],
    ['TC', [2, 3, 2, 1, 2, 1, 3], 40],
  ])('the scores %s %j of the worked examples weigh %i', (group, scores, points) => {
    const criteria = entries('risk-criteria').filter((criterion) => criterion.group === group);
    expect(criteria.reduce((sum, criterion, index) => sum + criterion.weight * (scores[index] ?? 0), 0)).toBe(points);
  });

  test('every criterion belongs to a group', () => {
    const groups = entries('risk-groups').map((group) => group.id);
    expect(entries('risk-criteria').filter((criterion) => !groups.includes(criterion.group))).toEqual([]);
  });

  test('at signing a design is enough for exactly the criteria that cannot be tested yet; at go-live every knock-out needs 3', () => {
    const knockOuts = entries('risk-criteria').filter((criterion) => criterion.knockOut.length > 0);
    expect(knockOuts.filter((criterion) => criterion.minimum?.signing === 2).map((criterion) => criterion.id)).toEqual([
      ...['DL-02', 'DL-03', 'TC-01', 'TC-02', 'TC-03', 'TC-05', 'TC-07', 'NS-02', 'PT-02'],
      ...['HT-01', 'HT-02', 'HT-05', 'SC-04', 'SC-05', 'KT-02'],
    ]);
    expect(knockOuts.every((criterion) => criterion.minimum?.operation === 3)).toBe(true);
  });

  test('knock-outs depend on the hire', () => {
    const kindOf = (id: string, facts: Partial<HireFacts>) => {
      const criterion = entries('risk-criteria').find((candidate) => candidate.id === id);
      return criterion === undefined ? undefined : knockOutFor(criterion, { ...plainHire, ...facts });
    };
    expect(kindOf('DL-01', {})).toBe('A');
    expect(kindOf('DL-03', { personalData: true })).toBe('B');
    expect(kindOf('DL-03', { personalData: true, cloud: true })).toBe('A');
    expect(kindOf('DL-05', {})).toBeNull();
    expect(kindOf('DL-05', { personalData: true })).toBe('A');
    expect(kindOf('TC-04', { level: 2 })).toBeNull();
    expect(kindOf('TC-04', { level: 3 })).toBe('B');
    expect(kindOf('HT-01', { level: 2 })).toBeNull();
    expect(kindOf('HT-01', { level: 3 })).toBe('A');
  });
});

describe('the risk matrix', () => {
  const scale = ['low', 'medium', 'high', 'very-high'];
  const rowsOf = (kind: 'matrix' | 'matrix-floor') =>
    scoringParts(entries('risk-scoring'), kind).flatMap((part) => part.rows.map((row) => row.map((level) => scale.indexOf(level))));
  const matrix = rowsOf('matrix');

  test('never decreases along a row or a column', () => {
    const columns = [0, 1, 2, 3, 4].map((column) => matrix.map((row) => row[column] ?? -1));
    for (const line of [...matrix, ...columns]) {
      expect(line).toEqual(line.toSorted((a, b) => a - b));
    }
  });

  test('is nowhere milder than NIST SP 800-30r1, Table I-2', () => {
    const floor = rowsOf('matrix-floor');
    expect(floor.flat().every((level, index) => (matrix.flat()[index] ?? -1) >= level)).toBe(true);
  });

  test('the thresholds of likelihood fall from 1 to 5', () => {
    const [base] = scoringParts(entries('risk-scoring'), 'likelihood-base');
    expect(base?.thresholds.map((step) => [step.atLeast, step.likelihood])).toEqual([
      [0.85, 1],
      [0.7, 2],
      [0.55, 3],
      [0.35, 4],
      [0, 5],
    ]);
  });
});

describe('clauses and items', () => {
  const mandatory = (facts: Partial<HireFacts>) =>
    entries('mandatory-clauses')
      .filter((clause) => clause.mandatory === 'always' || (clause.mandatory === 'conditional' && conditionHolds(clause.when, { ...plainHire, ...facts })))
      .map((clause) => clause.id);

  test('the mandatory clauses grow with the hire', () => {
    const always = numbered('CT', 35).filter((id) => !['CT-25', 'CT-26', 'CT-27', 'CT-29', 'CT-30', 'CT-31', 'CT-35'].includes(id));
    expect(mandatory({})).toEqual(always);
    expect(mandatory({ personalData: true })).toEqual([...always, 'CT-25'].sort());
    expect(mandatory({ personalData: true, cloud: true })).toEqual([...always, 'CT-25', 'CT-26'].sort());
    expect(mandatory({ level: 3 })).toEqual([...always, 'CT-27', 'CT-29', 'CT-31'].sort());
  });

  test('fifteen handover items belong to every hire', () => {
    const every = entries('handover-items').filter((item) => item.requirement === 'every-hire');
    expect(every.map((item) => Number(item.id.slice(3)))).toEqual([1, 2, 3, 5, 7, 8, 10, 11, 14, 18, 19, 22, 25, 26, 27]);
  });

  test('each duty has as many hours in the clock as the level of violation says', () => {
    const report = entries('clocks').find((clock) => clock.id === 'D-10');
    for (const level of entries('violation-levels')) {
      if (level.kind === 'level') {
        const length = report?.lengths.find((candidate) => candidate.appliesTo?.some((code) => code === level.id));
        expect([length?.amount, length?.unit]).toEqual([level.reportWithin.amount, level.reportWithin.unit]);
      }
    }
  });
});
