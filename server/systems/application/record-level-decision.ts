import { recordEvent } from '../../audit-trail/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { attachFiles } from '../../attachments/index.js';
import { approvedLevelOf, insertLevelDecision, isCorrectable, lockSystem } from '../persistence/systems.js';
import { factsOf, requireMay, type RolesThatMay } from './access.js';
import { aboutSystem, systemEvents } from './events.js';
import { isAfterToday } from './register-system.js';

/** A decision that approves the level of a system, as it stands on paper. */
export interface LevelDecision {
  readonly level: number;
  readonly number: string;
  readonly decidedOn: CalendarDay;
  readonly issuingBody: string;
  /** The row that was entered wrongly and that this one corrects. */
  readonly correctsId?: string | undefined;
}

/**
 * Records the approval of a level (khoản 3 Điều 5; NĐ 331/2026 Điều 37) with its signed copy. Nothing is overwritten: the newest
 * decision counts, a correction points to the row it corrects.
 * @throws NotFound, Forbidden, InvalidInput with codes 'day-in-future' (decidedOn), 'not-correctable' (correctsId), 'file-missing' (file)
 */
export function createRecordLevelDecision(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function recordLevelDecision(
    context: ActContext, principal: Principal, id: string, command: LevelDecision, files: readonly StoredFile[],
  ): Promise<void> {
    await work.run(context, async (tx) => {
      const system = await lockSystem(tx, id);
      requireMay(principal, 'decide-level', factsOf(system), rolesThatMay);
      if (isAfterToday(tx, command.decidedOn)) throw new InvalidInput({ decidedOn: 'day-in-future' });
      const { correctsId } = command;
      if (correctsId !== undefined && !(await isCorrectable(tx, id, correctsId))) throw new InvalidInput({ correctsId: 'not-correctable' });
      const file = files[0];
      if (file === undefined) throw new InvalidInput({ file: 'file-missing' });
      const before = await approvedLevelOf(tx, id);
      await insertLevelDecision(tx, {
        systemId: id,
        level: command.level,
        number: command.number,
        decidedOn: command.decidedOn,
        issuingBody: command.issuingBody,
        fileSha256: file.sha256,
        correctsId: correctsId ?? null,
        recordedBy: principal.userId,
      });
      const purpose = `Quyết định phê duyệt cấp độ số ${command.number}`;
      const attached = await attachFiles(tx, { subjectKind: 'system', subjectId: id, agencyId: system.managingAgencyId, purpose }, files);
      const { level, number, decidedOn, issuingBody } = command;
      const facts = { name: system.name, level, number, decidedOn, issuingBody, correctsId: correctsId ?? null, before, after: await approvedLevelOf(tx, id), files: attached };
      await recordEvent(tx, aboutSystem(systemEvents.levelDecided, system, facts));
    });
  };
}
