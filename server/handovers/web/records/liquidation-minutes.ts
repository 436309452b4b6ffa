import { BLANK, cited, contractText, countText, paragraph, unended } from '../../../access-grants/index.js';
import type { RecordClause, RecordModel } from '../../../records/index.js';
import type { LiquidationMaterial } from '../../application/record-material.js';
import { SIGNED, bothParties, copiesClauses, countsText, endText, runText } from './wording.js';

/** HS-29: minutes accepting what was supplied and settling the contract (biên bản giao nhận; nghiệm thu, thanh lý). */
export function liquidationMinutes(material: LiquidationMaterial): RecordModel {
  const { parties } = material;
  return {
    form: 'handover-minutes',
    title: 'Biên bản',
    subject: 'Nghiệm thu kết quả cung cấp dịch vụ và thanh lý hợp đồng',
    blocks: [
      paragraph(`Hai bên lập biên bản nghiệm thu kết quả cung cấp dịch vụ và thanh lý ${contractText(parties)}.`),
      ...bothParties(parties),
      {
        kind: 'clauses',
        items: [
          { text: `${unended(endText(material))}.` },
          ...settledClauses(material),
          { text: `Giá trị nghiệm thu, thanh toán và nghĩa vụ tài chính còn lại của mỗi bên: ${BLANK}` },
          { text: 'Nghĩa vụ bảo mật, bảo hành, hỗ trợ sau bàn giao và các nghĩa vụ khác không chấm dứt theo hợp đồng tiếp tục có hiệu lực.' },
        ],
      },
      paragraph('Hai bên thống nhất nghiệm thu kết quả cung cấp dịch vụ và thanh lý hợp đồng kể từ ngày ký biên bản này.'),
      paragraph('Biên bản này được lập thành hai bản; mỗi bên giữ một bản.'),
    ],
    recipients: ['Hai bên'],
    filedWith: 'Hồ sơ hợp đồng',
    signatures: [{ lines: ['Đại diện bên cung cấp'], hint: SIGNED }, { lines: ['Đại diện cơ quan'], hint: SIGNED }],
  };
}

/** What was settled under khoản 4 Điều 6: items, run, accounts, copies. */
export function settledClauses({ counts, run, regulation, destructions, retained }: LiquidationMaterial): RecordClause[] {
  return [
    { text: `Chuyển giao (${cited(4, 'a', regulation)}): ${countsText(counts)}.` },
    { text: runText(run) },
    { text: `Tài khoản (${cited(4, 'b', regulation)}): ${countText(counts.accounts)} tài khoản đã được thay đổi mật khẩu hoặc hủy bỏ${counts.openAccounts === 0 ? ', không còn tài khoản nào của bên cung cấp' : `; còn ${countText(counts.openAccounts)} tài khoản chưa xử lý`}.` },
    ...copiesClauses(destructions, retained),
  ];
}
