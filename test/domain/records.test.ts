import { describe, expect, test } from '@jest/globals';
import path from 'node:path';
import { calendarDay } from '../../server/kernel/calendar-day.js';
import { inspectLifecycle } from '../../server/kernel/lifecycle.js';
import { libraryFromFiles } from '../../server/library/index.js';
import { basisLines, symbolFor } from '../../server/records/domain/record-kinds.js';
import { recordLifecycle } from '../../server/records/domain/record.lifecycle.js';
import { mayRegister, type RegistrationFacts } from '../../server/records/domain/registration-policy.js';
import { agencyHeading, authorityOf, longDay, numberText, pointLetter, postOverSignature, romanNumeral } from '../../server/records/domain/wording.js';
import { paperBlocks, withClosingMark } from '../../server/records/web/paper-blocks.js';
import { recordStates } from '../../server/records/web/words.js';

const library = await libraryFromFiles(path.resolve('seeds', 'library'));

describe('the wording of Nghị định 30/2020', () => {
  test.each([['2026-01-05', '05 tháng 01 năm 2026'], ['2026-02-28', '28 tháng 02 năm 2026'], ['2026-06-05', '05 tháng 6 năm 2026'], ['2026-12-31', '31 tháng 12 năm 2026']])('%s is %s', (day, text) => {
    expect(longDay(calendarDay(day))).toBe(text);
  });

  test('numbers below ten bear a 0', () => {
    expect([numberText(5, 'BC-STC'), numberText(12, 'BC-STC'), numberText(345, 'QĐ-UBND')]).toEqual(['05/BC-STC', '12/BC-STC', '345/QĐ-UBND']);
  });

  test('points follow the Vietnamese alphabet, without f, j, w, z', () => {
    const letters = Array.from({ length: 24 }, (_, index) => pointLetter(index));
    expect(letters.slice(0, 9)).toEqual(['a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i']);
    expect(letters.join('')).not.toMatch(/[fjwz]/);
    expect([letters[22], letters[23]]).toEqual(['y', 'aa']);
    expect([1, 4, 9, 14, 40].map(romanNumeral)).toEqual(['I', 'IV', 'IX', 'XIV', 'XL']);
  });

  test('a post stands over its signature without the agency', () => {
    expect(['Giám đốc Sở', 'Phó Giám đốc Sở', 'Chủ tịch UBND phường', 'Chuyên viên'].map(postOverSignature)).toEqual(['Giám đốc', 'Phó Giám đốc', 'Chủ tịch', 'Chuyên viên']);
    expect(authorityOf('Chủ tịch UBND phường', 'UBND phường An Biên')).toBe('Chủ tịch Ủy ban nhân dân phường An Biên');
  });

  test('a People\'s Committee stands alone at the head, other agencies below what they belong to', () => {
    expect(agencyHeading({ name: 'UBND phường An Biên', kind: 'ward', parentName: 'Ủy ban nhân dân thành phố Hải Phòng' })).toEqual({ parentName: null, agencyName: 'Ủy ban nhân dân\nphường An Biên' });
    expect(agencyHeading({ name: 'Sở Tài chính', kind: 'department', parentName: 'Ủy ban nhân dân thành phố Hải Phòng' })).toEqual({ parentName: 'UBND thành phố Hải Phòng', agencyName: 'Sở Tài chính' });
  });
});

describe('căn cứ and symbols', () => {
  const kind = (id: string) => {
    const found = library.entryOn('record-kinds', id, calendarDay('2026-11-20'));
    if (found === undefined) throw new Error(id);
    return found;
  };

  test('symbols put the agency and the drafting unit into the pattern of the kind', () => {
    const unit = { name: 'Phòng Kế hoạch - Tài chính', symbol: 'KHTC' };
    expect(symbolFor(kind('HS-01'), 'STC', undefined)).toBe('BC-STC');
    expect(symbolFor(kind('HS-02'), 'STC', unit)).toBe('TTr-KHTC');
    expect(symbolFor(kind('HS-20'), 'STC', unit)).toBe('STC-KHTC');
    expect([symbolFor(kind('HS-05'), 'STC', undefined), symbolFor(kind('HS-07'), 'STC', undefined)]).toEqual([null, null]);
  });

  const wanted = kind('HS-08').legalBases.map((law) => ({ law }));
  const on = (day: string, regulation: Parameters<typeof basisLines>[1]['regulation'] = { issued: false }, contractLine?: string) =>
    basisLines(wanted, { registry: library.legalBasesOn(calendarDay(day)), regulation, contractLine });

  test('only what is in force that day is cited; the regulation once it is issued, the contract where there is one', () => {
    expect(on('2026-11-20')).toEqual(['Căn cứ Luật An ninh mạng ngày 10 tháng 12 năm 2025']);
    expect(on('2026-06-30')).toEqual([]);
    const lines = on('2026-11-20', { issued: true, number: '12/2026/QĐ-UBND', date: calendarDay('2026-12-01') }, 'Căn cứ Hợp đồng số 1 ngày 05 tháng 01 năm 2026 giữa A và B;');
    expect(lines[1]).toMatch(/^Căn cứ Quyết định số 12\/2026\/QĐ-UBND ngày 01 tháng 12 năm 2026 của Ủy ban nhân dân thành phố Hải Phòng ban hành Quy chế/);
    expect(lines[2]).toBe('Căn cứ Hợp đồng số 1 ngày 05 tháng 01 năm 2026 giữa A và B');
  });
});

describe('the matter of a record', () => {
  const texts = (blocks: ReturnType<typeof paperBlocks>): string[] => blocks.map((block) => (block.kind === 'text' ? block.parts.map(({ text }) => text).join('') : block.kind === 'heading' ? block.text : 'table'));

  test('numbers headings anew below each other, articles on and on', () => {
    expect(texts(paperBlocks([
      { kind: 'heading', level: 1, text: 'Một' }, { kind: 'heading', level: 2, text: 'a' }, { kind: 'heading', level: 2, text: 'b' }, { kind: 'heading', level: 1, text: 'Hai' }, { kind: 'heading', level: 2, text: 'c' },
      { kind: 'article', title: 'Phê duyệt', clauses: [{ text: 'x', points: ['p', 'q'] }] }, { kind: 'article', text: 'Thi hành' },
    ]))).toEqual(['I. MỘT', '1. a', '2. b', 'II. HAI', '1. c', 'Điều 1. Phê duyệt', '1. x', 'a) p', 'b) q', 'Điều 2. Thi hành']);
  });

  test.each([['Hết', 'Hết./.'], ['Hết.', 'Hết./.'], ['Hết;', 'Hết./.'], ['Hết./.', 'Hết./.']])('"%s" ends as "%s"', (text, ended) => {
    expect(texts(withClosingMark(paperBlocks([{ kind: 'paragraph', text }])))).toEqual([ended]);
  });
});

describe('a number', () => {
  const sound: RegistrationFacts = { status: 'printed', symbol: 'BC-STC', preparedOn: calendarDay('2026-11-10'), today: calendarDay('2026-11-20'), number: 5, issuedOn: calendarDay('2026-11-20') };

  test.each<[string, Partial<RegistrationFacts>]>([
    ['record-not-open', { status: 'prepared' }], ['record-not-open', { status: 'registered' }], ['record-not-open', { status: 'withdrawn' }],
    ['record-number-missing', { number: undefined }], ['record-number-not-borne', { symbol: null }],
    ['record-dated-later', { issuedOn: calendarDay('2026-11-21') }], ['record-dated-before-preparation', { issuedOn: calendarDay('2026-11-09') }],
  ])('%s for %j', (reason, change) => {
    expect(mayRegister({ ...sound, ...change })).toMatchObject({ allowed: false, reason });
  });

  test('is entered on any day from the draft to today', () => {
    for (const day of ['2026-11-10', '2026-11-15', '2026-11-20']) expect(mayRegister({ ...sound, issuedOn: calendarDay(day) }).allowed).toBe(true);
  });

  test('every state of a record is reached, named and leads on', () => {
    expect(inspectLifecycle(recordLifecycle)).toEqual({ unreachable: [], deadEnds: [], unknown: [] });
    expect(Object.keys(recordStates).toSorted()).toEqual([...recordLifecycle.states].toSorted());
  });
});
