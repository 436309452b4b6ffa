import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { LegalBasis } from './entries/law.js';
import { wasReadInText } from './marks.js';

/** `unknown`: nobody read from when it is in force, or it was replaced on a day nobody read. */
export type LegalForce = 'in-force' | 'not-yet' | 'lapsed' | 'unknown';

/** Whether a text is in force on `day`, as far as the registry knows. The last day (`effectiveTo`) is still in force. */
export function forceOf(basis: LegalBasis, day: CalendarDay): LegalForce {
  if (basis.effectiveTo !== null && day > basis.effectiveTo) {
    return 'lapsed';
  }
  if (basis.effectiveFrom === null) {
    return 'unknown';
  }
  if (day < basis.effectiveFrom) {
    return 'not-yet';
  }
  return basis.replacedBy !== null && basis.effectiveTo === null ? 'unknown' : 'in-force';
}

/** A text of the registry as it stands on a day. */
export interface LegalBasisOnDay {
  readonly basis: LegalBasis;
  readonly force: LegalForce;
  /** Whether a record of that day may print its căn cứ line as law: in force, line known, text read. */
  readonly citable: boolean;
}

/** How a text stands on `day`. The regulation and the contract, whose numbers are settings, are cited by their rooms. */
export function legalBasisOn(basis: LegalBasis, day: CalendarDay): LegalBasisOnDay {
  const force = forceOf(basis, day);
  return { basis, force, citable: force === 'in-force' && basis.citation !== null && wasReadInText(basis.mark) };
}
