import { systemInSentence } from './request-presenter.js';
import { inSentence } from '../../kernel/text.js';
import { presentAttachment } from '../../attachments/index.js';
import { presentTimeline, type EventTexts, type PastEvent } from '../../audit-trail/index.js';
import { contractPaths } from '../../contracts/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import type { Refusal } from '../../kernel/refusal.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { ActModel, ClosedAct, SummaryRow } from '../../platform/views/pattern-models.js';
import { openedInEmergency, standingGrantOf, type AfterUseCases, type GrantDetail, type GrantLine, type GrantUse } from '../application/after-use-cases.js';
import { mayReview, reviewDue } from '../domain/emergency-policy.js';
import { grantStanding, isOver, type GrantStanding } from '../domain/grant-standing.js';
import { mayAcknowledgeUse, mayOpenUse } from '../domain/use-policy.js';
import { accessCrumbs, contractCaption, titleOfGrant } from './access-crumbs.js';
import { nextStepOfGrant } from './grant-next-step.js';
import { accessPaths } from './paths.js';
import { presentSessions } from './session-presenter.js';
import { sinceText } from './since.js';
import { closureWords, endWords, environmentWords, formWords, grantStates, methodWords, phaseWords, planeWords, purposeWords, supervisionWords, windowsText } from './words.js';

/** Who looks at a grant, and what they may do about it. */
export interface GrantReader {
  readonly userId: string;
  readonly mayDo: (action: string) => boolean;
  readonly refusalText: (refusal: Refusal) => string;
}

export interface GrantPage {
  readonly grant: GrantDetail;
  readonly history: readonly PastEvent[];
  readonly files: Awaited<ReturnType<AfterUseCases['filesOf']>>;
  /** The name of a kind of account. */
  readonly kindName: (kind: string) => string;
  readonly eventTexts: EventTexts;
}

const LINES_SHOWN = 30;

/** How a grant stands now. */
export function standingOfGrant(grant: GrantDetail): GrantStanding {
  return grantStanding({
    ...grant,
    held: grant.lines.filter((line) => line.heldUntil > grant.now).length,
    accountsOpen: grant.lines.filter(({ due }) => due).length,
    usable: grant.phaseOpen && !grant.suspended,
  }, grant.now);
}

/** Who may do what where, from when to when, watched by whom: one sentence. */
export function grantSentence(grant: GrantDetail): string {
  const people = [...new Set(grant.holders.map(({ name }) => name))];
  const until = grant.endedAt !== null && grant.endedAt < grant.endsAt ? grant.endedAt : grant.endsAt;
  const verb = isOver(grant, grant.now) ? 'đã được' : 'được';
  return [
    `${people.length > 3 ? `${String(people.length)} người (${people.join(', ')})` : people.join(', ')} của ${grant.vendorName ?? 'bên cung cấp'} ${verb} truy cập ${systemInSentence(grant.systemName)}, ${inSentence(environmentWords[grant.environment])},`,
    `để ${inSentence(purposeWords[grant.purpose])}, với quyền ${inSentence(planeWords[grant.plane])}, qua ${methodWords[grant.method]}${addressText(grant)},`,
    `từ ${formatInstant(grant.startsAt)} đến ${formatInstant(until)}${grant.useHours === null ? '' : `, mở từng lần khi có sự cố, mỗi lần nhiều nhất ${String(grant.useHours)} giờ`}, ${windowsText(grant.windows)};`,
    `${inSentence(supervisionWords[grant.supervision])}, người giám sát: ${grant.supervisorName} (${grant.supervisorPost}).`,
  ].join(' ');
}

function addressText({ sourceAddresses }: GrantDetail): string {
  return sourceAddresses.length === 0 ? '' : ` từ ${sourceAddresses.map((network) => network.replace(/\/32$|\/128$/, '')).join(', ')}`;
}

/** The page of a grant. */
export function presentGrant({ grant, history, files, kindName, eventTexts }: GrantPage, reader: GrantReader): object {
  const standing = standingOfGrant(grant);
  const open = grant.uses.find((use) => isOpen(use, grant.now));
  return {
    crumbs: accessCrumbs(grant),
    title: titleOfGrant(grant),
    caption: `Quyền truy cập theo ${inSentence(contractCaption(grant))}`,
    states: statesOf(grant, standing),
    sentence: grantSentence(grant),
    endText: endTextOf(grant),
    next: nextStepOfGrant(grant, standing, open),
    acts: actsOf(grant, reader),
    facts: factsOf(grant, kindName),
    lines: shownLines(grant).map((line) => lineModel(line, grant, kindName, reader)),
    linesHidden: grant.lines.length - shownLines(grant).length,
    standing: grant.form === 'standing',
    uses: grant.uses.map((use) => useModel(use, grant, reader)),
    sessions: presentSessions(grant.sessions),
    sessionCount: grant.sessionCount,
    review: grant.form === 'emergency' ? reviewModel(grant, reader) : undefined,
    files: files.map(presentAttachment),
    timeline: presentTimeline(history, eventTexts),
  };
}

function isOpen({ closesAt, closedAt }: GrantUse, now: Date): boolean {
  return closedAt === null && closesAt > now;
}

function statesOf(grant: GrantDetail, standing: GrantStanding): StateModel[] {
  const open = grant.lines.filter(({ due }) => due).length;
  const state = grantStates[standing];
  return [
    ...(state === undefined ? [] : [state]),
    ...(open > 0 && standing !== 'account-open' ? [{ tone: 'stop', icon: 'warning', word: `${String(open)} tài khoản chưa khóa` } as const] : []),
    ...(grant.form === 'emergency' && grant.review === null ? [{ tone: 'stop', icon: 'warning', word: 'Chưa được rà soát' } as const] : []),
  ];
}

/** How a grant ended before its term; empty where it did not. */
function endTextOf(grant: GrantDetail): string {
  if (grant.endedAt === null) return grant.endsAt < grant.approvedUntil ? `Thời hạn đã được rút ngắn; trước đó đến ${formatInstant(grant.approvedUntil)}.` : '';
  const by = grant.endedByName === null ? '' : `, người thực hiện: ${grant.endedByName}`;
  const ground = grant.endGround === null ? '' : ` Lý do: ${grant.endGround}`;
  return `Kết thúc lúc ${formatInstant(grant.endedAt)}: ${endWords[grant.endKind ?? ''] ?? ''}${by}.${ground}`;
}

function factsOf(grant: GrantDetail, kindName: (kind: string) => string): SummaryRow[] {
  return [
    { key: 'Hợp đồng', value: grant.contractNumber === null ? grant.contractName : `${grant.contractNumber} – ${grant.contractName}`, href: contractPaths.contract(grant.contractId), ...(grant.vendorName === null ? {} : { note: grant.vendorName }) },
    { key: 'Hệ thống', value: `${grant.systemCode} – ${grant.systemName}`, note: `Cấp độ ${String(grant.level)}` },
    { key: 'Hình thức, giai đoạn', value: `${formWords[grant.form]}, ${inSentence(phaseWords[grant.phase])}` },
    { key: 'Người có tên trong quyền', values: grant.holders.map(({ name, post, account, accountKind, left, bound }) => `${name} (${post}), tài khoản ${account} (${inSentence(kindName(accountKind))})${left ? '; đã thôi làm việc' : bound ? '' : '; chưa có cam kết bảo mật còn hiệu lực'}`) },
    { key: 'Quyền hạn cụ thể', value: grant.privilege },
    ...(grant.assets.length === 0 ? [] : [{ key: 'Dữ liệu có thể tiếp xúc', values: grant.assets }]),
    ...(grant.rollbackPlan === null ? [] : [{ key: 'Phương án khôi phục', value: grant.rollbackPlan }]),
    { key: 'Căn cứ, lý do', value: grant.ground },
    { key: grant.form === 'emergency' ? 'Người mở khẩn cấp' : 'Người cấp quyền', value: `${grant.grantedByName} (${grant.grantedByPost}), ${formatInstant(grant.grantedAt)}` },
    ...(grant.form === 'emergency' ? [] : [{ key: 'Đề nghị', value: 'Xem đề nghị cấp quyền', href: accessPaths.request(grant.requestId) }]),
    ...(grant.continuesId === null ? [] : [{ key: 'Tiếp nối', value: 'Xem quyền trước đó', href: accessPaths.grant(grant.continuesId) }]),
  ];
}

/** What is still to be done about, then the newest; a standing grant may have very many. */
function shownLines({ lines, now }: GrantDetail): GrantLine[] {
  const urgent = lines.filter((line) => line.due || line.heldUntil > now);
  const rest = lines.filter((line) => !urgent.includes(line));
  return [...urgent, ...rest.slice(0, Math.max(0, LINES_SHOWN - urgent.length))];
}

function lineModel(line: GrantLine, grant: GrantDetail, kindName: (kind: string) => string, reader: GrantReader): object {
  return {
    name: line.name,
    account: line.account,
    kind: kindName(line.accountKind),
    from: formatInstant(line.startsAt),
    until: formatInstant(line.heldUntil),
    why: endWords[line.cause] ?? '',
    state: lineState(line, grant),
    note: line.closure === null ? '' : `${line.closure.proof} (${line.closure.by})`,
    closeHref: line.due && reader.mayDo('confirm-closure') ? accessPaths.closure(line.id) : '',
  };
}

function lineState(line: GrantLine, { now }: GrantDetail): StateModel {
  if (line.closure !== null) return { tone: 'settled', icon: 'check', word: `${closureWords[line.closure.action]}, ${formatInstant(line.closure.doneAt)}` };
  if (line.due) return { tone: 'stop', icon: 'warning', word: `Tài khoản chưa khóa: ${sinceText(line.heldUntil, now)} kể từ ${formatInstant(line.heldUntil)}` };
  if (line.heldUntil <= line.startsAt) return { tone: 'neutral', icon: 'dash', word: 'Chưa từng có hiệu lực' };
  if (line.heldUntil <= now) return { tone: 'neutral', icon: 'arrow', word: 'Tiếp tục theo quyền khác' };
  return line.startsAt > now ? { tone: 'neutral', icon: 'clock', word: 'Chưa bắt đầu' } : { tone: 'settled', icon: 'check', word: 'Đang giữ' };
}

function useModel(use: GrantUse, grant: GrantDetail, reader: GrantReader): object {
  const open = isOpen(use, grant.now);
  const acknowledged = mayAcknowledgeUse(use, reader.userId);
  const acts: ActModel[] = [];
  if (use.acknowledgedAt === null && !use.openedByHead && reader.mayDo('acknowledge-use')) {
    acts.push({ id: `da-biet-${use.id}`, text: 'Đã biết', ...(acknowledged.allowed ? { action: accessPaths.acknowledgeUse(grant.id, use.id) } : { closed: { reason: reader.refusalText(acknowledged) } }) });
  }
  if (open && reader.mayDo('open-use')) acts.push({ id: `dong-${use.id}`, text: 'Đóng ngay', action: accessPaths.closeUse(grant.id, use.id), secondary: true });
  return {
    opened: formatInstant(use.openedAt),
    by: use.openedByName,
    people: use.people.join(', '),
    ground: use.ground,
    state: open
      ? { tone: 'active', icon: 'clock', word: `Đang mở, tự đóng lúc ${formatInstant(use.closesAt)}` }
      : { tone: 'neutral', icon: 'dash', word: use.closedAt === null ? `Tự đóng lúc ${formatInstant(use.closesAt)}` : `Đóng lúc ${formatInstant(use.closedAt)}${use.closedByName === null ? '' : `, ${use.closedByName}`}` },
    known: knownState(use),
    acts,
  };
}

/** Whether the head knows of a use. */
function knownState({ acknowledgedAt, acknowledgedByName, openedByHead }: GrantUse): StateModel {
  if (acknowledgedAt !== null) return { tone: 'settled', icon: 'check', word: `${acknowledgedByName ?? ''} đã biết, ${formatInstant(acknowledgedAt)}` };
  return openedByHead ? { tone: 'settled', icon: 'check', word: 'Thủ trưởng đã mở' } : { tone: 'attention', icon: 'pending', word: 'Thủ trưởng chưa xác nhận đã biết' };
}

function reviewModel(grant: GrantDetail, reader: GrantReader): object {
  const { review } = grant;
  if (review !== null) {
    const justified = review.outcome === 'justified';
    return {
      settled: true,
      state: { tone: justified ? 'settled' : 'stop', icon: justified ? 'check' : 'warning', word: justified ? 'Có căn cứ' : 'Không có căn cứ' },
      text: `${review.by} rà soát lúc ${formatInstant(review.at)}. ${review.ground}`,
    };
  }
  const verdict = mayReview(openedInEmergency(grant), { id: reader.userId, head: reader.mayDo('decide') });
  const due = reviewDue({ openedAt: grant.grantedAt });
  return {
    settled: false,
    heading: due <= grant.now ? `Quá hạn rà soát: ${sinceText(due, grant.now)}` : 'Chưa được rà soát',
    text: `Việc mở khẩn cấp phải được người khác rà soát trước ${formatInstant(due)}. Hợp đồng chưa thể kết thúc khi chưa rà soát.`,
    act: reader.mayDo('review-emergency') ? { id: 'ra-soat-khan-cap', text: 'Rà soát', ...closedOr(verdict.allowed ? undefined : { reason: reader.refusalText(verdict) }, accessPaths.review(grant.id)) } : undefined,
  };
}

function closedOr(closed: ClosedAct | undefined, href: string): Pick<ActModel, 'closed' | 'href'> {
  return closed === undefined ? { href } : { closed };
}

/** The acts of whoever reads, the most likely first; what is over cannot end again and is left out. */
function actsOf(grant: GrantDetail, reader: GrantReader): ActModel[] {
  const over = isOver(grant, grant.now);
  const opening = mayOpenUse(standingGrantOf(grant), grant.now);
  const offer = (action: string, shown: boolean, model: ActModel): ActModel[] => (shown && reader.mayDo(action) ? [model] : []);
  return [
    ...offer('open-use', grant.form === 'standing' && !over, {
      id: 'mo-quyen-truc', text: 'Mở quyền trực', ...closedOr(opening.allowed ? undefined : { reason: reader.refusalText(opening) }, accessPaths.openUse(grant.id)),
    }),
    ...offer('record-session', grant.startsAt <= grant.now, { id: 'ghi-phien', text: 'Ghi nhận phiên truy cập', href: `${accessPaths.newSession(grant.contractId)}?quyen=${grant.id}`, secondary: true }),
    ...offer('request', grant.form !== 'emergency', { id: 'tiep-noi', text: 'Đề nghị tiếp nối', href: continueHref(grant), secondary: true }),
    ...offer('cut-back', !over, { id: 'rut-ngan', text: 'Rút ngắn thời hạn', href: accessPaths.cutBack(grant.id), secondary: true }),
    ...offer('return-early', !over, { id: 'tra-som', text: 'Trả lại trước hạn', href: accessPaths.returnEarly(grant.id), secondary: true }),
    ...offer('revoke', !over, { id: 'thu-hoi', text: 'Thu hồi', href: accessPaths.revoke(grant.id), danger: true }),
  ];
}

/** A longer term is a new approval: the form opens with what stands in the request of this grant. */
function continueHref({ contractId, systemId, form, purpose, phase, requestId }: GrantDetail): string {
  return `${accessPaths.newRequest(contractId)}?${new URLSearchParams({ systemId, form, purpose, phase, 'tiep-noi': requestId }).toString()}`;
}
