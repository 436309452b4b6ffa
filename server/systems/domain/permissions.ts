import type { PermissionLine } from '../../people/index.js';

/**
 * Who may do what to systems and their data assets. 'read' is the register and the page; 'examine' also files and history, which
 * stay with the managing agency and those who supervise it. Beneficiary agencies read what concerns them.
 */
export const systemPermissions: readonly PermissionLine[] = [
  {
    roles: ['it_officer'],
    actions: ['read', 'examine', 'register', 'amend', 'delete', 'attach', 'decide-level', 'change-state', 'manage-data'],
    subject: 'System',
    within: 'agency',
  },
  { roles: ['procurement_officer', 'unit_head', 'auditor', 'records_clerk'], actions: ['read', 'examine'], subject: 'System', within: 'agency' },
  { roles: ['procurement_officer', 'it_officer', 'unit_head', 'auditor', 'records_clerk'], actions: ['read'], subject: 'System', within: 'beneficiary' },
  { roles: ['city_oversight'], actions: ['read', 'examine'], subject: 'System', within: 'city' },
];

/** The facts of a system that permissions look at. */
export interface SystemFacts extends Record<string, unknown> {
  readonly agencyId: string;
  readonly beneficiaryIds: readonly string[];
}
