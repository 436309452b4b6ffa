import { compareDays, formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { choice, day, email, identifier, line, optional, paragraph, ticked } from '../../platform/http/field-types.js';
import { defineForm, type FieldErrors } from '../../platform/http/forms.js';
import type { ChoiceModel } from '../../platform/views/field-models.js';
import { roles, type Role } from '../domain/role.js';
import type { FieldSpec } from './form-fields.js';
import { roleNames } from './words.js';

interface Particulars {
  fullName: string;
  post: string;
  email?: string | undefined;
  phone?: string | undefined;
}

const loginRule = line('tên đăng nhập', 60)
  .lowercase()
  .pattern(/^[a-z0-9][a-z0-9._-]{2,59}$/)
  .messages({ 'string.pattern.base': 'Tên đăng nhập gồm 3 đến 60 chữ cái không dấu, chữ số, dấu chấm, gạch dưới hoặc gạch nối, bắt đầu bằng chữ hoặc số, ví dụ nguyenvana.' });

const particulars = {
  fullName: line('họ tên', 100),
  post: line('chức vụ', 150),
  email: optional(email('thư điện tử')),
  phone: optional(
    line('điện thoại', 20)
      .pattern(/^\+?[0-9 .()-]{8,20}$/)
      .messages({ 'string.pattern.base': '{#label} “{#value}” không phải là số điện thoại, ví dụ 0912 345 678.' }),
  ),
};

export const registerUserForm = defineForm<Particulars & { login: string }>({ login: loginRule, ...particulars });
export const amendUserForm = defineForm<Particulars>(particulars);
export const closeUserForm = defineForm<{ ground: string }>({ ground: paragraph('lý do', 500) });
export const resetPasswordForm = defineForm<object>({});

export interface RoleFields {
  role: Role;
  agencyId: string;
  withSubtree: boolean;
  validFrom: CalendarDay;
  validUntil?: CalendarDay | undefined;
}

export const grantRoleForm = defineForm<RoleFields>(
  {
    role: choice('vai trò', roles),
    agencyId: identifier('cơ quan'),
    withSubtree: ticked('gồm cơ quan trực thuộc'),
    validFrom: day('ngày bắt đầu'),
    validUntil: optional(day('ngày kết thúc')),
  },
  endAfterStart,
);

/** An end before its start is said with both days. */
export function endAfterStart(term: { readonly validFrom: CalendarDay; readonly validUntil?: CalendarDay | undefined }): FieldErrors {
  if (term.validUntil === undefined || compareDays(term.validUntil, term.validFrom) >= 0) return {};
  return { validUntil: `Đến hết ngày ${formatDay(term.validUntil)} phải từ ngày bắt đầu (${formatDay(term.validFrom)}) trở đi.` };
}

const personFields: readonly FieldSpec[] = [
  { kind: 'text', name: 'fullName', label: 'Họ tên', maxlength: 100 },
  { kind: 'text', name: 'post', label: 'Chức vụ', hint: 'Ví dụ: Phó Giám đốc; hiện cạnh họ tên và trên văn bản', maxlength: 150 },
  { kind: 'text', name: 'email', label: 'Thư điện tử', type: 'email', optional: true, maxlength: 200 },
  { kind: 'text', name: 'phone', label: 'Điện thoại', type: 'tel', width: 'medium', optional: true, maxlength: 20 },
];

export const amendUserFields = personFields;
export const registerUserFields: readonly FieldSpec[] = [
  { kind: 'text', name: 'login', label: 'Tên đăng nhập', hint: 'Chữ không dấu và chữ số, không đổi được về sau', width: 'medium', maxlength: 60 },
  ...personFields,
];

export function grantRoleFields(agencies: readonly ChoiceModel[]): FieldSpec[] {
  return [
    { kind: 'radios', name: 'role', label: 'Vai trò', options: roles.map((value) => ({ value, label: roleNames[value] })) },
    { kind: 'select', name: 'agencyId', label: 'Cơ quan', placeholder: 'Chọn cơ quan', options: agencies },
    { kind: 'checkboxes', name: 'withSubtree', label: 'Phạm vi', options: [{ value: 'co', label: 'Gồm cả cơ quan trực thuộc' }] },
    { kind: 'date', name: 'validFrom', label: 'Từ ngày' },
    { kind: 'date', name: 'validUntil', label: 'Đến hết ngày', hint: 'Để trống nếu không thời hạn', optional: true },
  ];
}

export const userWalls = { user_account_login_unique: { field: 'login', text: 'Tên đăng nhập này đã có người dùng; chọn tên khác.' } };
export const roleWalls = {
  role_assignment_once_at_a_time: { field: 'validFrom', text: 'Người này đã giữ vai trò đó tại cơ quan này trong một phần của thời hạn; chọn thời hạn không trùng.' },
};
export const lastAdministrator = { last_administrator_stays: { field: '', text: 'Đây là quản trị hệ thống cuối cùng còn hiệu lực; cấp vai trò này cho người khác trước.' } };
