import type { PermissionLine } from '../../people/index.js';

/**
 * Who may do what to questionnaires, at the agency of their contract. 'send' is also renewing, revoking, asking again, receiving and taking a dossier over. Beneficiary agencies
 * of a contract read nothing of them: what a vendor says of itself goes to the agency that asked, and to those who supervise it. The vendor needs no account: it holds a link.
 */
export const questionnairePermissions: readonly PermissionLine[] = [
  { roles: ['procurement_officer', 'it_officer'], actions: ['read', 'send'], subject: 'Questionnaire', within: 'agency' },
  { roles: ['unit_head', 'auditor', 'records_clerk'], actions: ['read'], subject: 'Questionnaire', within: 'agency' },
  { roles: ['city_oversight'], actions: ['read'], subject: 'Questionnaire', within: 'city' },
];
