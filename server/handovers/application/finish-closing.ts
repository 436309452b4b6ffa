import { randomUUID } from 'node:crypto';
import { endGrants } from '../../access-grants/index.js';
import { attachFiles } from '../../attachments/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import { lockContractFor, moveContract } from '../../contracts/index.js';
import { dayOf } from '../../kernel/calendar-day.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { addWorkingDays } from '../../kernel/working-days.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { CLOSING_KIND } from '../domain/closing.js';
import { isTypedBefore, mayBeginRun, mayClose, mayDestroy, mayFinishRun } from '../domain/closing-policy.js';
import { insertClose, insertDestruction, insertRetainedCopy, insertRun, insertRunEnd, lockClosingOf } from '../persistence/closings.js';
import { pass } from './access.js';
import type { ClosingNeeds } from './closing-needs.js';
import type { ClosingActs } from './closing-use-cases.js';
import type { BeginRun, CloseContract, FinishRun, RecordDestruction, RecordRetainedCopy } from './commands.js';
import { closingEvent } from './events.js';
import { judgedOf, lockedClosing } from './standing.js';

/** The independent run, what became of the vendor's copies, and the end (khoản 4 Điều 6; domain reference 10). */
export function createFinishClosing(needs: ClosingNeeds): Pick<ClosingActs, 'beginRun' | 'finishRun' | 'recordDestruction' | 'recordRetainedCopy' | 'close'> {
  const { work, rolesThatMay, library } = needs;
  return {
    beginRun(context: ActContext, principal: Principal, command: BeginRun) {
      return work.run(context, async (tx) => {
        const of = await lockedClosing(tx, principal, 'begin-run', command.closingId, rolesThatMay);
        pass(mayBeginRun(judgedOf(of)));
        const end = addWorkingDays(dayOf(of.now), of.runDays, library().workingCalendar().calendar);
        if (!end.known) pass(refuse('calendar-missing', { clause: 'internal', facts: { year: String(end.missingYear) } }));
        // The vendor's access is over from the moment the system is to run without it.
        const ended = await endGrants(tx, { contractId: of.contractId, kind: 'revoked', ground: 'Bắt đầu chạy thử độc lập không có bên cung cấp', by: principal.userId });
        const id = randomUUID();
        const endsOn = await insertRun(tx, { id, closingId: of.id, by: principal.userId });
        await recordEvent(tx, closingEvent('closing.run-began', { closingId: of.id, ...of }, { endsOn, days: of.runDays, grants: ended.grants.length }));
        return { id, grants: ended.grants.length };
      });
    },

    finishRun(context: ActContext, principal: Principal, command: FinishRun) {
      return work.run(context, async (tx) => {
        const closingId = await lockClosingOf(tx, 'independent_run', command.runId);
        if (closingId === undefined) throw new NotFound('independent run');
        const of = await lockedClosing(tx, principal, 'finish-run', closingId, rolesThatMay);
        if (of.runs[0]?.id !== command.runId) pass(refuse('run-none', { clause: 'internal' }));
        pass(mayFinishRun(judgedOf(of), command.outcome));
        if (command.outcome === 'passed' && command.files.length === 0) throw new InvalidInput({ files: 'none' });
        await insertRunEnd(tx, { ...command, files: command.files.map(({ sha256 }) => sha256), by: principal.userId });
        const files = await attachFiles(tx, { subjectKind: CLOSING_KIND, subjectId: of.id, agencyId: of.agencyId, purpose: 'Kết quả chạy thử độc lập' }, command.files);
        await recordEvent(tx, closingEvent('closing.run-finished', { closingId: of.id, ...of }, { outcome: command.outcome, note: command.note, files }));
        return { closingId: of.id };
      });
    },

    recordDestruction(context: ActContext, principal: Principal, command: RecordDestruction) {
      return work.run(context, async (tx) => {
        const of = await lockedClosing(tx, principal, 'record-copies', command.closingId, rolesThatMay);
        pass(mayDestroy(judgedOf(of)));
        if (command.doneAt > of.now) throw new InvalidInput({ doneTime: 'future' });
        if (isTypedBefore(command.doneAt, of.runs[0]?.finish?.at ?? of.startedAt)) throw new InvalidInput({ doneTime: 'before-run' });
        const id = randomUUID();
        await insertDestruction(tx, { ...command, id, sha256: command.file.sha256, by: principal.userId });
        const files = await attachFiles(tx, { subjectKind: CLOSING_KIND, subjectId: of.id, agencyId: of.agencyId, purpose: `Xác nhận xóa, hủy dữ liệu số ${command.minutesNumber}` }, [command.file]);
        await recordEvent(tx, closingEvent('closing.copies-destroyed', { closingId: of.id, ...of }, {
          scope: command.scope, method: command.method, doneAt: command.doneAt.toISOString(), minutesNumber: command.minutesNumber, subcontractors: command.subcontractors, files,
        }));
        return { id };
      });
    },

    recordRetainedCopy(context: ActContext, principal: Principal, command: RecordRetainedCopy) {
      return work.run(context, async (tx) => {
        const of = await lockedClosing(tx, principal, 'record-copies', command.closingId, rolesThatMay);
        if (of.close !== null) pass(refuse('closing-closed', { clause: 'internal' }));
        if (command.until <= dayOf(of.now)) throw new InvalidInput({ until: 'past' });
        const id = randomUUID();
        await insertRetainedCopy(tx, { ...command, id, sha256: command.file.sha256, by: principal.userId });
        const files = await attachFiles(tx, { subjectKind: CLOSING_KIND, subjectId: of.id, agencyId: of.agencyId, purpose: 'Căn cứ giữ lại bản sao' }, [command.file]);
        await recordEvent(tx, closingEvent('closing.copy-retained', { closingId: of.id, ...of }, { what: command.what, ground: command.ground, until: command.until, files }));
        return { id };
      });
    },

    close(context: ActContext, principal: Principal, command: CloseContract) {
      return work.run(context, async (tx) => {
        const of = await lockedClosing(tx, principal, 'close', command.closingId, rolesThatMay);
        pass(mayClose(judgedOf(of)));
        const contract = await lockContractFor(tx, principal, of.contractId, 'read', rolesThatMay);
        await insertClose(tx, { closingId: of.id, by: principal.userId });
        await moveContract(tx, contract, 'liquidate');
        await recordEvent(tx, closingEvent('closing.closed', { closingId: of.id, ...of }, { items: of.items.length, accounts: of.accounts.length }));
        return { contractId: of.contractId };
      });
    },
  };
}
