import { accessPaths, sinceText } from '../../access-grants/index.js';
import { contractPaths } from '../../contracts/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { SummaryRow } from '../../platform/views/pattern-models.js';
import type { CaseDetail, ContainmentRow, ProposalRow, SuspensionRow } from '../application/read-models.js';
import { contractText } from './case-crumbs.js';
import type { CaseReader } from './case-reader.js';
import { violationPaths } from './paths.js';
import { scopeText, suspensionVerbs, suspensionWords } from './words.js';

/** What was done to contain a case, as its page shows it. */
export function presentContainment(of: CaseDetail, containment: ContainmentRow, reader: CaseReader): object {
  return {
    facts: factsOf(of, containment),
    suspensions: containment.suspensions.map((suspension) => suspensionModel(suspension, of.now, reader)),
    proposals: containment.proposals.map(proposalModel),
  };
}

/** How a suspension stands at an instant: not yet carried out, in force, past its end without a decision, lifted. */
export function suspensionStates({ kind, endsAt, done, resumption }: Pick<SuspensionRow, 'kind' | 'endsAt' | 'done' | 'resumption'>, now: Date): StateModel[] {
  if (resumption !== null) return [{ tone: 'settled', icon: 'check', word: `Hoạt động trở lại từ ${formatInstant(resumption.at)}` }];
  const carriedOut: StateModel = done === null ? { tone: 'stop', icon: 'warning', word: 'Chưa xác nhận đã thực hiện' } : { tone: 'attention', icon: 'pause', word: `Đang ${suspensionVerbs[kind]}` };
  return endsAt !== null && endsAt <= now ? [carriedOut, { tone: 'stop', icon: 'clock', word: `Hết thời hạn tạm dừng ${sinceText(endsAt, now)}, chưa có quyết định` }] : [carriedOut];
}

/** From when to when, or what lifts it. */
export function suspensionTerm({ kind, startsAt, endsAt, liftCondition, extension }: SuspensionRow): string {
  const term = endsAt === null ? `Từ ${formatInstant(startsAt)}` : `Từ ${formatInstant(startsAt)} đến ${formatInstant(endsAt)}`;
  const extended = extension === null ? '' : ' (đã gia hạn một lần)';
  return `${term}${extended}${kind === 'stop' && liftCondition !== null ? `. Điều kiện hoạt động trở lại: ${liftCondition}` : ''}`;
}

function suspensionModel(suspension: SuspensionRow, now: Date, reader: CaseReader): object {
  const { id, kind, systemCode, systemName, systemLevel, agencyId, agencyName, done, extension, resumption, executor, continuity, reason, endsAt } = suspension;
  const running = resumption === null;
  const mayDo = (action: string): boolean => running && reader.mayDo(action, agencyId);
  return {
    title: `${suspensionWords[kind]} ${scopeText(suspension)}`,
    system: systemName,
    about: `${systemCode}, cấp độ ${String(systemLevel)}`,
    term: suspensionTerm(suspension),
    states: suspensionStates(suspension, now),
    facts: [
      ...(reason === null ? [] : [{ key: 'Lý do của phạm vi áp dụng', value: reason }]),
      { key: 'Duy trì phục vụ người sử dụng', value: continuity },
      { key: 'Người thực hiện', value: `${executor.name} (${executor.post})` },
      { key: 'Quyết định', value: `${suspension.decidedBy.name} (${suspension.decidedBy.post}), ${agencyName}` },
      ...(done === null ? [] : [{ key: 'Đã thực hiện', value: `${formatInstant(done.doneAt)}; ${done.proof}`, note: `${done.by} xác nhận lúc ${formatInstant(done.at)}` }]),
      ...(extension === null ? [] : [{ key: 'Gia hạn', value: `đến ${formatInstant(extension.until)}; ${extension.ground}`, note: `${extension.by}, ${formatInstant(extension.at)}` }]),
      ...(resumption === null ? [] : [{ key: 'Hoạt động trở lại', value: resumption.ground, note: `${resumption.by}, ${formatInstant(resumption.at)}` }]),
    ] satisfies SummaryRow[],
    links: [
      ...(done === null && mayDo('confirm-done') ? [{ href: violationPaths.done(id), text: 'Xác nhận đã thực hiện', about: systemName }] : []),
      ...(kind === 'pause' && extension === null && endsAt !== null && mayDo('extend') ? [{ href: violationPaths.extend(id), text: 'Gia hạn tạm dừng', about: systemName }] : []),
      ...(mayDo('resume') ? [{ href: violationPaths.resume(id), text: 'Cho phép hoạt động trở lại', about: systemName }] : []),
    ],
  };
}

function proposalModel({ id, systemCode, systemName, toAgencyName, text, proposedBy, proposedAt, answer, ...scope }: ProposalRow): object {
  return {
    href: violationPaths.proposal(id),
    system: `${systemName} (${systemCode})`,
    scope: scopeText(scope),
    to: toAgencyName,
    text,
    proposed: `${proposedBy}, ${formatInstant(proposedAt)}`,
    state: proposalState(answer),
    answer: answer === null ? '' : `${answer.ground} (${answer.by}, ${formatInstant(answer.at)})`,
  };
}

/** Whether the agency that manages the system has answered. */
export function proposalState(answer: ProposalRow['answer']): StateModel {
  if (answer === null) return { tone: 'attention', icon: 'pending', word: 'Chờ cơ quan quản lý quyết định' };
  return answer.accepted ? { tone: 'settled', icon: 'check', word: 'Đã chấp thuận' } : { tone: 'neutral', icon: 'close', word: 'Không chấp thuận' };
}

function factsOf(of: CaseDetail, containment: ContainmentRow): SummaryRow[] {
  const { decidedBy, decidedAt, outOfHours, confirmation, confirmBy, breadth, contracts, grantsEnded, accounts, accountsOpen, noAccessEver, whole, ground, reason, snapshotSha256 } = containment;
  return [
    { key: 'Người quyết định', value: `${decidedBy.name} (${decidedBy.post}), ${formatInstant(decidedAt)}`, ...(outOfHours ? { note: 'Quyết định ngoài giờ làm việc, thủ trưởng xác nhận sau' } : {}) },
    ...(confirmation !== null
      ? [{ key: 'Thủ trưởng xác nhận', value: `${confirmation.by}, ${formatInstant(confirmation.at)}`, ...(confirmation.note === null ? {} : { note: confirmation.note }) }]
      : confirmBy === null ? [] : [{ key: 'Thủ trưởng xác nhận', state: { tone: 'stop', icon: 'warning', word: `Chưa xác nhận, hạn ${formatInstant(confirmBy)}` } as const }]),
    { key: 'Căn cứ, lý do', value: ground },
    ...(reason === null ? [] : [{ key: 'Lý do không tạm dừng hoặc áp dụng phạm vi hẹp hơn', value: reason }]),
    noAccessEver
      ? { key: 'Thu hồi quyền truy cập', value: 'Chưa từng cấp quyền truy cập nào theo hợp đồng này' }
      : {
          key: 'Thu hồi quyền truy cập',
          value: grantsEnded === 0 ? 'Không còn quyền nào đang có hiệu lực để thu hồi' : `${String(grantsEnded)} quyền, ${String(accounts)} tài khoản${whole ? '' : ' (chỉ những quyền liên quan)'}`,
          ...(grantsEnded === 0 ? {} : { href: accessPaths.ofContract(of.contractId), state: accountsState(accounts, accountsOpen) }),
        },
    ...(breadth === 'vendor' ? [{ key: 'Hợp đồng khác của bên cung cấp', values: contracts.filter(({ id }) => id !== of.contractId).map(({ number, name }) => contractText({ contractNumber: number, contractName: name })) }] : []),
    { key: 'Bản lưu chứng cứ', value: `SHA-256 ${snapshotSha256}`, note: 'Quyền đã cấp, tài khoản đang giữ, phiên và tệp đã ghi nhận, lập trước khi thu hồi' },
  ];
}

function accountsState(accounts: number, open: number): StateModel {
  if (open > 0) return { tone: 'stop', icon: 'warning', word: `${String(open)} tài khoản chưa xác nhận khóa` };
  return { tone: 'settled', icon: 'check', word: accounts === 0 ? 'Không có tài khoản nào đang giữ' : 'Mọi tài khoản đã khóa' };
}

/** The contract of a case as a link. */
export function contractRow(of: Pick<CaseDetail, 'contractId' | 'contractNumber' | 'contractName' | 'vendorName'>): SummaryRow {
  return { key: 'Hợp đồng', value: contractText(of), href: contractPaths.contract(of.contractId), note: of.vendorName };
}
