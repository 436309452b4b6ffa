import { foldText, normalizeText } from '../../kernel/text.js';
import type { SurveyedAccount } from '../application/commands.js';
import { accountsOfList, sideOf } from '../domain/account-list.js';
import type { SurveySource } from '../domain/closing.js';

/** Whose accounts are known when a list is read. */
export interface KnownAccounts {
  /** Names on the closing's list of accounts: the vendor's. */
  readonly vendor: readonly string[];
  /** Names that the officer says are the agency's own. */
  readonly agency: readonly string[];
}

export type SurveyFault = 'unreadable' | 'no-name-column' | 'empty' | 'too-many';

/** Past this many accounts a list is no list of one system's accounts. */
const MOST_ACCOUNTS = 20_000;
const LONGEST_NAME = 200;

/**
 * Reads a list of a system's accounts as the system itself gives it: `getent passwd`, or a .csv with a heading. A name on the closing's list is the vendor's; of others
 * the officer says which are the agency's; of the rest nobody knows whose they are.
 */
export function readSurveyList(text: string, source: SurveySource, known: KnownAccounts): { readonly ok: true; readonly rows: SurveyedAccount[] } | { readonly ok: false; readonly fault: SurveyFault } {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line.trim() !== '');
  const [head = ''] = lines;
  const separator = source === 'passwd' ? ':' : separatorOf(head);
  const table = lines.map((line) => (source === 'passwd' ? line.split(separator) : cellsOf(line, separator)));
  const cells = table.flatMap((row) => (row === undefined ? [] : [row]));
  if (cells.length < table.length) return { ok: false, fault: 'unreadable' };
  const listed = accountsOfList(source, cells, foldText);
  if (listed === undefined) return { ok: false, fault: source === 'passwd' ? 'unreadable' : 'no-name-column' };
  const own = known.agency.map((name) => foldText(normalizeText(name)));
  const rows = listed.map(({ name, enabled }): SurveyedAccount => {
    const clean = normalizeText(name).slice(0, LONGEST_NAME);
    const side = sideOf(clean, known.vendor);
    return { name: clean, kind: undefined, enabled, belongs: side === 'unclear' && own.includes(foldText(clean)) ? 'agency' : side };
  });
  const once = [...new Map(rows.map((row) => [row.name, row])).values()];
  if (once.length === 0) return { ok: false, fault: 'empty' };
  return once.length > MOST_ACCOUNTS ? { ok: false, fault: 'too-many' } : { ok: true, rows: once };
}

/** Whichever of the usual signs stands most often in the heading. */
function separatorOf(head: string): string {
  return [',', ';', '\t', '|'].toSorted((one, other) => head.split(other).length - head.split(one).length)[0] ?? ',';
}

/** The cells of a line (RFC 4180 within one line); undefined when a quote never closes. */
function cellsOf(line: string, separator: string): string[] | undefined {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (sign === '"' && quoted && line.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') {
      quoted = !quoted;
    } else if (sign === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else {
      cell += sign;
    }
  }
  return quoted ? undefined : [...cells, cell];
}
