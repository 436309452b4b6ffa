/** Finds what separates the columns of a .csv. */
export type CsvSeparator = ',' | ';' | '\t' | '|';

const SEPARATORS: readonly CsvSeparator[] = [';', '\t', '|', ','];
const LINES_LOOKED_AT = 50;

/** A separator, whether it was told from the lines and not said by the file, and how many characters of the beginning only say it. */
export interface FoundSeparator {
  readonly separator: CsvSeparator;
  readonly guessed: boolean;
  /** The line "sep=;", which Excel writes and hides, is no row. */
  readonly skip: number;
}

/**
 * Tells the separator from the beginning of a text: a line "sep=;" says it; else the one that stands equally often in most lines,
 * outside of quotes. Commas where nothing speaks for another.
 */
export function findSeparator(beginning: string): FoundSeparator {
  const said = /^sep=([,;\t|])\r?(?:\n|$)/u.exec(beginning);
  const separator = SEPARATORS.find((one) => one === said?.[1]);
  if (said !== null && separator !== undefined) return { separator, guessed: false, skip: said[0].length };
  const lines = linesOutsideQuotes(beginning);
  const scores = SEPARATORS.map((one) => ({ one, score: scoreOf(lines, one) }));
  const best = scores.reduce((top, next) => (next.score > top.score ? next : top));
  return { separator: best.score > 0 ? best.one : ',', guessed: true, skip: 0 };
}

function linesOutsideQuotes(text: string): readonly string[] {
  const lines = text.replace(/"(?:[^"]|"")*"/gu, '').split(/\r\n|\r|\n/u).slice(0, LINES_LOOKED_AT + 1);
  // The last line may be cut off.
  return (lines.length > 1 ? lines.slice(0, -1) : lines).filter((line) => line.trim() !== '');
}

/** How many lines agree on how often the separator stands in them, more columns counting a little more. */
function scoreOf(lines: readonly string[], separator: string): number {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const count = line.split(separator).length - 1;
    if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1);
  }
  return [...counts].reduce((best, [count, times]) => Math.max(best, times * (1 + Math.log2(count + 1) / 10)), 0);
}
