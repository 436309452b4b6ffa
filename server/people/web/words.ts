import type { PasswordFault } from '../../kernel/password.js';
import type { DelegableArea, Role } from '../domain/role.js';

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
