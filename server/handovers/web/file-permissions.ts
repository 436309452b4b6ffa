import type { PermissionLine } from '../../people/index.js';
import { EVIDENCE_CHECK_SUBJECT } from './review-routes.js';

/** Who reads how stored files stand: those who rely on evidence, and the administrator who restores it; nothing on that page tells what a file is. */
export const evidenceCheckPermissions: readonly PermissionLine[] = [
  { roles: ['auditor', 'city_oversight', 'administrator'], actions: ['read'], subject: EVIDENCE_CHECK_SUBJECT, within: 'city' },
];
