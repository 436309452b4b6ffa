import { randomUUID } from 'node:crypto';
import { calendarDay } from '../../server/kernel/calendar-day.js';
import { canonicalBytes } from '../../server/kernel/canonical.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { createUnitOfWork } from '../../server/platform/database/transactions.js';
import { authorityOf, readSigner, recordEvents, type FrozenRecord, type PreparedRecord, type RecordModel, type RecordState } from '../../server/records/index.js';
import type { TestApp } from '../harness/app.js';
import type { TestDatabase } from '../harness/postgres.js';
import { build, type BuiltAgency, type BuiltPerson } from './world.js';

/** Records as rooms would compose them; all names are invented. */

const treatments = [
  ['Chưa có cam kết bảo mật của 02 nhân sự nhà thầu phụ', 'Ký cam kết trước khi cấp quyền truy cập', 'Phòng Kế hoạch - Tài chính', '15/12/2026'],
  ['Chưa tách mạng quản trị khỏi mạng người dùng', 'Thiết lập mạng quản trị riêng, bật nhật ký truy cập', 'Bên cung cấp dịch vụ', '31/12/2026'],
  ['Bản sao lưu đặt chung nơi với máy chủ dịch vụ', 'Đặt bản sao lưu tại nơi độc lập (điểm a khoản 3 Điều 8)', 'Bên cung cấp dịch vụ', '31/12/2026'],
] as const;

/** A report like HS-01. `rows` sets the length of the annex. */
export function assessmentReport(signature: RecordModel['signatures'][number], rows = 44): RecordModel {
  return {
    form: 'report',
    title: 'Báo cáo',
    subject: 'Đánh giá rủi ro an ninh mạng đối với việc thuê dịch vụ vận hành Hệ thống thông tin giải quyết thủ tục hành chính năm 2026',
    addressees: ['Ủy ban nhân dân thành phố Hải Phòng', 'Công an thành phố Hải Phòng (Phòng An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao)'],
    blocks: [
      { kind: 'paragraph', text: 'Thực hiện khoản 1 Điều 6 dự thảo Quy chế bảo đảm an ninh mạng hệ thống thông tin các cơ quan nhà nước trên địa bàn thành phố Hải Phòng, Sở Thử Nghiệm báo cáo kết quả đánh giá rủi ro an ninh mạng đối với việc thuê dịch vụ như sau:' },
      { kind: 'heading', level: 1, text: 'Thông tin chung' },
      {
        kind: 'facts',
        rows: [
          { label: 'Hợp đồng', value: 'Thuê dịch vụ công nghệ thông tin: vận hành, bảo trì Hệ thống thông tin giải quyết thủ tục hành chính' },
          { label: 'Bên cung cấp dịch vụ', value: 'Công ty Cổ phần Giải pháp Phần mềm Thử Nghiệm Quốc tế Đồng bằng Bắc Bộ và Duyên hải' },
          { label: 'Cấp độ hệ thống thông tin', value: [{ bold: 'Cấp độ 3' }, ' (Quyết định số 12/QĐ-STN ngày 05 tháng 01 năm 2026)'] },
        ],
      },
      { kind: 'heading', level: 1, text: 'Kết quả đánh giá' },
      { kind: 'heading', level: 2, text: 'Khả năng xảy ra và mức ảnh hưởng' },
      { kind: 'paragraph', text: ['Mức rủi ro chung: ', { bold: 'Cao' }, '. Nhóm rủi ro cao nhất là nhóm truy cập (TC); khả năng xảy ra 3/5, mức ảnh hưởng 4/5.'] },
      {
        kind: 'table',
        caption: 'Ma trận rủi ro (ô được tô là mức của hợp đồng này)',
        columns: [{ title: 'Khả năng \\ Ảnh hưởng', width: 30 }, ...['1', '2', '3', '4', '5'].map((title) => ({ title, align: 'center' as const }))],
        rows: [5, 4, 3, 2, 1].map((likelihood) => [
          { text: String(likelihood), bold: true },
          ...[1, 2, 3, 4, 5].map((impact) => ({ text: ['Thấp', 'Trung bình', 'Cao', 'Rất cao'][Math.min(3, Math.floor((likelihood * impact) / 6))] ?? '', ...(likelihood === 3 && impact === 4 ? { fill: 'dark' as const, bold: true } : {}) })),
        ]),
      },
      { kind: 'heading', level: 2, text: 'Các yếu tố cần xử lý' },
      { kind: 'points', items: ['Nhân sự của nhà thầu phụ chưa ký cam kết bảo mật', 'Tài khoản quản trị dùng chung', 'Nhật ký truy cập chưa được lưu đủ thời gian', 'Đường truyền quản trị chưa được mã hóa', 'Địa điểm đặt bản sao lưu chưa độc lập', 'Em tiêu chí còn lại đạt yêu cầu', 'Ghi chú khác'] },
      { kind: 'heading', level: 1, text: 'Phương án xử lý rủi ro' },
      { kind: 'table', numbered: true, columns: [{ title: 'Rủi ro', width: 32 }, { title: 'Biện pháp' }, { title: 'Người thực hiện', width: 20 }, { title: 'Hạn', width: 16, align: 'center' }], rows: treatments },
      { kind: 'heading', level: 1, text: 'Kiến nghị' },
      { kind: 'paragraph', text: 'Sở Thử Nghiệm kính trình xem xét, phê duyệt kết quả đánh giá rủi ro và chấp nhận rủi ro còn lại sau khi thực hiện các biện pháp nêu trên' },
    ],
    recipients: ['Như trên', 'Giám đốc, các Phó Giám đốc Sở', 'Công ty Cổ phần Giải pháp Phần mềm Thử Nghiệm Quốc tế'],
    filedWith: 'KHTC',
    signatures: [signature],
    annexes: [
      {
        title: 'Kết quả chấm theo từng tiêu chí',
        blocks: [{
          kind: 'table', numbered: true, dense: true,
          columns: [{ title: 'Tiêu chí', width: 30 }, { title: 'Điểm', width: 8, align: 'center' }, { title: 'Ghi nhận' }],
          rows: [{ group: 'Nhóm Dữ liệu' }, ...Array.from({ length: rows }, (_, index) => [`Tiêu chí DL-${String(index + 1)}: dữ liệu được phân loại, đánh dấu và giới hạn người được xem`, String(index % 5), `Đã kiểm tra tài liệu số ${String(index + 1)}; bằng chứng còn hiệu lực, kiểm thử ngẫu nhiên đạt yêu cầu`])],
        }],
      },
    ],
  };
}

/** A decision like HS-03. */
export function approvingDecision(signature: RecordModel['signatures'][number], authority: string): RecordModel {
  return {
    form: 'decision-approving',
    title: 'Quyết định',
    subject: 'phê duyệt kết quả đánh giá rủi ro an ninh mạng đối với việc thuê dịch vụ vận hành Hệ thống thông tin giải quyết thủ tục hành chính',
    authority,
    proposedBy: 'Trưởng phòng Kế hoạch - Tài chính',
    blocks: [
      { kind: 'article', text: 'Phê duyệt kết quả đánh giá rủi ro an ninh mạng tại Báo cáo số 05/BC-STN ngày 20 tháng 11 năm 2026 với các nội dung sau:', clauses: [
        { text: 'Mức rủi ro: Cao.' },
        { text: 'Rủi ro còn lại sau xử lý được chấp nhận: Trung bình, với các điều kiện:', points: ['Hoàn thành cam kết bảo mật của toàn bộ nhân sự trước khi cấp quyền truy cập;', 'Tách mạng quản trị trước khi đưa vào vận hành;', 'Kiểm tra việc sao lưu độc lập hằng quý;', 'Báo cáo kết quả trước ngày 31/12/2026.'] },
      ] },
      { kind: 'article', text: 'Kết quả phê duyệt có hiệu lực 12 tháng kể từ ngày ký; được đánh giá lại khi hợp đồng, nhà thầu phụ hoặc nơi đặt dữ liệu thay đổi.' },
      { kind: 'article', text: 'Quyết định này có hiệu lực kể từ ngày ký. Trưởng phòng Kế hoạch - Tài chính, cán bộ chuyên trách an ninh mạng và các cá nhân, đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này.' },
    ],
    recipients: ['Như Điều 3', 'Công an thành phố', 'Ủy ban nhân dân thành phố (để báo cáo)'],
    filedWith: 'KHTC',
    signatures: [signature],
  };
}

export interface BuiltRecord {
  readonly id: string;
  readonly productCode: string;
}

let built = 0;

/** The least that can be printed. */
function smallest(kind: string, productCode: string, symbol: string | null): FrozenRecord {
  const frame = { parentName: null, agencyName: 'Sở Thử Nghiệm', place: 'Hải Phòng', symbol, productCode, preparedOn: calendarDay('2026-11-20') };
  const model = { form: 'report', title: 'Báo cáo', subject: 'Đánh giá rủi ro minh họa', blocks: [{ kind: 'paragraph', text: 'Nội dung minh họa' }], signatures: [] } as const;
  return { schema: 1, kind, frame, basisLines: [], model };
}

/**
 * A record of an agency as the walls see it, with prints (and a signed copy) whose bytes are named by `sha256`; about a thing of its own unless said.
 * Prepared and dated on the database's day.
 */
export async function buildRecord(
  database: TestDatabase,
  record: {
    readonly agency: BuiltAgency;
    readonly by: BuiltPerson;
    readonly status: RecordState;
    readonly kind?: string;
    readonly symbol?: string | null;
    readonly number?: number;
    readonly subject?: { readonly kind: string; readonly id: string };
    readonly sha256?: string;
  },
): Promise<BuiltRecord> {
  built += 1;
  const [id, productCode, number] = [randomUUID(), `VB-THU-${String(built).padStart(4, '0')}`, record.number ?? built];
  const sha = record.sha256 ?? 'a'.repeat(64);
  const kind = record.kind ?? 'HS-01';
  const symbol = record.symbol === undefined ? 'BC-STN' : record.symbol;
  await build(database, async (query) => {
    await query(
      `INSERT INTO record (id, product_code, kind, agency_id, subject_kind, subject_id, form, title, subject, symbol, model, model_sha256, library_versions, prepared_by)
       VALUES ($1, $2, $3, $4, $5, $6, 'report', 'Báo cáo', 'Đánh giá rủi ro minh họa', $7, $9, encode(sha256($9), 'hex'), '["record-kinds@2026-11-21"]', $8)`,
      [id, productCode, kind, record.agency.id, record.subject?.kind ?? 'assessment', record.subject?.id ?? randomUUID(), symbol, record.by.id, canonicalBytes(smallest(kind, productCode, symbol))],
    );
    if (record.status === 'prepared') return;
    await query(`INSERT INTO record_print (record_id, edition, sha256, size, pages) VALUES ($1, 'draft', $2, 1000, 3)`, [id, sha]);
    await query(`UPDATE record SET status = 'printed' WHERE id = $1`, [id]);
    if (record.status === 'withdrawn') {
      await query(`UPDATE record SET status = 'withdrawn', withdrawn_by = $2, withdrawn_at = app_now(), withdrawn_ground = 'Lập nhầm' WHERE id = $1`, [id, record.by.id]);
    }
    if (record.status !== 'registered') return;
    await query(
      `INSERT INTO attachment (subject_kind, subject_id, agency_id, purpose, name, media_type, size, sha256, uploaded_by) VALUES ('record', $1, $2, 'Bản quét của bản ký', 'ban-ky.pdf', 'application/pdf', 1000, $3, $4)`,
      [id, record.agency.id, sha, record.by.id],
    );
    await query(
      `UPDATE record SET status = 'registered', number = $3, issued_on = app_today(), registered_by = $2, registered_at = app_now(), signed_medium = 'scan', signed_sha256 = $4 WHERE id = $1`,
      [id, record.by.id, symbol === null ? null : number, sha],
    );
    await query(`INSERT INTO record_print (record_id, edition, sha256, size, pages) VALUES ($1, 'issued', $2, 1000, 3)`, [id, sha]);
  });
  return { id, productCode };
}

/** A record composed, frozen and sent to the printer by the product itself, for the head of the department to sign. */
export async function prepareRecordIn(
  app: TestApp,
  record: { readonly agency: BuiltAgency; readonly by: BuiltPerson; readonly signer: BuiltPerson; readonly kind?: 'HS-01' | 'HS-03'; readonly subjectId?: string; readonly replacesId?: string; readonly rows?: number },
): Promise<PreparedRecord> {
  const source = await openDataSource(app.database.appUrl, []);
  try {
    return await createUnitOfWork(source, app.clock).run({ actorId: record.by.id, records: [recordEvents.prepared] }, async (tx) => {
      const signer = await readSigner(tx, { agencyId: record.agency.id, personId: record.signer.id, area: 'assessments' });
      const model = record.kind === 'HS-03' ? approvingDecision(signer.signature, authorityOf(signer.headPost, record.agency.name)) : assessmentReport(signer.signature, record.rows);
      return app.application.prepareRecord(tx, {
        kind: record.kind ?? 'HS-01', agencyId: record.agency.id, subject: { kind: 'assessment', id: record.subjectId ?? randomUUID() }, model, signer,
        ...(record.replacesId === undefined ? {} : { replacesId: record.replacesId }),
      });
    });
  } finally {
    await source.destroy();
  }
}

/** Waits until the background has brought a record to a state (or an edition of its print): at most half a minute. */
export async function untilRecord(database: TestDatabase, id: string, fact: 'printed' | 'issued print'): Promise<void> {
  const asked = fact === 'printed' ? `SELECT 1 FROM record WHERE id = $1 AND status <> 'prepared'` : `SELECT 1 FROM record_print WHERE record_id = $1 AND edition = 'issued'`;
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if ((await database.asOwner(asked, [id])).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`record ${id}: no ${fact} after half a minute`);
}
