import { inSentence } from '../../kernel/text.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { formatDay, isCalendarDay } from '../../kernel/calendar-day.js';
import type { SummaryRow } from '../../platform/views/pattern-models.js';
import { unusualOf } from '../application/approval.js';
import type { RequestDetail } from '../application/use-cases.js';
import type { UnusualPoint } from '../domain/unusual.js';
import { environmentWords, hoursText, methodWords, phaseWords, planeWords, purposeWords, supervisionWords, windowsText } from './words.js';

/** How a request stands now: its state, or 'lapsed' when its own term or that of the access went by undecided. @param now an instant */
export function standingOf(request: Pick<RequestDetail, 'state' | 'decideBy' | 'endsAt'>, now: Date): string {
  return request.state === 'submitted' && (request.decideBy <= now || request.endsAt <= now) ? 'lapsed' : request.state;
}

interface Part {
  readonly text: string;
  readonly mark?: string;
}

interface Unusual {
  readonly mark: string;
  readonly text: string;
  readonly why: string;
}

/** A request as one sentence a head can say yes or no to, its unusual pieces marked and explained. @param now an instant */
export function requestSentence(request: RequestDetail, now: Date): { readonly parts: readonly Part[]; readonly unusual: readonly Unusual[] } {
  const points = unusualOf(request, now);
  const marks = new Map<UnusualPoint['code'], string>(points.map(({ code }, index) => [code, String(index + 1)]));
  const marked = (text: string, ...codes: readonly UnusualPoint['code'][]): Part => {
    const mark = codes.flatMap((code) => marks.get(code) ?? []).join(', ');
    return mark === '' ? { text } : { text, mark };
  };
  const people = [...new Set(request.holders.map(({ name }) => name))];
  const parts: Part[] = [
    { text: `Cho ${people.length === 1 ? '' : `${String(people.length)} người `}` },
    marked(people.join(', '), 'newcomer', 'overlap'),
    { text: ` của ${request.vendorName ?? 'bên cung cấp'} truy cập ` },
    marked(`${systemInSentence(request.systemName)} (cấp độ ${String(request.level)})`, 'high-level'),
    { text: `, ${inSentence(environmentWords[request.environment])}, để ${inSentence(purposeWords[request.purpose])}, với quyền ` },
    marked(inSentence(planeWords[request.plane]), 'infrastructure'),
    { text: `, qua ${methodWords[request.method]}, ` },
    marked(`từ ${formatInstant(request.startsAt)} đến ${formatInstant(request.endsAt)}`, 'longer-than-usual'),
    ...(request.useHours === null ? [] : [{ text: `, mở từng lần khi có sự cố, mỗi lần nhiều nhất ${String(request.useHours)} giờ` }]),
    { text: ', ' },
    marked(windowsText(request.windows), 'night'),
    { text: `; ${inSentence(supervisionWords[request.supervision])}, người giám sát: ${request.supervisorName} (${request.supervisorPost}).` },
  ];
  return { parts, unusual: points.map((point, index) => ({ mark: String(index + 1), ...wordsOf(point) })) };
}

/** The unusual points as lines of text. */
export function unusualLines(request: RequestDetail, now: Date): string[] {
  return unusualOf(request, now).map((point) => {
    const { text, why } = wordsOf(point);
    return `${text}: ${why}`;
  });
}

function wordsOf(point: UnusualPoint): { readonly text: string; readonly why: string } {
  switch (point.code) {
    case 'newcomer': return { text: 'Lần đầu', why: `${point.people.join(', ')} chưa từng được cấp quyền truy cập tại cơ quan` };
    case 'high-level': return { text: `Hệ thống cấp độ ${String(point.level)}`, why: 'từ cấp độ 3 phải giám sát chặt hơn' };
    case 'infrastructure': return { text: 'Quyền trên hạ tầng', why: 'có thể ảnh hưởng đến toàn bộ hệ thống' };
    case 'longer-than-usual': return { text: 'Dài hơn thường lệ', why: `${hoursText(Math.round(point.hours))}, trong khi các lần trước cùng mục đích thường ${hoursText(Math.round(point.usualHours))}` };
    case 'night': return { text: 'Cả ban đêm', why: 'thời gian truy cập gồm khoảng từ 22 giờ đến 6 giờ' };
    case 'overlap': return { text: 'Trùng thời gian', why: point.with.map(({ person, system }) => `${person} đang có quyền truy cập ${system}`).join('; ') };
  }
}

/** What the sentence leaves out. */
export function requestFacts(request: RequestDetail): SummaryRow[] {
  return [
    { key: 'Hợp đồng', value: request.contractNumber === null ? request.contractName : `${request.contractNumber} – ${request.contractName}` },
    { key: 'Giai đoạn', value: phaseWords[request.phase] },
    { key: 'Quyền hạn cụ thể', value: request.privilege },
    { key: 'Người và tài khoản', values: request.holders.map(({ name, post, account, boundUntil }) => `${name} (${post}), tài khoản ${account}; ${boundText(boundUntil)}`) },
    ...(request.assets.length === 0 ? [] : [{ key: 'Dữ liệu có thể tiếp xúc', values: request.assets.map(({ name, stateManaged }) => `${name}${stateManaged ? ' (thuộc phạm vi nhà nước quản lý)' : ''}`) }]),
    { key: 'Địa chỉ nguồn', value: request.sourceAddresses.length === 0 ? 'Tại chỗ' : request.sourceAddresses.map(shortAddress).join(', ') },
    ...(request.rollbackPlan === null ? [] : [{ key: 'Phương án khôi phục', value: request.rollbackPlan }]),
    { key: 'Căn cứ, lý do', value: request.ground },
    { key: 'Người đề nghị', value: `${request.requesterName} (${request.requesterPost}), ${formatInstant(request.requestedAt)}` },
    ...(request.state === 'opened' ? [] : [{ key: 'Chờ quyết định đến', value: formatInstant(request.decideBy) }]),
  ];
}

function boundText(boundUntil: string | null): string {
  if (boundUntil === null) return 'chưa có cam kết bảo mật cho thời gian này';
  if (boundUntil === 'infinity') return 'cam kết bảo mật không thời hạn';
  return isCalendarDay(boundUntil) ? `cam kết bảo mật đến hết ${formatDay(boundUntil)}, quyền kết thúc cùng lúc nếu không gia hạn cam kết` : '';
}

/** "Cổng thông tin" becomes "hệ thống Cổng thông tin"; names that begin with the word keep it once. */
export function systemInSentence(name: string): string {
  return /^hệ thống /i.test(name) ? `h${name.slice(1)}` : `hệ thống ${name}`;
}

/** '203.0.113.7/32' is one address. */
export function shortAddress(network: string): string {
  return network.replace(/\/32$|\/128$/, '');
}
