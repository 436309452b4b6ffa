import { page, seeOther, type Answer, type PageAnswer } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import type { Route } from '../../platform/http/routes.js';
import type { SystemDetail } from '../application/read-systems.js';
import type { Reference } from '../application/references.js';
import type { SystemUseCases } from '../application/use-cases.js';
import { assetIdOf, loadAsset } from './data-asset-routes.js';
import { idOf } from './form-answers.js';
import { confirmForm } from './forms.js';
import { placeOf } from './level-and-state-routes.js';
import { dataAssetPath, systemActPath, systemPath, systemsPath } from './system-paths.js';

/** Deleting a system registered by mistake and removing a data asset; both only when nothing refers to them. */
export function removalRoutes(systems: SystemUseCases): Route[] {
  return [
    ...formPage({
      path: `${systemsPath}/:id/xoa`,
      may: { action: 'delete', subject: 'System' },
      records: ['system.deleted'],
      form: confirmForm,
      load: async (ask) => {
        const system = await systems.read(ask.principal, idOf(ask), 'delete');
        return { loaded: { system, references: await systems.referencesOf(ask.principal, system) }, values: {}, version: system.version };
      },
      view: (_ask, { loaded, version, errors }) => (loaded.references.length > 0 ? systemStays(loaded.system, loaded.references) : deletePage(loaded.system, version, errors)),
      perform: async (ask, _form, version): Promise<Answer> => {
        const system = await systems.read(ask.principal, idOf(ask), 'delete');
        const deletion = await systems.remove(ask.act, ask.principal, idOf(ask), version);
        if (!deletion.deleted) return { ...systemStays(system, deletion.references), status: 409 };
        return seeOther(systemsPath, `Đã xóa hệ thống ${system.name}.`);
      },
    }),
    ...formPage({
      path: `${systemsPath}/:id/du-lieu/:assetId/xoa`,
      may: { action: 'manage-data', subject: 'System' },
      records: ['data-asset.removed'],
      form: confirmForm,
      load: async (ask) => {
        const { system, asset } = await loadAsset(systems, ask);
        const references = await systems.whatRefersToAsset(ask.principal, asset.id);
        return { loaded: { system, asset, references }, values: {}, version: asset.version };
      },
      view: (_ask, { loaded: { system, asset, references }, version, errors }) => {
        if (references.length > 0) return assetStays(system, asset.name, references);
        const model = {
          ...placeOf(system),
          heading: `Bỏ tài sản dữ liệu: ${asset.name}`,
          lead: `Bỏ tài sản dữ liệu “${asset.name}” khỏi hệ thống. Việc này không hoàn tác được; lịch sử của hệ thống vẫn giữ lại.`,
          steps: [{ text: `Tài sản dữ liệu “${asset.name}” không còn trong danh sách của hệ thống.` }, { text: 'Việc bỏ được ghi vào lịch sử của hệ thống.' }],
          action: dataAssetPath(system.id, asset.id, 'xoa'),
          act: { text: 'Bỏ tài sản dữ liệu' },
          version,
          errors,
        };
        return page('systems/remove', model.heading, model, { section: 'systems' });
      },
      perform: async (ask, _form, version): Promise<Answer> => {
        const { system, asset } = await loadAsset(systems, ask);
        const deletion = await systems.removeDataAsset(ask.act, ask.principal, idOf(ask), assetIdOf(ask), version);
        if (!deletion.deleted) return { ...assetStays(system, asset.name, deletion.references), status: 409 };
        return seeOther(`${systemPath(idOf(ask))}#du-lieu`, `Đã bỏ tài sản dữ liệu ${asset.name}.`);
      },
    }),
  ];
}

function deletePage(system: SystemDetail, version: number | undefined, errors: object): PageAnswer {
  const model = {
    ...placeOf(system),
    heading: `Xóa hệ thống: ${system.name}`,
    lead: `Xóa hệ thống “${system.name}” (${system.code}). Chỉ dùng khi ghi nhận nhầm; việc này không hoàn tác được.`,
    steps: [{ text: 'Hệ thống không còn trong danh sách và không chọn được cho hợp đồng.' }, { text: 'Việc xóa được ghi vào nhật ký; nhật ký vẫn giữ lại.' }],
    action: systemActPath(system.id, 'xoa'),
    act: { text: 'Xóa hệ thống' },
    version,
    errors,
  };
  return page('systems/remove', model.heading, model, { section: 'systems' });
}

function systemStays(system: SystemDetail, references: readonly Reference[]): PageAnswer {
  const model = {
    ...placeOf(system),
    heading: `Xóa hệ thống: ${system.name}`,
    what: `hệ thống ${system.name}`,
    references,
    insteadText: 'chuyển tình trạng sang Đã ngừng vận hành',
    insteadHref: system.service_state === 'retired' ? undefined : systemActPath(system.id, 'tinh-trang'),
  };
  return page('systems/remove-refused', `Không thể xóa hệ thống ${system.name}`, model, { section: 'systems' });
}

function assetStays(system: SystemDetail, name: string, references: readonly Reference[]): PageAnswer {
  const model = { ...placeOf(system), heading: `Bỏ tài sản dữ liệu: ${name}`, what: `tài sản dữ liệu ${name}`, references };
  return page('systems/remove-refused', `Không thể bỏ tài sản dữ liệu ${name}`, model, { section: 'systems' });
}
