import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Cell, SheetRow } from '../../kernel/cell.js';
import { normalizeText } from '../../kernel/text.js';
import type { CellValue, ColumnEvidence, KnownColumn } from '../domain/columns.js';
import type { PartyMatch, PartyMatcher } from '../domain/match-party.js';
import { showValue } from '../domain/show-value.js';
import { understandCell } from '../domain/understand-cell.js';
import type { Understanding } from '../domain/understanding.js';
import { isTakenAsWritten } from './columns-of-kinds.js';
import type { RowOutcome } from '../domain/list-kinds.js';
import { questionKey, type OfferedAnswer, type Question } from '../persistence/questions.js';
import type { ReadingOfRow, SaidOfRow } from '../persistence/staged-rows.js';

/** A column of the file that means something, with what is known of it as a whole. */
export interface PlacedColumn {
  /** From 0, column A. */
  readonly index: number;
  readonly known: KnownColumn;
  readonly evidence: ColumnEvidence;
}

/** What a question about a cell that may be empty is answered with when the cell is to say nothing. */
export const LEFT_EMPTY = 'de-trong';
/** What a question is answered with when none of what it offers is right: the row is put right in the file. */
export const NONE = 'none';
/** Beyond this many different questions the rest are errors of their rows: nobody answers a thousand questions. */
const MOST_QUESTIONS = 300;

/** The questions of a list, each asked once however many rows it stands in, and the answers given so far. */
export class Questions {
  readonly #asked = new Map<string, { -readonly [Name in keyof Question]: Question[Name] }>();

  constructor(readonly answers: ReadonlyMap<string, string>) {}

  /** The answer to a question; undefined while nobody gave one that it (still) offers. False when there are too many to ask. */
  ask(question: Omit<Question, 'rows' | 'answer'>): string | undefined | false {
    const key = questionKey(question.column, question.source);
    const given = this.answers.get(key);
    const answer = given === NONE || question.choices.some(({ value }) => value === given) ? given : undefined;
    const known = this.#asked.get(key);
    if (known !== undefined) known.rows += 1;
    else if (this.#asked.size >= MOST_QUESTIONS) return false;
    else this.#asked.set(key, { ...question, rows: 1, answer: answer ?? null });
    return answer;
  }

  get all(): readonly Question[] {
    return [...this.#asked.values()];
  }
}

const LONGEST_SOURCE = 300;

/** What one row of a list says, cell by cell: values where they are certain, and what is wrong, asked or worth a remark where they are not. */
export class RowJudgement {
  readonly faults: SaidOfRow[] = [];
  readonly remarks: SaidOfRow[] = [];
  readonly changes: Record<string, { from: string; to: string }> = {};
  readonly #shown: Record<string, string> = {};
  readonly #values = new Map<string, CellValue>();
  readonly #missing = new Set<string>();
  readonly #open = new Set<string>();
  #leftOut = false;

  constructor(
    readonly row: SheetRow,
    columns: readonly PlacedColumn[],
    readonly questions: Questions,
    understandings: Readonly<Partial<Record<string, Understanding<CellValue>>>> = understandRow(row, columns),
  ) {
    if (row.brokenQuotes) this.remarks.push({ column: null, code: 'broken-quotes', facts: {} });
    for (const { index, known } of columns) {
      const understanding = understandings[known.key];
      if (understanding !== undefined) this.#take(known, understanding, cellText(row.cells[index]));
    }
  }

  /** A value of a column; undefined where there is none (yet). */
  value<Kind extends CellValue['kind']>(key: string, kind: Kind): Extract<CellValue, { kind: Kind }> | undefined {
    const found = this.#values.get(key);
    return found !== undefined && isOfKind(found, kind) ? found : undefined;
  }

  text(key: string): string | null {
    return this.value(key, 'text')?.text ?? null;
  }

  day(key: string): CalendarDay | null {
    return this.value(key, 'day')?.day ?? null;
  }

  amount(key: string): bigint | null {
    return this.value(key, 'money')?.amount ?? null;
  }

  choice(key: string): string | null {
    return this.value(key, 'choice')?.value ?? null;
  }

  /** Whether something must be put right or answered before anything can come of this row. */
  get settled(): boolean {
    return this.faults.length === 0 && this.#open.size === 0 && !this.#leftOut;
  }

  fault(column: string | null, code: string, facts: Readonly<Record<string, string>> = {}): void {
    this.faults.push({ column, code, facts });
  }

  remark(column: string | null, code: string, facts: Readonly<Record<string, string>> = {}): void {
    this.remarks.push({ column, code, facts });
  }

  /** A column that the row cannot do without and that says nothing, unless something was already said or asked of it, or of the other that says the same. */
  needed(column: string, other: string = column): void {
    if (this.#missing.has(column)) return;
    this.#missing.add(column);
    const said = this.faults.some((fault) => fault.column === column || fault.column === other);
    if (!said && !this.#open.has(column) && !this.#open.has(other)) this.fault(column, 'missing');
  }

  /** The row is not brought in, and nothing is wrong with it. */
  leaveOut(code: string, facts: Readonly<Record<string, string>> = {}): void {
    this.#leftOut = true;
    this.remark(null, code, facts);
  }

  /** A column as it was understood, as a person reads it. */
  shownAs(column: string): string | undefined {
    return this.#shown[column];
  }

  show(column: string, text: string): void {
    this.#shown[column] = text;
  }

  /** Asks once for everything that says the same in this column. @returns the chosen value; undefined while it is open or where none fits */
  ask(column: string, source: string, reason: string, choices: readonly OfferedAnswer[], facts: Readonly<Record<string, string>> = {}): string | undefined {
    const answer = this.questions.ask({ column, source: source.slice(0, LONGEST_SOURCE), reason, facts, choices });
    if (answer === undefined) this.#open.add(column);
    if (answer === false) this.fault(column, 'too-many-questions', { source });
    if (answer === NONE) this.fault(column, 'answered-none', { source });
    return answer === false || answer === NONE ? undefined : answer;
  }

  /** Whoever a name in this column means: an exact match, or the one that was chosen among those near. */
  party(column: string, source: string, match: PartyMatch, offer: PartyOffer): string | undefined {
    if (match.kind === 'exact') {
      if (match.by === 'former-name' || match.by === 'written-out') this.remark(column, `party-by-${match.by}`, { source, name: match.name });
      return match.id;
    }
    const proposed = match.kind === 'proposed' ? match.proposals.filter(({ id }) => offer.mayBe(id)) : [];
    const others = offer.others.filter(({ value }) => proposed.every(({ id }) => id !== value));
    const choices = [...proposed.map(({ id, name, why }) => ({ value: id, label: name, hint: why })), ...others];
    if (choices.length === 0) {
      this.fault(column, offer.unknown, { source });
      return undefined;
    }
    return this.ask(column, source, proposed.length > 0 ? `${offer.kind}-near` : `${offer.kind}-unknown`, choices, { source });
  }

  /** What the row comes to; `then` is what was found of it where everything is settled. */
  reading(title: string, then: RowOutcome | undefined, subjectId: string | null = null): ReadingOfRow {
    const outcome = this.faults.length > 0 ? 'wrong' : this.#leftOut ? 'left-out' : this.#open.size > 0 ? 'asked' : (then ?? 'wrong');
    return { row: this.row.number, outcome, said: { title, values: this.#shown, faults: this.faults, remarks: this.remarks, changes: this.changes }, subjectId };
  }

  #take(known: KnownColumn, understanding: Understanding<CellValue>, source: string): void {
    switch (understanding.kind) {
      case 'empty':
        if (known.required) this.needed(known.key);
        return;
      case 'wrong':
        this.#shown[known.key] = source.slice(0, LONGEST_SOURCE);
        this.fault(known.key, understanding.reason, { ...understanding.facts, source: source.slice(0, LONGEST_SOURCE) });
        return;
      case 'asked':
        this.#askFor(known, source, understanding.reason, understanding.facts, understanding.readings);
        return;
      case 'understood':
        this.#keep(known.key, understanding.value);
        for (const { code, facts } of understanding.remarks) this.remark(known.key, code, facts);
    }
  }

  #askFor({ key: column, required }: KnownColumn, source: string, reason: string, facts: Readonly<Record<string, string>>, readings: readonly CellValue[]): void {
    this.#shown[column] = source.slice(0, LONGEST_SOURCE);
    const choices: OfferedAnswer[] = readings.map((reading) => ({ value: showValue(reading), label: showValue(reading) }));
    if (!required) choices.push({ value: LEFT_EMPTY, label: LEFT_EMPTY });
    const answer = this.ask(column, source, reason, choices, { ...facts, source: source.slice(0, LONGEST_SOURCE) });
    const chosen = readings.find((reading) => showValue(reading) === answer);
    if (answer === LEFT_EMPTY) {
      this.show(column, '');
      this.remark(column, 'left-empty', { source: source.slice(0, LONGEST_SOURCE) });
    }
    if (chosen === undefined) return;
    this.#keep(column, chosen);
    this.remark(column, 'as-answered', { source: source.slice(0, LONGEST_SOURCE) });
  }

  #keep(column: string, value: CellValue): void {
    this.#values.set(column, value);
    this.#shown[column] = showValue(value);
  }
}

/** Whom a question about a name offers beside those that are near. */
export interface PartyOffer {
  readonly kind: 'agency' | 'vendor' | 'system';
  readonly mayBe: (id: string) => boolean;
  readonly others: readonly OfferedAnswer[];
  /** The fault of a name that is near nobody, where nobody else is offered either. */
  readonly unknown: string;
}

function isOfKind<Kind extends CellValue['kind']>(value: CellValue, kind: Kind): value is Extract<CellValue, { kind: Kind }> {
  return value.kind === kind;
}

/** Understands the cells of a row, column by column. */
export function understandRow(row: SheetRow, columns: readonly PlacedColumn[]): Record<string, Understanding<CellValue>> {
  return Object.fromEntries(columns.map(({ index, known, evidence }) => {
    const understanding = understandCell(known.content, row.cells[index] ?? { kind: 'empty' }, evidence);
    return [known.key, isTakenAsWritten(known.key) ? asWritten(understanding) : understanding];
  }));
}

/** A number of an identity document or a date of birth looks like something else, and is what the column is for. */
function asWritten(understanding: Understanding<CellValue>): Understanding<CellValue> {
  const [only] = understanding.kind === 'asked' && understanding.reason === 'looks-like-other' ? understanding.readings : [];
  return only === undefined ? understanding : { kind: 'understood', value: only, remarks: [] };
}

/** A cell as a person saw it in the file. */
export function cellText(cell: Cell | undefined): string {
  switch (cell?.kind) {
    case undefined:
    case 'empty':
      return '';
    case 'text':
      return normalizeText(cell.text);
    case 'number':
      return cell.shown ?? cell.literal;
    case 'day':
      return cell.time === undefined ? cell.day : `${cell.day} ${cell.time}`;
    case 'boolean':
      return cell.value ? 'TRUE' : 'FALSE';
    case 'error':
      return cell.code;
  }
}

/** Matches each different name once: lists repeat the same few names thousands of times. */
export function rememberingMatcher(matcher: PartyMatcher): PartyMatcher {
  const known = new Map<string, PartyMatch>();
  return {
    match(text, context) {
      const key = `${text}\u0001${context?.place ?? ''}`;
      const found = known.get(key) ?? matcher.match(text, context);
      if (known.size < 20_000) known.set(key, found);
      return found;
    },
  };
}
