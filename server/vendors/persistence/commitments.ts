import { randomUUID } from 'node:crypto';
import { NotFound } from '../../kernel/errors.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Transaction } from '../../platform/database/transactions.js';
import { CommitmentEntity } from './entities.js';

export type Commitment = Readonly<Omit<CommitmentEntity, never>>;
export type NewCommitment = Omit<Commitment, 'id' | 'endedOn' | 'endedBy' | 'endGround'>;

/** Loads a commitment and locks it. @throws NotFound */
export async function lockCommitment(tx: Transaction, id: string): Promise<Commitment> {
  const found = await tx.manager.findOne(CommitmentEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (found === null) throw new NotFound('commitment');
  return found;
}

export async function insertCommitment(tx: Transaction, values: NewCommitment): Promise<string> {
  const id = randomUUID();
  await tx.manager.insert(CommitmentEntity, { ...values, id, endedOn: null, endedBy: null, endGround: null });
  return id;
}

/** Ends a commitment that is not ended yet. */
export async function saveCommitmentEnd(tx: Transaction, id: string, end: { readonly endedOn: CalendarDay; readonly endedBy: string; readonly endGround: string }): Promise<void> {
  await tx.manager.update(CommitmentEntity, { id }, end);
}
