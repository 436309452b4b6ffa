import { formatDay, formatInstant } from '../../kernel/calendar-day.js';
import { parseInstant } from '../../kernel/clock.js';
import type { FieldErrors, FormValues } from '../../platform/http/forms.js';
import { mailStates } from '../../questionnaires/index.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { HandoverInvitation, LinkedClosing, VendorHandover, VendorItem } from '../application/vendor-link.js';
import { vendorPaths } from './vendor-paths.js';
import { itemTitle } from './words.js';

/** An instant of PostgreSQL's JSON (microseconds) as pages say it. */
export function instantOf(text: string): string {
  return formatInstant(parseInstant(text.replace(/(\.\d{3})\d+/, '$1')));
}

/** Bytes as people read them: "2,0 GB". */
export function bytesText(bytes: number): string {
  const units = ['KB', 'MB', 'GB'] as const;
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const text = unit === 0 ? String(Math.max(1, Math.round(value))) : value.toFixed(1).replace('.', ',');
  return `${text} ${units[unit] ?? 'GB'}`;
}

/** Who hands over to whom, until when; the same lines on every page of a link. */
export function handoverRows(of: VendorHandover): { key: string; value: string }[] {
  return [
    { key: 'Cơ quan nhận', value: of.agencyName },
    { key: 'Bên cung cấp', value: of.vendorName },
    { key: 'Hợp đồng', value: of.contractNumber === null ? of.contractName : `${of.contractNumber}, ${of.contractName}` },
    { key: 'Người được đề nghị bàn giao', value: of.recipientName },
    { key: 'Hạn bàn giao', value: formatDay(of.dueOn) },
    { key: 'Đường liên kết dùng được đến', value: formatInstant(of.expiresAt) },
  ];
}

/** How an item stands for who gives it. */
export function itemState(item: VendorItem): StateModel {
  const newest = item.deliveries[0];
  if (item.absent) return { tone: 'neutral', icon: 'check', word: 'Không phải bàn giao' };
  if (newest === undefined) return { tone: 'attention', icon: 'pending', word: 'Chưa bàn giao' };
  if (newest.passed === true) return { tone: 'settled', icon: 'check', word: 'Kiểm tra đạt' };
  if (newest.passed === false) return { tone: 'stop', icon: 'warning', word: 'Trả lại' };
  return { tone: 'active', icon: 'clock', word: newest.received ? 'Cơ quan đã nhận' : 'Đã gửi' };
}

/** The items as a list to work through. */
export function itemLines(token: string, of: VendorHandover): { href: string; text: string; state: StateModel }[] {
  return of.items.map((item) => ({ href: vendorPaths.item(token, item.id), text: itemTitle(item), state: itemState(item) }));
}

/** What was handed over for an item, newest first. */
export function deliveryModels(item: VendorItem) {
  return item.deliveries.map((delivery) => ({
    heading: `Lần ${String(delivery.ordinal)}`,
    rows: [
      { key: 'Nội dung', value: delivery.contents },
      { key: 'Ngày bàn giao', value: formatDay(delivery.effectiveOn) },
      { key: 'Gửi lúc', value: instantOf(delivery.uploadedAt) },
      ...(delivery.passed === false ? [{ key: 'Lý do trả lại', value: delivery.result ?? '' }] : []),
    ],
    files: delivery.files.map(({ name, size, sha256 }) => ({ name, facts: bytesText(size), sha256 })),
  }));
}

/** The fields of handing over one item. */
export function deliveryFields(values: FormValues, errors: FieldErrors) {
  return {
    giverName: { name: 'giverName', label: 'Họ và tên người bàn giao', value: values['giverName'], error: errors['giverName'], maxlength: 120, autocomplete: 'name' },
    contents: { name: 'contents', label: 'Nội dung bàn giao', hint: 'Gồm những gì, số lượng, khối lượng', value: values['contents'], error: errors['contents'], rows: 4, maxlength: 4000 },
    versionText: { name: 'versionText', label: 'Phiên bản', hint: 'Số phiên bản, nhãn hoặc mã băm của bản được bàn giao', value: values['versionText'], error: errors['versionText'], maxlength: 200, optional: true },
    place: { name: 'place', label: 'Nơi để', hint: 'Tệp gửi kèm, số hiệu phương tiện lưu trữ hoặc địa chỉ kho', value: values['place'], error: errors['place'], maxlength: 500 },
    effectiveOn: { name: 'effectiveOn', label: 'Ngày bàn giao', value: values['effectiveOn'], error: errors['effectiveOn'] },
    note: { name: 'note', label: 'Ghi chú', value: values['note'], error: errors['note'], rows: 3, maxlength: 2000, optional: true },
  };
}

/** Links as the table shows them, newest first; a token is never among what is shown. */
export function linkRows({ links }: LinkedClosing, now: Date) {
  return links.map((link) => ({
    recipient: `${link.recipientName} (${link.recipientEmail})`,
    issued: `${link.issuedByName}, ${instantOf(link.issuedAt)}`,
    ends: link.revokedAt === null ? instantOf(link.expiresAt) : `Thu hồi ${instantOf(link.revokedAt)}. ${link.revokeGround ?? ''}`,
    state: linkState(link, now),
    mail: link.mail === null ? undefined : mailStates[link.mail],
    opened: link.openedCount === 0 ? 'Chưa mở' : `${String(link.openedCount)} lần`,
  }));
}

/** Whether a link opens the vendor's page now. */
export function isLive({ revokedAt, expiresAt }: LinkedClosing['links'][number], now: Date): boolean {
  return revokedAt === null && parseInstant(expiresAt.replace(/(\.\d{3})\d+/, '$1')) > now;
}

function linkState(link: LinkedClosing['links'][number], now: Date): StateModel {
  if (link.revokedAt !== null) return { tone: 'neutral', icon: 'close', word: 'Đã thu hồi' };
  const ended = !isLive(link, now);
  return ended ? { tone: 'attention', icon: 'warning', word: 'Hết hạn' } : { tone: 'active', icon: 'clock', word: 'Đang dùng được' };
}

/** The message that brings a link, as an official would write it; plain text. */
export const handoverInvitation: HandoverInvitation = ({ agencyName, vendorName, contract, recipientName, link, expiresAt }) => ({
  subject: `Đề nghị bàn giao khi kết thúc hợp đồng – ${agencyName}`.slice(0, 200),
  text: [
    `Kính gửi Ông/Bà ${recipientName},`,
    vendorName,
    '',
    `${agencyName} đề nghị bên cung cấp dịch vụ bàn giao thông tin, dữ liệu, mã nguồn, tài liệu và công cụ của hợp đồng: ${contract}.`,
    '',
    'Danh mục và nơi gửi từng hạng mục ở đường liên kết sau:',
    link,
    '',
    `Đường liên kết dùng được đến ${formatInstant(expiresAt)}, không cần tài khoản. Tệp lớn được gửi từng phần và gửi tiếp được khi mất kết nối.`,
    'Không chuyển tiếp đường liên kết cho người không tham gia bàn giao; người có đường liên kết xem được danh mục và gửi được tệp.',
    '',
    `Nếu thư này gửi nhầm, báo lại cho ${agencyName} và xóa thư.`,
    '',
    'Thư được gửi tự động, không trả lời vào địa chỉ này.',
    '',
  ].join('\n'),
});
