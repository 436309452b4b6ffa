import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { RecordState } from '../domain/record.lifecycle.js';

/** What the head of a record takes from its agency. */
export interface AgencyFrame {
  readonly name: string;
  readonly kind: string;
  readonly parentName: string | null;
  readonly place: string;
  readonly symbol: string;
}

export async function selectAgencyFrame(tx: Transaction, agencyId: string): Promise<AgencyFrame | undefined> {
  const rows = await tx.query<AgencyFrame>(
    `SELECT a.name, a.kind, parent.name AS "parentName", a.place_name AS place, a.record_symbol AS symbol
       FROM agency a LEFT JOIN agency parent ON parent.id = a.parent_id WHERE a.id = $1`,
    [agencyId],
  );
  return rows[0];
}

export interface NewRecord {
  readonly id: string;
  readonly productCode: string;
  readonly kind: string;
  readonly agencyId: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly part: string;
  readonly form: string;
  readonly title: string;
  readonly subject: string;
  readonly symbol: string | null;
  readonly model: Buffer;
  readonly modelSha256: string;
  readonly libraryVersions: readonly string[];
  readonly signer: { readonly personId: string; readonly capacity: string; readonly delegationId: string | undefined; readonly area: string } | undefined;
  readonly replacesId: string | undefined;
  readonly preparedBy: string;
}

export async function insertRecord(tx: Transaction, record: NewRecord): Promise<void> {
  await tx.change(
    `INSERT INTO record (id, product_code, kind, agency_id, subject_kind, subject_id, part, form, title, subject, symbol, model, model_sha256, library_versions,
                         signer_id, capacity, delegation_id, signer_area, replaces_id, prepared_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    [
      record.id, record.productCode, record.kind, record.agencyId, record.subjectKind, record.subjectId, record.part, record.form, record.title, record.subject,
      record.symbol, record.model, record.modelSha256, JSON.stringify(record.libraryVersions),
      record.signer?.personId ?? null, record.signer?.capacity ?? null, record.signer?.delegationId ?? null, record.signer?.area ?? null,
      record.replacesId ?? null, record.preparedBy,
    ],
  );
}

/** A record as the acts on it need it, locked until the transaction ends. */
export interface LockedRecord {
  readonly id: string;
  readonly agencyId: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly kind: string;
  readonly title: string;
  readonly subject: string;
  readonly symbol: string | null;
  readonly status: RecordState;
  readonly preparedOn: CalendarDay;
  readonly version: number;
}

export async function lockRecord(tx: Transaction, id: string): Promise<LockedRecord | undefined> {
  const rows = await tx.query<LockedRecord>(
    `SELECT id, agency_id AS "agencyId", subject_kind AS "subjectKind", subject_id AS "subjectId", kind, title, subject, symbol, status, prepared_on AS "preparedOn", version
       FROM record WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return rows[0];
}

export interface Registration {
  readonly number: number | null;
  readonly issuedOn: CalendarDay;
  readonly registeredBy: string;
  readonly signedMedium: 'digital' | 'scan';
  readonly signedSha256: string;
}

/** @returns false when the record moved meanwhile */
export async function saveRegistration(tx: Transaction, id: string, version: number, registration: Registration): Promise<boolean> {
  const saved = await tx.change(
    `UPDATE record SET status = 'registered', number = $3, issued_on = $4, registered_by = $5, registered_at = app_now(), signed_medium = $6, signed_sha256 = $7
      WHERE id = $1 AND version = $2 AND status = 'printed'`,
    [id, version, registration.number, registration.issuedOn, registration.registeredBy, registration.signedMedium, registration.signedSha256],
  );
  return saved === 1;
}

/** @returns false when the record moved meanwhile */
export async function saveWithdrawal(tx: Transaction, id: string, version: number, withdrawal: { readonly by: string; readonly ground: string }): Promise<boolean> {
  const saved = await tx.change(
    `UPDATE record SET status = 'withdrawn', withdrawn_by = $3, withdrawn_at = app_now(), withdrawn_ground = $4 WHERE id = $1 AND version = $2 AND status IN ('prepared', 'printed')`,
    [id, version, withdrawal.by, withdrawal.ground],
  );
  return saved === 1;
}
