import type { PermissionLine } from '../../people/index.js';

/**
 * Who may do what on the way from a planned contract to its operation. The officer locates the clauses and records the signing; the head confirms the
 * clauses and puts the service into operation; the IT officer records trial and plan. Everybody who may examine a contract reads these pages.
 */
export const signingPermissions: readonly PermissionLine[] = [
  { roles: ['procurement_officer'], actions: ['locate-clauses', 'sign', 'begin-trial'], subject: 'Contract', within: 'agency' },
  { roles: ['unit_head'], actions: ['confirm-clauses', 'go-live'], subject: 'Contract', within: 'agency', area: 'contracts' },
  // Recording what the head signed on paper; the wall keeps out whoever submitted the review, or recorded the trial.
  { roles: ['procurement_officer', 'records_clerk'], actions: ['record-clause-paper', 'record-go-live-paper'], subject: 'Contract', within: 'agency' },
  { roles: ['it_officer'], actions: ['record-trial'], subject: 'Contract', within: 'agency' },
];
