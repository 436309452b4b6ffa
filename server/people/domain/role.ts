/** The seven roles (codes of the database); what each may do stands in the permission tables of the rooms. */
export const roles = [
  'procurement_officer',
  'it_officer',
  'unit_head',
  'auditor',
  'city_oversight',
  'records_clerk',
  'administrator',
] as const;

export type Role = (typeof roles)[number];

export function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}

/** The areas of a head's authority that can be delegated, each by itself (NĐ 30/2020 Điều 13: a TUQ. names its scope). */
export const delegableAreas = ['contracts', 'assessments', 'access', 'violations', 'handovers'] as const;

export type DelegableArea = (typeof delegableAreas)[number];

/** In what capacity somebody acts: in their own, as deputy (KT.) or by written authorisation (TUQ.). */
export type Capacity = 'own' | 'KT' | 'TUQ';

/** A role in force today, with the agencies it reaches. */
export interface HeldRole {
  readonly role: Role;
  readonly agencyId: string;
  readonly agencyName: string;
  /** undefined: every agency. */
  readonly agencyIds: readonly string[] | undefined;
  readonly capacity: Capacity;
  readonly delegationId: string | undefined;
  /** undefined: the whole role. */
  readonly areas: readonly string[] | undefined;
}
