import { SECURITY_OFFICER, cited, citedInFull, contractText, momentText, unended, vendorText } from '../../../access-grants/index.js';
import { inSentence } from '../../../kernel/text.js';
import { authorityOf, type RecordAnnex, type RecordClause, type RecordModel } from '../../../records/index.js';
import type { ContainedCase, SuspensionToPrint } from '../../application/record-material.js';
import { levelWords, suspensionVerbs, suspensionWords } from '../words.js';
import { OPEN_SIGNATURE, holdersAnnex, officialText, revokedClauses, signsClause, suspendedTitle, systemText } from './wording.js';

/** HS-12: one decision that pauses or stops systems and revokes access, with the people and accounts as its annex (mẫu 1.2; điểm a, b khoản 3 Điều 6). */
export function suspensionDecision(material: ContainedCase): RecordModel {
  const { parties, regulation, kind, suspensions, revokedGrants, signer, policeTold } = material;
  const vendor = vendorText(parties);
  const verb = suspensionVerbs[kind];
  const proposerPost = material.proposerPost ?? SECURITY_OFFICER;
  const executors = [...new Set([...suspensions.map(({ executor }) => executor.post), proposerPost, SECURITY_OFFICER])].map((post, index) => (index === 0 ? post : inSentence(post))).join(', ');
  const annexes: readonly RecordAnnex[] = revokedGrants === 0 ? [] : [holdersAnnex(material)];
  return {
    form: 'decision',
    title: 'Quyết định',
    subject: `Về việc ${verb} ${suspendedTitle(suspensions)}${revokedGrants === 0 ? '' : ` và thu hồi quyền truy cập đã cấp cho ${vendor}`}`,
    authority: authorityOf(signer?.headPost ?? 'Thủ trưởng', parties.agencyName),
    proposedBy: proposerPost,
    blocks: [
      {
        kind: 'article',
        text: `${suspensionWords[kind]} ${suspendedTitle(suspensions)} do ${vendor} cung cấp dịch vụ theo ${contractText(parties)}, vì có dấu hiệu vi phạm quy định bảo đảm an ninh mạng, theo ${citedInFull({ article: 6, clause: 3, point: 'a' }, regulation)}.`,
        clauses: [
          ...suspensions.map((suspension) => suspensionClause(suspension, kind)),
          signsClause(material),
          { text: `Mức độ vi phạm: ${levelWords[material.level]} (quy định nội bộ). Lý do quyết định: ${unended(material.ground)}.` },
        ],
      },
      { kind: 'article', title: 'Thu hồi quyền truy cập', clauses: revokedClauses(material) },
      {
        kind: 'article',
        title: 'Trách nhiệm của bên cung cấp dịch vụ',
        clauses: [
          { text: `${vendor} chấm dứt ngay mọi truy cập vào hệ thống thông tin; bàn giao, hủy các khóa, mật khẩu, chứng thư đang giữ và phối hợp xác nhận.` },
          { text: 'Giữ nguyên nhật ký, dữ liệu, thiết bị có liên quan; không xóa, sửa hoặc di chuyển; cung cấp cho cơ quan khi được yêu cầu.' },
          { text: 'Báo cáo bằng văn bản về nguyên nhân, phạm vi ảnh hưởng và biện pháp khắc phục; phối hợp kiểm tra, xác định mức độ vi phạm và thiệt hại.' },
        ],
      },
      {
        kind: 'article',
        title: 'Kiểm tra và cho phép hoạt động trở lại',
        clauses: [
          { text: `${parties.agencyName} kiểm tra, xác định, lập báo cáo mức độ vi phạm và thiệt hại, thông báo cho ${vendor} (${cited(3, 'c', regulation)}).` },
          { text: `Hệ thống thông tin chỉ hoạt động trở lại theo quyết định của người đã quyết định ${verb}; quyền truy cập đã thu hồi không được khôi phục, việc truy cập tiếp theo phải được đề nghị và phê duyệt mới.` },
        ],
      },
      { kind: 'article', text: `Quyết định này có hiệu lực kể từ ngày ký; việc ${verb}${revokedGrants === 0 ? '' : ' và thu hồi quyền truy cập'} được áp dụng từ ${momentText(material.decidedAt)}.` },
      { kind: 'article', text: `${executors}, ${vendor} và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này.` },
    ],
    recipients: ['Như Điều 6', vendor, 'Chủ quản hệ thống thông tin', ...(policeTold ? ['Công an thành phố Hải Phòng'] : [])],
    filedWith: 'Hồ sơ vụ việc',
    signatures: [signer?.signature ?? OPEN_SIGNATURE],
    ...(annexes.length === 0 ? {} : { annexes }),
  };
}

/** A system with its scope, its hours and who carries it out. */
function suspensionClause(suspension: SuspensionToPrint, kind: ContainedCase['kind']): RecordClause {
  const { scope, part, reason, startsAt, endsAt, liftCondition, continuity, executor } = suspension;
  return {
    text: `${systemText(suspension)}:`,
    points: [
      scope === 'whole' ? 'Phạm vi: toàn bộ hệ thống;' : `Phạm vi: một phần, gồm ${unended(part ?? '')};`,
      ...(reason === null ? [] : [`Lý do của phạm vi áp dụng: ${unended(reason)};`]),
      kind === 'pause' && endsAt !== null
        ? `Thời hạn: từ ${momentText(startsAt)} đến ${momentText(endsAt)};`
        : `Thời điểm bắt đầu: ${momentText(startsAt)};`,
      ...(liftCondition === null ? [] : [`Điều kiện để xem xét cho phép hoạt động trở lại: ${unended(liftCondition)};`]),
      `Biện pháp duy trì phục vụ người sử dụng: ${unended(continuity)};`,
      `Người thực hiện: ${officialText(executor)}.`,
    ],
  };
}
