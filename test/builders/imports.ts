import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '../harness/postgres.js';
import { build, type BuiltAgency, type BuiltPerson } from './world.js';

const HEADER = ['Số hợp đồng', 'Tên hợp đồng', 'Mã số thuế bên cung cấp', 'Giá trị hợp đồng', 'Ngày ký', 'Ngày bắt đầu', 'Ngày kết thúc'];
const KEYS = ['number', 'name', 'vendorTaxCode', 'value', 'signedOn', 'startsOn', 'endsOn'];

/** An import of running contracts that stands at a step, with one row that has an error and one question; `sha256` names its file. */
export async function buildImport(
  database: TestDatabase,
  { agency, by, standing = 'review', sha256 }: { readonly agency: BuiltAgency; readonly by: BuiltPerson; readonly standing?: 'choosing-sheet' | 'matching' | 'review' | 'done'; readonly sha256?: string },
): Promise<string> {
  const id = randomUUID();
  const hash = sha256 ?? '0'.repeat(64);
  const sheets = JSON.stringify([{ index: 0, name: 'Trang 1', hidden: false }, { index: 1, name: 'Trang 2', hidden: false }]);
  const header = JSON.stringify({ firstRow: 1, lastRow: 1, texts: HEADER, moneyUnit: null, certainty: 'known' });
  const columns = JSON.stringify(KEYS.map((key, index) => ({ index, key, header: HEADER[index], ground: 'title', moneyUnit: null })));
  const counts = JSON.stringify({ new: 0, changed: 0, unchanged: 0, asked: 0, wrong: 1, 'left-out': 0 });
  await build(database, async (query) => {
    await query(
      `INSERT INTO import_list (id, kind, agency_id, status, file_name, file_sha256, file_size, sheets, sheet_index, created_by)
       VALUES ($1, 'contracts', $2, $3, 'danh-sach-minh-hoa.xlsx', $4, 100, $5, $6, $7)`,
      [id, agency.id, standing === 'choosing-sheet' ? 'choosing-sheet' : 'reading', hash, sheets, standing === 'choosing-sheet' ? null : 0, by.id],
    );
    if (standing === 'choosing-sheet') return;
    const cells = (texts: readonly string[]): string => JSON.stringify(texts.map((text) => ({ kind: 'text', text })));
    await query('INSERT INTO import_row (import_id, row_number, cells) VALUES ($1, 1, $2), ($1, 2, $3)', [id, cells(HEADER), cells(['12/2025/HĐ', 'Thuê dịch vụ minh họa', '', 'chưa rõ', '', '', ''])]);
    await query(`UPDATE import_list SET status = 'matching', header = $2, columns = $3 WHERE id = $1`, [id, header, columns]);
    if (standing === 'matching') return;
    await query(`UPDATE import_list SET status = 'checking' WHERE id = $1`, [id]);
    const said = JSON.stringify({ title: '12/2025/HĐ', values: { number: '12/2025/HĐ' }, faults: [{ column: 'value', code: 'not-money', facts: { source: 'chưa rõ' } }], remarks: [], changes: {} });
    await query(`INSERT INTO import_reading (import_id, row_number, outcome, said) VALUES ($1, 2, 'wrong', $2)`, [id, said]);
    await query(
      `INSERT INTO import_question (import_id, column_key, source, ordinal, reason, facts, choices, rows) VALUES ($1, 'vendor', 'Công ty Minh Họa', 0, 'vendor-near', '{"source": "Công ty Minh Họa"}', $2, 1)`,
      [id, JSON.stringify([{ value: randomUUID(), label: 'Công ty cổ phần Minh Họa', hint: 'spelling' }])],
    );
    await query(`UPDATE import_list SET status = 'review', counts = $2, fingerprint = '' WHERE id = $1`, [id, counts]);
    if (standing === 'review') return;
    await query(`UPDATE import_list SET status = 'running' WHERE id = $1`, [id]);
    await query(`UPDATE import_list SET status = 'done', run_at = app_now(), run_by = $2, result_sha256 = $3 WHERE id = $1`, [id, by.id, hash]);
  });
  return id;
}
