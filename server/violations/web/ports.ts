import type { EventTexts } from '../../audit-trail/index.js';
import type { DutyClock } from '../../clocks/index.js';
import type { Principal } from '../../platform/http/principal.js';
import type { CaseDetail } from '../application/read-models.js';

/** What the pages of this room need besides its use cases. */
export interface ViolationPorts {
  /** Who may have signed for an agency on paper. */
  readonly signers: (agencyId: string) => Promise<readonly { readonly id: string; readonly name: string; readonly post: string }[]>;
  readonly eventTexts: () => EventTexts;
  /** A vendor that this person may read. @throws NotFound, Forbidden */
  readonly vendorOf: (principal: Principal, id: string) => Promise<{ readonly id: string; readonly name: string }>;
  /** The clocks of a case, of its containment and of the incidents linked to it; one statement. */
  readonly clocksOf: (of: Pick<CaseDetail, 'id' | 'containment' | 'incidents'>) => Promise<readonly DutyClock[]>;
}
