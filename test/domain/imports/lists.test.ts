/** Where the table of a dirty sheet is, what its columns are, and which rows below it are entries. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_CELL, type Cell, type CellRange, type SheetRow } from '../../../server/kernel/cell.js';
import type { KnownColumn } from '../../../server/imports/domain/columns.js';
import { findHeader } from '../../../server/imports/domain/find-header.js';
import { headerKey, matchColumns, moneyUnitIn } from '../../../server/imports/domain/match-columns.js';
import { roleOfRow } from '../../../server/imports/domain/table-rows.js';

const cellOf = (value: string | number): Cell => (value === '' ? EMPTY_CELL : typeof value === 'number' ? { kind: 'number', literal: String(value) } : { kind: 'text', text: value });
const row = (number: number, ...values: (string | number)[]): SheetRow => ({ number, cells: values.map(cellOf) });

const text = { kind: 'text', longest: 300 } as const;
const known: readonly KnownColumn[] = [
  { key: 'number', title: 'Số hợp đồng', synonyms: ['Số HĐ', 'Số, ký hiệu hợp đồng'], content: text, required: true },
  { key: 'name', title: 'Tên hợp đồng', synonyms: ['Nội dung', 'Tên gói thầu'], content: text, required: true },
  { key: 'signedOn', title: 'Ngày ký', synonyms: ['Ngày ký hợp đồng', 'Ngày hợp đồng'], content: { kind: 'day' }, required: false },
  { key: 'value', title: 'Giá trị hợp đồng', synonyms: ['Giá trị', 'Giá trị HĐ'], content: { kind: 'money' }, required: false },
  { key: 'vendor', title: 'Bên cung cấp', synonyms: ['Nhà thầu', 'Đơn vị trúng thầu'], content: text, required: false },
];
const range = (firstRow: number, firstColumn: number, lastRow: number, lastColumn: number): CellRange => ({ firstRow, firstColumn, lastRow, lastColumn });

describe('the header', () => {
  const title = [row(1, 'ỦY BAN NHÂN DÂN', '', '', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'), row(2, 'PHƯỜNG AN BIÊN', '', '', 'Độc lập - Tự do - Hạnh phúc'), row(4, 'DANH SÁCH HỢP ĐỒNG THUÊ DỊCH VỤ CNTT'), row(5, '', '', '', '', 'ĐVT: triệu đồng')];

  test('is found below titles and empty rows, with the unit that stands above it', () => {
    const found = findHeader([...title, row(7, 'STT', 'Số HĐ', 'Nội dung', 'Ngày ký', 'Giá trị'), row(8, 1, '01/HĐ', 'Thuê phần mềm', '05/03/2026', 850)], known);
    expect(found).toEqual({ firstRow: 7, lastRow: 7, texts: ['STT', 'Số HĐ', 'Nội dung', 'Ngày ký', 'Giá trị'], moneyUnit: 1_000_000n, certainty: 'known' });
  });

  test('of two rows and merged cells is put together, and its column numbers belong to it', () => {
    const rows = [...title, row(7, 'TT', 'Hợp đồng', '', '', 'Nhà\nthầu'), row(8, '', 'Số', 'Ngày ký', 'Giá trị (đồng)'), row(9, '(1)', '(2)', '(3)', '(4)', '(5)'), row(10, 1, '01/HĐ', '05/03/2026', '1.000.000.000', 'FPT')];
    const merges = [range(7, 2, 7, 4), range(7, 1, 8, 1), range(7, 5, 8, 5)];
    for (const given of [merges, []]) {
      const found = findHeader(rows, known, given);
      expect(found).toMatchObject({ firstRow: 7, lastRow: 9, certainty: 'known', texts: ['TT', 'Hợp đồng / Số', 'Hợp đồng / Ngày ký', 'Hợp đồng / Giá trị (đồng)', 'Nhà thầu'] });
      const { matched, missing } = matchColumns(found?.texts ?? [], known);
      expect(matched.map(({ index, key, ground }) => [index, key, ground])).toEqual([[1, 'number', 'title'], [2, 'signedOn', 'synonym'], [3, 'value', 'title'], [4, 'vendor', 'synonym']]);
      expect(matched[2]?.moneyUnit).toBe(1n);
      expect(missing.map(({ key }) => key)).toEqual(['name']);
    }
  });

  test('of unknown columns is only likely; a list without any has none', () => {
    const found = findHeader([row(1, 'Báo cáo'), row(3, 'Mục A', 'Mục B', 'Mục C'), row(4, 'x', 'y', 3), row(5, 'x', 'y', 4)], known);
    expect(found).toMatchObject({ firstRow: 3, certainty: 'likely' });
    expect(findHeader([row(1, 1, 2, 3), row(2, 4, 5, 6)], known)).toBeUndefined();
    expect(findHeader([], known)).toBeUndefined();
  });

  test('is not taken from an entry that names a column in passing', () => {
    const found = findHeader([row(1, 'Số HĐ', 'Nội dung', 'Giá trị'), row(2, '01', 'Giá trị hợp đồng', 5)], known);
    expect(found).toMatchObject({ firstRow: 1, lastRow: 1 });
  });
});

describe('columns', () => {
  test('are matched by what was set before, title, synonym and spelling, each once', () => {
    const headers = ['STT', 'SO HOP DONG', 'Tên hợp  đồng:', 'Ngày kí', 'Giá trị HĐ (tỷ đồng)', 'Giá trị', 'Ghi chú'];
    const { matched, unmatched, missing } = matchColumns(headers, known, new Map([['ghi chu', 'vendor'], ['stt', null]]));
    expect(matched.map(({ key, ground, moneyUnit }) => [key, ground, moneyUnit])).toEqual([
      ['number', 'title', undefined],
      ['name', 'title', undefined],
      ['signedOn', 'near', undefined],
      ['value', 'synonym', 1_000_000_000n],
      ['vendor', 'remembered', undefined],
    ]);
    expect(unmatched).toEqual([{ index: 0, header: 'STT' }, { index: 5, header: 'Giá trị' }]);
    expect(missing).toEqual([]);
  });

  test('what was left out by hand stays left out', () => {
    expect(matchColumns(['Giá trị'], known, new Map([[headerKey('Giá trị'), null]])).matched).toEqual([]);
  });

  test.each<[string, bigint | undefined]>([
    ['Giá trị (triệu đồng)', 1_000_000n],
    ['Giá gói thầu [tỷ đồng]', 1_000_000_000n],
    ['Đơn vị tính: 1.000 đồng', 1_000n],
    ['ĐVT: đồng', 1n],
    ['Giá trị, nghìn đồng', 1_000n],
    ['Giá trị (VNĐ)', 1n],
    ['Giá trị hợp đồng', undefined],
    ['Đơn vị', undefined],
  ])('the unit in %j is %s', (header, unit) => {
    expect(moneyUnitIn(header)).toBe(unit);
  });

  test('match themselves whatever is around them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.constantFrom('', ' ', '*', ' (*)', ':', '\n(bắt buộc)'), fc.boolean(), (column, ending, upper) => {
        const header = (upper ? column.title.toUpperCase() : column.title) + ending;
        expect(matchColumns([header], known).matched[0]).toMatchObject({ key: column.key, ground: 'title' });
      }),
    );
  });
});

describe('a row below the header', () => {
  const headers = ['STT', 'Số HĐ', 'Nội dung', 'Ngày ký', 'Giá trị'];
  test.each([
    ['entry', row(9, 1, '01/HĐ', 'Thuê phần mềm', '05/03/2026', '850')],
    ['entry', row(9, 7, '01/HĐ', 'Tổng đài tiếp nhận phản ánh', '05/03/2026', '850')],
    ['entry', row(9, '', '', 'Tổng đài 1022')],
    ['entry', row(9, '', '01/HĐ')],
    ['total', row(9, '', '', 'Tổng cộng', '', '12.345.678.900')],
    ['total', row(9, 'Cộng:', '', '', '', 12_345)],
    ['total', row(9, 'TỔNG SỐ', '', '', '', '1.234 đồng')],
    ['section', row(9, 'I', 'Sở Tài chính')],
    ['section', row(9, 'II. Sở Nội vụ')],
    ['header', row(9, 'STT', 'Số HĐ', 'Nội dung', 'Ngày ký', 'Giá trị')],
    ['header', row(9, 1, 2, 3, 4, 5)],
    ['header', row(9, '(1)', '(2)', '(3)', '(4)', '(5=3+4)')],
    ['closing', row(9, '', '', '', 'Hải Phòng, ngày 05 tháng 3 năm 2026')],
    ['closing', row(9, '', 'Người lập biểu', '', 'THỦ TRƯỞNG ĐƠN VỊ')],
    ['closing', row(9, '', '', '(Ký, ghi rõ họ tên)', '(Ký, đóng dấu)')],
    ['closing', row(9, 'Ghi chú: số liệu đến hết quý III')],
  ])('is of the kind %s', (role, given) => {
    expect(roleOfRow(given, headers)).toBe(role);
  });
});
