import { formatInstant } from '../../kernel/calendar-day.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { ViolationReadings } from '../application/violation-use-cases.js';
import { contractText } from './case-crumbs.js';
import { violationPaths } from './paths.js';
import { caseStates, levelState, outcomeWords } from './words.js';

/** One case on the page of its vendor. */
export interface VendorCase {
  readonly href: string;
  readonly code: string;
  readonly agency: string;
  readonly contract: string;
  readonly opened: string;
  readonly states: readonly StateModel[];
  readonly outcome: string;
}

/** The violations of a vendor across the agencies that somebody may read, newest first; one statement. */
export function vendorViolations(violations: Pick<ViolationReadings, 'casesOfVendor'>) {
  return async (principal: Principal, vendorId: string): Promise<readonly VendorCase[]> =>
    (await violations.casesOfVendor(principal, vendorId)).map((one) => ({
      href: violationPaths.case(one.id),
      code: one.code,
      agency: one.agencyName,
      contract: contractText(one),
      opened: formatInstant(one.openedAt),
      states: [levelState(one.level), caseStates[one.state]],
      outcome: one.outcome === null ? '' : outcomeWords[one.outcome],
    }));
}
