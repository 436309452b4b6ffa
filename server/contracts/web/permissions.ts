import type { PermissionLine } from '../../people/index.js';

/**
 * Who may do what to contracts. 'read' is the register and the page; 'examine' also files and amounts of money, which stay with the
 * contract's own agency and those who supervise it. Beneficiary agencies (those a contract's systems serve, those named, those that
 * handed it on) read what concerns them. The administrator sees no business data.
 */
export const contractPermissions: readonly PermissionLine[] = [
  {
    roles: ['procurement_officer'],
    actions: ['read', 'examine', 'register', 'change', 'cancel', 'amend', 'attach', 'request-transfer'],
    subject: 'Contract',
    within: 'agency',
  },
  { roles: ['it_officer', 'unit_head', 'auditor', 'records_clerk'], actions: ['read', 'examine'], subject: 'Contract', within: 'agency' },
  { roles: ['procurement_officer', 'it_officer', 'unit_head', 'auditor', 'records_clerk'], actions: ['read'], subject: 'Contract', within: 'beneficiary' },
  { roles: ['city_oversight'], actions: ['read', 'examine'], subject: 'Contract', within: 'city' },
  // Taking a contract over is decided by the receiving agency; `agencyId` of a transfer is that agency.
  { roles: ['unit_head'], actions: ['read', 'decide'], subject: 'ContractTransfer', within: 'agency', area: 'contracts' },
  { roles: ['procurement_officer', 'records_clerk'], actions: ['read', 'record-paper'], subject: 'ContractTransfer', within: 'agency' },
  { roles: ['auditor'], actions: ['read'], subject: 'ContractTransfer', within: 'agency' },
  { roles: ['city_oversight'], actions: ['read'], subject: 'ContractTransfer', within: 'city' },
];
