import { Forbidden, NotFound } from '../../kernel/errors.js';
import { may, type Facts } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';

/** Vietnamese names of the roles that may do this somewhere; compose.ts knows the permission tables. */
export type RolesThatMay = (action: string, subject: string) => readonly string[];

/** Lets an act on a loaded subject pass or throws: who may not read it learns nothing of it. @throws NotFound, Forbidden */
export type Authorize = (principal: Principal, action: string, subject: string, facts: Facts) => void;

export function createAuthorize(rolesThatMay: RolesThatMay): Authorize {
  return (principal, action, subject, facts) => {
    if (!may(principal.ability, 'read', subject, facts)) throw new NotFound(subject);
    if (!may(principal.ability, action, subject, facts)) throw new Forbidden({ action, neededRoles: rolesThatMay(action, subject) });
  };
}
