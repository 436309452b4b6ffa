import { formatDay } from '../../kernel/calendar-day.js';
import { hireFactsOf, type Computed } from '../application/computation.js';
import type { AssessmentDetail } from '../application/use-cases.js';
import { groupName, groupNames } from './result-presenter.js';
import { riskWord } from './words.js';

const personalWords: Readonly<Record<string, string>> = { none: 'không có dữ liệu cá nhân', basic: 'dữ liệu cá nhân cơ bản', sensitive: 'dữ liệu cá nhân nhạy cảm' };

/** What the facts say of each part of the report (khoản 3 Điều 10 Nghị định 331/2026/NĐ-CP), by the identifiers of the sections; a beginning to be completed by hand. */
export function prefilledSections(detail: AssessmentDetail, { method, result, inputs }: Computed): Readonly<Record<string, string>> {
  const systems = detail.systems.map(({ name, level, levelApproved }) => `${name}, cấp độ ${String(level)}${levelApproved ? '' : ' (tạm tính)'}`);
  const assets = detail.systems.flatMap(({ name, assets: own }) => own.map((asset) => `${asset.name} (${name}): ${personalWords[asset.personalData] ?? asset.personalData}${asset.subjectCount > 0 ? `, ${grouped(asset.subjectCount)} chủ thể` : ''}${asset.stateManaged ? ', thuộc phạm vi nhà nước quản lý' : ''}, lưu tại ${asset.place}`));
  const weak = result.groups.flatMap(({ lines }) => lines.filter(({ counted }) => counted !== null && counted <= 1).map(({ id }) => id));
  const exposures = method.exposure.whenAny.filter(({ id }) => inputs.exposures.includes(id)).map(({ text }) => text);
  const facts = hireFactsOf(detail);
  return {
    'section-a': lines([
      detail.withoutSystem ? 'Việc thuê không gắn với hệ thống thông tin.' : `Hệ thống thông tin: ${systems.join('; ') || 'chưa chọn'}.`,
      detail.contractScope === null ? '' : `Phạm vi dịch vụ: ${detail.contractScope}.`,
    ]),
    'section-b': lines([
      assets.length > 0 ? `Tài sản dữ liệu: ${assets.join('; ')}.` : 'Chưa ghi nhận tài sản dữ liệu.',
      facts.personalData ? 'Có dữ liệu cá nhân.' : 'Không có dữ liệu cá nhân.',
      detail.stateSecret === false ? 'Không có dữ liệu thuộc bí mật nhà nước.' : '',
    ]),
    'section-c': lines([
      weak.length > 0 ? `Tiêu chí còn yếu (điểm từ 1 trở xuống): ${weak.join(', ')}.` : 'Không có tiêu chí nào ở điểm 1 trở xuống.',
      exposures.length > 0 ? `Yếu tố phơi lộ: ${exposures.join('; ')}.` : 'Không có yếu tố phơi lộ.',
    ]),
    'section-d': lines([
      ...result.groups.map((group) => `${groupName(method, group.id)}: khả năng xảy ra ${String(group.likelihood)}, mức tác động ${String(group.effectiveImpact)}, mức rủi ro ${riskWord(group.risk)}${impactReason(detail, group.id)}.`),
      `Mức rủi ro chung: ${riskWord(result.worstLevel)} (nhóm ${groupName(method, result.worstGroup)}).`,
    ]),
    'section-dd': lines([
      `Tiêu chí đạt từ 3 điểm trở lên: ${result.groups.map(({ id, lines: own }) => `${id} ${String(own.filter(({ counted }) => (counted ?? 0) >= 3).length)}/${String(own.length)}`).join('; ')}.`,
      `Minh chứng được chấp nhận: ${String(detail.evidence.filter(({ verdict }) => verdict === 'accepted').length)}.`,
    ]),
    'section-e': lines(
      detail.treatments.length === 0
        ? ['Không có biện pháp xử lý nào được lập.']
        : detail.treatments.map(({ criterionId, measure, owner, dueOn }) => `${criterionId}: ${measure}; ${owner}; hoàn thành trước hết ngày ${formatDay(dueOn)}.`),
    ),
    'section-g': lines([
      `Kết quả được trình thủ trưởng ${detail.agencyName} phê duyệt và thông báo cho các bộ phận liên quan.`,
      result.highGroups.length + result.veryHighGroups.length > 0 ? `Nhóm từ mức Cao trở lên được báo cáo: ${groupNames(method, [...result.veryHighGroups, ...result.highGroups])}.` : '',
    ]),
  };
}

function impactReason(detail: AssessmentDetail, groupId: string): string {
  const reason = detail.impacts.find((impact) => impact.groupId === groupId)?.reason;
  return reason === undefined ? '' : ` (tác động: ${reason.replace(/\.$/, '')})`;
}

function lines(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, '.');
}
