import { recordEvent } from '../../audit-trail/index.js';
import { attachFiles } from '../../attachments/index.js';
import { compareDays, today, type CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { Library } from '../../library/index.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { saveSubmission } from '../persistence/assessments.js';
import { insertOpinion } from '../persistence/parts.js';
import { lockAssessment } from '../persistence/read-assessment.js';
import { requireMay, type RolesThatMay } from './access.js';
import { compute, hashOf, readiness } from './computation.js';
import { aboutAssessment, assessmentEvents } from './events.js';
import type { RecordComposer } from './ports.js';
import { requireVersion, type WorkOnAssessment } from './work-on-assessment.js';

/**
 * Submits an assessment for approval: computes it as of today and freezes result, inputs' hash and facts.
 * @throws NotFound, Forbidden, Conflict, Refused ('assessment-not-open', 'assessment-not-ready' with what is missing first)
 */
export function createSubmitAssessment(workOn: WorkOnAssessment, library: () => Library, composeSections: RecordComposer['sections']) {
  return function submitAssessment(context: ActContext, principal: Principal, id: string, version: number | undefined): Promise<void> {
    return workOn(context, { principal, action: 'submit', id }, async (tx, detail) => {
      requireVersion(detail, version);
      const day = today({ now: () => tx.at });
      const computed = compute(library(), detail, day);
      const prefilled = composeSections(detail, computed);
      const missing = readiness(detail, computed, prefilled).find(({ met }) => !met);
      if (missing !== undefined) throw new Refused(refuse('assessment-not-ready', { facts: { what: missing.what, missing: missing.missing.join(', ') } }));
      const { result, inputs } = computed;
      const inputsHash = hashOf(detail, inputs);
      await saveSubmission(tx, id, detail.version, { result, inputsHash, assessedOn: day, submittedBy: principal.userId, sections: { ...prefilled, ...detail.sections } });
      const { worstLevel, worstGroup, failedA, failedB, highGroups, veryHighGroups } = result;
      const facts = { name: detail.contractName, stage: detail.stage, worstLevel, worstGroup, residualLevel: result.residual.worstLevel, failedA, failedB, highGroups, veryHighGroups, inputsHash };
      await recordEvent(tx, aboutAssessment(assessmentEvents.submitted, detail, facts));
    });
  };
}

export interface OpinionCommand {
  readonly giver: 'officer' | 'security-unit';
  readonly outcome: 'agrees' | 'agrees-with-conditions' | 'disagrees';
  readonly opinion: string;
  /** Of the owner's security unit: its document; the file comes with the form. */
  readonly document: { readonly number: string; readonly day: CalendarDay; readonly issuingBody: string } | undefined;
}

/**
 * Gives the opinion of the security officer on a submitted assessment, or records that of the owner's security unit.
 * @throws NotFound, Forbidden, Refused ('assessment-not-submitted'), InvalidInput ('file-missing', 'document-in-future')
 */
export function createGiveOpinion(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return function giveOpinion(context: ActContext, principal: Principal, id: string, command: OpinionCommand, files: readonly StoredFile[]): Promise<void> {
    return work.run(context, async (tx) => {
      const detail = await lockAssessment(tx, id);
      requireMay(principal, 'give-opinion', detail, rolesThatMay);
      if (detail.status !== 'submitted') throw new Refused(refuse('assessment-not-submitted', { facts: { status: detail.status } }));
      const { document } = command;
      const [file] = files;
      if (document !== undefined && file === undefined) throw new InvalidInput({ file: 'file-missing' });
      if (document !== undefined && compareDays(document.day, today({ now: () => tx.at })) > 0) throw new InvalidInput({ documentDay: 'document-in-future' });
      const purpose = document === undefined ? 'Ý kiến về kết quả đánh giá rủi ro' : `Ý kiến của ${document.issuingBody}, văn bản số ${document.number}`;
      const attached = await attachFiles(tx, { subjectKind: 'risk-assessment', subjectId: id, agencyId: detail.agencyId, purpose }, files);
      const sha256 = file?.sha256 ?? '';
      const opinionId = await insertOpinion(tx, { ...command, document: document === undefined ? undefined : { ...document, sha256 }, assessmentId: id, givenBy: principal.userId });
      const facts = { opinionId, giver: command.giver, outcome: command.outcome, opinion: command.opinion, documentNumber: document?.number ?? null, documentDay: document?.day ?? null, issuingBody: document?.issuingBody ?? null, files: attached };
      await recordEvent(tx, aboutAssessment(assessmentEvents.opinionGiven, detail, facts));
    });
  };
}
