import { describe, expect, test } from '@jest/globals';
import { highlight } from '../../server/search/domain/highlight.js';
import { slipsOfCode, slipsOfWord } from '../../server/search/domain/slips.js';
import { readQuery } from '../../server/search/domain/typed-query.js';

describe('what was typed', () => {
  test.each(['', '   ', '\u0000', '\u202E', '\uD800'])('%j is nothing', (typed) => expect(readQuery(typed)).toBeUndefined());

  test('words without the signs around them', () => {
    expect(readQuery('  "Hợp đồng",  (phần\u00a0mềm) ')).toEqual({ text: '"Hợp đồng", (phần mềm)', words: ['Hợp', 'đồng', 'phần', 'mềm'], looksLikeCode: false });
    expect(readQuery('12/2026/HĐ-SKHCN')).toMatchObject({ words: ['12/2026/HĐ-SKHCN'], looksLikeCode: true });
  });

  test('short words are looked for only together', () => {
    expect(readQuery('y tế')?.words).toEqual(['y tế']);
    expect(readQuery('12')?.words).toEqual([]);
    expect(readQuery('an ninh')?.words).toEqual(['an', 'ninh']);
  });

  test('eight words and two hundred characters, no half of a character', () => {
    expect(readQuery('một hai ba bốn năm sáu bảy tám chín')?.words).toHaveLength(8);
    const cut = readQuery(`${'a'.repeat(199)}🙂`)?.text ?? '';
    expect(cut.isWellFormed()).toBe(true);
    expect(cut).toHaveLength(199);
  });
});

describe('slips', () => {
  test('one letter too many, missing, wrong, or two swapped', () => {
    const found = slipsOfWord('dnog');
    for (const word of ['dong', 'dog', 'dnoga', 'dnon', 'nog']) expect(found).toContain(word);
    expect(found).not.toContain('dnog');
    expect(slipsOfWord('dong')).not.toContain('dai');
  });

  test('of short words only i and y', () => {
    expect(slipsOfWord('ti')).toEqual(['ty']);
    expect(slipsOfWord('an')).toEqual([]);
  });

  test('codes have digits and signs; what is no word has no slips', () => {
    expect(slipsOfCode('15/2052/hd')).toContain('15/2025/hd');
    expect(slipsOfCode('15')).toEqual([]);
    expect(slipsOfWord('🙂🙂🙂')).toEqual([]);
    expect(slipsOfCode('a'.repeat(25))).toEqual([]);
  });
});

describe('marks', () => {
  const marked = (text: string, ...words: string[]): string => highlight(text, words).map(({ text: piece, found }) => (found ? `[${piece}]` : piece)).join('');

  test('stand over letters with diacritics, composed or not', () => {
    expect(marked('Thuê hợp đồng', 'hop', 'ĐỒNG')).toBe('Thuê [hợp] [đồng]');
    expect(marked('hợp'.normalize('NFD'), 'hop')).toBe('[hợp]');
    expect(marked('12/HĐ-DV', '12/hd')).toBe('[12/HĐ]-DV');
  });

  test('run together, and lose nothing of the text', () => {
    expect(marked('aaa', 'a')).toBe('[aaa]');
    expect(marked('🙂 <b>đ</b>', 'd', '')).toBe('🙂 <b>[đ]</b>');
    expect(marked('', 'a')).toBe('');
    expect(marked('không có gì', 'xyz')).toBe('không có gì');
  });
});
