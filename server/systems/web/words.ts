import type { StateRefusal } from '../domain/state-policy.js';
import type { DataAssetRefusal } from '../domain/data-asset-policy.js';
import type { Level, LevelHint } from '../domain/level.js';
import type { SystemState } from '../domain/system.lifecycle.js';
import type { StateModel } from '../../platform/views/page-model.js';

/** Words of this room that no library holds. */
export const hostingNames: Readonly<Record<string, string>> = {
  'city-data-centre': 'Trung tâm dữ liệu thành phố',
  agency: 'Phòng máy chủ của cơ quan',
  vendor: 'Hạ tầng của bên cung cấp',
  cloud: 'Dịch vụ điện toán đám mây',
};

export const countryNames: Readonly<Record<string, string>> = {
  vietnam: 'Trong nước',
  abroad: 'Ngoài nước',
  unknown: 'Chưa xác định',
};

export const personalDataNames: Readonly<Record<string, string>> = {
  none: 'Không có dữ liệu cá nhân',
  basic: 'Dữ liệu cá nhân cơ bản',
  sensitive: 'Dữ liệu cá nhân nhạy cảm',
};

/** Names of the states of service for histories, which outlive the libraries; screens take the library's labels. */
export const stateNames: Readonly<Record<SystemState, string>> = {
  preparing: 'Đang chuẩn bị, xây dựng',
  trial: 'Vận hành thử',
  'in-service': 'Đang vận hành',
  retired: 'Đã ngừng vận hành',
};

const stateLooks: Readonly<Record<SystemState, Omit<StateModel, 'word'>>> = {
  preparing: { tone: 'neutral', icon: 'pending' },
  trial: { tone: 'active', icon: 'inspect' },
  'in-service': { tone: 'settled', icon: 'check' },
  retired: { tone: 'neutral', icon: 'dash' },
};

export function stateModel(state: SystemState, label: string = stateNames[state]): StateModel {
  return { ...stateLooks[state], word: label };
}

/** The level as a state: approved, or provisional until somebody decides. */
export function levelModel({ effective, approved }: Level): StateModel {
  return approved
    ? { tone: 'settled', icon: 'check', word: `Cấp độ ${String(effective)}` }
    : { tone: 'attention', icon: 'warning', word: `Tạm tính cấp độ ${String(effective)}` };
}

const number = new Intl.NumberFormat('vi-VN');

export const countText = (count: number): string => number.format(count);

const criterionTexts: Readonly<Record<LevelHint['criterion'], (hint: LevelHint) => string>> = {
  procedures: () => 'hệ thống giải quyết thủ tục hành chính',
  'basic-subjects': (hint) => `dữ liệu cá nhân cơ bản của ${countText(hint.subjects ?? 0)} người (từ 100.000 người)`,
  'sensitive-subjects': (hint) => `dữ liệu cá nhân nhạy cảm của ${countText(hint.subjects ?? 0)} người (từ 10.000 người)`,
};

/** The warning of a level that looks too low, with what it rests on. */
export function levelHintText(compared: string, hints: readonly LevelHint[]): string | undefined {
  const first = hints[0];
  if (first === undefined) return undefined;
  const reasons = hints.map((hint) => criterionTexts[hint.criterion](hint)).join('; ');
  return `${compared} thấp hơn tiêu chí: ${reasons}. Theo ${first.source}, hệ thống như vậy thuộc cấp độ ${String(first.atLeast)} trở lên; xem lại hồ sơ đề xuất cấp độ.`;
}

/** What the policies of this room refuse, by reason code; the ground and the full stop are added where the sentence is shown. */
export const systemRefusalTexts: Readonly<Record<StateRefusal | DataAssetRefusal, () => string>> = {
  'system-state-not-reachable': () => 'Tình trạng hiện tại của hệ thống không chuyển thẳng sang tình trạng này được',
  'system-level-not-approved': () => 'Chưa thể đưa hệ thống vào vận hành: cấp độ chưa được phê duyệt; ghi nhận quyết định phê duyệt cấp độ trước',
  'data-kind-unknown': () => 'Chọn loại thông tin, dữ liệu trong danh sách',
  'state-secret-out-of-scope': () => 'Bí mật nhà nước không ghi nhận ở đây: thực hiện theo quy định về bảo vệ bí mật nhà nước',
  'subjects-without-personal-data': () => 'Loại thông tin này không phải dữ liệu cá nhân; để số người bằng 0 hoặc chọn loại dữ liệu cá nhân',
};

/** Sentences of the codes that use cases put at fields. */
const fieldTexts: Readonly<Record<string, string>> = {
  'agency-not-yours': 'Chọn cơ quan quản lý trong danh sách.',
  'beneficiary-is-manager': 'Cơ quan quản lý không phải là đơn vị thụ hưởng; bỏ đánh dấu cơ quan này.',
  'day-in-future': 'Ngày này chưa đến; nhập ngày ghi trên văn bản, không sau hôm nay.',
  'file-missing': 'Chọn tệp để đính kèm.',
  'not-correctable': 'Quyết định này không còn đính chính được: đã có bản ghi đính chính.',
};

/** The sentence for a code of InvalidInput; a text that is no code stays as it is. */
export function fieldText(code: string): string {
  return fieldTexts[code] ?? code;
}
