import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { SystemWords } from '../../systems/index.js';
import type { Party, PartyMatcher } from '../domain/match-party.js';
import type { Effect } from '../persistence/effects.js';
import type { ImportRow } from '../persistence/imports.js';
import type { ReadingOfRow } from '../persistence/staged-rows.js';
import type { RowJudgement } from './row-judgement.js';

/** Whom a name may mean: the parties and their matcher, read once for a list. */
export interface KnownParties {
  readonly matcher: PartyMatcher;
  readonly byId: ReadonlyMap<string, Party>;
  /** By code in the form in which it is kept: the tax code of a vendor. */
  readonly byCode: ReadonlyMap<string, Party>;
}

/** Everything that judging the rows of one list looks at; it stays the same from the first row to the last. */
export interface ListContext {
  readonly tx: Transaction;
  readonly list: ImportRow;
  /** Whoever brings the list in, with the rights they have now. */
  readonly principal: Principal;
  readonly day: CalendarDay;
  /** Within how many days a running contract that comes in is to be reviewed. */
  readonly reviewDays: number;
  readonly systemWords: SystemWords;
  agencies(): Promise<KnownParties>;
  vendors(): Promise<KnownParties>;
  systems(action: 'read' | 'manage-data'): Promise<KnownParties>;
  /** Which agencies may have the responsible officer named for the list. */
  staffed(): Promise<ReadonlySet<string>>;
  rootAgency(): Promise<string>;
  /** The row that said it first; undefined when this is the first. */
  seenBefore(key: string, row: number): number | undefined;
  /** The revision of a package that counts, of all in the list. */
  revisionThatCounts(packageNumber: string): { readonly row: number; readonly revision: number } | undefined;
}

/** A batch of rows that was judged: what each comes to, and the way to do it. */
export interface JudgedBatch {
  readonly readings: readonly ReadingOfRow[];
  /** Brings in what is new and, with `update`, puts right what is there. Each change with its event. */
  carryOut(update: boolean): Promise<readonly Effect[]>;
}

/** How the rows of one kind of list are judged and brought in. */
export interface ListWork {
  judge(context: ListContext, rows: readonly RowJudgement[]): Promise<JudgedBatch>;
  /** Gives what an import changed back as it was before. @throws Conflict when something of it was changed since */
  restore(context: Pick<ListContext, 'tx' | 'systemWords'>, effects: readonly Effect[]): Promise<void>;
}

/** What one row of a batch comes to, before its reading is written. */
export type Settled<New, Changed> =
  | { readonly kind: 'none' }
  | { readonly kind: 'new'; readonly what: New }
  | { readonly kind: 'changed'; readonly id: string; readonly what: Changed }
  | { readonly kind: 'unchanged'; readonly id: string };

export interface SettledRow<New, Changed> {
  readonly row: RowJudgement;
  readonly title: string;
  readonly settled: Settled<New, Changed>;
}

/** Makes a batch of settled rows: readings to show, and one write for everything new and one for everything changed. */
export function batchOf<New, Changed>(
  rows: readonly SettledRow<New, Changed>[],
  write: {
    readonly subjectKind: Effect['subjectKind'];
    insert(news: readonly New[]): Promise<readonly string[]>;
    change(changes: readonly Changed[]): Promise<void>;
    before(change: Changed): NonNullable<Effect['before']>;
  },
): JudgedBatch {
  const standing = rows.map(({ row, title, settled }) => ({ title, settled, reading: readingOf(row, title, settled) }));
  return {
    readings: standing.map(({ reading }) => reading),
    async carryOut(update) {
      const news = standing.flatMap(({ title, settled, reading }) => (reading.outcome === 'new' && settled.kind === 'new' ? [{ title, row: reading.row, what: settled.what }] : []));
      const changes = standing.flatMap(({ title, settled, reading }) =>
        update && reading.outcome === 'changed' && settled.kind === 'changed' ? [{ title, row: reading.row, id: settled.id, what: settled.what }] : []);
      const ids = news.length === 0 ? [] : await write.insert(news.map(({ what }) => what));
      if (changes.length > 0) await write.change(changes.map(({ what }) => what));
      return [
        ...news.map(({ title, row }, index) => ({ row, subjectKind: write.subjectKind, subjectId: ids[index] ?? '', title, before: null })),
        ...changes.map(({ title, row, id, what }) => ({ row, subjectKind: write.subjectKind, subjectId: id, title, before: write.before(what) })),
      ];
    },
  };
}

function readingOf<New, Changed>(row: RowJudgement, title: string, settled: Settled<New, Changed>): ReadingOfRow {
  if (settled.kind === 'none') return row.reading(title, undefined);
  return row.reading(title, settled.kind, settled.kind === 'new' ? null : settled.id);
}
