import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { checkPassword } from '../../server/kernel/password.js';
import { roles } from '../../server/people/index.js';
import { startTestApp, type TestApp } from '../harness/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ demonstration: true });
});
afterAll(() => app.close());

interface Account {
  readonly role: string;
  readonly login: string;
  readonly password: string;
  readonly fullName: string;
}

async function accounts(): Promise<Account[]> {
  const rows = await app.database.asOwner<{ accounts: Account[] }>(`SELECT value -> 'accounts' AS accounts FROM setting WHERE key = 'demonstration'`);
  return rows[0]?.accounts ?? [];
}

describe('the accounts', () => {
  test('the sign-in page offers one for each role first', async () => {
    const offered = (await accounts()).map(({ role }) => role);
    expect(offered.slice(0, roles.length)).toEqual([...roles]);
    const page = load((await app.visitor().get('/dang-nhap')).text);
    expect(page('.demonstration-accounts form')).toHaveLength(offered.length);
  });

  test('each signs in, with a password by the rules, and need not change it', async () => {
    for (const account of await accounts()) {
      expect({ login: account.login, ...checkPassword(account.password, account) }).toEqual({ login: account.login, ok: true });
      const person = await app.signIn(account);
      const home = await person.get('/');
      expect({ login: account.login, status: home.status }).toEqual({ login: account.login, status: 200 });
      expect(home.text).toContain('DỮ LIỆU MINH HỌA');
    }
  });
});
