import { describe, expect, test } from '@jest/globals';
import { readAccountList, type AccountList } from '../../../server/handovers/domain/account-list.js';

const nobody = { vendor: [], agency: [] };

/** "name+" for an enabled account, "name-" for a locked one, then whose it is; the fault of a list that cannot be taken. */
function told(list: AccountList): readonly string[] | string {
  return list.ok ? list.rows.map(({ name, enabled, belongs }) => `${name}${enabled ? '+' : '-'} ${belongs}`) : list.fault;
}

describe('getent passwd', () => {
  test('names accounts, and which have a shell to sign in with', () => {
    const text = ['root:x:0:0:root:/root:/bin/bash', 'daemon:x:1:1::/usr/sbin:/usr/sbin/nologin', 'sync:x:4:65534:sync:/bin:/bin/sync', 'khoa:x:1000:1000:,,,:/home/khoa:/bin/false', 'trống:x:1001:1001:::'].join('\n');
    expect(told(readAccountList(text, 'passwd', nobody))).toEqual(['root+ unclear', 'daemon- unclear', 'sync- unclear', 'khoa- unclear', 'trống+ unclear']);
  });

  test('is not anything else', () => {
    expect(told(readAccountList('rolname,rolcanlogin\napp,t', 'passwd', nobody))).toBe('unreadable');
    expect(told(readAccountList('', 'passwd', nobody))).toBe('empty');
  });
});

describe('pg_roles', () => {
  test('as \\copy … csv header gives it', () => {
    expect(told(readAccountList('rolname,rolsuper,rolcanlogin\npostgres,t,t\nbaocao,f,f\n', 'pg_roles', nobody))).toEqual(['postgres+ unclear', 'baocao- unclear']);
  });

  test('as psql prints it', () => {
    const text = ' rolname  | rolcanlogin \n----------+-------------\n postgres | t\n doc      | f\n(2 rows)\n';
    expect(told(readAccountList(text, 'pg_roles', nobody))).toEqual(['postgres+ unclear', 'doc- unclear']);
  });
});

describe('a directory', () => {
  test('as Export-Csv gives it: the account, not the name of the person', () => {
    const text = '\uFEFF#TYPE Microsoft.ActiveDirectory.Management.ADUser\r\n"DistinguishedName","Enabled","Name","SamAccountName"\r\n"CN=An, Nguyễn Văn","True","Nguyễn Văn An","nvan"\r\n"CN=B","False","Trần ""Bảo"" B","tvb"\r\n';
    expect(told(readAccountList(text, 'directory', nobody))).toEqual(['nvan+ unclear', 'tvb- unclear']);
  });

  test('as csvde gives it: locked is a flag of userAccountControl', () => {
    expect(told(readAccountList('sAMAccountName,userAccountControl\nnvan,512\ntvb,514\n', 'directory', nobody))).toEqual(['nvan+ unclear', 'tvb- unclear']);
  });

  test('with Vietnamese headings and semicolons', () => {
    expect(told(readAccountList('Tên tài khoản;Hoạt động\nnvan;có\ntvb;không\n', 'other', nobody))).toEqual(['nvan+ unclear', 'tvb- unclear']);
  });

  test('without a column that says so, every account works', () => {
    expect(told(readAccountList('username\nnvan\n', 'other', nobody))).toEqual(['nvan+ unclear']);
  });
});

describe('whose an account is', () => {
  const text = 'name\nHoTro\nquantri\nlạ\n';

  test('the vendor’s by the list of the closing, the agency’s by the officer’s word, of the rest nobody knows', () => {
    expect(told(readAccountList(text, 'other', { vendor: ['hotro '], agency: ['QuanTri', ''] }))).toEqual(['HoTro+ vendor', 'quantri+ agency', 'lạ+ unclear']);
  });

  test('no word makes an account of the vendor the agency’s', () => {
    expect(told(readAccountList(text, 'other', { vendor: ['hotro'], agency: ['hotro', 'quantri', 'lạ'] }))).toEqual(['HoTro+ vendor', 'quantri+ agency', 'lạ+ agency']);
  });
});

describe('a list that cannot be taken', () => {
  test.each([
    ['no column of names', 'id,email\n1,a@b.example\n', 'no-name-column'],
    ['only a heading', 'username,enabled\n', 'empty'],
    ['a quote that never closes', 'username\n"nvan\n', 'unreadable'],
    ['bytes of another encoding', 'username\nnv\uFFFDn\n', 'unreadable'],
    ['what is no text', 'username\nnv\0n\n', 'unreadable'],
    ['more than one system can have', `username\n${Array.from({ length: 20_001 }, (_, index) => `u${String(index)}`).join('\n')}`, 'too-many'],
  ])('%s', (_what, text, fault) => {
    expect(told(readAccountList(text, 'other', nobody))).toBe(fault);
  });
});

test('an account that stands twice is taken once, and works if one of them does', () => {
  expect(told(readAccountList('username,enabled\nNVAN,no\nnvan,yes\n', 'other', nobody))).toEqual(['NVAN+ unclear']);
});
