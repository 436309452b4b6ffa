import { recordEvent } from '../../audit-trail/index.js';
import { today } from '../../kernel/calendar-day.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { Reader } from '../../platform/database/reading.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { Role } from '../domain/role.js';
import { insertUser } from '../persistence/user-accounts.js';
import type { Authorize } from './authorize.js';
import { passwordFaults } from './change-password.js';
import { userRegistered } from './events.js';
import { hashPassword } from './passwords.js';

/** An account of the demonstration data, offered on the sign-in page and printed at start. Never exists in production. */
export interface DemonstrationAccount {
  readonly role: Role;
  readonly login: string;
  readonly password: string;
  readonly fullName: string;
  readonly post: string;
  readonly agencyName: string;
}

/** What the demonstration wrote down when it was made: its accounts, and the identifiers its tour leads to, by name. */
export interface Demonstration {
  readonly accounts: readonly DemonstrationAccount[];
  readonly subjects: Readonly<Record<string, string>>;
}

/** The demonstration of this installation; undefined where there is none. */
export async function readDemonstration(reader: Reader): Promise<Demonstration | undefined> {
  return (await reader.row<{ value: Demonstration }>(`SELECT value FROM setting WHERE key = 'demonstration'`))?.value;
}

/** The first account of each role, in the order in which they are offered. */
export function firstOfEachRole(accounts: readonly DemonstrationAccount[]): DemonstrationAccount[] {
  return accounts.filter(({ role }, index) => accounts.findIndex((other) => other.role === role) === index);
}

/** Whether nobody has an account yet: the only installation that may be filled with a demonstration. */
export async function hasNoAccounts(reader: Reader): Promise<boolean> {
  return (await reader.row('SELECT 1 AS found FROM user_account LIMIT 1')) === undefined;
}

/** Writes down that this installation shows a demonstration. Records 'demonstration.made'. */
export async function markDemonstration(tx: Transaction, demonstration: Demonstration): Promise<void> {
  const rows = await tx.query<{ id: string }>(`INSERT INTO setting (key, value) VALUES ('demonstration', $1) RETURNING id`, [JSON.stringify(demonstration)]);
  const subjects = rows.map(({ id }) => ({ kind: 'setting', id }));
  await recordEvent(tx, { type: 'demonstration.made', agencyId: null, subjects, facts: { accounts: demonstration.accounts.length } });
}

export interface DemonstrationPerson {
  readonly login: string;
  readonly fullName: string;
  readonly post: string;
}

/**
 * Opens accounts whose password everybody may know and nobody has to change at the first sign-in. No route leads here: only the demonstration
 * calls it, on an installation that had no accounts.
 * @returns identifiers by login
 * @throws InvalidInput with the faults of the password (Điều 9.1đ)
 */
export function createOpenDemonstrationAccounts(work: UnitOfWork, authorize: Authorize) {
  return async (context: ActContext, principal: Principal, persons: readonly DemonstrationPerson[], password: string): Promise<ReadonlyMap<string, string>> => {
    authorize(principal, 'register', 'User', {});
    const faults = persons.flatMap((person) => passwordFaults(password, person));
    if (faults.length > 0) throw new InvalidInput({ password: faults.join(',') });
    const passwordHash = await hashPassword(password);
    const opened = new Map<string, string>();
    for (const { login, fullName, post } of persons) {
      await work.run(context, async (tx) => {
        const account = { login, fullName, post, email: null, phone: null, passwordHash, passwordChangedOn: today({ now: () => tx.at }), mustChangePassword: false };
        const id = await insertUser(tx, account);
        await recordEvent(tx, userRegistered(id, { login, fullName, post }));
        opened.set(login, id);
      });
    }
    return opened;
  };
}
