import type { PermissionLine } from '../../people/index.js';

/** Who may do what to records; what belongs to a subject of another room is read by that subject's readers too (see the port recordReaders). */
export const recordPermissions: readonly PermissionLine[] = [
  { roles: ['procurement_officer', 'it_officer', 'unit_head', 'auditor', 'records_clerk'], actions: ['read'], subject: 'Record', within: 'agency' },
  { roles: ['city_oversight'], actions: ['read'], subject: 'Record', within: 'city' },
  { roles: ['records_clerk'], actions: ['register', 'attach'], subject: 'Record', within: 'agency' },
  { roles: ['procurement_officer', 'it_officer', 'unit_head', 'records_clerk'], actions: ['withdraw', 'print-again'], subject: 'Record', within: 'agency' },
];
