import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAdministrator } from '../../server/administrator-command.js';
import { fixedClock } from '../../server/kernel/clock.js';
import { NOON } from '../harness/app.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow(NOON);
});
afterAll(() => database.drop());

async function run(args: readonly string[], stdin = '', environment: Record<string, string> = { DATABASE_URL: database.appUrl }): Promise<string[]> {
  const said: string[] = [];
  await createAdministrator({ args, environment, readLine: async () => stdin, say: (line) => said.push(line), clock: fixedClock(NOON) });
  return said;
}

const named = ['--login=quantri', '--name=Nguyễn Thị Minh Họa'];

describe('the first administrator', () => {
  test.each<[string, readonly string[], string, Record<string, string> | undefined]>([
    ['without a name', ['--login=quantri'], 'Cần tên đăng nhập và họ tên', undefined],
    ['with an argument nobody knows', [...named, '--role=all'], 'Tham số không hợp lệ', undefined],
    ['with a weak password', [...named, '--password-stdin'], 'ít nhất 8 ký tự', undefined],
    ['without an address of the database', named, 'Cần biến môi trường DATABASE_URL', {}],
  ])('is not made %s', async (_case, args, sentence, environment) => {
    await expect(run(args, 'yeu', environment)).rejects.toThrow(sentence);
    expect(await database.asOwner('SELECT 1 FROM user_account')).toEqual([]);
  });

  test('is made once, by the application role, with the agencies, a password to be changed and an audit event of the product', async () => {
    const said = await run(named);
    expect(said.join('\n')).toMatch(/Mật khẩu dùng một lần \(chỉ hiện lần này\): (\w{4}-){3}\w{4}/);
    expect(await database.asOwner('SELECT role, agency_ids FROM effective_role')).toEqual([{ role: 'administrator', agency_ids: null }]);
    expect(await database.asOwner('SELECT login, must_change_password FROM user_account')).toEqual([{ login: 'quantri', must_change_password: true }]);
    expect(await database.asOwner(`SELECT type, actor_id FROM audit_event WHERE type IN ('user.administrator-created', 'role.granted') ORDER BY id`)).toEqual([
      { type: 'user.administrator-created', actor_id: null },
      { type: 'role.granted', actor_id: null },
    ]);
    await expect(run(['--login=quantri2', '--name=Người Thứ Hai'])).rejects.toThrow('Đã có quản trị hệ thống');
  });
});
