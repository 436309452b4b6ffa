import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import path from 'node:path';
import { openBrowser, type Browser } from '../../server/platform/browser/index.js';
import { createPrinter } from '../../server/platform/printing/index.js';
import { createViews } from '../../server/platform/views/views.js';
import { calendarDay } from '../../server/kernel/calendar-day.js';
import { createDrawRecord, type FrozenRecord, type RecordModel } from '../../server/records/index.js';
import { approvingDecision, assessmentReport } from '../builders/records.js';
import { readPaper, type Paper, type Run } from '../harness/paper.js';

/** A4 and the fixed values inside the ranges of NĐ 30/2020, Phụ lục I, in points. */
const mm = (millimetres: number): number => (millimetres * 72) / 25.4;
const page = { width: mm(210), height: mm(297), left: mm(30), right: mm(210 - 15), top: mm(20), bottom: mm(297 - 20) };
const near = (value: number, wanted: number, tolerance: number): boolean => Math.abs(value - wanted) <= tolerance;

const director = { lines: ['Giám đốc'], name: 'Nguyễn Thị Mẫu Đặng' };
const deputy = { lines: ['KT. Giám đốc', 'Phó Giám đốc'], name: 'Trần Văn Ví Dụ' };
const bases = ['Căn cứ Luật An ninh mạng ngày 10 tháng 12 năm 2025', 'Căn cứ Nghị định số 331/2026/NĐ-CP ngày 19 tháng 8 năm 2026 của Chính phủ về bảo vệ an ninh mạng đối với hệ thống thông tin'];
const frozen = (kind: string, symbol: string | null, model: RecordModel, basisLines: readonly string[] = bases): FrozenRecord => ({
  schema: 1, kind, basisLines, model,
  frame: { parentName: 'UBND thành phố Hải Phòng', agencyName: 'Sở Thử Nghiệm', place: 'Hải Phòng', symbol, productCode: 'VB-7F3K-9Q2M', preparedOn: calendarDay('2026-11-20') },
});

let browser: Browser;
let draft: Paper;
let issued: Paper;
let decision: Paper;
let longTable: Paper;

/** Every letter of Vietnamese with every tone, in both cases. */
const VIETNAMESE = 'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ';
const LETTERS = `${VIETNAMESE} ${VIETNAMESE.toLocaleUpperCase('vi')} 0123456789 – “ ” … ; : ( ) / % đ ₫`;
const LONG_NAME = 'Côngtycổphầnkhôngcókhoảngtrắngnàotrongtêncủamìnhđểthửviệcngắtdòng'.repeat(3);

beforeAll(async () => {
  browser = openBrowser({ dataDir: path.resolve('.local', 'test-browser') });
  const draw = createDrawRecord(createPrinter(browser), createViews({ folders: ['templates'], cache: true }));
  const print = async (record: FrozenRecord, as?: Parameters<typeof draw>[1]): Promise<Paper> => readPaper((await draw(record, as)).bytes);
  const report = frozen('HS-01', 'BC-STN', assessmentReport(director));
  draft = await print(report);
  issued = await print(report, { number: 5, issuedOn: calendarDay('2026-11-05') });
  decision = await print(frozen('HS-03', 'QĐ-STN', approvingDecision(deputy, 'Giám đốc Sở Thử Nghiệm')));
  longTable = await print(frozen('HS-10', 'BC-STN', {
    form: 'report', title: 'Báo cáo', subject: `Giám sát ${LONG_NAME}`,
    blocks: [
      { kind: 'paragraph', text: [LETTERS, { bold: LETTERS }, { italic: LETTERS }] },
      { kind: 'table', numbered: true, columns: [{ title: 'Bên cung cấp', width: 40 }, { title: 'Ghi nhận dài' }], rows: Array.from({ length: 300 }, (_, row) => [row === 7 ? LONG_NAME : `Bên ${String(row)}`, `Đầu dòng ${String(row)} ${'nội dung kéo dài qua nhiều dòng '.repeat(row % 5)}cuối dòng ${String(row)}`]) },
    ],
    recipients: ['Như trên'], signatures: [director],
  }, []));
}, 60_000);
afterAll(() => browser.close());

const run = (paper: Paper, text: string, onPage = 1): Run => {
  const found = paper.pages[onPage - 1]?.lines.find((line) => line.text.includes(text));
  if (found === undefined) throw new Error(`no line "${text}" on page ${String(onPage)}: ${paper.pages[onPage - 1]?.lines.map((line) => line.text).join(' | ') ?? ''}`);
  return found;
};
/** From 1. */
const pageWith = (paper: Paper, text: string): number => paper.pages.findIndex(({ lines }) => lines.some((line) => line.text.includes(text))) + 1;
const middle = ({ left, right }: Run): number => (left + right) / 2;

describe('the page', () => {
  test('is A4 with margins 20/20/30/15 mm and text up to them', () => {
    for (const paper of [draft, decision, longTable]) {
      for (const each of paper.pages) {
        expect([each.width, each.height].map(Math.round)).toEqual([595, 842]);
        const matter = each.lines.filter(({ top, text }) => top > page.top - 4 && !text.startsWith('DỰ THẢO'));
        expect(Math.min(...matter.map(({ left }) => left))).toBeGreaterThanOrEqual(page.left - 1);
        expect(Math.max(...matter.map(({ right }) => right))).toBeLessThanOrEqual(page.right + 1);
        expect(Math.max(...matter.map(({ baseline }) => baseline))).toBeLessThanOrEqual(page.bottom + 1);
      }
    }
    const justified = draft.pages[0]?.lines.filter(({ size, right }) => near(size, 14, 0.1) && near(right, page.right, 1)) ?? [];
    expect(justified.length).toBeGreaterThan(4);
  });

  test('numbers its pages in the middle of the top margin, not the first; annexes count for themselves', () => {
    const numberOf = (paper: Paper, index: number): Run | undefined => paper.pages[index]?.lines.find(({ baseline }) => baseline < page.top - 4);
    expect(numberOf(draft, 0)).toBeUndefined();
    const matter = pageWith(draft, 'Nơi nhận:');
    const annex = draft.pages.length - matter;
    expect(draft.pages.slice(1).map((_, index) => numberOf(draft, index + 1)?.text)).toEqual([...Array.from({ length: matter - 1 }, (_, index) => String(index + 2)), ...Array.from({ length: annex }, (_, index) => String(index + 1))]);
    expect(annex).toBeGreaterThan(2);
    expect(longTable.pages.slice(1).map((_, index) => numberOf(longTable, index + 1)?.text)).toEqual(longTable.pages.slice(1).map((_, index) => String(index + 2)));
    const second = numberOf(draft, 1);
    expect(second !== undefined && near(middle(second), (page.left + page.right) / 2, 2) && near(second.size, 14, 0.1)).toBe(true);
  });

  test('is set in the embedded letter alone', () => {
    for (const paper of [draft, issued, decision, longTable]) {
      expect([...new Set(paper.fonts.map(({ name }) => name.replace(/^[A-Z]{6}\+/, '').replace(/-.*/, '')))]).toEqual(['Tinos']);
      expect(paper.fonts.every(({ embedded }) => embedded)).toBe(true);
    }
  });

  test('is tagged, Vietnamese and titled', () => {
    expect([draft.tagged, draft.language, draft.title]).toEqual([true, 'vi', expect.stringContaining('Báo cáo Đánh giá rủi ro an ninh mạng')]);
    expect(draft.roles).toEqual(expect.arrayContaining(['H1', 'H2', 'H3', 'P', 'Table', 'TR', 'TH', 'TD']));
  });
});

describe('the components of a report (mẫu 1.4)', () => {
  test.each<[string, string, number, string]>([
    ['the body above', 'UBND THÀNH PHỐ HẢI PHÒNG', 12, 'regular'],
    ['the agency', 'SỞ THỬ NGHIỆM', 12, 'bold'],
    ['Quốc hiệu', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 12, 'bold'],
    ['Tiêu ngữ', 'Độc lập - Tự do - Hạnh phúc', 13, 'bold'],
    ['number and symbol', '/BC-STN', 13, 'regular'],
    ['place and day', 'Hải Phòng, ngày', 13, 'italic'],
    ['tên loại', 'BÁO CÁO', 14, 'bold'],
    ['trích yếu', 'Đánh giá rủi ro an ninh mạng đối với', 14, 'bold'],
    ['căn cứ', 'Căn cứ Luật An ninh mạng', 14, 'italic'],
    ['body', 'Thực hiện khoản 1 Điều 6', 14, 'regular'],
    ['heading', 'I. THÔNG TIN CHUNG', 14, 'bold'],
  ])('%s: "%s" is %d pt %s', (_what, text, size, style) => {
    const found = run(draft, text);
    expect([near(found.size, size, 0.1), found.style]).toEqual([true, style]);
  });

  test('the head stands in two columns, number and day on one line, each under its own', () => {
    const [parent, agency, state, motto, day] = [run(draft, 'UBND THÀNH PHỐ'), run(draft, 'SỞ THỬ NGHIỆM'), run(draft, 'CỘNG HÒA'), run(draft, 'Độc lập'), run(draft, 'Hải Phòng, ngày')];
    const number = { ...run(draft, '/BC-STN'), left: run(draft, 'Số:').left };
    expect(near(parent.baseline, state.baseline, 0.5)).toBe(true);
    expect(near(number.baseline, day.baseline, 0.5)).toBe(true);
    for (const below of [agency, number]) expect(near(middle(below), middle(parent), 3)).toBe(true);
    expect(near(middle(motto), middle(state), 2)).toBe(true);
    expect(parent.right).toBeLessThan(state.left);
    expect(near(parent.top, page.top, 6)).toBe(true);
    // Exactly one place for all of them: nothing of the left column wraps into the right one.
    expect(middle(parent)).toBeLessThan(page.left + (page.right - page.left) / 2);
  });

  test('lines stand under tiêu ngữ (as long as it), agency and trích yếu (a third to a half)', () => {
    const lineUnder = (text: string, column?: { from: number; to: number }) => {
      const above = run(draft, text);
      const range = column ?? { from: above.left - 2, to: above.right + 2 };
      const line = draft.pages[0]?.rules.find((rule) => rule.y > above.baseline && rule.y < above.baseline + 14 && rule.left >= range.from && rule.right <= range.to);
      if (line === undefined) throw new Error(`no line under "${text}"`);
      return (line.right - line.left) / (above.right - above.left);
    };
    expect(near(lineUnder('Độc lập'), 1, 0.02)).toBe(true);
    for (const text of ['SỞ THỬ NGHIỆM', 'thông tin giải quyết thủ tục hành chính năm 2026']) {
      expect(lineUnder(text)).toBeGreaterThanOrEqual(0.33);
      expect(lineUnder(text, { from: 0, to: page.width })).toBeLessThanOrEqual(0.7);
    }
  });

  test('căn cứ and paragraphs are drawn in 12.7 mm; bases end with ; and the last with a full stop; the matter with ./.', () => {
    for (const text of ['Căn cứ Luật', 'Thực hiện khoản 1', 'I. THÔNG TIN CHUNG']) expect(near(run(draft, text).left, page.left + mm(12.7), 1)).toBe(true);
    expect(run(draft, 'Căn cứ Luật An ninh mạng').text).toMatch(/;$/);
    expect(draft.text).toContain('đối với hệ thống thông tin.');
    expect(draft.text).toMatch(/các biện pháp nêu trên\.\/\./);
  });

  test('several addressees stand one a line, with - ; and .', () => {
    expect(run(draft, '- Ủy ban nhân dân thành phố Hải Phòng;').text).toContain('Kính gửi:');
    expect(draft.text).toContain('- Công an thành phố Hải Phòng');
    expect(draft.text).toMatch(/sử dụng công nghệ cao\)\./);
  });

  test('points run a, b, c, d, đ, e, g', () => {
    const letters = ['a) Nhân sự', 'b) Tài khoản', 'c) Nhật ký', 'd) Đường truyền', 'đ) Địa điểm', 'e) Em tiêu chí', 'g) Ghi chú'];
    const places = letters.map((text) => draft.text.indexOf(text));
    expect(places.every((place, index) => place > (places[index - 1] ?? 0))).toBe(true);
  });

  test('Nơi nhận (12 bold italic, list 11) stands left, level with the signature (14 bold)', () => {
    const last = pageWith(draft, 'Nơi nhận:');
    const [heading, first, office, name] = [run(draft, 'Nơi nhận:', last), run(draft, '- Như trên;', last), run(draft, 'GIÁM ĐỐC', last), run(draft, 'Nguyễn Thị Mẫu Đặng', last)];
    expect([near(heading.size, 12, 0.1), heading.style, near(first.size, 11, 0.1), first.style]).toEqual([true, 'bold italic', true, 'regular']);
    expect([near(heading.left, page.left, 1), near(heading.baseline, office.baseline, 5)]).toEqual([true, true]);
    expect([office.style, name.style, near(office.size, 14, 0.1), near(middle(office), middle(name), 2)]).toEqual(['bold', 'bold', true, true]);
    expect(office.left).toBeGreaterThan(page.left + (page.right - page.left) / 2);
    expect(name.baseline - office.baseline).toBeGreaterThan(mm(25));
    expect(draft.text).toContain('- Lưu: VT, KHTC.');
  });

  test('a draft leaves number and day blank and says what it is; the issued print has both, padded', () => {
    expect([run(draft, 'Số:').text, run(draft, '/BC-STN').text, run(draft, 'Hải Phòng, ngày').text]).toEqual(['Số:', '/BC-STN', 'Hải Phòng, ngày']);
    expect(run(draft, '/BC-STN').left - run(draft, 'Số:').right).toBeGreaterThan(mm(8));
    for (const each of draft.pages) expect(each.lines.some(({ text }) => text.includes('DỰ THẢO – bản in từ hệ thống'))).toBe(true);
    expect(issued.text).toContain('Số: 05/BC-STN');
    expect(issued.text).toContain('Hải Phòng, ngày 05 tháng 11 năm 2026');
    expect(issued.text).toContain('(Kèm theo Báo cáo số 05/BC-STN ngày 05 tháng 11 năm 2026 của Sở Thử Nghiệm)');
    expect(issued.text).not.toContain('DỰ THẢO');
    for (const each of issued.pages) expect(each.lines.some(({ text }) => text.includes('VB-7F3K-9Q2M'))).toBe(true);
  });
});

describe('the components of a decision (mẫu 1.3)', () => {
  test('stand in their order, sizes and styles', () => {
    const order = ['QUYẾT ĐỊNH', 'Về việc phê duyệt', 'GIÁM ĐỐC SỞ THỬ NGHIỆM', 'Căn cứ Luật', 'Theo đề nghị của Trưởng phòng', 'QUYẾT ĐỊNH:', 'Điều 1.', '1. Mức rủi ro', 'a) Hoàn thành', 'Điều 2.', 'Điều 3.'];
    const places = order.map((text, index) => decision.text.indexOf(text, index === 5 ? decision.text.indexOf('Theo đề nghị') : 0));
    expect(places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1))).toBe(true);
    for (const text of ['Về việc phê duyệt', 'GIÁM ĐỐC SỞ THỬ NGHIỆM', 'QUYẾT ĐỊNH:']) {
      const found = run(decision, text);
      expect([found.style, near(found.size, 14, 0.1), near(middle(found), (page.left + page.right) / 2, 3)]).toEqual(['bold', true, true]);
    }
    expect(decision.text).toContain('Trưởng phòng Kế hoạch - Tài chính.');
    expect(decision.text).toMatch(/thi hành Quyết định này\.\/\./);
    expect(decision.text.replaceAll('\n', ' ')).toMatch(/KT\. GIÁM ĐỐC.*PHÓ GIÁM ĐỐC/);
  });
});

describe('300 rows and long names', () => {
  test('every letter comes out whole, none is missing', () => {
    const plain = longTable.text.replace(/\s/g, '').normalize('NFC');
    for (const letter of new Set(LETTERS.replaceAll(' ', ''))) expect(plain).toContain(letter);
    expect(plain).toContain(VIETNAMESE);
    expect(plain).not.toMatch(/\ufffd|\u25a1/);
    expect(plain.split(LONG_NAME)).toHaveLength(3);
  });

  test('the head of the table is on every page of it and no row is cut', () => {
    const withRows = longTable.pages.filter(({ lines }) => lines.some(({ text }) => text.includes('cuối dòng')));
    expect(withRows.length).toBeGreaterThan(8);
    for (const each of withRows) expect(each.lines.filter(({ text }) => ['STT', 'Bên cung cấp', 'Ghi nhận dài'].includes(text))).toHaveLength(3);
    for (let row = 0; row < 300; row += 1) {
      const pages = longTable.pages.flatMap(({ text }, index) => (new RegExp(`Đầu dòng ${String(row)}(?!\\d)`).test(text) ? [index] : []));
      const ends = longTable.pages.flatMap(({ text }, index) => (new RegExp(`cuối\\s+dòng\\s+${String(row)}(?!\\d)`).test(text) ? [index] : []));
      expect([row, pages]).toEqual([row, ends]);
      expect(pages).toHaveLength(1);
    }
  });
});
