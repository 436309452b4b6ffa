import type { PermissionLine } from '../../people/index.js';
import { EVIDENCE_CHECK_SUBJECT } from './check-routes.js';

/**
 * Who reads how stored files stand: those whose records rest on them, those who rely on them as evidence, and the administrator who restores them, who is told hashes
 * only: what a file is called is business data.
 */
export const evidenceCheckPermissions: readonly PermissionLine[] = [
  { roles: ['procurement_officer', 'it_officer', 'auditor'], actions: ['read', 'name-files'], subject: EVIDENCE_CHECK_SUBJECT, within: 'agency' },
  { roles: ['city_oversight'], actions: ['read', 'name-files'], subject: EVIDENCE_CHECK_SUBJECT, within: 'city' },
  { roles: ['administrator'], actions: ['read'], subject: EVIDENCE_CHECK_SUBJECT, within: 'city' },
];
