import type { EventTexts } from '../../audit-trail/index.js';
import type { Library } from '../../library/index.js';
import type { Principal } from '../../platform/http/principal.js';
import type { AccessGround } from '../application/use-cases.js';

/** What the pages of this room need besides its use cases. */
export interface AccessPorts {
  /** Who may have signed a decision of an agency on paper. */
  readonly signers: (agencyId: string) => Promise<readonly { readonly id: string; readonly name: string; readonly post: string }[]>;
  readonly eventTexts: () => EventTexts;
}

/** What the pages after an approval need besides their use cases. */
export interface AfterPorts {
  readonly library: () => Library;
  readonly eventTexts: () => EventTexts;
  readonly regulation: () => { readonly issued: boolean };
  readonly now: () => Date;
  /** A contract with what access to it looks at, for whoever may do `action`. @throws NotFound, Forbidden */
  readonly groundFor: (principal: Principal, contractId: string, action: string) => Promise<AccessGround>;
}
