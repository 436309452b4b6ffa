import type { RegisterView } from '../database/register-query.js';
import type { RegisterSource } from '../database/register-stream.js';
import type { Permission } from '../authorization/ability.js';
import type { WrittenCell, WrittenColumn } from '../spreadsheets/index.js';
import { kindOfShown, writtenCell, writtenShownCell } from './exported-column.js';
import type { ExportAnswer, ExportedList } from './exported-list.js';
import { exportPath, registerView, shownFilters, type RegisterScreen } from './register-page.js';
import { act, type Ask, type Route } from './routes.js';

/** The event that every taking out leaves. */
export const REGISTER_EXPORTED = 'register.exported';

/** A register that can be taken out. */
export interface RegisterExport<Row> {
  readonly path: string;
  /** The same as the register's own. */
  readonly may: Permission;
  readonly screen: (ask: Ask) => RegisterScreen<Row> | Promise<RegisterScreen<Row>>;
  readonly rows: (ask: Ask, view: RegisterView) => RegisterSource<Row>;
}

/**
 * The route beside a register that gives its view as a file: POST <register>/xuat with the register's own query and `dang` (xlsx unless csv).
 * It is an act and no page, because taking a list out is recorded. The register's screen says `exportable: true` to show the buttons.
 */
export function exportRoute<Row>(register: RegisterExport<Row>): Route {
  return act(exportPath(register.path), register.may, [REGISTER_EXPORTED], async (ask): Promise<ExportAnswer> => {
    const screen = await register.screen(ask);
    const view = registerView(screen, ask.query);
    return { kind: 'export', format: ask.body['dang'] === 'csv' ? 'csv' : 'xlsx', act: ask.act, list: exportedList(screen, view, register.rows(ask, view)) };
  });
}

/** The view of a register as a list that goes out, its columns typed. */
export function exportedList<Row>(screen: RegisterScreen<Row>, view: RegisterView, source: RegisterSource<Row>): ExportedList {
  const columns = screen.columns.flatMap(({ label, kind, cell, exported }): { column: WrittenColumn; cell: (row: Row) => WrittenCell }[] => {
    if (exported === undefined) return [{ column: { title: label, kind: kindOfShown[kind] }, cell: (row) => writtenShownCell(kind, cell(row)) }];
    return exported.map((one) => ({ column: { title: one.label, kind: one.kind }, cell: (row: Row) => writtenCell(one.kind, one.value(row)) }));
  });
  const cellsOf = (row: Row): WrittenCell[] => columns.map(({ cell }) => cell(row));
  return {
    register: screen.path.replace(/^\//, ''),
    caption: screen.caption,
    noun: screen.noun,
    filters: shownFilters(screen, view),
    order: orderText(screen, view),
    columns: columns.map(({ column }) => column),
    open: (signal, story) => source.open(signal, ({ total, batches }) => story({ total, cells: cellsIn(batches, cellsOf) })),
  };
}

async function* cellsIn<Row>(batches: AsyncIterable<readonly Row[]>, cellsOf: (row: Row) => WrittenCell[]): AsyncGenerator<WrittenCell[], void, undefined> {
  for await (const batch of batches) for (const row of batch) yield cellsOf(row);
}

function orderText<Row>(screen: RegisterScreen<Row>, { sort }: RegisterView): string {
  const column = screen.columns.find(({ key }) => key === sort.key);
  return column === undefined ? 'Thứ tự thường dùng của danh sách' : `${column.label}, ${sort.descending ? 'giảm dần' : 'tăng dần'}`;
}
