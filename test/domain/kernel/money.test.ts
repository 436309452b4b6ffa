import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatMoney, LARGEST_AMOUNT, parseMoney, readMoney } from '../../../server/kernel/money.js';

test.each<[bigint, string]>([
  [0n, '0\u00a0đ'],
  [999n, '999\u00a0đ'],
  [1_000n, '1.000\u00a0đ'],
  [1_234_567_890n, '1.234.567.890\u00a0đ'],
  [-5_000n, '-5.000\u00a0đ'],
  [-999n, '-999\u00a0đ'],
])('%p is shown as %s', (amount, shown) => {
  expect(formatMoney(amount)).toBe(shown);
});

describe('reading an amount', () => {
  test.each<[string, bigint]>([
    ['1234567890', 1_234_567_890n],
    ['1.234.567.890', 1_234_567_890n],
    ['1.234.567.890 đ', 1_234_567_890n],
    ['1.234.567.890đ', 1_234_567_890n],
    ['500.000 đồng', 500_000n],
    ['500.000 đồng'.normalize('NFD'), 500_000n],
    ['500000 VNĐ', 500_000n],
    ['500000 vnd', 500_000n],
    ['500.000 ₫', 500_000n],
    ['  12\u00A0đ ', 12n],
    ['0', 0n],
    ['1000000000000000', LARGEST_AMOUNT],
  ])('%p is %p', (text, amount) => {
    expect(readMoney(text)).toEqual({ ok: true, value: amount });
    expect(parseMoney(text)).toBe(amount);
  });

  test.each([
    ['', 'format'],
    ['đ', 'format'],
    ['-', 'format'],
    ['abc', 'format'],
    ['1,5', 'format'],
    ['1.5', 'format'],
    ['0.123', 'format'],
    ['12.34.567', 'format'],
    ['1234.567', 'format'],
    ['1.234.567,00', 'format'],
    ['1,234,567', 'format'],
    ['1 234 567', 'format'],
    ['.123', 'format'],
    ['123.', 'format'],
    ['007', 'format'],
    ['+5', 'format'],
    ['--5', 'format'],
    ['1e9', 'format'],
    ['0x10', 'format'],
    ['١٢٣', 'format'],
    ['5 USD', 'format'],
    ['-5.000', 'negative'],
    ['−5000 đ', 'negative'],
    ['1000000000000001', 'too-large'],
    ['9'.repeat(400), 'too-large'],
  ])('%p is not one: %s', (text, reason) => {
    expect(readMoney(text)).toEqual({ ok: false, reason });
    expect(parseMoney(text)).toBeUndefined();
  });

  test('what is shown can be typed', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: LARGEST_AMOUNT }), (amount) => {
        expect(parseMoney(formatMoney(amount))).toBe(amount);
        expect(parseMoney(String(amount))).toBe(amount);
      }),
    );
  });

  test('no text makes it throw or gives an amount out of bounds', () => {
    const nearAmounts = fc.string({ unit: fc.constantFrom('0', '1', '9', '.', ',', '-', ' ', 'đ', 'V', 'N') });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), nearAmounts), (text) => {
        const amount = parseMoney(text);
        expect(amount === undefined || (amount >= 0n && amount <= LARGEST_AMOUNT)).toBe(true);
      }),
    );
  });
});
