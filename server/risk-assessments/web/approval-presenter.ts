import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import type { Computed } from '../application/computation.js';
import type { AssessmentDetail } from '../application/use-cases.js';
import { approvalMonths } from '../domain/method.js';
import { groupName, groupNames, waivedName } from './result-presenter.js';
import { opinionWords, giverWords, riskWord, stageWords, waiverWords, within } from './words.js';

interface Part {
  readonly text: string;
  readonly mark?: string;
}

export interface ApprovalRequest {
  readonly heading: string;
  readonly parts: readonly Part[];
  readonly unusual: readonly { readonly mark: string; readonly text: string; readonly why: string }[];
  readonly facts: readonly { readonly key: string; readonly value?: string; readonly values?: readonly string[] }[];
}

/** The approval as one sentence a head can say yes or no to, with what is unusual about it. */
export function approvalRequest(detail: AssessmentDetail, computed: Computed, today: CalendarDay): ApprovalRequest {
  const { method, result } = computed;
  const unusual = unusualOf(detail, computed, today);
  const risk = `${riskWord(result.worstLevel)} (nhóm ${groupName(method, result.worstGroup)})`;
  const isHigh = result.highGroups.length + result.veryHighGroups.length > 0;
  const waivers = detail.waivers.filter(({ outcome }) => outcome === null);
  const riskMark = isHigh ? unusual.find(({ about }) => about === 'risk')?.mark : undefined;
  const waiverMark = unusual.find(({ about }) => about === 'waiver')?.mark;
  return {
    heading: 'Đề nghị phê duyệt',
    parts: [
      { text: `${detail.submittedName ?? ''} trình phê duyệt kết quả đánh giá rủi ro ` },
      { text: `${stageWords[detail.stage].toLocaleLowerCase('vi')} ` },
      { text: `của hợp đồng “${detail.contractName}” với ${detail.vendorName ?? 'bên cung cấp'}: mức rủi ro ` },
      { text: risk, ...(riskMark === undefined ? {} : { mark: riskMark }) },
      { text: `, còn lại sau xử lý ${riskWord(result.residual.worstLevel)}` },
      ...(waivers.length === 0 ? [] : [{ text: ', đồng thời ' }, { text: waivers.map((waiver) => `${within(waiverWords[waiver.kind] ?? '')} ${waivedName(method, waiver)} đến ${formatDay(waiver.endsOn)}`).join('; '), ...(waiverMark === undefined ? {} : { mark: waiverMark }) }]),
      { text: `. Phê duyệt có giá trị ${String(approvalMonths(method, detail.level))} tháng.` },
    ],
    unusual: unusual.map(({ mark, text, why }) => ({ mark, text, why })),
    facts: [
      { key: 'Người mở, người trình', value: `${detail.openedName}; ${detail.submittedName ?? ''}` },
      { key: 'Ngày tính', value: detail.assessedOn === null ? '' : formatDay(detail.assessedOn) },
      { key: 'Biện pháp xử lý', values: detail.treatments.map(({ criterionId, measure, owner, dueOn }) => `${criterionId}: ${measure}; ${owner}; hạn ${formatDay(dueOn)}`) },
      ...(waivers.length === 0 ? [] : [{ key: 'Biện pháp thay thế', values: waivers.map(({ targetId, compensating, ground }) => `${targetId}: ${compensating} (lý do: ${ground})`) }]),
      ...(detail.opinions.length === 0 ? [] : [{ key: 'Ý kiến', values: detail.opinions.filter(({ current }) => current).map(({ giver, outcome, opinion }) => `${giverWords[giver] ?? ''}: ${opinionWords[outcome] ?? ''}. ${opinion}`) }]),
    ],
  };
}

interface Unusual {
  readonly about: 'risk' | 'waiver' | 'other';
  readonly mark: string;
  readonly text: string;
  readonly why: string;
}

function unusualOf(detail: AssessmentDetail, { method, result }: Computed, today: CalendarDay): Unusual[] {
  const found: Omit<Unusual, 'mark'>[] = [];
  if (result.veryHighGroups.length > 0) found.push({ about: 'risk', text: `Nhóm mức Rất cao: ${groupNames(method, result.veryHighGroups)}`, why: 'chưa thể ký dù được phê duyệt, ở mọi cấp độ (quy định nội bộ)' });
  if (result.highGroups.length > 0) {
    const why = detail.level >= 4 ? 'hệ thống cấp độ 4, 5 chưa thể ký khi còn nhóm mức Cao (quy định nội bộ)' : 'chỉ ký khi có biện pháp xử lý, ý kiến chuyên trách và thủ trưởng chấp nhận bằng văn bản (quy định nội bộ)';
    found.push({ about: 'risk', text: `Nhóm mức Cao: ${groupNames(method, result.highGroups)}`, why });
  }
  if (result.failedA.length > 0) found.push({ about: 'other', text: `Tiêu chí loại A chưa đạt: ${result.failedA.join(', ')}`, why: 'chưa thể ký, không ai được miễn' });
  const asked = detail.waivers.filter(({ outcome, kind }) => outcome === null && kind === 'knock-out').map(({ targetId }) => targetId);
  const open = result.failedB.filter((id) => !asked.includes(id));
  if (asked.length > 0) found.push({ about: 'waiver', text: `Miễn có thời hạn: ${asked.join(', ')}`, why: 'tiêu chí loại B chưa đạt; miễn trừ tự hết hiệu lực vào ngày ghi trong đề nghị' });
  if (open.length > 0) found.push({ about: 'other', text: `Tiêu chí loại B chưa đạt, chưa có đề nghị miễn: ${open.join(', ')}`, why: 'chưa thể ký cho đến khi khắc phục hoặc được miễn' });
  const disagreeing = detail.opinions.filter(({ current, outcome }) => current && outcome === 'disagrees');
  if (disagreeing.length > 0) found.push({ about: 'other', text: 'Ý kiến không đồng ý', why: disagreeing.map(({ opinion }) => opinion).join('; ') });
  if (detail.assessedOn !== null && detail.assessedOn < today) {
    const lapsing = detail.evidence.filter(({ verdict, expiresOn }) => verdict === 'accepted' && expiresOn !== null && expiresOn < today);
    if (lapsing.length > 0) found.push({ about: 'other', text: `Minh chứng hết hạn từ khi trình: ${lapsing.map(({ criterionId }) => criterionId).join(', ')}`, why: 'điểm của tiêu chí có thể giảm; trả lại nếu kết quả không còn đúng' });
  }
  return found.map((entry, index) => ({ ...entry, mark: String(index + 1) }));
}
