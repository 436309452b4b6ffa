import { presentAttachment, type Attachment } from '../../attachments/index.js';
import { presentTimeline, type EventTexts, type PastEvent } from '../../audit-trail/index.js';
import { presentClocks, type DutyClock } from '../../clocks/index.js';
import { formatDay, formatInstant } from '../../kernel/calendar-day.js';
import type { Verdict } from '../../kernel/refusal.js';
import { incidentPaths } from '../../incidents/index.js';
import type { Library } from '../../library/index.js';
import type { ActModel, SummaryRow } from '../../platform/views/pattern-models.js';
import { recordHref } from '../../records/index.js';
import type { CaseDetail, NoticeRow, RemedyRow, ReportRow } from '../application/read-models.js';
import type { CaseOutcome } from '../domain/violation.js';
import { caseCrumbs, contractCaption } from './case-crumbs.js';
import { nextStepOfCase } from './case-next-step.js';
import { closedBy, linkOrClosed, type CaseReader } from './case-reader.js';
import { contractRow, presentContainment } from './containment-presenter.js';
import { violationPaths } from './paths.js';
import { sourceLink } from './case-source.js';
import { signsOf } from './signs-form.js';
import { addresseeWords, caseStates, deliveryWords, levelState, levelWords, outcomeWords, stepText } from './words.js';

/** A sign of a crime or against national security: nothing goes to the vendor before Công an thành phố was asked (domain reference 11.5). */
const CRIME = 'DH-18';

export interface CasePage {
  readonly case: CaseDetail;
  readonly history: readonly PastEvent[];
  readonly files: readonly Attachment[];
  readonly clocks: readonly DutyClock[];
  readonly library: Library;
  readonly eventTexts: EventTexts;
  readonly mayContain: Verdict;
  /** Whether the case can end with an outcome. */
  readonly mayClose: (outcome: CaseOutcome) => Verdict;
}

/** The page of a case. */
export function presentCase(shown: CasePage, reader: CaseReader): object {
  const { case: of, history, files, clocks, library, eventTexts } = shown;
  return {
    crumbs: caseCrumbs(of).slice(0, 1),
    title: `Vụ vi phạm ${of.code}`,
    caption: contractCaption(of),
    facts: [of.vendorName, of.contractName].join(' · '),
    states: [caseStates[of.state], levelState(of.level)],
    warnings: warningsOf(of),
    next: nextStepOfCase(of, reader, {
      mayContain: reader.mayDo('contain') || (reader.mayDo('contain-at-once') && shown.mayContain.allowed),
      reportsOpen: clocks.some(({ settledAt }) => settledAt === null),
    }),
    acts: actsOf(shown, reader),
    clocks: presentClocks(clocks, of.now),
    rows: factsOf(of),
    signs: signsOf(library, of),
    level: levelModel(of),
    containment: of.containment === null ? undefined : presentContainment(of, of.containment, reader),
    confirm: confirmModel(of, reader),
    notices: of.notices.map((notice) => noticeModel(of, notice, reader)),
    reports: of.reports.map(reportModel),
    remedies: of.remedies.map((remedy) => remedyModel(of, remedy, reader)),
    closing: of.closing === null ? '' : `${outcomeWords[of.closing.outcome]}. ${of.closing.ground} (${of.closing.by}, ${formatInstant(of.closing.at)})`,
    files: files.map(presentAttachment),
    records: of.records.map(({ id, kind, title, subject, number, preparedOn }) => ({ href: recordHref(id), text: `${kind} ${title}: ${subject}`, note: number === null ? `dự thảo lập ngày ${formatDay(preparedOn)}` : `số ${number}` })),
    papers: papersOf(of, reader),
    timeline: presentTimeline(history, eventTexts),
  };
}

function warningsOf(of: CaseDetail): { heading: string; text: string }[] {
  return [
    ...(of.signs.some(({ sign }) => sign === CRIME) && of.closing === null
      ? [{ heading: 'Có dấu hiệu tội phạm hoặc xâm phạm an ninh quốc gia', text: 'Xin ý kiến Công an thành phố trước khi thông báo cho bên cung cấp; giữ nguyên chứng cứ để chuyển giao.' }]
      : []),
  ];
}

function factsOf(of: CaseDetail): SummaryRow[] {
  const from = sourceLink(of);
  return [
    contractRow(of),
    { key: 'Cơ quan chủ trì thuê dịch vụ', value: of.agencyName },
    ...(of.systems.length === 0 ? [] : [{ key: 'Hệ thống liên quan', values: of.systems.map(({ code, name, level, managingAgencyId, managingAgencyName }) => `${name} (${code}), cấp độ ${String(level)}${managingAgencyId === of.agencyId ? '' : `, do ${managingAgencyName} quản lý`}`) }]),
    { key: 'Nội dung phát hiện', value: of.seen },
    { key: 'Xảy ra', value: of.occurredAt === null ? 'Chưa xác định được' : formatInstant(of.occurredAt) },
    { key: 'Phát hiện', value: formatInstant(of.detectedAt), note: `Người phát hiện: ${of.foundBy}` },
    { key: 'Ghi nhận', value: `${formatInstant(of.openedAt)}, ${of.openedBy.name} (${of.openedBy.post})` },
    ...(from === undefined ? [] : [{ key: 'Mở từ', value: from.text, href: from.href }]),
    ...(of.refusesCooperation ? [{ key: 'Phối hợp', value: 'Bên cung cấp không phối hợp' }] : []),
    ...of.incidents.map(({ id, code, title }) => ({ key: 'Sự cố liên quan', value: `${code} – ${title}`, href: incidentPaths.incident(id) })),
  ];
}

/** The level that counts with its steps, and those before it. */
function levelModel(of: CaseDetail): object {
  const [now, ...before] = of.levels;
  return {
    state: levelState(of.level),
    steps: (now?.steps ?? []).map(stepText),
    ground: now?.ground ?? '',
    by: now === undefined ? '' : `${now.by}, ${formatInstant(now.at)}`,
    before: before.map(({ level, ground, by, at }) => ({ level: levelWords[level], ground, by: `${by}, ${formatInstant(at)}` })),
  };
}

/** The head's confirmation of what the officer on duty did. */
function confirmModel({ id, containment }: CaseDetail, reader: CaseReader): object | undefined {
  if (containment === null || !containment.outOfHours || containment.confirmation !== null || !reader.mayDo('confirm-containment')) return undefined;
  if (containment.decidedBy.id === reader.userId) return { closed: 'Người đã quyết định ngăn chặn không tự xác nhận; đến lượt thủ trưởng hoặc người được ủy quyền khác.' };
  return { action: violationPaths.confirm(id) };
}

function noticeModel(of: CaseDetail, { id, addressee, text, draftedBy, draftedAt, delivery }: NoticeRow, reader: CaseReader): object {
  return {
    to: addresseeWords[addressee],
    text,
    drafted: `${draftedBy}, ${formatInstant(draftedAt)}`,
    state: delivery === null
      ? { tone: 'attention', icon: 'pending', word: 'Chưa gửi' }
      : { tone: 'settled', icon: 'check', word: `Số ${delivery.number}, giao ${formatInstant(delivery.deliveredAt)}` },
    sent: delivery === null ? '' : `${deliveryWords[delivery.delivery]}${delivery.receiver === null ? '' : `, người nhận: ${delivery.receiver}`}`,
    href: delivery === null && reader.mayDo('record-notice') ? violationPaths.notice(of.id, id) : '',
  };
}

function reportModel({ number, issuedOn, signedBy, level, summary, recordedBy, recordedAt }: ReportRow): object {
  return {
    facts: [
      { key: 'Báo cáo', value: `Số ${number} ngày ${formatDay(issuedOn)}`, note: `Người ký: ${signedBy.name} (${signedBy.post})` },
      { key: 'Mức độ vi phạm được kết luận', state: levelState(level) },
      { key: 'Kết luận', value: summary },
      { key: 'Ghi nhận', value: `${recordedBy}, ${formatInstant(recordedAt)}` },
    ] satisfies SummaryRow[],
  };
}

function remedyModel(of: CaseDetail, { id, what, doneAt, recordedById, recordedBy, verification }: RemedyRow, reader: CaseReader): object {
  return {
    what,
    done: formatInstant(doneAt),
    by: recordedBy,
    state: verification === null ? { tone: 'attention', icon: 'pending', word: 'Chưa kiểm tra' } : { tone: 'settled', icon: 'check', word: 'Đã kiểm tra' },
    proof: verification === null ? '' : `${verification.proof} (${verification.by}, ${formatInstant(verification.at)})`,
    href: verification === null && recordedById !== reader.userId && reader.mayDo('verify-remedy') ? violationPaths.remedy(of.id, id) : '',
  };
}

function actsOf({ case: of, mayContain, mayClose }: CasePage, reader: CaseReader): ActModel[] {
  const offer = (action: string, shown: boolean, model: ActModel): ActModel[] => (shown && reader.mayDo(action) ? [model] : []);
  const { id, state } = of;
  const open = state !== 'closed';
  const contained = open && state !== 'opened';
  const outcomes = state === 'opened' ? (['unfounded'] as const) : (['resumed', 'ended'] as const);
  const verdicts = outcomes.map((outcome) => mayClose(outcome));
  const closing = verdicts.some(({ allowed }) => allowed) ? undefined : verdicts.map((verdict) => closedBy(verdict, reader)).find((closed) => closed !== undefined);
  return [
    ...offer('contain-at-once', state === 'opened', { id: 'ngan-chan-ngay', text: 'Ngăn chặn', danger: true, ...linkOrClosed(closedBy(mayContain, reader), violationPaths.contain(id)) }),
    ...offer('raise-level', open, { id: 'bo-sung', text: 'Bổ sung dấu hiệu', href: violationPaths.raise(id), secondary: true }),
    ...offer('record-report', contained, { id: 'bao-cao', text: 'Ghi nhận báo cáo', href: violationPaths.report(id), secondary: true }),
    ...offer('record-remedy', contained, { id: 'khac-phuc', text: 'Ghi nhận khắc phục', href: violationPaths.newRemedy(id), secondary: true }),
    ...offer('record-notice', contained, { id: 'thong-bao', text: 'Thêm thông báo', href: violationPaths.newNotice(id), secondary: true }),
    ...offer('raise-level', open, { id: 'su-co', text: 'Gắn sự cố', href: violationPaths.linkIncident(id), secondary: true }),
    ...offer('close', open, { id: 'ket-thuc', text: state === 'opened' ? 'Kết thúc vì không có căn cứ' : 'Kết thúc vụ việc', secondary: true, ...linkOrClosed(closing, violationPaths.close(id)) }),
  ];
}

function papersOf(of: CaseDetail, reader: CaseReader): { action: string; text: string }[] {
  if (!reader.mayDo('draw-up')) return [];
  const { containment } = of;
  return [
    { action: violationPaths.drawUpSigns(of.id), text: 'Lập biên bản ghi nhận dấu hiệu vi phạm (HS-11)' },
    ...(containment !== null && containment.accounts > 0 ? [{ action: violationPaths.drawUpClosing(of.id), text: 'Lập biên bản thu hồi quyền, khóa tài khoản (HS-15)' }] : []),
  ];
}
