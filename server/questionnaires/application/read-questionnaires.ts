import { readHistory, type PastEvent } from '../../audit-trail/index.js';
import { compareDays, type CalendarDay } from '../../kernel/calendar-day.js';
import { NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { RegisterResult, RegisterView } from '../../platform/database/register-query.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayBring, MOST_BYTES } from '../domain/uploads.js';
import { countOpening } from '../persistence/links.js';
import { readContract, type AskedContract, type Source } from '../persistence/questionnaires.js';
import {
  questionnaireMayBeRead, selectAnswersFor, selectDossier, selectQuestionnaire, selectSheet,
  type Dossier, type QuestionnaireDetail, type VendorSheet,
} from '../persistence/read-questionnaire.js';
import { selectRegister, type QuestionnaireRegisterRow } from '../persistence/read-register.js';
import { requireMaySend, type RolesThatMay } from './access.js';
import type { AskedCriteria, CriteriaOf } from './ports.js';
import { takenCriteria } from './take-over-dossier.js';
import { tokenHash } from './token.js';

export type { AnswerRow, Dossier, EvidenceRow, LinkDetail, QuestionnaireDetail, RoundDetail, VendorSheet } from '../persistence/read-questionnaire.js';
export type { QuestionnaireRegisterRow } from '../persistence/read-register.js';

/** What the page of sending shows of a contract: who is asked what, and the dossier that could be taken over instead. */
export interface SendingPage {
  readonly contract: AskedContract;
  readonly asked: AskedCriteria;
  readonly dossier: (Dossier & { readonly taken: readonly string[] }) | undefined;
}

/** What pages read of questionnaires. */
export function createQuestionnaireReading(needs: { readonly reader: Reader; readonly rolesThatMay: RolesThatMay; readonly criteriaOf: CriteriaOf }) {
  const { reader, rolesThatMay, criteriaOf } = needs;
  const source: Source = { query: (sql, parameters) => reader.rows(sql, parameters) };
  return {
    register: (principal: Principal, view: RegisterView): Promise<RegisterResult<QuestionnaireRegisterRow>> => selectRegister(reader, principal.ability, view),

    /** @throws NotFound when there is none that this person may read */
    async questionnaire(principal: Principal, id: string): Promise<QuestionnaireDetail> {
      const found = await selectQuestionnaire(reader, principal.ability, id);
      if (found === undefined) throw new NotFound('questionnaire');
      return found;
    },

    history: (id: string): Promise<PastEvent[]> => readHistory(reader, { kind: 'questionnaire', id }),

    /** Whether this person may have the files of a questionnaire. */
    mayRead: (principal: Principal, id: string): Promise<boolean> => questionnaireMayBeRead(reader, principal.ability, id),

    /** What would be sent for a contract now. @throws NotFound, Forbidden */
    async sending(principal: Principal, contractId: string): Promise<SendingPage> {
      const contract = await readContract(source, contractId);
      requireMaySend(principal, contract, rolesThatMay);
      const [asked, dossier] = await Promise.all([criteriaOf(source, contractId), contract.vendorId === null ? undefined : selectDossier(source, contract.vendorId)]);
      const taken = dossier === undefined ? [] : takenCriteria(dossier, asked.criteria);
      return { contract, asked, dossier: dossier === undefined || taken.length === 0 ? undefined : { ...dossier, taken } };
    },

    /** The sheet behind a link. @throws NotFound, the same for unknown, ended and revoked links */
    async sheet(token: string): Promise<VendorSheet> {
      const found = await selectSheet(reader, tokenHash(token));
      if (found === undefined) throw new NotFound('questionnaire link');
      return found;
    },

    countOpening: (linkId: string): Promise<void> => countOpening(reader, linkId),

    /**
     * Whether files of that many bytes may be read at all for this link; asked before they are.
     * @throws NotFound, Refused ('questionnaire-submitted', 'questionnaire-size-unknown', 'questionnaire-too-many-bytes', 'questionnaire-too-many-files')
     */
    async admitFiles(token: string, contentLength: number | undefined): Promise<string> {
      const found = await selectSheet(reader, tokenHash(token));
      if (found === undefined) throw new NotFound('questionnaire link');
      if (found.round.submittedAt !== null) throw new Refused(refuse('questionnaire-submitted'));
      if (contentLength === undefined) throw new Refused(refuse('questionnaire-size-unknown'));
      // A form is a little larger than its files.
      const verdict = mayBring({ files: found.files, bytes: Math.min(found.bytes, MOST_BYTES), moreFiles: 0, moreBytes: Math.max(0, contentLength - FORM_BYTES) });
      if (!verdict.allowed) throw new Refused(verdict);
      return found.linkId;
    },
  };
}

const FORM_BYTES = 2 ** 20;

export type QuestionnaireReading = ReturnType<typeof createQuestionnaireReading>;

/** What a vendor answered to one criterion, for the page of an assessment: beside the own verdict, never in its place. */
export interface VendorAnswer {
  readonly criterionId: string;
  /** What the vendor claims, 0 to 4; null: not applicable, or no claim. */
  readonly score: number | null;
  readonly notApplicable: boolean;
  readonly text: string;
  readonly files: readonly {
    readonly attachmentId: string;
    readonly name: string;
    readonly href: string;
    readonly sha256: string;
    readonly validUntil: CalendarDay | null;
    /** Its last day is over: such evidence caps a score at 2 (domain reference 7.9). */
    readonly expired: boolean;
  }[];
}

/** The vendor's answers that were last sent in for an assessment or its contract, with where they come from. */
export interface AnswersForAssessment {
  readonly questionnaireId: string;
  readonly takenOver: boolean;
  readonly submittedAt: Date;
  /** The vendor was asked again and has not answered yet. */
  readonly reopened: boolean;
  readonly answers: readonly VendorAnswer[];
}

/** Reads them in one statement; undefined when the vendor has sent nothing in. Whether the reader may see the assessment is decided by its room. */
export function createAnswersForAssessment(reader: Reader, today: () => CalendarDay, attachmentHref: (id: string) => string) {
  return async (assessmentId: string): Promise<AnswersForAssessment | undefined> => {
    const row = await selectAnswersFor(reader, assessmentId);
    if (row === undefined) return undefined;
    const day = today();
    const criteria = [...new Set([...row.answers, ...row.evidence].map(({ criterionId }) => criterionId))].sort();
    const answers = criteria.map((criterionId): VendorAnswer => {
      const answer = row.answers.find((candidate) => candidate.criterionId === criterionId);
      const files = row.evidence.filter((candidate) => candidate.criterionId === criterionId);
      const claim = answer?.claim ?? null;
      return {
        criterionId,
        score: claim === null || claim === 'not-applicable' ? null : Number(claim),
        notApplicable: claim === 'not-applicable',
        text: answer?.text ?? '',
        files: files.map(({ attachmentId, name, sha256, validUntil }) => ({
          attachmentId, name, sha256, validUntil, href: attachmentHref(attachmentId), expired: validUntil !== null && compareDays(validUntil, day) < 0,
        })),
      };
    });
    return { questionnaireId: row.questionnaireId, takenOver: row.origin === 'taken-over', submittedAt: row.submittedAt, reopened: row.reopened, answers };
  };
}
