import type { PermissionLine } from '../../people/index.js';

/**
 * Who may do what about incidents. Whoever works at the agency writes one down (khoản 3 Điều 21); officers and the head judge it, add to it and draw up its reports; city
 * oversight reads those of every agency.
 */
export const incidentPermissions: readonly PermissionLine[] = [
  { roles: ['procurement_officer', 'it_officer', 'unit_head', 'auditor', 'records_clerk'], actions: ['read'], subject: 'Incident', within: 'agency' },
  { roles: ['city_oversight'], actions: ['read'], subject: 'Incident', within: 'city' },
  { roles: ['procurement_officer', 'it_officer', 'records_clerk'], actions: ['record'], subject: 'Incident', within: 'agency' },
  { roles: ['procurement_officer', 'it_officer'], actions: ['supplement', 'draw-up'], subject: 'Incident', within: 'agency' },
  { roles: ['unit_head'], actions: ['record', 'supplement', 'draw-up'], subject: 'Incident', within: 'agency', area: 'violations' },
];
