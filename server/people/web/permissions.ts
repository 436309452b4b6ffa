import type { PermissionLine } from '../domain/permission.js';

/** Who may do what to agencies, people, delegations and settings (the README's table of roles: an administrator approves nothing and sees no business data). */
export const peoplePermissions: readonly PermissionLine[] = [
  { roles: ['administrator'], actions: ['read', 'register', 'amend', 'rename', 'end'], subject: 'Agency', within: 'city' },
  { roles: ['administrator'], actions: ['read', 'register', 'amend', 'close', 'reset-password', 'unlock', 'grant-role', 'end-role'], subject: 'User', within: 'city' },
  { roles: ['administrator'], actions: ['read', 'amend'], subject: 'Setting', within: 'city' },
  { roles: ['administrator'], actions: ['read'], subject: 'Delegation', within: 'city' },
  { roles: ['unit_head', 'records_clerk', 'auditor'], actions: ['read'], subject: 'Delegation', within: 'agency' },
  // No area: what came by delegation is not passed on.
  { roles: ['unit_head'], actions: ['delegate', 'revoke'], subject: 'Delegation', within: 'agency' },
  { roles: ['records_clerk'], actions: ['record'], subject: 'Delegation', within: 'agency' },
];
