import { page, seeOther, type PageAnswer } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import type { Ask, FormState, Route } from '../../platform/http/routes.js';
import { agenciesToRegisterFor } from '../application/access.js';
import type { ContractCommand } from '../application/contract-command.js';
import type { ContractUseCases } from '../application/use-cases.js';
import type { VendorResolution } from '../../vendors/index.js';
import { plannedForm, transitionalForm, type ContractFormFields, type TransitionalFormFields } from './contract-forms.js';
import { conflictRows, contractWalls, entryChoices, sayingFaults, type EntryChoices } from './form-model.js';
import type { LibraryChoices } from './library-choices.js';
import { contractPaths, contractSection } from './paths.js';
import { readVendorTyped, vendorField, vendorMeant } from './vendor-field.js';

/** The two ways in: a planned contract, which passes the gates, and a running one from before the product. */
export function entryRoutes(contracts: ContractUseCases, library: LibraryChoices): Route[] {
  const load = async (ask: Ask): Promise<{ loaded: FormMaterial; values: Record<string, string> }> => {
    const agencyIds = agenciesToRegisterFor(ask.principal);
    const [offered, vendor] = await Promise.all([contracts.formChoices(ask.principal), readVendorTyped(contracts, ask.body)]);
    const loaded = { choices: entryChoices(library, offered, contracts.today(), agencyIds), vendor };
    const agency = ask.principal.agency?.id ?? '';
    const chosen = agencyIds.includes(agency) ? agency : (agencyIds[0] ?? '');
    return { loaded, values: { agency: chosen, ...(loaded.choices.staff.some(({ value }) => value === ask.principal.userId) ? { responsible: ask.principal.userId } : {}) } };
  };
  const may = { action: 'register', subject: 'Contract' };
  return [
    ...formPage<ContractFormFields, FormMaterial>({
      path: contractPaths.create,
      may,
      records: ['contract.registered'],
      files: true,
      form: plannedForm(library.codes),
      load,
      view: (ask, state) =>
        formAnswer(ask, state, {
          heading: 'Lập hợp đồng dự kiến',
          lead: 'Số hợp đồng, bên cung cấp, giá trị và thời hạn có thể bổ sung sau. Hợp đồng chỉ được ký khi đủ điều kiện tại khoản 1 Điều 6 dự thảo Quy chế.',
          action: contractPaths.create,
          submitText: 'Lập hợp đồng',
          cancelHref: contractPaths.register,
          startLabel: 'Ngày bắt đầu (dự kiến)',
          endLabel: 'Ngày kết thúc (dự kiến)',
          numberOptional: true,
        }),
      perform: async (ask, fields) => {
        const command = { ...commandOf(fields, await vendorMeant(contracts, ask.body), library), agency: fields.agency };
        const id = await sayingFaults(() => contracts.registerContract(ask.act, ask.principal, command, ask.uploads.files));
        return seeOther(contractPaths.contract(id), `Đã lập hợp đồng dự kiến “${fields.name}”.`);
      },
      walls: contractWalls,
    }),
    ...formPage<TransitionalFormFields, FormMaterial>({
      path: contractPaths.enterTransitional,
      may,
      records: ['contract.entered-as-transitional'],
      files: true,
      form: transitionalForm(library.codes),
      load,
      view: (ask, state) =>
        formAnswer(ask, state, {
          heading: 'Nhập hợp đồng chuyển tiếp',
          lead: `Dành cho hợp đồng đang chạy, ký trước ngày cơ quan bắt đầu sử dụng hệ thống; nhập đúng ngày tháng trên bản ký. Khoản 2 đến khoản 4 Điều 6 áp dụng ngay; đánh giá rủi ro và rà soát điều khoản trong ${String(library.reviewDays(contracts.today()))} ngày kể từ ngày nhập.`,
          action: contractPaths.enterTransitional,
          submitText: 'Nhập hợp đồng chuyển tiếp',
          cancelHref: contractPaths.register,
          startLabel: 'Ngày bắt đầu',
          endLabel: 'Ngày kết thúc',
          transitional: true,
          signed: true,
        }),
      perform: async (ask, fields) => {
        const command = { ...commandOf(fields, await vendorMeant(contracts, ask.body), library), agency: fields.agency, phase: fields.phase, ground: fields.ground, signedOn: fields.signedOn };
        const id = await sayingFaults(() => contracts.enterTransitional(ask.act, ask.principal, command, ask.uploads.files));
        return seeOther(contractPaths.contract(id), `Đã nhập hợp đồng chuyển tiếp “${fields.name}”.`);
      },
      walls: contractWalls,
    }),
  ];
}

/** A form's fields as the use cases take them: the vendor by the tax code that was meant, the answer about the hire with its outcome. */
export function commandOf(
  fields: ContractFormFields & { readonly signedOn?: ContractCommand['signedOn'] },
  vendorTaxCode: string | undefined,
  library: LibraryChoices,
): ContractCommand {
  return { ...fields, vendorTaxCode, hireOutcome: library.outcomeOf(fields.hireAnswer) };
}

/** What a form of a contract is shown with. */
export interface FormMaterial {
  readonly choices: EntryChoices;
  /** Whom the posted vendor field names. */
  readonly vendor: VendorResolution | undefined;
}

interface FormFrame {
  readonly heading: string;
  readonly lead?: string;
  readonly action: string;
  readonly submitText: string;
  readonly cancelHref: string;
  readonly startLabel: string;
  readonly endLabel: string;
  readonly numberOptional?: boolean;
  readonly transitional?: boolean;
  readonly signed?: boolean;
  readonly correcting?: boolean;
  readonly fixedAgency?: boolean;
  readonly withFiles?: boolean;
}

/** The page of a form in any of its ways. */
export function formAnswer(ask: Ask, state: FormState<FormMaterial> & { readonly version: number | undefined }, frame: FormFrame): PageAnswer {
  const { loaded: { choices, vendor }, values, errors, conflict, kept, version } = state;
  const model = {
    withFiles: true,
    ...frame,
    values,
    errors,
    kept,
    version,
    choices,
    vendor: vendorField(ask.body, values, errors, vendor, frame.numberOptional ?? false),
    beneficiariesOpen: errors['beneficiaries'] !== undefined || (values['beneficiaries'] ?? '').length > 0,
    filesHint: 'PDF, DOCX, XLSX hoặc ảnh; chọn được nhiều tệp',
    conflict: conflict.length === 0 ? undefined : { fields: conflictRows(conflict, choices), reloadHref: frame.action },
  };
  return page('contracts/form', frame.heading, model, { section: contractSection });
}
