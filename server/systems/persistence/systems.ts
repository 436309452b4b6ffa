import { randomUUID } from 'node:crypto';
import { Conflict, NotFound } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/database/transactions.js';
import { DataAssetEntity, InformationSystemEntity, SystemLevelDecisionEntity, SystemStateChangeEntity } from './entities.js';

export type SystemRow = Readonly<InformationSystemEntity>;
export type SystemFields = Omit<SystemRow, 'id' | 'version'>;
export type DataAssetRow = Readonly<DataAssetEntity>;
export type DataAssetFields = Omit<DataAssetRow, 'id' | 'version' | 'systemId'>;

/** Loads a system and locks it until the transaction ends. @throws NotFound */
export async function lockSystem(tx: Transaction, id: string): Promise<SystemRow> {
  const found = await tx.manager.findOne(InformationSystemEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (found === null) throw new NotFound('system');
  return found;
}

export async function insertSystem(tx: Transaction, fields: SystemFields): Promise<string> {
  const id = randomUUID();
  await tx.manager.insert(InformationSystemEntity, { ...fields, beneficiaryIds: [...fields.beneficiaryIds], id, version: 1 });
  return id;
}

/** Saves changed fields if nobody saved since `version` was read. @throws Conflict */
export async function saveSystem(tx: Transaction, id: string, version: number, changes: Partial<SystemFields>): Promise<void> {
  const result = await tx.manager.update(InformationSystemEntity, { id, version }, { ...changes, version: version + 1 });
  if (result.affected === 0) throw new Conflict({ subject: 'system', id });
}

/** @throws Conflict when somebody saved since `version` was read */
export async function deleteSystem(tx: Transaction, id: string, version: number): Promise<void> {
  const result = await tx.manager.delete(InformationSystemEntity, { id, version });
  if (result.affected === 0) throw new Conflict({ subject: 'system', id });
}

/** The level of the decision that counts now; null without any. */
export async function approvedLevelOf(tx: Transaction, systemId: string): Promise<number | null> {
  const rows = await tx.query<{ approved_level: number | null }>('SELECT approved_level FROM information_system WHERE id = $1', [systemId]);
  return rows[0]?.approved_level ?? null;
}

export async function insertLevelDecision(tx: Transaction, decision: Omit<SystemLevelDecisionEntity, 'id'>): Promise<void> {
  await tx.manager.insert(SystemLevelDecisionEntity, { ...decision, id: randomUUID() });
}

/** Whether a decision of this system may still be corrected: it exists and nobody corrected it. */
export async function isCorrectable(tx: Transaction, systemId: string, decisionId: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM system_level_decision d WHERE d.system_id = $1 AND d.id = $2
        AND NOT EXISTS (SELECT 1 FROM system_level_decision c WHERE c.corrects_id = d.id)`,
    [systemId, decisionId],
  );
  return rows.length > 0;
}

export async function insertStateChange(tx: Transaction, change: Omit<SystemStateChangeEntity, 'id'>): Promise<void> {
  await tx.manager.insert(SystemStateChangeEntity, { ...change, id: randomUUID() });
}

/** Loads a data asset of this system and locks it. @throws NotFound */
export async function lockDataAsset(tx: Transaction, systemId: string, id: string): Promise<DataAssetRow> {
  const found = await tx.manager.findOne(DataAssetEntity, { where: { id, systemId }, lock: { mode: 'pessimistic_write' } });
  if (found === null) throw new NotFound('data asset');
  return found;
}

export async function insertDataAsset(tx: Transaction, systemId: string, fields: DataAssetFields): Promise<string> {
  const id = randomUUID();
  await tx.manager.insert(DataAssetEntity, { ...fields, id, systemId, version: 1 });
  return id;
}

/** @throws Conflict when somebody saved since `version` was read */
export async function saveDataAsset(tx: Transaction, id: string, version: number, fields: DataAssetFields): Promise<void> {
  const result = await tx.manager.update(DataAssetEntity, { id, version }, { ...fields, version: version + 1 });
  if (result.affected === 0) throw new Conflict({ subject: 'data asset', id });
}

/** @throws Conflict when somebody saved since `version` was read */
export async function deleteDataAsset(tx: Transaction, id: string, version: number): Promise<void> {
  const result = await tx.manager.delete(DataAssetEntity, { id, version });
  if (result.affected === 0) throw new Conflict({ subject: 'data asset', id });
}
