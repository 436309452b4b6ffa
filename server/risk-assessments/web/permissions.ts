import type { PermissionLine } from '../../people/index.js';

/**
 * Who may do what to risk assessments; their agency is the contract's. The procurement officer opens and plans, the IT/security officer scores, the head decides.
 * Persons, not roles, are kept apart: who opened, scored or submitted never approves.
 */
export const assessmentPermissions: readonly PermissionLine[] = [
  { roles: ['procurement_officer'], actions: ['read', 'open', 'offer-evidence', 'plan', 'submit', 'ask-waiver', 'record-trigger', 'record-paper'], subject: 'RiskAssessment', within: 'agency' },
  { roles: ['it_officer'], actions: ['read', 'score', 'offer-evidence', 'plan', 'submit', 'give-opinion', 'ask-waiver', 'record-trigger'], subject: 'RiskAssessment', within: 'agency' },
  { roles: ['unit_head'], actions: ['read', 'decide'], subject: 'RiskAssessment', within: 'agency', area: 'assessments' },
  { roles: ['records_clerk'], actions: ['read', 'record-paper'], subject: 'RiskAssessment', within: 'agency' },
  { roles: ['auditor'], actions: ['read'], subject: 'RiskAssessment', within: 'agency' },
  { roles: ['city_oversight'], actions: ['read'], subject: 'RiskAssessment', within: 'city' },
];
