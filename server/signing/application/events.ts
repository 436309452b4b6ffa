import type { AuditEvent, EventFact } from '../../audit-trail/index.js';
import type { ContractRow } from '../../contracts/index.js';

/** The events of this room; their sentences stand in web/event-texts.ts. */
export type SigningEventType =
  | 'signing.review-opened'
  | 'signing.clauses-recorded'
  | 'signing.annex-made'
  | 'signing.annex-carried'
  | 'signing.review-submitted'
  | 'signing.review-confirmed'
  | 'signing.review-returned'
  | 'signing.trial-result-recorded'
  | 'signing.plan-deployment-recorded'
  | 'signing.refused'
  | 'signing.go-live-refused'
  | 'contract.signed'
  | 'contract.trial-began'
  | 'contract.went-live';

/** One event about a contract; it stands in the history of the contract, its vendor and its systems. Names of signers go to `personal`. */
export function signingEvent(type: SigningEventType, contract: ContractRow, facts: Readonly<Record<string, EventFact>>, personal: Readonly<Record<string, string>> = {}): AuditEvent {
  return {
    type,
    agencyId: contract.agencyId,
    subjects: [
      { kind: 'contract', id: contract.id },
      ...(contract.vendorId === null ? [] : [{ kind: 'vendor', id: contract.vendorId }]),
      ...contract.systemIds.map((id) => ({ kind: 'system', id })),
    ],
    facts,
    ...(Object.keys(personal).length === 0 ? {} : { personal }),
  };
}
