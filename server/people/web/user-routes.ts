import { presentTimeline } from '../../audit-trail/index.js';
import { formatDay, today } from '../../kernel/calendar-day.js';
import type { Clock } from '../../kernel/clock.js';
import { page, seeOther, type PageAnswer } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import { exportRoute } from '../../platform/http/register-export.js';
import { registerModel, registerView } from '../../platform/http/register-page.js';
import { act, screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { PeopleReadings } from '../application/readings.js';
import type { PeopleUseCases } from '../application/use-cases.js';
import { reviewAccountOf, reviewRolesOf } from '../domain/administration-policy.js';
import { administrationTabs, usersPath } from './administration-tabs.js';
import { peopleEventTexts } from './event-texts.js';
import { formView, type FormFrame } from './form-page.js';
import { amendUserFields, amendUserForm, closeUserForm, registerUserFields, registerUserForm, resetPasswordForm, userWalls, lastAdministrator } from './user-forms.js';
import { presentUser, userRegister } from './user-presenter.js';
import { roleRoutes } from './role-routes.js';

const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const pathOf = (ask: Ask): string => `${usersPath}/${idOf(ask)}`;
const home = { href: usersPath, text: 'Người dùng' };

/** People: register, page, accounts, passwords, roles. */
export function userRoutes(people: PeopleUseCases, readings: PeopleReadings, clock: Clock): Route[] {
  return [
    screen(usersPath, { action: 'read', subject: 'User' }, async (ask) => {
      const register = userRegister(await readings.agencyChoices());
      const view = registerView(register, ask.query);
      const result = await readings.users(ask.principal.ability, view);
      const model = { tabs: administrationTabs(usersPath), title: 'Người dùng', actHref: `${usersPath}/moi`, actText: 'Thêm người dùng', register: registerModel(register, view, result) };
      return page('people/register', 'Người dùng', model, { section: 'administration' });
    }),
    exportRoute({ path: usersPath, may: { action: 'read', subject: 'User' }, screen: async () => userRegister(await readings.agencyChoices()), rows: (ask, view) => readings.userRows(ask.principal.ability, view) }),
    ...formPage({
      path: `${usersPath}/moi`,
      may: { action: 'register', subject: 'User' },
      records: ['user.registered'],
      form: registerUserForm,
      load: async () => ({ loaded: undefined, values: {} }),
      view: (ask, state) =>
        formView(
          {
            section: 'administration', title: 'Thêm người dùng', crumbs: [home], action: ask.path, submit: 'Thêm người dùng', cancelHref: usersPath, fields: registerUserFields,
            lead: 'Hệ thống tạo mật khẩu dùng một lần và hiện một lần duy nhất sau khi thêm. Vai trò được cấp ở bước sau.',
          },
          state,
        ),
      perform: async (ask, command) => {
        const { email, phone } = command;
        const { id, password } = await people.registerUser(ask.act, ask.principal, { ...command, email, phone });
        return oneTimePasswordPage('Đã thêm người dùng', { id, fullName: command.fullName, login: command.login, password });
      },
      walls: userWalls,
    }),
    screen(`${usersPath}/:id`, { action: 'read', subject: 'User' }, async (ask) => {
      const [user, history] = await Promise.all([readings.user(ask.principal, idOf(ask)), readings.history('user', idOf(ask))]);
      const own = { roles: refusalOf(ask, reviewRolesOf(user.id, ask.principal.userId)), account: refusalOf(ask, reviewAccountOf(user.id, ask.principal.userId)) };
      return page('people/user', user.full_name, { ...presentUser(user, own), timeline: presentTimeline(history, peopleEventTexts) }, { section: 'administration' });
    }),
    ...formPage({
      path: `${usersPath}/:id/sua`,
      may: { action: 'amend', subject: 'User' },
      records: ['user.amended'],
      form: amendUserForm,
      load: async (ask) => {
        const user = await readings.user(ask.principal, idOf(ask));
        const values = { fullName: user.full_name, post: user.post, email: user.email ?? undefined, phone: user.phone ?? undefined };
        return { loaded: user.full_name, values, version: user.version };
      },
      view: (ask, state) => formView({ ...frameOf(ask, `Sửa thông tin ${state.loaded}`, state.loaded), submit: 'Lưu thông tin', fields: amendUserFields }, state),
      perform: async (ask, command, version) => {
        const { email, phone } = command;
        await people.amendUser(ask.act, ask.principal, { ...command, email, phone, id: idOf(ask), version: version ?? 0 });
        return seeOther(pathOf(ask), 'Đã lưu thông tin người dùng.');
      },
    }),
    ...accountRoutesOf(people, readings),
    ...roleRoutes(people, readings, () => formatDay(today(clock))),
  ];
}

function accountRoutesOf(people: PeopleUseCases, readings: PeopleReadings): Route[] {
  const load = async (ask: Ask) => ({ loaded: await readings.user(ask.principal, idOf(ask)), values: {} });
  return [
    ...formPage({
      path: `${usersPath}/:id/dat-lai-mat-khau`,
      may: { action: 'reset-password', subject: 'User' },
      records: ['user.password-reset'],
      form: resetPasswordForm,
      load,
      view: (ask, state) =>
        formView(
          {
            ...frameOf(ask, `Đặt lại mật khẩu của ${state.loaded.full_name}`, state.loaded.full_name), submit: 'Đặt lại mật khẩu', fields: [],
            lead: 'Mật khẩu hiện tại mất tác dụng, mọi phiên làm việc của tài khoản kết thúc ngay. Mật khẩu mới dùng một lần, hiện một lần duy nhất.',
            closed: refusalOf(ask, reviewAccountOf(state.loaded.id, ask.principal.userId)),
          },
          state,
        ),
      perform: async (ask) => {
        const { login, password } = await people.resetPassword(ask.act, ask.principal, idOf(ask));
        const { full_name } = await readings.user(ask.principal, idOf(ask));
        return oneTimePasswordPage('Đã đặt lại mật khẩu', { id: idOf(ask), fullName: full_name, login, password });
      },
    }),
    ...formPage({
      path: `${usersPath}/:id/dong`,
      may: { action: 'close', subject: 'User' },
      records: ['user.closed'],
      form: closeUserForm,
      load,
      view: (ask, state) =>
        formView(
          {
            ...frameOf(ask, `Đóng tài khoản của ${state.loaded.full_name}`, state.loaded.full_name), submit: 'Đóng tài khoản', danger: true,
            steps: ['Mọi phiên làm việc của tài khoản kết thúc ngay.', 'Người này không đăng nhập được nữa; vai trò và ủy quyền không còn tác dụng.', 'Lịch sử và những gì đã thực hiện giữ nguyên; tài khoản có thể mở lại.'],
            fields: [{ kind: 'textarea', name: 'ground', label: 'Lý do', rows: 3 }],
            closed: refusalOf(ask, reviewAccountOf(state.loaded.id, ask.principal.userId)),
          },
          state,
        ),
      perform: async (ask, { ground }) => {
        await people.closeUser(ask.act, ask.principal, { id: idOf(ask), ground });
        return seeOther(pathOf(ask), 'Đã đóng tài khoản; các phiên làm việc đã kết thúc.');
      },
      walls: lastAdministrator,
    }),
    act(`${usersPath}/:id/mo-lai`, { action: 'close', subject: 'User' }, ['user.reopened'], async (ask) => {
      await people.reopenUser(ask.act, ask.principal, idOf(ask));
      return seeOther(pathOf(ask), 'Đã mở lại tài khoản.');
    }),
    act(`${usersPath}/:id/mo-khoa`, { action: 'unlock', subject: 'User' }, ['user.unlocked'], async (ask) => {
      await people.unlockUser(ask.act, ask.principal, idOf(ask));
      return seeOther(pathOf(ask), 'Đã mở khóa đăng nhập.');
    }),
  ];
}

function frameOf(ask: Ask, title: string, name: string): Pick<FormFrame, 'section' | 'title' | 'crumbs' | 'action' | 'cancelHref'> {
  return { section: 'administration', title, crumbs: [home, { href: pathOf(ask), text: name }], action: ask.path, cancelHref: pathOf(ask) };
}

function refusalOf(ask: Ask, verdict: ReturnType<typeof reviewRolesOf>): string | undefined {
  return verdict.allowed ? undefined : ask.refusalText(verdict);
}

/** The one page that ever shows this password; nothing keeps it. */
function oneTimePasswordPage(heading: string, account: { id: string; fullName: string; login: string; password: string }): PageAnswer {
  return page('people/one-time-password', heading, { heading, ...account, href: `${usersPath}/${account.id}`, grantHref: `${usersPath}/${account.id}/vai-tro/moi` }, { section: 'administration' });
}
