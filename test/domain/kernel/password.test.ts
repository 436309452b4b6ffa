import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarDay } from '../../../server/kernel/calendar-day.js';
import { checkPassword, passwordExpiresOn } from '../../../server/kernel/password.js';

const person = { login: 'binh.tran@example.vn', fullName: 'Trần Thị Bình Minh' };

test.each(['Sông#Cấm2026', 'aB3$efgh', 'Mưa rào tháng 7!'])('%p will do', (password) => {
  expect(checkPassword(password, person)).toEqual({ ok: true });
});

test.each<[string, string[]]>([
  ['', ['length', 'lower', 'upper', 'digit', 'special']],
  ['aB3$efg', ['length']],
  ['AB3$EFGH', ['lower']],
  ['ab3$efgh', ['upper']],
  ['aBc$efgh', ['digit']],
  ['aB3defgh', ['special']],
  ['aB3 efgh', ['special']],
  ['aaaaaaaa', ['upper', 'digit', 'special']],
  ['Binh.Tran#1', ['contains-name']],
  ['BINH.TRAN@example.vn9', ['contains-name']],
  ['Xin#1Bình', ['contains-name']],
  ['tRẦN-2026', ['contains-name']],
])('%p lacks %p', (password, missing) => {
  expect(checkPassword(password, person)).toEqual({ ok: false, missing });
});

describe('points that are easily missed', () => {
  test('characters are counted as people see them, composed or not', () => {
    expect(checkPassword('ớB3$'.normalize('NFD'), person)).toEqual({ ok: false, missing: ['length'] });
    expect(checkPassword('📄📄📄aB3$', person)).toEqual({ ok: false, missing: ['length'] });
  });

  test('short names turn up in unrelated words and are let pass', () => {
    expect(checkPassword('Thanh#Xuan1', { login: 'an', fullName: 'Lê An' })).toEqual({ ok: true });
  });

  test('the login counts without its domain, also where it has nothing of the name', () => {
    const account = { login: 'hpsoft@example.vn', fullName: 'Lê An' };
    expect(checkPassword('HPsoft#2026', account)).toEqual({ ok: false, missing: ['contains-name'] });
  });

  test('an empty login or name forbids nothing', () => {
    expect(checkPassword('aB3$efgh', { login: '', fullName: ' ' })).toEqual({ ok: true });
  });

  test('composed or not, the answer is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (password) => {
        expect(checkPassword(password.normalize('NFD'), person)).toEqual(checkPassword(password.normalize('NFC'), person));
      }),
    );
  });
});

test('a password is to be changed six months after its last change', () => {
  expect(passwordExpiresOn(calendarDay('2026-01-05'))).toBe('2026-07-05');
  expect(passwordExpiresOn(calendarDay('2026-08-31'))).toBe('2027-02-28');
});
