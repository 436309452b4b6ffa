import type { EventTexts } from '../../audit-trail/index.js';
import type { Library } from '../../library/index.js';
import type { Principal } from '../../platform/http/principal.js';
import type { AccessGround } from '../application/use-cases.js';

/** What the pages of this room need besides its use cases. */
export interface AccessPorts {
  /** Who may have signed a decision of an agency on paper. */
  readonly signers: (agencyId: string) => Promise<readonly { readonly id: string; readonly name: string; readonly post: string }[]>;
  readonly eventTexts: () => EventTexts;
  readonly laterActs?: LaterActs;
}

/** Acts of later rooms that begin at a session or at the review of an emergency, for whoever may. */
export type LaterActs = (principal: Principal, from: { readonly kind: 'session' | 'review'; readonly id: string; readonly agencyId: string }) => readonly { readonly href: string; readonly text: string }[];

/** What the pages after an approval need besides their use cases. */
export interface AfterPorts {
  readonly library: () => Library;
  readonly eventTexts: () => EventTexts;
  readonly regulation: () => { readonly issued: boolean };
  readonly now: () => Date;
  readonly laterActs?: LaterActs | undefined;
  /** A contract with what access to it looks at, for whoever may do `action`. @throws NotFound, Forbidden */
  readonly groundFor: (principal: Principal, contractId: string, action: string) => Promise<AccessGround>;
}
