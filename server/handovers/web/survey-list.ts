import { foldText, normalizeText } from '../../kernel/text.js';
import type { SurveyedAccount } from '../application/commands.js';
import type { AccountSide, SurveySource } from '../domain/closing.js';

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
/** Shells that let nobody in. */
const CLOSED_SHELL = /(?:^|\/)(?:nologin|false|sync|halt|shutdown)$/;
const NO = ['f', 'false', 'no', 'n', '0', 'khong', 'disabled', 'da khoa', 'khoa'];

const nameColumns = ['rolname', 'usename', 'samaccountname', 'userprincipalname', 'username', 'user', 'login', 'account', 'name', 'uid', 'ten tai khoan', 'tai khoan', 'ten'];
const enabledColumns = ['rolcanlogin', 'enabled', 'active', 'accountenabled', 'dang hoat dong', 'hoat dong', 'trang thai'];
const kindColumns = ['kind', 'type', 'loai'];
const sideColumns = ['belongs', 'owner', 'cua', 'thuoc'];

/**
 * Reads a list of a system's accounts as the system itself gives it: `getent passwd` (colons, no heading), else a .csv with a heading, among whose columns one names
 * the account. Accounts that nobody can sign in with count as disabled. A name on the closing's list is the vendor's; of others the list or the officer says whose they are.
 */
export function readSurveyList(text: string, source: SurveySource, known: KnownAccounts): { readonly ok: true; readonly rows: SurveyedAccount[] } | { readonly ok: false; readonly fault: SurveyFault } {
  const sideOf = sidesFrom(known);
  const read = source === 'passwd' ? readPasswd(text, sideOf) : readTable(text, sideOf);
  if (!read.ok) return read;
  const once = [...new Map(read.rows.map((row) => [row.name, row])).values()];
  if (once.length === 0) return { ok: false, fault: 'empty' };
  return once.length > MOST_ACCOUNTS ? { ok: false, fault: 'too-many' } : { ok: true, rows: once };
}

type SideOf = (name: string, said: string) => AccountSide;

function sidesFrom({ vendor, agency }: KnownAccounts): SideOf {
  const own = new Set(agency.map(key));
  const theirs = new Set(vendor.map(key));
  return (name, said) => {
    if (theirs.has(key(name)) || ['vendor', 'ben cung cap'].includes(said)) return 'vendor';
    return own.has(key(name)) || ['agency', 'co quan'].includes(said) ? 'agency' : 'unclear';
  };
}

function key(name: string): string {
  return normalizeText(name).toLowerCase();
}

function readPasswd(text: string, sideOf: SideOf): ReturnType<typeof readSurveyList> {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const rows = lines.flatMap((line): SurveyedAccount[] => {
    const [name = '', , , , , , shell] = line.split(':');
    if (shell === undefined || normalizeText(name) === '') return [];
    return [{ name: shortName(name), kind: undefined, enabled: !CLOSED_SHELL.test(shell.trim()), belongs: sideOf(name, '') }];
  });
  return rows.length < lines.length ? { ok: false, fault: 'unreadable' } : { ok: true, rows };
}

function readTable(text: string, sideOf: SideOf): ReturnType<typeof readSurveyList> {
  const table = cellsOf(text);
  if (table === undefined) return { ok: false, fault: 'unreadable' };
  const [head = [], ...lines] = table;
  const titles = head.map((title) => foldText(normalizeText(title)));
  const column = (names: readonly string[]): number => names.map((name) => titles.indexOf(name)).find((index) => index >= 0) ?? -1;
  const [nameAt, enabledAt, kindAt, sideAt] = [column(nameColumns), column(enabledColumns), column(kindColumns), column(sideColumns)];
  if (nameAt < 0) return { ok: false, fault: 'no-name-column' };
  const rows = lines.flatMap((cells): SurveyedAccount[] => {
    const at = (index: number): string => normalizeText(cells[index] ?? '');
    const name = at(nameAt);
    if (name === '') return [];
    const kind = at(kindAt);
    return [{ name: shortName(name), kind: kind === '' ? undefined : kind.slice(0, LONGEST_NAME), enabled: !NO.includes(foldText(at(enabledAt))), belongs: sideOf(name, foldText(at(sideAt))) }];
  });
  return { ok: true, rows };
}

/** The cells of a .csv with commas, semicolons, tabs or bars between them, one account a line; undefined when it is none. */
function cellsOf(text: string): string[][] | undefined {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line.trim() !== '');
  const [head = ''] = lines;
  const separator = [',', ';', '\t', '|'].toSorted((one, other) => head.split(other).length - head.split(one).length)[0] ?? ',';
  const table = lines.map((line) => cellsOfLine(line, separator));
  return table.some((cells) => cells === undefined) ? undefined : table.flatMap((cells) => (cells === undefined ? [] : [cells]));
}

/** RFC 4180 within one line; undefined when a quote never closes. */
function cellsOfLine(line: string, separator: string): string[] | undefined {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (sign === '"' && quoted && line.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return quoted ? undefined : [...cells, cell];
}

function shortName(name: string): string {
  return normalizeText(name).slice(0, LONGEST_NAME);
}
