import { foldText } from '../../kernel/text.js';

/** A piece of a shown text: found or not. */
export interface Segment {
  readonly text: string;
  readonly found: boolean;
}

/** Cuts a text into what was found and what was not: "hop dong" marks "Hợp đồng". `words` are as typed, with diacritics or without. */
export function highlight(text: string, words: readonly string[]): Segment[] {
  const marked = markedCharacters(Array.from(text.normalize('NFC')), words.map(foldText).filter((word) => word !== ''));
  const segments: { text: string; found: boolean }[] = [];
  for (const { char, found } of marked) {
    const last = segments.at(-1);
    if (last?.found === found) last.text += char;
    else segments.push({ text: char, found });
  }
  return segments;
}

function markedCharacters(chars: readonly string[], words: readonly string[]): { readonly char: string; readonly found: boolean }[] {
  const folded = chars.map(foldText);
  // Where each folded letter comes from: a character may fold into none, one or several.
  const origin = folded.flatMap((letters, index) => Array.from({ length: letters.length }, () => index));
  const whole = folded.join('');
  const found = new Set<number>();
  for (const word of words) {
    for (let at = whole.indexOf(word); at !== -1; at = whole.indexOf(word, at + word.length)) {
      for (let place = at; place < at + word.length; place += 1) found.add(origin[place] ?? -1);
    }
  }
  return chars.map((char, index) => ({ char, found: found.has(index) }));
}
