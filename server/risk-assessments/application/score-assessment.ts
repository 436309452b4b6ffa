import { changesBetween, recordEvent, type EventFact } from '../../audit-trail/index.js';
import { attachFiles } from '../../attachments/index.js';
import { compareDays, today, type CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import type { Library } from '../../library/index.js';
import { knockOutFor } from '../../library/index.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { impactFloor } from '../domain/impact-floor.js';
import { applicableCriteria } from '../domain/scoring.js';
import { saveScope, saveSections, type ScopeFields } from '../persistence/assessments.js';
import type { AssessmentDetail } from '../persistence/assessment-rows.js';
import { insertEvidence, saveAnswer, saveExposures, saveImpact, saveVerdict, type AnswerChange, type ImpactChange } from '../persistence/parts.js';
import { compute, hireFactsOf, impactFactsOf, methodFor } from './computation.js';
import { aboutAssessment, assessmentEvents } from './events.js';
import type { RecordComposer } from './ports.js';
import { requireVersion, type WorkOnAssessment } from './work-on-assessment.js';

export interface ScopeCommand extends ScopeFields {
  /** Each exposure of the method, with whether it holds. */
  readonly exposures: Readonly<Record<string, boolean>>;
}

/** Says what the hire touches and how exposed it is. Facts of systems and data can only add to it. @throws NotFound, Forbidden, Refused, Conflict */
export function createSaveScope(workOn: WorkOnAssessment) {
  return function saveAssessmentScope(context: ActContext, principal: Principal, id: string, version: number | undefined, { exposures, ...scope }: ScopeCommand): Promise<void> {
    return workOn(context, { principal, action: 'score', id }, async (tx, detail) => {
      await saveScope(tx, id, requireVersion(detail, version), scope);
      await saveExposures(tx, id, exposures, principal.userId);
      const before: Record<string, EventFact> = {
        personalData: detail.personalDataSaid, cloud: detail.cloudSaid, stateSecret: detail.stateSecret, processingAgreement: detail.processingAgreement, shortPathAsked: detail.shortPathAsked,
        ...Object.fromEntries(detail.exposures.map(({ exposureId, holds }) => [exposureId, holds])),
      };
      await recordEvent(tx, aboutAssessment(assessmentEvents.scopeSaved, detail, { changes: changesBetween(before, { ...before, ...scope, ...exposures }) }));
    });
  };
}

export interface GroupCommand {
  readonly groupId: string;
  readonly answers: readonly AnswerChange[];
  /** Undefined: not chosen yet. */
  readonly impact: Omit<ImpactChange, 'groupId'> | undefined;
}

/**
 * Scores the criteria of one group; only what differs from what stands there is written, so that two people may score different criteria at once.
 * @throws NotFound, Forbidden, Refused ('assessment-not-open'), Conflict when somebody scored the same criterion since,
 *   InvalidInput by criterion ('criterion-not-applicable', 'knock-out-must-apply') and for 'impact' ('impact-below-floor')
 */
export function createScoreGroup(workOn: WorkOnAssessment, library: () => Library) {
  return function scoreGroup(context: ActContext, principal: Principal, id: string, { groupId, answers, impact }: GroupCommand): Promise<void> {
    return workOn(context, { principal, action: 'score', id }, async (tx, detail) => {
      const { method, inputs } = compute(library(), detail, today({ now: () => tx.at }));
      const applicable = applicableCriteria(method, inputs.facts, inputs.shortPath).filter(({ group }) => group === groupId);
      const faults: Record<string, string> = {};
      const changed = answers.filter((answer) => differs(detail, answer));
      for (const { criterionId, notApplicableReason } of changed) {
        const criterion = applicable.find((candidate) => candidate.id === criterionId);
        if (criterion === undefined) faults[criterionId] = 'criterion-not-applicable';
        else if (notApplicableReason !== null && knockOutFor(criterion, inputs.facts) !== null) faults[criterionId] = 'knock-out-must-apply';
      }
      const floor = impactFloor(impactFactsOf(detail));
      if (impact !== undefined && impact.impact < floor.impact) faults['impact'] = 'impact-below-floor';
      if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
      for (const answer of changed) await saveAnswer(tx, id, answer, principal.userId);
      const known = detail.impacts.find((row) => row.groupId === groupId);
      const impactChanged = impact !== undefined && (impact.impact !== known?.impact || impact.reason !== known.reason);
      if (impactChanged) await saveImpact(tx, id, { ...impact, groupId }, principal.userId);
      const scores = Object.fromEntries(changed.map(({ criterionId, score, notApplicableReason }): [string, EventFact] => [criterionId, notApplicableReason === null ? score : 'na']));
      const facts = { group: groupId, scores, impact: impactChanged ? impact.impact : null };
      await recordEvent(tx, aboutAssessment(assessmentEvents.scored, detail, facts));
    });
  };
}

function differs(detail: AssessmentDetail, answer: AnswerChange): boolean {
  const stored = detail.answers.find(({ criterionId }) => criterionId === answer.criterionId);
  const { score = null, notApplicableReason = null, note = null } = stored ?? {};
  return score !== answer.score || notApplicableReason !== answer.notApplicableReason || note !== answer.note;
}

export interface EvidenceCommand {
  readonly criterionId: string;
  readonly title: string;
  readonly effectiveOn: CalendarDay;
  readonly expiresOn: CalendarDay | null;
  readonly independentTest: boolean;
}

/** Attaches a file as evidence of a criterion. @throws NotFound, Forbidden, Refused, InvalidInput ('evidence-in-future', 'file-missing', 'criterion-not-applicable') */
export function createOfferEvidence(workOn: WorkOnAssessment, library: () => Library) {
  return function offerEvidence(context: ActContext, principal: Principal, id: string, command: EvidenceCommand, files: readonly StoredFile[]): Promise<void> {
    return workOn(context, { principal, action: 'offer-evidence', id }, async (tx, detail) => {
      const criterion = methodFor(library(), detail).criteria.find((candidate) => candidate.id === command.criterionId);
      if (criterion === undefined || criterion.fromLevel > hireFactsOf(detail).level) throw new NotFound('criterion');
      const [file] = files;
      if (file === undefined) throw new InvalidInput({ file: 'file-missing' });
      if (compareDays(command.effectiveOn, today({ now: () => tx.at })) > 0) throw new InvalidInput({ effectiveOn: 'evidence-in-future' });
      const purpose = `Minh chứng ${command.criterionId}: ${command.title}`;
      const attached = await attachFiles(tx, { subjectKind: 'risk-assessment', subjectId: id, agencyId: detail.agencyId, purpose }, [file]);
      const evidenceId = await insertEvidence(tx, { ...command, assessmentId: id, sha256: file.sha256, offeredBy: principal.userId });
      await recordEvent(tx, aboutAssessment(assessmentEvents.evidenceOffered, detail, { evidenceId, ...command, files: attached }));
    });
  };
}

/** Accepts or refuses a piece of evidence. @throws NotFound, Forbidden, Refused, Conflict */
export function createJudgeEvidence(workOn: WorkOnAssessment) {
  return function judgeEvidence(
    context: ActContext, principal: Principal, id: string, evidenceId: string, version: number | undefined, verdict: 'accepted' | 'refused', reason: string | null,
  ): Promise<void> {
    return workOn(context, { principal, action: 'score', id }, async (tx, detail) => {
      const piece = detail.evidence.find((candidate) => candidate.id === evidenceId);
      if (piece === undefined) throw new NotFound('evidence');
      await saveVerdict(tx, { id: evidenceId, version: version ?? piece.version }, verdict, reason, principal.userId);
      await recordEvent(tx, aboutAssessment(assessmentEvents.evidenceJudged, detail, { evidenceId, criterionId: piece.criterionId, title: piece.title, verdict, reason }));
    });
  };
}

/** Writes the parts of the report (NĐ 331 Đ10.3) that differ from what the facts say; the others follow the facts until submission. @throws NotFound, Forbidden, Refused, Conflict */
export function createSaveReport(workOn: WorkOnAssessment, library: () => Library, composeSections: RecordComposer['sections']) {
  return function saveReport(context: ActContext, principal: Principal, id: string, version: number | undefined, sections: Readonly<Record<string, string>>): Promise<void> {
    return workOn(context, { principal, action: 'plan', id }, async (tx, detail) => {
      const facts = composeSections(detail, compute(library(), detail, today({ now: () => tx.at })));
      const own = Object.fromEntries(Object.entries(sections).filter(([section, text]) => text !== facts[section]));
      await saveSections(tx, id, requireVersion(detail, version), own);
      const written = Object.keys(changesBetween(detail.sections, own));
      await recordEvent(tx, aboutAssessment(assessmentEvents.reportSaved, detail, { sections: written }));
    });
  };
}
