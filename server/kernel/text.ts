/** Any run of white space, the no-break and the full-width one included. */
const SPACES = /\s+/gu;
/** Combining marks, which Vietnamese tones and vowel signs become once a text is decomposed. */
const MARKS = /\p{M}+/gu;
/** C0 and C1 controls (NUL, ESC, DEL …) except tab and line breaks, and the signs that turn the reading direction around. */
const CONTROLS = /(?![\t\n\r])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u;

/**
 * Brings one line of entered text into the form in which it is kept: Unicode NFC, no white space around it, one plain space
 * wherever there was white space within (line breaks included). Idempotent.
 */
export function normalizeText(text: string): string {
  return text.normalize('NFC').replace(SPACES, ' ').trim();
}

/**
 * As {@link normalizeText}, for texts of several lines: line breaks become "\n", each line is normalised, and at most one
 * empty line stays between paragraphs. Idempotent.
 */
export function normalizeParagraphs(text: string): string {
  const lines = text.split(/\r\n?|\n/u).map(normalizeText);
  return lines.join('\n').replace(/\n{3,}/gu, '\n\n').replace(/^\n+|\n+$/gu, '');
}

/**
 * Whether a text holds what no person types and no record should carry: NUL and other control characters (tab and line breaks
 * are fine), direction overrides that make a text read otherwise than it is stored, or broken halves of a character (lone surrogates).
 */
export function hasControlCharacters(text: string): boolean {
  return CONTROLS.test(text) || !text.isWellFormed();
}

/**
 * Folds a text for finding and comparing: lower case, without diacritics, đ as d, so that "hop dong" finds "Hợp đồng". Spaces
 * and punctuation stay. Idempotent; not for showing.
 */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(MARKS, '').toLowerCase().replace(/đ/gu, 'd').normalize('NFD').replace(MARKS, '');
}

/** A name or label as it stands inside a sentence: "Tên hợp đồng" becomes "tên hợp đồng", "UBND" stays. */
export function inSentence(label: string): string {
  const [first = '', second = ''] = Array.from(label);
  const abbreviation = second !== '' && second === second.toUpperCase() && second !== second.toLowerCase();
  return abbreviation ? label : first.toLowerCase() + label.slice(first.length);
}
