import type { Ability } from '../authorization/ability.js';

/** An agency the signed-in person acts for. */
export interface ActingAgency {
  readonly id: string;
  readonly name: string;
}

/** The signed-in person as every page knows them: loaded with the session in one statement. */
export interface Principal {
  readonly userId: string;
  readonly login: string;
  readonly displayName: string;
  /** Chức vụ, shown beside the name. */
  readonly post: string;
  readonly ability: Ability;
  /** Codes of the roles held somewhere today. */
  readonly roles: readonly string[];
  readonly agencies: readonly ActingAgency[];
  /** The agency this person acts for at the moment; undefined when no role is in force today. */
  readonly agency: ActingAgency | undefined;
  /** Điều 9.1đ: the password is older than six months or was set by somebody else. */
  readonly mustChangePassword: boolean;
}
