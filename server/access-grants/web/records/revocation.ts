import { formatInstant } from '../../../kernel/calendar-day.js';
import { inSentence } from '../../../kernel/text.js';
import { authorityOf, type RecordModel } from '../../../records/index.js';
import type { RevocationMaterial } from '../../application/record-material.js';
import { SECURITY_OFFICER, cited, citedInFull, contractText, countText, countsOf, holderTable, momentText, unended, vendorText } from './wording.js';

/** HS-14: the decision about revoking access, with the list of people and accounts as its annex (mẫu 1.2). */
export function accessRevocation(material: RevocationMaterial): RecordModel {
  const { parties, grants, regulation, signer, revokedAt, ground, basis, confirmBy } = material;
  const proposerPost = material.proposerPost ?? SECURITY_OFFICER;
  const executors = [...new Set([proposerPost, SECURITY_OFFICER])].map((post, index) => (index === 0 ? post : inSentence(post))).join(', ');
  const { people, accounts } = countsOf(grants);
  const vendor = vendorText(parties);
  const clause = basis === 'violation' ? { article: 6, clause: 3, point: 'b' } : { article: 6, clause: 2, point: 'c' };
  return {
    form: 'decision',
    title: 'Quyết định',
    subject: `Về việc thu hồi quyền truy cập hệ thống thông tin đã cấp cho ${vendor}`,
    authority: authorityOf(signer?.headPost ?? 'Thủ trưởng', parties.agencyName),
    proposedBy: proposerPost,
    blocks: [
      {
        kind: 'article',
        text: `Thu hồi quyền truy cập hệ thống thông tin đã cấp cho ${countText(people)} người của ${vendor}, sử dụng ${countText(accounts)} tài khoản, để thực hiện ${contractText(parties)}, theo ${citedInFull(clause, regulation)}; danh sách người, tài khoản tại Phụ lục kèm theo Quyết định này.`,
        clauses: [
          { text: `Thời điểm thu hồi: ${momentText(revokedAt)}.` },
          { text: `Lý do thu hồi: ${unended(ground)}.` },
        ],
      },
      {
        kind: 'article',
        title: 'Khóa tài khoản',
        clauses: [
          { text: `${SECURITY_OFFICER} của ${parties.agencyName} thu hồi và thay đổi mật khẩu hoặc hủy bỏ các tài khoản, khóa, kết nối tại Phụ lục (${cited(4, 'b', regulation)}); xác nhận từng tài khoản kèm minh chứng chậm nhất ${momentText(confirmBy)}.` },
          { text: 'Quyền truy cập chỉ được coi là đã thu hồi khi việc khóa tài khoản đã được xác nhận kèm minh chứng.' },
        ],
      },
      {
        kind: 'article',
        title: 'Trách nhiệm của bên cung cấp dịch vụ',
        clauses: [
          { text: `${vendor} chấm dứt mọi truy cập bằng các tài khoản tại Phụ lục kể từ thời điểm thu hồi; bàn giao, hủy các khóa, mật khẩu, chứng thư đang giữ và phối hợp xác nhận.` },
          { text: 'Nghĩa vụ bảo mật thông tin, dữ liệu đã tiếp cận không chấm dứt khi quyền truy cập bị thu hồi. Quyền đã thu hồi không được khôi phục; việc truy cập tiếp theo phải được đề nghị và phê duyệt mới.' },
        ],
      },
      { kind: 'article', text: 'Quyết định này có hiệu lực kể từ ngày ký; quyền truy cập đã được ngắt trên hệ thống từ thời điểm nêu tại Điều 1.' },
      { kind: 'article', text: `${executors}, ${vendor} và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này.` },
    ],
    recipients: ['Như Điều 5', vendor],
    filedWith: 'Hồ sơ hợp đồng',
    signatures: [signer?.signature ?? { lines: ['Thủ trưởng'], hint: '(Ký, ghi rõ họ tên và đóng dấu)' }],
    annexes: [
      {
        title: 'Danh sách người và tài khoản bị thu hồi quyền truy cập',
        landscape: true,
        blocks: [
          holderTable(grants, material, {
            columns: [{ title: 'Thời hạn đã cấp', align: 'center', width: 10 }, { title: 'Thu hồi lúc', align: 'center', width: 10 }],
            cells: ({ endsAt, endedAt }) => [`đến ${formatInstant(endsAt)}`, formatInstant(endedAt ?? revokedAt)],
          }),
        ],
      },
    ],
  };
}
