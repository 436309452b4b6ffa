import { formatDay } from '../../kernel/calendar-day.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import { seeOther } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import type { Ask, Route } from '../../platform/http/routes.js';
import type { SubcontractingCompany } from '../application/add-subcontractor.js';
import type { RepresentativeParticulars } from '../application/add-representative.js';
import type { RepresentativeRow, SubcontractorRow, VendorDetailRow } from '../application/read-vendors.js';
import type { VendorResolution } from '../application/choose-vendor.js';
import type { VendorUseCases } from '../application/use-cases.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { formAnswer } from './form-answer.js';
import { representativeForm, subcontractorChangeForm, subcontractorForm, type NewSubcontractor, type SubcontractorChange } from './part-forms.js';
import { vendorPaths } from './paths.js';
import { typedVendor, vendorChoiceError, vendorChoiceModel } from './vendor-choice-field.js';
import { dayValue } from './vendor-forms.js';

const mayAmend = { action: 'amend', subject: 'Vendor' } as const;
const companyWall = { vendor_subcontractor_once: { field: 'company', text: 'Bên cung cấp này đã có trong danh sách nhà thầu phụ.' } };

/** Representatives and subcontractors of a vendor. */
export function vendorPartRoutes(vendors: VendorUseCases): Route[] {
  const loadVendor = async (ask: Ask): Promise<VendorDetailRow> => vendors.readVendor(ask.principal, vendorIdOf(ask));

  return [
    ...formPage<RepresentativeParticulars, VendorDetailRow>({
      path: vendorPaths.addRepresentative(':id'),
      may: mayAmend,
      records: ['vendor.representative-added'],
      form: representativeForm,
      load: async (ask) => ({ loaded: await loadVendor(ask), values: {} }),
      view: (_ask, state) =>
        formAnswer('vendors/representative', state, {
          title: 'Thêm người đại diện',
          caption: state.loaded.name,
          action: vendorPaths.addRepresentative(state.loaded.id),
          submit: 'Thêm',
          cancelHref: vendorPaths.vendor(state.loaded.id),
        }),
      perform: async (ask, particulars) => {
        await vendors.addRepresentative(ask.act, ask.principal, vendorIdOf(ask), particulars);
        return seeOther(vendorPaths.vendor(vendorIdOf(ask)), `Đã thêm người đại diện ${particulars.fullName}.`);
      },
    }),
    ...formPage<RepresentativeParticulars, { readonly vendor: VendorDetailRow; readonly row: RepresentativeRow }>({
      path: vendorPaths.amendRepresentative(':id', ':representativeId'),
      may: mayAmend,
      records: ['vendor.representative-amended'],
      form: representativeForm,
      load: async (ask) => {
        const vendor = await loadVendor(ask);
        const row = oneOf(vendor.representatives, ask.params['representativeId'], 'representative');
        const { fullName, post, authorityGround } = row;
        const values = { fullName, post, authorityGround, validFrom: formatDay(row.validFrom), validUntil: dayValue(row.validUntil) };
        return { loaded: { vendor, row }, values, version: row.version };
      },
      view: (_ask, state) =>
        formAnswer('vendors/representative', state, {
          title: 'Sửa người đại diện',
          caption: state.loaded.vendor.name,
          action: vendorPaths.amendRepresentative(state.loaded.vendor.id, state.loaded.row.id),
          submit: 'Lưu',
          cancelHref: vendorPaths.vendor(state.loaded.vendor.id),
          version: state.version,
        }),
      perform: async (ask, particulars, version) => {
        const vendorId = vendorIdOf(ask);
        await vendors.amendRepresentative(ask.act, ask.principal, { vendorId, id: ask.params['representativeId'] ?? '', version, particulars });
        return seeOther(vendorPaths.vendor(vendorId), 'Đã lưu người đại diện.');
      },
    }),
    ...formPage<NewSubcontractor, { readonly vendor: VendorDetailRow; readonly resolution: VendorResolution | undefined }>({
      path: vendorPaths.addSubcontractor(':id'),
      may: mayAmend,
      records: ['vendor.subcontractor-added'],
      form: subcontractorForm,
      load: async (ask) => {
        const typed = typedVendor(ask.body, 'company');
        const [vendor, resolution] = await Promise.all([loadVendor(ask), typed === '' ? undefined : vendors.resolveVendor(typed)]);
        return { loaded: { vendor, resolution }, values: { source: 'registered' } };
      },
      view: (_ask, state) =>
        formAnswer(
          'vendors/subcontractor',
          state,
          {
            title: 'Thêm nhà thầu phụ',
            caption: state.loaded.vendor.name,
            action: vendorPaths.addSubcontractor(state.loaded.vendor.id),
            submit: 'Thêm',
            cancelHref: vendorPaths.vendor(state.loaded.vendor.id),
          },
          {
            sources: [
              { value: 'registered', label: 'Bên cung cấp đã đăng ký' },
              { value: 'named', label: 'Công ty chưa đăng ký' },
            ],
            company: vendorChoiceModel({ name: 'company', label: 'Bên cung cấp đã đăng ký' }, state.values, state.errors, state.loaded.resolution),
          },
        ),
      perform: async (ask, command) => {
        const company = await companyOf(vendors, ask, command);
        const sentences = {
          'company.itself': 'Bên cung cấp không thể là nhà thầu phụ của chính mình.',
          'company.unknown': 'Bên cung cấp này vừa bị xóa. Chọn bên khác.',
          'companyTaxCode.registered': `Mã số thuế ${command.companyTaxCode ?? ''} là của một bên cung cấp đã đăng ký. Chọn “Bên cung cấp đã đăng ký” và nhập mã số thuế này.`,
        };
        const { service } = command;
        await inSentences(sentences, () => vendors.addSubcontractor(ask.act, ask.principal, vendorIdOf(ask), { company, service }));
        return seeOther(vendorPaths.vendor(vendorIdOf(ask)), `Đã thêm nhà thầu phụ ${company.name}.`);
      },
      walls: companyWall,
    }),
    ...formPage<SubcontractorChange, { readonly vendor: VendorDetailRow; readonly row: SubcontractorRow }>({
      path: vendorPaths.amendSubcontractor(':id', ':subcontractorId'),
      may: mayAmend,
      records: ['vendor.subcontractor-amended'],
      form: subcontractorChangeForm,
      load: async (ask) => {
        const vendor = await loadVendor(ask);
        const row = oneOf(vendor.subcontractors, ask.params['subcontractorId'], 'subcontractor');
        return { loaded: { vendor, row }, values: { service: row.service, endedOn: dayValue(row.endedOn) }, version: row.version };
      },
      view: (_ask, state) =>
        formAnswer(
          'vendors/subcontractor-change',
          state,
          {
            title: 'Sửa nhà thầu phụ',
            caption: state.loaded.vendor.name,
            action: vendorPaths.amendSubcontractor(state.loaded.vendor.id, state.loaded.row.id),
            submit: 'Lưu',
            cancelHref: vendorPaths.vendor(state.loaded.vendor.id),
            version: state.version,
          },
          { facts: [{ key: 'Công ty', value: state.loaded.row.name }, { key: 'Mã số thuế', value: state.loaded.row.taxCode }] },
        ),
      perform: async (ask, change, version) => {
        const vendorId = vendorIdOf(ask);
        await vendors.amendSubcontractor(ask.act, ask.principal, { vendorId, id: ask.params['subcontractorId'] ?? '', version, ...change });
        return seeOther(vendorPaths.vendor(vendorId), 'Đã lưu nhà thầu phụ.');
      },
    }),
  ];
}

function vendorIdOf(ask: Ask): string {
  return ask.params['id'] ?? '';
}

function oneOf<Row extends { readonly id: string }>(rows: readonly Row[], id: string | undefined, subject: string): Row {
  const found = rows.find((row) => row.id === id);
  if (found === undefined) throw new NotFound(subject);
  return found;
}

/** The company that was meant. @throws InvalidInput at the field when what was typed names nobody or several */
async function companyOf(vendors: VendorUseCases, ask: Ask, command: NewSubcontractor): Promise<SubcontractingCompany> {
  if (command.source === 'named') return { kind: 'named', name: command.companyName ?? '', taxCode: command.companyTaxCode };
  const typed = typedVendor(ask.body, 'company');
  const resolution = await vendors.resolveVendor(typed);
  if (resolution.kind !== 'found') throw new InvalidInput({ company: vendorChoiceError(resolution, typed) ?? '' });
  return { kind: 'registered', vendorId: resolution.vendor.id, name: resolution.vendor.name };
}
