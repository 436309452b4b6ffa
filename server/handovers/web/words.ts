import type { StateModel } from '../../platform/views/page-model.js';
import {
  deliveredSteps, handoverSteps, type AbsenceKind, type AccountOrigin, type AccountSide, type ClosingReason, type DeliveryWay, type HandoverStep, type ItemStanding, type Requirement, type RunOutcome,
  type SettlementAction, type SurveySource,
} from '../domain/closing.js';

/** Why a hire ends. */
export const reasonWords: Readonly<Record<ClosingReason, string>> = {
  'end-of-term': 'Hết thời gian thuê',
  early: 'Kết thúc trước thời hạn',
  violation: 'Kết thúc do vi phạm',
};

/** The order in which items are handed over (quy định nội bộ). */
export const stepOrder = handoverSteps;

export const stepWords: Readonly<Record<HandoverStep, string>> = {
  'export-and-restore': 'Xuất và khôi phục dữ liệu',
  'software-and-documents': 'Phần mềm, tài liệu, công cụ',
  'rights-and-rotation': 'Quyền, khóa, thiết bị',
  accompanying: 'Hồ sơ, đào tạo, cam kết đi kèm',
  'account-revocation': 'Thu hồi tài khoản',
  deletion: 'Xóa, hủy dữ liệu tại bên cung cấp',
};

export const requirementWords: Readonly<Record<Requirement, string>> = {
  'every-hire': 'Bắt buộc với mọi hợp đồng',
  'if-exists': 'Bắt buộc nếu có',
  added: 'Được bổ sung',
};

/** The same in a column of a table. */
export const requirementShort: Readonly<Record<Requirement, string>> = { 'every-hire': 'Bắt buộc', 'if-exists': 'Nếu có', added: 'Bổ sung' };

/** How an item stands, derived from what was handed over and tried. */
const itemStates: Readonly<Record<ItemStanding, StateModel>> = {
  missing: { tone: 'neutral', icon: 'dash', word: 'Chưa bàn giao' },
  delivered: { tone: 'attention', icon: 'pending', word: 'Đã bàn giao, chưa kiểm tra đạt' },
  failed: { tone: 'stop', icon: 'warning', word: 'Kiểm tra không đạt, bàn giao lại' },
  passed: { tone: 'settled', icon: 'check', word: 'Đạt' },
  absent: { tone: 'settled', icon: 'dash', word: 'Không có hoặc được miễn' },
};

/** The same for any item: what accounts and copies settle is not handed over. */
export function itemState({ step, standing }: { readonly step: HandoverStep; readonly standing: ItemStanding }): StateModel {
  if (deliveredSteps.some((delivered) => delivered === step)) return itemStates[standing];
  return standing === 'passed' ? { tone: 'settled', icon: 'check', word: 'Hoàn thành' } : { tone: 'neutral', icon: 'dash', word: 'Chưa hoàn thành' };
}

export const absenceWords: Readonly<Record<AbsenceKind, string>> = { none: 'Không có', waived: 'Được miễn' };

export const wayWords: Readonly<Record<DeliveryWay, string>> = { link: 'Bên cung cấp gửi qua đường liên kết', officer: 'Cán bộ tiếp nhận ghi nhận' };

export const originWords: Readonly<Record<AccountOrigin, string>> = {
  grant: 'Quyền truy cập đã cấp',
  session: 'Phiên truy cập đã ghi nhận',
  survey: 'Rà soát tài khoản thực tế',
  added: 'Được bổ sung',
};

/** What is done with an account (điểm b khoản 4 Điều 6). */
export const settlementWords: Readonly<Record<SettlementAction, string>> = {
  'password-changed': 'Thay đổi mật khẩu',
  cancelled: 'Hủy bỏ tài khoản',
  rotated: 'Thay khóa, chứng thư, mã truy cập',
  transferred: 'Chuyển quyền sở hữu cho cơ quan',
};

export const surveyWords: Readonly<Record<SurveySource, string>> = {
  passwd: 'Máy chủ Linux (getent passwd)',
  directory: 'Thư mục người dùng (.csv)',
  pg_roles: 'Cơ sở dữ liệu PostgreSQL (pg_roles, .csv)',
  other: 'Nguồn khác (.csv)',
};

export const sideWords: Readonly<Record<AccountSide, string>> = { vendor: 'Bên cung cấp', agency: 'Cơ quan', unclear: 'Chưa rõ' };

export const runWords: Readonly<Record<RunOutcome, string>> = { passed: 'Đạt', failed: 'Không đạt' };

/** An account of the vendor, settled or not. */
export function accountState({ settled, live }: { readonly settled: boolean; readonly live: boolean }): StateModel {
  if (live) return { tone: 'stop', icon: 'key', word: 'Đang có quyền truy cập' };
  return settled ? { tone: 'settled', icon: 'check', word: 'Đã xử lý' } : { tone: 'attention', icon: 'pending', word: 'Chưa xử lý' };
}

export { itemTitle } from '../application/standing.js';
