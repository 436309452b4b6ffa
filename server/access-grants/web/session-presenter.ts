import { presentAttachment } from '../../attachments/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import type { SummaryRow } from '../../platform/views/pattern-models.js';
import { recordHref } from '../../records/index.js';
import type { AfterUseCases, SessionDetail, SessionLine } from '../application/after-use-cases.js';
import type { SessionSupervision } from '../domain/session-marks.js';
import { accessCrumbs, contractCaption } from './access-crumbs.js';
import { accessPaths } from './paths.js';
import { sessionMarkWords } from './words.js';

/** How a session was watched. */
export const sessionSupervisionWords: Readonly<Record<SessionSupervision, string>> = {
  attended: 'Có cán bộ giám sát tại chỗ',
  recorded: 'Ghi lại toàn bộ phiên',
  none: 'Không được giám sát',
};

/** Sessions as a list shows them, each mark in words. */
export function presentSessions(sessions: readonly SessionLine[]): object[] {
  return sessions.map(({ id, person, account, beganAt, endedAt, marks }) => ({
    href: accessPaths.session(id), person, account, when: `${formatInstant(beganAt)} – ${formatInstant(endedAt)}`, marks: marks.map((mark) => sessionMarkWords[mark]),
  }));
}

/** The page of a session. @param drawUp whether the reader may draw up its minutes */
export function presentSession(session: SessionDetail, files: Awaited<ReturnType<AfterUseCases['filesOf']>>, drawUp: boolean): object {
  const facts: SummaryRow[] = [
    { key: 'Người truy cập', value: session.personName, ...(session.personRegistered ? {} : { note: 'Không có trong danh sách nhân sự của bên cung cấp' }) },
    { key: 'Bên cung cấp', value: session.vendorName ?? '' },
    { key: 'Hệ thống', value: session.systemName },
    { key: 'Tài khoản', value: session.account },
    { key: 'Thời gian', value: `${formatInstant(session.beganAt)} đến ${formatInstant(session.endedAt)}` },
    { key: 'Địa chỉ nguồn', value: session.sourceAddress ?? 'Không ghi nhận' },
    { key: 'Việc đã làm', value: session.workDone },
    { key: 'Giám sát', value: sessionSupervisionWords[session.supervision], ...(session.supervisorName === null ? {} : { note: `${session.supervisorName} (${session.supervisorPost ?? ''})` }) },
    session.grantId === null ? { key: 'Quyền truy cập', value: 'Không theo quyền nào' } : { key: 'Quyền truy cập', value: 'Xem quyền đã cấp', href: accessPaths.grant(session.grantId) },
    { key: 'Người ghi nhận', value: `${session.recordedByName}, ${formatInstant(session.recordedAt)}` },
  ];
  const marked = session.marks.length > 0;
  return {
    crumbs: accessCrumbs(session),
    title: `Phiên truy cập của ${session.personName}`,
    caption: contractCaption(session),
    states: [marked ? { tone: 'stop', icon: 'warning', word: `${String(session.marks.length)} điểm bất thường` } : { tone: 'settled', icon: 'check', word: 'Đúng quyền được cấp' }],
    marks: session.marks.map((mark) => sessionMarkWords[mark]),
    next: nextOf(session, marked),
    facts,
    files: files.map(presentAttachment),
    records: session.records.map(({ id, status, number }) => ({ href: recordHref(id), text: `Biên bản giám sát phiên truy cập${number === null ? '' : ` số ${number}`}`, note: status === 'registered' ? 'đã vào sổ' : 'dự thảo' })),
    drawUpAction: drawUp && session.supervision === 'attended' && session.records.length === 0 ? accessPaths.drawUpSession(session.id) : '',
  };
}

function nextOf({ supervision, records }: SessionDetail, marked: boolean): { text: string; who?: string } {
  if (marked) return { text: 'Xem xét điểm bất thường; nếu là dấu hiệu vi phạm thì mở vụ vi phạm.', who: 'Cán bộ chuyên trách CNTT/ANM' };
  if (supervision === 'attended' && records.length === 0) return { text: 'Lập biên bản giám sát phiên truy cập (HS-09) nếu cần ký với bên cung cấp.', who: 'Cán bộ giám sát' };
  return { text: 'Phiên đã được ghi nhận; không còn việc phải làm.' };
}
