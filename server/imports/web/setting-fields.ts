import type { FieldErrors, FormBody } from '../../platform/http/forms.js';
import { hasControlCharacters, normalizeParagraphs, normalizeText } from '../../kernel/text.js';
import type { ChoiceModel } from '../../platform/views/field-models.js';
import type { Vocabulary } from '../application/columns-of-kinds.js';
import type { ListKind } from '../domain/list-kinds.js';

/** What is asked once for a whole list: what its rows do not say. */
export interface SettingField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind: 'paragraph' | 'line' | 'radios' | 'select';
  readonly options?: readonly ChoiceModel[];
  /** What stands there at first. */
  readonly first: string;
  readonly required: boolean;
}

export interface SettingSources {
  readonly words: Vocabulary;
  readonly staff: readonly { readonly id: string; readonly name: string; readonly post: string }[];
  readonly self: string;
  readonly agencyName: string;
}

const LONGEST_GROUND = 2_000;

/** The settings of a kind of list. */
export function settingFields(kind: ListKind, sources: SettingSources): readonly SettingField[] {
  const { words } = sources;
  switch (kind) {
    case 'contracts':
      return [
        {
          name: 'ground', label: 'Căn cứ nhập hợp đồng chuyển tiếp', kind: 'paragraph', first: '', required: true,
          hint: 'Chung cho cả danh sách, ví dụ: các hợp đồng ký trước khi cơ quan sử dụng hệ thống, theo sổ theo dõi hợp đồng năm 2025. Cũng là lý do đính chính khi cập nhật hợp đồng đã có.',
        },
        choices('phase', 'Giai đoạn hiện tại, khi dòng không ghi', words.contractPhases, 'active'),
        choices('operator', 'Đơn vị vận hành hệ thống, khi dòng không ghi', words.operatorKinds.filter(({ value }) => value !== 'other-organization'), 'vendor'),
        responsible(sources),
      ];
    case 'packages':
      return [
        {
          name: 'packagesTo', label: 'Gói thầu thuộc cơ quan nào', kind: 'radios', first: 'matched', required: true,
          options: [
            { value: 'matched', label: 'Theo tên bên mời thầu', hint: 'Tên chưa nhận ra chắc chắn được hỏi lại, mỗi tên một lần.' },
            { value: 'all', label: `Tất cả thuộc ${sources.agencyName}`, hint: 'Tên bên mời thầu vẫn được giữ như trong danh sách.' },
          ],
        },
        {
          name: 'cancelled', label: 'Gói thầu đã hủy hoặc không thành', kind: 'radios', first: 'skip', required: true,
          options: [{ value: 'skip', label: 'Không nhập' }, { value: 'enter', label: 'Vẫn nhập' }],
        },
        responsible(sources),
      ];
    case 'vendors':
      return [choices('kind', 'Loại hình, khi dòng không ghi', words.vendorKinds, 'domestic_company')];
    case 'vendor-people':
      return [{ name: 'nationality', label: 'Quốc tịch, khi dòng không ghi', kind: 'line', first: 'Việt Nam', required: true }];
    case 'systems':
      return [
        choices('operator', 'Đơn vị vận hành, khi dòng không ghi', words.operatorKinds, 'hiring-agency'),
        choices('hosting', 'Nơi đặt hệ thống, khi dòng không ghi', words.hostings, 'city-data-centre'),
        choices('serviceState', 'Tình trạng hiện nay, khi dòng không ghi', words.serviceStates, 'preparing'),
      ];
    case 'data-assets':
      return [choices('storageCountry', 'Lưu trữ trong hay ngoài nước, khi dòng không ghi', words.countries, 'unknown')];
  }
}

function choices(name: string, label: string, from: readonly { readonly value: string; readonly label: string }[], first: string): SettingField {
  return { name, label, kind: 'radios', options: from.map(({ value, label: text }) => ({ value, label: text })), first, required: true };
}

function responsible({ staff, self }: SettingSources): SettingField {
  return {
    name: 'responsible', label: 'Cán bộ phụ trách', kind: 'select', first: staff.some(({ id }) => id === self) ? self : '', required: false,
    hint: 'Ghi cho các hợp đồng của cơ quan mà người này đang giữ vai trò', options: staff.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })),
  };
}

/** Reads the settings of a form: what each says, or what is wrong with it. */
export function readSettings(fields: readonly SettingField[], body: FormBody): { readonly settings: Record<string, string>; readonly errors: FieldErrors } {
  const settings: Record<string, string> = {};
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const typed = body[field.name];
    const text = typeof typed === 'string' ? (field.kind === 'paragraph' ? normalizeParagraphs(typed) : normalizeText(typed)) : '';
    const known = field.options === undefined || text === '' || field.options.some(({ value }) => value === text);
    if (field.required && text === '') errors[field.name] = `${field.options === undefined ? 'Nhập' : 'Chọn'} ${lowerFirst(field.label)}.`;
    else if (!known) errors[field.name] = `Chọn ${lowerFirst(field.label)} trong danh sách.`;
    else if (hasControlCharacters(text.replaceAll('\n', ''))) errors[field.name] = `${field.label} có ký tự điều khiển không hợp lệ; xóa và nhập lại.`;
    else if (text.length > LONGEST_GROUND) errors[field.name] = `${field.label} dài ${String(text.length)} ký tự; nhiều nhất ${String(LONGEST_GROUND)}.`;
    else if (text !== '') settings[field.name] = text;
  }
  return { settings, errors };
}

function lowerFirst(label: string): string {
  return label.charAt(0).toLocaleLowerCase('vi') + label.slice(1);
}
