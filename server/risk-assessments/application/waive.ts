import { recordEvent } from '../../audit-trail/index.js';
import { today, type CalendarDay } from '../../kernel/calendar-day.js';
import { NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { Library } from '../../library/index.js';
import { decide } from '../../people/index.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { AssessmentResult } from '../domain/scoring.js';
import { mayWaive } from '../domain/waiver-policy.js';
import type { AssessmentDetail, WaiverRow } from '../persistence/assessment-rows.js';
import { assessmentOfWaiver, insertWaiver, settleWaiver } from '../persistence/parts.js';
import { lockAssessment } from '../persistence/read-assessment.js';
import { requireMay, type RolesThatMay } from './access.js';
import { compute } from './computation.js';
import { aboutAssessment, assessmentEvents } from './events.js';

export interface WaiverCommand {
  readonly kind: 'knock-out' | 'high-risk';
  readonly targetId: string;
  readonly ground: string;
  readonly compensating: string;
  readonly endsOn: CalendarDay;
}

/** What a waiver freezes: the score of the criterion, or the ranking number of the group. */
export function waivedScore({ kind, targetId }: Pick<WaiverRow, 'kind' | 'targetId'>, { groups }: AssessmentResult): number {
  if (kind === 'high-risk') return groups.find(({ id }) => id === targetId)?.rank ?? 0;
  return groups.flatMap(({ lines }) => lines).find(({ id }) => id === targetId)?.counted ?? 0;
}

/** Asks the head to waive a failed knock-out B or to accept a high group for a time. @throws NotFound, Forbidden, Refused (waiver-policy.ts) */
export function createAskWaiver(work: UnitOfWork, library: () => Library, rolesThatMay: RolesThatMay) {
  return function askWaiver(context: ActContext, principal: Principal, id: string, command: WaiverCommand): Promise<void> {
    return work.run(context, async (tx) => {
      const detail = await lockAssessment(tx, id);
      requireMay(principal, 'ask-waiver', detail, rolesThatMay);
      const day = today({ now: () => tx.at });
      const verdict = mayWaive(compute(library(), detail, day).method, { ...detail, ...command, today: day, taken: isTaken(detail, command) });
      if (!verdict.allowed) throw new Refused(verdict);
      const waiverId = await insertWaiver(tx, { ...command, assessmentId: id, requestedBy: principal.userId });
      await recordEvent(tx, aboutAssessment(assessmentEvents.waiverAsked, detail, { waiverId, ...command }));
    });
  };
}

function isTaken({ waivers }: AssessmentDetail, { kind, targetId }: WaiverCommand): boolean {
  return waivers.some((waiver) => waiver.kind === kind && waiver.targetId === targetId && (waiver.outcome === null || waiver.inForce));
}

/**
 * Decides, as head, about a waiver that was asked for after the approval; one asked for with the assessment is decided with it.
 * @throws NotFound, Forbidden, Refused ('waiver-decided', 'waiver-with-assessment' and people's decisions)
 */
export function createDecideWaiver(work: UnitOfWork, library: () => Library, rolesThatMay: RolesThatMay) {
  return function decideWaiver(context: ActContext, principal: Principal, waiverId: string, outcome: 'approved' | 'returned', ground?: string): Promise<string> {
    return work.run(context, async (tx) => {
      const assessmentId = await assessmentOfWaiver(tx, waiverId);
      if (assessmentId === undefined) throw new NotFound('waiver');
      const detail = await lockAssessment(tx, assessmentId);
      requireMay(principal, 'decide', detail, rolesThatMay);
      const waiver = detail.waivers.find(({ id }) => id === waiverId);
      if (waiver === undefined) throw new NotFound('waiver');
      if (waiver.outcome !== null) throw new Refused(refuse('waiver-decided'));
      if (detail.status !== 'approved') throw new Refused(refuse('waiver-with-assessment'));
      const day = today({ now: () => tx.at });
      const { method, result } = compute(library(), detail, day);
      const verdict = mayWaive(method, { ...detail, ...waiver, status: detail.status, today: day, taken: false });
      if (outcome === 'approved' && !verdict.allowed) throw new Refused(verdict);
      const makers = [detail.openedBy, detail.submittedBy];
      if (makers.includes(principal.userId)) throw new Refused(refuse('assessment-maker-cannot-approve', { clause: 'internal' }));
      const decided = await decide(tx, {
        agencyId: detail.agencyId, area: 'assessments', subject: { kind: 'risk-waiver', id: waiverId }, act: 'waive-risk', outcome, ground, requestedBy: waiver.requestedBy,
      });
      const granted = outcome === 'approved';
      await settleWaiver(tx, waiverId, {
        outcome: granted ? 'granted' : 'returned', decisionId: decided.id, decidedBy: decided.decidedBy, score: granted ? waivedScore(waiver, result) : null, ground,
      });
      const facts = { ...decided.facts, waiverId, kind: waiver.kind, targetId: waiver.targetId, endsOn: waiver.endsOn, score: granted ? waivedScore(waiver, result) : null };
      await recordEvent(tx, aboutAssessment(granted ? assessmentEvents.waiverGranted : assessmentEvents.waiverReturned, detail, facts));
      return detail.id;
    });
  };
}
