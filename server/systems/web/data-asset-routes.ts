import { NotFound } from '../../kernel/errors.js';
import { page, seeOther, type PageAnswer } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import type { FormValues } from '../../platform/http/forms.js';
import type { Ask, FormState, Route } from '../../platform/http/routes.js';
import type { DataAssetEntry } from '../application/data-assets.js';
import type { SystemDataAsset, SystemDetail } from '../application/read-systems.js';
import type { SystemUseCases } from '../application/use-cases.js';
import { conflictRows, idOf, sayingAt } from './form-answers.js';
import { dataAssetForm, type DataAssetForm } from './forms.js';
import { placeOf } from './level-and-state-routes.js';
import type { Choice } from './system-fields.js';
import { dataAssetPath, newDataAssetPath, systemPath, systemsPath } from './system-paths.js';
import { countText, countryNames } from './words.js';

const walls = { data_asset_name_unique: { field: 'name', text: 'Hệ thống đã có tài sản dữ liệu tên này; nhập tên khác.' } };
const refusalFields = { 'data-kind-unknown': 'kind', 'state-secret-out-of-scope': 'kind', 'subjects-without-personal-data': 'subjectCount' };
const managing = { action: 'manage-data', subject: 'System' };

interface AssetMaterial {
  readonly system: SystemDetail;
  readonly asset: SystemDataAsset | undefined;
}

/** Data assets of a system: adding and changing; removing stands with the other removals. */
export function dataAssetRoutes(systems: SystemUseCases): Route[] {
  return [
    ...formPage<DataAssetForm, AssetMaterial>({
      path: `${systemsPath}/:id/du-lieu/moi`,
      may: managing,
      records: ['data-asset.registered'],
      form: dataAssetForm,
      walls,
      load: async (ask) => ({ loaded: { system: await systems.read(ask.principal, idOf(ask), 'manage-data'), asset: undefined }, values: { storageCountry: 'vietnam' } }),
      view: (ask, state) => assetPage(systems, 'Thêm tài sản dữ liệu', newDataAssetPath(idOf(ask)), state),
      perform: async (ask, form) => {
        await sayingAt(ask, refusalFields, () => systems.registerDataAsset(ask.act, ask.principal, idOf(ask), entryOf(form)));
        return seeOther(`${systemPath(idOf(ask))}#du-lieu`, 'Đã thêm tài sản dữ liệu.');
      },
    }),
    ...formPage<DataAssetForm, AssetMaterial>({
      path: `${systemsPath}/:id/du-lieu/:assetId/sua`,
      may: managing,
      records: ['data-asset.amended'],
      form: dataAssetForm,
      walls,
      load: async (ask) => {
        const { system, asset } = await loadAsset(systems, ask);
        return { loaded: { system, asset }, values: valuesOf(asset), version: asset.version };
      },
      view: (ask, state) => assetPage(systems, `Sửa tài sản dữ liệu: ${state.loaded.asset?.name ?? ''}`, dataAssetPath(idOf(ask), assetIdOf(ask), 'sua'), state),
      perform: async (ask, form, version) => {
        await sayingAt(ask, refusalFields, () => systems.amendDataAsset(ask.act, ask.principal, idOf(ask), assetIdOf(ask), version, entryOf(form)));
        return seeOther(`${systemPath(idOf(ask))}#du-lieu`, 'Đã lưu tài sản dữ liệu.');
      },
    }),
  ];
}

export const assetIdOf = (ask: Ask): string => ask.params['assetId'] ?? '';

/** The system and data asset that the address names. @throws NotFound, Forbidden */
export async function loadAsset(systems: SystemUseCases, ask: Ask): Promise<{ system: SystemDetail; asset: SystemDataAsset }> {
  const system = await systems.read(ask.principal, idOf(ask), 'manage-data');
  const asset = system.data_assets.find(({ id }) => id === assetIdOf(ask));
  if (asset === undefined) throw new NotFound('data asset');
  return { system, asset };
}

function entryOf(form: DataAssetForm): DataAssetEntry {
  return { ...form, stateManaged: form.stateManaged === 'co', subjectCount: form.subjectCount ?? 0 };
}

function valuesOf(asset: SystemDataAsset): FormValues {
  return {
    name: asset.name,
    kind: asset.kind,
    stateManaged: asset.stateManaged ? 'co' : 'khong',
    subjectCount: asset.subjectCount === 0 ? undefined : countText(asset.subjectCount),
    storagePlace: asset.storagePlace,
    storageCountry: asset.storageCountry,
    backup: asset.backup ?? undefined,
    note: asset.note ?? undefined,
  };
}

function assetPage(systems: SystemUseCases, title: string, action: string, state: FormState<AssetMaterial> & { readonly version: number | undefined }): PageAnswer {
  const kinds = systems.words.dataKinds().map(({ id, label, outOfScope }): Choice => {
    const hint = `Không ghi nhận ở đây; thực hiện theo quy định về bảo vệ bí mật nhà nước (${systems.cite({ article: 9, clause: 3 })}).`;
    return { value: id, label, ...(outOfScope ? { hint } : {}) };
  });
  const managedHint = `Bên cung cấp không được truy cập để quản trị dữ liệu này (${systems.cite({ article: 6, clause: 2, point: 'b' })}).`;
  const managedChoices: Choice[] = [
    { value: 'co', label: 'Thuộc phạm vi nhà nước quản lý', hint: managedHint },
    { value: 'khong', label: 'Không thuộc phạm vi nhà nước quản lý' },
  ];
  const countries = Object.entries(countryNames).map(([value, label]) => ({ value, label }));
  const model = {
    ...placeOf(state.loaded.system),
    title,
    action,
    kinds,
    countries,
    managedChoices,
    values: state.values,
    errors: state.errors,
    version: state.version,
    conflict: conflictRows(state, [kinds, countries, managedChoices]),
    reloadHref: action,
  };
  return page('systems/data-asset', title, model, { section: 'systems' });
}
