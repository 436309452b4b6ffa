/** What a list may be of. */
export const listKinds = ['contracts', 'packages', 'vendors', 'vendor-people', 'systems', 'data-assets'] as const;
export type ListKind = (typeof listKinds)[number];

/** Whether a text (from a row, a form) is a kind of list. */
export function isListKind(text: string): text is ListKind {
  return listKinds.some((kind) => kind === text);
}

/** What to do with rows that are there already and say something else: nothing at all, leave those rows out, or put what is there right. */
export const existingChoices = ['skip', 'update', 'stop'] as const;
export type OnExisting = (typeof existingChoices)[number];

/**
 * What comes of a row: `new`, `changed` (there already, and the list says something else), `unchanged`, `asked` (waits for an answer),
 * `wrong` (goes into the file of rejected rows), `left-out` (an earlier revision, a cancelled package).
 */
export const rowOutcomes = ['new', 'changed', 'unchanged', 'asked', 'wrong', 'left-out'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];
export type RowCounts = Readonly<Record<RowOutcome, number>>;

/** The columns that the file of rejected rows adds; a list that brings them back is read without them. */
export const rejectedRowColumns = { row: 'Dòng trong tệp gốc', faults: 'Nội dung cần sửa (khi nhập lại, cột này được bỏ qua)' } as const;
