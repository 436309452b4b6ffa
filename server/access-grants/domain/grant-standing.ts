import type { AccessForm } from './access.js';

/** How a grant stands, read off time and facts and never stored. */
export type GrantStanding = 'upcoming' | 'live' | 'standby' | 'paused' | 'account-open' | 'over';

/** A grant as its standing and the acts upon it are judged. */
export interface GrantTime {
  readonly form: AccessForm;
  readonly startsAt: Date;
  /** As approved or cut back to. */
  readonly endsAt: Date;
  /** Set when somebody or something ended it before. */
  readonly endedAt: Date | null;
}

export interface GrantFacts extends GrantTime {
  /** Accounts that somebody holds now or will hold. */
  readonly held: number;
  /** Accounts that nobody holds any more and nobody confirmed disabled. */
  readonly accountsOpen: number;
  /** Whether the contract is in the phase of the grant and the system is not suspended. */
  readonly usable: boolean;
}

/** Whether a grant as a whole is over. */
export function isOver({ endsAt, endedAt }: Pick<GrantTime, 'endsAt' | 'endedAt'>, now: Date): boolean {
  return endedAt !== null || endsAt <= now;
}

/**
 * How a grant stands at an instant. One whose every holder lost it (commitment, leaving) is over as well, although its own term runs on; a standing grant is held
 * use by use and stands by in between. What is over counts as settled only when every account is confirmed disabled.
 */
export function grantStanding(grant: GrantFacts, now: Date): GrantStanding {
  if (isOver(grant, now) || (grant.form !== 'standing' && grant.held === 0)) return grant.accountsOpen > 0 ? 'account-open' : 'over';
  if (grant.startsAt > now) return 'upcoming';
  if (!grant.usable) return 'paused';
  return grant.form === 'standing' && grant.held === 0 ? 'standby' : 'live';
}
