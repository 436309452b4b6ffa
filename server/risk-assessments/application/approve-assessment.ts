import { recordEvent } from '../../audit-trail/index.js';
import { attachFiles } from '../../attachments/index.js';
import { addMonths, today, type CalendarDay } from '../../kernel/calendar-day.js';
import { Refused } from '../../kernel/errors.js';
import { decide, type Decided, type PaperDecision } from '../../people/index.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { readSigner } from '../../records/index.js';
import { mayApprove, type ApprovalFacts } from '../domain/approval-policy.js';
import { approvalMonths } from '../domain/method.js';
import { assess } from '../domain/scoring.js';
import type { AssessmentDetail, WaiverRow } from '../persistence/assessment-rows.js';
import { saveApproval, saveReturn } from '../persistence/assessments.js';
import { settleWaiver } from '../persistence/parts.js';
import { lockAssessment } from '../persistence/read-assessment.js';
import { agencyKindOf } from '../persistence/agency-kind.js';
import { requireMay, type RolesThatMay } from './access.js';
import { compute, inputsOf, sameVerdict, type Computed } from './computation.js';
import { aboutAssessment, assessmentEvents } from './events.js';
import type { RiskAssessmentNeeds } from './ports.js';
import { waivedScore } from './waive.js';

export interface DecideAssessment {
  readonly id: string;
  readonly outcome: 'approved' | 'returned';
  /** Those asked for with the assessment that the head saw and grants with it; others wait for a decision of their own. */
  readonly waiverIds?: readonly string[];
  /** Why; required when returned. */
  readonly ground?: string | undefined;
  /** Absent: the acting head decides. Present: the acting person records what the head signed. */
  readonly paper?: (Omit<PaperDecision, 'sha256'> & { readonly scan: StoredFile }) | undefined;
}

/** The facts of an approval by `approver`, as of `day`; the same for the page and for the act. */
export function approvalFactsOf(detail: AssessmentDetail, { method, result }: Pick<Computed, 'method' | 'result'>, day: CalendarDay, approver: string | undefined): ApprovalFacts {
  return {
    status: detail.status,
    stage: detail.stage,
    level: detail.level,
    highGroups: result.highGroups,
    opinions: detail.opinions.filter(({ current }) => current),
    approver,
    openedBy: detail.openedBy,
    submittedBy: detail.submittedBy,
    assessors: [...new Set([...detail.answers, ...detail.impacts].map(({ answeredBy }) => answeredBy))],
    verdictHolds: sameVerdict(result, assess(method, inputsOf(method, detail, day))),
    triggers: detail.triggers.map(({ triggerId }) => triggerId),
  };
}

/**
 * Decides about a submitted assessment, as head or by recording the head's paper. Approved, it takes the place of the one in force, grants the waivers that
 * were asked for with it, and the report (HS-01), the submission (HS-02) and the decision (HS-03) are composed for signature. Returned, it is open again.
 * @throws NotFound, Forbidden, Conflict, Refused (approval-policy.ts and people's decisions)
 */
export function createDecideAssessment(work: UnitOfWork, rolesThatMay: RolesThatMay, { library, prepareRecord, composeRecord }: Pick<RiskAssessmentNeeds, 'library' | 'prepareRecord' | 'composeRecord'>) {
  async function approve(tx: Transaction, detail: AssessmentDetail, computed: Computed, decided: Decided, waivers: readonly WaiverRow[], day: CalendarDay): Promise<CalendarDay> {
    const validUntil = addMonths(decided.decidedOn, approvalMonths(computed.method, detail.level));
    for (const waiver of waivers) {
      await settleWaiver(tx, waiver.id, { outcome: 'granted', decisionId: decided.id, decidedBy: decided.decidedBy, score: waivedScore(waiver, computed.result), ground: undefined });
    }
    await saveApproval(tx, detail, { decisionId: decided.id, approvedBy: decided.decidedBy, approvedOn: decided.decidedOn, validUntil });
    await composeRecords(tx, detail.id, computed, decided.decidedBy, day);
    return validUntil;
  }

  async function composeRecords(tx: Transaction, id: string, computed: Computed, signerId: string, day: CalendarDay): Promise<void> {
    const detail = await lockAssessment(tx, id);
    const agencyKind = await agencyKindOf(tx, detail.agencyId);
    const onBehalfOf = isCouncil(agencyKind) ? { onBehalfOf: 'Ủy ban nhân dân' } : {};
    const signer = await readSigner(tx, { agencyId: detail.agencyId, personId: signerId, area: 'assessments', ...onBehalfOf });
    const material = { ...computed, detail, day, signer, agencyKind };
    const common = {
      agencyId: detail.agencyId,
      subject: { kind: 'risk-assessment', id },
      concerns: [{ kind: 'contract', id: detail.contractId }],
      libraryVersions: [detail.criteriaEdition, detail.groupsEdition, detail.scoringEdition, detail.gatesEdition],
    };
    await prepareRecord(tx, { ...common, kind: 'HS-01', model: composeRecord.report(material), signer });
    await prepareRecord(tx, { ...common, kind: 'HS-02', model: composeRecord.submission(material) });
    await prepareRecord(tx, { ...common, kind: 'HS-03', model: composeRecord.decision(material), signer });
  }

  return function decideAssessment(context: ActContext, principal: Principal, command: DecideAssessment): Promise<void> {
    return work.run(context, async (tx) => {
      const detail = await lockAssessment(tx, command.id);
      const { paper } = command;
      requireMay(principal, paper === undefined ? 'decide' : 'record-paper', detail, rolesThatMay);
      const day = today({ now: () => tx.at });
      const computed = compute(library(), detail, day);
      const facts = approvalFactsOf(detail, computed, day, paper?.signerId ?? principal.userId);
      const verdict = mayApprove(command.outcome === 'approved' ? facts : { ...facts, highGroups: [], verdictHolds: true, triggers: [] });
      if (!verdict.allowed) throw new Refused(verdict);
      const decided = await decide(tx, {
        agencyId: detail.agencyId,
        area: 'assessments',
        subject: { kind: 'risk-assessment', id: detail.id },
        act: 'approve-assessment',
        outcome: command.outcome,
        ground: command.ground,
        requestedBy: detail.submittedBy ?? detail.openedBy,
        paper: paper === undefined ? undefined : { number: paper.number, date: paper.date, signerId: paper.signerId, sha256: paper.scan.sha256 },
      });
      if (paper !== undefined) {
        await attachFiles(tx, { subjectKind: 'risk-assessment', subjectId: detail.id, agencyId: detail.agencyId, purpose: `Quyết định số ${paper.number} về kết quả đánh giá rủi ro` }, [paper.scan]);
      }
      if (command.outcome === 'returned') {
        await returnIt(tx, detail, decided, command.ground ?? '');
        return;
      }
      const granted = detail.waivers.filter(({ id, outcome }) => outcome === null && command.waiverIds?.includes(id) === true);
      const validUntil = await approve(tx, detail, computed, decided, granted, day);
      const waived = granted.map(({ kind, targetId, endsOn }) => ({ kind, targetId, endsOn }));
      const told = { ...decided.facts, name: detail.contractName, stage: detail.stage, worstLevel: computed.result.worstLevel, validUntil, inputsHash: detail.inputsHash, waived };
      await recordEvent(tx, aboutAssessment(assessmentEvents.approved, detail, told));
    });
  };
}

async function returnIt(tx: Transaction, detail: AssessmentDetail, decided: Decided, ground: string): Promise<void> {
  for (const waiver of detail.waivers.filter(({ outcome }) => outcome === null)) {
    await settleWaiver(tx, waiver.id, { outcome: 'returned', decisionId: decided.id, decidedBy: decided.decidedBy, score: null, ground });
  }
  await saveReturn(tx, detail.id, detail.version, ground);
  await recordEvent(tx, aboutAssessment(assessmentEvents.returned, detail, { ...decided.facts, name: detail.contractName, stage: detail.stage }));
}

/** People's committees: their head signs on their behalf (NĐ 30/2020, Phụ lục I, mục II.7). */
function isCouncil(kind: string): boolean {
  return ['city', 'ward', 'commune', 'special_zone'].includes(kind);
}
