import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { ListKind } from '../domain/list-kinds.js';

/** What a question offers to choose from. */
export interface OfferedAnswer {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** A question about one thing that stands in a column, however many rows it stands in. */
export interface Question {
  readonly column: string;
  readonly source: string;
  readonly reason: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly choices: readonly OfferedAnswer[];
  readonly rows: number;
  readonly answer: string | null;
}

export async function selectQuestions(reader: Reader, importId: string, limit: number): Promise<Question[]> {
  return reader.rows<Question>(
    'SELECT column_key AS column, source, reason, facts, choices, rows, answer FROM import_question WHERE import_id = $1 ORDER BY answer IS NOT NULL, ordinal LIMIT $2',
    [importId, limit],
  );
}

export async function questionsOf(tx: Transaction, importId: string): Promise<Question[]> {
  return tx.query<Question>('SELECT column_key AS column, source, reason, facts, choices, rows, answer FROM import_question WHERE import_id = $1 ORDER BY ordinal', [importId]);
}

/** Makes the questions of an import exactly these, in their order. */
export async function replaceQuestions(tx: Transaction, importId: string, questions: readonly Question[], answeredBy: string): Promise<void> {
  await tx.change('DELETE FROM import_question WHERE import_id = $1', [importId]);
  await tx.change(
    `INSERT INTO import_question (import_id, column_key, source, ordinal, reason, facts, choices, rows, answer, answered_by)
     SELECT $1, q.column_key, q.source, q.ordinal, q.reason, q.facts, q.choices, q.rows, q.answer, CASE WHEN q.answer IS NULL THEN NULL ELSE $3::uuid END
       FROM json_to_recordset($2) AS q (column_key text, source text, ordinal integer, reason text, facts jsonb, choices jsonb, rows integer, answer text)`,
    [importId, JSON.stringify(questions.map(({ column, ...question }, ordinal) => ({ ...question, column_key: column, ordinal }))), answeredBy],
  );
}

export async function answerQuestions(tx: Transaction, importId: string, answers: readonly { readonly column: string; readonly source: string; readonly answer: string | null }[], by: string): Promise<void> {
  await tx.change(
    `UPDATE import_question q SET answer = a.answer, answered_by = $5 FROM unnest($2::text[], $3::text[], $4::text[]) AS a (column_key, source, answer)
      WHERE q.import_id = $1 AND q.column_key = a.column_key AND q.source = a.source`,
    [importId, answers.map(({ column }) => column), answers.map(({ source }) => source), answers.map(({ answer }) => answer), by],
  );
}

/** What the same agency answered to the same questions the last time it brought such a list in; shown again, never hidden. */
export async function earlierAnswers(tx: Transaction, importId: string, agencyId: string, kind: ListKind): Promise<Map<string, string>> {
  const rows = await tx.query<{ column_key: string; source: string; answer: string }>(
    `SELECT DISTINCT ON (q.column_key, q.source) q.column_key, q.source, q.answer
       FROM import_question q JOIN import_list i ON i.id = q.import_id
      WHERE i.agency_id = $2 AND i.kind = $3 AND i.id <> $1 AND q.answer IS NOT NULL AND q.answer <> 'none'
      ORDER BY q.column_key, q.source, i.seq DESC`,
    [importId, agencyId, kind],
  );
  return new Map(rows.map(({ column_key: column, source, answer }) => [questionKey(column, source), answer]));
}

/** A question as it is told apart. */
export function questionKey(column: string, source: string): string {
  return `${column}\u0001${source}`;
}
