import { page, seeOther, type PageAnswer } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import { act, screen, type Ask, type Route } from '../../platform/http/routes.js';
import { isHeld, type VendorHolders } from '../application/delete-vendor.js';
import type { VendorDetailRow } from '../application/read-vendors.js';
import type { VendorUseCases } from '../application/use-cases.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { formAnswer } from './form-answer.js';
import { vendorFilesForm } from './part-forms.js';
import { vendorPaths, vendorSection } from './paths.js';

const mayDelete = { action: 'delete', subject: 'Vendor' } as const;

/** The files of a vendor, and deleting one that nothing refers to. */
export function vendorKeepingRoutes(vendors: VendorUseCases): Route[] {
  return [
    ...formPage<{ purpose: string }, VendorDetailRow>({
      path: vendorPaths.attach(':id'),
      may: { action: 'amend', subject: 'Vendor' },
      records: ['vendor.files-attached'],
      form: vendorFilesForm,
      files: true,
      load: async (ask) => ({ loaded: await vendors.readVendor(ask.principal, idOf(ask)), values: {} }),
      view: (_ask, state) =>
        formAnswer('vendors/files', state, {
          title: 'Đính kèm tệp',
          caption: state.loaded.name,
          action: vendorPaths.attach(state.loaded.id),
          submit: 'Đính kèm',
          cancelHref: vendorPaths.vendor(state.loaded.id),
        }),
      perform: async (ask, { purpose }) => {
        const files = ask.uploads.files.filter(({ field }) => field === 'file');
        const command = { vendorId: idOf(ask), purpose, files };
        await inSentences({ 'file.missing': 'Chọn tệp cần đính kèm.' }, () => vendors.attachVendorFiles(ask.act, ask.principal, command));
        return seeOther(vendorPaths.vendor(idOf(ask)), `Đã đính kèm ${files.length} tệp.`);
      },
    }),
    screen(vendorPaths.remove(':id'), mayDelete, async (ask) => {
      const vendor = await vendors.readVendor(ask.principal, idOf(ask));
      const holders = await vendors.readVendorHolders(ask.principal, vendor.id);
      return isHeld(holders) ? refusedPage(vendor, holders, 200) : removalPage(vendor);
    }),
    act(vendorPaths.remove(':id'), mayDelete, ['vendor.deleted'], async (ask) => {
      const vendor = await vendors.readVendor(ask.principal, idOf(ask));
      const result = await vendors.deleteVendor(ask.act, ask.principal, { id: vendor.id, version: versionOf(ask) });
      return result.outcome === 'deleted' ? seeOther(vendorPaths.register, `Đã xóa ${result.name}.`) : refusedPage(vendor, result.holders, 409);
    }),
  ];
}

function idOf(ask: Ask): string {
  return ask.params['id'] ?? '';
}

function versionOf(ask: Ask): number | undefined {
  const text = ask.body['_version'];
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function removalPage(vendor: VendorDetailRow): PageAnswer {
  const names = vendor.representatives.map(({ fullName, post }) => `${fullName}, ${post}`);
  const model = {
    caption: `Mã số thuế ${vendor.taxCode}`,
    lead: `Xóa ${vendor.name} khỏi danh sách bên cung cấp của toàn thành phố.`,
    steps: [
      { text: `Xóa ${vendor.representatives.length} người đại diện và danh sách ${vendor.subcontractors.length} nhà thầu phụ đã ghi.`, names },
      { text: 'Xóa thông tin chung của bên cung cấp. Mã số thuế có thể được đăng ký lại.', names: [] },
      { text: 'Việc xóa được ghi vào nhật ký với đầy đủ thông tin lúc xóa.', names: [] },
    ],
    action: vendorPaths.remove(vendor.id),
    version: vendor.version,
    act: { text: 'Xóa bên cung cấp' },
    cancelHref: vendorPaths.vendor(vendor.id),
  };
  return page('vendors/removal', `Xóa ${vendor.name}`, model, { section: vendorSection });
}

function refusedPage(vendor: VendorDetailRow, holders: VendorHolders, status: 200 | 409): PageAnswer {
  const unlisted = holders.peopleCount - holders.people.length;
  const model = {
    what: `bên cung cấp ${vendor.name}`,
    references: [
      ...holders.elsewhere,
      ...holders.people.map(({ id, fullName }) => ({ text: `Nhân sự: ${fullName}`, href: vendorPaths.person(id) })),
      ...holders.worksFor.map(({ id, name }) => ({ text: `Là nhà thầu phụ của ${name}`, href: vendorPaths.vendor(id) })),
      ...(holders.fileCount > 0 ? [{ text: `${holders.fileCount} tệp đính kèm`, href: `${vendorPaths.vendor(vendor.id)}#tep-dinh-kem` }] : []),
    ],
    moreText: unlisted > 0 ? `và ${unlisted} nhân sự khác` : '',
    insteadText: 'ghi ngày bên cung cấp ngừng hoạt động',
    insteadHref: vendorPaths.amend(vendor.id),
    backHref: vendorPaths.vendor(vendor.id),
  };
  return page('vendors/removal-refused', `Không thể xóa ${vendor.name}`, model, { section: vendorSection, status });
}
