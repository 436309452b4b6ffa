import { calendarDay, type CalendarDay } from '../../kernel/calendar-day.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Office } from '../domain/delegation-policy.js';

export interface NewRoleAssignment {
  readonly userId: string;
  readonly role: string;
  readonly agencyId: string;
  readonly withSubtree: boolean;
  readonly validFrom: CalendarDay;
  readonly validUntil: CalendarDay | undefined;
  /** null only for the first administrator. */
  readonly grantedBy: string | null;
}

export async function insertRoleAssignment(tx: Transaction, assignment: NewRoleAssignment): Promise<string> {
  const rows = await tx.query<{ id: string }>(
    'INSERT INTO role_assignment (user_id, role, agency_id, with_subtree, valid_from, valid_until, granted_by) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id',
    [assignment.userId, assignment.role, assignment.agencyId, assignment.withSubtree, assignment.validFrom, assignment.validUntil ?? null, assignment.grantedBy],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('the role was not written');
  return id;
}

export interface RoleAssignment {
  readonly id: string;
  readonly userId: string;
  readonly role: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly validFrom: CalendarDay;
  readonly endedOn: CalendarDay | null;
}

export async function lockRoleAssignment(tx: Transaction, id: string): Promise<RoleAssignment | undefined> {
  const rows = await tx.query<RoleAssignment>(
    `SELECT r.id, r.user_id AS "userId", r.role, r.agency_id AS "agencyId", a.name AS "agencyName", r.valid_from AS "validFrom", r.ended_on AS "endedOn"
       FROM role_assignment r JOIN agency a ON a.id = r.agency_id WHERE r.id = $1 FOR UPDATE OF r`,
    [id],
  );
  return rows[0];
}

export async function endRoleAssignment(tx: Transaction, id: string, endedOn: CalendarDay, endedBy: string): Promise<void> {
  await tx.change('UPDATE role_assignment SET ended_on = $2, ended_by = $3 WHERE id = $1', [id, endedOn, endedBy]);
}

/** The terms of a person's own office as head of an agency that nobody has ended. */
export async function selectOffices(tx: Transaction, personId: string, agencyId: string): Promise<Office[]> {
  const rows = await tx.query<{ valid_from: string; valid_until: string | null }>(
    `SELECT valid_from, valid_until FROM role_assignment WHERE user_id = $1 AND agency_id = $2 AND role = 'unit_head' AND ended_on IS NULL`,
    [personId, agencyId],
  );
  return rows.map((row) => ({ validFrom: calendarDay(row.valid_from), validUntil: row.valid_until === null ? undefined : calendarDay(row.valid_until) }));
}
