import { changesBetween, recordEvent } from '../../audit-trail/index.js';
import { Conflict, Refused } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayHoldData, personalDataOf } from '../domain/data-asset-policy.js';
import { deleteDataAsset, insertDataAsset, lockDataAsset, lockSystem, saveDataAsset, type DataAssetFields } from '../persistence/systems.js';
import { factsOf, requireMay, type RolesThatMay } from './access.js';
import { aboutSystem, systemEvents } from './events.js';
import type { Deletion, WhatRefersTo } from './references.js';
import type { SystemWords } from './system-words.js';

/** What is entered about a data asset. */
export interface DataAssetEntry {
  readonly name: string;
  readonly kind: string;
  /** Whether the data belong to what the state manages (điểm b khoản 2 Điều 6). */
  readonly stateManaged: boolean;
  /** How many people personal data are about; 0 without personal data or when not counted. */
  readonly subjectCount: number;
  readonly storagePlace: string;
  readonly storageCountry: string;
  readonly backup?: string | undefined;
  readonly note?: string | undefined;
}

export interface DataAssetDeps {
  readonly work: UnitOfWork;
  readonly words: SystemWords;
  readonly rolesThatMay: RolesThatMay;
  readonly whatRefersToAsset: WhatRefersTo;
}

/** Registers a data asset. @throws NotFound, Forbidden, Refused as mayHoldData says */
export function createRegisterDataAsset({ work, words, rolesThatMay }: DataAssetDeps) {
  return async function registerDataAsset(context: ActContext, principal: Principal, systemId: string, command: DataAssetEntry): Promise<void> {
    await work.run(context, async (tx) => {
      const system = await lockSystem(tx, systemId);
      requireMay(principal, 'manage-data', factsOf(system), rolesThatMay);
      const fields = assetFields(words, command);
      const id = await insertDataAsset(tx, systemId, fields);
      await recordEvent(tx, aboutSystem(systemEvents.dataRegistered, system, { ...fields }, [{ kind: 'data-asset', id }]));
    });
  };
}

/** Changes a data asset. @throws NotFound, Forbidden, Conflict, Refused as in registering */
export function createAmendDataAsset({ work, words, rolesThatMay }: DataAssetDeps) {
  return async function amendDataAsset(
    context: ActContext, principal: Principal, systemId: string, id: string, version: number | undefined, command: DataAssetEntry,
  ): Promise<void> {
    await work.run(context, async (tx) => {
      const system = await lockSystem(tx, systemId);
      requireMay(principal, 'manage-data', factsOf(system), rolesThatMay);
      const before = await lockDataAsset(tx, systemId, id);
      if (before.version !== version) throw new Conflict({ subject: 'data asset', id });
      const after = assetFields(words, command);
      await saveDataAsset(tx, id, version, after);
      const facts = { name: after.name, changes: changesBetween(recordable(before), recordable(after)) };
      await recordEvent(tx, aboutSystem(systemEvents.dataAmended, system, facts, [{ kind: 'data-asset', id }]));
    });
  };
}

/** Removes a data asset that nothing refers to. @throws NotFound, Forbidden, Conflict */
export function createRemoveDataAsset({ work, rolesThatMay, whatRefersToAsset }: DataAssetDeps) {
  return async function removeDataAsset(context: ActContext, principal: Principal, systemId: string, id: string, version: number | undefined): Promise<Deletion> {
    return work.run(context, async (tx) => {
      const system = await lockSystem(tx, systemId);
      requireMay(principal, 'manage-data', factsOf(system), rolesThatMay);
      const asset = await lockDataAsset(tx, systemId, id);
      if (asset.version !== version) throw new Conflict({ subject: 'data asset', id });
      const references = await whatRefersToAsset(principal, id);
      if (references.length > 0) return { deleted: false, references };
      await deleteDataAsset(tx, id, version);
      await recordEvent(tx, aboutSystem(systemEvents.dataRemoved, system, { name: asset.name, kind: asset.kind }, [{ kind: 'data-asset', id }]));
      return { deleted: true };
    });
  };
}

function recordable({ name, kind, stateManaged, personalData, subjectCount, storagePlace, storageCountry, backup, note }: DataAssetFields) {
  return { name, kind, stateManaged, personalData, subjectCount, storagePlace, storageCountry, backup, note };
}

function assetFields(words: SystemWords, entry: DataAssetEntry): DataAssetFields {
  const kind = words.dataKind(entry.kind);
  const verdict = mayHoldData(kind, entry.subjectCount);
  if (!verdict.allowed) throw new Refused(verdict);
  return {
    name: entry.name,
    kind: entry.kind,
    stateManaged: entry.stateManaged,
    personalData: kind === undefined ? 'none' : personalDataOf(kind),
    subjectCount: entry.subjectCount,
    storagePlace: entry.storagePlace,
    storageCountry: entry.storageCountry,
    backup: entry.backup ?? null,
    note: entry.note ?? null,
  };
}
