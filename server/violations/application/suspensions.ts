import { randomUUID } from 'node:crypto';
import { attachFiles } from '../../attachments/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import { dayOf } from '../../kernel/calendar-day.js';
import { InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayAddTo, resumeObstacles } from '../domain/case-policy.js';
import { isAtLeast } from '../domain/level.js';
import { longestPause, termFaults, untilFault } from '../domain/containment-policy.js';
import type { ViolationAction } from '../domain/violation.js';
import type { CaseDetail, SuspensionRow } from '../persistence/case-rows.js';
import { lockCaseOf } from '../persistence/cases.js';
import { insertAnswer, insertDone, insertExtension, insertResumption, insertSuspension, lockSystems } from '../persistence/containments.js';
import { selectDecisionNumber, selectFreshAssessment, selectOfficial } from '../persistence/print-grounds.js';
import { selectCase } from '../persistence/read-case.js';
import { selectProposal } from '../persistence/read-lists.js';
import { queryOf, requireAboutCases } from './access.js';
import type { AnswerProposal, ConfirmDone, ExtendPause, Resume } from './commands.js';
import { endOthersOn, pauseDays, wholly } from './contain.js';
import { violationEvent } from './events.js';
import { prepareCaseRecord, recordGroundOf, signerOf } from './record-grounds.js';
import { handledOf, pass, suspensionOf } from './standing.js';
import type { ViolationActs } from './violation-use-cases.js';
import type { ViolationNeeds } from './violation-needs.js';

type SuspensionActs = Pick<ViolationActs, 'confirmDone' | 'extendPause' | 'answerProposal' | 'resume'>;

/** What happens to a suspension after it was decided; its agency is that of the case, or the one that accepted a proposal. */
export function createSuspensionActs(needs: ViolationNeeds): SuspensionActs {
  const { work, rolesThatMay } = needs;

  /** A suspension with its case, which is locked. @throws NotFound, Forbidden */
  async function locked(tx: Transaction, principal: Principal, action: ViolationAction, suspensionId: string): Promise<{ of: CaseDetail; suspension: SuspensionRow }> {
    const caseId = await lockCaseOf(tx, 'system_suspension', suspensionId);
    const of = caseId === undefined ? undefined : await selectCase(queryOf(tx), caseId);
    if (of === undefined) throw new NotFound('suspension of a system');
    const suspension = suspensionOf(of, suspensionId);
    requireAboutCases(principal, action, suspension.agencyId, rolesThatMay);
    return { of, suspension };
  }

  return {
    confirmDone(context: ActContext, principal: Principal, command: ConfirmDone) {
      return work.run(context, async (tx) => {
        const { of, suspension } = await locked(tx, principal, 'confirm-done', command.suspensionId);
        if (suspension.done !== null) throw new Refused(refuse('suspension-done-already', { clause: 'internal' }));
        if (suspension.resumption !== null) throw new Refused(refuse('suspension-lifted', { clause: 'internal' }));
        if (command.doneAt > of.now) throw new InvalidInput({ doneTime: 'future' });
        if (command.doneAt < of.detectedAt) throw new InvalidInput({ doneTime: 'before-start' });
        await insertDone(tx, { ...command, sha256: command.file.sha256, by: principal.userId });
        const place = { subjectKind: 'system-suspension', subjectId: suspension.id, agencyId: suspension.agencyId, purpose: `Minh chứng đã ${doneWords[suspension.kind]} ${suspension.systemName}` };
        const files = await attachFiles(tx, place, [command.file]);
        await recordEvent(tx, violationEvent('violation.suspension-done', subjectOf(of, suspension), {
          system: suspension.systemName, kind: suspension.kind, doneAt: command.doneAt.toISOString(), proof: command.proof, files,
        }));
        return { caseId: of.id };
      });
    },

    extendPause(context: ActContext, principal: Principal, command: ExtendPause) {
      return work.run(context, async (tx) => {
        const { of, suspension } = await locked(tx, principal, 'extend', command.suspensionId);
        if (suspension.resumption !== null) throw new Refused(refuse('suspension-lifted', { clause: 'internal' }));
        if (suspension.kind !== 'pause' || suspension.endsAt === null) throw new Refused(refuse('only-pauses-extended', { clause: 'internal' }));
        if (suspension.extension !== null) throw new Refused(refuse('pause-extended-already', { clause: 'internal' }));
        const fault = extensionFault(suspension.endsAt, command.until, of.now, pauseDays(needs, tx.at));
        if (fault !== undefined) throw new InvalidInput({ untilDay: fault });
        await insertExtension(tx, { ...command, by: principal.userId });
        await recordEvent(tx, violationEvent('violation.suspension-extended', subjectOf(of, suspension), {
          system: suspension.systemName, from: suspension.endsAt.toISOString(), to: command.until.toISOString(), ground: command.ground,
        }));
        return { caseId: of.id };
      });
    },

    answerProposal(context: ActContext, principal: Principal, command: AnswerProposal) {
      return work.run(context, async (tx) => {
        const caseId = await lockCaseOf(tx, 'suspension_proposal', command.proposalId);
        const proposal = await selectProposal(queryOf(tx), command.proposalId);
        const of = caseId === undefined ? undefined : await selectCase(queryOf(tx), caseId);
        requireAboutCases(principal, 'answer-proposal', proposal?.toAgencyId, rolesThatMay);
        if (proposal === undefined || of === undefined) throw new NotFound('proposal of a suspension');
        pass(mayAddTo(of.state));
        if (proposal.answer !== null) throw new Refused(refuse('proposal-answered', { clause: 'internal' }));
        const { kind } = proposal;
        if (kind === null || of.containment === null) throw new Error('a proposal belongs to a containment with a kind');
        if (command.accepted) {
          const executor = proposal.executors.some(({ id }) => id === command.executorId) ? {} : { executorId: command.executorId === undefined ? 'missing' : 'unknown' };
          const faults = { ...termFaults({ ...command, measure: kind }, { now: of.now, pauseDays: pauseDays(needs, tx.at) }), ...executor };
          if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
        }
        await insertAnswer(tx, { proposalId: proposal.id, accepted: command.accepted, ground: command.ground, by: principal.userId });
        let suspensionId: string | undefined;
        if (command.accepted) {
          await lockSystems(tx, [proposal.systemId]);
          suspensionId = randomUUID();
          await insertSuspension(tx, {
            id: suspensionId, containmentId: of.containment.id, caseId: of.id, systemId: proposal.systemId, agencyId: proposal.toAgencyId, proposalId: proposal.id, kind, scope: proposal.scope,
            part: proposal.part ?? undefined, reason: command.ground, until: kind === 'pause' ? command.until : undefined, liftCondition: kind === 'stop' ? command.liftCondition : undefined,
            continuity: command.continuity ?? '', executorId: command.executorId ?? '', decidedBy: principal.userId,
          });
          await endOthersOn(tx, principal, of.code, wholly([proposal]));
        }
        await recordEvent(tx, violationEvent(
          'violation.proposal-answered',
          { caseId: of.id, ...of, systemIds: [proposal.systemId], proposalIds: [proposal.id], suspensionIds: suspensionId === undefined ? [] : [suspensionId] },
          { system: proposal.systemName, accepted: command.accepted, ground: command.ground, until: command.accepted ? (command.until?.toISOString() ?? null) : null },
        ));
        return { suspensionId };
      });
    },

    resume(context: ActContext, principal: Principal, command: Resume) {
      return work.run(context, async (tx) => {
        const { of, suspension } = await locked(tx, principal, 'resume', command.suspensionId);
        const obstacles = resumeObstacles(handledOf(of), { lifted: suspension.resumption !== null });
        if (obstacles.length > 0) {
          throw new Refused(refuse('resume-obstacles', { clause: 'internal', facts: { obstacles: obstacles.flatMap((verdict) => (verdict.allowed ? [] : [verdict.reason])).join(',') } }));
        }
        const resumedAt = await insertResumption(tx, { suspensionId: suspension.id, ground: command.ground, by: principal.userId });
        const recordId = await drawUp(tx, principal, of, suspension, { ground: command.ground, resumedAt });
        await recordEvent(tx, violationEvent('violation.resumed', subjectOf(of, suspension), {
          system: suspension.systemName, kind: suspension.kind, ground: command.ground, stillSuspended: handledOf(of).suspended - 1,
        }));
        return { caseId: of.id, recordId };
      });
    },
  };

  /** HS-24, signed by the agency that suspended. */
  async function drawUp(tx: Transaction, principal: Principal, of: CaseDetail, suspension: SuspensionRow, resumed: { readonly ground: string; readonly resumedAt: Date }): Promise<string> {
    const recordGround = await recordGroundOf(tx, needs, of);
    const signer = await signerOf(tx, recordGround.parties, [principal.userId]);
    const proposer = await selectOfficial(tx, principal.userId);
    const [report] = of.reports;
    if (report === undefined || of.containment === null) throw new Error('a system runs again after the report on level and damage');
    const fresh = isAtLeast(of.level, 'V3') ? await selectFreshAssessment(tx, { contractId: of.contractId, since: of.containment.decidedAt }) : undefined;
    const model = needs.composeRecord.resumption({
      ...recordGround.ground,
      kind: suspension.kind,
      system: { code: suspension.systemCode, name: suspension.systemName, level: suspension.systemLevel },
      scope: suspension.scope,
      part: suspension.part,
      suspendedAt: suspension.startsAt,
      suspendedBy: (await selectDecisionNumber(tx, of.id)) ?? null,
      resumedAt: resumed.resumedAt,
      ground: resumed.ground,
      report: { number: report.number, on: report.issuedOn },
      remedies: of.remedies.map(({ what, doneAt, verification }) => ({ what, doneOn: dayOf(doneAt), verifiedBy: verification === null ? null : { name: verification.by, post: verification.byPost } })),
      assessment: fresh === undefined ? null : { approvedOn: fresh.approvedOn, outcome: `Mức ${String(fresh.level)}` },
      signer,
      proposerPost: signer?.personId === principal.userId ? undefined : proposer.post,
    });
    const prepared = await prepareCaseRecord(tx, needs, of, recordGround, { kind: 'HS-24', model, signer, concerns: [{ kind: 'system-suspension', id: suspension.id }] });
    return prepared.id;
  }
}

const doneWords = { pause: 'tạm dừng', stop: 'đình chỉ' } as const;

/** What is wrong with a later end of a pause: it is later than before, to come, and within the same length again. */
export function extensionFault(endsAt: Date, until: Date, now: Date, days: number): 'not-later' | 'past' | 'too-long' | undefined {
  if (until <= endsAt) return 'not-later';
  // 24:00 of a day belongs to that day; an end that has passed goes on from today.
  const from = endsAt > now ? new Date(endsAt.getTime() - 1) : now;
  if (until > longestPause(from, days)) return 'too-long';
  return untilFault(until, from, now, days) === 'past' ? 'past' : undefined;
}

function subjectOf(of: CaseDetail, suspension: SuspensionRow): Parameters<typeof violationEvent>[1] {
  return { caseId: of.id, agencyId: suspension.agencyId, contractId: of.contractId, vendorId: of.vendorId, systemIds: [suspension.systemId], suspensionIds: [suspension.id] };
}
