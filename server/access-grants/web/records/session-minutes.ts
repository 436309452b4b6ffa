import { formatInstant } from '../../../kernel/calendar-day.js';
import { inSentence } from '../../../kernel/text.js';
import type { RecordModel } from '../../../records/index.js';
import type { SessionMaterial } from '../../application/record-material.js';
import { systemInSentence } from '../request-presenter.js';
import { methodWords, purposeWords, sessionMarkWords } from '../words.js';
import { BLANK, cited, contractText, dayText, listed, paragraph, unended, vendorText } from './wording.js';

/** HS-09: minutes of a session that an officer attended (mẫu 1.9). */
export function sessionMinutes({ parties, session, regulation }: SessionMaterial): RecordModel {
  const supervisor = officialText(session.supervisorName, session.supervisorPost);
  const recorder = officialText(session.recorderName, session.recorderPost);
  const visitor = `${session.person}${session.personPost === null ? '' : `, ${inSentence(session.personPost)}`}, ${vendorText(parties)}`;
  const alone = session.recorderName === session.supervisorName && session.recorderPost === session.supervisorPost;
  return {
    form: 'minutes',
    title: 'Biên bản',
    subject: `Giám sát phiên truy cập ${systemInSentence(session.systemName)}`,
    minutes: {
      startedAt: session.beganAt,
      place: parties.agencyName,
      participants: [`${supervisor}, người giám sát`, ...(alone ? [] : [`${recorder}, người ghi biên bản`]), `${visitor}, người truy cập`],
      chair: supervisor,
      secretary: recorder,
      occasion: 'Phiên truy cập',
      endedAt: session.endedAt,
    },
    blocks: [
      {
        kind: 'clauses',
        items: [
          { text: `Căn cứ truy cập: ${contractText(parties)}; ${grantText(session)} (${cited(2, 'c', regulation)}).` },
          { text: `Hệ thống: ${session.systemName} (${session.systemCode}). Tài khoản: ${session.account}.${session.method === null ? '' : ` Phương thức: ${methodWords[session.method]}.`}${session.sourceAddress === null ? '' : ` Địa chỉ nguồn: ${session.sourceAddress}.`}` },
          { text: `Nội dung đã thực hiện: ${unended(session.workDone)}.` },
          session.marks.length === 0
            ? { text: 'Kết quả giám sát: phiên truy cập đúng người, tài khoản, thời hạn, khung giờ và địa chỉ đã được cấp.' }
            : { text: 'Kết quả giám sát, những điểm không đúng quyền được cấp:', points: listed(session.marks.map((mark) => sessionMarkWords[mark])) },
          { text: `Ý kiến của người truy cập: ${BLANK}` },
        ],
      },
      paragraph(`Việc ghi nhận trên hệ thống hoàn thành lúc ${formatInstant(session.recordedAt)}. Biên bản được đọc lại cho những người có mặt cùng nghe, thống nhất và ký tên.`),
    ],
    recipients: [vendorText(parties)],
    filedWith: 'Hồ sơ',
    signatures: alone
      ? [{ lines: ['Người truy cập'], name: session.person }, { lines: ['Chủ tọa'], ...named(session.supervisorName) }]
      : [{ lines: ['Thư ký'], name: session.recorderName }, { lines: ['Người truy cập'], name: session.person }, { lines: ['Chủ tọa'], ...named(session.supervisorName) }],
  };
}

function grantText({ grantedAt, purpose }: SessionMaterial['session']): string {
  if (grantedAt === null || purpose === null) return 'không có quyền truy cập nào được cấp cho phiên này';
  return `quyền truy cập được phê duyệt ngày ${dayText(grantedAt)}, mục đích ${inSentence(purposeWords[purpose])}`;
}

function officialText(name: string | null, post: string | null): string {
  return [name, post === null ? null : inSentence(post)].filter((part) => part !== null).join(', ');
}

function named(name: string | null): { readonly name?: string } {
  return name === null ? {} : { name };
}
