import type { PermissionLine } from '../../people/index.js';
import { CLOSING_SUBJECT } from '../domain/closing.js';

/**
 * Who may do what when a hire ends (khoản 4 Điều 6). Officers receive, try and settle; the head of the unit decides on what is left out and closes; the auditor reads and
 * judges the evidence, and changes nothing else. The walls compare persons: nobody tries what they received, nobody decides on what they asked for.
 */
export const handoverPermissions: readonly PermissionLine[] = [
  { roles: ['procurement_officer', 'it_officer', 'unit_head', 'auditor', 'records_clerk'], actions: ['read'], subject: CLOSING_SUBJECT, within: 'agency' },
  { roles: ['city_oversight'], actions: ['read'], subject: CLOSING_SUBJECT, within: 'city' },
  { roles: ['procurement_officer'], actions: ['start'], subject: CLOSING_SUBJECT, within: 'agency' },
  {
    roles: ['procurement_officer', 'it_officer'],
    actions: ['add-item', 'receive', 'confirm', 'test', 'ask-absence', 'add-account', 'record-copies', 'draw-up', 'send-link', 'answer-review'],
    subject: CLOSING_SUBJECT,
    within: 'agency',
  },
  { roles: ['it_officer'], actions: ['settle-account', 'survey', 'begin-run', 'finish-run'], subject: CLOSING_SUBJECT, within: 'agency' },
  { roles: ['unit_head'], actions: ['start', 'decide-absence', 'name-guest', 'begin-run', 'close', 'draw-up', 'answer-review'], subject: CLOSING_SUBJECT, within: 'agency', area: 'handovers' },
  { roles: ['auditor'], actions: ['review'], subject: CLOSING_SUBJECT, within: 'agency' },
];
