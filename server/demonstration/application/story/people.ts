import { createFirstAdministrator, firstOfEachRole, roles, type DemonstrationAccount } from '../../../people/index.js';
import { joinTransaction } from '../../../platform/database/joining.js';
import type { Clock } from '../../../kernel/clock.js';
import type { Stage } from '../stage.js';
import { ADOPTED_DAYS_AGO, type Agencies } from './agencies.js';
import { administrator, cast, PASSWORD } from './cast.js';

/** Identifiers of the accounts of the story, by login. */
export type People = ReadonlyMap<string, string>;

/** The first administrator, as the command of an installation makes one, who then chooses a password of the own. */
export async function appointAdministrator(stage: Stage, clock: Clock): Promise<void> {
  const firstPassword = await createFirstAdministrator(joinTransaction(stage.tx, clock))({ ...administrator, password: undefined });
  const [context, principal] = await stage.as(administrator.login);
  await stage.rooms.people.changePassword(context, { userId: principal.userId, currentPassword: firstPassword, newPassword: PASSWORD });
}

/** The administrator opens the accounts and gives the roles; then the director of the Sở delegates to his deputy. */
export async function openAccounts(stage: Stage, agencies: Agencies): Promise<People> {
  const acting = await stage.as(administrator.login);
  const people = await stage.rooms.people.openDemonstrationAccounts(...acting, cast, PASSWORD);
  for (const { login, posts } of cast) {
    for (const { role, at } of posts) {
      const grant = { userId: idOf(people, login), role, agencyId: agencies[at], withSubtree: at === 'city', validFrom: stage.day(-ADOPTED_DAYS_AGO), validUntil: undefined };
      await stage.rooms.people.grantRole(...acting, grant);
    }
  }
  await stage.rooms.people.delegate(...(await stage.as('so-giam-doc')), {
    agencyId: agencies.department,
    delegateId: idOf(people, 'so-pho-giam-doc'),
    kind: 'KT',
    areas: ['contracts', 'access'],
    ground: 'Phân công công tác của lãnh đạo Sở Minh Họa trong thời gian Giám đốc đi công tác (minh họa)',
    validFrom: stage.day(0),
    validUntil: stage.day(45),
  });
  return people;
}

export function idOf(people: People, login: string): string {
  const id = people.get(login);
  if (id === undefined) throw new Error(`nobody of the story signs in as ${login}`);
  return id;
}

/** The accounts that the sign-in page offers: one for each role first, in the order of the roles, then the others. */
export function offeredAccounts(): DemonstrationAccount[] {
  const offered = cast.flatMap(({ login, fullName, post, offered: as }) => (as === undefined ? [] : [{ login, fullName, post, password: PASSWORD, ...as }]));
  const all: DemonstrationAccount[] = [...offered, { ...administrator, password: PASSWORD, role: 'administrator', agencyName: 'UBND thành phố' }];
  const first = firstOfEachRole(all).sort((one, other) => roles.indexOf(one.role) - roles.indexOf(other.role));
  return [...first, ...all.filter((account) => !first.includes(account))];
}
