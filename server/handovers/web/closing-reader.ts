import type { Refusal, Verdict } from '../../kernel/refusal.js';
import type { Ask } from '../../platform/http/routes.js';
import type { ActModel, ClosedAct } from '../../platform/views/pattern-models.js';
import type { ClosingUseCases } from '../application/closing-use-cases.js';
import type { ClosingAction } from '../domain/closing.js';

/** Who looks at a closing, and what they may do about it. */
export interface ClosingReader {
  readonly userId: string;
  readonly mayDo: (action: ClosingAction) => boolean;
  readonly refusalText: (refusal: Refusal) => string;
}

/** Whoever asks, as the pages of one agency's closing see them. */
export function readerOf(ask: Ask, closings: Pick<ClosingUseCases, 'may'>, agencyId: string): ClosingReader {
  return { userId: ask.principal.userId, mayDo: (action) => closings.may(ask.principal, action, agencyId), refusalText: (refusal) => ask.refusalText(refusal) };
}

/** An act as it stands on the page: open, or closed with the reason of the policy. */
export function closedBy(verdict: Verdict, { refusalText }: Pick<ClosingReader, 'refusalText'>): ClosedAct | undefined {
  return verdict.allowed ? undefined : { reason: refusalText(verdict) };
}

/** A link to an act's page, or the act closed with its reason. */
export function linkOrClosed(closed: ClosedAct | undefined, href: string): Pick<ActModel, 'closed' | 'href'> {
  return closed === undefined ? { href } : { closed };
}
