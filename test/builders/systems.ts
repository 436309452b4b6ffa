import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '../harness/postgres.js';
import { build, type BuiltAgency, type BuiltPerson } from './world.js';

export interface BuiltSystem {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** A system as its managing agency would register it: in service, at the city's data centre, without a level unless said. */
export async function buildSystem(
  database: TestDatabase,
  system: {
    agency: BuiltAgency;
    code?: string;
    name?: string;
    beneficiaries?: readonly BuiltAgency[];
    state?: 'preparing' | 'trial' | 'in-service' | 'retired';
    servesProcedures?: boolean;
    proposedLevel?: number;
  },
): Promise<BuiltSystem> {
  const id = randomUUID();
  const code = system.code ?? `HT-${id.slice(0, 6)}`;
  const name = system.name ?? `Hệ thống thử nghiệm ${code}`;
  await build(database, async (query) => {
    await query(
      `INSERT INTO information_system (id, code, name, description, managing_agency_id, beneficiary_ids, owner_text, operator_kind, serves_procedures,
                                       public_service, national_security, proposed_level, hosting_kind, service_state)
       VALUES ($1, $2, $3, 'Quản lý hồ sơ thử nghiệm', $4, $5, 'UBND thành phố Thử Nghiệm', 'hiring-agency', $6, true, false, $7, 'city-data-centre', $8)`,
      [id, code, name, system.agency.id, (system.beneficiaries ?? []).map((agency) => agency.id), system.servesProcedures ?? false, system.proposedLevel ?? null, system.state ?? 'in-service'],
    );
  });
  return { id, code, name };
}

/** Approves a level of a system by a decision with an invented file. */
export async function approveLevel(
  database: TestDatabase, approval: { system: BuiltSystem; level: number; by: BuiltPerson; number?: string; on?: string; corrects?: string },
): Promise<string> {
  const id = randomUUID();
  await build(database, async (query) => {
    await query(
      `INSERT INTO system_level_decision (id, system_id, level, number, decided_on, issuing_body, file_sha256, corrects_id, recorded_by)
       VALUES ($1, $2, $3, $4, $5, 'UBND thành phố Thử Nghiệm', repeat('a', 64), $6, $7)`,
      [id, approval.system.id, approval.level, approval.number ?? '1/QĐ-UBND', approval.on ?? '2026-03-01', approval.corrects ?? null, approval.by.id],
    );
  });
  return id;
}

/** A data asset of a system: state-managed, in Vietnam, without personal data unless said. */
export async function buildDataAsset(
  database: TestDatabase,
  asset: { system: BuiltSystem; name?: string; kind?: string; personalData?: 'none' | 'basic' | 'sensitive'; subjects?: number; stateManaged?: boolean },
): Promise<{ readonly id: string; readonly name: string }> {
  const id = randomUUID();
  const name = asset.name ?? 'Hồ sơ thử nghiệm';
  await build(database, async (query) => {
    await query(
      `INSERT INTO data_asset (id, system_id, name, kind, state_managed, personal_data, subject_count, storage_place, storage_country)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'Trung tâm dữ liệu thành phố', 'vietnam')`,
      [id, asset.system.id, name, asset.kind ?? 'private', asset.stateManaged ?? true, asset.personalData ?? 'none', asset.subjects ?? 0],
    );
  });
  return { id, name };
}
