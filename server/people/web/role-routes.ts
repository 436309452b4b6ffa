import { Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { brokenWallOf } from '../../platform/database/transactions.js';
import { seeOther } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import { act, type Ask, type Route } from '../../platform/http/routes.js';
import type { PeopleReadings } from '../application/readings.js';
import type { PeopleUseCases } from '../application/use-cases.js';
import { reviewRolesOf } from '../domain/administration-policy.js';
import { usersPath } from './administration-tabs.js';
import { formView, inWords } from './form-page.js';
import { grantRoleFields, grantRoleForm, roleWalls } from './user-forms.js';
import { roleNames } from './words.js';

const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const pathOf = (ask: Ask): string => `${usersPath}/${idOf(ask)}`;

/** Giving and ending roles. */
export function roleRoutes(people: PeopleUseCases, readings: PeopleReadings, todayText: () => string): Route[] {
  return [
    ...formPage({
      path: `${usersPath}/:id/vai-tro/moi`,
      may: { action: 'grant-role', subject: 'User' },
      records: ['role.granted'],
      form: grantRoleForm,
      load: async (ask) => {
        const user = await readings.user(ask.principal, idOf(ask));
        const agencies = (await readings.agencyChoices()).map(({ id, name }) => ({ value: id, label: name }));
        return { loaded: { user, agencies }, values: { validFrom: todayText() } };
      },
      view: (ask, state) => {
        const { user, agencies } = state.loaded;
        const verdict = reviewRolesOf(user.id, ask.principal.userId);
        return formView(
          {
            section: 'administration', title: `Cấp vai trò cho ${user.full_name}`, action: ask.path, submit: 'Cấp vai trò', cancelHref: pathOf(ask),
            crumbs: [{ href: usersPath, text: 'Người dùng' }, { href: pathOf(ask), text: user.full_name }],
            fields: grantRoleFields(agencies), closed: verdict.allowed ? undefined : ask.refusalText(verdict),
          },
          state,
        );
      },
      perform: (ask, command) =>
        inWords({ 'unknown-agency': 'Chọn cơ quan trong danh sách.' }, async () => {
          const { validUntil } = command;
          await people.grantRole(ask.act, ask.principal, { ...command, validUntil, userId: idOf(ask) });
          return seeOther(pathOf(ask), `Đã cấp vai trò ${roleNames[command.role]}.`);
        }),
      walls: roleWalls,
    }),
    act(`${usersPath}/:id/vai-tro/:roleId/ket-thuc`, { action: 'end-role', subject: 'User' }, ['role.ended'], async (ask) => {
      try {
        await people.endRole(ask.act, ask.principal, { userId: idOf(ask), assignmentId: ask.params['roleId'] ?? '' });
      } catch (error) {
        if (brokenWallOf(error) === 'last_administrator_stays') throw new Refused(refuse('last-administrator', { clause: 'internal' }));
        throw error;
      }
      return seeOther(pathOf(ask), 'Đã kết thúc vai trò.');
    }),
  ];
}
