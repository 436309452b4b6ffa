import { COUNT_LIMIT, ROWS_PER_PAGE, type RegisterResult, type RegisterView } from '../database/register-query.js';
import { hasControlCharacters, normalizeText } from '../../kernel/text.js';
import type { EmptyModel, RegisterCell, RegisterColumn, RegisterFilterField, RegisterModel } from '../views/register-model.js';
import type { ExportedColumn } from './exported-column.js';
import type { ShownFilter } from './exported-list.js';
import type { FormBody } from './forms.js';

/** A register as a room declares it for the screen. */
export interface RegisterScreen<Row> {
  readonly path: string;
  readonly caption: string;
  /** What is counted: 'hợp đồng'. */
  readonly noun: string;
  readonly columns: readonly (Pick<RegisterColumn, 'key' | 'label' | 'kind'> & {
    readonly sortable: boolean;
    readonly cell: (row: Row) => RegisterCell;
    /** What goes out in a file where that is more or other than the shown cell: its note as a column of its own, a code. Must show no more than the cell may. */
    readonly exported?: readonly ExportedColumn<Row>[];
  })[];
  readonly filters: readonly Omit<RegisterFilterField, 'value'>[];
  readonly defaultSort: { readonly key: string; readonly descending: boolean };
  readonly href: (row: Row) => string;
  readonly empty: EmptyModel;
  /** Whether its room has the route that takes the view out (register-export.ts). */
  readonly exportable?: true;
}

const LONGEST_FILTER = 200;

/** Reads the view from the address; what it does not know, or cannot be, is left out. */
export function registerView<Row>(screen: RegisterScreen<Row>, query: FormBody): RegisterView {
  const filters = screen.filters.flatMap(({ name, options }) => {
    const typed = query[name];
    const value = typeof typed === 'string' ? normalizeText(typed).slice(0, LONGEST_FILTER).toWellFormed() : '';
    const known = options === undefined || options.some((option) => option.value === value);
    return value === '' || !known || hasControlCharacters(value) ? [] : [[name, value] as const];
  });
  return { filters: Object.fromEntries(filters), sort: sortOf(screen, query['sap-xep']), page: pageOf(query['trang']) };
}

function sortOf<Row>(screen: RegisterScreen<Row>, typed: FormBody[string] | undefined): RegisterView['sort'] {
  const text = typeof typed === 'string' ? typed : '';
  const key = text.replace(/^-/, '');
  const known = screen.columns.some((column) => column.sortable && column.key === key);
  return known ? { key, descending: text.startsWith('-') } : screen.defaultSort;
}

function pageOf(typed: FormBody[string] | undefined): number {
  return typeof typed === 'string' && /^[1-9]\d{0,3}$/.test(typed) ? Number(typed) : 1;
}

/** The register as the partial shows it: every address keeps the rest of the view. */
export function registerModel<Row>(screen: RegisterScreen<Row>, view: RegisterView, result: RegisterResult<Row>): RegisterModel {
  const filtered = Object.keys(view.filters).length > 0;
  return {
    caption: screen.caption,
    columns: screen.columns.map(({ key, label, kind, sortable }) => columnModel(screen, view, { key, label, kind }, sortable)),
    rows: result.rows.map((row) => ({ href: screen.href(row), cells: screen.columns.map((column) => column.cell(row)) })),
    filters: {
      action: screen.path,
      fields: screen.filters.map((field) => ({ ...field, value: view.filters[field.name] ?? '' })),
      hidden: isDefaultSort(screen, view) ? [] : [{ name: 'sap-xep', value: sortText(view.sort) }],
      ...(filtered ? { clearHref: screen.path } : {}),
    },
    activeFilters: shownFilters(screen, view).map((filter) => activeFilter(screen, view, filter)),
    count: { text: countText(screen.noun, result.total) },
    pages: pagesModel(screen, view, result),
    ...(screen.exportable ? { exports: { action: exportAddress(screen, view) } } : {}),
    empty: filtered ? { text: `Không có ${screen.noun} nào khớp với bộ lọc.`, actHref: screen.path, actText: 'Bỏ lọc' } : screen.empty,
  };
}

function columnModel<Row>(screen: RegisterScreen<Row>, view: RegisterView, column: Pick<RegisterColumn, 'key' | 'label' | 'kind'>, sortable: boolean): RegisterColumn {
  if (!sortable) return column;
  const sorted = view.sort.key === column.key;
  const next = { key: column.key, descending: sorted && !view.sort.descending };
  return { ...column, sortHref: address(screen, { ...view, sort: next, page: 1 }), sorted: sorted ? (view.sort.descending ? 'desc' : 'asc') : undefined };
}

/** The filters that are set, each in the words of the screen. */
export function shownFilters<Row>(screen: RegisterScreen<Row>, view: RegisterView): ShownFilter[] {
  return screen.filters.flatMap(({ name, label, options }) => {
    const value = view.filters[name];
    if (value === undefined) return [];
    const option = options?.find((candidate) => candidate.value === value);
    return [{ name, label, word: option?.label ?? value, typed: option === undefined }];
  });
}

function activeFilter<Row>(screen: RegisterScreen<Row>, view: RegisterView, filter: ShownFilter): { label: string; removeHref: string } {
  const rest = Object.fromEntries(Object.entries(view.filters).filter(([name]) => name !== filter.name));
  return { label: `${filter.label}: ${filter.word}`, removeHref: address(screen, { ...view, filters: rest, page: 1 }) };
}

/** Where the view of a register is taken out: a place below the register, so that its permission reads beside it. */
export function exportPath(path: string): string {
  return `${path}/xuat`;
}

/** The address that takes out all pages of a view. */
function exportAddress<Row>(screen: RegisterScreen<Row>, view: RegisterView): string {
  return exportPath(screen.path) + address(screen, { ...view, page: 1 }).slice(screen.path.length);
}

function pagesModel<Row>(screen: RegisterScreen<Row>, view: RegisterView, result: RegisterResult<Row>): NonNullable<RegisterModel['pages']> {
  const first = (view.page - 1) * ROWS_PER_PAGE;
  const more = result.total > COUNT_LIMIT ? result.rows.length === ROWS_PER_PAGE : first + result.rows.length < result.total;
  return {
    text: result.rows.length === 0 ? '' : `${first + 1}–${first + result.rows.length}`,
    ...(view.page > 1 ? { prevHref: address(screen, { ...view, page: view.page - 1 }) } : {}),
    ...(more ? { nextHref: address(screen, { ...view, page: view.page + 1 }) } : {}),
  };
}

function countText(noun: string, total: number): string {
  if (total > COUNT_LIMIT) return `Có hơn 1.000 ${noun}`;
  return total === 0 ? `Không có ${noun} nào` : `Có ${total} ${noun}`;
}

/** The address of a view of this register. */
function address<Row>(screen: RegisterScreen<Row>, view: RegisterView): string {
  const said = Object.entries(view.filters);
  if (!isDefaultSort(screen, view)) said.push(['sap-xep', sortText(view.sort)]);
  if (view.page > 1) said.push(['trang', String(view.page)]);
  return said.length === 0 ? screen.path : `${screen.path}?${said.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`;
}

function isDefaultSort<Row>(screen: RegisterScreen<Row>, view: RegisterView): boolean {
  return view.sort.key === screen.defaultSort.key && view.sort.descending === screen.defaultSort.descending;
}

function sortText(sort: RegisterView['sort']): string {
  return `${sort.descending ? '-' : ''}${sort.key}`;
}
