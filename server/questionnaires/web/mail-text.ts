import { formatInstant } from '../../kernel/calendar-day.js';
import type { InvitationText } from '../application/ports.js';

/** The message that brings a link, as an official would write it; plain text, so that nothing in it is read as anything else. */
export const invitationText: InvitationText = ({ agencyName, vendorName, contract, recipientName, link, expiresAt, reopenReason }) => ({
  subject: `${reopenReason === undefined ? 'Đề nghị trả lời' : 'Đề nghị bổ sung trả lời'} phiếu đánh giá rủi ro an ninh mạng – ${agencyName}`.slice(0, 200),
  text: [
    `Kính gửi Ông/Bà ${recipientName},`,
    vendorName,
    '',
    reopenReason === undefined
      ? `${agencyName} đề nghị bên cung cấp dịch vụ trả lời phiếu đánh giá rủi ro an ninh mạng của hợp đồng: ${contract}.`
      : `${agencyName} đề nghị bên cung cấp dịch vụ bổ sung trả lời phiếu đánh giá rủi ro an ninh mạng của hợp đồng: ${contract}.`,
    ...(reopenReason === undefined ? [] : ['', `Nội dung cần bổ sung: ${reopenReason}`]),
    '',
    'Mở phiếu tại đường liên kết sau:',
    link,
    '',
    `Hạn trả lời: ${formatInstant(expiresAt)}.`,
    'Không cần tài khoản. Nội dung nhập được lưu lại theo từng nhóm, có thể mở lại đường liên kết để làm tiếp cho đến khi gửi trả lời.',
    'Đường liên kết chỉ dành cho người được đề nghị trả lời. Không chuyển tiếp cho người không tham gia trả lời; người có đường liên kết xem và sửa được nội dung.',
    '',
    `Nếu thư này gửi nhầm, báo lại cho ${agencyName} và xóa thư.`,
    '',
    'Thư được gửi tự động, không trả lời vào địa chỉ này.',
    '',
  ].join('\n'),
});
