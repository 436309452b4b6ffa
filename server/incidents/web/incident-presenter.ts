import { presentAttachment, type Attachment } from '../../attachments/index.js';
import { presentTimeline, type EventTexts, type PastEvent } from '../../audit-trail/index.js';
import { channelWords, clockActsFor, clockPaths, earliestOf, isOfVendor, openClock, presentClocks, standingOf, type DutyClock } from '../../clocks/index.js';
import { contractPaths } from '../../contracts/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { inSentence } from '../../kernel/text.js';
import type { IncidentKind, IncidentLevel } from '../../library/index.js';
import type { Principal } from '../../platform/http/principal.js';
import type { ActModel, NextStepModel, SummaryRow } from '../../platform/views/pattern-models.js';
import { recordHref } from '../../records/index.js';
import { mayIncident } from '../application/access.js';
import type { IncidentDetail } from '../application/use-cases.js';
import { incidentConditions, incidentStanding } from '../domain/incident.js';
import { incidentPaths } from './paths.js';
import { conditionWords, levelState, standingStates } from './words.js';

/** What the page of an incident is made of. */
export interface IncidentPage {
  readonly incident: IncidentDetail;
  readonly clocks: readonly DutyClock[];
  readonly files: readonly Attachment[];
  readonly events: readonly PastEvent[];
  readonly kinds: readonly IncidentKind[];
  readonly levels: readonly IncidentLevel[];
  readonly texts: EventTexts;
  readonly principal: Principal;
  readonly now: Date;
  readonly caseHref: (id: string) => string;
  /** What later rooms let this person begin here. */
  readonly laterActs: readonly { readonly href: string; readonly text: string }[];
}

/** Where a page about one incident stands. */
export function incidentCrumbs({ id, code }: Pick<IncidentDetail, 'id' | 'code'>): { href: string; text: string }[] {
  return [{ href: incidentPaths.register, text: 'Sự cố' }, { href: incidentPaths.incident(id), text: code }];
}

/** The page of an incident. */
export function presentIncident(of: IncidentPage): object {
  const { incident, clocks, principal, now } = of;
  const supplement = mayIncident(principal, 'supplement', incident.agencyId);
  const acts = actsOf(of, supplement);
  return {
    crumbs: [{ href: incidentPaths.register, text: 'Sự cố' }],
    title: incident.title,
    caption: incident.agencyName,
    states: [levelState(levelNow(of)), standingStates[standingOfReports(clocks, incident, now)]],
    next: nextOf(of, supplement),
    acts,
    times: timesOf(incident),
    clocks: presentClocks(clocks, now, clockActsFor(principal, incident.agencyId)),
    facts: factsOf(of),
    notice: noticeOf(incident),
    levels: incident.levels.map(({ level, ground, byName, at }) => ({ state: levelState(of.levels.find(({ id }) => id === level)), ground, who: `${byName}, ${formatInstant(at)}` })),
    conditions: incident.conditions.map(({ condition, note, byName, at }) => ({ text: conditionWords[condition], note, who: `${byName}, ${formatInstant(at)}` })),
    handlings: incident.handlings.map(({ doneAt, what, byName }) => ({ when: formatInstant(doneAt), what, byName })),
    cases: incident.cases.map(({ id, code, title }) => ({ href: of.caseHref(id), text: `${code} – ${title}` })),
    records: incident.records.map(({ id, title, number, status }) => ({ href: recordHref(id), text: number === null ? title : `${title}, số ${number}`, note: status === 'registered' ? 'đã vào sổ' : 'dự thảo' })),
    files: of.files.map(presentAttachment),
    timeline: presentTimeline(of.events, of.texts),
  };
}

function levelNow({ incident, levels }: Pick<IncidentPage, 'incident' | 'levels'>): IncidentLevel | undefined {
  return levels.find(({ id }) => id === incident.levels[0]?.level);
}

function standingOfReports(clocks: readonly DutyClock[], { receivedAt }: IncidentDetail, now: Date): ReturnType<typeof incidentStanding> {
  const open = clocks.filter(({ settledAt }) => settledAt === null);
  const overdue = open.filter((clock) => ['late', 'late-at-start', 'at-once'].includes(standingOf(clock, now)));
  return incidentStanding({ open: open.length, overdue: overdue.length, receivedAt });
}

/** The earliest open clock of the agency is what comes next, then the vendor's; after them the level, then the vigilance of whoever handles it. */
function nextOf({ incident, clocks, now }: IncidentPage, supplement: boolean): NextStepModel {
  const earliest = earliestOf(clocks.filter(({ clock }) => !isOfVendor(clock))) ?? earliestOf(clocks);
  if (earliest !== undefined) {
    const face = openClock(earliest, now);
    const label = inSentence(earliest.rule.label);
    return {
      text: isOfVendor(earliest.clock) ? 'Ghi nhận thông báo sự cố của bên cung cấp.' : `Gửi ${label} và ghi nhận tại đây.`,
      who: 'Cán bộ đầu mối hợp đồng', href: clockPaths.clock(earliest.id), hrefText: 'Mở thời hạn', mine: supplement, ...(face === undefined ? {} : { clock: face }),
    };
  }
  if (incident.levels.length === 0) return { text: 'Đánh giá mức độ sự cố.', who: 'Cán bộ chuyên trách CNTT/ANM', ...(supplement ? { href: incidentPaths.grade(incident.id), hrefText: 'Đánh giá mức độ', mine: true } : {}) };
  return { text: 'Ghi nhận đầy đủ quá trình xử lý và lưu chứng cứ; mọi báo cáo đến hạn đã được gửi.' };
}

/** The four times of an incident. */
function timesOf({ occurredAt, detectedAt, reportedAt, receivedAt }: IncidentDetail): SummaryRow[] {
  return [
    { key: 'Xuất hiện', value: occurredAt === null ? 'Không xác định được' : formatInstant(occurredAt) },
    { key: 'Phát hiện', value: formatInstant(detectedAt) },
    { key: 'Báo cáo', value: reportedAt === null ? 'Chưa gửi báo cáo nào' : formatInstant(reportedAt) },
    { key: 'Tiếp nhận', value: receivedAt === null ? 'Chưa có xác nhận tiếp nhận' : formatInstant(receivedAt) },
  ];
}

function factsOf({ incident, kinds }: IncidentPage): SummaryRow[] {
  const kind = kinds.find(({ id }) => id === incident.kind)?.label ?? incident.kind;
  return [
    { key: 'Nội dung', value: incident.what },
    { key: 'Loại sự cố', value: kind, ...(incident.form === null ? {} : { note: incident.form }) },
    { key: 'Địa điểm', value: incident.place },
    { key: 'Hệ thống', values: incident.systems.map(({ code, name, level }) => `${code} – ${name} (cấp độ ${String(level)})`), ...(incident.systems.length === 0 ? { value: 'Không gắn với hệ thống nào' } : {}) },
    { key: 'Cơ quan', value: incident.agencyName },
    incident.contractId === null
      ? { key: 'Hợp đồng', value: 'Không liên quan hợp đồng nào' }
      : { key: 'Hợp đồng', value: `${incident.contractNumber === null ? '' : `${incident.contractNumber} – `}${incident.contractName ?? ''}`, href: contractPaths.contract(incident.contractId), ...(incident.vendorName === null ? {} : { note: incident.vendorName }) },
    ...(incident.vendorDetectedAt === null ? [] : [{ key: 'Bên cung cấp phát hiện', value: formatInstant(incident.vendorDetectedAt) }]),
    { key: 'Người phát hiện', value: incident.foundBy },
    { key: 'Người ghi nhận', value: `${incident.recordedByName}, ${formatInstant(incident.recordedAt)}` },
  ];
}

function noticeOf({ firstNotice }: IncidentDetail): object | undefined {
  if (firstNotice === null) return undefined;
  return {
    rows: [
      { key: 'Lúc', value: formatInstant(firstNotice.noticedAt) },
      { key: 'Kênh', value: channelWords[firstNotice.channel] },
      { key: 'Người báo', value: firstNotice.fromWhom },
      { key: 'Người tiếp nhận', value: firstNotice.takenBy },
      { key: 'Nội dung', value: firstNotice.content },
    ] satisfies SummaryRow[],
  };
}

function actsOf({ incident, principal, laterActs }: IncidentPage, supplement: boolean): ActModel[] {
  const drawUp = mayIncident(principal, 'draw-up', incident.agencyId);
  const open = incidentConditions.some((condition) => !incident.conditions.some((held) => held.condition === condition));
  const personalData = incident.conditions.some(({ condition }) => condition === 'personal-data');
  const link = (id: string, text: string, href: string): ActModel => ({ id, text, href, secondary: true });
  return [
    ...(supplement ? [link('danh-gia', incident.levels.length === 0 ? 'Đánh giá mức độ' : 'Đánh giá lại mức độ', incidentPaths.grade(incident.id))] : []),
    ...(supplement && open ? [link('dieu-kien', 'Ghi nhận điều kiện báo cáo thêm', incidentPaths.condition(incident.id))] : []),
    ...(supplement && incident.firstNotice === null ? [link('tin-bao', 'Ghi nhận tin báo đầu tiên', incidentPaths.notice(incident.id))] : []),
    ...(supplement ? [link('xu-ly', 'Ghi nhận quá trình xử lý', incidentPaths.handling(incident.id))] : []),
    ...(drawUp ? [link('bao-cao', 'Lập báo cáo 24 giờ (HS-23)', incidentPaths.drawUpReport(incident.id))] : []),
    ...(drawUp && personalData ? [{ id: 'bien-ban', text: 'Lập biên bản vi phạm dữ liệu cá nhân (HS-22)', action: incidentPaths.drawUpMinutes(incident.id), secondary: true }] : []),
    ...laterActs.map(({ href, text }, index) => link(`viec-tiep-${String(index)}`, text, href)),
  ];
}
