import type { Transaction } from '../../platform/database/transactions.js';
import type { DataAssetFields, DataAssetRow, SystemFields, SystemRow } from './systems.js';

/** Many systems, or data assets, at once, for lists: every statement here takes a whole batch. */

const systemColumns = `s.id, s.code, s.name, s.description, s.managing_agency_id AS "managingAgencyId", s.beneficiary_ids AS "beneficiaryIds", s.owner_agency_id AS "ownerAgencyId",
  s.owner_text AS "ownerText", s.operator_kind AS "operatorKind", s.operator_name AS "operatorName", s.serves_procedures AS "servesProcedures",
  s.public_service AS "publicService", s.national_security AS "nationalSecurity", s.proposed_level AS "proposedLevel", s.plan_number AS "planNumber",
  s.plan_approved_on AS "planApprovedOn", s.hosting_kind AS "hostingKind", s.hosting_place AS "hostingPlace", s.service_state AS "serviceState", s.version`;

/** For each key (its place among those given, from 0) the system of that agency with that code. */
export function findSystems(tx: Transaction, keys: readonly { readonly agencyId: string; readonly code: string }[]): Promise<(SystemRow & { readonly key: number })[]> {
  return tx.query(
    `SELECT k.n::int - 1 AS key, ${systemColumns} FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS k (agency_id, code, n)
       JOIN information_system s ON s.managing_agency_id = k.agency_id AND fold_text(s.code) = fold_text(k.code)`,
    [keys.map(({ agencyId }) => agencyId), keys.map(({ code }) => code)],
  );
}

/** Locks these systems and reads them as they are now. */
export function lockSystems(tx: Transaction, ids: readonly string[]): Promise<SystemRow[]> {
  return tx.query<SystemRow>(`SELECT ${systemColumns} FROM information_system s WHERE s.id = ANY ($1::uuid[]) ORDER BY s.id FOR UPDATE`, [ids]);
}

const given = `"code" text, "name" text, "description" text, "ownerAgencyId" uuid, "ownerText" text, "operatorKind" text, "operatorName" text, "servesProcedures" boolean,
  "publicService" boolean, "nationalSecurity" boolean, "proposedLevel" integer, "hostingKind" text, "hostingPlace" text`;

export async function insertSystems(tx: Transaction, systems: readonly (SystemFields & { readonly id: string })[]): Promise<void> {
  await tx.change(
    `INSERT INTO information_system (id, managing_agency_id, service_state, code, name, description, owner_agency_id, owner_text, operator_kind, operator_name, serves_procedures,
                                     public_service, national_security, proposed_level, hosting_kind, hosting_place)
     SELECT id, "managingAgencyId", "serviceState", code, name, description, "ownerAgencyId", "ownerText", "operatorKind", "operatorName", "servesProcedures",
            "publicService", "nationalSecurity", "proposedLevel", "hostingKind", "hostingPlace"
       FROM json_to_recordset($1) AS s (id uuid, "managingAgencyId" uuid, "serviceState" text, ${given})`,
    [JSON.stringify(systems)],
  );
}

/** Saves systems whose version is still the one that was read; who uses them and their state of service stay. @returns how many that were */
export function saveSystems(tx: Transaction, systems: readonly (Partial<SystemFields> & { readonly id: string; readonly version: number })[]): Promise<number> {
  return tx.change(
    `UPDATE information_system s SET name = l.name, description = l.description, owner_agency_id = l."ownerAgencyId", owner_text = l."ownerText", operator_kind = l."operatorKind",
            operator_name = l."operatorName", serves_procedures = l."servesProcedures", public_service = l."publicService", national_security = l."nationalSecurity",
            proposed_level = l."proposedLevel", hosting_kind = l."hostingKind", hosting_place = l."hostingPlace", version = s.version + 1
       FROM json_to_recordset($1) AS l (id uuid, version integer, ${given}) WHERE s.id = l.id AND s.version = l.version`,
    [JSON.stringify(systems)],
  );
}

const assetColumns = `d.id, d.system_id AS "systemId", d.name, d.kind, d.state_managed AS "stateManaged", d.personal_data AS "personalData", d.subject_count AS "subjectCount",
  d.storage_place AS "storagePlace", d.storage_country AS "storageCountry", d.backup, d.note, d.version`;

/** For each key (its place among those given, from 0) the data asset of that system with that name. */
export function findDataAssets(tx: Transaction, keys: readonly { readonly systemId: string; readonly name: string }[]): Promise<(DataAssetRow & { readonly key: number })[]> {
  return tx.query(
    `SELECT k.n::int - 1 AS key, ${assetColumns} FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS k (system_id, name, n)
       JOIN data_asset d ON d.system_id = k.system_id AND fold_text(d.name) = fold_text(k.name)`,
    [keys.map(({ systemId }) => systemId), keys.map(({ name }) => name)],
  );
}

/** Locks these data assets and reads them as they are now. */
export function lockDataAssets(tx: Transaction, ids: readonly string[]): Promise<DataAssetRow[]> {
  return tx.query<DataAssetRow>(`SELECT ${assetColumns} FROM data_asset d WHERE d.id = ANY ($1::uuid[]) ORDER BY d.id FOR UPDATE`, [ids]);
}

const assetGiven = `name text, kind text, "stateManaged" boolean, "personalData" text, "subjectCount" integer, "storagePlace" text, "storageCountry" text, backup text, note text`;

export async function insertDataAssets(tx: Transaction, assets: readonly (DataAssetFields & { readonly id: string; readonly systemId: string })[]): Promise<void> {
  await tx.change(
    `INSERT INTO data_asset (id, system_id, name, kind, state_managed, personal_data, subject_count, storage_place, storage_country, backup, note)
     SELECT id, "systemId", name, kind, "stateManaged", "personalData", "subjectCount", "storagePlace", "storageCountry", backup, note
       FROM json_to_recordset($1) AS d (id uuid, "systemId" uuid, ${assetGiven})`,
    [JSON.stringify(assets)],
  );
}

/** Saves data assets whose version is still the one that was read. @returns how many that were */
export function saveDataAssets(tx: Transaction, assets: readonly (DataAssetFields & { readonly id: string; readonly version: number })[]): Promise<number> {
  return tx.change(
    `UPDATE data_asset d SET name = l.name, kind = l.kind, state_managed = l."stateManaged", personal_data = l."personalData", subject_count = l."subjectCount",
            storage_place = l."storagePlace", storage_country = l."storageCountry", backup = l.backup, note = l.note, version = d.version + 1
       FROM json_to_recordset($1) AS l (id uuid, version integer, ${assetGiven}) WHERE d.id = l.id AND d.version = l.version`,
    [JSON.stringify(assets)],
  );
}

/** The managing agencies of these systems, for events. */
export async function agenciesOfSystems(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; agency: string }>('SELECT id, managing_agency_id AS agency FROM information_system WHERE id = ANY ($1::uuid[])', [ids]);
  return new Map(rows.map(({ id, agency }) => [id, agency]));
}
