import type { AccountSide, SurveySource } from './closing.js';

/** An account as a list of a system names it, before anybody said whose it is. */
export interface ListedAccount {
  readonly name: string;
  readonly enabled: boolean;
}

/** Shells with which nobody signs in. */
const CLOSED_SHELLS = /(?:nologin|\/false)$/;
const NAME_COLUMNS = ['rolname', 'name', 'username', 'user', 'samaccountname', 'userprincipalname', 'account', 'tai khoan', 'ten tai khoan', 'login'];
const ENABLED_COLUMNS = ['rolcanlogin', 'enabled', 'active', 'hoat dong'];
/** Only what plainly says that nobody signs in; whatever else stands there counts as enabled. */
const NO_WORDS = ['f', 'false', '0', 'no', 'n', 'khong', 'disabled', 'da khoa'];

/**
 * The accounts of a list: lines of `getent passwd`, or a table with a heading as a directory or pg_roles gives it (columns rolname, name …; enabled, rolcanlogin …). Without a
 * column that says whether an account is enabled, all are. `rows` are the cells of each line, `fold` takes diacritics and capitals away.
 * @returns undefined where no column of names is found
 */
export function accountsOfList(source: SurveySource, rows: readonly (readonly string[])[], fold: (text: string) => string): readonly ListedAccount[] | undefined {
  if (source === 'passwd') return accountsOfPasswd(rows);
  const [heading, ...lines] = rows;
  if (heading === undefined) return undefined;
  const columns = heading.map((cell) => fold(cell.trim()));
  const nameAt = columns.findIndex((column) => NAME_COLUMNS.includes(column));
  const enabledAt = columns.findIndex((column) => ENABLED_COLUMNS.includes(column));
  if (nameAt < 0) return undefined;
  return named(lines.map((cells) => ({ name: (cells[nameAt] ?? '').trim(), enabled: enabledAt < 0 || !NO_WORDS.includes(fold((cells[enabledAt] ?? '').trim())) })));
}

/** `name:x:uid:gid:gecos:home:shell`. */
function accountsOfPasswd(rows: readonly (readonly string[])[]): readonly ListedAccount[] | undefined {
  if (rows.some((fields) => fields.length < 7)) return undefined;
  return named(rows.map((fields) => ({ name: (fields[0] ?? '').trim(), enabled: !CLOSED_SHELLS.test((fields[6] ?? '').trim()) })));
}

function named(accounts: readonly ListedAccount[]): readonly ListedAccount[] {
  return accounts.filter(({ name }) => name !== '');
}

/** Whose a listed account seems to be: the vendor's where its name is on the list of the closing; otherwise nobody has said yet. */
export function sideOf(name: string, known: readonly string[]): AccountSide {
  const key = (text: string): string => text.trim().normalize('NFKC').toLowerCase();
  return known.some((one) => key(one) === key(name)) ? 'vendor' : 'unclear';
}
