import { InvalidInput } from '../../kernel/errors.js';
import { maySome } from '../../platform/authorization/ability.js';
import { page, seeOther, type PageAnswer } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import { exportRoute } from '../../platform/http/register-export.js';
import type { Principal } from '../../platform/http/principal.js';
import { registerModel, registerView } from '../../platform/http/register-page.js';
import { screen, type Ask, type FormState, type Route } from '../../platform/http/routes.js';
import type { VendorChoice } from '../application/choose-vendor.js';
import type { VendorDetailRow } from '../application/read-vendors.js';
import type { VendorParticulars } from '../application/register-vendor.js';
import type { VendorUseCases } from '../application/use-cases.js';
import { formAnswer, type FormFrame } from './form-answer.js';
import { vendorPaths, vendorSection } from './paths.js';
import { oneText, vendorForm, vendorFormValues } from './vendor-forms.js';
import { presentVendor } from './vendor-presenter.js';
import { vendorRegisterScreen } from './vendor-register.js';
import { vendorKindOptions } from './words.js';

const inSection = { section: vendorSection };
const taxCodeWall = { vendor_tax_code_unique: { field: 'taxCode', text: 'Mã số thuế này vừa được đăng ký cho bên cung cấp khác.' } };

/** What later rooms add to the page of a vendor. */
export interface VendorPorts {
  /** Where they keep what concerns the vendor, for whoever may read it. */
  readonly laterLinks?: (principal: Principal, vendorId: string) => readonly { readonly href: string; readonly text: string }[];
}

/** The register of vendors, registering one, its page and its particulars. */
export function vendorParticularsRoutes(vendors: VendorUseCases, ports: VendorPorts): Route[] {
  return [
    screen(vendorPaths.register, { action: 'read', subject: 'Vendor' }, async (ask) => {
      const view = registerView(vendorRegisterScreen, ask.query);
      const result = await vendors.readRegister(ask.principal, view);
      const mayRegister = maySome(ask.principal.ability, 'register', 'Vendor');
      const register = registerModel(mayRegister ? vendorRegisterScreen : readOnlyScreen, view, result);
      return page('vendors/register', 'Bên cung cấp', { register, createHref: mayRegister ? vendorPaths.create : '' }, inSection);
    }),
    exportRoute({ path: vendorPaths.register, may: { action: 'read', subject: 'Vendor' }, screen: () => vendorRegisterScreen, rows: (ask, view) => vendors.registerRows(ask.principal, view) }),
    ...formPage<VendorParticulars, Holder>({
      path: vendorPaths.create,
      may: { action: 'register', subject: 'Vendor' },
      records: ['vendor.registered'],
      form: vendorForm,
      load: async (ask) => ({ loaded: await holderOf(vendors, ask, undefined), values: {} }),
      view: (_ask, state) => particularsPage(state, { title: 'Đăng ký bên cung cấp', action: vendorPaths.create, submit: 'Đăng ký', cancelHref: vendorPaths.register }),
      perform: async (ask, particulars) => {
        const id = await sayWhoHolds(vendors, particulars, () => vendors.registerVendor(ask.act, ask.principal, particulars));
        return seeOther(vendorPaths.vendor(id), `Đã đăng ký ${particulars.name}.`);
      },
      walls: taxCodeWall,
    }),
    screen(vendorPaths.vendor(':id'), { action: 'read', subject: 'Vendor' }, async (ask) => {
      const file = await vendors.readVendorFile(ask.principal, idOf(ask));
      return page('vendors/vendor', file.vendor.name, { ...presentVendor(file, ask.principal), laterLinks: ports.laterLinks?.(ask.principal, file.vendor.id) ?? [] }, inSection);
    }),
    ...formPage<VendorParticulars, Holder & { readonly vendor: VendorDetailRow }>({
      path: vendorPaths.amend(':id'),
      may: { action: 'amend', subject: 'Vendor' },
      records: ['vendor.amended'],
      form: vendorForm,
      load: async (ask) => {
        const vendor = await vendors.readVendor(ask.principal, idOf(ask));
        return { loaded: { vendor, ...(await holderOf(vendors, ask, vendor.id)) }, values: vendorFormValues(vendor), version: vendor.version };
      },
      view: (_ask, state) =>
        particularsPage(state, {
          title: 'Sửa thông tin bên cung cấp',
          caption: state.loaded.vendor.name,
          action: vendorPaths.amend(state.loaded.vendor.id),
          submit: 'Lưu',
          cancelHref: vendorPaths.vendor(state.loaded.vendor.id),
          version: state.version,
        }),
      perform: async (ask, particulars, version) => {
        const id = idOf(ask);
        await sayWhoHolds(vendors, particulars, () => vendors.amendVendor(ask.act, ask.principal, { id, version, particulars }));
        return seeOther(vendorPaths.vendor(id), 'Đã lưu thông tin bên cung cấp.');
      },
      walls: taxCodeWall,
    }),
  ];
}

/** The vendor that already has the tax code that was typed, if another one does. */
interface Holder {
  readonly holder: VendorChoice | undefined;
}

const { empty } = vendorRegisterScreen;
const readOnlyScreen = { ...vendorRegisterScreen, empty: { text: empty.text } };

function idOf(ask: Ask): string {
  return ask.params['id'] ?? '';
}

async function holderOf(vendors: VendorUseCases, ask: Ask, ownId: string | undefined): Promise<Holder> {
  const typed = oneText(ask.body['taxCode']);
  const holder = typed === '' ? undefined : await vendors.vendorWithTaxCode(typed);
  return { holder: holder?.id === ownId ? undefined : holder };
}

/** Turns "taken" into the sentence that names who has the code. */
async function sayWhoHolds<T>(vendors: VendorUseCases, particulars: VendorParticulars, perform: () => Promise<T>): Promise<T> {
  try {
    return await perform();
  } catch (error) {
    if (!(error instanceof InvalidInput) || error.fieldErrors['taxCode'] !== 'taken') throw error;
    const holder = await vendors.vendorWithTaxCode(particulars.taxCode);
    throw new InvalidInput({ ...error.fieldErrors, taxCode: `Mã số thuế ${particulars.taxCode} đã đăng ký cho ${holder?.name ?? 'bên cung cấp khác'}.` });
  }
}

function particularsPage(state: FormState<Holder>, frame: FormFrame): PageAnswer {
  const { holder } = state.loaded;
  const shown = holder === undefined || state.errors['taxCode'] === undefined ? undefined : { name: holder.name, href: vendorPaths.vendor(holder.id) };
  return formAnswer('vendors/particulars', state, frame, { kinds: vendorKindOptions, holder: shown });
}
