import type { Writable } from 'node:stream';
import { writeWorkbook, type WrittenCell, type WrittenColumn, type WrittenSheet } from '../../platform/spreadsheets/index.js';
import type { KnownColumn } from '../domain/columns.js';
import type { ListKind } from '../domain/list-kinds.js';
import { kindWords } from './words.js';

/** The template of a kind of list: a sheet to fill in, a guide, and the values that columns choose from. */
export function writeTemplate(out: Writable, kind: ListKind, columns: readonly KnownColumn[]): Promise<void> {
  return writeWorkbook(out, [listSheet(kind, columns), guideSheet(kind, columns), ...valueSheets(columns)]);
}

function listSheet(kind: ListKind, columns: readonly KnownColumn[]): WrittenSheet {
  return { name: kindWords[kind].name, columns: columns.map(templateColumn), rows: [] };
}

function templateColumn(column: KnownColumn): WrittenColumn {
  const choices = choicesOf(column);
  return { title: column.title, kind: kindOf(column), hint: hintOf(column).slice(0, 255), ...(choices.length === 0 ? {} : { choices }) };
}

function kindOf({ content }: KnownColumn): WrittenColumn['kind'] {
  switch (content.kind) {
    case 'day':
      return 'day';
    case 'money':
      return 'money';
    case 'count':
    case 'level':
      return 'number';
    case 'tax-code':
    case 'package-code':
    case 'phone':
      return 'code';
    default:
      return 'text';
  }
}

function choicesOf({ content }: KnownColumn): string[] {
  if (content.kind === 'choice' || content.kind === 'choices') return content.choices.map(({ label }) => label);
  return content.kind === 'yes-no' ? ['Có', 'Không'] : [];
}

function hintOf(column: KnownColumn): string {
  return `${column.required ? 'Bắt buộc. ' : 'Có thể để trống. '}${contentHint(column)}`;
}

/** Columns of which less is kept than what may be written in them. */
const ownHints: Readonly<Record<string, string>> = {
  identity: 'Số giấy tờ hoặc chỉ bốn ký tự cuối; hệ thống chỉ giữ bốn ký tự cuối.',
  birthYear: 'Năm, hoặc ngày đủ ngày, tháng, năm; hệ thống chỉ giữ năm.',
};

function contentHint({ key, content }: KnownColumn): string {
  const own = ownHints[key];
  if (own !== undefined) return own;
  switch (content.kind) {
    case 'day':
      return 'Ngày/tháng/năm, ví dụ 05/01/2026.';
    case 'money':
      return 'Số đồng, ví dụ 1.234.567.890; cũng nhận 850 triệu đồng, 1,5 tỷ.';
    case 'tax-code':
      return 'Mã số thuế 10 hoặc 13 chữ số; định dạng ô là văn bản để giữ số 0 đầu.';
    case 'package-code':
      return 'Mã gói thầu kể cả phần sửa đổi, ví dụ IB2600012345-00.';
    case 'yes-no':
      return 'Có hoặc Không.';
    case 'level':
      return 'Số từ 1 đến 5.';
    case 'count':
      return 'Số nguyên không âm.';
    case 'email':
      return 'Ví dụ ten@haiphong.gov.vn.';
    case 'phone':
      return 'Số điện thoại.';
    case 'choice':
      return 'Chọn một giá trị trong danh sách.';
    case 'choices':
      return 'Một hoặc nhiều giá trị, cách nhau bằng dấu chấm phẩy.';
    case 'party':
      return 'Tên hoặc mã; tên gần giống được hỏi lại khi nhập.';
    case 'text':
      return content.paragraphs === true ? 'Có thể viết nhiều dòng.' : `Nhiều nhất ${String(content.longest)} ký tự.`;
  }
}

const text = (value: string): WrittenCell => ({ kind: 'text', text: value });

function guideSheet(kind: ListKind, columns: readonly KnownColumn[]): WrittenSheet {
  return {
    name: 'Hướng dẫn',
    lead: [
      `Mẫu danh sách: ${kindWords[kind].name}. ${kindWords[kind].hint}`,
      'Mỗi dòng là một mục; giữ nguyên hàng tiêu đề. Cột không dùng có thể xóa. Tệp của cơ quan với tên cột khác cũng nhập được: ghép cột khi nhập.',
    ],
    columns: [
      { title: 'Cột', kind: 'text', width: 36 },
      { title: 'Bắt buộc', kind: 'text', width: 12 },
      { title: 'Cách ghi', kind: 'text', width: 70 },
      { title: 'Tên cột khác cũng được nhận', kind: 'text', width: 60 },
    ],
    rows: columns.map((column) => [text(column.title), text(column.required ? 'Có' : 'Không'), text(contentHint(column)), text(column.synonyms.join('; '))]),
  };
}

function valueSheets(columns: readonly KnownColumn[]): WrittenSheet[] {
  const lists = columns.map((column) => ({ title: column.title, values: choicesOf(column) })).filter(({ values }) => values.length > 0);
  const [longest = 0] = lists.map(({ values }) => values.length).toSorted((one, other) => other - one);
  if (lists.length === 0) return [];
  return [{
    name: 'Giá trị được nhận',
    columns: lists.map(({ title }) => ({ title, kind: 'text' as const, width: 36 })),
    rows: Array.from({ length: longest }, (_, place) => lists.map(({ values }) => text(values[place] ?? ''))),
  }];
}
