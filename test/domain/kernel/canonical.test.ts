import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarDay } from '../../../server/kernel/calendar-day.js';
import { canonicalBytes, commitTo, newSalt, sha256 } from '../../../server/kernel/canonical.js';
import { parseInstant } from '../../../server/kernel/clock.js';

const canonical = (value: unknown): string => canonicalBytes(value).toString('utf8');

describe('canonical bytes', () => {
  test('the example of RFC 8785, section 3.2 (without its 1E30: such an integer is a bigint here)', () => {
    const value = {
      numbers: [333333333.33333329, 4.50, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000F\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonical(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('keys sort by UTF-16 code units (RFC 8785, section 3.2.3)', () => {
    const value = { '€': 5, '\r': 1, '\uFF21': 7, 1: 2, '😀': 6, '\u0080': 3, ö: 4 };
    expect([...canonical(value).matchAll(/:(\d)/gu)].map((match) => match[1])).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(canonical({ b: 1, a: { d: [], c: {} } })).toBe('{"a":{"c":{},"d":[]},"b":1}');
  });

  test('days, instants, amounts and texts have one form each', () => {
    expect(canonical({ signedOn: calendarDay('2026-01-05') })).toBe('{"signedOn":"2026-01-05"}');
    expect(canonical(parseInstant('2026-04-30T14:30:00+07:00'))).toBe('"2026-04-30T07:30:00.000Z"');
    expect(canonical(9_223_372_036_854_775_807n)).toBe('"9223372036854775807"');
    expect(canonical('Hợp đồng'.normalize('NFD'))).toBe('"Hợp đồng"'.normalize('NFC'));
    expect(canonical({ ['Số'.normalize('NFD')]: 1 })).toBe('{"Số":1}'.normalize('NFC'));
    expect(canonical(-0)).toBe('0');
    expect(canonicalBytes('đ')).toEqual(Buffer.from([0x22, 0xc4, 0x91, 0x22]));
  });

  test('the same part may stand in two places, and objects of another realm or without prototype are plain too', () => {
    const part = { a: 1 };
    expect(canonical([part, part])).toBe('[{"a":1},{"a":1}]');
    expect(canonical(structuredClone({ at: new Date(0), list: [part] }))).toBe('{"at":"1970-01-01T00:00:00.000Z","list":[{"a":1}]}');
    expect(canonical(Object.assign(Object.create(null), part))).toBe('{"a":1}');
    expect(canonical(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}');
  });

  const circle: { self?: unknown } = {};
  circle.self = [circle];
  class Contract {
    readonly number = '01';
  }

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['an undefined member', { a: undefined }],
    ['an undefined item', [undefined]],
    ['a hole', Array(1)],
    ['NaN', Number.NaN],
    ['an infinity', { a: [Number.NEGATIVE_INFINITY] }],
    ['an integer that lost its last digit', 2 ** 53],
    ['a function', () => 1],
    ['a toJSON of its own', { toJSON: () => 1 }],
    ['a symbol', Symbol('a')],
    ['a symbol as key', { [Symbol('a')]: 1 }],
    ['a Buffer', Buffer.from('a')],
    ['a typed array', new Uint8Array(1)],
    ['a Map', new Map([['a', 1]])],
    ['a Set', new Set([1])],
    ['a class instance', new Contract()],
    ['a boxed text', Object('a')],
    ['an invalid Date', new Date(Number.NaN)],
    ['a lone surrogate', 'a\uD800'],
    ['a lone surrogate in a key', { '\uDC00': 1 }],
    ['two keys that are one under NFC', { ['ố'.normalize('NFC')]: 1, ['ố'.normalize('NFD')]: 2 }],
    ['a circle', circle],
  ])('%s is refused', (_, value) => {
    expect(() => canonicalBytes(value)).toThrow(TypeError);
  });

  test('says where the trouble is', () => {
    expect(() => canonicalBytes({ contract: { items: [1, undefined] } })).toThrow('undefined at $.contract.items[1]');
  });
});

describe('for any value', () => {
  const text = fc.string({ unit: 'grapheme' });
  const { value: anyValue } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant(null),
      fc.boolean(),
      text,
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(text.map((key) => key.normalize('NFC')), tie('value'), { maxKeys: 4 }),
    ),
  }));

  test('the bytes are valid JSON that canonicalises to itself', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const bytes = canonicalBytes(value);
        expect(canonicalBytes(JSON.parse(bytes.toString('utf8')))).toEqual(bytes);
      }),
    );
  });

  test('the order of keys makes no difference', () => {
    fc.assert(
      fc.property(fc.dictionary(text.map((key) => key.normalize('NFC')), anyValue), (members) => {
        const reversed = Object.fromEntries(Object.entries(members).reverse());
        expect(canonicalBytes(reversed)).toEqual(canonicalBytes(members));
      }),
    );
  });

  test('composed and decomposed texts make no difference, other texts do', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(canonicalBytes(a.normalize('NFD'))).toEqual(canonicalBytes(a.normalize('NFC')));
        expect(canonicalBytes(a).equals(canonicalBytes(b))).toBe(a.normalize('NFC') === b.normalize('NFC'));
      }),
    );
  });
});

describe('hashes and commitments', () => {
  test('SHA-256 of "abc" (FIPS 180-4) and of nothing', () => {
    expect(sha256(Buffer.from('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256(new Uint8Array())).toBe(createHash('sha256').digest('hex'));
  });

  test('HMAC-SHA-256 as any other program computes it', () => {
    // printf '"a"' | openssl dgst -sha256 -mac HMAC -macopt hexkey:00 (32 times)
    expect(commitTo('a', '00'.repeat(32))).toBe('0919f1ef3c36691e4339d2c22bac74fc5dabce078cd2a7c1b6a38ca0df59de79');
  });

  test('a commitment opens with its own value and salt only', () => {
    const salt = newSalt();
    const name = 'Trần Thị Bình Minh';
    expect(commitTo(name.normalize('NFD'), salt)).toBe(commitTo(name, salt));
    expect(commitTo(name, newSalt())).not.toBe(commitTo(name, salt));
    expect(commitTo('Trần Thị Bình', salt)).not.toBe(commitTo(name, salt));
    expect(commitTo(name, salt)).not.toBe(sha256(canonicalBytes(name)));
  });

  test('salts are 32 random bytes, and nothing weaker is taken', () => {
    const salts = Array.from({ length: 100 }, newSalt);
    expect(new Set(salts).size).toBe(100);
    expect(salts.every((salt) => /^[0-9a-f]{64}$/u.test(salt))).toBe(true);
    for (const weak of ['', 'salt', 'AB'.repeat(32), 'ab'.repeat(31), 'zz'.repeat(32)]) {
      expect(() => commitTo('a', weak)).toThrow(TypeError);
    }
  });
});
