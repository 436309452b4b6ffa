import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { foldText, hasControlCharacters, normalizeParagraphs, normalizeText } from '../../../server/kernel/text.js';

const anyText = fc.string({ unit: 'binary' });

describe('normalizeText', () => {
  test.each([
    ['  Hợp   đồng\n thuê ', 'Hợp đồng thuê'],
    ['Hợp đồng'.normalize('NFD'), 'Hợp đồng'],
    ['Sở\u00A0Tư\u3000pháp', 'Sở Tư pháp'],
    [' \t\n', ''],
  ])('%p becomes %p', (text, kept) => {
    expect(normalizeText(text)).toBe(kept);
  });

  test('is done once and for all', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normalizeText(text);
        expect(normalizeText(once)).toBe(once);
        expect(once).toBe(once.normalize('NFC'));
      }),
    );
  });
});

describe('normalizeParagraphs', () => {
  test('keeps lines, one empty line between paragraphs, nothing around', () => {
    expect(normalizeParagraphs('\r\n Thứ  nhất \r\nThứ hai\r\r\r\n\n\nThứ ba \n')).toBe('Thứ nhất\nThứ hai\n\nThứ ba');
  });

  test('is done once and for all', () => {
    const lines = fc.array(fc.oneof(anyText, fc.constantFrom('\n', '\r\n', '\r', ' '))).map((parts) => parts.join(''));
    fc.assert(
      fc.property(lines, (text) => {
        const once = normalizeParagraphs(text);
        expect(normalizeParagraphs(once)).toBe(once);
      }),
    );
  });
});

describe('hasControlCharacters', () => {
  test.each(['\u0000', 'a\u0000b', '\u001B[31m', '\u007F', '\u0085', 'Công ty \u202Egnp.exe', '\u2066', '\uD800', 'a\uDC00'])('%p does', (text) => {
    expect(hasControlCharacters(text)).toBe(true);
  });

  test.each(['', 'Hợp đồng số 01/2026/HĐ-CNTT', 'một\thai\nba\r\n', 'Hợp đồng'.normalize('NFD'), '📄', '₫ – “ngoặc”'])('%p does not', (text) => {
    expect(hasControlCharacters(text)).toBe(false);
  });
});

describe('foldText', () => {
  test.each([
    ['Hợp đồng', 'hop dong'],
    ['ĐẶC KHU Cát Hải', 'dac khu cat hai'],
    ['Nguyễn Thị Ước', 'nguyen thi uoc'],
    ['Quỹ Ủy thác ĐƯỜNG', 'quy uy thac duong'],
    ['Hợp đồng'.normalize('NFD'), 'hop dong'],
    ['HĐ-01/2026', 'hd-01/2026'],
  ])('%p folds to %p', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  test('every Vietnamese letter folds to a plain one', () => {
    const letters = 'aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ';
    expect(foldText(letters)).toMatch(/^[a-z]+$/u);
    expect(foldText(letters.toUpperCase())).toBe(foldText(letters));
    expect(foldText(letters).length).toBe(letters.length);
  });

  test('is done once and for all, and composed or not makes no difference', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = foldText(text);
        expect(foldText(once)).toBe(once);
        expect(foldText(text.normalize('NFD'))).toBe(once);
        expect(foldText(text.normalize('NFC'))).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  });
});
