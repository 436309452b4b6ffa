import type { CalendarDay } from '../../kernel/calendar-day.js';
import { EMPTY_CELL, type SheetRow } from '../../kernel/cell.js';
import { foldText, normalizeText } from '../../kernel/text.js';
import type { CellValue, Choice, KnownColumn } from './columns.js';
import type { ColumnMatch } from './match-columns.js';
import { understandCell } from './understand-cell.js';
import { asked, type Understanding } from './understanding.js';

/** The columns of a list of tender packages, as the national bidding network shows them. */
export type PackageColumn = 'code' | 'name' | 'invitingBody' | 'place' | 'publishedOn' | 'method' | 'status';

/** What the cells of one row were understood as. */
export interface PackageRow {
  readonly row: number;
  readonly cells: Readonly<Partial<Record<PackageColumn, Understanding<CellValue>>>>;
}

/** A package in full: every cell understood. Text is as in the list, without labels and leading colons. */
export interface ProcurementPackage {
  /** The number without revision, "IB2300167606": the same for all revisions. */
  readonly number: string;
  /** The revision that counts: 1 for "-01". */
  readonly revision: number;
  readonly name: string;
  readonly invitingBody: string;
  readonly place?: string;
  readonly publishedOn?: CalendarDay;
  readonly method?: string;
  readonly status?: PackageStatus;
  readonly row: number;
  /** The rows of earlier revisions, or of the same one again, which this one stands for. */
  readonly replaces: readonly { readonly row: number; readonly revision: number }[];
}

const statuses = ['awarded', 'cancelled', 'open', 'evaluating', 'failed'] as const;
export type PackageStatus = (typeof statuses)[number];

const STATUS_CHOICES: readonly (Choice & { readonly value: PackageStatus })[] = [
  { value: 'awarded', label: 'Có nhà thầu trúng thầu', synonyms: ['Đã có nhà thầu trúng thầu', 'Có kết quả lựa chọn nhà thầu', 'Đã có kết quả'] },
  { value: 'cancelled', label: 'Đã huỷ thầu', synonyms: ['Đã hủy thầu', 'Hủy thầu', 'Đã huỷ', 'Huỷ TBMT', 'Đã hủy TBMT'] },
  { value: 'open', label: 'Chưa đóng thầu', synonyms: ['Đang mời thầu', 'Chưa mở thầu', 'Đang đăng tải'] },
  { value: 'evaluating', label: 'Đang xét thầu', synonyms: ['Đã mở thầu', 'Đang đánh giá', 'Đã đóng thầu'] },
  { value: 'failed', label: 'Không có nhà thầu trúng thầu', synonyms: ['Không có nhà thầu tham dự', 'Không lựa chọn được nhà thầu'] },
];

const METHOD_CHOICES: readonly Choice[] = [
  { value: 'online', label: 'Qua mạng', synonyms: ['Đấu thầu qua mạng', 'ĐTQM'] },
  { value: 'direct', label: 'Không qua mạng', synonyms: ['Trực tiếp'] },
];

/** The columns by which lists of tender packages are read. */
export const PACKAGE_COLUMNS: readonly KnownColumn<PackageColumn>[] = [
  { key: 'code', title: 'Mã TBMT', synonyms: ['Số TBMT', 'Mã thông báo mời thầu', 'Số thông báo mời thầu', 'Mã gói thầu', 'Số hiệu gói thầu', 'Mã thông báo'], content: { kind: 'package-code' }, required: true },
  { key: 'name', title: 'Tên gói thầu', synonyms: ['Gói thầu', 'Nội dung gói thầu', 'Tên thông báo mời thầu'], content: { kind: 'text', longest: 500 }, required: true },
  { key: 'invitingBody', title: 'Bên mời thầu', synonyms: ['Chủ đầu tư', 'Cơ quan mời thầu', 'Đơn vị mời thầu', 'Tên bên mời thầu'], content: { kind: 'party', longest: 300 }, required: true },
  { key: 'place', title: 'Địa điểm', synonyms: ['Địa điểm thực hiện', 'Địa điểm thực hiện gói thầu', 'Nơi thực hiện'], content: { kind: 'text', longest: 300 }, required: false },
  { key: 'publishedOn', title: 'Thời điểm đăng tải', synonyms: ['Ngày đăng tải', 'Ngày đăng', 'Ngày đăng tải thông báo', 'Thời gian đăng tải'], content: { kind: 'day' }, required: false },
  { key: 'method', title: 'Hình thức', synonyms: ['Hình thức dự thầu', 'Hình thức đấu thầu'], content: { kind: 'choice', choices: METHOD_CHOICES }, required: false },
  { key: 'status', title: 'Trạng thái', synonyms: ['Tình trạng', 'Trạng thái gói thầu', 'Kết quả'], content: { kind: 'choice', choices: STATUS_CHOICES }, required: false },
];

/** Understands one row of a list of tender packages. The place that repeats the package's name is asked about. */
export function understandPackageRow(row: SheetRow, columns: ColumnMatch<PackageColumn>): PackageRow {
  const cells: Partial<Record<PackageColumn, Understanding<CellValue>>> = {};
  for (const { index, header, key } of columns.matched) {
    const known = PACKAGE_COLUMNS.find((column) => column.key === key);
    if (known !== undefined) cells[key] = understandCell(known.content, row.cells[index] ?? EMPTY_CELL, { header, labels: [known.title, ...known.synonyms] });
  }
  if (cells.place !== undefined && cells.name !== undefined) cells.place = unlessRepeated(cells.place, cells.name);
  return { row: row.number, cells };
}

/** A cell that only repeats another column of its row is in the wrong column; it is asked about, never taken. */
export function unlessRepeated(cell: Understanding<CellValue>, other: Understanding<CellValue>): Understanding<CellValue> {
  if (cell.kind !== 'understood' || other.kind !== 'understood' || cell.value.kind !== 'text' || other.value.kind !== 'text') return cell;
  return sameText(cell.value.text, other.value.text) ? asked('same-as-other-column', [cell.value]) : cell;
}

function sameText(a: string, b: string): boolean {
  const key = (text: string): string => foldText(normalizeText(text)).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return key(a) === key(b);
}

/** The package of a row whose cells are all understood (or empty where that may be); undefined otherwise. */
export function packageOf({ row, cells }: PackageRow): ProcurementPackage | undefined {
  const read = Object.values(cells);
  if (read.some((cell) => cell.kind === 'asked' || cell.kind === 'wrong')) return undefined;
  const code = valueOf(cells.code, 'package-code');
  const name = valueOf(cells.name, 'text')?.text;
  const invitingBody = valueOf(cells.invitingBody, 'text')?.text;
  if (code === undefined || name === undefined || invitingBody === undefined) return undefined;
  const place = valueOf(cells.place, 'text')?.text;
  const publishedOn = valueOf(cells.publishedOn, 'day')?.day;
  const method = valueOf(cells.method, 'choice')?.label;
  const status = statuses.find((one) => one === valueOf(cells.status, 'choice')?.value);
  return {
    number: code.number,
    revision: code.revision,
    name,
    invitingBody,
    ...(place !== undefined && { place }),
    ...(publishedOn !== undefined && { publishedOn }),
    ...(method !== undefined && { method }),
    ...(status !== undefined && { status }),
    row,
    replaces: [],
  };
}

function valueOf<Kind extends CellValue['kind']>(cell: Understanding<CellValue> | undefined, kind: Kind): Extract<CellValue, { kind: Kind }> | undefined {
  return cell?.kind === 'understood' && isOfKind(cell.value, kind) ? cell.value : undefined;
}

function isOfKind<Kind extends CellValue['kind']>(value: CellValue, kind: Kind): value is Extract<CellValue, { kind: Kind }> {
  return value.kind === kind;
}

/**
 * Groups revisions of the same package: the highest revision stands for it and names the others; of the same revision twice the later row
 * stands. In the order in which the packages first appear.
 */
export function latestRevisions(packages: readonly ProcurementPackage[]): readonly ProcurementPackage[] {
  const groups = Map.groupBy(packages, (one) => one.number);
  return [...groups.values()].map((group) => {
    const sorted = group.toSorted((a, b) => b.revision - a.revision || b.row - a.row);
    const [latest, ...others] = sorted;
    if (latest === undefined) throw new RangeError('A group of packages is never empty');
    const earlier = others.flatMap((one) => [{ row: one.row, revision: one.revision }, ...one.replaces]);
    return { ...latest, replaces: [...latest.replaces, ...earlier].toSorted((a, b) => a.row - b.row) };
  });
}
