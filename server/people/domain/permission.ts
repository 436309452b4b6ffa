import type { DelegableArea, Role } from './role.js';

/**
 * One line of a room's permission table: who may do what to which kind of subject, and within which reach.
 * - 'agency': subjects whose `agencyId` the role reaches;
 * - 'beneficiary': subjects that name an agency of the role among their `beneficiaryIds`;
 * - 'city': every subject of the kind.
 */
export interface PermissionLine {
  readonly roles: readonly Role[];
  readonly actions: readonly string[];
  readonly subject: string;
  readonly within: 'agency' | 'beneficiary' | 'city';
  /** For acts of a head: the area a delegation must name to carry it. */
  readonly area?: DelegableArea;
}

/** The roles that some line lets do this. */
export function rolesThatMay(lines: readonly PermissionLine[], action: string, subject: string): Role[] {
  const found = lines.filter((line) => line.subject === subject && line.actions.includes(action)).flatMap((line) => line.roles);
  return [...new Set(found)];
}
