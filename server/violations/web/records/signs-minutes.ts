import { BLANK, contractText, contractTitle, listed, paragraph, unended, vendorText } from '../../../access-grants/index.js';
import type { RecordBlock, RecordModel } from '../../../records/index.js';
import type { Official, SignsMaterial } from '../../application/record-material.js';
import { levelWords, stepText } from '../words.js';
import { momentsText, namedClause, officialText, signsClause, systemText } from './wording.js';

/** HS-11: minutes about the signs of a violation, as they were found (mẫu 1.9). */
export function signsMinutes(material: SignsMaterial): RecordModel {
  const { parties, systems, openedBy, secretary, evidence, levelSteps } = material;
  const alone = same(openedBy, secretary);
  const systemList = systems.map(({ code, name, level }) => systemText({ systemCode: code, systemName: name, level }));
  return {
    form: 'minutes',
    title: 'Biên bản',
    subject: `Ghi nhận dấu hiệu vi phạm quy định bảo đảm an ninh mạng trong thực hiện ${contractTitle(parties)}`,
    minutes: {
      startedAt: null,
      place: parties.agencyName,
      participants: [`${officialText(openedBy)}, người ghi nhận vụ việc`, ...(alone ? [] : [`${officialText(secretary)}, người ghi biên bản`])],
      chair: officialText(openedBy),
      secretary: alone ? null : officialText(secretary),
      occasion: 'Việc ghi nhận',
      endedAt: null,
    },
    blocks: [
      {
        kind: 'clauses',
        items: [
          { text: `Hợp đồng: ${contractText(parties)}, bên cung cấp dịch vụ: ${vendorText(parties)}.` },
          ...(systemList.length === 0 ? [] : [namedClause('Hệ thống thông tin của hợp đồng', systemList)]),
          { text: `Thời điểm: ${momentsText(material)}.` },
          signsClause(material),
          { text: `Nội dung đã ghi nhận: ${unended(material.seen)}.` },
          { text: `Mức độ vi phạm được xác định: ${levelWords[material.level]} (quy định nội bộ).`, points: listed(levelSteps.map(stepText)) },
          ...(evidence.length === 0 ? [{ text: 'Minh chứng: chưa có tệp nào được đính kèm khi lập biên bản.' }] : [{ text: 'Minh chứng được giữ nguyên như khi tiếp nhận, gồm các tệp sau:' }]),
        ],
      },
      ...evidenceTable(evidence),
      paragraph(`Ý kiến khác (nếu có): ${BLANK}`),
      paragraph(`Vụ việc được ghi nhận trên hệ thống với mã ${material.caseCode}. Dấu hiệu vi phạm chưa phải là kết luận; mức độ vi phạm và thiệt hại được kết luận tại báo cáo sau khi kiểm tra. Biên bản được đọc lại cho những người có mặt cùng nghe, thống nhất và ký tên.`),
    ],
    recipients: ['Thủ trưởng cơ quan (để báo cáo)'],
    filedWith: 'Hồ sơ vụ việc',
    signatures: [
      alone ? { lines: ['Thư ký'], hint: '(Ký, ghi rõ họ tên)' } : { lines: ['Thư ký'], name: secretary.name },
      { lines: ['Người phát hiện'], hint: '(Ký, ghi rõ họ tên)' },
      { lines: ['Chủ tọa'], name: openedBy.name },
    ],
  };
}

/** Files with the hash under which they are kept. */
function evidenceTable(evidence: SignsMaterial['evidence']): RecordBlock[] {
  if (evidence.length === 0) return [];
  return [{ kind: 'table', numbered: true, dense: true, columns: [{ title: 'Tệp', width: 36 }, { title: 'Mã băm SHA-256' }], rows: evidence.map(({ name, sha256 }) => [name, sha256]) }];
}

function same(one: Official, other: Official): boolean {
  return one.name === other.name && one.post === other.post;
}
