import { foldText } from '../../kernel/text.js';
import {
  changeListedAssets, changeListedSystems, importDataAssets, importSystems, listedAssetChanges, listedSystemChanges, mayHoldListedData, mayKeepSystemsOf, systemLifecycle, systemsOfLists,
  type DataAssetEntry, type ListedAssetChange, type ListedDataAsset, type ListedSystem, type ListedSystemChange,
} from '../../systems/index.js';
import { batchOf, type ListContext, type ListWork, type Settled, type SettledRow } from './list-work.js';
import { agencyOf, systemOf } from './party-rows.js';
import type { RowJudgement } from './row-judgement.js';
import { settleChange } from './vendor-lists.js';

/** Systems of an agency, told apart by their codes. */
export const systemList: ListWork = {
  async judge(context, rows) {
    const drafts: { row: RowJudgement; agencyId: string | undefined; code: string | null; owner: Owner | undefined }[] = [];
    for (const row of rows) drafts.push({ row, agencyId: await agencyOf(context, row, 'agency'), code: row.text('code'), owner: await ownerOf(context, row) });
    const keyed = drafts.flatMap((draft) => (draft.agencyId === undefined || draft.code === null ? [] : [{ draft, key: { agencyId: draft.agencyId, code: draft.code } }]));
    const found = new Map((await systemsOfLists.find(context.tx, keyed.map(({ key }) => key))).map((system) => [system.key, system]));
    const systems = new Map(keyed.map(({ draft }, place) => [draft, found.get(place)]));
    // Chủ quản of the city's agencies is the city itself (dự thảo Quy chế, khoản 5 Điều 2), unless the list names another.
    const root = await context.rootAgency();
    const settled = drafts.map((draft): SettledRow<ListedSystem, ListedSystemChange> => ({
      row: draft.row,
      title: draft.row.text('name') ?? draft.code ?? '',
      settled: draft.agencyId === undefined || draft.code === null ? { kind: 'none' } : settleSystem(context, draft.row, draft.agencyId, draft.code, draft.owner ?? { ownerAgencyId: root }, systems.get(draft), draft.owner !== undefined),
    }));
    return batchOf(settled, {
      subjectKind: 'system',
      insert: (news) => importSystems(context.tx, news),
      change: (changes) => changeListedSystems(context.tx, changes),
      before: ({ system }) => ({ ...entryOf(system) }),
    });
  },
  async restore({ tx }, effects) {
    const befores = new Map(effects.map(({ subjectId, before }) => [subjectId, before ?? {}]));
    const systems = await systemsOfLists.lock(tx, [...befores.keys()]);
    await changeListedSystems(tx, systems.map((system) => ({ system, entry: { ...entryOf(system), ...entryFrom(befores.get(system.id) ?? {}) } })));
  },
};

type Entry = ListedSystem['entry'];
type FoundSystem = ListedSystemChange['system'];
type Owner = Pick<Entry, 'ownerAgencyId' | 'ownerText'>;

/** The owner (chủ quản) that a row names: an agency of the city, or another body by its name. */
async function ownerOf(context: ListContext, row: RowJudgement): Promise<Owner | undefined> {
  const named = row.text('owner');
  if (named === null) return undefined;
  const { matcher, byId } = await context.agencies();
  const match = matcher.match(named);
  if (match.kind === 'unknown') return { ownerText: named.slice(0, 300) };
  const others = [{ value: 'as-written', label: named, hint: 'as-written' }];
  const id = row.party('owner', named, match, { kind: 'agency', mayBe: () => true, others, unknown: 'agency-unknown' });
  if (id === undefined) return undefined;
  if (id === 'as-written') return { ownerText: named.slice(0, 300) };
  row.show('owner', byId.get(id)?.name ?? named);
  return { ownerAgencyId: id };
}

function settleSystem(
  context: ListContext, row: RowJudgement, agencyId: string, code: string, owner: Owner, system: FoundSystem | undefined, ownerNamed: boolean,
): Settled<ListedSystem, ListedSystemChange> {
  const first = context.seenBefore(`${agencyId} ${foldText(code)}`, row.row.number);
  if (first !== undefined) row.fault('code', 'same-as-row', { row: String(first) });
  if (!mayKeepSystemsOf(context.principal, system === undefined ? 'register' : 'amend', agencyId)) row.fault('agency', 'agency-without-right');
  const { settings } = context.list;
  const operatorKind = row.choice('operator') ?? system?.operatorKind ?? settings['operator'] ?? 'hiring-agency';
  const operatorName = row.text('operatorName') ?? system?.operatorName ?? undefined;
  if (operatorKind !== 'hiring-agency' && operatorName === undefined) row.needed('operatorName');
  const [name, description] = [row.text('name') ?? system?.name, row.text('description') ?? system?.description];
  if (!row.settled || name === undefined || description === undefined) return { kind: 'none' };
  const standing: Owner = system === undefined || ownerNamed ? owner : { ownerAgencyId: system.ownerAgencyId ?? undefined, ownerText: system.ownerText ?? undefined };
  const entry: Entry = {
    code: system?.code ?? code,
    name,
    description,
    ownerAgencyId: undefined,
    ownerText: undefined,
    ...standing,
    operatorKind,
    operatorName,
    servesProcedures: row.value('servesProcedures', 'yes-no')?.yes ?? system?.servesProcedures ?? false,
    publicService: row.value('publicService', 'yes-no')?.yes ?? system?.publicService ?? false,
    nationalSecurity: row.value('nationalSecurity', 'yes-no')?.yes ?? system?.nationalSecurity ?? false,
    proposedLevel: row.value('proposedLevel', 'level')?.level ?? system?.proposedLevel ?? undefined,
    hostingKind: row.choice('hosting') ?? system?.hostingKind ?? settings['hosting'] ?? 'agency',
    hostingPlace: row.text('hostingPlace') ?? system?.hostingPlace ?? undefined,
  };
  if (system !== undefined) return settleChange(row, system.id, { system, entry }, Object.keys(listedSystemChanges({ system, entry })), { ...system });
  const state = systemLifecycle.states.find((code) => code === (row.choice('serviceState') ?? settings['serviceState'])) ?? 'preparing';
  return { kind: 'new', what: { managingAgencyId: agencyId, serviceState: state, entry } };
}

function entryOf(system: FoundSystem): Entry {
  return {
    code: system.code, name: system.name, description: system.description, ownerAgencyId: system.ownerAgencyId ?? undefined, ownerText: system.ownerText ?? undefined,
    operatorKind: system.operatorKind, operatorName: system.operatorName ?? undefined, servesProcedures: system.servesProcedures, publicService: system.publicService,
    nationalSecurity: system.nationalSecurity, proposedLevel: system.proposedLevel ?? undefined, hostingKind: system.hostingKind, hostingPlace: system.hostingPlace ?? undefined,
  };
}

function entryFrom(before: Readonly<Record<string, unknown>>): Omit<Entry, 'code'> {
  const text = (name: string): string | undefined => (typeof before[name] === 'string' ? before[name] : undefined);
  const level = before['proposedLevel'];
  return {
    name: text('name') ?? '', description: text('description') ?? '', ownerAgencyId: text('ownerAgencyId'), ownerText: text('ownerText'), operatorKind: text('operatorKind') ?? '',
    operatorName: text('operatorName'), servesProcedures: before['servesProcedures'] === true, publicService: before['publicService'] === true,
    nationalSecurity: before['nationalSecurity'] === true, proposedLevel: typeof level === 'number' ? level : undefined, hostingKind: text('hostingKind') ?? '', hostingPlace: text('hostingPlace'),
  };
}

/** Data assets of systems, told apart within their system by name. */
export const dataAssetList: ListWork = {
  async judge(context, rows) {
    const drafts: { row: RowJudgement; systemId: string | undefined; name: string | null }[] = [];
    for (const row of rows) {
      const named = row.text('system');
      drafts.push({ row, systemId: named === null ? undefined : await systemOf(context, row, 'system', named, 'manage-data'), name: row.text('name') });
    }
    const keyed = drafts.flatMap((draft) => (draft.systemId === undefined || draft.name === null ? [] : [{ draft, key: { systemId: draft.systemId, name: draft.name } }]));
    const found = new Map((await systemsOfLists.findAssets(context.tx, keyed.map(({ key }) => key))).map((asset) => [asset.key, asset]));
    const assets = new Map(keyed.map(({ draft }, place) => [draft, found.get(place)]));
    const settled = drafts.map((draft): SettledRow<ListedDataAsset, ListedAssetChange> => ({
      row: draft.row,
      title: draft.name ?? '',
      settled: draft.systemId === undefined || draft.name === null ? { kind: 'none' } : settleAsset(context, draft.row, draft.systemId, draft.name, assets.get(draft)),
    }));
    return batchOf(settled, {
      subjectKind: 'data-asset',
      insert: (news) => importDataAssets(context.tx, context.systemWords, news),
      change: (changes) => changeListedAssets(context.tx, context.systemWords, changes),
      before: ({ asset }) => ({ ...assetEntryOf(asset) }),
    });
  },
  async restore({ tx, systemWords }, effects) {
    const befores = new Map(effects.map(({ subjectId, before }) => [subjectId, before ?? {}]));
    const assets = await systemsOfLists.lockAssets(tx, [...befores.keys()]);
    await changeListedAssets(tx, systemWords, assets.map((asset) => ({ asset, entry: { ...assetEntryOf(asset), ...assetEntryFrom(befores.get(asset.id) ?? {}) } })));
  },
};

function settleAsset(
  context: ListContext, row: RowJudgement, systemId: string, name: string, asset: ListedAssetChange['asset'] | undefined,
): Settled<ListedDataAsset, ListedAssetChange> {
  const first = context.seenBefore(`${systemId} ${foldText(name)}`, row.row.number);
  if (first !== undefined) row.fault('name', 'same-as-row', { row: String(first) });
  const kind = row.choice('kind') ?? asset?.kind;
  const stateManaged = row.value('stateManaged', 'yes-no')?.yes ?? asset?.stateManaged;
  const storagePlace = row.text('storagePlace') ?? asset?.storagePlace;
  if (kind === undefined || stateManaged === undefined || storagePlace === undefined) return { kind: 'none' };
  const entry: DataAssetEntry = {
    name: asset?.name ?? name,
    kind,
    stateManaged,
    subjectCount: row.value('subjectCount', 'count')?.count ?? asset?.subjectCount ?? 0,
    storagePlace,
    storageCountry: row.choice('storageCountry') ?? asset?.storageCountry ?? context.list.settings['storageCountry'] ?? 'unknown',
    backup: row.text('backup') ?? asset?.backup ?? undefined,
    note: row.text('note') ?? asset?.note ?? undefined,
  };
  const verdict = mayHoldListedData(context.systemWords, entry);
  if (!verdict.allowed) row.fault(verdict.reason === 'subjects-without-personal-data' ? 'subjectCount' : 'kind', verdict.reason, verdict.facts ?? {});
  if (!row.settled) return { kind: 'none' };
  if (asset === undefined) return { kind: 'new', what: { systemId, entry } };
  return settleChange(row, asset.id, { asset, entry }, Object.keys(listedAssetChanges(context.systemWords, { asset, entry })), { ...asset });
}

function assetEntryOf(asset: ListedAssetChange['asset']): DataAssetEntry {
  const { name, kind, stateManaged, subjectCount, storagePlace, storageCountry, backup, note } = asset;
  return { name, kind, stateManaged, subjectCount, storagePlace, storageCountry, backup: backup ?? undefined, note: note ?? undefined };
}

function assetEntryFrom(before: Readonly<Record<string, unknown>>): DataAssetEntry {
  const text = (name: string): string | undefined => (typeof before[name] === 'string' ? before[name] : undefined);
  const count = before['subjectCount'];
  return {
    name: text('name') ?? '', kind: text('kind') ?? '', stateManaged: before['stateManaged'] === true, subjectCount: typeof count === 'number' ? count : 0,
    storagePlace: text('storagePlace') ?? '', storageCountry: text('storageCountry') ?? 'unknown', backup: text('backup'), note: text('note'),
  };
}
