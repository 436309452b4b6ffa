import { randomUUID } from 'node:crypto';
import { Conflict, NotFound } from '../../kernel/errors.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Transaction } from '../../platform/database/transactions.js';
import { AgencyEntity } from './entities.js';

export type Agency = Omit<AgencyEntity, never>;
export type NewAgency = Omit<AgencyEntity, 'id' | 'path' | 'version' | 'endedOn' | 'successorId' | 'endGround'>;

/** Loads an agency and locks it against others until the transaction ends. @throws NotFound */
export async function lockAgency(tx: Transaction, id: string): Promise<Agency> {
  const found = await tx.manager.findOne(AgencyEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (found === null) throw new NotFound('agency');
  return found;
}

export async function findAgency(tx: Transaction, id: string): Promise<Agency | undefined> {
  return (await tx.manager.findOne(AgencyEntity, { where: { id } })) ?? undefined;
}

export async function insertAgency(tx: Transaction, agency: NewAgency): Promise<string> {
  const id = randomUUID();
  await tx.manager.insert(AgencyEntity, { ...agency, id, version: 1 });
  return id;
}

/** Saves changed fields of an agency if nobody saved since `version` was read. @throws Conflict */
export async function saveAgency(tx: Transaction, id: string, version: number, changes: Partial<Omit<Agency, 'id' | 'path' | 'version'>>): Promise<void> {
  const result = await tx.manager.update(AgencyEntity, { id, version }, { ...changes, version: version + 1 });
  if (result.affected === 0) throw new Conflict({ subject: 'agency', id });
}

export interface FormerName {
  readonly agencyId: string;
  readonly name: string;
  readonly relation: 'renamed' | 'taken-over';
  readonly since: CalendarDay | null;
  readonly until: CalendarDay | null;
  readonly ground: string;
  readonly verified: boolean;
}

export async function insertFormerName(tx: Transaction, former: FormerName): Promise<void> {
  await tx.change('INSERT INTO agency_former_name (agency_id, name, relation, since, until, ground, verified) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    former.agencyId,
    former.name,
    former.relation,
    former.since,
    former.until,
    former.ground,
    former.verified,
  ]);
}

/** Living agencies directly below. */
export async function countAgenciesBelow(tx: Transaction, id: string): Promise<number> {
  const rows = await tx.query<{ below: number }>('SELECT count(*)::int AS below FROM agency WHERE parent_id = $1 AND ended_on IS NULL', [id]);
  return rows[0]?.below ?? 0;
}

/** A code that no agency has: the wish itself, or the wish with the next free number. */
export async function freeAgencyCode(tx: Transaction, wish: string): Promise<string> {
  const rows = await tx.query<{ code: string }>(`SELECT code FROM agency WHERE code = $1 OR code LIKE $1 || '-%'`, [wish]);
  const taken = new Set(rows.map(({ code }) => code));
  for (let number = 1; ; number += 1) {
    const code = number === 1 ? wish : `${wish}-${number}`;
    if (!taken.has(code)) return code;
  }
}
