import { compareDays, formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { allow, firstRefusal, refuse, type Refusal, type Verdict } from '../../kernel/refusal.js';
import { recordLifecycle, type RecordState } from './record.lifecycle.js';

export interface RegistrationFacts {
  readonly status: RecordState;
  readonly symbol: string | null;
  readonly preparedOn: CalendarDay;
  readonly today: CalendarDay;
  /** As the clerk typed them. */
  readonly number: number | undefined;
  readonly issuedOn: CalendarDay;
}

export type RegistrationRefusal = 'record-not-open' | 'record-number-missing' | 'record-number-not-borne' | 'record-dated-later' | 'record-dated-before-preparation';

/**
 * May the clerk enter number and date? Only what is printed; a number where the symbol asks for one (NĐ 30/2020 Điều 15); dated between the day it was
 * composed and today (Điều 15.2 gives number and date after signature).
 */
export function mayRegister(facts: RegistrationFacts): Verdict<RegistrationRefusal> {
  return firstRefusal<RegistrationRefusal>([
    recordLifecycle.canMove(facts.status, 'registered') ? allow : refuse('record-not-open', { clause: 'internal' }),
    facts.symbol !== null && facts.number === undefined ? refuse('record-number-missing') : allow,
    facts.symbol === null && facts.number !== undefined ? refuse('record-number-not-borne') : allow,
    compareDays(facts.issuedOn, facts.today) > 0 ? refuse('record-dated-later', { facts: { today: formatDay(facts.today) } }) : allow,
    compareDays(facts.issuedOn, facts.preparedOn) < 0 ? refuse('record-dated-before-preparation', { facts: { preparedOn: formatDay(facts.preparedOn) } }) : allow,
  ]);
}

/** Which edition of a record still has to be printed: 'draft' for signature, 'issued' once it is registered; refused when what is due is kept, or nothing is due. */
export function editionToPrint(status: RecordState, kept: readonly string[]): 'draft' | 'issued' | Refusal<'record-printed-already'> {
  if (status === 'prepared') return 'draft';
  return status === 'registered' && !kept.includes('issued') ? 'issued' : refuse('record-printed-already', { clause: 'internal' });
}

/** May a record still be taken back? Not once it is registered: then a new record corrects it (NĐ 30/2020 Điều 18.3). */
export function mayWithdraw(status: RecordState): Verdict<'record-not-open'> {
  return recordLifecycle.canMove(status, 'withdrawn') ? allow : refuse('record-not-open', { clause: 'internal' });
}
