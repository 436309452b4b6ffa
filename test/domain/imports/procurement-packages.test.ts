/** The real list of tender packages, row by row as a person reads it. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { SheetRow } from '../../../server/kernel/cell.js';
import { findHeader } from '../../../server/imports/domain/find-header.js';
import { matchColumns, type ColumnMatch } from '../../../server/imports/domain/match-columns.js';
import { latestRevisions, PACKAGE_COLUMNS, packageOf, understandPackageRow, type PackageColumn, type ProcurementPackage } from '../../../server/imports/domain/procurement-packages.js';
import { showValue } from '../../../server/imports/domain/show-value.js';
import { roleOfRow } from '../../../server/imports/domain/table-rows.js';
import { openWorkbook } from '../../../server/platform/spreadsheets/index.js';

/** Code, body, place (undefined: it repeats the name and must be asked), day, status; judged by eye against the list. */
const judged: readonly (readonly [string, string, string | undefined, string, 'awarded' | 'cancelled'])[] = [
  ['IB2400035288-00', 'Văn phòng Ủy ban nhân dân tỉnh Kon tum', 'Thành phố Kon Tum - Tỉnh Kon Tum', '25/02/2024', 'awarded'],
  ['IB2300360395-00', 'Văn phòng Ủy ban nhân dân tỉnh Kon tum', 'Thành phố Kon Tum - Tỉnh Kon Tum', '11/12/2023', 'awarded'],
  ['IB2300342356-00', 'Sở Thông tin và Truyền thông thành phố Hải Phòng', 'Thành phố Hải Phòng', '30/11/2023', 'awarded'],
  ['IB2300282462-00', 'Sở Thông tin và Truyền thông', 'Tỉnh Quảng Ngãi', '24/10/2023', 'awarded'],
  ['IB2300196826-00', 'SỞ THÔNG TIN VÀ TRUYỀN THÔNG VĨNH PHÚC', 'Thành phố Vĩnh Yên - Tỉnh Vĩnh Phúc', '16/08/2023', 'awarded'],
  ['IB2300167606-01', 'Sở Thông tin và Truyền thông tỉnh Hòa Bình', 'Tỉnh Hoà Bình', '21/07/2023', 'awarded'],
  ['IB2400009946-00', 'Sở Thông tin và Truyền thông tỉnh Điện Biên', 'Thành phố Điện Biên Phủ - Tỉnh Điện Biên', '12/01/2024', 'awarded'],
  ['IB2300194186-01', 'Cổng thông tin điện tử Nghệ An', 'Thành phố Vinh - Tỉnh Nghệ An', '22/08/2023', 'awarded'],
  ['IB2300123897-00', 'Trung tâm Thông tin du lịch', 'Thành phố Hà Nội', '13/06/2023', 'awarded'],
  ['IB2300116342-00', 'Trung tâm Tin học và Công nghệ truyền hình', 'Quận Ba Đình - Thành phố Hà Nội', '05/06/2023', 'awarded'],
  ['IB2200058317-00', 'Bệnh viện Thống Nhất', 'TP. Hồ Chí Minh', '29/11/2022', 'awarded'],
  ['IB2300216024-00', 'Trường trung cấp 24 Biên Phòng', 'Huyện Ba Vì - Thành phố Hà Nội', '30/08/2023', 'awarded'],
  ['IB2300328530-01', 'Trung tâm Công nghệ thông tin và Truyền thông Hưng Yên', 'Thành phố Hưng yên - Tỉnh Hưng Yên', '23/11/2023', 'awarded'],
  ['IB2300238786-00', 'Sở Thông tin và Truyền thông', 'Tỉnh Quảng Ngãi', '22/09/2023', 'awarded'],
  ['IB2300147455-00', 'Đài phát thanh và Truyền hình thành phố Cần Thơ', 'Quận Ninh Kiều - Thành phố Cần Thơ', '01/07/2023', 'awarded'],
  ['IB2300038826-01', 'Văn phòng UBND tỉnh Quảng Trị', 'Thành phố Đông Hà - Tỉnh Quảng Trị', '14/03/2023', 'awarded'],
  ['IB2300330101-02', 'Trung tâm Công nghệ thông tin Bộ Văn hóa Thể thao và Du lịch', 'Thành phố Hà Nội', '30/11/2023', 'awarded'],
  ['IB2300016250-00', 'Cảng vụ hàng không miền Bắc', 'Huyện Sóc sơn - Thành phố Hà Nội', '16/02/2023', 'cancelled'],
  ['IB2200018174-00', 'Sở Thông tin và Truyền thông Bình Phước', undefined, '18/10/2022', 'awarded'],
  ['IB2300334430-00', 'Viện Thông tin khoa học xã hội', 'Quận Ba Đình - Thành phố Hà Nội', '29/11/2023', 'awarded'],
  ['IB2300333720-00', 'Trung tâm Công nghệ Thông tin-Cơ yếu', 'Quận Ba Đình - Thành phố Hà Nội', '27/11/2023', 'cancelled'],
  ['IB2300313539-00', 'Thư viện tỉnh Vĩnh Long', 'Thành phố Vĩnh Long - Tỉnh Vĩnh Long', '13/11/2023', 'awarded'],
  ['IB2300285991-00', 'Cục Thu thập dữ liệu và Ứng dụng công nghệ thông tin thống kê', 'Quận Đống Đa - Thành phố Hà Nội', '26/10/2023', 'awarded'],
  ['IB2300173655-00', 'Trung tâm Công nghệ thông tin và Truyền thông', 'Tỉnh Sơn La', '26/07/2023', 'awarded'],
  ['IB2300110085-00', 'Sở Thông tin và Truyền thông tỉnh Long An', 'Thành phố Tân An - Tỉnh Long An', '30/05/2023', 'awarded'],
  ['IB2300102489-00', 'Trung tâm Công nghệ thông tin và truyền thông Thái Nguyên', 'Thành phố Thái Nguyên - Tỉnh Thái Nguyên', '23/05/2023', 'awarded'],
  ['IB2300073678-00', 'CÔNG TY CỔ PHẦN CHỨNG KHOÁN BẢO VIỆT', 'Quận Hoàn Kiếm - Thành phố Hà Nội', '20/04/2023', 'awarded'],
  ['IB2200073629-00', 'Trung tâm Thông tin, Bộ Lao động - Thương binh và Xã hội', undefined, '05/12/2022', 'awarded'],
  ['IB2200058133-00', 'Trường Cao đẳng Bách khoa Nam Sài Gòn', undefined, '23/11/2022', 'awarded'],
  ['IB2200038570-01', 'Bệnh viện Phụ Sản Hà Nội', undefined, '07/11/2022', 'awarded'],
  ['IB2200027207-00', 'Sở Tài chính tỉnh Cà Mau', undefined, '27/10/2022', 'awarded'],
  ['IB2200006505-00', 'PHÒNG GIÁO DỤC & ĐÀO TẠO HUYỆN THUẬN CHÂU TỈNH SƠN LA', undefined, '04/10/2022', 'awarded'],
];

let rows: SheetRow[] = [];
let columns: ColumnMatch<PackageColumn>;
beforeAll(async () => {
  const opened = await openWorkbook('test/imports/procurement-packages.csv');
  if (!opened.ok) throw new Error(opened.reason);
  const [sheet] = opened.workbook.sheets;
  if (sheet === undefined) throw new Error('No sheet');
  rows = [];
  for await (const row of opened.workbook.rows(sheet)) rows.push(row);
  const header = findHeader(rows, PACKAGE_COLUMNS);
  if (header === undefined) throw new Error('No header');
  expect(header).toMatchObject({ firstRow: 1, lastRow: 1, certainty: 'known' });
  columns = matchColumns(header.texts, PACKAGE_COLUMNS);
  rows = rows.filter((row) => row.number > header.lastRow && roleOfRow(row, header.texts) === 'entry');
});

describe('the real list', () => {
  test('has every column by its title and every row as an entry', () => {
    expect(columns.matched.map(({ ground }) => ground)).toEqual(Array.from({ length: 7 }, () => 'title'));
    expect(columns.missing).toEqual([]);
    expect(rows.map((row) => row.number)).toEqual(judged.map((_, index) => index + 2));
  });

  test('is understood as a person reads it, row by row', () => {
    const read = rows.map((row) => {
      const { cells } = understandPackageRow(row, columns);
      const shown = (key: PackageColumn): string | undefined => {
        const cell = cells[key];
        return cell?.kind === 'understood' ? showValue(cell.value) : undefined;
      };
      const { status } = cells;
      expect(cells.method).toMatchObject({ kind: 'understood', value: { value: 'online' } });
      return [shown('code'), shown('invitingBody'), shown('place'), shown('publishedOn'), status?.kind === 'understood' && status.value.kind === 'choice' ? status.value.value : undefined];
    });
    expect(read).toEqual(judged);
  });

  test('asks for exactly the places that repeat the name', () => {
    const asked = rows.flatMap((row) => Object.entries(understandPackageRow(row, columns).cells).flatMap(([key, cell]) => (cell.kind === 'understood' ? [] : [[row.number, key, cell.kind === 'asked' ? cell.reason : cell.kind]])));
    expect(asked).toEqual([20, 29, 30, 31, 32, 33].map((number) => [number, 'place', 'same-as-other-column']));
  });

  test('keeps names with their quotes and own colons', () => {
    const names = rows.map((row) => understandPackageRow(row, columns).cells.name);
    const shown = names.map((name) => (name?.kind === 'understood' ? showValue(name.value) : ''));
    expect(shown[2]).toBe('Gói thầu số 4: Thuê dịch vụ công nghệ thông tin "Triển khai hệ thống thông tin giải quyết thủ tục hành chính" và tập huấn khai thác, quản trị vận hành, cài đăt cấu hình');
    expect(shown[14]).toBe('Nâng cấp mới máy chủ vận hành hệ thống Thư điện tử @thtpct.vn');
    expect(shown.every((name) => name !== '')).toBe(true);
  });

  test('gives packages where nothing is left to ask', () => {
    const packages = rows.flatMap((row) => packageOf(understandPackageRow(row, columns)) ?? []);
    expect(packages).toHaveLength(26);
    expect(packages[5]).toEqual({
      number: 'IB2300167606',
      revision: 1,
      name: 'Gói thầu số 4: Thuê dịch vụ công nghệ thông tin Hệ thống thông tin giải quyết thủ tục hành chính của tỉnh',
      invitingBody: 'Sở Thông tin và Truyền thông tỉnh Hòa Bình',
      place: 'Tỉnh Hoà Bình',
      publishedOn: '2023-07-21',
      method: 'Qua mạng',
      status: 'awarded',
      row: 7,
      replaces: [],
    });
  });
});

describe('revisions of a package', () => {
  const one = (number: string, revision: number, row: number): ProcurementPackage => ({ number, revision, row, name: 'x', invitingBody: 'y', replaces: [] });

  test('are one package: the latest stands, the others are named', () => {
    const grouped = latestRevisions([one('IB1', 0, 2), one('IB2', 0, 3), one('IB1', 2, 4), one('IB1', 1, 5), one('IB2', 0, 6)]);
    expect(grouped.map(({ number, revision, row, replaces }) => ({ number, revision, row, replaces }))).toEqual([
      { number: 'IB1', revision: 2, row: 4, replaces: [{ row: 2, revision: 0 }, { row: 5, revision: 1 }] },
      { number: 'IB2', revision: 0, row: 6, replaces: [{ row: 3, revision: 0 }] },
    ]);
  });
});
