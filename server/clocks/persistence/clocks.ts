import type { ViolationLevelCode } from '../../library/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Due, StartKind } from '../domain/due.js';
import type { ClockSubjectKind, DutyClockCode, ReportChannel, ReportStage } from '../domain/duty-clock.js';

export type RunQuery = <Row extends object>(sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

export interface NewClock {
  readonly id: string;
  readonly clock: DutyClockCode;
  readonly subject: { readonly kind: ClockSubjectKind; readonly id: string; readonly title: string };
  readonly agencyId: string;
  readonly contractId: string | null;
  readonly startKind: StartKind;
  readonly level?: ViolationLevelCode;
  readonly startedAt: Date;
  readonly due: Due;
  readonly immediate: boolean;
  readonly edition: string;
  readonly recordedBy: string;
}

/** Starts a clock. @returns false when one of its kind runs for the subject already */
export async function insertClock(tx: Transaction, clock: NewClock): Promise<boolean> {
  const { due, subject } = clock;
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO duty_clock (id, clock, subject_kind, subject_id, subject_title, agency_id, contract_id, start_kind, level, started_at, due_at, missing_year, immediate, edition, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     ON CONFLICT ON CONSTRAINT duty_clock_once DO NOTHING RETURNING id`,
    [
      clock.id, clock.clock, subject.kind, subject.id, subject.title, clock.agencyId, clock.contractId, clock.startKind, clock.level ?? null, clock.startedAt,
      due.known ? due.at : null, due.known ? null : due.missingYear, clock.immediate, clock.edition, clock.recordedBy,
    ],
  );
  return rows.length > 0;
}

export async function selectClockId(tx: Transaction, clock: string, subject: { readonly kind: string; readonly id: string }): Promise<string | undefined> {
  const rows = await tx.query<{ id: string }>('SELECT id FROM duty_clock WHERE clock = $1 AND subject_kind = $2 AND subject_id = $3', [clock, subject.kind, subject.id]);
  return rows[0]?.id;
}

export interface NewSettlement {
  readonly clockId: string;
  readonly settledAt: Date;
  readonly factKind: string;
  readonly factId: string;
  readonly settledBy: string;
}

/** Stops a clock. @returns false when it stands stopped already */
export async function insertSettlement(tx: Transaction, settlement: NewSettlement): Promise<boolean> {
  const rows = await tx.query<{ clock_id: string }>(
    `INSERT INTO duty_clock_settlement (clock_id, settled_at, fact_kind, fact_id, settled_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT ON CONSTRAINT duty_clock_settlement_pkey DO NOTHING RETURNING clock_id`,
    [settlement.clockId, settlement.settledAt, settlement.factKind, settlement.factId, settlement.settledBy],
  );
  return rows.length > 0;
}

/** A report as JSON gives it: moments are texts. */
interface ReportJson {
  readonly id: string;
  readonly stage: ReportStage;
  readonly sentAt: string;
  readonly channel: ReportChannel;
  readonly recipient: string;
  readonly receiverName: string | null;
  readonly number: string | null;
  readonly recordId: string | null;
  readonly summary: string;
  readonly recordedByName: string;
  readonly receipt: { readonly receivedAt: string; readonly byName: string } | null;
}

/** A clock with its reports, its explanation and what stopped it. */
export interface ClockRow {
  readonly id: string;
  readonly clock: string;
  readonly subjectKind: ClockSubjectKind;
  readonly subjectId: string;
  readonly subjectTitle: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly contractId: string | null;
  readonly startKind: StartKind;
  readonly level: ViolationLevelCode | null;
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  readonly immediate: boolean;
  readonly edition: string;
  readonly recordedAt: Date;
  readonly settledAt: Date | null;
  readonly explanation: { readonly reason: string; readonly byName: string; readonly at: string } | null;
  readonly reports: readonly ReportJson[];
}

const clockSql = `
  SELECT k.id, k.clock, k.subject_kind AS "subjectKind", k.subject_id AS "subjectId", k.subject_title AS "subjectTitle", k.agency_id AS "agencyId", a.name AS "agencyName",
         k.contract_id AS "contractId", k.start_kind AS "startKind", k.level, k.started_at AS "startedAt", k.due_at AS "dueAt", k.immediate, k.edition, k.recorded_at AS "recordedAt",
         s.settled_at AS "settledAt",
         (SELECT json_build_object('reason', e.reason, 'byName', p.full_name, 'at', e.explained_at)
            FROM duty_clock_explanation e JOIN person_name p ON p.id = e.explained_by WHERE e.clock_id = k.id) AS explanation,
         coalesce((SELECT json_agg(json_build_object('id', r.id, 'stage', r.stage, 'sentAt', r.sent_at, 'channel', r.channel, 'recipient', r.recipient, 'receiverName', r.receiver_name,
                            'number', coalesce(d.number_text, r.number), 'recordId', r.record_id, 'summary', r.summary, 'recordedByName', w.full_name,
                            'receipt', CASE WHEN t.report_id IS NOT NULL THEN json_build_object('receivedAt', t.received_at, 'byName', b.full_name) END) ORDER BY r.sent_at DESC, r.seq DESC)
                     FROM duty_report r JOIN person_name w ON w.id = r.recorded_by LEFT JOIN published_record d ON d.id = r.record_id
                          LEFT JOIN duty_report_receipt t ON t.report_id = r.id LEFT JOIN person_name b ON b.id = t.received_by
                    WHERE r.clock_id = k.id), '[]') AS reports
    FROM duty_clock k JOIN agency a ON a.id = k.agency_id LEFT JOIN duty_clock_settlement s ON s.clock_id = k.id`;

/** The clocks of several subjects; one statement. */
export function selectClocks(run: RunQuery, subjects: readonly { readonly kind: ClockSubjectKind; readonly id: string }[]): Promise<ClockRow[]> {
  return run<ClockRow>(
    `${clockSql} WHERE (k.subject_kind, k.subject_id) IN (SELECT * FROM unnest($1::text[], $2::uuid[])) ORDER BY k.clock`,
    [subjects.map(({ kind }) => kind), subjects.map(({ id }) => id)],
  );
}

/** One clock; one statement. */
export async function selectClock(run: RunQuery, id: string): Promise<ClockRow | undefined> {
  return (await run<ClockRow>(`${clockSql} WHERE k.id = $1`, [id]))[0];
}
