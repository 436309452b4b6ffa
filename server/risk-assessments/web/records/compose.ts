import { formatDay } from '../../../kernel/calendar-day.js';
import { authorityOf, type RecordBlock, type RecordModel } from '../../../records/index.js';
import type { RecordComposer, RecordMaterial } from '../../application/ports.js';
import { prefilledSections } from '../report-prefill.js';
import { groupName, groupNames, methodVersions } from '../result-presenter.js';
import { riskWord, stageWords } from '../words.js';
import { groupTable, lineTable, matrixTable, stepTexts, treatmentTable, waiverTable } from './tables.js';

/** "việc thuê dịch vụ "…" (hợp đồng số …), bước trước khi ký". */
function about({ detail }: RecordMaterial): string {
  const number = detail.contractNumber === null ? '' : ` (hợp đồng số ${detail.contractNumber})`;
  return `việc thuê dịch vụ “${detail.contractName}”${number}`;
}

const paragraph = (text: string): RecordBlock => ({ kind: 'paragraph', text });
const heading = (text: string): RecordBlock => ({ kind: 'heading', level: 1, text });

/** HS-01: the report with the seven parts of khoản 3 Điều 10 Nghị định 331/2026/NĐ-CP, the result by group, and the computation as an annex. */
function report(material: RecordMaterial): RecordModel {
  const { detail, method, result, signer } = material;
  const parts = method.sections.flatMap(({ id, title }): RecordBlock[] => [
    heading(title),
    ...(detail.sections[id] ?? '').split('\n').filter((line) => line.trim() !== '').map(paragraph),
    ...(id === 'section-d' ? [groupTable(material), matrixTable(material)] : []),
    ...(id === 'section-e' && detail.treatments.length > 0 ? [treatmentTable(material)] : []),
  ]);
  return {
    form: 'report',
    title: 'Báo cáo',
    subject: `Đánh giá rủi ro an ninh mạng đối với ${about(material)}`,
    blocks: [
      paragraph(`Bên cung cấp dịch vụ: ${detail.vendorName ?? ''}. Bước đánh giá: ${stageWords[detail.stage].toLocaleLowerCase('vi')}. Cấp độ hệ thống: ${String(detail.level)}${detail.levelApproved ? '' : ' (tạm tính)'}. Ngày tính: ${detail.assessedOn === null ? '' : formatDay(detail.assessedOn)}.`),
      paragraph(`Mức rủi ro: ${riskWord(result.worstLevel)}, do nhóm ${groupName(method, result.worstGroup)}; rủi ro còn lại sau xử lý: ${riskWord(result.residual.worstLevel)}. ${method.statement}.`),
      ...parts,
      heading('Tiêu chí loại'),
      paragraph(result.failedA.length === 0 ? 'Mọi tiêu chí loại A áp dụng đều đạt mức tối thiểu.' : `Tiêu chí loại A chưa đạt: ${result.failedA.join(', ')}.`),
      paragraph(result.failedB.length === 0 ? 'Mọi tiêu chí loại B áp dụng đều đạt mức tối thiểu.' : `Tiêu chí loại B chưa đạt: ${result.failedB.join(', ')}.`),
      ...(detail.waivers.some(({ inForce }) => inForce) ? [waiverTable(material)] : []),
      paragraph('Trên đây là kết quả đánh giá rủi ro; cách tính từng nhóm tại Phụ lục kèm theo.'),
    ],
    recipients: ['Thủ trưởng đơn vị', 'Hồ sơ hợp đồng'],
    signatures: [{ lines: ['Người đánh giá'], ...(detail.submittedName === null ? {} : { name: detail.submittedName }) }, signer.signature],
    annexes: [
      {
        title: 'Cách tính mức rủi ro',
        blocks: [
          paragraph(`Áp dụng ${methodVersions(detail)}. Mã băm dữ liệu đầu vào (SHA-256): ${detail.inputsHash ?? ''}.`),
          ...result.groups.flatMap((group): RecordBlock[] => [lineTable(material, group), { kind: 'dashes', items: stepTexts(material, group) }]),
        ],
      },
    ],
  };
}

/** HS-02: the submission to the head. */
function submission(material: RecordMaterial): RecordModel {
  const { detail, method, result } = material;
  return {
    form: 'submission',
    title: 'Tờ trình',
    subject: `Phê duyệt kết quả đánh giá rủi ro và phương án xử lý rủi ro đối với ${about(material)}`,
    addressees: [`Thủ trưởng ${detail.agencyName}`],
    blocks: [
      paragraph(`Căn cứ kết quả đánh giá rủi ro an ninh mạng ngày ${detail.assessedOn === null ? '' : formatDay(detail.assessedOn)}, kính trình phê duyệt các nội dung sau:`),
      {
        kind: 'clauses',
        items: [
          { text: `Mức rủi ro: ${riskWord(result.worstLevel)}, do nhóm ${groupName(method, result.worstGroup)}; rủi ro còn lại sau xử lý: ${riskWord(result.residual.worstLevel)}.` },
          { text: detail.treatments.length === 0 ? 'Không có biện pháp xử lý.' : 'Phương án xử lý rủi ro theo bảng dưới đây.' },
          { text: detail.highGroups.length + detail.veryHighGroups.length === 0 ? 'Không có nhóm nào ở mức Cao trở lên.' : `Nhóm ở mức Cao trở lên: ${groupNames(method, [...detail.veryHighGroups, ...detail.highGroups])}.` },
        ],
      },
      groupTable(material),
      ...(detail.treatments.length === 0 ? [] : [treatmentTable(material)]),
      ...(detail.waivers.some(({ inForce }) => inForce) ? [waiverTable(material)] : []),
      paragraph(`Kính trình Thủ trưởng ${detail.agencyName} xem xét, phê duyệt.`),
    ],
    recipients: ['Như trên'],
    signatures: [{ lines: ['Người trình'], ...(detail.submittedName === null ? {} : { name: detail.submittedName }) }],
  };
}

/** HS-03: the decision that approves the result, accepts what risk remains and grants the waivers asked for with it. */
function decision(material: RecordMaterial): RecordModel {
  const { detail, method, result, signer } = material;
  const waivers = detail.waivers.filter(({ inForce }) => inForce);
  return {
    form: 'decision-approving',
    title: 'Quyết định',
    subject: `Phê duyệt kết quả đánh giá rủi ro đối với ${about(material)}`,
    authority: authorityOf(signer.headPost, detail.agencyName),
    proposedBy: detail.submittedPost ?? 'Cán bộ chuyên trách an ninh mạng',
    blocks: [
      {
        kind: 'article',
        text: `Phê duyệt kết quả đánh giá rủi ro an ninh mạng (${stageWords[detail.stage].toLocaleLowerCase('vi')}) đối với ${about(material)}, bên cung cấp dịch vụ: ${detail.vendorName ?? ''}, với mức rủi ro ${riskWord(result.worstLevel)} (nhóm ${groupName(method, result.worstGroup)}).`,
      },
      { kind: 'article', text: `Chấp nhận rủi ro còn lại ở mức ${riskWord(result.residual.worstLevel)} sau khi thực hiện phương án xử lý${detail.treatments.length === 0 ? '' : ' dưới đây'}.`, ...(detail.treatments.length === 0 ? {} : { blocks: [treatmentTable(material)] }) },
      ...(waivers.length === 0 ? [] : [{ kind: 'article' as const, text: 'Đồng ý miễn trừ có thời hạn, chấp nhận rủi ro đối với các nội dung sau; hết thời hạn ghi trong bảng thì không còn hiệu lực.', blocks: [waiverTable(material)] }]),
      { kind: 'article', text: `Phê duyệt này có giá trị đến hết ngày ${detail.validUntil === null ? '' : formatDay(detail.validUntil)} và hết hiệu lực khi phát sinh sự kiện phải đánh giá lại.` },
      { kind: 'article', text: 'Cán bộ đầu mối hợp đồng, cán bộ chuyên trách an ninh mạng và các bộ phận liên quan chịu trách nhiệm thi hành Quyết định này.' },
    ],
    recipients: [`Như Điều ${waivers.length === 0 ? '4' : '5'}`, 'Hồ sơ hợp đồng'],
    signatures: [signer.signature],
  };
}

/** What is composed of an assessment: the texts of its report and its three records. */
export const assessmentRecords: RecordComposer = { sections: prefilledSections, report, submission, decision };
