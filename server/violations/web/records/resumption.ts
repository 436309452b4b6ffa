import { SECURITY_OFFICER, citedInFull, contractText, momentText, unended, vendorText } from '../../../access-grants/index.js';
import { formatDay } from '../../../kernel/calendar-day.js';
import { inSentence } from '../../../kernel/text.js';
import { authorityOf, longDay, type RecordModel } from '../../../records/index.js';
import type { ResumptionMaterial } from '../../application/record-material.js';
import { suspensionVerbs } from '../words.js';
import { OPEN_SIGNATURE, named, namedClause, officialText, systemText } from './wording.js';

/** HS-24: the decision that lets a system run again (mẫu 1.2; khoản 3 Điều 6). */
export function resumptionDecision(material: ResumptionMaterial): RecordModel {
  const { parties, regulation, kind, system, scope, part, suspendedBy, report, remedies, assessment, signer } = material;
  const vendor = vendorText(parties);
  const verb = suspensionVerbs[kind];
  const proposerPost = material.proposerPost ?? SECURITY_OFFICER;
  const executors = [...new Set([proposerPost, SECURITY_OFFICER])].map((post, index) => (index === 0 ? post : inSentence(post))).join(', ');
  const former = suspendedBy === null ? `việc ${verb} từ ${momentText(material.suspendedAt)}` : `việc ${verb} theo Quyết định số ${suspendedBy.number} ngày ${longDay(suspendedBy.on)}`;
  return {
    form: 'decision',
    title: 'Quyết định',
    subject: `Về việc cho phép ${named(system.name)} hoạt động trở lại`,
    authority: authorityOf(signer?.headPost ?? 'Thủ trưởng', parties.agencyName),
    proposedBy: proposerPost,
    blocks: [
      {
        kind: 'article',
        text: `Cho phép ${systemText({ systemCode: system.code, systemName: named(system.name), level: system.level })} hoạt động trở lại kể từ ${momentText(material.resumedAt)}, chấm dứt ${former}, theo ${citedInFull({ article: 6, clause: 3 }, regulation)}.`,
        clauses: [
          { text: scope === 'whole' ? 'Phạm vi: toàn bộ hệ thống.' : `Phạm vi: phần đã bị ${verb}, gồm ${unended(part ?? '')}.` },
          { text: `Lý do: ${unended(material.ground)}.` },
        ],
      },
      {
        kind: 'article',
        title: 'Căn cứ xem xét',
        clauses: [
          { text: `Báo cáo mức độ vi phạm và thiệt hại số ${report.number} ngày ${longDay(report.on)}.` },
          namedClause(
            'Vi phạm đã được khắc phục và cơ quan đã kiểm tra',
            remedies.map(({ what, doneOn, verifiedBy }) => `${unended(what)}, hoàn thành ngày ${formatDay(doneOn)}${verifiedBy === null ? '' : `, người kiểm tra: ${officialText(verifiedBy)}`}`),
          ),
          ...(assessment === null ? [] : [{ text: `Kết quả đánh giá rủi ro sau vụ việc được phê duyệt ngày ${longDay(assessment.approvedOn)}: ${inSentence(unended(assessment.outcome))}.` }]),
        ],
      },
      {
        kind: 'article',
        title: 'Quyền truy cập của bên cung cấp dịch vụ',
        clauses: [
          { text: 'Quyền truy cập đã thu hồi không được khôi phục.' },
          { text: `${vendor} chỉ truy cập hệ thống thông tin để thực hiện ${contractText(parties)} sau khi được đề nghị và phê duyệt mới.` },
        ],
      },
      { kind: 'article', text: `Quyết định này có hiệu lực kể từ ngày ký. ${parties.agencyName} tiếp tục giám sát và xử lý vi phạm, bồi thường thiệt hại theo hợp đồng và quy định của pháp luật.` },
      { kind: 'article', text: `${executors}, ${vendor} và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này.` },
    ],
    recipients: ['Như Điều 5', vendor, 'Chủ quản hệ thống thông tin'],
    filedWith: 'Hồ sơ vụ việc',
    signatures: [signer?.signature ?? OPEN_SIGNATURE],
  };
}
