import type { ViolationLevelCode } from '../../library/index.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { CaseState } from '../domain/case.lifecycle.js';
import type { LevelStep } from '../domain/level-step.js';
import type { CaseOutcome, CaseSource, Delivery, NoticeAddressee, SuspensionKind, SuspensionScope } from '../domain/violation.js';

/** The levels of violation, the agency's own scale (quy định nội bộ): never mixed with levels of risk or of incidents. */
export const levelWords: Readonly<Record<ViolationLevelCode, string>> = { V1: 'Mức 1', V2: 'Mức 2', V3: 'Mức 3', V4: 'Mức 4' };

/** A level as a state: from Mức 3 on it is red. */
export function levelState(level: ViolationLevelCode): StateModel {
  const grave = level === 'V3' || level === 'V4';
  return { tone: grave ? 'stop' : 'attention', icon: grave ? 'warning' : 'flag', word: `Vi phạm ${levelWords[level].replace(' ', '\u00a0')}` };
}

/** How a case stands. */
export const caseStates: Readonly<Record<CaseState, StateModel>> = {
  opened: { tone: 'stop', icon: 'warning', word: 'Có dấu hiệu vi phạm' },
  contained: { tone: 'attention', icon: 'pause', word: 'Đã ngăn chặn' },
  unpaused: { tone: 'attention', icon: 'lock', word: 'Không tạm dừng' },
  reported: { tone: 'active', icon: 'document', word: 'Đã có báo cáo' },
  closed: { tone: 'settled', icon: 'check', word: 'Đã kết thúc' },
};

/** The measure as it begins a line, and as it stands within a sentence. */
export const suspensionWords: Readonly<Record<SuspensionKind, string>> = { pause: 'Tạm dừng', stop: 'Đình chỉ' };
export const suspensionVerbs: Readonly<Record<SuspensionKind, string>> = { pause: 'tạm dừng', stop: 'đình chỉ' };

export const scopeWords: Readonly<Record<SuspensionScope, string>> = { whole: 'Toàn bộ hệ thống', part: 'Một phần hệ thống' };

export const sourceWords: Readonly<Record<CaseSource, string>> = {
  contract: 'Hợp đồng',
  system: 'Hệ thống thông tin',
  session: 'Phiên truy cập',
  review: 'Rà soát việc mở khẩn cấp',
  incident: 'Sự cố',
};

export const addresseeWords: Readonly<Record<NoticeAddressee, string>> = {
  vendor: 'Bên cung cấp dịch vụ',
  police: 'Công an thành phố',
  owner: 'Chủ quản hệ thống thông tin',
  superior: 'Cơ quan cấp trên quản lý trực tiếp',
};

export const deliveryWords: Readonly<Record<Delivery, string>> = {
  'document-system': 'Hệ thống quản lý văn bản',
  post: 'Bưu điện',
  mail: 'Thư điện tử',
  'in-person': 'Giao trực tiếp',
};

export const outcomeWords: Readonly<Record<CaseOutcome, string>> = {
  resumed: 'Đã khắc phục, tiếp tục thực hiện hợp đồng',
  ended: 'Kết thúc hợp đồng trước thời hạn',
  unfounded: 'Không có căn cứ',
};

/** "tạm dừng toàn bộ hệ thống", "đình chỉ một phần hệ thống: kết nối từ xa". */
export function scopeText({ scope, part }: { readonly scope: SuspensionScope; readonly part: string | null }): string {
  return scope === 'whole' ? 'toàn bộ hệ thống' : `một phần hệ thống: ${part ?? ''}`;
}

const order: readonly ViolationLevelCode[] = ['V1', 'V2', 'V3', 'V4'];

/** One step by which the level of a case was found: "Không phối hợp: tăng một mức (từ Mức 2 lên Mức 3)". */
export function stepText({ rule, text, from, to }: LevelStep): string {
  const what = rule === 'incident' ? `Sự cố liên quan ở mức “${text}”` : rule === 'report' ? `Báo cáo mức độ vi phạm và thiệt hại số ${text}` : text;
  if (from === null) return `${what} (${rule}): ${levelWords[to]}`;
  if (from === to) return `${what} (giữ ở ${levelWords[to]})`;
  return `${what} (từ ${levelWords[from]} ${order.indexOf(to) > order.indexOf(from) ? 'lên' : 'xuống'} ${levelWords[to]})`;
}
