import { calendarDay, type CalendarDay } from '../../kernel/calendar-day.js';
import type { Ability } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import { containsWords, readRegister, type RegisterResult, type RegisterSql, type RegisterView } from '../../platform/database/register-query.js';
import { streamRegister, type RegisterSource } from '../../platform/database/register-stream.js';
import type { Transaction } from '../../platform/database/transactions.js';

export interface NewDelegation {
  readonly agencyId: string;
  readonly headId: string;
  readonly delegateId: string;
  readonly kind: 'KT' | 'TUQ';
  readonly areas: readonly string[];
  readonly ground: string;
  readonly validFrom: CalendarDay;
  readonly validUntil: CalendarDay;
  readonly createdBy: string;
  readonly medium: 'click' | 'paper';
  readonly paper: { readonly number: string; readonly date: CalendarDay; readonly sha256: string } | undefined;
}

export async function insertDelegation(tx: Transaction, delegation: NewDelegation): Promise<string> {
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO delegation (agency_id, head_id, delegate_id, kind, areas, ground, valid_from, valid_until, created_by, medium, paper_number, paper_date, paper_sha256)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id`,
    [
      delegation.agencyId, delegation.headId, delegation.delegateId, delegation.kind, delegation.areas, delegation.ground, delegation.validFrom,
      delegation.validUntil, delegation.createdBy, delegation.medium, delegation.paper?.number ?? null, delegation.paper?.date ?? null, delegation.paper?.sha256 ?? null,
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('the delegation was not written');
  return id;
}

export interface LockedDelegation {
  readonly id: string;
  readonly agencyId: string;
  readonly headId: string;
  readonly delegateId: string;
  readonly validUntil: CalendarDay;
  readonly revokedAt: Date | null;
}

export async function lockDelegation(tx: Transaction, id: string): Promise<LockedDelegation | undefined> {
  const rows = await tx.query<LockedDelegation>(
    `SELECT id, agency_id AS "agencyId", head_id AS "headId", delegate_id AS "delegateId", valid_until AS "validUntil", revoked_at AS "revokedAt" FROM delegation WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return rows.map((row) => ({ ...row, validUntil: calendarDay(row.validUntil) }))[0];
}

export async function revokeDelegationRow(tx: Transaction, id: string, revokedBy: string, ground: string): Promise<number> {
  return tx.change('UPDATE delegation SET revoked_at = app_now(), revoked_by = $2, revoke_ground = $3 WHERE id = $1 AND revoked_at IS NULL', [id, revokedBy, ground]);
}

export interface DelegationRow {
  readonly id: string;
  readonly agency_id: string;
  readonly agency_name: string;
  readonly head_id: string;
  readonly head_name: string;
  readonly head_post: string;
  readonly delegate_id: string;
  readonly delegate_name: string;
  readonly delegate_post: string;
  readonly kind: 'KT' | 'TUQ';
  readonly areas: readonly string[];
  readonly valid_from: CalendarDay;
  readonly valid_until: CalendarDay;
  readonly standing: DelegationStanding;
}

/** 'void': the head no longer holds the office it comes from. */
export type DelegationStanding = 'current' | 'future' | 'over' | 'revoked' | 'void';

const headInOffice = `EXISTS (SELECT 1 FROM role_assignment r JOIN user_account hu ON hu.id = r.user_id
  WHERE r.user_id = d.head_id AND r.agency_id = d.agency_id AND r.role = 'unit_head' AND hu.closed_at IS NULL AND r.valid_from <= app_today()
    AND (r.valid_until IS NULL OR r.valid_until >= app_today()) AND (r.ended_on IS NULL OR r.ended_on > app_today()))`;
const standing = `CASE WHEN d.revoked_at IS NOT NULL THEN 'revoked' WHEN d.valid_until < app_today() THEN 'over' WHEN d.valid_from > app_today() THEN 'future'
  WHEN ${headInOffice} THEN 'current' ELSE 'void' END`;
const columns = `d.id, d.agency_id, a.name AS agency_name, d.head_id, h.full_name AS head_name, h.post AS head_post, d.delegate_id, p.full_name AS delegate_name,
  p.post AS delegate_post, d.kind, d.areas, d.valid_from, d.valid_until, ${standing} AS standing`;
const from = 'delegation d JOIN agency a ON a.id = d.agency_id JOIN user_account h ON h.id = d.head_id JOIN user_account p ON p.id = d.delegate_id';

const register: RegisterSql = {
  select: columns,
  from,
  visible: { action: 'read', subject: 'Delegation', fields: { agencyId: { column: 'd.agency_id', type: 'uuid' } } },
  filters: {
    q: (value, bind) => containsWords(`(p.search || ' ' || h.search)`, value, bind),
    'hinh-thuc': (value, bind) => `d.kind = ${bind(value)}`,
    'tinh-trang': (value, bind) => `${standing} = ${bind(value)}`,
  },
  sorts: { delegate: 'p.full_name COLLATE vietnamese', head: 'h.full_name COLLATE vietnamese', from: 'd.valid_from', until: 'd.valid_until' },
  tieBreak: 'd.id',
};

/** One page of the register of delegations that the reader may see. */
export function selectDelegations(reader: Reader, ability: Ability, view: RegisterView): Promise<RegisterResult<DelegationRow>> {
  return readRegister<DelegationRow>(reader, register, ability, view);
}

/** All rows of the view, for taking it out. */
export function streamDelegations(reader: Reader, ability: Ability, view: RegisterView): RegisterSource<DelegationRow> {
  return streamRegister<DelegationRow>(reader, register, ability, view);
}

export interface DelegationDetail extends DelegationRow {
  readonly ground: string;
  readonly medium: 'click' | 'paper';
  readonly created_by_name: string;
  readonly created_at: Date;
  readonly paper_number: string | null;
  readonly paper_date: CalendarDay | null;
  readonly paper_sha256: string | null;
  readonly revoked_at: Date | null;
  readonly revoked_by_name: string | null;
  readonly revoke_ground: string | null;
}

export function selectDelegation(reader: Reader, id: string): Promise<DelegationDetail | undefined> {
  return reader.row<DelegationDetail>(
    `SELECT ${columns}, d.ground, d.medium, c.full_name AS created_by_name, d.created_at, d.paper_number, d.paper_date, d.paper_sha256, d.revoked_at,
            v.full_name AS revoked_by_name, d.revoke_ground
       FROM ${from} JOIN user_account c ON c.id = d.created_by LEFT JOIN user_account v ON v.id = d.revoked_by WHERE d.id = $1`,
    [id],
  );
}

/** The delegations that a person holds now or will hold. */
export function selectDelegationsHeld(reader: Reader, delegateId: string): Promise<DelegationRow[]> {
  return reader.rows<DelegationRow>(
    `SELECT ${columns} FROM ${from} WHERE d.delegate_id = $1 AND d.revoked_at IS NULL AND d.valid_until >= app_today() ORDER BY d.valid_from, d.id`,
    [delegateId],
  );
}

/** The heads of an agency whose term is not over, for recording what one of them signed. */
export function selectHeads(reader: Reader, agencyId: string): Promise<{ id: string; full_name: string; post: string }[]> {
  return reader.rows<{ id: string; full_name: string; post: string }>(
    `SELECT DISTINCT u.id, u.full_name, u.post FROM role_assignment r JOIN user_account u ON u.id = r.user_id
      WHERE r.agency_id = $1 AND r.role = 'unit_head' AND r.ended_on IS NULL AND (r.valid_until IS NULL OR r.valid_until >= app_today()) ORDER BY u.full_name`,
    [agencyId],
  );
}
