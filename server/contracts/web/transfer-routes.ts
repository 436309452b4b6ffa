import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { formatMoney } from '../../kernel/money.js';
import { may } from '../../platform/authorization/ability.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice, day, identifier, line, optional, paragraph } from '../../platform/http/field-types.js';
import { demandedFile, formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { act, type Ask, type Route } from '../../platform/http/routes.js';
import type { ContractDetail, TransferDetail } from '../application/read-contracts.js';
import type { ContractUseCases } from '../application/use-cases.js';
import { sayingFaults } from './form-model.js';
import { contractPaths, contractSection } from './paths.js';
import { requireRoleHere } from './require-role.js';
import { phaseStates } from './words.js';

const inSection = { section: contractSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

interface RequestForm {
  readonly toAgencyId: string;
  readonly documentNumber: string;
  readonly documentDay: CalendarDay;
  readonly effectiveOn: CalendarDay;
  readonly reason: string;
}

const requestForm = defineForm<RequestForm>(
  {
    toAgencyId: identifier('cơ quan tiếp nhận'),
    documentNumber: line('Số văn bản', 100),
    documentDay: day('Ngày văn bản'),
    effectiveOn: day('Ngày chuyển'),
    reason: paragraph('Lý do', 2000),
  },
  ({ documentDay, effectiveOn }) => (documentDay > effectiveOn ? { effectiveOn: `Ngày chuyển không được trước ngày văn bản (${formatDay(documentDay)}).` } : {}),
);

const returnForm = defineForm<{ reason: string }>({ reason: paragraph('lý do trả lại', 2000) });

interface PaperForm {
  readonly outcome: 'accepted' | 'returned';
  readonly number: string;
  readonly date: CalendarDay;
  readonly signer: string;
  readonly ground?: string | undefined;
}

const paperForm = defineForm<PaperForm>(
  {
    outcome: choice('quyết định', ['accepted', 'returned']),
    number: line('Số văn bản quyết định', 100),
    date: day('Ngày ký'),
    signer: identifier('người ký'),
    ground: optional(paragraph('Lý do trả lại', 2000)),
  },
  ({ outcome, ground }) => (outcome === 'returned' && ground === undefined ? { ground: 'Nêu lý do trả lại.' } : {}),
);

type Names = (agencyId: string) => Promise<readonly { readonly id: string; readonly name: string; readonly post: string }[]>;

export interface TransferPorts {
  readonly rolesThatMay: (action: string, subject: string) => readonly string[];
  /** Whoever could have signed a paper for an agency. */
  readonly signers: Names;
}

/** Handing a contract on to another agency: asked for by one, decided by the other. */
export function transferRoutes(contracts: ContractUseCases, { rolesThatMay, signers }: TransferPorts): Route[] {
  const deciding = { action: 'decide', subject: 'ContractTransfer' };
  const decided = ['contract.transferred', 'contract.transfer-returned'];
  return [
    ...formPage<RequestForm, { contract: ContractDetail; receivers: { value: string; label: string }[] }>({
      path: contractPaths.requestTransfer(':id'),
      may: { action: 'request-transfer', subject: 'Contract' },
      records: ['contract.transfer-requested'],
      files: true,
      form: requestForm,
      load: async (ask) => {
        const contract = await contracts.contract(ask.principal, idOf(ask));
        requireRoleHere(ask.principal, 'request-transfer', contract, rolesThatMay);
        const { agencies } = await contracts.formChoices(ask.principal, contract.agencyId);
        return { loaded: { contract, receivers: agencies.filter(({ id }) => id !== contract.agencyId).map(({ id, name }) => ({ value: id, label: name })) }, values: {} };
      },
      view: (_ask, { loaded: { contract, receivers }, values, errors }) =>
        page('contracts/request-transfer', 'Chuyển cơ quan quản lý hợp đồng', { name: contract.name, agencyName: contract.agencyName, receivers, values, errors, action: contractPaths.requestTransfer(contract.id), cancelHref: contractPaths.contract(contract.id) }, inSection),
      perform: async (ask, fields) => {
        await sayingFaults(() => contracts.requestTransfer(ask.act, ask.principal, idOf(ask), fields, ask.uploads.files));
        return seeOther(contractPaths.contract(idOf(ask)), 'Đã gửi đề nghị; thủ trưởng cơ quan tiếp nhận quyết định.');
      },
      walls: { contract_transfer_one_open: { field: '', text: 'Hợp đồng đang có một đề nghị chuyển cơ quan chờ quyết định.' } },
    }),
    ...formPage<{ reason: string }, TransferDetail>({
      path: contractPaths.transfer(':id'),
      may: { action: 'read', subject: 'ContractTransfer' },
      mayPerform: deciding,
      records: decided,
      form: returnForm,
      load: async (ask) => ({ loaded: await contracts.transfer(ask.principal, idOf(ask)), values: {} }),
      view: (ask, { loaded, values, errors }) => page('contracts/transfer', 'Tiếp nhận hợp đồng', transferModel(ask, loaded, values['reason'], errors), inSection),
      // The form of this page returns the request; accepting is an act of its own.
      perform: async (ask, { reason }) => {
        await contracts.decideTransfer(ask.act, ask.principal, { id: idOf(ask), outcome: 'returned', ground: reason });
        return seeOther('/', 'Đã trả lại đề nghị chuyển hợp đồng.');
      },
    }),
    act(`${contractPaths.transfer(':id')}/tiep-nhan`, deciding, decided, async (ask) => {
      const contractId = await contracts.decideTransfer(ask.act, ask.principal, { id: idOf(ask), outcome: 'accepted' });
      return seeOther(contractPaths.contract(contractId), 'Đã tiếp nhận hợp đồng. Chọn cán bộ phụ trách mới ở mục Sửa thông tin.');
    }),
    ...formPage<PaperForm, { transfer: TransferDetail; people: { value: string; label: string }[] }>({
      path: `${contractPaths.transfer(':id')}/quyet-dinh-giay`,
      may: { action: 'record-paper', subject: 'ContractTransfer' },
      records: decided,
      files: true,
      demands: { field: 'scan', text: 'Đính kèm bản quét văn bản đã ký.' },
      form: paperForm,
      load: async (ask) => {
        const transfer = await contracts.transfer(ask.principal, idOf(ask));
        const people = await signers(transfer.toAgencyId);
        return { loaded: { transfer, people: people.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })) }, values: {} };
      },
      view: (_ask, { loaded: { transfer, people }, values, errors }) =>
        page('contracts/transfer-paper', 'Ghi nhận quyết định trên giấy', { name: transfer.name, toName: transfer.toName, people, values, errors, outcomes, action: `${contractPaths.transfer(transfer.id)}/quyet-dinh-giay`, cancelHref: contractPaths.transfer(transfer.id) }, inSection),
      perform: async (ask, { outcome, number, date, signer, ground }) => {
        const scan = demandedFile(ask);
        await contracts.decideTransfer(ask.act, ask.principal, { id: idOf(ask), outcome, ground, paper: { number, date, signerId: signer, scan } });
        return seeOther('/', 'Đã ghi nhận quyết định trên giấy.');
      },
    }),
  ];
}

const outcomes = [
  { value: 'accepted', label: 'Tiếp nhận hợp đồng' },
  { value: 'returned', label: 'Trả lại đề nghị' },
];

function transferModel(ask: Ask, transfer: TransferDetail, reason: string | readonly string[] | undefined, errors: Readonly<Record<string, string>>): object {
  const href = contractPaths.transfer(transfer.id);
  const reach = { agencyId: transfer.toAgencyId };
  const mayDecide = may(ask.principal.ability, 'decide', 'ContractTransfer', reach);
  const open = transfer.outcome === null;
  const facts = [
    { key: 'Bên cung cấp', value: transfer.vendorName ?? undefined },
    { key: 'Giá trị', value: transfer.value === null ? undefined : formatMoney(transfer.value) },
    { key: 'Ngày kết thúc', value: transfer.endsOn === null ? undefined : formatDay(transfer.endsOn) },
    { key: 'Giai đoạn', value: phaseStates[transfer.phase].word },
    { key: 'Lý do', value: transfer.reason },
    { key: 'Người đề nghị', value: `${transfer.requesterName} (${transfer.requesterPost})` },
  ];
  return {
    name: transfer.name,
    settledText: open ? '' : transfer.outcome === 'accepted' ? 'Hợp đồng đã được tiếp nhận.' : 'Đề nghị đã được trả lại.',
    facts,
    whoText: open && !mayDecide ? `Chờ thủ trưởng ${transfer.toName} quyết định.` : '',
    paperHref: open && may(ask.principal.ability, 'record-paper', 'ContractTransfer', reach) ? `${href}/quyet-dinh-giay` : '',
    request: open && mayDecide ? {
      heading: 'Đề nghị tiếp nhận hợp đồng',
      parts: [
        { text: `${transfer.toName} tiếp nhận hợp đồng ` },
        { text: `${transfer.number ?? '(chưa có số)'} “${transfer.name}”` },
        { text: ` từ ${transfer.fromName}, theo văn bản số ${transfer.documentNumber} ngày ${formatDay(transfer.documentDay)}, có hiệu lực từ ngày ${formatDay(transfer.effectiveOn)}; ${transfer.fromName} tiếp tục được đọc hợp đồng và lịch sử.` },
      ],
      facts,
      approve: { action: `${href}/tiep-nhan`, text: 'Tiếp nhận' },
      return: { action: href, text: 'Trả lại', name: 'reason', value: reason, error: errors['reason'] },
    } : undefined,
  };
}
