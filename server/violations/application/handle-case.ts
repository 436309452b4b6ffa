import { randomUUID } from 'node:crypto';
import { endGrants } from '../../access-grants/index.js';
import { attachFiles } from '../../attachments/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import { settleClock } from '../../clocks/index.js';
import { contractLifecycle, lockContractFor, moveContract } from '../../contracts/index.js';
import { dayOf, startOfDay } from '../../kernel/calendar-day.js';
import { InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { readSigningAuthority } from '../../people/index.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayAddTo, mayClose, mayHandle, paperFaults } from '../domain/case-policy.js';
import { insertLevel, lockCaseOf, moveCase, touchCase } from '../persistence/cases.js';
import { insertConfirmation, selectRepairGrants } from '../persistence/containments.js';
import { insertClosing, insertDelivery, insertNotice, insertRemedy, insertReport, insertVerification } from '../persistence/papers.js';
import type { CloseCase, ConfirmContainment, DeliverNotice, DraftNotice, RecordRemedy, RecordReport, VerifyRemedy } from './commands.js';
import { violationEvent } from './events.js';
import { handledOf, lockedCase, pass } from './standing.js';
import type { ViolationActs } from './violation-use-cases.js';
import type { ViolationNeeds } from './violation-needs.js';

type HandlingActs = Pick<ViolationActs, 'confirmContainment' | 'draftNotice' | 'deliverNotice' | 'recordReport' | 'recordRemedy' | 'verifyRemedy' | 'closeCase'>;

/** What follows containment: the head's word, notices, the report on level and damage, remedies, the end (điểm a, c khoản 3 Điều 6). */
export function createHandleCase(needs: ViolationNeeds): HandlingActs {
  const { work, rolesThatMay } = needs;
  return {
    confirmContainment(context: ActContext, principal: Principal, command: ConfirmContainment) {
      return work.run(context, async (tx) => {
        const of = await lockedCase(tx, needs, principal, 'confirm-containment', { id: command.caseId });
        const { containment } = of;
        if (containment === null || !containment.outOfHours) throw new Refused(refuse('nothing-to-confirm', { clause: 'internal' }));
        if (containment.confirmation !== null) throw new Refused(refuse('confirmed-already', { clause: 'internal' }));
        if (containment.decidedBy.id === principal.userId) throw new Refused(refuse('confirmed-by-another', { clause: 'internal' }));
        await insertConfirmation(tx, { containmentId: containment.id, note: command.note, by: principal.userId });
        await recordEvent(tx, violationEvent('violation.containment-confirmed', { caseId: of.id, ...of }, { note: command.note ?? null, late: containment.confirmBy !== null && of.now > containment.confirmBy }));
      });
    },

    draftNotice(context: ActContext, principal: Principal, command: DraftNotice) {
      return work.run(context, async (tx) => {
        const of = await lockedCase(tx, needs, principal, 'record-notice', { id: command.caseId });
        pass(mayAddTo(of.state));
        const id = randomUUID();
        await insertNotice(tx, { ...command, id, caseId: of.id, containmentId: undefined, by: principal.userId });
        await recordEvent(tx, violationEvent('violation.notice-drafted', { caseId: of.id, ...of }, { addressee: command.addressee }));
        return { id };
      });
    },

    deliverNotice(context: ActContext, principal: Principal, command: DeliverNotice) {
      return work.run(context, async (tx) => {
        const caseId = await lockCaseOf(tx, 'case_notice', command.noticeId);
        if (caseId === undefined) throw new NotFound('notice');
        const of = await lockedCase(tx, needs, principal, 'record-notice', { id: caseId });
        const notice = of.notices.find(({ id }) => id === command.noticeId);
        if (notice === undefined) throw new NotFound('notice');
        if (notice.delivery !== null) throw new Refused(refuse('notice-delivered-already', { clause: 'internal' }));
        const faults = {
          ...paperFaults({ issuedOn: command.issuedOn, openedOn: dayOf(of.openedAt), today: dayOf(of.now) }),
          ...(command.deliveredAt > of.now ? { deliveredTime: 'future' } : {}),
          ...(command.deliveredAt < startOfDay(command.issuedOn) ? { deliveredTime: 'before-issue' } : {}),
        };
        if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
        await insertDelivery(tx, { ...command, sha256: command.file?.sha256, by: principal.userId });
        const files = command.file === undefined ? [] : await attachFiles(tx, { subjectKind: 'violation-case', subjectId: of.id, agencyId: of.agencyId, purpose: `Thông báo số ${command.number}` }, [command.file]);
        if (notice.ofContainment && notice.addressee === 'vendor' && of.containment !== null) {
          await settleClock(tx, { clock: 'D-09', subject: { kind: 'containment', id: of.containment.id } }, { kind: 'case-notice', id: notice.id, at: command.deliveredAt });
        }
        await recordEvent(tx, violationEvent('violation.notice-delivered', { caseId: of.id, ...of }, {
          addressee: notice.addressee, number: command.number, issuedOn: command.issuedOn, deliveredAt: command.deliveredAt.toISOString(), delivery: command.delivery, files,
        }, command.receiver === undefined ? {} : { receiver: command.receiver }));
        return { caseId: of.id };
      });
    },

    recordReport(context: ActContext, principal: Principal, command: RecordReport) {
      return work.run(context, async (tx) => {
        const of = await lockedCase(tx, needs, principal, 'record-report', { id: command.caseId, version: command.version });
        pass(mayHandle(of.state));
        const faults = paperFaults({ issuedOn: command.issuedOn, openedOn: dayOf(of.openedAt), today: dayOf(of.now) });
        const authority = 'issuedOn' in faults ? undefined : await readSigningAuthority(tx, { personId: command.signedBy, agencyId: of.agencyId, area: 'violations', onDay: command.issuedOn });
        const all = { ...faults, ...('issuedOn' in faults || authority !== undefined ? {} : { signedBy: 'unknown' }) };
        if (Object.keys(all).length > 0) throw new InvalidInput(all);
        const id = randomUUID();
        const at = await insertReport(tx, { ...command, id, caseId: of.id, sha256: command.scan.sha256, by: principal.userId });
        const files = await attachFiles(tx, { subjectKind: 'violation-case', subjectId: of.id, agencyId: of.agencyId, purpose: `Báo cáo mức độ vi phạm và thiệt hại số ${command.number}` }, [command.scan]);
        if (command.level !== of.level) {
          const step = { rule: 'report', text: command.number, from: of.level, to: command.level };
          await insertLevel(tx, { caseId: of.id, level: command.level, steps: [step], ground: command.summary, by: principal.userId, reportId: id });
        }
        if (of.state === 'reported') await touchCase(tx, of, false);
        else await moveCase(tx, of, of.state, 'reported');
        await settleClock(tx, { clock: 'D-10', subject: { kind: 'violation-case', id: of.id } }, { kind: 'damage-report', id, at });
        await recordEvent(tx, violationEvent('violation.report-recorded', { caseId: of.id, ...of }, { number: command.number, issuedOn: command.issuedOn, level: command.level, from: of.level, signedBy: command.signedBy, files }));
      });
    },

    recordRemedy(context: ActContext, principal: Principal, command: RecordRemedy) {
      return work.run(context, async (tx) => {
        const of = await lockedCase(tx, needs, principal, 'record-remedy', { id: command.caseId });
        pass(mayHandle(of.state));
        if (command.doneAt > of.now) throw new InvalidInput({ doneTime: 'future' });
        if (command.doneAt < of.detectedAt) throw new InvalidInput({ doneTime: 'before-start' });
        const id = randomUUID();
        await insertRemedy(tx, { ...command, id, caseId: of.id, by: principal.userId });
        await recordEvent(tx, violationEvent('violation.remedy-recorded', { caseId: of.id, ...of }, { remedyId: id, what: command.what, doneAt: command.doneAt.toISOString() }));
        return { id };
      });
    },

    verifyRemedy(context: ActContext, principal: Principal, command: VerifyRemedy) {
      return work.run(context, async (tx) => {
        const caseId = await lockCaseOf(tx, 'case_remedy', command.remedyId);
        if (caseId === undefined) throw new NotFound('remedy');
        const of = await lockedCase(tx, needs, principal, 'verify-remedy', { id: caseId });
        pass(mayHandle(of.state));
        const remedy = of.remedies.find(({ id }) => id === command.remedyId);
        if (remedy === undefined) throw new NotFound('remedy');
        if (remedy.verification !== null) throw new Refused(refuse('remedy-verified-already', { clause: 'internal' }));
        if (remedy.recordedById === principal.userId) throw new Refused(refuse('remedy-verified-by-another', { clause: 'internal' }));
        await insertVerification(tx, { remedyId: remedy.id, proof: command.proof, sha256: command.file.sha256, by: principal.userId });
        const files = await attachFiles(tx, { subjectKind: 'violation-case', subjectId: of.id, agencyId: of.agencyId, purpose: 'Minh chứng kết quả khắc phục' }, [command.file]);
        await recordEvent(tx, violationEvent('violation.remedy-verified', { caseId: of.id, ...of }, { remedyId: remedy.id, what: remedy.what, proof: command.proof, files }));
        return { caseId: of.id };
      });
    },

    closeCase(context: ActContext, principal: Principal, command: CloseCase) {
      return work.run(context, async (tx) => {
        const of = await lockedCase(tx, needs, principal, 'close', { id: command.caseId, version: command.version });
        pass(mayClose(handledOf(of), command.outcome));
        await insertClosing(tx, { ...command, by: principal.userId });
        await moveCase(tx, of, of.state, 'closed');
        if (command.outcome === 'unfounded') await settleClock(tx, { clock: 'D-10', subject: { kind: 'violation-case', id: of.id } }, { kind: 'case-unfounded', id: of.id, at: of.now });
        // What was granted for repair has no ground any more.
        const repairs = await selectRepairGrants(tx, of.id);
        if (repairs.length > 0) await endGrants(tx, { grantIds: repairs, kind: 'revoked', ground: `Kết thúc vụ ${of.code}`, by: principal.userId });
        const handingOver = command.outcome === 'ended' && (await beginHandover(tx, principal, of.contractId));
        await recordEvent(tx, violationEvent('violation.case-closed', { caseId: of.id, ...of }, { outcome: command.outcome, ground: command.ground, handingOver }));
        return { handingOver };
      });
    },
  };

  /** A contract that ends early begins its hand-over where its life cycle leads there (điểm a khoản 4 Điều 6). @returns whether it did */
  async function beginHandover(tx: Transaction, principal: Principal, contractId: string): Promise<boolean> {
    const contract = await lockContractFor(tx, principal, contractId, 'read', rolesThatMay);
    if (contractLifecycle.moveBy(contract.phase, 'begin-handover') === undefined) return false;
    await moveContract(tx, contract, 'begin-handover');
    return true;
  }
}
