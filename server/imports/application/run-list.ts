import { recordEvent } from '../../audit-trail/index.js';
import { Conflict } from '../../kernel/errors.js';
import { sqlStateOf } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { insertEffects, settleWalls } from '../persistence/effects.js';
import { lockImport, saveImport } from '../persistence/imports.js';
import { questionKey, questionsOf } from '../persistence/questions.js';
import { allowLongStatements, judgeList } from './check-list.js';
import { importEvent, importEvents } from './events.js';
import type { ImportRoomNeeds } from './import-room.js';
import { keepRejectedRows } from './rejected-rows.js';
import { Questions } from './row-judgement.js';

/** What the review showed no longer holds. */
class FoundChanged extends Error {}

/** What bringing in a list writes down beside its own events. */
export const runEvents: readonly string[] = [
  importEvents.carriedOut, 'contract.registered', 'contract.entered-as-transitional', 'contract.changed', 'contract.corrected', 'vendor.registered', 'vendor.amended',
  'vendor-person.added', 'vendor-person.amended', 'system.registered', 'system.amended', 'data-asset.registered', 'data-asset.amended',
];

const UNIQUE_VIOLATION = '23505';

/**
 * Carries a reviewed list out, whole or not at all: everything in one transaction, with an event for every thing it makes or changes. Every row is
 * judged again by what holds now; when that is not what the review showed, nothing is carried out and the list goes back to be checked.
 * Run again after a crash it begins anew; an import that is not running is left as it is.
 */
export async function runList(needs: ImportRoomNeeds, importId: string, principal: Principal): Promise<void> {
  try {
    await carryOut(needs, importId, principal);
  } catch (error) {
    if (!(error instanceof FoundChanged) && !(error instanceof Conflict) && sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
    await sendBack(needs, importId, principal);
  }
}

async function carryOut(needs: ImportRoomNeeds, importId: string, principal: Principal): Promise<void> {
  await needs.work.run({ actorId: principal.userId, records: runEvents }, async (tx) => {
    const list = await lockImport(tx, importId);
    if (list.status !== 'running') return;
    await allowLongStatements(tx);
    const answers = new Map((await questionsOf(tx, list.id)).flatMap(({ column, source, answer }) => (answer === null ? [] : [[questionKey(column, source), answer]])));
    const { counts, fingerprint } = await judgeList(tx, needs, list, principal, new Questions(answers), async (batch) => {
      const effects = await batch.carryOut(list.onExisting === 'update');
      if (effects.length === 0) return;
      await insertEffects(tx, list.id, effects);
      await settleWalls(tx);
    });
    if (fingerprint !== list.fingerprint) throw new FoundChanged();
    const resultSha256 = counts.wrong + counts.asked === 0 ? null : await keepRejectedRows(needs, tx, list);
    await saveImport(tx, list.id, { status: 'done', counts, resultSha256, trouble: null, runBy: principal.userId, runAt: tx.at });
    await recordEvent(tx, importEvent(importEvents.carriedOut, list, { kind: list.kind, counts, onExisting: list.onExisting, file: list.fileSha256, rejected: resultSha256 }));
  });
}

async function sendBack(needs: ImportRoomNeeds, importId: string, principal: Principal): Promise<void> {
  await needs.work.run({ actorId: principal.userId, records: [importEvents.foundChanged] }, async (tx) => {
    const list = await lockImport(tx, importId);
    if (list.status !== 'running') return;
    await saveImport(tx, list.id, { status: 'checking', trouble: { reason: 'changed-since-review', facts: {} } });
    await recordEvent(tx, importEvent(importEvents.foundChanged, list));
  });
}
