import type { PermissionLine } from '../../people/index.js';

/**
 * Who may do what here. Vendors, with their representatives, subcontractors and people, are the whole city's; a commitment is the
 * business of the agency that received it. The administrator sees no business data.
 */
export const vendorPermissions: readonly PermissionLine[] = [
  { roles: ['procurement_officer'], actions: ['read', 'register', 'amend', 'delete'], subject: 'Vendor', within: 'city' },
  { roles: ['it_officer', 'unit_head', 'auditor', 'city_oversight', 'records_clerk'], actions: ['read'], subject: 'Vendor', within: 'city' },
  { roles: ['procurement_officer'], actions: ['read', 'record', 'end'], subject: 'Commitment', within: 'agency' },
  { roles: ['it_officer', 'unit_head', 'auditor', 'city_oversight', 'records_clerk'], actions: ['read'], subject: 'Commitment', within: 'agency' },
];
