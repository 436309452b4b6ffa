import { describe, expect, test } from '@jest/globals';
import path from 'node:path';
import { libraryFromFiles } from '../../../server/library/index.js';
import { calendarDay } from '../../../server/kernel/calendar-day.js';
import { productFolder } from '../../../server/platform/startup/product-folder.js';
import { graver, isAtLeast, levelEntry, levelOf, monthsThatCount, type CaseToJudge, type LevelRules } from '../../../server/violations/domain/level.js';

const library = await libraryFromFiles(path.join(productFolder, 'seeds', 'library'));
const day = calendarDay('2026-12-07');
const rules: LevelRules = {
  signs: library.libraryOn('violation-signs', day).entries,
  levels: library.libraryOn('violation-levels', day).entries,
  incidentLevels: library.libraryOn('incident-levels', day).entries,
};
const alone: CaseToJudge = { signs: [], refusesCooperation: false, systemLevels: [], earlierSecondLevel: 0 };
const signs = (...ids: string[]): CaseToJudge['signs'] => ids.map((id) => ({ sign: id.replace('+', ''), graver: id.endsWith('+') }));
const judged = (changes: Partial<CaseToJudge>): string => {
  const { level, steps } = levelOf({ ...alone, ...changes }, rules);
  return `${level}: ${steps.map(({ rule, to }) => `${rule} ${to}`).join(', ')}`;
};

describe('the level of a case by its signs (domain reference 11.2)', () => {
  test.each([
    ['DH-01', 'V2'], ['DH-02', 'V2'], ['DH-03', 'V3'], ['DH-04', 'V3'], ['DH-05', 'V3'], ['DH-06', 'V2'], ['DH-07', 'V2'], ['DH-08', 'V1'], ['DH-09a', 'V2'], ['DH-09b', 'V3'],
    ['DH-10', 'V3'], ['DH-11', 'V2'], ['DH-12', 'V3'], ['DH-13', 'V1'], ['DH-14', 'V2'], ['DH-15', 'V3'], ['DH-16', 'V1'], ['DH-17', 'V3'], ['DH-18', 'V4'], ['DH-04+', 'V4'], ['DH-08+', 'V3'],
  ])('%s gives %s', (sign, level) => {
    expect(levelOf({ ...alone, signs: signs(sign) }, rules).level).toBe(level);
  });

  test('the gravest of several signs decides, and the step says why', () => {
    expect(judged({ signs: signs('DH-16', 'DH-05', 'DH-01') })).toBe('V3: DH-05 V3');
    expect(levelOf({ ...alone, signs: signs('DH-08+') }, rules).steps).toEqual([
      { rule: 'DH-08', text: 'Quá hạn cam kết chưa khắc phục lỗ hổng nghiêm trọng (lỗ hổng đã bị khai thác)', from: null, to: 'V3' },
    ]);
  });

  test('a case without signs, or with one that the library does not know, has no level', () => {
    expect(() => levelOf(alone, rules)).toThrow(RangeError);
    expect(() => levelOf({ ...alone, signs: signs('DH-99') }, rules)).toThrow('DH-99');
  });
});

describe('what raises a level (domain reference 11.3)', () => {
  test('a second case at Mức 2 within twelve months', () => {
    expect(monthsThatCount(rules.levels)).toBe(12);
    expect(judged({ signs: signs('DH-01'), earlierSecondLevel: 1 })).toBe('V3: DH-01 V2, second-v2 V3');
    expect(judged({ signs: signs('DH-16'), earlierSecondLevel: 3 })).toBe('V1: DH-16 V1');
  });

  test('refusing to cooperate, and a system from cấp độ 4 on, one level each', () => {
    expect(judged({ signs: signs('DH-01'), refusesCooperation: true })).toBe('V3: DH-01 V2, refusal-to-cooperate V3');
    expect(judged({ signs: signs('DH-01'), systemLevels: [3, 4] })).toBe('V3: DH-01 V2, level-four-system V3');
    expect(judged({ signs: signs('DH-01'), systemLevels: [3] })).toBe('V2: DH-01 V2');
    expect(judged({ signs: signs('DH-16'), refusesCooperation: true, systemLevels: [5] })).toBe('V3: DH-16 V1, refusal-to-cooperate V2, level-four-system V3');
  });

  test('never above Mức 4', () => {
    expect(judged({ signs: signs('DH-18'), refusesCooperation: true, systemLevels: [5], earlierSecondLevel: 2 })).toMatch(/^V4: DH-18 V4/);
  });

  test('an incident from mức Cao on', () => {
    expect(judged({ signs: signs('DH-16'), incidentLevel: 'medium' })).toBe('V1: DH-16 V1');
    expect(judged({ signs: signs('DH-16'), incidentLevel: 'high' })).toBe('V3: DH-16 V1, incident V3');
    expect(judged({ signs: signs('DH-01'), incidentLevel: 'very-serious' })).toBe('V4: DH-01 V2, incident V4');
    expect(judged({ signs: signs('DH-05'), incidentLevel: 'serious' })).toBe('V3: DH-05 V3');
  });

  test('more facts never lower a level', () => {
    const all = rules.signs.map(({ id }) => id);
    for (const one of all) {
      for (const other of all) {
        const base = levelOf({ ...alone, signs: signs(one) }, rules).level;
        for (const changes of [{ signs: signs(one, other) }, { signs: signs(one), refusesCooperation: true }, { signs: signs(one), systemLevels: [4] }, { signs: signs(one), earlierSecondLevel: 1 }]) {
          expect(isAtLeast(levelOf({ ...alone, ...changes }, rules).level, base)).toBe(true);
        }
      }
    }
  });
});

test('what a level asks for comes from the library', () => {
  expect(levelEntry(rules.levels, 'V4').pause).toBe('suspend');
  expect(() => levelEntry([], 'V1')).toThrow(RangeError);
  expect(graver('V2', 'V3')).toBe('V3');
});
