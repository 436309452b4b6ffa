import type { PermissionLine } from '../../people/index.js';

/**
 * Who may do what about clocks and reports. Whoever works with the contract records what was sent and explains what is late; city oversight takes notice of what goes to
 * Công an thành phố (khoản 6 Điều 14, Điều 25). The walls compare persons: nobody receives what they sent.
 */
export const clockPermissions: readonly PermissionLine[] = [
  { roles: ['procurement_officer', 'it_officer', 'unit_head', 'auditor', 'records_clerk'], actions: ['read'], subject: 'DutyClock', within: 'agency' },
  { roles: ['city_oversight'], actions: ['read', 'acknowledge'], subject: 'DutyClock', within: 'city' },
  { roles: ['procurement_officer', 'it_officer'], actions: ['report', 'explain', 'record-receipt'], subject: 'DutyClock', within: 'agency' },
  { roles: ['unit_head'], actions: ['report', 'explain', 'record-receipt'], subject: 'DutyClock', within: 'agency', area: 'violations' },
];
