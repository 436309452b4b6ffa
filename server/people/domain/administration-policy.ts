import { compareDays, type CalendarDay } from '../../kernel/calendar-day.js';
import { allow, firstRefusal, refuse, type Verdict } from '../../kernel/refusal.js';
import type { Role } from './role.js';

export type OwnAccountRefusal = 'own-roles' | 'own-account';

/** Nobody raises, and no administrator touches, their own roles: a second administrator does. */
export function reviewRolesOf(userId: string, actorId: string): Verdict<OwnAccountRefusal> {
  return userId === actorId ? refuse('own-roles', { clause: 'internal' }) : allow;
}

/** Closing an account or setting its password is done to others; the own password is changed with the old one. */
export function reviewAccountOf(userId: string, actorId: string): Verdict<OwnAccountRefusal> {
  return userId === actorId ? refuse('own-account', { clause: 'internal' }) : allow;
}

export interface RoleGrantFacts {
  readonly userId: string;
  readonly actorId: string;
  readonly accountIsOpen: boolean;
  readonly role: Role;
  readonly withSubtree: boolean;
  readonly validUntil: CalendarDay | undefined;
  readonly today: CalendarDay;
  readonly agency: { readonly isRoot: boolean; readonly endedOn: CalendarDay | undefined };
}

export type RoleGrantRefusal = OwnAccountRefusal | 'account-is-closed' | 'administrator-over-everything' | 'agency-has-ended' | 'role-already-over';

/** May this role be given? An administrator administers the whole product, so that role is held at the root with everything below. */
export function reviewRoleGrant(facts: RoleGrantFacts): Verdict<RoleGrantRefusal> {
  const overEverything = facts.agency.isRoot && facts.withSubtree;
  return firstRefusal<RoleGrantRefusal>([
    reviewRolesOf(facts.userId, facts.actorId),
    facts.accountIsOpen ? allow : refuse('account-is-closed', { clause: 'internal' }),
    facts.role === 'administrator' && !overEverything ? refuse('administrator-over-everything', { clause: 'internal' }) : allow,
    facts.agency.endedOn === undefined ? allow : refuse('agency-has-ended', { clause: 'internal' }),
    facts.validUntil !== undefined && compareDays(facts.validUntil, facts.today) < 0 ? refuse('role-already-over', { clause: 'internal' }) : allow,
  ]);
}

export interface AgencyEndFacts {
  readonly agencyId: string;
  readonly isRoot: boolean;
  readonly endedOn: CalendarDay | undefined;
  /** Living agencies directly below. */
  readonly below: number;
  readonly successor: { readonly id: string; readonly endedOn: CalendarDay | undefined } | undefined;
}

export type AgencyEndRefusal = 'agency-is-root' | 'agency-has-ended' | 'agency-has-agencies-below' | 'agency-succeeds-itself' | 'successor-has-ended';

/** May this agency be recorded as ended? */
export function reviewAgencyEnd(facts: AgencyEndFacts): Verdict<AgencyEndRefusal> {
  const clause = 'internal';
  return firstRefusal<AgencyEndRefusal>([
    facts.endedOn === undefined ? allow : refuse('agency-has-ended', { clause }),
    facts.isRoot ? refuse('agency-is-root', { clause }) : allow,
    facts.below > 0 ? refuse('agency-has-agencies-below', { clause, facts: { count: String(facts.below) } }) : allow,
    facts.successor?.id === facts.agencyId ? refuse('agency-succeeds-itself', { clause }) : allow,
    facts.successor?.endedOn === undefined ? allow : refuse('successor-has-ended', { clause }),
  ]);
}
