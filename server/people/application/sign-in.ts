import { recordEvent } from '../../audit-trail/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import { lockMinutesAfter, type LockKind } from '../domain/lock-out.js';
import { countAttempt, forgetFailures, lockKey, lockedUntil } from '../persistence/sign-in-failures.js';
import { findUserByLogin, type UserAccount } from '../persistence/user-accounts.js';
import { sessionRefused, sessionStarted } from './events.js';
import { verifyAgainstNobody, verifyPassword } from './passwords.js';

export interface Credentials {
  readonly login: string;
  readonly password: string;
  readonly address: string;
}

export type SignInResult =
  | { readonly outcome: 'signed-in'; readonly userId: string }
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'locked'; readonly until: Date };

/**
 * Checks a login and password. Every attempt counts against the account that was named (whether it exists or not) and against the
 * address, before the password is looked at; after five (twenty) in a row the key is locked for a delay that doubles up to an hour.
 */
export function createSignIn(reader: Reader, work: UnitOfWork) {
  return async function signIn(context: ActContext, credentials: Credentials): Promise<SignInResult> {
    const keys = { account: `account:${credentials.login}`, address: `address:${credentials.address}` };
    for (const kind of ['account', 'address'] as const) {
      const until = await countOrLocked(reader, kind, keys[kind]);
      if (until !== undefined) return { outcome: 'locked', until };
    }
    const userId = await work.run(context, (tx) => checkCredentials(tx, credentials));
    if (userId === undefined) return { outcome: 'refused' };
    await forgetFailures(reader, [keys.account, keys.address]);
    return { outcome: 'signed-in', userId };
  };
}

async function countOrLocked(reader: Reader, kind: LockKind, key: string): Promise<Date | undefined> {
  const failures = await countAttempt(reader, key);
  if (failures === undefined) return lockedUntil(reader, key);
  const minutes = lockMinutesAfter(kind, failures);
  if (minutes > 0) await lockKey(reader, key, minutes);
  return undefined;
}

async function checkCredentials(tx: Transaction, credentials: Credentials): Promise<string | undefined> {
  const user = await findUserByLogin(tx, credentials.login);
  const right = await isRight(user, credentials.password);
  if (user === undefined) return undefined;
  if (!right || user.closedAt !== null) {
    await recordEvent(tx, sessionRefused(user.id, credentials.address, right ? 'closed' : 'password'));
    return undefined;
  }
  await recordEvent(tx, sessionStarted(user.id, credentials.address));
  return user.id;
}

function isRight(user: UserAccount | undefined, password: string): Promise<boolean> {
  return user === undefined ? verifyAgainstNobody(password) : verifyPassword(user.passwordHash, password);
}
