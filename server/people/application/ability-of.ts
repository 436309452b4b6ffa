import { buildAbility, type Ability, type AbilityRule } from '../../platform/authorization/ability.js';
import type { PermissionLine } from '../domain/permission.js';
import type { HeldRole } from '../domain/role.js';

/** What somebody may do, from the roles in force today and the permission tables of the rooms. */
export function abilityOf(held: readonly HeldRole[], lines: readonly PermissionLine[]): Ability {
  const rules = held.flatMap((role) => lines.filter((line) => carries(role, line)).flatMap((line) => ruleFor(role, line)));
  return buildAbility(rules);
}

/** Actions that only look: 'read' at registers and pages, 'examine' also at what an agency keeps to itself (files, amounts, history). */
const LOOKING: readonly string[] = ['read', 'examine'];

/** A delegate carries only the head's acts of the areas that the delegation names; looking goes with any of them. */
function carries(held: HeldRole, line: PermissionLine): boolean {
  if (!line.roles.includes(held.role)) return false;
  if (held.areas === undefined || line.area === undefined) return held.areas === undefined || line.actions.every((action) => LOOKING.includes(action));
  return held.areas.includes(line.area);
}

function ruleFor(held: HeldRole, line: PermissionLine): AbilityRule[] {
  const actions = [...line.actions];
  if (line.within === 'city' || held.agencyIds === undefined) return [{ action: actions, subject: line.subject }];
  const field = line.within === 'agency' ? 'agencyId' : 'beneficiaryIds';
  return [{ action: actions, subject: line.subject, conditions: { [field]: { $in: [...held.agencyIds] } } }];
}
