import { recordEvent, recordEvents } from '../../audit-trail/index.js';
import { Conflict } from '../../kernel/errors.js';
import { brokenWallOf, sqlStateOf, type Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { effectsOf, selectBuiltUpon, settleWalls, undoMade, type Effect } from '../persistence/effects.js';
import { lockImport, saveImport, tellProgress, type ImportRow } from '../persistence/imports.js';
import { allowLongStatements } from './check-list.js';
import { importEvent, importEvents, undoneSubjectEvents } from './events.js';
import { workOf, type ImportRoomNeeds } from './import-room.js';

/** Something was done with what the import brought. */
class BuiltUpon extends Error {}

export const undoEvents: readonly string[] = [
  importEvents.undone, ...Object.values(undoneSubjectEvents), 'contract.changed', 'contract.corrected', 'vendor.amended', 'vendor-person.amended', 'system.amended', 'data-asset.amended',
];

const FOREIGN_KEY_VIOLATION = '23503';

/**
 * Takes an import back as a whole: what it made is deleted, what it changed stands as before. Not when anything was done since with what it brought: then
 * nothing is taken back, and its page lists what stands against it. In one transaction; run again after a crash it begins anew.
 */
export async function undoList(needs: ImportRoomNeeds, importId: string, principal: Principal): Promise<void> {
  try {
    await takeBack(needs, importId, principal);
  } catch (error) {
    const built = error instanceof BuiltUpon || error instanceof Conflict || sqlStateOf(error) === FOREIGN_KEY_VIOLATION || brokenWallOf(error) === 'import_undo_nothing_built_upon';
    if (!built) throw error;
    await refuse(needs, importId, principal);
  }
}

async function takeBack(needs: ImportRoomNeeds, importId: string, principal: Principal): Promise<void> {
  await needs.work.run({ actorId: principal.userId, records: undoEvents }, async (tx) => {
    const list = await lockImport(tx, importId);
    if (list.status !== 'undoing') return;
    await allowLongStatements(tx);
    if ((await selectBuiltUpon(tx, list.id)).total > 0) throw new BuiltUpon();
    const made = await restoreAndRecord(needs, tx, list);
    const removed = await undoMade(tx, list.id);
    if (removed !== made) throw new BuiltUpon();
    await saveImport(tx, list.id, { status: 'undone', trouble: null });
    await recordEvent(tx, importEvent(importEvents.undone, list, { kind: list.kind, removed, ground: list.undoGround }));
  });
}

/** Gives what was changed back, and writes into the history of what was made that it is taken back. @returns how many things were made */
async function restoreAndRecord(needs: ImportRoomNeeds, tx: Transaction, list: ImportRow): Promise<number> {
  let made = 0;
  let done = 0;
  for await (const effects of effectsOf(tx, list.id)) {
    const changed = effects.filter(({ before }) => before !== null);
    if (changed.length > 0) await workOf(list.kind).restore({ tx, systemWords: needs.systemWords }, changed);
    const taken = effects.filter(({ before }) => before === null);
    await recordEvents(tx, taken.map((effect) => takenBack(list, effect)));
    await settleWalls(tx);
    made += taken.length;
    done += effects.length;
    await tellProgress(needs.reader, list.id, 'undoing', done, 0);
  }
  return made;
}

function takenBack(list: ImportRow, { subjectKind, subjectId, row }: Effect) {
  return {
    type: undoneSubjectEvents[subjectKind],
    agencyId: list.agencyId,
    subjects: [{ kind: subjectKind, id: subjectId }],
    facts: { import: list.id, row, ground: list.undoGround },
  };
}

async function refuse(needs: ImportRoomNeeds, importId: string, principal: Principal): Promise<void> {
  await needs.work.run({ actorId: principal.userId, records: [importEvents.undoRefused] }, async (tx) => {
    const list = await lockImport(tx, importId);
    if (list.status !== 'undoing') return;
    await saveImport(tx, list.id, { status: 'done', trouble: { reason: 'built-upon', facts: {} }, undoGround: null, undoneBy: null, undoneAt: null });
    await recordEvent(tx, importEvent(importEvents.undoRefused, list));
  });
}
