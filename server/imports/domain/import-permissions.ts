import type { PermissionLine } from '../../people/index.js';
import type { ListKind } from './list-kinds.js';

/**
 * Who may do what to imports of an agency. 'bring-in' opens the door; which kinds of list somebody may bring in is an action of its own, and what each
 * row may register is asked of the rooms again.
 */
export const importPermissions: readonly PermissionLine[] = [
  {
    roles: ['procurement_officer'],
    actions: ['read', 'bring-in', 'bring-in-contracts', 'bring-in-packages', 'bring-in-vendors', 'bring-in-vendor-people'],
    subject: 'Import',
    within: 'agency',
  },
  { roles: ['it_officer'], actions: ['read', 'bring-in', 'bring-in-systems', 'bring-in-data-assets'], subject: 'Import', within: 'agency' },
  { roles: ['unit_head', 'auditor'], actions: ['read'], subject: 'Import', within: 'agency' },
];

/** The action that brings in a kind of list. */
export function actionOf(kind: ListKind): string {
  return `bring-in-${kind}`;
}
