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
  /** Each role with the agency it is held at and the agencies it reaches (undefined: every agency). */
  readonly held: readonly {
    readonly role: string;
    readonly agencyId: string;
    readonly agencyIds: readonly string[] | undefined;
    readonly capacity: 'own' | 'KT' | 'TUQ';
    readonly delegationId: string | undefined;
    /** The areas that a delegation names; undefined: the whole role. */
    readonly areas: readonly string[] | undefined;
  }[];
  readonly agencies: readonly ActingAgency[];
  /** The agency this person acts for at the moment; undefined when no role is in force today. */
  readonly agency: ActingAgency | undefined;
  /** Điều 9.1đ: the password is older than six months or was set by somebody else. */
  readonly mustChangePassword: boolean;
}

/** A role in force today, as the session statement loads it. */
export interface HeldRoleRow {
  readonly role: string;
  readonly agencyId: string;
  readonly agencyName: string;
  /** null: every agency. */
  readonly agencyIds: readonly string[] | null;
  readonly capacity: string;
  readonly delegationId: string | null;
  /** null: the whole role. */
  readonly areas: readonly string[] | null;
}

/** The person of a session, as the session statement loads it; the room of people writes that part of the statement. */
export interface PersonRow {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly post: string;
  /** 'YYYY-MM-DD' */
  readonly passwordChangedOn: string;
  readonly mustChangePassword: boolean;
  readonly roles: readonly HeldRoleRow[];
}
