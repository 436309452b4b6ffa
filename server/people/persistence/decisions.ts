import { calendarDay, type CalendarDay } from '../../kernel/calendar-day.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Authority } from '../domain/capacity.js';

interface AuthorityRow {
  readonly capacity: string;
  readonly delegation_id: string | null;
  readonly areas: readonly string[] | null;
}

/** By what authority a person may act as head of an agency on a day. */
export async function selectAuthorities(tx: Transaction, personId: string, agencyId: string, onDay: CalendarDay): Promise<Authority[]> {
  const rows = await tx.query<AuthorityRow>('SELECT capacity, delegation_id, areas FROM head_authority($1, $2, $3)', [personId, agencyId, onDay]);
  return rows.map((row) => ({
    capacity: row.capacity === 'KT' || row.capacity === 'TUQ' ? row.capacity : 'own',
    delegationId: row.delegation_id ?? undefined,
    areas: row.areas ?? undefined,
  }));
}

export interface NewDecision {
  readonly agencyId: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly act: string;
  readonly area: string;
  readonly outcome: 'approved' | 'returned';
  readonly ground: string | undefined;
  readonly requestedBy: string;
  readonly decidedBy: string;
  readonly capacity: string;
  readonly delegationId: string | undefined;
  readonly medium: 'click' | 'paper';
  readonly recordedBy: string;
  readonly paper: { readonly number: string; readonly date: CalendarDay; readonly sha256: string } | undefined;
}

export async function insertDecision(tx: Transaction, decision: NewDecision): Promise<string> {
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO decision (agency_id, subject_kind, subject_id, act, area, outcome, ground, requested_by, decided_by, capacity, delegation_id, medium,
                           recorded_by, paper_number, paper_date, paper_sha256)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id`,
    [
      decision.agencyId, decision.subjectKind, decision.subjectId, decision.act, decision.area, decision.outcome, decision.ground ?? null,
      decision.requestedBy, decision.decidedBy, decision.capacity, decision.delegationId ?? null, decision.medium,
      decision.recordedBy, decision.paper?.number ?? null, decision.paper?.date ?? null, decision.paper?.sha256 ?? null,
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('the decision was not written');
  return id;
}

/** A decision as a page shows it. */
export interface PastDecision {
  readonly id: string;
  readonly act: string;
  readonly area: string;
  readonly outcome: 'approved' | 'returned';
  readonly ground: string | null;
  readonly decidedBy: string;
  readonly decidedByName: string;
  readonly decidedByPost: string;
  readonly capacity: 'own' | 'KT' | 'TUQ';
  readonly delegationId: string | null;
  readonly medium: 'click' | 'paper';
  readonly recordedByName: string;
  readonly recordedAt: Date;
  readonly paperNumber: string | null;
  readonly paperDate: CalendarDay | null;
}

/** The decisions on a subject, newest first. */
export async function selectDecisions(reader: Reader, subjectKind: string, subjectId: string): Promise<PastDecision[]> {
  const rows = await reader.rows<PastDecision>(
    `SELECT d.id, d.act, d.area, d.outcome, d.ground, d.decided_by AS "decidedBy", p.full_name AS "decidedByName", p.post AS "decidedByPost", d.capacity,
            d.delegation_id AS "delegationId", d.medium, r.full_name AS "recordedByName", d.recorded_at AS "recordedAt", d.paper_number AS "paperNumber", d.paper_date AS "paperDate"
       FROM decision d JOIN person_name p ON p.id = d.decided_by JOIN person_name r ON r.id = d.recorded_by
      WHERE d.subject_kind = $1 AND d.subject_id = $2 ORDER BY d.recorded_at DESC, d.id`,
    [subjectKind, subjectId],
  );
  return rows.map((row) => ({ ...row, paperDate: row.paperDate === null ? null : calendarDay(row.paperDate) }));
}

/** Whoever could have signed a paper for this agency: heads, and those they delegated to, with terms that are not over for a year yet. */
export function selectSigners(reader: Pick<Reader, 'rows'>, agencyId: string): Promise<{ id: string; name: string; post: string }[]> {
  return reader.rows<{ id: string; name: string; post: string }>(
    `SELECT DISTINCT u.id, u.full_name AS name, u.post FROM user_account u
      WHERE u.id IN (
        SELECT r.user_id FROM role_assignment r JOIN agency held ON held.id = r.agency_id JOIN agency mine ON mine.id = $1
         WHERE r.role = 'unit_head' AND (r.agency_id = mine.id OR (r.with_subtree AND mine.path LIKE held.path || '%'))
           AND coalesce(least(r.ended_on, r.valid_until), 'infinity') > app_today() - 365
        UNION SELECT d.delegate_id FROM delegation d WHERE d.agency_id = $1 AND d.valid_until > app_today() - 365)
      ORDER BY u.full_name`,
    [agencyId],
  );
}
