import { InvalidInput } from '../../kernel/errors.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { page, seeOther, type Answer, type PageAnswer } from '../../platform/http/answers.js';
import { line, secret } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm, typedValues } from '../../platform/http/forms.js';
import { act, screen, type Ask, type Route } from '../../platform/http/routes.js';
import { changePasswordPath, signInPath, signOutPath } from '../../platform/http/site.js';
import { firstOfEachRole, type DemonstrationAccount } from '../application/demonstration-accounts.js';
import type { PeopleUseCases } from '../application/use-cases.js';
import { passwordErrorText, passwordRule, roleNames } from './words.js';

const signInForm = defineForm<{ login: string; password: string }>({
  login: line('tên đăng nhập', 100).lowercase(),
  password: secret('mật khẩu'),
});

const passwordForm = defineForm<{ currentPassword: string; newPassword: string; repeatedPassword: string }>(
  { currentPassword: secret('mật khẩu hiện tại'), newPassword: secret('mật khẩu mới'), repeatedPassword: secret('mật khẩu mới lần thứ hai') },
  ({ newPassword, repeatedPassword }) => (newPassword === repeatedPassword ? {} : { repeatedPassword: 'Hai lần nhập mật khẩu mới không giống nhau.' }),
);

/** Signing in and out, the own password, the agency one acts for. */
export function sessionRoutes(people: PeopleUseCases): Route[] {
  return [
    screen(signInPath, 'anyone', async (ask) => (ask.visitor === undefined ? signInPage(people, ask, '', {}, 200) : seeOther(backOf(ask)))),
    act(signInPath, 'anyone', ['session.started', 'session.refused'], (ask) => signIn(people, ask)),
    act(signOutPath, 'signed-in', ['session.ended'], async (ask) => {
      await people.endSession(ask.act, ask.principal.userId);
      await ask.session.end();
      return seeOther(signInPath);
    }),
    act('/co-quan-lam-viec', 'signed-in', [], async (ask) => {
      const chosen = ask.principal.agencies.find(({ id }) => id === ask.body['agency']);
      if (chosen !== undefined) await ask.session.actFor(chosen.id);
      return seeOther('/', chosen === undefined ? undefined : `Đang làm việc cho ${chosen.name}.`, 'info');
    }),
    ...formPage({
      path: changePasswordPath,
      may: 'signed-in',
      records: ['user.password-changed'],
      form: passwordForm,
      load: async (ask) => ({ loaded: { forced: ask.principal.mustChangePassword }, values: {} }),
      view: (_ask, { loaded, errors }) => page('people/change-password', 'Đổi mật khẩu', { forced: loaded.forced, errors, passwordRule }),
      perform: async (ask, command) => {
        try {
          await people.changePassword(ask.act, { userId: ask.principal.userId, ...command });
        } catch (error) {
          if (error instanceof InvalidInput) throw new InvalidInput(mapTexts(error.fieldErrors, passwordErrorText));
          throw error;
        }
        await ask.session.endOthers(ask.principal.userId);
        return seeOther('/', 'Đã đổi mật khẩu. Các phiên làm việc khác của tài khoản này đã kết thúc.');
      },
    }),
  ];
}

async function signIn(people: PeopleUseCases, ask: Ask): Promise<Answer> {
  const read = signInForm.read(ask.body);
  const typed = typedValues(ask.body, ['login'])['login'];
  const login = typeof typed === 'string' ? typed : '';
  if (!read.ok) return signInPage(people, ask, login, read.errors, 422);
  const result = await people.signIn(ask.act, { ...read.command, address: ask.address });
  if (result.outcome === 'locked') {
    const until = formatInstant(result.until);
    return signInPage(people, ask, login, { login: `Đã nhập sai nhiều lần. Thử lại sau ${until} hoặc liên hệ quản trị hệ thống.` }, 429);
  }
  if (result.outcome === 'refused') {
    return signInPage(people, ask, login, { login: 'Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đã đóng.' }, 422);
  }
  await ask.session.begin(result.userId);
  return seeOther(backOf(ask));
}

async function signInPage(people: PeopleUseCases, ask: Ask, login: string, errors: Readonly<Record<string, string>>, status: 200 | 422 | 429): Promise<PageAnswer> {
  const accounts = await people.demonstrationAccounts();
  const first = firstOfEachRole(accounts);
  const offered = (account: DemonstrationAccount) => ({ ...account, roleName: roleNames[account.role] });
  const model = {
    login,
    errors,
    back: backOf(ask),
    sessionEnded: ask.query['het-phien'] === '1',
    accounts: first.map(offered),
    otherAccounts: accounts.filter((account) => !first.includes(account)).map(offered),
  };
  const errorSummary = Object.entries(errors).map(([field, text]) => ({ href: `#${field}`, text }));
  return page('people/sign-in', 'Đăng nhập', model, { layout: 'plain', status, errorSummary });
}

/** Where to go after signing in: an address of this product, never one of elsewhere. */
function backOf(ask: Ask): string {
  const wanted = ask.body['tiep'] ?? ask.query['tiep'];
  if (typeof wanted !== 'string' || !/^\/(?![/\\])/.test(wanted) || /[\u0000-\u001f\\]/.test(wanted)) return '/';
  return wanted.startsWith(signInPath) ? '/' : wanted;
}

function mapTexts(errors: Readonly<Record<string, string>>, textOf: (code: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).map(([field, code]) => [field, textOf(code)]));
}
