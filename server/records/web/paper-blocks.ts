import type { RecordBlock, RecordCell, RecordClause, RecordColumn, RecordRow, RecordTable, RecordText } from '../domain/record-model.js';
import { inCapitals, pointLetter, romanNumeral } from '../domain/wording.js';

/** A run of text as partials/record/text shows it. */
export interface PaperPart {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
}

export interface PaperRow {
  readonly group: readonly PaperPart[] | undefined;
  /** Under the title of a group, in plain letters. */
  readonly about?: string;
  readonly span: number;
  readonly cells: readonly { readonly parts: readonly PaperPart[]; readonly className: string; readonly columns: number | undefined }[];
}

export type PaperBlock =
  /** `opens`: the title of an article or a clause, which never stands alone at the foot of a page. */
  | { readonly kind: 'text'; readonly parts: readonly PaperPart[]; readonly align: 'center' | 'right' | undefined; readonly opens?: true }
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | {
      readonly kind: 'table';
      readonly dense: boolean;
      /** Widths were given: they hold, whatever stands in the cells. */
      readonly fixed: boolean;
      /** Short enough to stand on one page. */
      readonly whole: boolean;
      readonly caption: string | undefined;
      readonly columns: readonly { readonly title: string; readonly width: number | undefined }[];
      readonly rows: readonly PaperRow[];
    };

/** The blocks of a record as paragraphs, headings and tables, with the numbers that Nghị định 30/2020 gives them (Phụ lục I, mục II.6). */
export function paperBlocks(blocks: readonly RecordBlock[]): PaperBlock[] {
  const counters = { articles: 0, headings: [0, 0, 0], parties: 0 };
  return blocks.flatMap((block) => presentBlock(block, counters));
}

interface Counters {
  articles: number;
  readonly headings: number[];
  parties: number;
}

function presentBlock(block: RecordBlock, counters: Counters): PaperBlock[] {
  switch (block.kind) {
    case 'paragraph':
      return [{ kind: 'text', parts: partsOf(block.text), align: block.align }];
    case 'heading':
      return [{ kind: 'heading', level: block.level, text: `${headingNumber(block.level, counters)} ${block.level === 1 ? inCapitals(block.text) : block.text}` }];
    case 'article': {
      counters.articles += 1;
      const inner: Counters = { articles: counters.articles, headings: [0, 0, 0], parties: 0 };
      const opening = [bold(`Điều ${String(counters.articles)}. ${block.title ?? ''}`), ...(block.title === undefined && block.text !== undefined ? partsOf(block.text) : [])];
      const under = block.title !== undefined && block.text !== undefined ? [text(partsOf(block.text))] : [];
      return [block.title === undefined ? text(opening) : opens(opening), ...under, ...clauses(block.clauses ?? []), ...(block.blocks ?? []).flatMap((part) => presentBlock(part, inner))];
    }
    case 'clauses':
      return clauses(block.items);
    case 'points':
      return points(block.items);
    case 'dashes':
      return block.items.map((item) => text([plain('- '), ...partsOf(item)]));
    case 'facts':
      return block.rows.map(({ label, value }) => text([plain(`${label}: `), ...partsOf(value)]));
    case 'table':
      return [presentTable(block)];
    case 'party': {
      counters.parties += 1;
      const lead = counters.parties === 1 ? [text([plain('Chúng tôi gồm:')])] : [];
      return [...lead, text([bold(`${inCapitals(block.title)}: `), bold(block.name)]), ...block.facts.map(({ label, value }) => text([plain(`${label}: `), ...partsOf(value)]))];
    }
  }
}

function headingNumber(level: 1 | 2 | 3, { headings }: Counters): string {
  const value = (headings[level - 1] ?? 0) + 1;
  headings.splice(level - 1, headings.length, value, ...Array.from({ length: 3 - level }, () => 0));
  if (level === 1) return `${romanNumeral(value)}.`;
  return level === 2 ? `${String(value)}.` : `${pointLetter(value - 1)})`;
}

function clauses(items: readonly RecordClause[]): PaperBlock[] {
  return items.flatMap((clause, index) => {
    const number = `${String(index + 1)}. `;
    const under = clause.points === undefined ? [] : points(clause.points);
    if (clause.title === undefined) return [text([plain(number), ...partsOf(clause.text ?? '')]), ...under];
    return [opens([bold(number + clause.title)]), ...(clause.text === undefined ? [] : [text(partsOf(clause.text))]), ...under];
  });
}

function points(items: readonly RecordText[]): PaperBlock[] {
  return items.map((item, index) => text([plain(`${pointLetter(index)}) `), ...partsOf(item)]));
}

const SHORT_TABLE = 5;

function presentTable(table: RecordTable): PaperBlock {
  const columns: readonly RecordColumn[] = table.numbered === true ? [{ title: 'STT', width: 7, align: 'center' }, ...table.columns] : table.columns;
  const counting = { rows: 0 };
  const rows = table.rows.map((row) => presentRow(row, columns, table.numbered === true, counting));
  const fixed = table.columns.some(({ width }) => width !== undefined);
  const taken = columns.reduce((sum, { width }) => sum + (width ?? 0), 0);
  const open = columns.filter(({ width }) => width === undefined).length;
  const rest = fixed && open > 0 ? Math.max(5, (100 - taken) / open) : undefined;
  return { kind: 'table', dense: table.dense ?? false, fixed, whole: rows.length <= SHORT_TABLE, caption: table.caption, columns: columns.map(({ title, width }) => ({ title, width: width ?? rest })), rows };
}

function presentRow(row: RecordRow, columns: readonly RecordColumn[], numbered: boolean, counting: { rows: number }): PaperRow {
  if ('group' in row) return { group: partsOf(row.group), ...(row.about === undefined ? {} : { about: row.about }), span: columns.length, cells: [] };
  counting.rows += 1;
  const cells = numbered ? [String(counting.rows), ...row] : row;
  return { group: undefined, span: columns.length, cells: cells.map((cell, index) => presentCell(cell, columns[index])) };
}

function presentCell(cell: RecordCell, column: RecordColumn | undefined): PaperRow['cells'][number] {
  const whole = typeof cell === 'object' && 'text' in cell ? cell : { text: cell };
  const align = whole.align ?? column?.align ?? 'left';
  const names = [align, whole.bold === true ? 'bold' : '', whole.fill === undefined ? '' : `fill-${whole.fill}`];
  return { parts: partsOf(whole.text), className: names.filter((name) => name !== '').join(' '), columns: whole.columns };
}

/** The parts of a text, ready for partials/record/text. */
export function partsOf(value: RecordText): PaperPart[] {
  if (typeof value === 'string') return [plain(value)];
  return value.map((part) => {
    if (typeof part === 'string') return plain(part);
    return 'bold' in part ? bold(part.bold) : { text: part.italic, bold: false, italic: true };
  });
}

/** The matter of a record ends with "./." (NĐ 30/2020, Phụ lục I): after its last word, or on a line of its own under a table. */
export function withClosingMark(blocks: readonly PaperBlock[]): PaperBlock[] {
  const last = blocks.at(-1);
  if (last?.kind !== 'text') return [...blocks, text([plain('./.')])];
  const ending = last.parts.at(-1) ?? plain('');
  const closed = { ...ending, text: `${ending.text.replace(/[\s.;,]*(?:\.\/\.)?$/, '')}./.` };
  return [...blocks.slice(0, -1), { ...last, parts: [...last.parts.slice(0, -1), closed] }];
}

export function text(parts: readonly PaperPart[]): PaperBlock {
  return { kind: 'text', parts, align: undefined };
}

function opens(parts: readonly PaperPart[]): PaperBlock {
  return { kind: 'text', parts, align: undefined, opens: true };
}

export function plain(value: string): PaperPart {
  return { text: value, bold: false, italic: false };
}

function bold(value: string): PaperPart {
  return { text: value, bold: true, italic: false };
}
