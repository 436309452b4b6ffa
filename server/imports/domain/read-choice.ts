/** Cells that hold one of few values: yes and no, levels 1 to 5, the choices of a column. */
import type { Cell } from '../../kernel/cell.js';
import { foldText, normalizeText } from '../../kernel/text.js';
import { plainTextOf } from './cell-text.js';
import type { Choice } from './columns.js';
import { isSlipApart } from './near-text.js';
import { asked, remark, understood, wrong, type RemarkCode, type Said, type Understanding } from './understanding.js';

const YES = new Set(['co', 'dung', 'x', 'v', 'yes', 'y', 'true', '1', 'roi', 'da co', 'da', '✓', '✔', '√', '☑', '☒', '[x]', '(x)']);
const NO = new Set(['khong', 'khong co', 'sai', 'no', 'n', 'false', '0', 'chua', 'chua co', '☐', '[ ]', '[]', '( )', '()']);

/** Understands yes and no: Có, Không, x, ✓, 1, 0, TRUE, chưa. */
export function readYesNoCell(cell: Cell): Understanding<boolean> {
  if (cell.kind === 'boolean') return understood(cell.value);
  const folded = foldText(normalizeText(plainTextOf(cell) ?? ''));
  if (YES.has(folded)) return understood(true);
  return NO.has(folded) ? understood(false) : wrong('not-yes-or-no', { text: shortened(plainTextOf(cell) ?? '') });
}

export type Level = 1 | 2 | 3 | 4 | 5;
const LEVELS: Readonly<Record<string, Level>> = {
  ...{ '1': 1, '2': 2, '3': 3, '4': 4, '5': 5 },
  ...{ i: 1, ii: 2, iii: 3, iv: 4, v: 5 },
  ...{ mot: 1, hai: 2, ba: 3, bon: 4, tu: 4, nam: 5 },
};

/** Understands a security level: 3, III, "Cấp độ 3", "cấp ba", "Level 3", 3.0. Several levels in one cell ("Cấp độ 2, 3") are asked about. */
export function readLevelCell(cell: Cell): Understanding<Level> {
  const folded = foldText(normalizeText(plainTextOf(cell) ?? '')).replace(/[^a-z0-9]+/gu, ' ').trim();
  const bare = folded.replace(/^(?:httt |he thong thong tin )?(?:cap do|cap|muc do|muc|level|cd)\s*(?:an toan|attt|an ninh mang|bao dam)?\s*(?:so )?/u, '').replace(/ (?:cap do|an toan thong tin)$/u, '');
  const level = LEVELS[bare];
  if (level !== undefined) return understood(level);
  const named = [...new Set(bare.split(' ').flatMap((word) => LEVELS[word] ?? []))];
  const onlyLevels = bare.split(' ').every((word) => LEVELS[word] !== undefined || ['va', 'den', 'hoac', 'cap', 'do'].includes(word));
  if (named.length > 1 && onlyLevels) return asked('several-values', named.toSorted((a, b) => b - a));
  return wrong('not-a-level', { text: shortened(plainTextOf(cell) ?? '') });
}

/** Understands one of a column's choices by value, label or synonym; a slip or an unfinished label is proposed, never taken. */
export function readChoiceCell(cell: Cell, choices: readonly Choice[]): Understanding<Choice> {
  const text = cell.kind === 'boolean' ? (cell.value ? 'Có' : 'Không') : (plainTextOf(cell) ?? '');
  const key = choiceKey(text);
  const exact = choices.filter((choice) => namesOf(choice).some((name) => choiceKey(name) === key));
  if (exact.length > 1) return asked('several-choices', exact);
  const [only] = exact;
  if (only !== undefined) return understood(only, spelledOtherwise(text, only));
  const near = key.length < 2 ? [] : choices.filter((choice) => namesOf(choice).some((name) => isNear(key, choiceKey(name))));
  return near.length > 0 ? asked('near-choice', near, { text: shortened(text) }) : wrong('not-a-choice', choiceFacts(text, choices));
}

/** Understands several choices in one cell. One that is not understood makes the whole cell not understood. */
export function readChoicesCell(cell: Cell, choices: readonly Choice[]): Understanding<readonly Choice[]> {
  const whole = readChoiceCell(cell, choices);
  if (whole.kind === 'understood') return { ...whole, value: [whole.value] };
  const chosen: Choice[] = [];
  const remarks: Said<RemarkCode>[] = [];
  for (const part of (plainTextOf(cell) ?? '').split(/[;,\n/|+]|\s-\s|^-\s/u)) {
    if (part.trim() === '') continue;
    const one = readChoiceCell({ kind: 'text', text: part }, choices);
    if (one.kind === 'wrong') return one;
    if (one.kind === 'asked') return asked(one.reason, one.readings.map((reading) => [...chosen, reading]), one.facts);
    if (one.kind !== 'understood') continue;
    if (!chosen.some((choice) => choice.value === one.value.value)) chosen.push(one.value);
    remarks.push(...one.remarks);
  }
  return chosen.length === 0 ? wrong('not-a-choice', choiceFacts(plainTextOf(cell) ?? '', choices)) : understood(chosen, remarks);
}

function namesOf(choice: Choice): readonly string[] {
  return [choice.value, choice.label, ...(choice.synonyms ?? [])];
}

function choiceKey(text: string): string {
  return foldText(normalizeText(text)).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

function isNear(key: string, name: string): boolean {
  return isSlipApart(key, name) || (key.length >= 4 && (name.startsWith(key) || name.includes(` ${key}`)));
}

/** A synonym was used: say what it was taken for. Capitals and spaces are not worth a word. */
function spelledOtherwise(text: string, choice: Choice): readonly Said<RemarkCode>[] {
  const key = choiceKey(text);
  return key === choiceKey(choice.label) || key === choiceKey(choice.value) ? [] : [remark('spelled-otherwise', { taken: choice.label })];
}

function choiceFacts(text: string, choices: readonly Choice[]): Readonly<Record<string, string>> {
  return { text: shortened(text), choices: choices.slice(0, 8).map((choice) => choice.label).join('; ') };
}

function shortened(text: string): string {
  const clean = normalizeText(text);
  return clean.length > 80 ? `${clean.slice(0, 79)}…` : clean;
}
