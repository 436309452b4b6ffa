import { foldText, hasControlCharacters, normalizeText } from '../../kernel/text.js';
import type { AccountSide, SurveySource } from './closing.js';

/** An account as a system itself lists it, and whose it seems to be. */
export interface ListedAccount {
  readonly name: string;
  /** False only where the list plainly says that nobody signs in with it. */
  readonly enabled: boolean;
  readonly belongs: AccountSide;
}

/** Whose accounts are known when a list is read. */
export interface KnownAccounts {
  /** Names on the closing's list of accounts: the vendor's. */
  readonly vendor: readonly string[];
  /** Names that the officer says are the agency's own. */
  readonly agency: readonly string[];
}

/** Why a list cannot be taken. */
export type AccountListFault = 'unreadable' | 'no-name-column' | 'empty' | 'too-many';

export type AccountList = { readonly ok: true; readonly rows: readonly ListedAccount[] } | { readonly ok: false; readonly fault: AccountListFault };

/** Past this many accounts a list is no list of one system's accounts. */
const MOST_ACCOUNTS = 20_000;
const LONGEST_NAME = 200;

/** Shells with which nobody signs in (the last three stop or sync the machine and give no session). */
const CLOSED_SHELLS = /(?:nologin|\/false|\/sync|\/shutdown|\/halt)$/;
/** Columns that may hold the name of an account, the surest first: a directory also has "Name", which is the name of a person. */
const NAME_COLUMNS = ['rolname', 'samaccountname', 'userprincipalname', 'username', 'user name', 'login', 'uid', 'account', 'ten tai khoan', 'tai khoan', 'user', 'name', 'ten'];
const ENABLED_COLUMNS = ['rolcanlogin', 'enabled', 'accountenabled', 'active', 'hoat dong', 'dang hoat dong'];
/** Only what plainly says that nobody signs in; whatever else stands there counts as enabled. */
const NO_WORDS = ['f', 'false', '0', 'no', 'n', 'khong', 'disabled', 'da khoa'];
/** The flag of a locked account in userAccountControl of a directory (ACCOUNTDISABLE). */
const ACCOUNT_DISABLED = 2;
/** What psql and PowerShell put around a table: a rule, the count of rows, the type of the objects. */
const NO_ROW = /^(?:[-+\s]+|\(\d+ [^)]+\)|#TYPE .*)$/;

/**
 * Reads the accounts of a system as the system itself lists them: `getent passwd`, or a table with a heading as a directory or pg_roles gives it (.csv; also with ; tab or |).
 * Without a column that says whether an account is enabled, all are. A name on the closing's list is the vendor's, whatever else is said of it; of the others the officer says
 * which are the agency's; whose the rest are nobody knows. An account that stands twice is taken once, enabled if one of them is.
 */
export function readAccountList(text: string, source: SurveySource, known: KnownAccounts): AccountList {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line.trim() !== '' && !NO_ROW.test(line));
  if (lines.some((line) => line.includes('\uFFFD') || hasControlCharacters(line))) return { ok: false, fault: 'unreadable' };
  const found = source === 'passwd' ? accountsOfPasswd(lines) : accountsOfTable(lines);
  if (typeof found === 'string') return { ok: false, fault: found };
  const once = new Map<string, ListedAccount>();
  for (const { name, enabled } of found) {
    const clean = normalizeText(name).slice(0, LONGEST_NAME);
    if (clean === '') continue;
    once.set(keyOf(clean), { name: once.get(keyOf(clean))?.name ?? clean, enabled: enabled || once.get(keyOf(clean))?.enabled === true, belongs: sideOf(clean, known) });
  }
  if (once.size === 0) return { ok: false, fault: 'empty' };
  return once.size > MOST_ACCOUNTS ? { ok: false, fault: 'too-many' } : { ok: true, rows: [...once.values()] };
}

type Found = readonly { readonly name: string; readonly enabled: boolean }[];

/** `name:x:uid:gid:gecos:home:shell`. */
function accountsOfPasswd(lines: readonly string[]): Found | AccountListFault {
  const table = lines.map((line) => line.split(':'));
  if (table.some((fields) => fields.length < 7)) return 'unreadable';
  return table.map((fields) => ({ name: fields[0] ?? '', enabled: !CLOSED_SHELLS.test((fields[6] ?? '').trim()) }));
}

function accountsOfTable(lines: readonly string[]): Found | AccountListFault {
  const [head = ''] = lines;
  const separator = separatorOf(head);
  const table = lines.map((line) => cellsOf(line, separator));
  const cells = table.flatMap((row) => (row === undefined ? [] : [row]));
  const [heading, ...rows] = cells;
  if (heading === undefined) return 'empty';
  if (cells.length < table.length) return 'unreadable';
  const columns = heading.map((cell) => foldText(cell.trim()));
  const nameAt = firstOf(NAME_COLUMNS, columns);
  if (nameAt < 0) return 'no-name-column';
  const enabledAt = firstOf(ENABLED_COLUMNS, columns);
  const controlAt = columns.indexOf('useraccountcontrol');
  const isOpen = (row: readonly string[]): boolean =>
    enabledAt >= 0 ? !NO_WORDS.includes(foldText((row[enabledAt] ?? '').trim())) : controlAt < 0 || (Number(row[controlAt]) & ACCOUNT_DISABLED) === 0;
  return rows.map((row) => ({ name: row[nameAt] ?? '', enabled: isOpen(row) }));
}

/** Where the first of the wanted columns stands; -1 where none does. */
function firstOf(wanted: readonly string[], columns: readonly string[]): number {
  const name = wanted.find((column) => columns.includes(column));
  return name === undefined ? -1 : columns.indexOf(name);
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

/** Under which name the same account is found again; the database compares alike (account_key). */
function keyOf(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}

function sideOf(name: string, { vendor, agency }: KnownAccounts): AccountSide {
  const named = (names: readonly string[]): boolean => names.some((one) => keyOf(one) === keyOf(name));
  if (named(vendor)) return 'vendor';
  return named(agency) ? 'agency' : 'unclear';
}
