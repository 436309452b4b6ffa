import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { formatMoney } from '../../kernel/money.js';
import type { ContractAmendment, ContractDetail, ContractSystem } from '../application/read-contracts.js';
import { isRunning } from '../domain/contract.lifecycle.js';
import { clockOf, type ClockModel } from './clock.js';
import { outcomeWords, type LibraryChoices } from './library-choices.js';
import { contractPaths } from './paths.js';
import { entryWords } from './words.js';

/** A row of partials/summary-list. */
export interface SummaryRow {
  readonly key: string;
  readonly value?: string | undefined;
  readonly values?: readonly string[] | undefined;
  readonly href?: string | undefined;
  readonly note?: string | undefined;
  readonly changeHref?: string | undefined;
  readonly changeText?: string | undefined;
}

const dayText = (day: CalendarDay | null): string | undefined => (day === null ? undefined : formatDay(day));
const moneyText = (amount: bigint | null): string | undefined => (amount === null ? undefined : formatMoney(amount));

/** Vendor, value and term in one line under the name; the value only for those who may examine the contract. */
export function headFacts({ vendorName, value, startsOn, endsOn }: ContractDetail, examines: boolean): string {
  const term = startsOn === null || endsOn === null ? undefined : `${formatDay(startsOn)} – ${formatDay(endsOn)}`;
  return [vendorName ?? 'Chưa có bên cung cấp', examines ? moneyText(value) : undefined, term].filter((part) => part !== undefined).join(' · ');
}

export function partyRows(contract: ContractDetail, choices: LibraryChoices): SummaryRow[] {
  return [
    { key: 'Cơ quan chủ trì thuê dịch vụ', value: contract.agencyName, ...(contract.originName === contract.agencyName ? {} : { note: `Tiếp nhận từ ${contract.originName}` }) },
    {
      key: 'Bên cung cấp',
      value: contract.vendorName ?? undefined,
      ...(contract.vendorId === null ? {} : { href: `/ben-cung-cap/${contract.vendorId}`, note: `Mã số thuế ${contract.vendorTaxCode ?? ''}` }),
    },
    { key: 'Cán bộ phụ trách', value: contract.responsibleName === null ? undefined : `${contract.responsibleName} (${contract.responsiblePost ?? ''})` },
    { key: 'Loại dịch vụ', value: choices.label('service-kinds', contract.serviceKind) },
    { key: 'Mã gói thầu', value: contract.packageCode ?? undefined },
    ...(contract.invitingBody === null ? [] : [{ key: 'Bên mời thầu (theo nguồn)', value: contract.invitingBody }]),
    { key: 'Phạm vi dịch vụ', value: contract.scope ?? undefined },
  ];
}

export function signingRows(contract: ContractDetail, choices: LibraryChoices): SummaryRow[] {
  const answer = choices.hireAnswerText(contract.hireAnswer);
  return [
    { key: 'Cách vào hệ thống', value: entryWords[contract.entryKind], note: `Ghi nhận ngày ${formatDay(contract.enteredOn)}` },
    ...(contract.transitionGround === null ? [] : [{ key: 'Căn cứ chuyển tiếp', value: contract.transitionGround }]),
    { key: 'Số hợp đồng', value: contract.number ?? undefined },
    ...(contract.phase === 'planned' ? [] : [{ key: 'Ngày ký', value: dayText(contract.signedOn) }]),
    {
      key: 'Việc thuê có được phép',
      value: contract.hireOutcome === null ? undefined : outcomeWords[contract.hireOutcome],
      note: [answer, contract.hireGround === null ? undefined : `Căn cứ: ${contract.hireGround}`].filter((part) => part !== undefined).join('. '),
    },
    ...(contract.cancelGround === null ? [] : [{ key: 'Căn cứ hủy', value: contract.cancelGround }]),
  ];
}

export function moneyRows(contract: ContractDetail, choices: LibraryChoices): SummaryRow[] {
  return [
    { key: 'Giá trị hợp đồng', value: moneyText(contract.value) },
    { key: 'Phần chi cho an ninh mạng', value: moneyText(contract.securityValue), note: 'Mức 10 % và 15 % là bình quân theo cơ quan và năm, không xét riêng từng hợp đồng.' },
    { key: 'Nguồn kinh phí', value: choices.label('fund-sources', contract.fundSource) },
  ];
}

export function operatorRows(contract: ContractDetail, choices: LibraryChoices): SummaryRow[] {
  const label = choices.label('operator-kinds', contract.operatorKind);
  const personal = contract.systems.flatMap(({ assets }) => assets).some(({ personalData }) => personalData !== 'none');
  return [
    { key: 'Đơn vị vận hành hệ thống', value: contract.operatorName === null ? label : `${label ?? ''}: ${contract.operatorName}`, note: 'Theo thỏa thuận trong hợp đồng (khoản 3 Điều 22 dự thảo Quy chế; điểm a khoản 3 Điều 5 Nghị định 331/2026/NĐ-CP).' },
    ...(contract.systems.length === 0 ? [] : [{ key: 'Dữ liệu cá nhân', value: personal ? 'Có, theo dữ liệu của hệ thống' : 'Không ghi nhận' }]),
    { key: 'Điện toán đám mây', value: contract.serviceKind === 'cloud' ? 'Có' : 'Không' },
  ];
}

const personalWords: Readonly<Record<string, string>> = { basic: 'dữ liệu cá nhân cơ bản', sensitive: 'dữ liệu cá nhân nhạy cảm' };

/** A system of the contract with its data, as a row of partials/summary-list. */
export function systemRow(system: ContractSystem): SummaryRow {
  const assets = system.assets.map((asset) =>
    [
      asset.name,
      asset.stateManaged ? 'thuộc phạm vi nhà nước quản lý' : undefined,
      personalWords[asset.personalData],
      asset.subjectCount > 0 ? `khoảng ${asset.subjectCount.toLocaleString('vi-VN')} người` : undefined,
    ].filter((part) => part !== undefined).join(', '),
  );
  return {
    key: system.name,
    ...(assets.length === 0 ? { value: 'Chưa kê khai dữ liệu' } : { values: assets }),
    note: `${system.code} · ${system.agency} · cấp độ ${String(system.level)}${system.levelApproved ? '' : ' (tạm tính, chưa có quyết định phê duyệt)'}`,
    ...(system.readable ? { changeHref: `/he-thong/${system.id}`, changeText: 'Mở' } : {}),
  };
}

/** An amendment with what stood before and after, only for what it changed; amounts only for those who may examine the contract. */
export function presentAmendment(amendment: ContractAmendment, examines: boolean): object {
  const amounts = [
    change('Giá trị hợp đồng', amountText(amendment.valueBefore), amountText(amendment.valueAfter)),
    change('Phần chi cho an ninh mạng', amountText(amendment.securityValueBefore), amountText(amendment.securityValueAfter)),
  ];
  const changes = [
    change('Ngày kết thúc', dayText(amendment.endsOnBefore), dayText(amendment.endsOnAfter)),
    ...(examines ? amounts : []),
    change('Phạm vi dịch vụ', amendment.scopeBefore ?? undefined, amendment.scopeAfter ?? undefined),
  ];
  return { number: amendment.number, signedOn: formatDay(amendment.signedOn), ground: amendment.ground, changes: changes.filter((row) => row !== undefined) };
}

function amountText(amount: string | null): string | undefined {
  return amount === null ? undefined : formatMoney(BigInt(amount));
}

function change(what: string, before: string | undefined, after: string | undefined): { what: string; before: string; after: string } | undefined {
  return before === after ? undefined : { what, before: before ?? '(chưa có)', after: after ?? '(chưa có)' };
}

/** The term with its clock while the contract runs. */
export function termModel(contract: ContractDetail, today: CalendarDay): { rows: SummaryRow[]; clock?: ClockModel } {
  const first = contract.amendments[0];
  const original = first !== undefined && first.endsOnBefore !== contract.endsOn ? `Theo hợp đồng đã ký: ${dayText(first.endsOnBefore) ?? 'chưa có'}` : undefined;
  const rows = [
    { key: contract.phase === 'planned' ? 'Ngày bắt đầu (dự kiến)' : 'Ngày bắt đầu', value: dayText(contract.startsOn) },
    { key: contract.phase === 'planned' ? 'Ngày kết thúc (dự kiến)' : 'Ngày kết thúc', value: dayText(contract.endsOn), ...(original === undefined ? {} : { note: original }) },
  ];
  return isRunning(contract.phase) && contract.endsOn !== null ? { rows, clock: clockOf(contract.endsOn, today) } : { rows };
}

/** Agencies that read the contract besides its own, and why. */
export function beneficiaryRows(contract: ContractDetail): { name: string; why: string }[] {
  const before = new Set(contract.transfers.filter(({ outcome }) => outcome === 'accepted').map(({ fromName }) => fromName));
  return contract.beneficiaries.map(({ name, named }) => ({
    name,
    why: named ? 'được nêu trong hợp đồng' : before.has(name) ? 'cơ quan đã chuyển giao hợp đồng' : 'quản lý hoặc sử dụng hệ thống',
  }));
}

/** Where an act of the page leads. */
export function actLinks(contract: ContractDetail): Readonly<Record<'change' | 'amend' | 'cancel' | 'attach' | 'requestTransfer', string>> {
  const { id } = contract;
  return {
    change: contractPaths.change(id),
    amend: contractPaths.amend(id),
    cancel: contractPaths.cancel(id),
    attach: contractPaths.attach(id),
    requestTransfer: contractPaths.requestTransfer(id),
  };
}
