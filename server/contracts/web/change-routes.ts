import { Refused } from '../../kernel/errors.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import { day, line, money, optional, paragraph } from '../../platform/http/field-types.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Ask, Route } from '../../platform/http/routes.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { formatDay } from '../../kernel/calendar-day.js';
import { formatMoney } from '../../kernel/money.js';
import type { ContractDetail } from '../application/read-contracts.js';
import type { ContractUseCases } from '../application/use-cases.js';
import { mayAmend, mayEdit, mayMove } from '../domain/gate.js';
import { changeForm, type ChangeFormFields } from './contract-forms.js';
import { commandOf, formAnswer, type FormMaterial } from './entry-routes.js';
import { contractWalls, entryChoices, sayingFaults, valuesOf, type EntryChoices } from './form-model.js';
import type { LibraryChoices } from './library-choices.js';
import { contractPaths, contractSection } from './paths.js';
import { requireRoleHere } from './require-role.js';
import { readVendorTyped, vendorMeant } from './vendor-field.js';

const inSection = { section: contractSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const amendmentFilesHint = 'PDF của bản ký; chọn được nhiều tệp';

interface AmendmentForm {
  readonly number: string;
  readonly signedOn: CalendarDay;
  readonly ground: string;
  readonly endsOn?: CalendarDay | undefined;
  readonly value?: bigint | undefined;
  readonly securityValue?: bigint | undefined;
  readonly scope?: string | undefined;
}

const amendmentForm = defineForm<AmendmentForm>({
  number: line('Số phụ lục', 100),
  signedOn: day('Ngày ký phụ lục'),
  endsOn: optional(day('Ngày kết thúc mới')),
  value: optional(money('Giá trị hợp đồng mới')),
  securityValue: optional(money('Phần chi cho an ninh mạng mới')),
  scope: optional(paragraph('Phạm vi dịch vụ mới', 8000)),
  ground: paragraph('Căn cứ', 2000),
});

const cancelForm = defineForm<{ ground: string }>({ ground: paragraph('Căn cứ hủy', 2000) });
const attachForm = defineForm<{ purpose: string }>({ purpose: line('Nội dung tài liệu', 200) });

/** Changing a contract: facts put right, amendments, files, and cancelling a planned one. */
export function changeRoutes(contracts: ContractUseCases, library: LibraryChoices, rolesThatMay: (action: string, subject: string) => readonly string[]): Route[] {
  const loadFor = async (ask: Ask, action: string): Promise<ContractDetail> => {
    const contract = await contracts.contract(ask.principal, idOf(ask));
    requireRoleHere(ask.principal, action, contract, rolesThatMay);
    return contract;
  };
  return [
    ...formPage<ChangeFormFields, FormMaterial & { contract: ContractDetail }>({
      path: contractPaths.change(':id'),
      may: { action: 'change', subject: 'Contract' },
      records: ['contract.changed', 'contract.corrected'],
      form: changeForm(library.codes),
      load: async (ask) => {
        const contract = await loadFor(ask, 'change');
        const verdict = mayEdit({ ...contract, amendments: contract.amendments.length }, false);
        if (!verdict.allowed) throw new Refused(verdict);
        const [offered, vendor] = await Promise.all([contracts.formChoices(ask.principal, contract.agencyId), readVendorTyped(contracts, ask.body)]);
        const choices = entryChoices(library, offered, contracts.today(), [contract.agencyId]);
        return { loaded: { contract, choices: withTied(choices, contract), vendor }, values: valuesOf(contract), version: contract.version };
      },
      view: (ask, { loaded: { contract, ...loaded }, ...state }) =>
        formAnswer(ask, { ...state, loaded }, {
          heading: `Sửa thông tin: ${contract.name}`,
          action: contractPaths.change(contract.id),
          submitText: 'Lưu',
          cancelHref: contractPaths.contract(contract.id),
          startLabel: contract.phase === 'planned' ? 'Ngày bắt đầu (dự kiến)' : 'Ngày bắt đầu',
          endLabel: contract.phase === 'planned' ? 'Ngày kết thúc (dự kiến)' : 'Ngày kết thúc',
          numberOptional: contract.phase === 'planned',
          signed: contract.phase !== 'planned',
          correcting: contract.phase !== 'planned',
          fixedAgency: true,
          withFiles: false,
        }),
      perform: async (ask, fields, version) => {
        const { correctionGround } = fields;
        const command = commandOf(fields, await vendorMeant(contracts, ask.body), library);
        await sayingFaults(() => contracts.changeContract(ask.act, ask.principal, { id: idOf(ask), version, command, correctionGround }));
        return seeOther(contractPaths.contract(idOf(ask)), 'Đã lưu thông tin hợp đồng.');
      },
      walls: contractWalls,
    }),
    ...formPage<AmendmentForm, ContractDetail>({
      path: contractPaths.amend(':id'),
      may: { action: 'amend', subject: 'Contract' },
      records: ['contract.amended'],
      files: true,
      form: amendmentForm,
      load: async (ask) => {
        const contract = await loadFor(ask, 'amend');
        const verdict = mayAmend(contract.phase, contract.amendmentStop);
        if (!verdict.allowed) throw new Refused(verdict);
        return { loaded: contract, values: {}, version: contract.version };
      },
      view: (_ask, { loaded, values, errors, version, kept }) =>
        page('contracts/amendment', 'Ghi nhận phụ lục', { ...factsNow(loaded), values, errors, version, kept, action: contractPaths.amend(loaded.id), cancelHref: contractPaths.contract(loaded.id), filesHint: amendmentFilesHint }, inSection),
      perform: async (ask, fields, version) => {
        await sayingFaults(() => contracts.amendContract(ask.act, ask.principal, { ...fields, id: idOf(ask), version }, ask.uploads.files));
        return seeOther(`${contractPaths.contract(idOf(ask))}#phu-luc`, `Đã ghi nhận phụ lục ${fields.number}.`);
      },
      walls: { contract_amendment_number_unique: { field: 'number', text: 'Hợp đồng đã có phụ lục mang số này.' } },
    }),
    ...formPage<{ purpose: string }, ContractDetail>({
      path: contractPaths.attach(':id'),
      may: { action: 'attach', subject: 'Contract' },
      records: ['contract.files-attached'],
      files: true,
      demands: { field: 'files', text: 'Chọn ít nhất một tệp để đính kèm.' },
      form: attachForm,
      load: async (ask) => ({ loaded: await loadFor(ask, 'attach'), values: {} }),
      view: (_ask, { loaded, values, errors }) =>
        page('contracts/attach', 'Đính kèm tệp', { name: loaded.name, values, errors, action: contractPaths.attach(loaded.id), cancelHref: contractPaths.contract(loaded.id) }, inSection),
      perform: async (ask, { purpose }) => {
        await sayingFaults(() => contracts.attachContractFiles(ask.act, ask.principal, { id: idOf(ask), purpose }, ask.uploads.files));
        return seeOther(`${contractPaths.contract(idOf(ask))}#tep`, `Đã đính kèm ${String(ask.uploads.files.length)} tệp.`);
      },
    }),
    ...formPage<{ ground: string }, ContractDetail>({
      path: contractPaths.cancel(':id'),
      may: { action: 'cancel', subject: 'Contract' },
      records: ['contract.cancelled'],
      form: cancelForm,
      load: async (ask) => {
        const contract = await loadFor(ask, 'cancel');
        const verdict = mayMove(contract.phase, 'cancel');
        if (!verdict.allowed) throw new Refused(verdict);
        return { loaded: contract, values: {}, version: contract.version };
      },
      view: (_ask, { loaded, values, errors, version }) => page('contracts/cancel', 'Hủy hợp đồng dự kiến', cancelModel(loaded, values['ground'], errors, version), inSection),
      perform: async (ask, { ground }, version) => {
        await contracts.cancelContract(ask.act, ask.principal, { id: idOf(ask), version, ground });
        return seeOther(contractPaths.contract(idOf(ask)), 'Đã hủy hợp đồng dự kiến.');
      },
    }),
  ];
}

/** What is tied to the contract stays on offer, even where lists no longer name it: agencies that ended stand first, so that they are seen. */
function withTied(choices: EntryChoices, contract: ContractDetail): EntryChoices {
  const systems = contract.systems.filter(({ id, readable }) => readable && !choices.systems.some(({ value }) => value === id));
  const { responsibleId, responsibleName, responsiblePost } = contract;
  const gone = responsibleId !== null && !choices.staff.some(({ value }) => value === responsibleId);
  const ended = contract.beneficiaries.filter(({ id, named }) => named && !choices.beneficiaries.some(({ value }) => value === id));
  return {
    ...choices,
    beneficiaries: [...ended.map(({ id, name }) => ({ value: id, label: `${name} (đã kết thúc)` })), ...choices.beneficiaries],
    systems: [...choices.systems, ...systems.map(({ id, code, name }) => ({ value: id, label: name, hint: code }))],
    staff: gone ? [...choices.staff, { value: responsibleId, label: `${responsibleName ?? ''} (${responsiblePost ?? ''}, không còn giữ vai trò)` }] : choices.staff,
  };
}

/** The terms in force, beside the fields that change them. */
function factsNow(contract: ContractDetail): object {
  return {
    name: contract.name,
    caption: `Hợp đồng ${contract.number ?? ''}`,
    now: [
      { key: 'Ngày ký hợp đồng', value: contract.signedOn === null ? undefined : formatDay(contract.signedOn) },
      { key: 'Ngày kết thúc', value: contract.endsOn === null ? undefined : formatDay(contract.endsOn) },
      { key: 'Giá trị hợp đồng', value: contract.value === null ? undefined : formatMoney(contract.value) },
      { key: 'Phần chi cho an ninh mạng', value: contract.securityValue === null ? undefined : formatMoney(contract.securityValue) },
      { key: 'Phạm vi dịch vụ', value: contract.scope ?? undefined },
    ],
  };
}

function cancelModel(contract: ContractDetail, ground: string | readonly string[] | undefined, errors: Readonly<Record<string, string>>, version: number | undefined): object {
  return {
    name: contract.name,
    cancelling: {
      lead: `Hủy hợp đồng dự kiến “${contract.name}” của ${contract.agencyName}. Việc này không hoàn tác được.`,
      steps: [
        { text: 'Hợp đồng chuyển sang giai đoạn Hủy và không sửa được nữa; lịch sử được giữ nguyên.' },
        { text: 'Số hợp đồng và mã gói thầu (nếu có) dùng lại được cho hợp đồng khác.' },
        { text: 'Các việc đang chờ của hợp đồng này không còn trong danh sách việc cần làm.' },
      ],
      action: contractPaths.cancel(contract.id),
      version,
      ground: { name: 'ground', label: 'Căn cứ hủy', hint: 'Ví dụ: văn bản dừng việc thuê, thay đổi kế hoạch', value: ground, error: errors['ground'] },
      act: { text: 'Hủy hợp đồng dự kiến' },
      cancelHref: contractPaths.contract(contract.id),
    },
  };
}
