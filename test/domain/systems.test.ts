import { describe, expect, test } from '@jest/globals';
import path from 'node:path';
import { calendarDay } from '../../server/kernel/calendar-day.js';
import { inspectLifecycle } from '../../server/kernel/lifecycle.js';
import { libraryFromFiles } from '../../server/library/index.js';
import { effectiveLevel, systemLifecycle } from '../../server/systems/index.js';
import { mayHoldData, personalDataOf } from '../../server/systems/domain/data-asset-policy.js';
import { levelHints } from '../../server/systems/domain/level.js';
import { nextStepOf } from '../../server/systems/domain/next-step.js';
import { mayMoveTo } from '../../server/systems/domain/state-policy.js';
import { stateNames } from '../../server/systems/web/words.js';

const DAY = calendarDay('2026-11-21');
const library = libraryFromFiles(path.resolve(import.meta.dirname, '../../seeds/library'));

describe('the service of a system', () => {
  test('every state is reached and leads to the end', () => {
    expect(inspectLifecycle(systemLifecycle)).toEqual({ unreachable: [], deadEnds: [], unknown: [] });
  });

  test('its states are those of the library, under the same names', async () => {
    const entries = (await library).libraryOn('service-states', DAY).entries;
    expect(Object.fromEntries(entries.map(({ id, label }) => [id, label]))).toEqual(stateNames);
    expect(entries.filter(({ final }) => final).map(({ id }) => id)).toEqual([...systemLifecycle.final]);
  });

  test('operation needs an approved level, by khoản 3 Điều 5; ending does not', () => {
    expect(mayMoveTo({ serviceState: 'trial', levelApproved: false }, 'in-service')).toEqual({ allowed: false, reason: 'system-level-not-approved', clause: { article: 5, clause: 3 } });
    expect(mayMoveTo({ serviceState: 'trial', levelApproved: true }, 'in-service').allowed).toBe(true);
    expect(mayMoveTo({ serviceState: 'in-service', levelApproved: false }, 'retired').allowed).toBe(true);
  });

  test.each([
    ['preparing', 'in-service'],
    ['in-service', 'trial'],
    ['retired', 'preparing'],
    ['trial', 'trial'],
  ] as const)('never goes from %s to %s', (from, to) => {
    expect(mayMoveTo({ serviceState: from, levelApproved: true }, to)).toMatchObject({ allowed: false, reason: 'system-state-not-reachable' });
  });
});

describe('the level that counts', () => {
  test.each([
    // approved, proposed, procedures → effective, approved
    [4, 2, true, 4, true],
    [1, null, true, 1, true],
    [null, null, true, 3, false],
    [null, null, false, 2, false],
    [null, 1, true, 3, false],
    [null, 1, false, 2, false],
    [null, 4, false, 4, false],
  ])('approved %s, proposed %s, procedures %s: %s', (approved, proposed, procedures, effective, isApproved) => {
    expect(effectiveLevel(approved, proposed, procedures)).toEqual({ effective, approved: isApproved });
  });

  const none = { servesProcedures: false, basicSubjects: 0, sensitiveSubjects: 0 };

  test.each([
    [{ basicSubjects: 99_999 }, []],
    [{ basicSubjects: 100_000 }, ['basic-subjects']],
    [{ sensitiveSubjects: 9_999 }, []],
    [{ sensitiveSubjects: 10_000 }, ['sensitive-subjects']],
    [{ servesProcedures: true }, ['procedures']],
    [{ servesProcedures: true, basicSubjects: 200_000, sensitiveSubjects: 10_000 }, ['procedures', 'basic-subjects', 'sensitive-subjects']],
  ])('level 2 with %j is warned of %j', (facts, criteria) => {
    expect(levelHints(2, { ...none, ...facts }).map(({ criterion }) => criterion)).toEqual(criteria);
  });

  test('from level 3 on nothing is warned of', () => {
    expect(levelHints(3, { servesProcedures: true, basicSubjects: 1_000_000, sensitiveSubjects: 1_000_000 })).toEqual([]);
  });
});

describe('data assets', () => {
  test('take every kind of the library but state secrets, which are refused by khoản 3 Điều 9', async () => {
    const kinds = (await library).libraryOn('data-kinds', DAY).entries;
    const refused = kinds.filter((kind) => !mayHoldData(kind, 0).allowed).map(({ id }) => id);
    expect(refused).toEqual(['state-secret']);
    expect(mayHoldData(kinds.find(({ id }) => id === 'state-secret'), 0)).toMatchObject({ reason: 'state-secret-out-of-scope', clause: { article: 9, clause: 3 } });
    expect(Object.fromEntries(kinds.map((kind) => [kind.id, personalDataOf(kind)]))).toEqual({
      public: 'none', private: 'none', 'basic-personal': 'basic', 'sensitive-personal': 'sensitive', 'state-secret': 'none',
    });
  });

  test('count people only where personal data are', () => {
    const kind = { personal: false, sensitive: false, outOfScope: false };
    expect(mayHoldData(kind, 1)).toMatchObject({ allowed: false, reason: 'subjects-without-personal-data' });
    expect(mayHoldData(kind, 0).allowed).toBe(true);
    expect(mayHoldData({ ...kind, personal: true }, 1).allowed).toBe(true);
    expect(mayHoldData(undefined, 0)).toMatchObject({ allowed: false, reason: 'data-kind-unknown' });
  });
});

describe('the next step', () => {
  test.each([
    ['in-service', false, 0, 'approve-level'],
    ['in-service', true, 0, 'list-data'],
    ['in-service', true, 1, undefined],
    ['preparing', false, 1, 'begin-trial'],
    ['trial', false, 1, 'approve-level-before-operation'],
    ['trial', true, 1, 'begin-service'],
    ['retired', false, 0, undefined],
  ] as const)('%s, level approved %s, %s data assets: %s', (serviceState, levelApproved, dataAssets, step) => {
    expect(nextStepOf({ serviceState, levelApproved, dataAssets })).toBe(step);
  });
});
