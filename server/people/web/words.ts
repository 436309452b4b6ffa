import type { PasswordFault } from '../../kernel/password.js';
import type { AgencyKind } from '../domain/agency.js';
import { delegableAreas, type DelegableArea, type Role } from '../domain/role.js';

/** Vietnamese names of the roles. */
export const roleNames: Record<Role, string> = {
  procurement_officer: 'Cán bộ đầu mối hợp đồng',
  it_officer: 'Cán bộ chuyên trách CNTT/ANM',
  unit_head: 'Thủ trưởng đơn vị',
  auditor: 'Thanh tra, kiểm toán',
  city_oversight: 'Công an thành phố',
  records_clerk: 'Văn thư cơ quan',
  administrator: 'Quản trị hệ thống',
};

export const areaNames: Record<DelegableArea, string> = {
  contracts: 'Hợp đồng',
  assessments: 'Đánh giá rủi ro',
  access: 'Quyền truy cập của bên cung cấp',
  violations: 'Vi phạm, tạm dừng, đình chỉ',
  handovers: 'Kết thúc, bàn giao',
};

/** Whether a stored code names an area that can be delegated. */
export function isDelegableArea(code: string): code is DelegableArea {
  return delegableAreas.some((area) => area === code);
}

export const agencyKindNames: Record<AgencyKind, string> = {
  city: 'UBND thành phố',
  police: 'Công an thành phố',
  department: 'Sở, ban, ngành',
  front: 'Mặt trận, tổ chức chính trị - xã hội',
  ward: 'Phường',
  commune: 'Xã',
  special_zone: 'Đặc khu',
  unit: 'Đơn vị trực thuộc',
};

/** Names of fields in histories and comparisons. */
export const agencyFieldNames: Readonly<Record<string, string>> = {
  kind: 'loại cơ quan',
  parentId: 'cơ quan cấp trên',
  placeName: 'địa danh ghi trên văn bản',
  recordSymbol: 'ký hiệu văn bản',
  aliases: 'tên gọi khác',
  nameSince: 'ngày mang tên hiện nay',
  adoptedOn: 'ngày bắt đầu dùng hệ thống',
};

export const personFieldNames: Readonly<Record<string, string>> = { fullName: 'họ tên', post: 'chức vụ', email: 'thư điện tử', phone: 'điện thoại' };

/** KT. and TUQ. as they stand before a signature (NĐ 30/2020, Phụ lục I). */
export const capacityNames = { own: 'Thủ trưởng đơn vị', KT: 'Ký thay (KT.)', TUQ: 'Ký thừa ủy quyền (TUQ.)' } as const;

const passwordFaultTexts: Record<PasswordFault, string> = {
  length: 'ít nhất 8 ký tự',
  lower: 'chữ thường',
  upper: 'chữ hoa',
  digit: 'chữ số',
  special: 'ký tự đặc biệt',
  'contains-name': 'không chứa tên đăng nhập hoặc họ tên',
};

function isPasswordFault(code: string): code is PasswordFault {
  return code in passwordFaultTexts;
}

/** The sentence for a password that does not meet điểm đ khoản 1 Điều 9; `codes` as the use case gives them, joined by a comma. */
export function passwordErrorText(codes: string): string {
  if (codes === 'wrong-password') return 'Mật khẩu hiện tại không đúng.';
  if (codes === 'same-password') return 'Mật khẩu mới phải khác mật khẩu hiện tại.';
  const missing = codes.split(',').filter(isPasswordFault).map((code) => passwordFaultTexts[code]);
  return `Mật khẩu mới còn thiếu: ${missing.join(', ')}.`;
}

export const passwordRule = 'Ít nhất 8 ký tự, gồm chữ thường, chữ hoa, chữ số và ký tự đặc biệt; đổi ít nhất 6 tháng một lần (điểm đ khoản 1 Điều 9).';
