import { BLANK, citedInFull, contractText, countText, momentText, paragraph, vendorText } from '../../../access-grants/index.js';
import { formatInstant } from '../../../kernel/calendar-day.js';
import { inSentence } from '../../../kernel/text.js';
import type { RecordModel } from '../../../records/index.js';
import type { ClosedAccount, ClosingMaterial } from '../../application/record-material.js';
import { officialText } from './wording.js';

const SIGNED = '(Ký và ghi rõ họ và tên)';

/** HS-15: minutes about the revoked access, the changed passwords and the cancelled accounts (biên bản giao nhận; điểm b khoản 3 Điều 6). */
export function closingMinutes(material: ClosingMaterial): RecordModel {
  const { parties, regulation, accounts, decidedAt, caseCode } = material;
  // Who carried it out is who proved it; the officer who draws it up stands in where nobody has yet.
  const executor = accounts.find(({ confirmedBy }) => confirmedBy !== null)?.confirmedBy ?? material.executor;
  const vendor = vendorText(parties);
  const open = accounts.filter(({ doneAt }) => doneAt === null).length;
  return {
    form: 'handover-minutes',
    title: 'Biên bản',
    subject: 'Thu hồi quyền truy cập, thay đổi mật khẩu, hủy bỏ tài khoản',
    blocks: [
      paragraph(`Thực hiện ${citedInFull({ article: 6, clause: 3, point: 'b' }, regulation)}, về vụ việc có dấu hiệu vi phạm mã ${caseCode} trong thực hiện ${contractText(parties)}.`),
      {
        kind: 'party', title: 'Bên thực hiện', name: parties.agencyName,
        facts: [{ label: 'Người thực hiện', value: executor.name }, { label: 'Chức vụ', value: executor.post }, { label: 'Người chứng kiến', value: BLANK }],
      },
      {
        kind: 'party', title: 'Bên cung cấp dịch vụ', name: vendor,
        facts: [{ label: 'Đại diện', value: parties.representative?.name ?? BLANK }, { label: 'Chức vụ', value: parties.representative?.post ?? BLANK }],
      },
      paragraph(`Quyền truy cập của ${vendor} đã bị thu hồi lúc ${momentText(decidedAt)}; ${countText(accounts.length)} tài khoản phải thu hồi, thay đổi mật khẩu hoặc hủy bỏ, kết quả như sau:`),
      {
        kind: 'table',
        numbered: true,
        dense: true,
        columns: [{ title: 'Tài khoản', width: 17 }, { title: 'Hệ thống', width: 14 }, { title: 'Người đã dùng', width: 13 }, { title: 'Đã thực hiện' }, { title: 'Lúc', width: 13, align: 'center' }, { title: 'Người xác nhận', width: 15 }],
        rows: accounts.map(rowOf),
      },
      paragraph(
        open === 0
          ? `Đến khi lập biên bản, cả ${countText(accounts.length)} tài khoản đã được xử lý và xác nhận kèm minh chứng; không còn tài khoản nào của ${vendor} truy cập được theo các quyền đã thu hồi.`
          : `Đến khi lập biên bản, còn ${countText(open)} tài khoản chưa được xác nhận; cơ quan tiếp tục thực hiện và lập biên bản bổ sung.`,
      ),
      paragraph(`${vendor} cam kết không giữ lại khóa, mật khẩu, chứng thư, bản sao cấu hình kết nối; nghĩa vụ bảo mật thông tin không chấm dứt khi quyền truy cập bị thu hồi.`),
      paragraph('Biên bản này được lập thành hai bản; mỗi bên giữ một bản.'),
    ],
    recipients: [vendor],
    filedWith: 'Hồ sơ vụ việc',
    signatures: [
      { lines: ['Đại diện bên cung cấp dịch vụ'], hint: SIGNED },
      { lines: ['Người chứng kiến'], hint: SIGNED },
      { lines: ['Người thực hiện'], name: executor.name },
    ],
  };
}

function rowOf(account: ClosedAccount): string[] {
  const { doneAt, confirmedBy, proof, actionText } = account;
  return [
    account.account,
    account.systemName,
    account.personName,
    doneAt === null ? 'Chưa xác nhận' : `${actionText}${proof === null ? '' : `; ${inSentence(proof)}`}`,
    doneAt === null ? '' : formatInstant(doneAt),
    confirmedBy === null ? '' : officialText(confirmedBy),
  ];
}
