import { citedInFull, paragraph, unended } from '../../../access-grants/index.js';
import type { RecordBlock, RecordModel } from '../../../records/index.js';
import type { IncidentMaterial, ReportMaterial } from '../../application/record-material.js';

/** The six parts that the form prescribes (điểm b khoản 2 Điều 25), in its words. */
const partTitles = {
  content: 'Nội dung vụ, việc',
  timeAndPlace: 'Thời gian, địa điểm phát sinh vụ, việc',
  cause: 'Nguyên nhân xảy ra vụ, việc (nếu có)',
  impact: 'Đánh giá rủi ro, ảnh hưởng đối với hệ thống thông tin và nghiệp vụ tại nơi xảy ra vụ, việc và những địa điểm khác có liên quan',
  measures: 'Các biện pháp đơn vị đã tiến hành để ngăn chặn, khắc phục và phòng ngừa rủi ro',
  proposals: 'Kiến nghị, đề xuất (nếu có)',
} as const;

/** What stands where a part that is asked for "nếu có" has nothing to say. */
const absent = { cause: 'Chưa xác định.', proposals: 'Không có.' } as const;

/** HS-23: the 24-hour report (mẫu 1.4, with "Kính gửi"). */
export function incidentReport(material: ReportMaterial): RecordModel {
  const { incident, parts, regulation, signer } = material;
  return {
    form: 'report',
    title: 'Báo cáo',
    subject: `Sự cố mất an ninh mạng: ${unended(incident.title)}`,
    addressees: ['Ủy ban nhân dân thành phố Hải Phòng (qua Công an thành phố)'],
    blocks: [
      paragraph(`Thực hiện ${citedInFull({ article: 25, clause: 2 }, regulation)}, ${incident.agencyName} báo cáo sự cố ${incident.code} như sau:`),
      ...section(partTitles.content, [summaryOf(material), ...linesOf(parts.content)]),
      ...section(partTitles.timeAndPlace, linesOf(parts.timeAndPlace)),
      ...section(partTitles.cause, linesOf(parts.cause ?? absent.cause)),
      ...section(partTitles.impact, linesOf(parts.impact)),
      ...section(partTitles.measures, linesOf(parts.measures)),
      ...section(partTitles.proposals, linesOf(parts.proposals ?? absent.proposals)),
      paragraph(`Trên đây là báo cáo sự cố mất an ninh mạng của ${incident.agencyName}.`),
    ],
    recipients: ['Như trên', 'Công an thành phố (Phòng An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao)'],
    filedWith: 'Hồ sơ sự cố',
    signatures: [signer.signature],
  };
}

function section(title: string, lines: readonly string[]): RecordBlock[] {
  return [{ kind: 'heading', level: 2, text: title }, ...lines.map(paragraph)];
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** Kind, level, systems and contract in one sentence. */
export function summaryOf({ incident, kind, level }: IncidentMaterial): string {
  const systems = incident.systems.length === 0 ? '' : `; hệ thống: ${incident.systems.map(({ name, code, level: of }) => `${name} (${code}, cấp độ ${String(of)})`).join(', ')}`;
  const contract = incident.contractNumber === null ? '' : `; hợp đồng số ${incident.contractNumber}${incident.vendorName === null ? '' : ` với ${incident.vendorName}`}`;
  const form = incident.form === null ? '' : ` (${incident.form.toLowerCase()})`;
  return `Loại sự cố: ${(kind?.label ?? incident.kind).toLowerCase()}${form}; mức độ: ${level === undefined ? 'chưa đánh giá' : level.label.toLowerCase()}${systems}${contract}.`;
}
