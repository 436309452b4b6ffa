import type { EventFact, PastEvent } from '../../audit-trail/index.js';
import { formatDay, isCalendarDay } from '../../kernel/calendar-day.js';
import { isRole } from '../domain/role.js';
import { agencyFieldNames, areaNames, isDelegableArea, personFieldNames, roleNames } from './words.js';

/** What each event of this room says in a history, after the name of who did it. */
export const peopleEventTexts: Record<string, (event: PastEvent) => string> = {
  'session.started': ({ personal }) => `ghi nhận đăng nhập từ địa chỉ ${personal['address'] ?? 'không rõ'}`,
  'session.refused': ({ facts, personal }) =>
    `từ chối đăng nhập từ địa chỉ ${personal['address'] ?? 'không rõ'}: ${facts['reason'] === 'closed' ? 'tài khoản đã đóng' : 'sai mật khẩu'}`,
  'session.ended': () => 'đăng xuất',
  'user.password-changed': () => 'đổi mật khẩu',
  'user.registered': ({ personal }) => `mở tài khoản ${personal['login'] ?? ''} cho ${personal['fullName'] ?? 'người dùng'}, ${personal['post'] ?? ''}`,
  'user.administrator-created': ({ personal }) => `tạo quản trị hệ thống đầu tiên: ${personal['fullName'] ?? ''} (${personal['login'] ?? ''})`,
  'user.amended': ({ facts, personal }) => `sửa thông tin: ${list(facts['fields']).map((field) => `${personFieldNames[field] ?? field} ${personal[field] ?? ''}`.trim()).join('; ') || 'không đổi nội dung nào'}`,
  'user.closed': ({ facts }) => `đóng tài khoản; lý do: ${text(facts['ground'])}`,
  'user.reopened': () => 'mở lại tài khoản',
  'user.password-reset': () => 'đặt lại mật khẩu dùng một lần',
  'user.unlocked': () => 'mở khóa đăng nhập',
  'role.granted': ({ facts }) =>
    `cấp vai trò ${roleText(facts['role'])} tại ${text(facts['agencyName'])}${facts['withSubtree'] === true ? ' và cơ quan trực thuộc' : ''}, từ ${day(facts['validFrom'])}${facts['validUntil'] === null ? '' : ` đến hết ${day(facts['validUntil'])}`}`,
  'role.ended': ({ facts }) => `kết thúc vai trò ${roleText(facts['role'])} tại ${text(facts['agencyName'])} từ ${day(facts['endedOn'])}`,
  'agency.loaded': ({ facts }) => `nạp cơ quan từ danh mục phiên bản ${text(facts['version'])}`,
  'agency.registered': ({ facts }) => `thêm cơ quan ${text(facts['name'])}, trực thuộc ${text(facts['parentName'])}`,
  'agency.amended': ({ facts }) => `sửa thông tin cơ quan: ${changedFields(facts['changes'], agencyFieldNames)}`,
  'agency.renamed': ({ facts }) => `đổi tên từ “${text(facts['from'])}” thành “${text(facts['to'])}” từ ${day(facts['since'])}; căn cứ: ${text(facts['ground'])}`,
  'agency.ended': ({ facts }) =>
    `ghi nhận ${text(facts['name'])} kết thúc hoạt động từ ${day(facts['endedOn'])}${facts['successorName'] === null ? ', không có cơ quan kế thừa' : `, kế thừa: ${text(facts['successorName'])}`}; căn cứ: ${text(facts['ground'])}`,
  'delegation.given': (event) => `ủy quyền ${delegationText(event)}`,
  'delegation.recorded': (event) => `ghi nhận văn bản số ${text(event.facts['paperNumber'])} ngày ${day(event.facts['paperDate'])} của ${event.personal['head'] ?? ''} ủy quyền ${delegationText(event)}`,
  'delegation.revoked': ({ facts }) => `thu hồi ủy quyền; lý do: ${text(facts['ground'])}`,
  'demonstration.made': ({ facts }) => `dựng dữ liệu minh họa với ${text(facts['accounts'])} tài khoản`,
  'register.exported': ({ facts }) => `xuất danh sách “${text(facts['caption'])}” ra tệp .${text(facts['format'])}: ${Number(facts['rows']).toLocaleString('vi-VN')} dòng`,
  'setting.regulation-amended': ({ facts }) => `sửa thiết lập về Quy chế: ${changedFields(facts['changes'], { issued: 'tình trạng ban hành', number: 'số quyết định', date: 'ngày ban hành' })}`,
};

function delegationText({ facts, personal }: PastEvent): string {
  const areas = list(facts['areas']).map((area) => (isDelegableArea(area) ? areaNames[area] : area));
  return `${facts['kind'] === 'KT' ? 'ký thay (KT.)' : 'ký thừa ủy quyền (TUQ.)'} cho ${personal['delegate'] ?? 'người được ủy quyền'}, phạm vi ${areas.join(', ')}, từ ${day(facts['validFrom'])} đến hết ${day(facts['validUntil'])}`;
}

function text(fact: EventFact | undefined): string {
  return typeof fact === 'string' ? fact : '';
}

function day(fact: EventFact | undefined): string {
  return typeof fact === 'string' && isCalendarDay(fact) ? formatDay(fact) : text(fact);
}

function list(fact: EventFact | undefined): string[] {
  return Array.isArray(fact) ? fact.filter((item): item is string => typeof item === 'string') : [];
}

function roleText(fact: EventFact | undefined): string {
  const role = text(fact);
  return isRole(role) ? roleNames[role] : role;
}

function changedFields(changes: EventFact | undefined, names: Readonly<Record<string, string>>): string {
  if (typeof changes !== 'object' || changes === null) return 'không đổi nội dung nào';
  const fields = Object.keys(changes).map((field) => names[field] ?? field);
  return fields.length === 0 ? 'không đổi nội dung nào' : fields.join(', ');
}
