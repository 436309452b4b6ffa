import type { CalendarDay } from '../../kernel/calendar-day.js';
import { choice, day, identifier, line, optional, paragraph } from '../../platform/http/field-types.js';
import { defineForm } from '../../platform/http/forms.js';
import type { ChoiceModel } from '../../platform/views/field-models.js';
import { agencyKinds, type AgencyKind } from '../domain/agency.js';
import type { FieldSpec } from './form-fields.js';
import { agencyKindNames } from './words.js';

interface Particulars {
  kind: AgencyKind;
  parentId: string;
  placeName: string;
  recordSymbol: string;
  aliases?: string | undefined;
  nameSince?: CalendarDay | undefined;
  adoptedOn?: CalendarDay | undefined;
}

const particulars = {
  kind: choice('loại cơ quan', agencyKinds),
  parentId: identifier('cơ quan cấp trên'),
  placeName: line('địa danh', 60),
  recordSymbol: line('ký hiệu', 20),
  aliases: optional(paragraph('tên gọi khác', 2000)),
  nameSince: optional(day('ngày mang tên hiện nay')),
  adoptedOn: optional(day('ngày bắt đầu dùng hệ thống')),
};

export const registerAgencyForm = defineForm<Particulars & { name: string }>({ name: line('tên cơ quan', 200), ...particulars });
/** The root has no agency above it. */
export const amendAgencyForm = defineForm<Omit<Particulars, 'parentId'> & { parentId?: string | undefined }>({ ...particulars, parentId: optional(identifier('cơ quan cấp trên')) });
export const renameAgencyForm = defineForm<{ name: string; since: CalendarDay; ground: string }>({
  name: line('tên mới', 200),
  since: day('ngày mang tên mới'),
  ground: paragraph('căn cứ', 1000),
});
export const endAgencyForm = defineForm<{ endedOn: CalendarDay; successorId?: string | undefined; ground: string }>({
  endedOn: day('ngày kết thúc'),
  successorId: optional(identifier('cơ quan kế thừa')),
  ground: paragraph('căn cứ', 1000),
});

/** Each line of a text as one alias, without doubles. */
export function aliasesOf(text: string | undefined): string[] {
  return [...new Set((text ?? '').split('\n').filter((alias) => alias !== ''))];
}

export const nameField: FieldSpec = { kind: 'text', name: 'name', label: 'Tên cơ quan', hint: 'Tên đầy đủ như ghi trên con dấu', maxlength: 200 };

export function particularFields(parents: readonly ChoiceModel[]): FieldSpec[] {
  return [
    { kind: 'select', name: 'kind', label: 'Loại cơ quan', placeholder: 'Chọn loại', width: 'medium', options: agencyKinds.map((value) => ({ value, label: agencyKindNames[value] })) },
    ...(parents.length === 0 ? [] : [{ kind: 'select', name: 'parentId', label: 'Cơ quan cấp trên', placeholder: 'Chọn cơ quan', options: parents } as const]),
    { kind: 'text', name: 'placeName', label: 'Địa danh', hint: 'Ghi trước ngày tháng trên văn bản, ví dụ Hải Phòng', width: 'medium', maxlength: 60 },
    { kind: 'text', name: 'recordSymbol', label: 'Ký hiệu', hint: 'Chữ viết tắt tên cơ quan trong số, ký hiệu văn bản, ví dụ SKHCN', width: 'short', maxlength: 20 },
    { kind: 'textarea', name: 'aliases', label: 'Tên gọi khác', hint: 'Mỗi dòng một tên; dùng khi tìm kiếm và đối chiếu danh sách', optional: true, rows: 3 },
    { kind: 'date', name: 'nameSince', label: 'Ngày mang tên hiện nay', optional: true },
    { kind: 'date', name: 'adoptedOn', label: 'Ngày bắt đầu dùng hệ thống', hint: 'Hợp đồng ký trước ngày này được nhập là hợp đồng chuyển tiếp', optional: true },
  ];
}

export const agencyErrorTexts: Readonly<Record<string, string>> = {
  'unknown-parent': 'Chọn một cơ quan đang hoạt động làm cơ quan cấp trên.',
  'unknown-successor': 'Chọn cơ quan kế thừa trong danh sách.',
  'same-name': 'Tên mới trùng với tên hiện nay.',
  'since-in-future': 'Ngày mang tên mới không thể sau hôm nay; ghi nhận khi tên mới đã có hiệu lực.',
  'since-before-present-name': 'Ngày mang tên mới phải sau ngày bắt đầu mang tên hiện nay.',
  'end-in-future': 'Ngày kết thúc không thể sau hôm nay.',
};

export const agencyWalls = {
  agency_name_unique: { field: 'name', text: 'Một cơ quan đang hoạt động đã mang tên này.' },
  agency_code_unique: { field: 'name', text: 'Cơ quan có tên này vừa được người khác thêm.' },
  agency_tree_has_no_loop: { field: 'parentId', text: 'Một cơ quan không thể trực thuộc chính nó hoặc cơ quan cấp dưới của nó.' },
};
