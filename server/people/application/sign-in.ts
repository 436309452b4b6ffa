import { recordEvent } from '../../audit-trail/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import { lockDelays } from '../domain/lock-out.js';
import { accountKey, addressKey, countAttempt, forgetAttempt, lockedUntil } from '../persistence/sign-in-failures.js';
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
 * address, before the password is looked at; after five (twenty) in a row the key is locked for a delay that doubles up to an hour. The right password
 * takes back its own count and forgets the failures of the account; those of the address stay, so that a guesser's own account cannot wash them off.
 */
export function createSignIn(reader: Reader, work: UnitOfWork) {
  return async function signIn(context: ActContext, credentials: Credentials): Promise<SignInResult> {
    const account = accountKey(credentials.login);
    const address = addressKey(credentials.address);
    // The address first: somebody locked out there cannot keep locking the accounts of others.
    if (!(await countAttempt(reader, address, delays.address))) return { outcome: 'locked', until: await lockedUntil(reader, address) };
    if (!(await countAttempt(reader, account, delays.account))) return { outcome: 'locked', until: await lockedUntil(reader, account) };
    const userId = await work.run(context, (tx) => checkCredentials(tx, credentials));
    if (userId === undefined) return { outcome: 'refused' };
    await forgetAttempt(reader, account, address);
    return { outcome: 'signed-in', userId };
  };
}

const delays = { account: lockDelays('account'), address: lockDelays('address') };

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
