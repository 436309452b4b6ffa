import { describe, expect, test } from '@jest/globals';
import { utf8Of } from '../../server/platform/http/utf8.js';

describe('the bytes of a page', () => {
  test.each([
    ['nothing', ''],
    ['Vietnamese letters, composed and not', 'Hợp đồng thuê dịch vụ – Đã ký'.normalize('NFC') + 'Hợp đồng'.normalize('NFD')],
    ['signs beyond the first plane', '𠀋 và 😀'],
    ['half a sign', 'trước \ud83d sau'],
    ['more than fits the short way', 'Cơ quan '.repeat(100_000)],
  ])('of %s are those that Node writes itself', (_what, text) => {
    expect(utf8Of(text).equals(Buffer.from(text))).toBe(true);
  });

  test('of one page stay as they are when the next is written', () => {
    const first = utf8Of('Bên cung cấp');
    utf8Of('Hệ thống thông tin');
    expect(first.toString()).toBe('Bên cung cấp');
  });
});
