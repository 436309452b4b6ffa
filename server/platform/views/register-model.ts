import type { StateModel } from './page-model.js';

/** A register as `partials/register` shows it. Every text comes ready: dates, money, counts. */
export interface RegisterModel {
  /** Names the table for those who do not see it; also the heading where the page gives none. */
  readonly caption: string;
  readonly columns: readonly RegisterColumn[];
  readonly rows: readonly RegisterRow[];
  /** The GET form above the table. */
  readonly filters?: RegisterFilters | undefined;
  readonly activeFilters?: readonly { readonly label: string; readonly removeHref: string }[] | undefined;
  /** "Có 128 hợp đồng" or "Có hơn 1.000 hợp đồng". */
  readonly count: { readonly text: string };
  readonly pages?: PaginationModel | undefined;
  /** Shown instead of the table when there is no row. */
  readonly empty: EmptyModel;
  /** Where exactly this view, all pages, is taken out as .xlsx or .csv (posted: taking out is recorded). */
  readonly exports?: { readonly action: string } | undefined;
}

export interface RegisterColumn {
  readonly key: string;
  readonly label: string;
  readonly kind: 'text' | 'money' | 'date' | 'state';
  /** Address of the same view sorted by this column. */
  readonly sortHref?: string | undefined;
  readonly sorted?: 'asc' | 'desc' | undefined;
}

export interface RegisterRow {
  /** The subject's page; the first cell becomes the link. */
  readonly href: string;
  /** In the order of the columns. A column of kind 'state' takes a StateModel, the others text or text with a note. */
  readonly cells: readonly RegisterCell[];
}

export type RegisterCell = string | { readonly text: string; readonly note: string } | StateModel;

export interface RegisterFilters {
  /** The register's own address without query. */
  readonly action: string;
  readonly fields: readonly RegisterFilterField[];
  /** Query values to keep that are no filter, such as the sort order. */
  readonly hidden?: readonly { readonly name: string; readonly value: string }[] | undefined;
  /** The address without any filter; shows "Bỏ lọc". */
  readonly clearHref?: string | undefined;
}

export interface RegisterFilterField {
  readonly kind: 'text' | 'select' | 'date';
  readonly name: string;
  readonly label: string;
  readonly value?: string | undefined;
  readonly options?: readonly { readonly value: string; readonly label: string }[] | undefined;
}

export interface PaginationModel {
  readonly prevHref?: string | undefined;
  readonly nextHref?: string | undefined;
  /** "Trang 2 / 6" or "26–50". */
  readonly text: string;
}

/** An empty list says what it is for and offers the first act. */
export interface EmptyModel {
  readonly text: string;
  readonly actHref?: string | undefined;
  readonly actText?: string | undefined;
}
