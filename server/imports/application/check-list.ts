import { createHash, type Hash } from 'node:crypto';
import { recordEvent } from '../../audit-trail/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { RowCounts, RowOutcome } from '../domain/list-kinds.js';
import { lockImport, saveImport, tellProgress, type ImportRow } from '../persistence/imports.js';
import { earlierAnswers, questionKey, questionsOf, replaceQuestions } from '../persistence/questions.js';
import { clearReadings, insertReadings, type ReadingOfRow } from '../persistence/staged-rows.js';
import { importEvent, importEvents } from './events.js';
import { workOf, type ImportRoomNeeds } from './import-room.js';
import { createListContext, judgedRows, surveyList } from './list-context.js';
import type { JudgedBatch } from './list-work.js';
import { Questions } from './row-judgement.js';

/** What judging a whole list came to. */
export interface Judged {
  readonly counts: RowCounts;
  /** SHA-256 over every row's outcome and changes: two equal ones mean the same. */
  readonly fingerprint: string;
}

/**
 * Work that may take longer than a page: the transaction's statements get the time they need. What they look up they look up by index: the tables grow
 * within the transaction, and the planner still believes them to be as small as when they were last counted.
 */
export async function allowLongStatements(tx: Transaction): Promise<void> {
  await tx.change(`SET LOCAL statement_timeout = '10min'`);
  for (const way of ['seqscan', 'hashjoin', 'mergejoin']) await tx.change(`SET LOCAL enable_${way} = off`);
}

/**
 * Judges every row of a list, batch by batch with flat memory; `visit` does with each batch what is to be done. How far it is is told beside the
 * transaction.
 */
export async function judgeList(
  tx: Transaction, needs: ImportRoomNeeds, list: ImportRow, principal: Principal, questions: Questions, visit: (batch: JudgedBatch) => Promise<void>,
): Promise<Judged> {
  const survey = await surveyList(tx, needs, list);
  const context = createListContext(tx, needs, list, principal, survey);
  const counts: Record<RowOutcome, number> = { new: 0, changed: 0, unchanged: 0, asked: 0, wrong: 0, 'left-out': 0 };
  const hash = createHash('sha256');
  let done = 0;
  await tellProgress(needs.reader, list.id, list.status, 0, survey.entries);
  for await (const rows of judgedRows(tx, list, survey, questions)) {
    const batch = await workOf(list.kind).judge(context, rows);
    for (const reading of batch.readings) {
      counts[reading.outcome] += 1;
      mix(hash, reading);
    }
    await visit(batch);
    done += rows.length;
    await tellProgress(needs.reader, list.id, list.status, done, survey.entries);
  }
  return { counts, fingerprint: hash.digest('hex') };
}

function mix(hash: Hash, { row, outcome, subjectId, said }: ReadingOfRow): void {
  hash.update(`${String(row)} ${outcome} ${subjectId ?? ''} ${said.title} ${JSON.stringify(said.changes)}\n`);
}

/**
 * Checks a list that is to be reviewed: what each row was understood as, what must be asked, how many rows come to what. In one transaction; run
 * again after a crash it begins anew. Does nothing to an import that is not being checked.
 */
export async function checkList(needs: ImportRoomNeeds, importId: string, principal: Principal): Promise<void> {
  await needs.work.run({ actorId: principal.userId, records: [importEvents.checked] }, async (tx) => {
    const list = await lockImport(tx, importId);
    if (list.status !== 'checking') return;
    await allowLongStatements(tx);
    const standing = await questionsOf(tx, list.id);
    const earlier = await earlierAnswers(tx, list.id, list.agencyId, list.kind);
    const given = standing.flatMap(({ column, source, answer }) => (answer === null ? [] : [[questionKey(column, source), answer] as const]));
    const questions = new Questions(new Map([...earlier, ...given]));
    await clearReadings(tx, list.id);
    const { counts, fingerprint } = await judgeList(tx, needs, list, principal, questions, async ({ readings }) => {
      await insertReadings(tx, list.id, readings);
    });
    await replaceQuestions(tx, list.id, questions.all, principal.userId);
    await saveImport(tx, list.id, { status: 'review', counts, fingerprint });
    await recordEvent(tx, importEvent(importEvents.checked, list, { counts }));
  });
}
