import { randomUUID } from 'node:crypto';
import { changesBetween, recordEvents } from '../../audit-trail/index.js';
import { Conflict } from '../../kernel/errors.js';
import type { Verdict } from '../../kernel/refusal.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayHoldData, personalDataOf } from '../domain/data-asset-policy.js';
import type { SystemState } from '../domain/system.lifecycle.js';
import {
  agenciesOfSystems, findDataAssets, findSystems, insertDataAssets, insertSystems, lockDataAssets, lockSystems, saveDataAssets, saveSystems,
} from '../persistence/listed-systems.js';
import type { DataAssetFields, DataAssetRow, SystemRow } from '../persistence/systems.js';
import { mayAt } from './access.js';
import type { DataAssetEntry } from './data-assets.js';
import { aboutSystem, systemEvents } from './events.js';
import { fieldsOf, type SystemEntry } from './register-system.js';
import type { SystemWords } from './system-words.js';

/** Whether this person may register systems of that agency, put them right, or keep their data. */
export function mayKeepSystemsOf(principal: Principal, action: 'register' | 'amend' | 'manage-data', agencyId: string): boolean {
  return mayAt(principal.ability, action, agencyId);
}

/** A system of a list, everything that it names found. Agencies that use it are told on its page, not by a list. */
export interface ListedSystem {
  readonly managingAgencyId: string;
  readonly serviceState: SystemState;
  readonly entry: Omit<SystemEntry, 'beneficiaryIds' | 'planNumber' | 'planApprovedOn'>;
}

/** Registers the systems of a list, set by set and each with its event. @returns their identifiers, in the order given */
export async function importSystems(tx: Transaction, systems: readonly ListedSystem[]): Promise<string[]> {
  const rows = systems.map(({ entry, managingAgencyId, serviceState }) => ({ ...fieldsOf({ ...entry, beneficiaryIds: [] }), managingAgencyId, serviceState, id: randomUUID() }));
  await insertSystems(tx, rows);
  await recordEvents(tx, rows.map((row) => {
    const { code, name, serviceState, proposedLevel } = row;
    return aboutSystem(systemEvents.registered, row, { code, name, serviceState, proposedLevel, beneficiaries: [] });
  }));
  return rows.map(({ id }) => id);
}

/** What a list says of a system that is there: all of it as it stands afterwards. */
export interface ListedSystemChange {
  readonly system: SystemRow;
  readonly entry: ListedSystem['entry'];
}

/** What a list would change of a system, old and new value. */
export function listedSystemChanges({ system, entry }: ListedSystemChange): ReturnType<typeof changesBetween> {
  return changesBetween(recordable(system), recordable(fieldsOf({ ...entry, beneficiaryIds: [] })));
}

/** Puts systems right that a list names, each with its event. @throws Conflict when one of them is no longer what was read */
export async function changeListedSystems(tx: Transaction, changes: readonly ListedSystemChange[]): Promise<void> {
  const saved = await saveSystems(tx, changes.map(({ system, entry }) => ({ ...fieldsOf({ ...entry, beneficiaryIds: [] }), id: system.id, version: system.version })));
  if (saved !== changes.length) throw new Conflict({ subject: 'system', id: changes[0]?.system.id ?? '' });
  await recordEvents(tx, changes.map((change) =>
    aboutSystem(systemEvents.amended, change.system, { code: change.system.code, name: change.entry.name, changes: listedSystemChanges(change) })));
}

type Recordable = Omit<ReturnType<typeof fieldsOf>, 'beneficiaryIds' | 'planNumber' | 'planApprovedOn' | 'code'>;

function recordable(fields: Recordable): Recordable & Record<string, string | number | boolean | null> {
  const { name, description, ownerAgencyId, ownerText, operatorKind, operatorName, servesProcedures, publicService, nationalSecurity, proposedLevel, hostingKind, hostingPlace } = fields;
  return { name, description, ownerAgencyId, ownerText, operatorKind, operatorName, servesProcedures, publicService, nationalSecurity, proposedLevel, hostingKind, hostingPlace };
}

/** Whether a data asset of a list may be registered: the same policy as for one that is entered by hand. */
export function mayHoldListedData(words: SystemWords, entry: Pick<DataAssetEntry, 'kind' | 'subjectCount'>): Verdict {
  return mayHoldData(words.dataKind(entry.kind), entry.subjectCount);
}

/** A data asset of a list with its system. */
export interface ListedDataAsset {
  readonly systemId: string;
  readonly entry: DataAssetEntry;
}

/** Registers the data assets of a list, set by set and each with its event. @returns their identifiers, in the order given */
export async function importDataAssets(tx: Transaction, words: SystemWords, assets: readonly ListedDataAsset[]): Promise<string[]> {
  const rows = assets.map(({ systemId, entry }) => ({ id: randomUUID(), systemId, fields: fieldsOfAsset(words, entry) }));
  const agencies = await agenciesOfSystems(tx, rows.map(({ systemId }) => systemId));
  await insertDataAssets(tx, rows.map(({ id, systemId, fields }) => ({ ...fields, id, systemId })));
  await recordEvents(tx, rows.map(({ id, systemId, fields }) =>
    aboutSystem(systemEvents.dataRegistered, { id: systemId, managingAgencyId: agencies.get(systemId) ?? '' }, { ...fields }, [{ kind: 'data-asset', id }])));
  return rows.map(({ id }) => id);
}

/** What a list says of a data asset that is there: all of it as it stands afterwards. */
export interface ListedAssetChange {
  readonly asset: DataAssetRow;
  readonly entry: DataAssetEntry;
}

/** What a list would change of a data asset, old and new value. */
export function listedAssetChanges(words: SystemWords, { asset, entry }: ListedAssetChange): ReturnType<typeof changesBetween> {
  return changesBetween(recordableAsset(asset), recordableAsset(fieldsOfAsset(words, entry)));
}

/** Puts data assets right that a list names, each with its event. @throws Conflict when one of them is no longer what was read */
export async function changeListedAssets(tx: Transaction, words: SystemWords, changes: readonly ListedAssetChange[]): Promise<void> {
  const saved = await saveDataAssets(tx, changes.map(({ asset, entry }) => ({ ...fieldsOfAsset(words, entry), id: asset.id, version: asset.version })));
  if (saved !== changes.length) throw new Conflict({ subject: 'data asset', id: changes[0]?.asset.id ?? '' });
  const agencies = await agenciesOfSystems(tx, changes.map(({ asset }) => asset.systemId));
  await recordEvents(tx, changes.map((change) => {
    const system = { id: change.asset.systemId, managingAgencyId: agencies.get(change.asset.systemId) ?? '' };
    return aboutSystem(systemEvents.dataAmended, system, { name: change.entry.name, changes: listedAssetChanges(words, change) }, [{ kind: 'data-asset', id: change.asset.id }]);
  }));
}

function fieldsOfAsset(words: SystemWords, entry: DataAssetEntry): DataAssetFields {
  const kind = words.dataKind(entry.kind);
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

function recordableAsset({ name, kind, stateManaged, personalData, subjectCount, storagePlace, storageCountry, backup, note }: DataAssetFields) {
  return { name, kind, stateManaged, personalData, subjectCount, storagePlace, storageCountry, backup, note };
}

/** Looks for systems and data assets that a list names, in one statement each. */
export const systemsOfLists = { find: findSystems, lock: lockSystems, findAssets: findDataAssets, lockAssets: lockDataAssets };
