import type { Transaction } from '../../platform/database/transactions.js';

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
