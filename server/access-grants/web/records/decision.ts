import { formatInstant } from '../../../kernel/calendar-day.js';
import { inSentence } from '../../../kernel/text.js';
import { authorityOf, type RecordModel } from '../../../records/index.js';
import type { DecisionMaterial } from '../../application/record-material.js';
import { purposes } from '../../domain/access.js';
import { purposeWords } from '../words.js';
import { SECURITY_OFFICER, cited, citedInFull, contractText, countText, countsOf, holderTable, vendorText } from './wording.js';

/** HS-08: one decision for the grants of a contract that need one, with the list of people and accounts as its annex (mẫu 1.2). */
export function accessDecision(material: DecisionMaterial): RecordModel {
  const { parties, grants, regulation, signer, proposerPost } = material;
  const { people, accounts } = countsOf(grants);
  const vendor = vendorText(parties);
  const used = purposes.filter((purpose) => grants.some((grant) => grant.purpose === purpose)).map((purpose) => inSentence(purposeWords[purpose]));
  const supervisors = [...new Set(grants.map(({ supervisorName, supervisorPost }) => `${supervisorName}, ${inSentence(supervisorPost)}`))];
  return {
    form: 'decision',
    title: 'Quyết định',
    subject: `Về việc cấp quyền truy cập hệ thống thông tin cho ${vendor}`,
    authority: authorityOf(signer.headPost, parties.agencyName),
    proposedBy: proposerPost,
    blocks: [
      {
        kind: 'article',
        text: `Cấp quyền truy cập hệ thống thông tin cho ${countText(people)} người của ${vendor}, sử dụng ${countText(accounts)} tài khoản, để thực hiện ${contractText(parties)}, trên cơ sở các đề nghị đã được phê duyệt; danh sách người, tài khoản, quyền và thời hạn tại Phụ lục kèm theo Quyết định này.`,
      },
      {
        kind: 'article',
        title: 'Phạm vi và điều kiện truy cập',
        clauses: [
          { text: `Việc truy cập chỉ để ${used.join(', ')} theo ${citedInFull({ article: 6, clause: 2, point: 'c' }, regulation)}.` },
          { text: 'Người được cấp quyền chỉ sử dụng tài khoản, quyền, phương thức, địa chỉ nguồn và khung giờ đã ghi tại Phụ lục; không dùng chung, không chuyển giao tài khoản, mật khẩu, khóa truy cập cho người khác.' },
          { text: `Không được truy cập để quản trị dữ liệu thuộc phạm vi nhà nước quản lý lưu trữ trên hệ thống (${cited(2, 'b', regulation)}).` },
          { text: 'Quyền truy cập hết hiệu lực khi hết thời hạn ghi tại Phụ lục, khi hợp đồng kết thúc, khi cam kết bảo mật của người được cấp quyền hết hiệu lực hoặc khi người đó thôi làm việc cho bên cung cấp dịch vụ; việc gia hạn phải được phê duyệt mới.' },
        ],
      },
      {
        kind: 'article',
        title: 'Giám sát, thu hồi',
        clauses: [
          { text: `Người giám sát việc truy cập: ${supervisors.join('; ')}. Mỗi phiên truy cập được ghi lại người truy cập, thời gian, nội dung đã thực hiện và người giám sát.` },
          { text: `Khi phát hiện dấu hiệu vi phạm quy định bảo đảm an ninh mạng, quyền truy cập bị thu hồi trước thời hạn (${cited(3, 'b', regulation)}).` },
          { text: `Khi quyền truy cập hết hiệu lực, tài khoản bị thu hồi và thay đổi mật khẩu hoặc hủy bỏ (${cited(4, 'b', regulation)}); việc thực hiện được xác nhận kèm minh chứng.` },
        ],
      },
      { kind: 'article', text: 'Quyết định này có hiệu lực kể từ ngày ký.' },
      { kind: 'article', text: `${proposerPost}, ${inSentence(SECURITY_OFFICER)}, người giám sát nêu tại Điều 3, ${vendor} và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này.` },
    ],
    recipients: ['Như Điều 5', vendor],
    filedWith: 'Hồ sơ hợp đồng',
    signatures: [signer.signature],
    annexes: [
      {
        title: 'Danh sách người và tài khoản được cấp quyền truy cập',
        landscape: true,
        blocks: [
          holderTable(grants, material, {
            columns: [{ title: 'Từ', align: 'center', width: 10 }, { title: 'Đến', align: 'center', width: 10 }],
            cells: ({ startsAt, endsAt }) => [formatInstant(startsAt), formatInstant(endsAt)],
          }),
        ],
      },
    ],
  };
}
