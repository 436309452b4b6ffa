import { formatInstant } from '../../kernel/calendar-day.js';
import type { ContainmentPlan } from '../application/violation-use-cases.js';
import type { Contain } from '../application/commands.js';
import type { ContractToContain, GrantToContain } from '../application/read-models.js';
import { contractText } from './case-crumbs.js';
import { scopeText, suspensionVerbs, suspensionWords } from './words.js';

/** More names than this make no list that anybody reads; the count says the rest. */
const NAMES_SHOWN = 100;

/** One thing that containing will do, with whom or what it strikes. */
export interface ContainStep {
  readonly text: string;
  readonly names?: readonly string[];
}

/** Which grants would end. */
export function grantsToEnd(plan: Pick<ContainmentPlan, 'contracts'>, command: Pick<Contain, 'breadth' | 'grantIds'>): { readonly contract: ContractToContain; readonly grants: readonly GrantToContain[] }[] {
  const struck = plan.contracts.filter(({ main }) => main || command.breadth === 'vendor');
  return struck.map((contract) => ({ contract, grants: contract.grants.filter(({ id }) => command.grantIds?.includes(id) ?? true) }));
}

type HeldGrant = GrantToContain & { readonly contract: ContractToContain };

/** Which grants of the contract would go on, where single ones were chosen (Mức 1). */
function grantsToKeep(plan: Pick<ContainmentPlan, 'contracts'>, { grantIds }: Pick<Contain, 'grantIds'>): readonly HeldGrant[] {
  if (grantIds === undefined) return [];
  return plan.contracts.filter(({ main }) => main).flatMap((contract) => contract.grants.filter(({ id }) => !grantIds.includes(id)).map((grant) => ({ ...grant, contract })));
}

/** Exactly what will happen, in its order (domain reference 11.3): evidence, access, systems, messages, papers, clocks. */
export function containSteps(plan: ContainmentPlan, command: Contain): ContainStep[] {
  return [
    { text: 'Lập bản lưu chứng cứ có mã băm trước khi thu hồi: quyền đã cấp, tài khoản đang giữ, phiên truy cập và tệp đã ghi nhận.' },
    ...accessSteps(plan, command),
    ...suspensionSteps(plan, command),
    ...messageSteps(plan),
    paperStep(command, grantsToEnd(plan, command).some(({ grants }) => grants.length > 0)),
    clockStep(plan, accountsDue(grantsToEnd(plan, command)) > 0),
    closedStep(plan, command),
    { text: 'Quyết định và căn cứ được ghi vào lịch sử của vụ việc, hợp đồng, hệ thống và bên cung cấp.' },
  ];
}

/** On which contracts nothing is granted until the case ends: with the breadth of the vendor all of them by name. */
function closedStep({ contracts }: Pick<ContainmentPlan, 'contracts'>, { breadth }: Pick<Contain, 'breadth'>): ContainStep {
  if (breadth === 'contract' || contracts.length === 1) return { text: 'Trong khi vụ việc chưa kết thúc, không cấp quyền truy cập mới theo hợp đồng, trừ quyền khắc phục có giám sát; trang hợp đồng luôn hiện lý do.' };
  return {
    text: 'Trong khi vụ việc chưa kết thúc, không cấp quyền truy cập mới, trừ quyền khắc phục có giám sát, theo các hợp đồng sau; trang của từng hợp đồng luôn hiện lý do:',
    names: contracts.map(({ number, name }) => contractText({ contractNumber: number, contractName: name })),
  };
}

function accessSteps(plan: ContainmentPlan, command: Contain): ContainStep[] {
  const struck = grantsToEnd(plan, command);
  const grants = struck.flatMap((one) => one.grants.map((grant) => ({ ...grant, contract: one.contract })));
  const waiting = struck.reduce((sum, { contract }) => sum + contract.requestsWaiting, 0);
  const kept = grantsToKeep(plan, command);
  if (grants.length === 0 && kept.length > 0) return [{ text: 'Không thu hồi quyền truy cập nào; các quyền sau tiếp tục có hiệu lực:', names: shortened(holderTexts(kept)) }, ...waitingStep(waiting)];
  if (grants.length === 0) {
    const never = struck.every(({ contract }) => !contract.everGranted);
    return [{ text: never ? 'Ghi nhận: chưa từng cấp quyền truy cập nào theo hợp đồng này.' : 'Không có quyền truy cập nào đang hoặc sắp có hiệu lực để thu hồi.' }, ...waitingStep(waiting)];
  }
  const accounts = accountsDue(struck);
  return [
    {
      text: `Thu hồi ngay ${String(grants.length)} quyền truy cập${command.breadth === 'vendor' ? ' của bên cung cấp trong mọi hợp đồng của cơ quan' : ' của hợp đồng'}, kể cả lượt trực đang mở; những người sau mất quyền:`,
      names: shortened(holderTexts(grants)),
    },
    ...(kept.length === 0 ? [] : [{ text: `${String(kept.length)} quyền truy cập khác của hợp đồng không bị thu hồi, tiếp tục có hiệu lực:`, names: shortened(holderTexts(kept)) }]),
    ...(accounts === 0 ? [] : [{ text: `Giao cán bộ chuyên trách CNTT/ANM khóa ${String(accounts)} tài khoản và xác nhận kèm minh chứng${plan.revokedBy === undefined ? '' : `, chậm nhất ${formatInstant(plan.revokedBy)}`}; ngoài phần mềm, quyền chỉ coi là thu hồi khi có xác nhận.` }]),
    ...waitingStep(waiting),
  ];
}

/** Who holds which account on which system; of another contract than the case's with its number. */
function holderTexts(grants: readonly HeldGrant[]): string[] {
  return grants.flatMap(({ holders, systemName, contract }) =>
    holders.map(({ name, account }) => `${name}, tài khoản ${account} trên ${systemName}${contract.main ? '' : ` (hợp đồng ${contractText({ contractNumber: contract.number, contractName: contract.name })})`}`));
}

function shortened(names: readonly string[]): readonly string[] {
  return names.length > NAMES_SHOWN ? [...names.slice(0, NAMES_SHOWN), `và ${String(names.length - NAMES_SHOWN)} người, tài khoản khác`] : names;
}

/** How many accounts are to be closed: what nobody ever opened is over without that. */
function accountsDue(struck: ReturnType<typeof grantsToEnd>): number {
  return struck.flatMap(({ grants }) => grants).reduce((sum, grant) => sum + grant.accountsDue, 0);
}

function waitingStep(waiting: number): ContainStep[] {
  return waiting === 0 ? [] : [{ text: `${String(waiting)} đề nghị cấp quyền đang chờ không thể được phê duyệt khi vụ việc chưa kết thúc.` }];
}

function suspensionSteps({ systems }: ContainmentPlan, command: Contain): ContainStep[] {
  const { measure, suspensions, proposals, until, liftCondition, reason } = command;
  if (measure === 'none') return [{ text: `Không tạm dừng, không đình chỉ hệ thống nào${reason === undefined ? '' : `. Lý do: ${reason}`}` }];
  const nameOf = (systemId: string): string => {
    const system = systems.find(({ id }) => id === systemId);
    return system === undefined ? '' : `${system.name} (${system.code}), cấp độ ${String(system.level)}`;
  };
  const others = suspensions.filter(({ scope }) => scope === 'whole').reduce((sum, { systemId }) => sum + (systems.find(({ id }) => id === systemId)?.othersRunning ?? 0), 0);
  return [
    ...(suspensions.length === 0
      ? []
      : [{
          text: `${suspensionWords[measure]} từ lúc này${until === undefined ? '' : ` đến ${formatInstant(until)}`}${liftCondition === undefined ? '' : `, đến khi đạt điều kiện: ${liftCondition}`}:`,
          names: suspensions.map((one) => `${nameOf(one.systemId)}: ${scopeText({ scope: one.scope, part: one.part ?? null })}`),
        }]),
    ...(others === 0 ? [] : [{ text: `${String(others)} quyền truy cập của hợp đồng khác trên hệ thống bị ${suspensionVerbs[measure]} cũng kết thúc.` }]),
    ...(suspensions.length === 0 ? [] : [{ text: `Giao người thực hiện ${suspensionVerbs[measure]} ngoài thực tế và xác nhận kèm minh chứng; chưa có xác nhận thì chưa coi là đã ${suspensionVerbs[measure]}.` }]),
    ...proposals.map(({ systemId, text }) => ({ text: `Gửi đề nghị ${suspensionVerbs[measure]} ${nameOf(systemId)} đến ${systems.find(({ id }) => id === systemId)?.managingAgencyName ?? ''}, cơ quan quyết định: ${text}` })),
  ];
}

function messageSteps({ vendorEmail, vendorHeldBack, officersTold }: ContainmentPlan): ContainStep[] {
  const vendor = vendorHeldBack
    ? 'Không gửi thư cho bên cung cấp: có dấu hiệu tội phạm, phải xin ý kiến Công an thành phố trước.'
    : vendorEmail === null ? 'Bên cung cấp chưa có địa chỉ thư điện tử: thông báo phải gửi bằng văn bản.' : `Gửi thư khẩn cho bên cung cấp (${vendorEmail}).`;
  const officers = officersTold === 0
    ? 'Cán bộ thực hiện chưa có địa chỉ thư điện tử: được báo qua “Việc cần làm”.'
    : `Gửi thư khẩn cho ${String(officersTold)} cán bộ thực hiện; việc cũng hiện trong “Việc cần làm” của họ.`;
  return [{ text: vendor }, { text: officers }];
}

function paperStep({ measure, suspensions }: Contain, revokes: boolean): ContainStep {
  const decision = measure !== 'none' && suspensions.length > 0
    ? `Quyết định ${suspensionVerbs[measure]} hoạt động của hệ thống thông tin${revokes ? ' và thu hồi quyền truy cập' : ''} (HS-12)`
    : revokes ? 'Quyết định thu hồi quyền truy cập (HS-14)' : undefined;
  return { text: 'Lập dự thảo để trình ký, vào số:', names: [...(decision === undefined ? [] : [decision]), 'Thông báo gửi bên cung cấp dịch vụ (HS-13)'] };
}

function clockStep({ revokedBy, noticeBy }: ContainmentPlan, closing: boolean): ContainStep {
  const names = [
    ...(revokedBy === undefined || !closing ? [] : [`Khóa tài khoản và xác nhận: trước ${formatInstant(revokedBy)}`]),
    ...(noticeBy === undefined ? [] : [`Thông báo đến bên cung cấp: trước ${formatInstant(noticeBy)}`]),
  ];
  return { text: 'Bắt đầu tính các thời hạn (quy định nội bộ):', ...(names.length === 0 ? {} : { names }) };
}
