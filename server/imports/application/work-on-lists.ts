import { recordEvent } from '../../audit-trail/index.js';
import type { JobPayload, JobRun, JobWork } from '../../platform/jobs/index.js';
import { isUnderWay, type ImportStatus } from '../domain/import.lifecycle.js';
import { lockImport, saveImport, selectIdleImports, selectImport } from '../persistence/imports.js';
import { sweepStaging } from '../persistence/staged-rows.js';
import { checkList } from './check-list.js';
import { importEvent, importEvents } from './events.js';
import { importQueue, type ImportRoomNeeds } from './import-room.js';
import { readList } from './read-list.js';
import { runList } from './run-list.js';
import { undoList } from './undo-list.js';

/** How the background work on lists is done: what is to be done stands in the import itself, so that a job that runs again finds what is left. */
export function importWorks(needs: ImportRoomNeeds): JobWork[] {
  return [{ queue: importQueue, attempts: 4, concurrency: 1, minutesAtMost: 60, handle: (payload, run) => workOnList(needs, payload, run) }];
}

const MOST_STEPS = 6;

async function workOnList(needs: ImportRoomNeeds, payload: JobPayload, run: JobRun): Promise<void> {
  const { import: importId, actor } = payload;
  if (typeof importId !== 'string' || typeof actor !== 'string') throw new Error('a job of imports names its import and who asked for it');
  try {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const list = await selectImport(needs.reader, importId);
      if (list === undefined || !isUnderWay(list.status)) return;
      const principal = await needs.principal(actor);
      if (principal === undefined) {
        await giveUp(needs, importId, actor, 'actor-gone');
        return;
      }
      await steps[list.status]?.(needs, importId, principal);
    }
  } catch (error) {
    if (run.lastAttempt) await giveUp(needs, importId, actor, 'unexpected');
    throw error;
  }
}

const steps: Readonly<Partial<Record<ImportStatus, typeof readList>>> = { reading: readList, checking: checkList, running: runList, undoing: undoList };

const wayBack: Readonly<Partial<Record<ImportStatus, ImportStatus>>> = { reading: 'unreadable', checking: 'matching', running: 'review', undoing: 'done' };

/** Work that cannot be done leaves the import where a person can go on from, and says so. */
async function giveUp(needs: ImportRoomNeeds, importId: string, actorId: string, reason: string): Promise<void> {
  await needs.work.run({ actorId, records: [importEvents.gaveUp] }, async (tx) => {
    const list = await lockImport(tx, importId);
    const back = wayBack[list.status];
    if (back === undefined) return;
    const undone = list.status === 'undoing' ? { undoGround: null, undoneBy: null, undoneAt: null } : {};
    await saveImport(tx, list.id, { status: back, trouble: { reason, facts: {} }, ...undone });
    await recordEvent(tx, importEvent(importEvents.gaveUp, list, { reason, stage: list.status }));
  });
}

/** After so many days nobody goes on with an import that was left lying, or needs the rows of a finished one. */
export const STAGING_DAYS = 7;

/** Sweeps the staged rows of imports that nobody touched for {@link STAGING_DAYS}; one that was left lying counts as abandoned. */
export async function sweepImports(needs: Pick<ImportRoomNeeds, 'work'>): Promise<number> {
  return needs.work.run({ actorId: null, records: [importEvents.abandoned] }, async (tx) => {
    const idle = await selectIdleImports(tx, STAGING_DAYS);
    for (const { id, agencyId, status } of idle) {
      await sweepStaging(tx, id);
      if (status !== 'matching' && status !== 'review' && status !== 'choosing-sheet') continue;
      await saveImport(tx, id, { status: 'abandoned' });
      await recordEvent(tx, importEvent(importEvents.abandoned, { id, agencyId }, { left: true }));
    }
    return idle.length;
  });
}
