import { randomUUID } from 'node:crypto';
import { Conflict, NotFound } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/database/transactions.js';
import { UserAccountEntity } from './entities.js';

export type UserAccount = Omit<UserAccountEntity, never>;
export type NewUserAccount = Omit<UserAccountEntity, 'id' | 'version' | 'closedAt'>;

/** Loads an account and locks it against others until the transaction ends. @throws NotFound */
export async function lockUser(tx: Transaction, id: string): Promise<UserAccount> {
  const found = await tx.manager.findOne(UserAccountEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (found === null) throw new NotFound('user');
  return found;
}

export async function findUserByLogin(tx: Transaction, login: string): Promise<UserAccount | undefined> {
  return (await tx.manager.findOne(UserAccountEntity, { where: { login } })) ?? undefined;
}

export async function findUser(tx: Transaction, id: string): Promise<UserAccount | undefined> {
  return (await tx.manager.findOne(UserAccountEntity, { where: { id } })) ?? undefined;
}

export async function insertUser(tx: Transaction, account: NewUserAccount): Promise<string> {
  const id = randomUUID();
  await tx.manager.insert(UserAccountEntity, { ...account, id, version: 1, closedAt: null });
  return id;
}

/** Saves changed fields of an account if nobody saved since `version` was read. @throws Conflict */
export async function saveUser(tx: Transaction, id: string, version: number, changes: Partial<NewUserAccount & { closedAt: Date | null }>): Promise<void> {
  const result = await tx.manager.update(UserAccountEntity, { id, version }, { ...changes, version: version + 1 });
  if (result.affected === 0) throw new Conflict({ subject: 'user', id });
}

/** Ends every session of a person, inside the act that takes their access away. */
export async function endSessionsOf(tx: Transaction, userId: string): Promise<void> {
  await tx.change('DELETE FROM session WHERE user_id = $1', [userId]);
}
