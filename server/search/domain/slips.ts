const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const CODE_SIGNS = `${LETTERS}0123456789/-.`;
/** Below this a word has more neighbours than it says. */
const SHORTEST = 3;
const LONGEST = 24;

/**
 * The folded words one slip away from a folded word: a letter too many, one missing, one wrong, two swapped. Of words of one
 * or two letters only the two spellings of one sound ("công ti", "công ty").
 */
export function slipsOfWord(word: string): string[] {
  if (word.length > LONGEST || !/^[a-z]+$/.test(word)) return [];
  if (word.length < SHORTEST) return [word.replaceAll('i', 'y'), word.replaceAll('y', 'i')].filter((other) => other !== word);
  return slips(word, LETTERS);
}

/** The same of a folded number or code. */
export function slipsOfCode(code: string): string[] {
  return code.length < SHORTEST + 2 || code.length > LONGEST || !/^[a-z\d/.-]+$/.test(code) ? [] : slips(code, CODE_SIGNS);
}

function slips(word: string, signs: string): string[] {
  const found = new Set<string>();
  for (let place = 0; place <= word.length; place += 1) {
    const before = word.slice(0, place);
    const after = word.slice(place);
    found.add(before + after.slice(1));
    if (after.length > 1) found.add(before + after.charAt(1) + after.charAt(0) + after.slice(2));
    for (const sign of signs) {
      found.add(before + sign + after.slice(1));
      found.add(before + sign + after);
    }
  }
  found.delete(word);
  return [...found];
}
