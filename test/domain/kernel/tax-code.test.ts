import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkTaxCode } from '../../../server/kernel/tax-code.js';

const digit = fc.integer({ min: 0, max: 9 }).map(String);
const digits = (count: number): fc.Arbitrary<string> => fc.array(digit, { minLength: count, maxLength: count }).map((all) => all.join(''));
const isValid = (code: string): boolean => checkTaxCode(code).ok;

/** Ten digits whose check digit was found by trying: the test does not repeat the formula. */
const validCode = digits(9)
  .map((stem) => Array.from({ length: 10 }, (_, last) => `${stem}${String(last)}`).find(isValid))
  .filter((code) => code !== undefined);

describe('codes of units', () => {
  test.each([
    ['0100109106', '0100109106'],
    [' 0101248141 ', '0101248141'],
    ['0100109106-001', '0100109106-001'],
    ['0100109106001', '0100109106-001'],
    ['0100109106-999', '0100109106-999'],
  ])('%p is taken as %s', (text, value) => {
    expect(checkTaxCode(text)).toEqual({ ok: true, value });
  });

  test.each([
    ['0100109107', 'check-digit'],
    ['0100109107-001', 'check-digit'],
    ['0100109106-000', 'branch'],
    ['0100109106-01', 'branch'],
    ['0100109106-0001', 'branch'],
    ['0100109106-', 'branch'],
    ['0100109106--01', 'branch'],
    ['0100109106000', 'branch'],
    ['', 'length'],
    ['010010910', 'length'],
    ['01001091061', 'length'],
    ['01001091060011', 'length'],
    ['-0100109106', 'length'],
    ['010-0109106', 'length'],
    ['0100109I06', 'characters'],
    ['0100 109106', 'characters'],
    ['٠١٠٠١٠٩١٠٦', 'characters'],
    ['0100109106\n001', 'characters'],
  ])('%p is refused: %s', (text, reason) => {
    expect(checkTaxCode(text)).toEqual({ ok: false, reason });
  });

  test('a stem whose remainder is 0 has no check digit: no code is issued on it', () => {
    const codes = Array.from({ length: 10 }, (_, last) => `000000000${String(last)}`);
    expect(codes.filter(isValid)).toEqual([]);
  });

  test('no stem has two check digits', () => {
    fc.assert(
      fc.property(digits(9), (stem) => {
        const codes = Array.from({ length: 10 }, (_, last) => `${stem}${String(last)}`);
        expect(codes.filter(isValid).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('what the check digit promises', () => {
  test('any one wrong digit is noticed, at every place', () => {
    fc.assert(
      fc.property(validCode, (code) => {
        for (let place = 0; place < code.length; place += 1) {
          for (let other = 0; other <= 9; other += 1) {
            const changed = `${code.slice(0, place)}${String(other)}${code.slice(place + 1)}`;
            expect(isValid(changed)).toBe(changed === code);
          }
        }
      }),
    );
  });

  test('two neighbouring digits exchanged are noticed, the check digit included', () => {
    fc.assert(
      fc.property(validCode, fc.integer({ min: 0, max: 8 }), (code, place) => {
        const swapped = `${code.slice(0, place)}${code.charAt(place + 1)}${code.charAt(place)}${code.slice(place + 2)}`;
        expect(isValid(swapped)).toBe(swapped === code);
      }),
    );
  });

  test('not promised: exchanging the second and the seventh digit, whose weights are equal modulo 11, passes', () => {
    expect(isValid('0100109106')).toBe(true);
    expect(isValid('0900101106')).toBe(true);
  });
});

describe('personal identification numbers (12 digits)', () => {
  test.each(['001099000001', '031088012345', '096300000000'])('%s is taken by its form', (code) => {
    expect(checkTaxCode(code)).toEqual({ ok: true, value: code });
  });

  test.each(['000099000001', '097099000001', '999999999999'])('%s: no such province', (code) => {
    expect(checkTaxCode(code)).toEqual({ ok: false, reason: 'province' });
  });
});

test('no text makes it throw, and what it takes it takes again unchanged', () => {
  const nearCodes = fc.string({ unit: fc.constantFrom(...Array.from('0123456789- ')), maxLength: 16 });
  fc.assert(
    fc.property(fc.oneof(fc.string(), nearCodes, validCode), (text) => {
      const check = checkTaxCode(text);
      if (check.ok) {
        expect(checkTaxCode(check.value)).toEqual(check);
      }
    }),
  );
});
