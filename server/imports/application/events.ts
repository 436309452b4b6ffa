import type { AuditEvent, EventFact } from '../../audit-trail/index.js';
import type { SubjectKind } from '../persistence/effects.js';
import type { ImportRow } from '../persistence/imports.js';

/** The events of this room; their sentences stand in web/event-texts.ts. */
export const importEvents = {
  received: 'import.received',
  sheetChosen: 'import.sheet-chosen',
  read: 'import.read',
  unreadable: 'import.unreadable',
  headerSet: 'import.header-set',
  columnsMatched: 'import.columns-matched',
  matchedAgain: 'import.matched-again',
  checked: 'import.checked',
  answered: 'import.answered',
  started: 'import.started',
  foundChanged: 'import.found-changed',
  carriedOut: 'import.carried-out',
  gaveUp: 'import.gave-up',
  abandoned: 'import.abandoned',
  undoAsked: 'import.undo-asked',
  undoRefused: 'import.undo-refused',
  undone: 'import.undone',
} as const;

/** What an import that was taken back leaves in the history of each thing it had made. */
export const undoneSubjectEvents: Readonly<Record<SubjectKind, string>> = {
  contract: 'contract.import-undone',
  vendor: 'vendor.import-undone',
  'vendor-person': 'vendor-person.import-undone',
  system: 'system.import-undone',
  'data-asset': 'data-asset.import-undone',
};

export function importEvent(
  type: (typeof importEvents)[keyof typeof importEvents],
  list: Pick<ImportRow, 'id' | 'agencyId'>,
  facts: Readonly<Record<string, EventFact>> = {},
): AuditEvent {
  return { type, agencyId: list.agencyId, subjects: [{ kind: 'import', id: list.id }], facts };
}
