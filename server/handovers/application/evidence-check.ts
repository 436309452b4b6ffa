import { recordEvents, type AuditEvent } from '../../audit-trail/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import type { EvidenceStore } from '../../platform/evidence-store/index.js';
import type { Jobs, JobWork } from '../../platform/jobs/index.js';
import { CLOSING_KIND } from '../domain/closing.js';
import {
  checkIsDue, clearFault, faultStands, insertCheck, insertFault, saveCheck, selectAttachedTo, selectBrokenOff, selectChecks, selectHashesAfter, selectOpenFaults,
  type CheckRow, type FaultFinder, type FaultFinding, type FaultRow,
} from '../persistence/evidence-checks.js';

export type { CheckRow, FaultRow } from '../persistence/evidence-checks.js';

/** What looking at a stored file found. */
export type Soundness = 'intact' | FaultFinding;

export const EVIDENCE_CHECK_QUEUE = 'evidence-check';
/** All evidence is gone through at least so often (days). */
const EVERY_DAYS = 7;
const BATCH = 500;
const SHOWN_CHECKS = 20;
/** An archive of a terabyte takes some hours; a check that is broken off goes on where it was. */
const MINUTES_AT_MOST = 12 * 60;

/** What the check needs: the database, and a store that reads files through. */
export interface EvidenceCheckNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly evidence: Pick<EvidenceStore, 'verify'>;
}

/** What a going-through found. */
export interface CheckSummary {
  readonly files: number;
  readonly faults: number;
  /** False when it was stopped before the end. */
  readonly finished: boolean;
}

/** Compares stored files with their hashes, at every opening and all of them from time to time, and writes down what is not as it was. */
export function createEvidenceCheck({ reader, work, evidence }: EvidenceCheckNeeds) {
  /** Writes down a finding, once as long as it stands, in the history of everything that rests on the file; a file that is whole again clears it. */
  async function note(sha256: string, soundness: Soundness, foundBy: FaultFinder): Promise<void> {
    if (soundness === 'intact' && !(await faultStands(reader, sha256))) return;
    const type = soundness === 'intact' ? 'evidence.fault-cleared' : 'evidence.fault-found';
    await work.run({ actorId: null, records: [type] }, async (tx) => {
      const id = soundness === 'intact' ? await clearFault(tx, sha256) : await insertFault(tx, { sha256, finding: soundness, foundBy });
      if (id === undefined) return;
      const attached = await selectAttachedTo(tx, sha256);
      const events: AuditEvent[] = [
        { type, agencyId: null, subjects: [{ kind: 'evidence-fault', id }], facts: { sha256, finding: soundness, foundBy } },
        ...attached.map(({ id: attachmentId, subjectKind, subjectId, agencyId, closingId }) => ({
          type, agencyId, subjects: [{ kind: subjectKind, id: subjectId }, ...(closingId === null ? [] : [{ kind: CLOSING_KIND, id: closingId }])], facts: { sha256, finding: soundness, foundBy, attachmentId },
        })),
      ];
      await recordEvents(tx, events);
    });
  }

  /** Reads a stored file through, says whether it is what its hash says, and writes down what it finds. */
  async function look(sha256: string, foundBy: FaultFinder = 'opening'): Promise<Soundness> {
    const soundness = await evidence.verify(sha256);
    await note(sha256, soundness, foundBy);
    return soundness;
  }

  /**
   * Goes through every file that a record rests on; goes on with a check of the same kind that was broken off.
   * @param signal stops it after the file at hand @param hear is told of each file that is not as it was
   */
  async function runAll(via: CheckRow['via'], signal: AbortSignal, hear: (sha256: string, finding: FaultFinding) => void = () => undefined): Promise<CheckSummary> {
    const begun = (await selectBrokenOff(reader, via)) ?? (await insertCheck(reader, via));
    let { reached, files, faults } = begun;
    for (;;) {
      const hashes = await selectHashesAfter(reader, reached, BATCH);
      for (const sha256 of hashes) {
        if (signal.aborted) {
          await saveCheck(reader, { id: begun.id, reached, files, faults }, false);
          return { files, faults, finished: false };
        }
        const soundness = await look(sha256, via);
        files += 1;
        if (soundness !== 'intact') {
          faults += 1;
          hear(sha256, soundness);
        }
        reached = sha256;
      }
      await saveCheck(reader, { id: begun.id, reached, files, faults }, hashes.length < BATCH);
      if (hashes.length < BATCH) return { files, faults, finished: true };
    }
  }

  const works: readonly JobWork[] = [
    {
      queue: EVIDENCE_CHECK_QUEUE,
      attempts: 5,
      minutesAtMost: MINUTES_AT_MOST,
      async handle(_payload, { signal }) {
        const { finished } = await runAll('job', signal);
        if (!finished) throw new Error('the check of evidence was stopped and goes on later');
      },
    },
  ];

  return {
    look,
    note,
    runAll,
    works,

    /** Puts a check into the queue when one is due; called by the clock. */
    async wake(jobs: Jobs): Promise<void> {
      if (!(await checkIsDue(reader, EVERY_DAYS))) return;
      await work.run({ actorId: null, records: [] }, (tx) => jobs.enqueue(tx, EVIDENCE_CHECK_QUEUE, {}, { key: 'all' }));
    },

    /** The latest checks and the faults that stand, two statements. */
    async standing(): Promise<{ readonly checks: readonly CheckRow[]; readonly faults: readonly FaultRow[] }> {
      const [checks, faults] = await Promise.all([selectChecks(reader, SHOWN_CHECKS), selectOpenFaults(reader)]);
      return { checks, faults };
    },
  };
}

export type EvidenceCheck = ReturnType<typeof createEvidenceCheck>;
