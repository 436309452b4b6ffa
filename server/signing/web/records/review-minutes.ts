import { versionText } from '../../../library/index.js';
import type { RecordModel, RecordRow } from '../../../records/index.js';
import type { ReviewMinutes } from '../../application/decide-review.js';
import type { ClauseFinding } from '../../domain/clauses.js';
import { placeOf } from '../clause-presenter.js';
import { dutyWords, sourceScopeWords } from '../clause-words.js';

/** HS-04: minutes of the review of a contract's clauses (mẫu 1.9), for the signatures of secretary and chair. */
export function reviewMinutes({ ground, review, clauses, findings, submitterName, submitterPost, headName, headPost }: ReviewMinutes): RecordModel {
  const needed = clauses.filter(({ duty }) => duty === 'mandatory');
  return {
    form: 'minutes',
    title: 'Biên bản',
    subject: `Rà soát điều khoản bảo đảm an ninh mạng của hợp đồng ${ground.name}`,
    minutes: { startedAt: null, place: ground.agencyName, participants: [`${headName}, ${headPost}`, `${submitterName}, ${submitterPost}`], chair: `${headName}, ${headPost}`, secretary: `${submitterName}, ${submitterPost}`, endedAt: null },
    blocks: [
      { kind: 'paragraph', text: `Cuộc họp rà soát các điều khoản bảo đảm an ninh mạng của hợp đồng “${ground.name}”${ground.number === null ? '' : ` số ${ground.number}`} giữa ${ground.agencyName} và ${ground.vendorName ?? 'bên cung cấp dịch vụ'}, lần ${String(review.round)}, theo danh mục điều khoản bắt buộc ${versionText(review.libraryVersion)}.` },
      { kind: 'heading', level: 1, text: 'Kết quả rà soát' },
      {
        kind: 'table',
        numbered: false,
        dense: true,
        columns: [
          { title: 'Mã', align: 'center', width: 10 },
          { title: 'Nội dung điều khoản', width: 44 },
          { title: 'Yêu cầu', width: 16 },
          { title: 'Vị trí trong hợp đồng hoặc lý do', width: 30 },
        ],
        rows: clauses.map(({ clause, duty }): RecordRow => [clause.id, clause.text, dutyWords[duty], placeText(findings.find(({ clauseId }) => clauseId === clause.id))]),
      },
      { kind: 'heading', level: 1, text: 'Đơn vị vận hành và phạm vi mã nguồn' },
      { kind: 'paragraph', text: `Đơn vị vận hành hệ thống thông tin: ${ground.operatorName ?? operatorWords[ground.operatorKind ?? ''] ?? 'chưa xác định'}.` },
      { kind: 'paragraph', text: `Phạm vi mã nguồn được chuyển giao khi kết thúc: ${review.sourceScope === null ? 'chưa nêu' : sourceScopeWords[review.sourceScope].toLocaleLowerCase('vi')}. ${closed(review.sourceStatement ?? '')}`.trim() },
      { kind: 'heading', level: 1, text: 'Kết luận' },
      { kind: 'paragraph', text: `Hợp đồng có đủ ${String(needed.length)} điều khoản bắt buộc về bảo đảm an ninh mạng áp dụng cho hợp đồng này.` },
    ],
    recipients: [ground.agencyName],
    filedWith: 'Hồ sơ',
    signatures: [
      { lines: ['Thư ký'], name: submitterName },
      { lines: ['Chủ tọa'], name: headName },
    ],
  };
}

/** A statement as a sentence. */
function closed(statement: string): string {
  return statement === '' || /[.!?]$/u.test(statement) ? statement : `${statement}.`;
}

const operatorWords: Readonly<Record<string, string>> = { vendor: 'bên cung cấp dịch vụ', 'hiring-agency': 'cơ quan chủ trì thuê dịch vụ' };

function placeText(found: ClauseFinding | undefined): string {
  const place = placeOf(found);
  if (found === undefined || found.standing === 'located') return place;
  return `${found.standing === 'missing' ? 'Còn thiếu' : 'Không áp dụng'}: ${place}`;
}

