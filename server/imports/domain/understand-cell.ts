import type { Cell } from '../../kernel/cell.js';
import { faultOfCell, plainTextOf, remarksOfCell, saysNothing, withoutLabel } from './cell-text.js';
import type { CellValue, ColumnContent, ColumnEvidence } from './columns.js';
import { likenessOf } from './looks-like.js';
import { readChoiceCell, readChoicesCell, readLevelCell, readYesNoCell } from './read-choice.js';
import { readPackageCodeCell, readTaxCodeCell } from './read-codes.js';
import { readCountCell, readEmailCell, readPhoneCell } from './read-contact.js';
import { readDayCell } from './read-day.js';
import { readMoneyCell } from './read-money.js';
import { formatDay } from '../../kernel/calendar-day.js';
import { asked, mapUnderstanding, NOTHING, understood, withRemarks, wrong, type Understanding, type WrongReason } from './understanding.js';

/** No amount, day or code is longer; a longer text in their column is another column's. */
const LONGEST_VALUE = 500;

/** What a cell is called that is too long for its column's kind. */
const NOT_OF_KIND: Readonly<Record<Exclude<ColumnContent['kind'], 'text' | 'party'>, WrongReason>> = {
  money: 'not-money',
  day: 'not-a-day',
  'tax-code': 'tax-code-characters',
  'package-code': 'not-a-package-code',
  'yes-no': 'not-yes-or-no',
  level: 'not-a-level',
  count: 'not-a-count',
  email: 'not-an-email',
  phone: 'not-a-phone',
  choice: 'not-a-choice',
  choices: 'not-a-choice',
};

/**
 * Understands one cell as what its column holds. Pure and total: whatever is in the cell, it answers. A value that belongs into another
 * column (an amount under a date) is asked about or wrong, never taken.
 */
export function understandCell(content: ColumnContent, cell: Cell, evidence: ColumnEvidence = {}): Understanding<CellValue> {
  const fault = faultOfCell(cell);
  if (fault !== undefined) return fault;
  const areAnswers = content.kind === 'yes-no' || content.kind === 'choice' || content.kind === 'choices';
  if (saysNothing(cell, areAnswers ? 'answers' : 'nothing')) return NOTHING;
  if (content.kind === 'text' || content.kind === 'party') return understandText(content, cell, evidence);
  if ((plainTextOf(cell)?.length ?? 0) > LONGEST_VALUE) return wrong(NOT_OF_KIND[content.kind], {});
  const { cell: bare, remarks } = cellWithoutLabel(cell, labelsOf(evidence));
  return withRemarks(understandValue(content, bare, evidence), [...remarks, ...remarksOfCell(cell)]);
}

function understandValue(content: Exclude<ColumnContent, { kind: 'text' | 'party' }>, cell: Cell, evidence: ColumnEvidence): Understanding<CellValue> {
  switch (content.kind) {
    case 'money':
      return mapUnderstanding(readMoneyCell(cell, evidence.moneyUnit), (amount) => ({ kind: 'money', amount }));
    case 'day':
      return mapUnderstanding(readDayCell(cell, evidence.dayOrder), (day) => ({ kind: 'day', day }));
    case 'tax-code':
      return mapUnderstanding(readTaxCodeCell(cell), (code) => ({ kind: 'tax-code', code }));
    case 'package-code':
      return mapUnderstanding(readPackageCodeCell(cell), (code) => ({ kind: 'package-code', ...code }));
    case 'yes-no':
      return mapUnderstanding(readYesNoCell(cell), (yes) => ({ kind: 'yes-no', yes }));
    case 'level':
      return mapUnderstanding(readLevelCell(cell), (level) => ({ kind: 'level', level }));
    case 'count':
      return mapUnderstanding(readCountCell(cell, content.largest), (count) => ({ kind: 'count', count }));
    case 'email':
      return mapUnderstanding(readEmailCell(cell), (address) => ({ kind: 'email', address }));
    case 'phone':
      return mapUnderstanding(readPhoneCell(cell), (number) => ({ kind: 'phone', number }));
    case 'choice':
      return mapUnderstanding(readChoiceCell(cell, content.choices), ({ value, label }) => ({ kind: 'choice', value, label }));
    case 'choices':
      return mapUnderstanding(readChoicesCell(cell, content.choices), (chosen) => ({
        kind: 'choices',
        chosen: chosen.map(({ value, label }) => ({ value, label })),
      }));
  }
}

/** A text as it stands, without labels and spaces. A cell that is clearly a day, an amount or an address is asked about where a name is expected. */
function understandText(content: Extract<ColumnContent, { kind: 'text' | 'party' }>, cell: Cell, evidence: ColumnEvidence): Understanding<CellValue> {
  const given = cell.kind === 'day' ? formatDay(cell.day) : plainTextOf(cell);
  if (given === undefined) return asked('looks-like-other', [{ kind: 'text', text: cell.kind === 'boolean' && cell.value ? 'Có' : 'Không' }], { looksLike: 'yes-no' });
  const { text, remarks } = withoutLabel(given, labelsOf(evidence), content.kind === 'text' && content.paragraphs === true);
  if (text === '') return NOTHING;
  if (text.length > content.longest) return wrong('too-long', { length: String(text.length), most: String(content.longest) });
  const likeness = likenessOf(cell);
  const value: CellValue = { kind: 'text', text };
  // Texts may be numbers (a symbol, a short name); parties are known by their codes, so those are expected there.
  const expected = likeness === undefined || likeness === 'number' || (content.kind === 'party' && likeness === 'tax-code');
  if (!expected) return asked('looks-like-other', [value], { looksLike: likeness });
  return understood(value, [...remarks, ...remarksOfCell(cell)]);
}

function cellWithoutLabel(cell: Cell, labels: readonly string[]): { cell: Cell; remarks: ReturnType<typeof remarksOfCell> } {
  if (cell.kind !== 'text' || !/[:：]/u.test(cell.text)) return { cell, remarks: [] };
  const { text, remarks } = withoutLabel(cell.text, labels);
  return { cell: { kind: 'text', text }, remarks };
}

function labelsOf(evidence: ColumnEvidence): readonly string[] {
  return evidence.header === undefined ? (evidence.labels ?? []) : [evidence.header, ...(evidence.labels ?? [])];
}
