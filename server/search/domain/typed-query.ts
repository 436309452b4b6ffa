import { foldText, hasControlCharacters, normalizeText } from '../../kernel/text.js';

/** What was typed into the search, ready to be looked for. */
export interface TypedQuery {
  /** As typed, in one line. */
  readonly text: string;
  /** What must stand in the words of a thing, each by itself; none when it is too short for that, and then only codes are compared. */
  readonly words: readonly string[];
  /** Whether it may be the number or the code of something: one word with a digit. */
  readonly looksLikeCode: boolean;
}

const LONGEST = 200;
const MOST_WORDS = 8;
/** An index of three-letter groups finds nothing shorter. */
const SHORTEST_WORD = 3;
/** Signs around a word that belong to the sentence, not to the word. */
const AROUND = /^[\s"'“”‘’(),.;:!?]+|[\s"'“”‘’(),.;:!?]+$/gu;

/** Reads what was typed; undefined when nothing was. Control characters are left out, what is beyond 200 characters is not looked for. */
export function readQuery(typed: string): TypedQuery | undefined {
  const clean = Array.from(typed.slice(0, LONGEST * 2)).filter((char) => !hasControlCharacters(char)).join('');
  const text = normalizeText(clean).slice(0, LONGEST).trim().toWellFormed().replaceAll('\uFFFD', '');
  if (text === '') return undefined;
  const all = text.split(' ').map((word) => word.replaceAll(AROUND, '')).filter((word) => word !== '').slice(0, MOST_WORDS);
  return { text, words: wordsToFind(all), looksLikeCode: all.length === 1 && /\d/.test(text) };
}

/** Words of one or two letters ("y tế") are found together, as they were typed. */
function wordsToFind(all: readonly string[]): readonly string[] {
  if (all.some((word) => foldText(word).length >= SHORTEST_WORD)) return all;
  return all.length > 1 ? [all.join(' ')] : [];
}
