import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import path from 'node:path';
import { addDays, calendarDay } from '../../../server/kernel/calendar-day.js';
import { libraryFromFiles } from '../../../server/library/index.js';
import { productFolder } from '../../../server/platform/startup/product-folder.js';
import { maySignOn, openConditions, reviewGate, type GateCondition } from '../../../server/signing/domain/gate.js';
import { conditionGround, conditionName, conditionNote, conditionSentence } from '../../../server/signing/web/condition-texts.js';

const law = await libraryFromFiles(path.join(productFolder, 'seeds', 'library'));
const gates = law.edition('gates', '2026-11-21').entries;
const codes = [...gates.map(({ id }) => id), 'system', 'vendor', 'value', 'term', 'trial', 'plan'];
const condition = (changes: Partial<GateCondition>): GateCondition => ({ code: 'G-01', outcome: 'met', blocks: true, reason: 'x', facts: {}, ...changes });
const conditions = fc.array(fc.record({ code: fc.constantFrom(...codes), outcome: fc.constantFrom('met' as const, 'unmet' as const, 'not-applicable' as const), blocks: fc.boolean(), reason: fc.constant('x'), facts: fc.constant({}) }));

describe('a gate', () => {
  test('is open exactly when no condition that blocks is unmet', () => {
    fc.assert(fc.property(conditions, fc.constantFrom('signing' as const, 'operation' as const), (rows, stage) => {
      expect(reviewGate(stage, rows, gates).allowed).toBe(!rows.some(({ outcome, blocks }) => blocks && outcome === 'unmet'));
    }));
  });

  test('says the first condition in the way, its ground and how many others there are', () => {
    const rows = [condition({}), condition({ code: 'G-11', outcome: 'unmet', blocks: false }), condition({ code: 'G-07', outcome: 'unmet' }), condition({ code: 'G-02', outcome: 'unmet' })];
    expect(openConditions(rows).map(({ code }) => code)).toEqual(['G-07', 'G-02']);
    expect(reviewGate('signing', rows, gates)).toEqual({ allowed: false, reason: 'signing-blocked', clause: { article: 6, clause: 1 }, facts: { code: 'G-07', others: '1', codes: 'G-07, G-02' } });
    expect(reviewGate('operation', [condition({ code: 'G-02', outcome: 'unmet' })], gates)).toMatchObject({ reason: 'go-live-blocked', clause: 'internal' });
  });
});

describe('the date of a contract', () => {
  const report = calendarDay('2026-11-10');
  const today = calendarDay('2026-11-20');

  test('is not before the report and its approval, not in the future, not after its end', () => {
    const on = (day: string, records = { assessmentOn: report, approvalOn: calendarDay('2026-11-12') }): unknown => maySignOn(calendarDay(day), today, records, calendarDay('2026-11-19'));
    expect(on('2026-11-09')).toMatchObject({ reason: 'signed-before-report', clause: { article: 6, clause: 1 }, facts: { day: '10/11/2026' } });
    expect(on('2026-11-11')).toMatchObject({ reason: 'signed-before-approval' });
    expect(on('2026-11-12')).toEqual({ allowed: true });
    expect(on('2026-11-21')).toMatchObject({ reason: 'signed-in-future' });
    expect(on('2026-11-20')).toMatchObject({ reason: 'ends-before-signing' });
  });

  test('that may be may be one day later too, up to today and the end', () => {
    fc.assert(fc.property(fc.integer({ min: -30, max: 30 }), (offset) => {
      const day = addDays(report, offset);
      const records = { assessmentOn: report, approvalOn: report };
      if (maySignOn(day, today, records, null).allowed && day < today) expect(maySignOn(addDays(day, 1), today, records, null).allowed).toBe(true);
    }));
  });
});

describe('conditions in words', () => {
  test('each has a sentence, a short name and a ground', () => {
    for (const code of codes) {
      expect({ code, sentence: conditionSentence(code, gates), name: conditionName(code) }).not.toMatchObject({ sentence: code });
      expect(conditionName(code)).not.toBe(code);
      expect(conditionGround(code, gates, { issued: false })).not.toBe('');
    }
  });

  test('cite a khoản only for what it says, and the agency’s own rules as such', () => {
    const ground = (code: string, issued = false): string => conditionGround(code, gates, { issued });
    expect(ground('G-01')).toBe('khoản 1 Điều 6 dự thảo Quy chế');
    expect(ground('G-01', true)).toBe('khoản 1 Điều 6 Quy chế');
    expect(ground('G-02')).toBe('quy định nội bộ');
    expect(ground('G-12')).toBe('quy định nội bộ');
    expect(ground('G-07')).toBe('khoản 1 Điều 6 dự thảo Quy chế; điểm a khoản 3 Điều 5 Nghị định 331/2026/NĐ-CP');
    expect(ground('G-09')).toBe('khoản 4 Điều 36 Nghị định 224/2026/NĐ-CP');
    expect(ground('G-10')).toBe('điểm a khoản 2 Điều 37 Luật Bảo vệ dữ liệu cá nhân');
    expect(ground('G-05')).toContain('khoản 1, 2, 3, 4 Điều 6 dự thảo Quy chế');
    expect(ground('G-05')).toContain('quy định nội bộ');
    expect(ground('term')).toBe('quy định nội bộ');
  });

  test('say why with the facts', () => {
    expect(conditionNote({ code: 'G-07', reason: 'clauses-missing', facts: { clauses: ['CT-01', 'CT-07'] } })).toContain('CT-01, CT-07');
    expect(conditionNote({ code: 'trial', reason: 'failed', facts: { number: '3/BB', day: '2026-11-20' } })).toContain('3/BB ngày 20/11/2026');
    expect(conditionNote({ code: 'G-01', reason: 'records-not-issued', facts: { reportOn: '2026-11-20', decisionOn: null } })).toContain('HS-03');
    expect(conditionNote({ code: 'vendor', reason: 'named', facts: {} })).toBeUndefined();
  });
});
