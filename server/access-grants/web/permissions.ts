import type { PermissionLine } from '../../people/index.js';

/**
 * Who may do what about a vendor's access (khoản 2 Điều 6). Officers ask, the head of the unit decides, the IT officer watches sessions and carries out what
 * was revoked. The walls compare persons: nobody decides on what they asked for, nobody reviews what they opened.
 */
export const accessPermissions: readonly PermissionLine[] = [
  { roles: ['procurement_officer', 'it_officer', 'unit_head', 'auditor', 'records_clerk'], actions: ['read'], subject: 'AccessGrant', within: 'agency' },
  { roles: ['city_oversight'], actions: ['read'], subject: 'AccessGrant', within: 'city' },
  { roles: ['procurement_officer', 'it_officer'], actions: ['request', 'return-early', 'cut-back', 'record-session', 'draw-up'], subject: 'AccessGrant', within: 'agency' },
  { roles: ['it_officer'], actions: ['revoke', 'open-use', 'open-emergency', 'confirm-closure', 'review-emergency'], subject: 'AccessGrant', within: 'agency' },
  { roles: ['unit_head'], actions: ['decide', 'revoke', 'cut-back', 'open-use', 'open-emergency', 'acknowledge-use', 'review-emergency'], subject: 'AccessGrant', within: 'agency', area: 'access' },
  { roles: ['procurement_officer', 'records_clerk'], actions: ['record-paper'], subject: 'AccessGrant', within: 'agency' },
];
