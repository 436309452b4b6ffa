import { BLANK, listed, paragraph, unended } from '../../../access-grants/index.js';
import { formatInstant } from '../../../kernel/calendar-day.js';
import { inSentence } from '../../../kernel/text.js';
import type { RecordModel } from '../../../records/index.js';
import type { MinutesMaterial } from '../../application/record-material.js';
import { summaryOf } from './report.js';

/** HS-22: minutes that a violation of the rules on personal data happened (Luật 91/2025, khoản 2 Điều 23; mẫu 1.9). What only people can say is left open. */
export function personalDataMinutes(material: MinutesMaterial): RecordModel {
  const { incident, note, signer, secretary, at } = material;
  const head = signer.signature.name ?? BLANK;
  const chair = `${head}, ${inSentence(signer.headPost)}`;
  const clerk = `${secretary.name}, ${inSentence(secretary.post)}`;
  return {
    form: 'minutes',
    title: 'Biên bản',
    subject: 'Xác nhận về việc xảy ra hành vi vi phạm quy định về bảo vệ dữ liệu cá nhân',
    minutes: { startedAt: at, place: incident.agencyName, participants: [`${chair}, chủ tọa`, `${clerk}, thư ký`, BLANK], chair, secretary: clerk, occasion: 'Việc lập biên bản', endedAt: null },
    blocks: [
      {
        kind: 'clauses',
        items: [
          { text: `Vụ việc: sự cố ${incident.code}, ${unended(incident.title)}. ${summaryOf(material)}` },
          { text: `Thời gian: ${incident.occurredAt === null ? 'chưa xác định được thời điểm xảy ra' : `xảy ra lúc ${formatInstant(incident.occurredAt)}`}; phát hiện lúc ${formatInstant(incident.detectedAt)}. Địa điểm: ${unended(incident.place)}.` },
          { text: `Hành vi vi phạm quy định về bảo vệ dữ liệu cá nhân: ${unended(note)}.` },
          { text: `Loại dữ liệu cá nhân, số lượng chủ thể dữ liệu bị ảnh hưởng: ${BLANK}` },
          { text: `Bên kiểm soát dữ liệu cá nhân: ${incident.agencyName}. Bên xử lý dữ liệu cá nhân: ${incident.vendorName ?? BLANK}.` },
          incident.handlings.length === 0
            ? { text: `Biện pháp đã thực hiện: ${BLANK}` }
            : { text: 'Biện pháp đã thực hiện:', points: listed(incident.handlings.toReversed().map(({ doneAt, what }) => `${formatInstant(doneAt)}: ${what}`)) },
          { text: `Ý kiến của những người có mặt: ${BLANK}` },
        ],
      },
      paragraph('Biên bản được đọc lại cho những người có mặt cùng nghe, thống nhất và ký tên.'),
    ],
    recipients: ['Cơ quan chuyên trách bảo vệ dữ liệu cá nhân'],
    filedWith: 'Hồ sơ sự cố',
    signatures: [{ lines: ['Thư ký'], name: secretary.name }, { lines: ['Chủ tọa'], ...(signer.signature.name === undefined ? {} : { name: signer.signature.name }) }],
  };
}
