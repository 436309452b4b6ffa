import { load } from 'cheerio';
import type { TestApp, Visitor } from '../harness/app.js';

/** Lists as people bring them in, and the way through the pages of an import, form by form. */

/** A .csv of rows: text as Excel writes it. */
export function csvOf(rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(`\uFEFF${rows.map((row) => row.map((cell) => (/[",\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n')}\r\n`);
}

/** Uploads a list and waits until it was read. @returns its address */
export async function uploadList(app: Pick<TestApp, 'database'>, visitor: Visitor, kind: string, file: { readonly content: Buffer; readonly name: string }): Promise<string> {
  const answer = await visitor.postFiles('/nhap-danh-sach/moi', { loai: kind }, { tep: file });
  const place = answer.headers['location'] ?? '';
  if (answer.status !== 303) throw new Error(`the list was not taken: ${answer.status} ${load(answer.text)('.error-summary').text()}`);
  await untilSettled(app, idOf(place));
  return place;
}

export function idOf(place: string): string {
  return place.split('/')[2] ?? '';
}

const UNDER_WAY = ['reading', 'checking', 'running', 'undoing'];

/** Waits until nothing is done in the background for an import any more. @returns where it stands */
export async function untilSettled(app: Pick<TestApp, 'database'>, id: string): Promise<string> {
  for (let look = 0; look < 600; look += 1) {
    const [row] = await app.database.asOwner<{ status: string }>('SELECT status FROM import_list WHERE id = $1', [id]);
    if (row !== undefined && !UNDER_WAY.includes(row.status)) return row.status;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the work on the list does not end');
}

/** What a form of a page holds, as a browser would send it untouched. */
export function fieldsOfForm(html: string, action: string): Record<string, string> {
  const $ = load(html);
  const fields: Record<string, string> = {};
  const form = $(`form[action="${action}"]`);
  if (form.length === 0) throw new Error(`the page has no form for ${action}: ${$('h1').text()}`);
  form.find('input, select, textarea').each((_place, element) => {
    const field = $(element);
    const name = field.attr('name');
    if (name === undefined || name === '_csrf') return;
    const type = field.attr('type');
    if ((type === 'radio' || type === 'checkbox') && field.attr('checked') === undefined) return;
    const value = field.val();
    fields[name] = typeof value === 'string' ? value : '';
  });
  return fields;
}

/** Sends a form of the import's page, with some fields filled in otherwise, and waits until what it started is done. */
export async function sendStep(app: Pick<TestApp, 'database'>, visitor: Visitor, place: string, step: string, fields: Readonly<Record<string, string>> = {}): Promise<{ status: number; text: string; standing: string }> {
  const shown = await visitor.get(place);
  const answer = await visitor.post(`${place}/${step}`, { ...fieldsOfForm(shown.text, `${place}/${step}`), ...fields }, place);
  return { status: answer.status, text: answer.text, standing: await untilSettled(app, idOf(place)) };
}

/** How many rows came to what, as the review counts them. */
export async function countsOf(app: Pick<TestApp, 'database'>, place: string): Promise<Record<string, number>> {
  const [row] = await app.database.asOwner<{ counts: Record<string, number> }>('SELECT counts FROM import_list WHERE id = $1', [idOf(place)]);
  return row?.counts ?? {};
}

/** What is said of the rows, for messages of tests. */
export async function faultsOf(app: Pick<TestApp, 'database'>, place: string): Promise<string[]> {
  const rows = await app.database.asOwner<{ row_number: number; outcome: string; said: { faults: { column: string; code: string }[] } }>(
    'SELECT row_number, outcome, said FROM import_reading WHERE import_id = $1 ORDER BY row_number', [idOf(place)],
  );
  return rows.filter(({ said }) => said.faults.length > 0).map(({ row_number: row, said }) => `${row}: ${said.faults.map(({ column, code }) => `${column} ${code}`).join(', ')}`);
}
