import { formatDay } from '../../../kernel/calendar-day.js';
import type { RecordClause, RecordModel } from '../../../records/index.js';
import type { AgreementMaterial } from '../../application/record-material.js';
import { cited, citedInFull, contractText, contractTitle, listed, paragraph, partyBlocks, vendorText } from './wording.js';

const SIGNED = '(Ký, ghi rõ họ tên, chức vụ và đóng dấu)';

/** HS-06: the agreement of both parties about confidentiality; the commitments of the vendor's people stand in its annex. */
export function confidentialityAgreement(material: AgreementMaterial): RecordModel {
  const { parties, regulation, people } = material;
  const contract = contractText(parties);
  const systems = parties.systems.map(({ name, code, level, levelApproved }) => `${name} (${code}), cấp độ ${String(level)}${levelApproved ? '' : ' (tạm tính)'}`);
  return {
    form: 'agreement',
    title: 'Bản thỏa thuận',
    subject: `Bảo mật thông tin trong thực hiện ${contractTitle(parties)}`,
    blocks: [
      ...partyBlocks(parties),
      paragraph(`Hai bên thỏa thuận về bảo mật thông tin trong quá trình thực hiện ${contract} (sau đây gọi là Hợp đồng), theo ${citedInFull({ article: 6, clause: 2, point: 'a' }, regulation)}, như sau:`),
      {
        kind: 'article',
        title: 'Thông tin phải bảo mật',
        clauses: [
          { text: 'Thông tin, dữ liệu, mã nguồn, tài liệu thiết kế hệ thống thông tin mà Bên B được giao, tiếp cận hoặc tạo ra khi thực hiện Hợp đồng, ở mọi hình thức; tài khoản, mật khẩu, khóa truy cập, cấu hình, sơ đồ mạng và thông tin về điểm yếu, sự cố.' },
          ...scopeClauses(systems),
          { text: 'Dữ liệu hình thành trong quá trình thuê dịch vụ thuộc quyền quản lý của Bên A.' },
        ],
      },
      {
        kind: 'article',
        title: 'Nghĩa vụ của Bên B',
        clauses: [
          { text: 'Chỉ sử dụng thông tin phải bảo mật để thực hiện Hợp đồng; không sao chép, cung cấp, công bố hoặc chuyển ra ngoài phạm vi đã thỏa thuận khi chưa được Bên A đồng ý bằng văn bản.' },
          { text: 'Triển khai các biện pháp bảo đảm an ninh mạng, tuân thủ phương án bảo đảm an ninh mạng được cấp có thẩm quyền phê duyệt, quy định của Quy chế và của pháp luật về an ninh mạng, bảo vệ dữ liệu cá nhân.' },
          { text: 'Chỉ giao việc cho người đã ký cam kết bảo mật; thông báo ngay cho Bên A khi người đó thôi việc hoặc đổi việc; chịu trách nhiệm về hành vi của người của mình và của nhà thầu phụ.' },
          { text: 'Thông báo ngay cho Bên A khi phát hiện lộ, mất thông tin hoặc dấu hiệu mất an ninh mạng và phối hợp xử lý.' },
          { text: 'Khi Hợp đồng kết thúc: bàn giao đầy đủ, sau đó xóa, hủy thông tin phải bảo mật đang giữ, kể cả bản sao lưu, và xác nhận bằng văn bản.' },
        ],
      },
      {
        kind: 'article',
        title: 'Truy cập hệ thống thông tin',
        clauses: [
          { text: `Người của Bên B chỉ truy cập hệ thống theo quyền được Bên A cấp cho từng người, từng tài khoản, có mục đích và thời hạn, dưới sự giám sát của Bên A (${cited(2, 'c', regulation)}).` },
          { text: `Bên B không truy cập để quản trị dữ liệu thuộc phạm vi nhà nước quản lý lưu trữ trên hệ thống thuê (${cited(2, 'b', regulation)}).` },
        ],
      },
      {
        kind: 'article',
        title: 'Trách nhiệm của Bên A',
        clauses: [
          { text: 'Cung cấp thông tin cần thiết để Bên B thực hiện Hợp đồng; cấp, giám sát, giới hạn và thu hồi quyền truy cập.' },
          { text: 'Kiểm tra việc thực hiện Bản thỏa thuận này; bảo mật thông tin kinh doanh của Bên B theo quy định của pháp luật.' },
        ],
      },
      {
        kind: 'article',
        title: 'Xử lý vi phạm',
        clauses: [
          { text: `Khi Bên B có dấu hiệu vi phạm, Bên A thu hồi quyền truy cập và áp dụng các biện pháp tại ${cited(3, undefined, regulation)}.` },
          { text: 'Bên B bồi thường thiệt hại do hành vi vi phạm của mình gây ra theo Hợp đồng và quy định của pháp luật.' },
        ],
      },
      {
        kind: 'article',
        title: 'Hiệu lực',
        clauses: [
          { text: 'Bản thỏa thuận có hiệu lực kể từ ngày ký. Nghĩa vụ bảo mật không chấm dứt khi Hợp đồng kết thúc hoặc chấm dứt trước hạn.' },
          { text: 'Bản thỏa thuận được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản.' },
        ],
      },
    ],
    signatures: [{ lines: ['Đại diện bên A'], hint: SIGNED }, { lines: ['Đại diện bên B'], hint: SIGNED, ...(parties.representative === null ? {} : { name: parties.representative.name }) }],
    ...(people.length === 0 ? {} : { annexes: [commitments(material)] }),
  };
}

function scopeClauses(systems: readonly string[]): RecordClause[] {
  if (systems.length === 0) return [{ text: 'Phạm vi: toàn bộ công việc của Hợp đồng.' }];
  const [only = ''] = systems;
  return systems.length === 1 ? [{ text: `Hệ thống thông tin thuộc phạm vi: ${only}.` }] : [{ text: 'Hệ thống thông tin thuộc phạm vi:', points: listed(systems) }];
}

/** The commitment of each person (điểm a khoản 2 Điều 10): one text, a line and a place to sign for everyone. */
function commitments({ parties, people }: AgreementMaterial): NonNullable<RecordModel['annexes']>[number] {
  return {
    title: 'Bản cam kết bảo mật thông tin của cá nhân',
    landscape: true,
    blocks: [
      paragraph(`Chúng tôi có tên dưới đây, là người của ${vendorText(parties)} tham gia thực hiện ${contractText(parties)}, cam kết:`),
      {
        kind: 'clauses',
        items: [
          { text: 'Giữ bí mật thông tin, dữ liệu, mã nguồn, tài liệu thiết kế hệ thống thông tin được tiếp cận; không sao chép, cung cấp, công bố khi chưa được phép.' },
          { text: 'Chỉ truy cập hệ thống bằng tài khoản được cấp cho chính mình, đúng mục đích, quyền, thời hạn và khung giờ; không truy cập để quản trị dữ liệu thuộc phạm vi nhà nước quản lý.' },
          { text: 'Báo cáo ngay khi phát hiện lộ, mất thông tin, tài khoản; bàn giao, trả lại tài liệu, thiết bị, tài khoản khi thôi việc hoặc khi được yêu cầu.' },
          { text: 'Chịu trách nhiệm trước pháp luật về việc thực hiện cam kết này, kể cả sau khi thôi tham gia hợp đồng.' },
        ],
      },
      {
        kind: 'table',
        numbered: true,
        columns: [
          { title: 'Họ và tên', width: 19 },
          { title: 'Chức vụ', width: 16 },
          { title: 'Giấy tờ (4 ký tự cuối)', align: 'center', width: 10 },
          { title: 'Phạm vi cam kết', width: 22 },
          { title: 'Thời hạn', width: 14 },
          { title: 'Ký tên', width: 12 },
        ],
        rows: people.map(({ name, post, identityTail, scope, signedOn, validUntil }) => [
          name, post, identityTail, scope, `từ ngày ${formatDay(signedOn)}${validUntil === null ? ', không xác định thời hạn' : ` đến hết ngày ${formatDay(validUntil)}`}`, '',
        ]),
      },
    ],
  };
}
