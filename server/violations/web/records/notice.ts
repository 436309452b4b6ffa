import { citedInFull, contractText, contractTitle, listed, momentText, unended, vendorText } from '../../../access-grants/index.js';
import type { RecordClause, RecordModel } from '../../../records/index.js';
import type { NoticeMaterial } from '../../application/record-material.js';
import { suspensionVerbs, suspensionWords } from '../words.js';
import { OPEN_SIGNATURE, holdersAnnex, namedClause, revokedClauses, signsClause, suspendedTitle, systemText } from './wording.js';

/** HS-13: tells the vendor what was paused or stopped and revoked, and what it has to do (mẫu 1.4; điểm a khoản 3 Điều 6). */
export function suspensionNotice(material: NoticeMaterial): RecordModel {
  const { parties, regulation, kind, suspensions, revokedGrants, signer, policeTold } = material;
  const vendor = vendorText(parties);
  return {
    form: 'notice',
    title: 'Thông báo',
    subject: subjectOf(material),
    blocks: [
      {
        kind: 'paragraph',
        text: `Căn cứ ${citedInFull({ article: 6, clause: 3, point: 'a' }, regulation)}, ${parties.agencyName} thông báo đến ${vendor}, bên cung cấp dịch vụ theo ${contractText(parties)}, như sau:`,
      },
      {
        kind: 'clauses',
        items: [
          signsClause(material),
          ...(kind === null ? [] : [suspensionClause(material, kind)]),
          ...revokedClauses(material),
          ...(material.addition === null ? [] : [{ text: `${unended(material.addition)}.` }]),
          { text: `Kể từ khi nhận được Thông báo này, ${vendor} có trách nhiệm:`, points: listed(duties(material)) },
        ],
      },
      { kind: 'paragraph', text: `Trong thời gian xử lý, mọi trao đổi về vụ việc (mã ${material.caseCode}) gửi đến ${parties.agencyName}. ${vendor} không tự ý thông tin về vụ việc cho bên thứ ba; báo cáo gửi cơ quan nhà nước có thẩm quyền thực hiện thông qua ${parties.agencyName}.` },
    ],
    recipients: [vendor, ...(suspensions.length === 0 ? [] : ['Chủ quản hệ thống thông tin']), ...(policeTold ? ['Công an thành phố Hải Phòng'] : [])],
    filedWith: 'Hồ sơ vụ việc',
    signatures: [signer?.signature ?? OPEN_SIGNATURE],
    ...(revokedGrants === 0 ? {} : { annexes: [holdersAnnex(material)] }),
  };
}

function subjectOf({ kind, suspensions, revokedGrants, parties }: NoticeMaterial): string {
  if (kind !== null) return `Về việc ${suspensionVerbs[kind]} ${suspendedTitle(suspensions)}${revokedGrants === 0 ? '' : ' và thu hồi quyền truy cập'}`;
  return revokedGrants === 0 ? `Về dấu hiệu vi phạm quy định bảo đảm an ninh mạng trong thực hiện ${contractTitle(parties)}` : 'Về việc thu hồi quyền truy cập hệ thống thông tin do có dấu hiệu vi phạm';
}

function suspensionClause({ suspensions }: NoticeMaterial, kind: NonNullable<NoticeMaterial['kind']>): RecordClause {
  return namedClause(
    `${suspensionWords[kind]} hoạt động của`,
    suspensions.map((suspension) => {
      const scope = suspension.scope === 'whole' ? 'toàn bộ hệ thống' : `một phần, gồm ${unended(suspension.part ?? '')}`;
      const until = suspension.endsAt === null ? `từ ${momentText(suspension.startsAt)}` : `từ ${momentText(suspension.startsAt)} đến ${momentText(suspension.endsAt)}`;
      const condition = suspension.liftCondition === null ? '' : `; điều kiện để xem xét cho phép hoạt động trở lại: ${unended(suspension.liftCondition)}`;
      return `${systemText(suspension)}, ${scope}, ${until}${condition}`;
    }),
  );
}

function duties({ remedyDays }: NoticeMaterial): string[] {
  return [
    'Chấm dứt ngay mọi truy cập vào hệ thống thông tin bằng các tài khoản đã bị thu hồi; bàn giao, hủy các khóa, mật khẩu, chứng thư đang giữ',
    'Giữ nguyên nhật ký, dữ liệu, thiết bị có liên quan và cung cấp khi được yêu cầu',
    'Cử người có thẩm quyền phối hợp kiểm tra, xác định mức độ vi phạm và thiệt hại',
    `Báo cáo bằng văn bản về nguyên nhân, phạm vi ảnh hưởng và khắc phục vi phạm${remedyDays === null ? '' : ` trong ${String(remedyDays)} ngày làm việc`}`,
  ];
}
