import { randomUUID } from 'node:crypto';
import { attachFiles } from '../../attachments/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import { dayOf } from '../../kernel/calendar-day.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { CLOSING_KIND, SETTLEMENT_KIND } from '../domain/closing.js';
import { isTypedBefore, maySettle } from '../domain/closing-policy.js';
import { lockClosingOf } from '../persistence/closings.js';
import { insertAccount, insertSettlement, insertSurvey, selectVendorNames } from '../persistence/proofs.js';
import { selectAccount, selectNextUnsettled } from '../persistence/read-account.js';
import { pass, queryOf, requireAboutClosings } from './access.js';
import type { ClosingNeeds } from './closing-needs.js';
import type { ClosingActs } from './closing-use-cases.js';
import type { AddAccount, RecordSurvey, SettleAccount } from './commands.js';
import { closingEvent } from './events.js';
import { lockedClosing } from './standing.js';

/** Every account of the vendor: a new secret, cancelled, or a new holder, with the proof that signing in fails; and a last look at the real ones (điểm b khoản 4 Điều 6). */
export function createSettleAccounts({ work, rolesThatMay, library }: Pick<ClosingNeeds, 'work' | 'rolesThatMay' | 'library'>): Pick<ClosingActs, 'addAccount' | 'settleAccount' | 'recordSurvey'> {
  return {
    addAccount(context: ActContext, principal: Principal, command: AddAccount) {
      return work.run(context, async (tx) => {
        const of = await lockedClosing(tx, principal, 'add-account', command.closingId, rolesThatMay);
        if (of.close !== null) pass(refuse('closing-closed', { clause: 'internal' }));
        if (command.systemId !== undefined && !of.systems.some(({ id }) => id === command.systemId)) throw new InvalidInput({ systemId: 'unknown' });
        if (library().entryOn('account-kinds', command.kind, dayOf(of.now)) === undefined) throw new InvalidInput({ kind: 'unknown' });
        const id = randomUUID();
        if (!(await insertAccount(tx, { ...command, id, by: principal.userId }))) throw new InvalidInput({ name: 'known' });
        await recordEvent(tx, closingEvent('closing.account-added', { closingId: of.id, ...of, accountId: id }, { account: command.name, kind: command.kind }));
        return { id };
      });
    },

    settleAccount(context: ActContext, principal: Principal, command: SettleAccount) {
      return work.run(context, async (tx) => {
        await lockClosingOf(tx, 'closing_account', command.accountId);
        const of = await selectAccount(queryOf(tx), command.accountId);
        requireAboutClosings(principal, 'settle-account', of?.agencyId, rolesThatMay);
        if (of === undefined) throw new NotFound('account of a closing');
        pass(maySettle(of));
        const faults = { ...(command.doneAt > of.now ? { doneTime: 'future' } : {}), ...(command.files.length === 0 ? { files: 'none' } : {}) };
        if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
        await insertSettlement(tx, { ...command, id: randomUUID(), files: command.files.map(({ sha256 }) => sha256), by: principal.userId });
        const files = await attachFiles(tx, { subjectKind: SETTLEMENT_KIND, subjectId: of.id, agencyId: of.agencyId, purpose: `Minh chứng xử lý tài khoản ${of.name}` }, command.files);
        await recordEvent(tx, closingEvent('closing.account-settled', { ...of, accountId: of.id }, {
          account: of.name, action: command.action, doneAt: command.doneAt.toISOString(), signInFailed: command.signInFailed, proof: command.proof, files,
        }));
        return { closingId: of.closingId, nextAccountId: await selectNextUnsettled(queryOf(tx), of.closingId) };
      });
    },

    recordSurvey(context: ActContext, principal: Principal, command: RecordSurvey) {
      return work.run(context, async (tx) => {
        const of = await lockedClosing(tx, principal, 'survey', command.closingId, rolesThatMay);
        if (of.close !== null) pass(refuse('closing-closed', { clause: 'internal' }));
        const system = of.systems.find(({ id }) => id === command.systemId);
        const faults = {
          ...(system === undefined ? { systemId: 'unknown' } : {}),
          ...(isTypedBefore(command.takenAt, of.startedAt) ? { takenAt: 'before-start' } : {}),
          ...(command.takenAt > of.now ? { takenAt: 'future' } : {}),
          ...(command.rows.length === 0 ? { rows: 'none' } : {}),
        };
        if (system === undefined || Object.keys(faults).length > 0) throw new InvalidInput(faults);
        const claimed = command.rows.filter(({ enabled, belongs }) => enabled && belongs !== 'vendor').map(({ name }) => name);
        const vendors = await selectVendorNames(tx, of.id, system.id, claimed);
        if (vendors.length > 0) throw new InvalidInput({ rows: 'vendors' });
        const id = randomUUID();
        await insertSurvey(tx, { ...command, id, sha256: command.file.sha256, by: principal.userId });
        const files = await attachFiles(tx, { subjectKind: CLOSING_KIND, subjectId: of.id, agencyId: of.agencyId, purpose: `Danh sách tài khoản của ${system.name}` }, [command.file]);
        const enabled = (side: string): number => command.rows.filter((row) => row.enabled && row.belongs === side).length;
        const seen = { alive: enabled('vendor'), unclear: enabled('unclear') };
        await recordEvent(tx, closingEvent('closing.surveyed', { closingId: of.id, ...of }, {
          system: system.name, source: command.source, takenAt: command.takenAt.toISOString(), accounts: command.rows.length, ...seen, files,
        }));
        return { id, ...seen };
      });
    },
  };
}
