import { presentTimeline } from '../../audit-trail/index.js';
import { formatDay } from '../../kernel/calendar-day.js';
import { passwordExpiresOn } from '../../kernel/password.js';
import { page } from '../../platform/http/answers.js';
import { changePasswordPath } from '../../platform/http/site.js';
import { screen, type Route } from '../../platform/http/routes.js';
import type { PeopleReadings } from '../application/readings.js';
import { accountPath } from './administration-tabs.js';
import { presentHeldDelegation } from './delegation-presenter.js';
import { peopleEventTexts } from './event-texts.js';
import { presentRoles } from './user-presenter.js';

/** The own account: name, roles, delegations held, what happened to it. */
export function accountRoutes(readings: PeopleReadings): Route[] {
  return [
    screen(accountPath, 'signed-in', async (ask) => {
      const [user, held, history] = await Promise.all([
        readings.ownAccount(ask.principal),
        readings.delegationsHeld(ask.principal),
        readings.history('user', ask.principal.userId),
      ]);
      const delegations = held.map(presentHeldDelegation);
      const model = {
        name: user.full_name,
        facts: [
          { key: 'Tên đăng nhập', value: user.login },
          { key: 'Chức vụ', value: user.post },
          { key: 'Thư điện tử', value: user.email ?? undefined },
          { key: 'Điện thoại', value: user.phone ?? undefined },
          { key: 'Mật khẩu', value: `Đổi ngày ${formatDay(user.password_changed_on)}`, note: `Phải đổi trước ngày ${formatDay(passwordExpiresOn(user.password_changed_on))}`, changeHref: changePasswordPath, changeText: 'Đổi mật khẩu' },
        ],
        inForce: delegations.filter(({ current }) => current),
        later: delegations.filter(({ current }) => !current),
        roles: presentRoles(user.roles, undefined),
        timeline: presentTimeline(history.slice(0, 30), peopleEventTexts),
      };
      return page('people/account', 'Tài khoản của tôi', model);
    }),
  ];
}
