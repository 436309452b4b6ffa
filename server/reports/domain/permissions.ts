import type { PermissionLine } from '../../people/index.js';

/**
 * Who may hold published packages against the register. 'publish' brings a list in; 'place' says whose a package is that no agency was found for
 * (of a list of the person's own, or by who reads the whole city);
 * 'conclude' says what became of a package, which only its own agency can: who is asked explains, who asks reads.
 * A list is read by the agency it was brought in for and by those with packages in it, who see of it their own packages alone.
 */
export const reportPermissions: readonly PermissionLine[] = [
  { roles: ['procurement_officer', 'unit_head', 'auditor'], actions: ['read'], subject: 'PublishedList', within: 'agency' },
  { roles: ['procurement_officer', 'unit_head', 'auditor'], actions: ['read'], subject: 'PublishedList', within: 'beneficiary' },
  { roles: ['procurement_officer', 'auditor'], actions: ['publish'], subject: 'PublishedList', within: 'agency' },
  { roles: ['city_oversight'], actions: ['read', 'publish'], subject: 'PublishedList', within: 'city' },
  { roles: ['procurement_officer', 'unit_head', 'auditor'], actions: ['read'], subject: 'PublishedPackage', within: 'agency' },
  { roles: ['procurement_officer'], actions: ['conclude', 'place'], subject: 'PublishedPackage', within: 'agency' },
  { roles: ['city_oversight'], actions: ['read', 'place'], subject: 'PublishedPackage', within: 'city' },
];
