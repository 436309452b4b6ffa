import { recordEvent } from '../../audit-trail/index.js';
import { attachBroughtFiles } from '../../attachments/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { canonicalBytes, sha256 } from '../../kernel/canonical.js';
import { Conflict, NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { saysSomething, type TypedAnswer } from '../domain/claim.js';
import { mayBring } from '../domain/uploads.js';
import { holdSheet, insertEvidence, removeEvidence, saveAnswer, sealedContent, selectAnswers, weighFiles, type HeldSheet, type StoredAnswer } from '../persistence/answers.js';
import { submitRound } from '../persistence/rounds.js';
import { questionnaireEvent } from './events.js';
import { tokenHash } from './token.js';

/** What the vendor typed for one criterion. */
export interface CriterionEntry {
  readonly criterionId: string;
  /** Undefined: only files came, what was answered stays. */
  readonly answer: TypedAnswer | undefined;
  /** The last day on which the files of this post prove something. */
  readonly validUntil: CalendarDay | undefined;
  readonly files: readonly StoredFile[];
  /** Evidence to take out again. */
  readonly remove: readonly string[];
}

/** Who sends the answers in, as they name themselves. */
export interface Declaration {
  readonly name: string;
  readonly post: string;
  readonly email: string;
  readonly reuseAgreed: boolean;
}

/** What the holder of a link may do; the link is all that is known of them. Every act throws NotFound when the link is not in force, Refused when the answers were sent in. */
export function createAnswerQuestionnaire(work: UnitOfWork) {
  return {
    /**
     * Saves the answers of one group of criteria.
     * @param version sum of the versions of the group's answers as the page showed them
     * @throws NotFound, Conflict, Refused ('questionnaire-submitted', 'questionnaire-too-many-files', 'questionnaire-too-many-bytes')
     */
    saveGroup(context: ActContext, token: string, save: { readonly group: string; readonly criteria: readonly string[]; readonly entries: readonly CriterionEntry[]; readonly version: number | undefined; readonly address: string }): Promise<void> {
      return work.run(context, async (tx) => {
        const sheet = await holdOpenSheet(tx, token);
        const asked = save.criteria.filter((criterion) => sheet.criteria.includes(criterion));
        const entries = save.entries.filter(({ criterionId }) => asked.includes(criterionId));
        if (asked.length === 0) throw new NotFound('group');
        const before = await selectAnswers(tx, sheet.roundId, asked);
        if (save.version !== versionOf(before)) throw new Conflict({ subject: 'questionnaire', id: sheet.questionnaireId });
        const changed = entries.flatMap(({ criterionId, answer }) => (answer !== undefined && differs(answer, before.find((row) => row.criterionId === criterionId)) ? [{ criterionId, ...answer }] : []));
        for (const { criterionId, claim, text } of changed) await saveAnswer(tx, { roundId: sheet.roundId, criterionId, claim: claim ?? null, text: text ?? null, linkId: sheet.linkId });
        const removed = await removeEvidence(tx, sheet.roundId, asked, entries.flatMap(({ remove }) => remove));
        const files = await bringFiles(tx, sheet, entries);
        const facts = { linkId: sheet.linkId, round: sheet.ordinal, group: save.group, criteria: changed.map(({ criterionId }) => criterionId), files, removed };
        await recordEvent(tx, questionnaireEvent('questionnaire.answers-saved', tiesOf(sheet), facts, { address: save.address }));
      });
    },

    /**
     * Sends the answers in: from then on they stay as they are. Who sends them names themselves; the address and the time are recorded as facts.
     * @throws NotFound, Refused ('questionnaire-submitted', 'questionnaire-nothing-answered')
     */
    submit(context: ActContext, token: string, declaration: Declaration, address: string): Promise<void> {
      return work.run(context, async (tx) => {
        const sheet = await holdOpenSheet(tx, token);
        const content = await sealedContent(tx, sheet.roundId);
        if (content.answers.length === 0) throw new Refused(refuse('questionnaire-nothing-answered'));
        const answersHash = sha256(canonicalBytes(content));
        const { name, post, email, reuseAgreed } = declaration;
        await submitRound(tx, sheet.roundId, { linkId: sheet.linkId, declarantName: name, declarantPost: post, declarantEmail: email, from: address, reuseAgreed, answersHash });
        const facts = { linkId: sheet.linkId, round: sheet.ordinal, answers: content.answers.length, files: content.evidence.length, answersHash, reuseAgreed };
        await recordEvent(tx, questionnaireEvent('questionnaire.submitted', tiesOf(sheet), facts, { declarantName: name, declarantPost: post, declarantEmail: email, address }));
      });
    },
  };
}

async function holdOpenSheet(tx: Transaction, token: string): Promise<HeldSheet> {
  const sheet = await holdSheet(tx, tokenHash(token));
  if (sheet.submittedAt !== null) throw new Refused(refuse('questionnaire-submitted'));
  return sheet;
}

async function bringFiles(tx: Transaction, sheet: HeldSheet, entries: readonly CriterionEntry[]): Promise<{ readonly criterion: string; readonly sha256: string; readonly size: number; readonly validUntil: string | null }[]> {
  const more = entries.flatMap(({ files }) => files);
  if (more.length === 0) return [];
  const verdict = mayBring({ ...(await weighFiles(tx, sheet.questionnaireId)), moreFiles: more.length, moreBytes: more.reduce((sum, { size }) => sum + size, 0) });
  if (!verdict.allowed) throw new Refused(verdict);
  const brought: { criterion: string; sha256: string; size: number; validUntil: string | null }[] = [];
  for (const { criterionId, files, validUntil } of entries) {
    const place = { subjectKind: 'questionnaire', subjectId: sheet.questionnaireId, agencyId: sheet.agencyId, purpose: `Minh chứng ${criterionId}` };
    const ids = await attachBroughtFiles(tx, place, files, `${sheet.vendorName}, qua đường liên kết`);
    for (const attachmentId of ids) await insertEvidence(tx, { roundId: sheet.roundId, criterionId, attachmentId, validUntil: validUntil ?? null, linkId: sheet.linkId });
    brought.push(...files.map(({ sha256: hash, size }) => ({ criterion: criterionId, sha256: hash, size, validUntil: validUntil ?? null })));
  }
  return brought;
}

function tiesOf({ questionnaireId, agencyId, contractId, assessmentId }: HeldSheet): { id: string; agencyId: string; contractId: string; assessmentId: string | null } {
  return { id: questionnaireId, agencyId, contractId, assessmentId };
}

/** The version of a group of answers: any change of any of them counts it up. */
export function versionOf(answers: readonly Pick<StoredAnswer, 'version'>[]): number {
  return answers.reduce((sum, { version }) => sum + version, 0);
}

function differs(answer: TypedAnswer, before: StoredAnswer | undefined): boolean {
  if (before === undefined) return saysSomething(answer);
  return (answer.claim ?? null) !== before.claim || (answer.text ?? null) !== before.text;
}
