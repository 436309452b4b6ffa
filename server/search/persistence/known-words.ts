import type { Reader } from '../../platform/database/reading.js';

/** A typed word, folded, with the folded words one slip away from it. */
export interface TypedWord {
  readonly typed: string;
  readonly slips: readonly string[];
}

export interface MeantWord {
  readonly typed: string;
  /** Whether the word is used somewhere as it was typed. */
  readonly known: boolean;
  /** Words in use that may have been meant, the likest first. */
  readonly meant: readonly string[];
}

const MOST_MEANT = 6;
/** Long words with more than one slip are found by their three-letter groups. */
const LONG_WORD = 6;

/** Which of the words in use may have been meant, in one statement. Words alone tell of no thing that somebody may not read. */
export async function selectMeantWords(reader: Reader, words: readonly TypedWord[]): Promise<MeantWord[]> {
  return reader.rows<MeantWord>(
    `SELECT given.typed, EXISTS (SELECT 1 FROM search_word w WHERE w.word = given.typed) AS known,
            ARRAY(SELECT near.word
                    FROM (SELECT w.word FROM search_word w WHERE w.word = ANY (given.slips)
                          UNION SELECT w.word FROM search_word w WHERE length(given.typed) >= ${LONG_WORD} AND w.word % given.typed AND similarity(w.word, given.typed) > 0.4) near
                   WHERE near.word <> given.typed ORDER BY similarity(near.word, given.typed) DESC, near.word LIMIT ${MOST_MEANT}) AS meant
       FROM jsonb_to_recordset($1::jsonb) AS given (typed text, slips text[])`,
    [JSON.stringify(words)],
  );
}
