import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { SummaryRow } from '../../platform/views/pattern-models.js';
import type { ContractDetail } from '../application/read-contracts.js';
import type { DutyName, DutyStanding } from './duties.js';

/**
 * What a later room tells the page of a contract: how its duties stand, what is said on top, what comes next, and rows of the sections of the four duties.
 * The room publishes one SQL function (contract's identifier in, jsonb out); all of them are read in one statement.
 */
export interface ChapterSource {
  /** Name of the SQL function of the room's migration. */
  readonly sqlFunction: string;
  /** Presents what the function told, parsed at this border. */
  readonly present: (told: unknown, view: ChapterView) => ContractChapter;
}

/** The contract page for which a chapter is told. */
export interface ChapterView {
  readonly contract: ContractDetail;
  readonly today: CalendarDay;
  /** Whether the reader sees more than beneficiaries do: then rows, alerts and links are shown too. */
  readonly examines: boolean;
}

export interface ContractChapter {
  readonly duties?: Readonly<Partial<Record<DutyName, DutyStanding>>>;
  /** Said on top of the page: what no longer holds, what stops an act. */
  readonly alerts?: readonly ContractAlert[];
  /** What comes next, where this room knows better than the phase alone. */
  readonly next?: ChapterStep | undefined;
  readonly sections?: Readonly<Partial<Record<DutyName, readonly SummaryRow[]>>>;
  /** True when the review that a transitional contract owes is done. */
  readonly reviewDone?: boolean;
}

export interface ContractAlert {
  readonly kind: 'attention' | 'stop';
  readonly heading: string;
  readonly text: string;
  readonly href?: string;
  readonly hrefText?: string;
}

export interface ChapterStep {
  readonly text: string;
  /** Name and code of the role whose turn it is. */
  readonly who: string;
  readonly role: string;
  readonly href?: string;
  readonly hrefText?: string;
}

/** The chapters of one contract, each presented by its room; `told` holds what each SQL function gave, in the order of the sources. */
export function presentChapters(sources: readonly ChapterSource[], told: readonly unknown[], view: ChapterView): ContractChapter[] {
  return sources.map((source, index) => {
    const { alerts = [], sections = {}, ...chapter } = source.present(told[index], view);
    return view.examines ? { ...chapter, alerts, sections } : chapter;
  });
}

/** The rows of all chapters for the section of one duty. */
export function rowsOf(chapters: readonly ContractChapter[], duty: DutyName): SummaryRow[] {
  return chapters.flatMap(({ sections }) => sections?.[duty] ?? []);
}
