import type { PermissionLine } from '../../people/index.js';

/**
 * Who may do what about a violation (khoản 3 Điều 6). Whoever works with a contract opens a case on signs; the head of the unit contains, resumes and ends; the IT
 * officer contains first out of hours and proves what was carried out. The walls compare persons: nobody confirms what they decided, nobody verifies what they recorded.
 */
export const violationPermissions: readonly PermissionLine[] = [
  { roles: ['procurement_officer', 'it_officer', 'unit_head', 'auditor', 'records_clerk'], actions: ['read'], subject: 'ViolationCase', within: 'agency' },
  { roles: ['city_oversight'], actions: ['read'], subject: 'ViolationCase', within: 'city' },
  { roles: ['procurement_officer', 'it_officer'], actions: ['open', 'raise-level', 'record-report', 'record-remedy', 'draw-up'], subject: 'ViolationCase', within: 'agency' },
  { roles: ['it_officer'], actions: ['contain-at-once', 'confirm-done', 'verify-remedy'], subject: 'ViolationCase', within: 'agency' },
  {
    roles: ['unit_head'],
    actions: ['open', 'raise-level', 'contain', 'contain-at-once', 'confirm-containment', 'extend', 'answer-proposal', 'record-report', 'verify-remedy', 'resume', 'close', 'draw-up', 'record-notice'],
    subject: 'ViolationCase',
    within: 'agency',
    area: 'violations',
  },
  { roles: ['procurement_officer', 'records_clerk'], actions: ['record-notice'], subject: 'ViolationCase', within: 'agency' },
];
