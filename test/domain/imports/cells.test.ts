/** How the cells of dirty lists are understood: no wrong value silently, what can be read two ways is asked. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, calendarDay, formatDay } from '../../../server/kernel/calendar-day.js';
import type { Cell } from '../../../server/kernel/cell.js';
import { formatMoney, LARGEST_AMOUNT } from '../../../server/kernel/money.js';
import { checkTaxCode } from '../../../server/kernel/tax-code.js';
import type { CellValue, ColumnContent, ColumnEvidence } from '../../../server/imports/domain/columns.js';
import { dayOrderOf } from '../../../server/imports/domain/day-order.js';
import { readMoneyCell } from '../../../server/imports/domain/read-money.js';
import { readDayCell } from '../../../server/imports/domain/read-day.js';
import { showValue } from '../../../server/imports/domain/show-value.js';
import { understandCell } from '../../../server/imports/domain/understand-cell.js';
import type { Understanding } from '../../../server/imports/domain/understanding.js';

const text = (value: string): Cell => ({ kind: 'text', text: value });
const number = (literal: string, shown?: string): Cell => (shown === undefined ? { kind: 'number', literal } : { kind: 'number', literal, shown });
const day = (value: string, time?: string): Cell => (time === undefined ? { kind: 'day', day: calendarDay(value) } : { kind: 'day', day: calendarDay(value), time });

/** One line that says all of an understanding: "= value {remarks}", "? reason: readings", "! reason", "-". */
function said(understanding: Understanding<CellValue>): string {
  switch (understanding.kind) {
    case 'empty':
      return '-';
    case 'understood': {
      const remarks = understanding.remarks.map((remark) => remark.code).join(', ');
      return `= ${showValue(understanding.value)}${remarks === '' ? '' : ` {${remarks}}`}`.replaceAll('\u00a0', ' ');
    }
    case 'asked':
      return `? ${understanding.reason}: ${understanding.readings.map(showValue).join(' | ')}`.replaceAll('\u00a0', ' ');
    case 'wrong':
      return `! ${understanding.reason}`;
  }
}

function read(content: ColumnContent, cell: Cell | string, evidence: ColumnEvidence = {}): string {
  return said(understandCell(content, typeof cell === 'string' ? text(cell) : cell, evidence));
}

describe('money', () => {
  test.each<[string | Cell, string]>([
    ['1.234.567.890', '= 1.234.567.890 đ'],
    ['1,234,567,890 VNĐ', '= 1.234.567.890 đ'],
    ['1,234,567,890.00', '= 1.234.567.890 đ {fraction-dropped}'],
    ['1.234.567.890,00 đồng', '= 1.234.567.890 đ {fraction-dropped}'],
    ['1234567890', '= 1.234.567.890 đ'],
    ['1 234 567 890', '= 1.234.567.890 đ'],
    ["1'234'567'890", '= 1.234.567.890 đ'],
    ['  : 850.000.000 đ. ', '= 850.000.000 đ'],
    ['VND 850.000.000', '= 850.000.000 đ'],
    ['850.000.000 đồng/năm', '= 850.000.000 đ'],
    ['850.000.000 đồng (bằng chữ: tám trăm năm mươi triệu đồng)', '= 850.000.000 đ'],
    ['1,5 tỷ', '= 1.500.000.000 đ {unit-applied}'],
    ['1.5 tỉ đồng', '= 1.500.000.000 đ {unit-applied}'],
    ['850 triệu đồng', '= 850.000.000 đ {unit-applied}'],
    ['850tr', '= 850.000.000 đ {unit-applied}'],
    ['1 tỷ 200 triệu', '= 1.200.000.000 đ {unit-applied}'],
    ['1 tỷ đồng 200 triệu đồng', '= 1.200.000.000 đ {unit-applied}'],
    ['2 nghìn tỷ', '= 2.000.000.000.000 đ {unit-applied}'],
    ['500 nghìn', '= 500.000 đ {unit-applied}'],
    [number('1500000000'), '= 1.500.000.000 đ'],
    ['0', '= 0 đ'],
    ['1,234', '? separator-ambiguous: 1.234 đ | 1 đ'],
    ['1.234', '? separator-ambiguous: 1.234 đ | 1 đ'],
    ['1,234 tỷ', '? separator-ambiguous: 1.234.000.000.000 đ | 1.234.000.000 đ'],
    ['1.234 đồng', '= 1.234 đ'],
    [number('1.234'), '? fraction-of-dong: 1.234 đ | 1 đ'],
    [number('1.23'), '? fraction-of-dong: 1.230 đ | 1 đ'],
    [number('1234567.5'), '? fraction-of-dong: 1.234.567 đ'],
    ['1.234.567,5', '? fraction-of-dong: 1.234.567 đ'],
    ['850', '? unit-doubtful: 850 đ | 850.000 đ | 850.000.000 đ'],
    [number('850'), '? unit-doubtful: 850 đ | 850.000 đ | 850.000.000 đ'],
    [number('12345678901234567'), '? imprecise-number: 12.345.678.901.234.567 đ'],
    ['-5.000.000', '! negative'],
    [number('-5'), '! negative'],
    ['9.000.000.000.000.000', '! too-large'],
    ['200 USD', '! foreign-currency'],
    ['$200', '! foreign-currency'],
    ['12.34.567', '! not-money'],
    ['1.234.56', '! not-money'],
    ['1.234,567.890', '! not-money'],
    ['một tỷ', '! not-money'],
    ['200 triệu 1 tỷ', '! not-money'],
    ['05/03/2026', '! not-money'],
    ['theo hợp đồng', '! not-money'],
    [day('2026-03-05'), '! not-money'],
    [{ kind: 'error', code: '#REF!' }, '! error-cell'],
    ['', '-'],
    ['-', '-'],
    ['không có', '-'],
  ])('%j is %s', (cell, expected) => {
    expect(read({ kind: 'money' }, cell)).toBe(expected);
  });

  test('takes its unit from the column, and asks where that makes no sense', () => {
    const evidence = { moneyUnit: 1_000_000n };
    expect(read({ kind: 'money' }, '850', evidence)).toBe('= 850.000.000 đ {unit-applied}');
    expect(read({ kind: 'money' }, number('1234.5'), evidence)).toBe('= 1.234.500.000 đ {unit-applied}');
    expect(read({ kind: 'money' }, '1.234,5', evidence)).toBe('= 1.234.500.000 đ {unit-applied}');
    expect(read({ kind: 'money' }, '1,5 tỷ', evidence)).toBe('= 1.500.000.000 đ {unit-applied}');
    expect(read({ kind: 'money' }, '850.000.000 đồng', evidence)).toBe('= 850.000.000 đ');
    expect(read({ kind: 'money' }, '850.000.000', evidence)).toBe('? unit-doubtful: 850.000.000 đ | 850.000.000.000.000 đ');
    expect(read({ kind: 'money' }, '850', { moneyUnit: 1n })).toBe('= 850 đ');
  });

  test('reads back every amount in every way it is shown', () => {
    const amount = fc.bigInt({ min: 1_000_000n, max: LARGEST_AMOUNT });
    fc.assert(
      fc.property(amount, (value) => {
        const dotted = formatMoney(value).replace('\u00a0đ', '');
        for (const shown of [String(value), formatMoney(value), dotted, dotted.replaceAll('.', ','), `${dotted} VNĐ`, `${dotted.replaceAll('.', ',')} đồng`]) {
          const reading = readMoneyCell(text(shown));
          expect(reading.kind === 'understood' ? reading.value : { shown, ...reading }).toBe(value);
        }
      }),
    );
  });
});

describe('a day', () => {
  test.each<[string | Cell, string]>([
    ['05/03/2026', '= 05/03/2026'],
    ['5-3-26', '= 05/03/2026 {century-added}'],
    ['5.3.2026', '= 05/03/2026'],
    ['5/3/98', '= 05/03/1998 {century-added}'],
    ['ngày 5 tháng 3 năm 2026', '= 05/03/2026'],
    ['Hải Phòng, ngày 05 tháng 03 năm 2026', '! not-a-day'],
    ['Ngày 05/03/2026', '= 05/03/2026'],
    ['Thứ Năm, ngày 05/03/2026', '= 05/03/2026'],
    ['5 tháng 3, 2026', '= 05/03/2026'],
    [': 21/07/2023 - 11:42', '= 21/07/2023 {time-left-out}'],
    [' 25/02/2024 - 17:22', '= 25/02/2024 {time-left-out}'],
    ['14:30 ngày 05/03/2026', '= 05/03/2026 {time-left-out}'],
    ['14h30 05/03/2026', '= 05/03/2026 {time-left-out}'],
    ['05/03/2026 09:50:00 SA', '= 05/03/2026 {time-left-out}'],
    ['2026-03-05', '= 05/03/2026'],
    ['2026-03-05T17:00:00.000Z', '= 05/03/2026 {time-left-out}'],
    ['20260305', '= 05/03/2026'],
    [number('20260305'), '= 05/03/2026'],
    [day('2026-03-05'), '= 05/03/2026'],
    [day('2026-03-05', '14:30:00'), '= 05/03/2026 {time-left-out}'],
    ['31/02/2026', '! impossible-day'],
    ['29/02/2025', '! impossible-day'],
    ['13/13/2026', '! impossible-day'],
    ['05/03/0026', '! year-out-of-range'],
    ['03/25/2026', '? day-order: 25/03/2026'],
    ['03/2026', '! part-of-day-missing'],
    ['tháng 3 năm 2026', '! part-of-day-missing'],
    ['2026', '! part-of-day-missing'],
    [number('2026'), '! part-of-day-missing'],
    ['Quý III/2026', '! part-of-day-missing'],
    ['05/03-2026', '! not-a-day'],
    ['1.234.567.890', '! not-a-day'],
    [number('46086'), '! not-a-day'],
    ['14:30', '! not-a-day'],
    ['chưa xác định', '-'],
  ])('%j is %s', (cell, expected) => {
    expect(read({ kind: 'day' }, cell)).toBe(expected);
  });

  test('is asked about where its column shows another order', () => {
    expect(dayOrderOf([text('03/04/2026'), text('03/25/2026')])).toBe('month-first-seen');
    expect(dayOrderOf([text('03/04/2026'), text('25/03/2026'), day('2026-03-04')])).toBe('day-first');
    expect(dayOrderOf([text('25/03/2026'), text('13/04/2026 - 10:00'), day('2026-03-04')])).toBe('swapped-seen');
    expect(dayOrderOf([text('25/03/2026'), text('13/04/2026'), day('2026-03-24')])).toBe('day-first');
    const monthFirst: ColumnEvidence = { dayOrder: 'month-first-seen' };
    expect(read({ kind: 'day' }, '03/04/2026', monthFirst)).toBe('? day-order: 04/03/2026 | 03/04/2026');
    expect(read({ kind: 'day' }, '05/05/2026', monthFirst)).toBe('= 05/05/2026');
    expect(read({ kind: 'day' }, day('2026-04-03'), { dayOrder: 'swapped-seen' })).toBe('? day-swapped: 04/03/2026 | 03/04/2026');
  });

  test('reads back every day in every way it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), (offset) => {
        const value = addDays(calendarDay('1950-01-01'), offset);
        const [year = '', month = '', date = ''] = value.split('-');
        const shown = [formatDay(value), value, `ngày ${String(Number(date))} tháng ${String(Number(month))} năm ${year}`, `${formatDay(value)} 08:15`, `${String(Number(date))}-${String(Number(month))}-${year}`];
        for (const one of shown) {
          const reading = readDayCell(text(one));
          expect(reading.kind === 'understood' ? reading.value : one).toBe(value);
        }
      }),
    );
  });
});

describe('a tax code', () => {
  test.each<[string | Cell, string]>([
    ['0100109106', '= 0100109106'],
    ['MST: 0100109106', '= 0100109106'],
    ['0100 109 106', '= 0100109106'],
    ["'0100109106", '= 0100109106'],
    ['0100109106-001', '= 0100109106-001'],
    ['0100109106 – 001', '= 0100109106-001'],
    ['0100109106001', '= 0100109106-001 {branch-hyphen-added}'],
    [number('100109106'), '= 0100109106 {leading-zero-restored}'],
    [number('100109106', '0100109106'), '= 0100109106'],
    ['100109106-001', '= 0100109106-001 {leading-zero-restored}'],
    [number('100109107'), '! tax-code-length'],
    ['0100109107', '! tax-code-check-digit'],
    ['0100109106-000', '! tax-code-branch'],
    ['12345', '! tax-code-length'],
    ['01OO109106', '! tax-code-characters'],
    [number('1.5'), '! tax-code-characters'],
  ])('%j is %s', (cell, expected) => {
    expect(read({ kind: 'tax-code' }, cell)).toBe(expected);
  });

  test('gets its zero back only where the check digit proves it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{9}$/u), (digits) => {
        const understanding = understandCell({ kind: 'tax-code' }, number(digits.replace(/^0+/u, '') || '0', digits));
        if (understanding.kind === 'understood') expect(checkTaxCode(`0${digits}`).ok).toBe(true);
        else expect(checkTaxCode(`0${digits}`).ok).toBe(false);
      }),
    );
  });
});

describe('other cells', () => {
  const kinds = { kind: 'choice', choices: [{ value: 'pm', label: 'Phần mềm', synonyms: ['PM'] }, { value: 'ht', label: 'Hạ tầng kỹ thuật' }, { value: 'ql', label: 'Quản lý phần mềm' }] } as const;
  test.each<[ColumnContent, string | Cell, string]>([
    [{ kind: 'package-code' }, 'IB2300167606-01', '= IB2300167606-01'],
    [{ kind: 'package-code' }, ': ib2300167606 - 1', '= IB2300167606-01'],
    [{ kind: 'package-code' }, 'Mã TBMT: IB2300167606', '= IB2300167606-00'],
    [{ kind: 'package-code' }, '2300167606-00', '? looks-like-other: IB2300167606-00'],
    [{ kind: 'package-code' }, 'IB23001676', '! not-a-package-code'],
    [{ kind: 'yes-no' }, 'Có', '= Có'],
    [{ kind: 'yes-no' }, 'x', '= Có'],
    [{ kind: 'yes-no' }, 'KHÔNG', '= Không'],
    [{ kind: 'yes-no' }, { kind: 'boolean', value: false }, '= Không'],
    [{ kind: 'yes-no' }, 'chờ', '! not-yes-or-no'],
    [{ kind: 'level' }, 'Cấp độ 3', '= Cấp độ 3'],
    [{ kind: 'level' }, 'III', '= Cấp độ 3'],
    [{ kind: 'level' }, 'cấp ba', '= Cấp độ 3'],
    [{ kind: 'level' }, number('3'), '= Cấp độ 3'],
    [{ kind: 'level' }, 'Cấp độ 2, 3', '? several-values: Cấp độ 3 | Cấp độ 2'],
    [{ kind: 'level' }, '6', '! not-a-level'],
    [{ kind: 'level' }, 'cao', '! not-a-level'],
    [{ kind: 'count', largest: 1_000_000 }, '12 người', '= 12'],
    [{ kind: 'count', largest: 1_000_000 }, '1.200', '= 1200'],
    [{ kind: 'count', largest: 10 }, '11', '! too-large'],
    [{ kind: 'count', largest: 10 }, '1,5', '! not-a-count'],
    [{ kind: 'email' }, 'Email: Lan.Nguyen@HaiPhong.gov.vn', '= lan.nguyen@haiphong.gov.vn'],
    [{ kind: 'email' }, 'a@b.vn; c@d.vn', '? several-values: a@b.vn | c@d.vn'],
    [{ kind: 'email' }, 'a@b', '! not-an-email'],
    [{ kind: 'phone' }, '0225.3123.456', '= 02253123456'],
    [{ kind: 'phone' }, '+84 912 345 678', '= 0912345678 {country-code-removed}'],
    [{ kind: 'phone' }, number('912345678'), '= 0912345678 {leading-zero-restored}'],
    [{ kind: 'phone' }, '0912345678 / 0913345678', '? several-values: 0912345678 | 0913345678'],
    [{ kind: 'phone' }, '12345', '! not-a-phone'],
    [kinds, 'phan mem', '= Phần mềm'],
    [kinds, 'pm', '= Phần mềm'],
    [kinds, 'Phần mền', '? near-choice: Phần mềm'],
    [kinds, 'Hạ tầng', '? near-choice: Hạ tầng kỹ thuật'],
    [kinds, 'Nhân sự', '! not-a-choice'],
    [{ kind: 'choices', choices: kinds.choices }, 'PM; Hạ tầng kỹ thuật', '= Phần mềm; Hạ tầng kỹ thuật'],
    [{ kind: 'choices', choices: kinds.choices }, 'PM; gì đó', '! not-a-choice'],
    [{ kind: 'text', longest: 20 }, '  Hệ  thống\nmột cửa ', '= Hệ thống một cửa'],
    [{ kind: 'text', longest: 5 }, 'Hệ thống', '! too-long'],
    [{ kind: 'text', longest: 50 }, '05/03/2026', '? looks-like-other: 05/03/2026'],
    [{ kind: 'text', longest: 50 }, '1.234.567.890 đ', '? looks-like-other: 1.234.567.890 đ'],
    [{ kind: 'text', longest: 50 }, day('2026-03-05'), '? looks-like-other: 05/03/2026'],
    [{ kind: 'text', longest: 50 }, 'a\u0000b', '! control-characters'],
    [{ kind: 'text', longest: 50 }, 'Hải Ph\uFFFDng', '! control-characters'],
    [{ kind: 'party', longest: 50 }, '0100109106', '= 0100109106'],
    [{ kind: 'text', longest: 50 }, { kind: 'text', text: 'Tổng', fromFormula: true }, '= Tổng {from-formula}'],
  ])('%j: %j is %s', (content, cell, expected) => {
    expect(read(content, cell)).toBe(expected);
  });

  test('labels that repeat the column are taken away, others stay', () => {
    const evidence = { header: 'Địa điểm (tỉnh)', labels: ['Nơi thực hiện'] };
    expect(read({ kind: 'text', longest: 99 }, 'Địa điểm : Thành phố Vinh;', evidence)).toBe('= Thành phố Vinh {label-removed}');
    expect(read({ kind: 'text', longest: 99 }, ': nơi thực hiện: Vinh', evidence)).toBe('= Vinh {label-removed}');
    expect(read({ kind: 'text', longest: 99 }, 'Gói 4: Thuê dịch vụ', evidence)).toBe('= Gói 4: Thuê dịch vụ');
    expect(read({ kind: 'day' }, 'Ngày ký: 05/03/2026', { header: 'Ngày ký' })).toBe('= 05/03/2026 {label-removed}');
  });

  test('every cell has an answer, in good time', () => {
    const contents: ColumnContent[] = [
      ...(['money', 'day', 'tax-code', 'package-code', 'yes-no', 'level', 'email', 'phone'] as const).map((kind) => ({ kind })),
      { kind: 'count', largest: 9 }, kinds, { kind: 'choices', choices: kinds.choices }, { kind: 'text', longest: 100 }, { kind: 'party', longest: 100 },
    ];
    const bits = fc.array(fc.constantFrom(...Array.from('0123456789.,-/: đtỷriệungàyhMSTIB\n"()'), '1.234', ' tỷ ', ' triệu ', '/2026', '\u0000'), { maxLength: 24 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(bits, fc.string()), fc.constantFrom(...contents), (value, content) => {
        const understanding = understandCell(content, text(value));
        if (understanding.kind === 'asked') expect(understanding.readings.length).toBeGreaterThan(0);
        if (understanding.kind === 'understood') expect(showValue(understanding.value)).not.toBe('');
      }),
      { numRuns: 2_000 },
    );
    const started = performance.now();
    for (const content of contents) for (const sign of ['1', ' ', '.', '1,', 'tỷ ', ': ', 'a@', '- ', 'x']) understandCell(content, text(sign.repeat(32_000 / sign.length)));
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
