import type { Clock } from '../../kernel/clock.js';
import { calendarDay, compareDays, today } from '../../kernel/calendar-day.js';
import { passwordExpiresOn } from '../../kernel/password.js';
import type { ActingAgency, HeldRoleRow, PersonRow, Principal } from '../../platform/http/principal.js';
import type { PermissionLine } from '../domain/permission.js';
import { isRole, type Capacity, type HeldRole } from '../domain/role.js';
import { abilityOf } from './ability-of.js';

/** What follows from the roles in force alone: the same for every request until a role changes. */
type Authority = Pick<Principal, 'ability' | 'roles' | 'held' | 'agencies'>;

/** Sets of roles remembered at once; a city has some hundreds of officers. */
const REMEMBERED = 2_000;

/** Turns the person that came with the session into the principal of the request. */
export function createPrincipalReader(clock: Clock, lines: readonly PermissionLine[]) {
  const authorities = new Map<string, Authority>();

  // The roles come fresh from the database with every request; only what is built from equal roles is built once.
  function authorityOf(rows: readonly HeldRoleRow[]): Authority {
    const key = JSON.stringify(rows);
    const known = authorities.get(key);
    if (known !== undefined) return known;
    const held = rows.flatMap(heldRole);
    const authority = { ability: abilityOf(held, lines), roles: [...new Set(held.map(({ role }) => role))], held, agencies: agenciesOf(held) };
    if (authorities.size >= REMEMBERED) authorities.clear();
    authorities.set(key, authority);
    return authority;
  }

  return function principalOf(person: PersonRow, chosenAgency: string | undefined): Principal {
    const authority = authorityOf(person.roles);
    return {
      ...authority,
      userId: person.id,
      login: person.login,
      displayName: person.name,
      post: person.post,
      agency: authority.agencies.find(({ id }) => id === chosenAgency) ?? authority.agencies[0],
      mustChangePassword: person.mustChangePassword || passwordIsOld(person, clock),
    };
  };
}

function passwordIsOld(person: PersonRow, clock: Clock): boolean {
  return compareDays(today(clock), passwordExpiresOn(calendarDay(person.passwordChangedOn))) >= 0;
}

function heldRole(row: HeldRoleRow): HeldRole[] {
  if (!isRole(row.role)) return [];
  return [{
    role: row.role,
    agencyId: row.agencyId,
    agencyName: row.agencyName,
    agencyIds: row.agencyIds ?? undefined,
    capacity: capacityOf(row.capacity),
    delegationId: row.delegationId ?? undefined,
    areas: row.areas ?? undefined,
  }];
}

function capacityOf(text: string): Capacity {
  return text === 'KT' || text === 'TUQ' ? text : 'own';
}

function agenciesOf(held: readonly HeldRole[]): ActingAgency[] {
  const names = new Map(held.map(({ agencyId, agencyName }) => [agencyId, agencyName]));
  return [...names].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'vi'));
}
