import type { AuditEvent, EventFact } from '../../audit-trail/index.js';
import { CLOSING_KIND } from '../domain/closing.js';

/** The events of links, large files, reviews and of stored bytes that changed; their sentences stand in web/file-event-texts.ts. */
export type FileEventType =
  | 'closing.link-sent'
  | 'closing.link-revoked'
  | 'closing.upload-begun'
  | 'closing.upload-kept'
  | 'closing.upload-given-up'
  | 'closing.item-received'
  | 'closing.evidence-reviewed'
  | 'closing.evidence-answered';

/** An event in the history of a closing. */
export function fileEvent(
  type: FileEventType,
  of: { readonly closingId: string; readonly agencyId: string },
  facts: Readonly<Record<string, EventFact>>,
  personal: Readonly<Record<string, string>> = {},
): AuditEvent {
  return { type, agencyId: of.agencyId, subjects: [{ kind: CLOSING_KIND, id: of.closingId }], facts, personal };
}
