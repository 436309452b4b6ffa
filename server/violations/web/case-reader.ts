import type { Refusal, Verdict } from '../../kernel/refusal.js';
import type { Ask } from '../../platform/http/routes.js';
import type { ActModel, ClosedAct } from '../../platform/views/pattern-models.js';
import type { ViolationUseCases } from '../application/violation-use-cases.js';

/** Who looks at a case, and what they may do about it. */
export interface CaseReader {
  readonly userId: string;
  /** Of the agency of the case unless another is named. */
  readonly mayDo: (action: string, agencyId?: string) => boolean;
  readonly refusalText: (refusal: Refusal) => string;
}

/** Whoever asks, as the pages of one agency's case see them. */
export function readerOf(ask: Ask, violations: ViolationUseCases, agencyId: string): CaseReader {
  return {
    userId: ask.principal.userId,
    mayDo: (action, other) => violations.may(ask.principal, action, other ?? agencyId),
    refusalText: (refusal) => ask.refusalText(refusal),
  };
}

/** An act as it stands on the page: open, or closed with the reason of the policy. */
export function closedBy(verdict: Verdict, reader: Pick<CaseReader, 'refusalText'>): ClosedAct | undefined {
  return verdict.allowed ? undefined : { reason: reader.refusalText(verdict) };
}

/** A link to an act's page, or the act closed with its reason. */
export function linkOrClosed(closed: ClosedAct | undefined, href: string): Pick<ActModel, 'closed' | 'href'> {
  return closed === undefined ? { href } : { closed };
}
