import type { StateModel } from '../../platform/views/page-model.js';
import type { IncidentCondition, IncidentStanding } from '../domain/incident.js';

/** What makes an incident ask for more reports. */
export const conditionWords: Readonly<Record<IncidentCondition, string>> = {
  'serious-interruption': 'Gây gián đoạn nghiêm trọng hoạt động của hệ thống',
  'national-security': 'Có dấu hiệu xâm hại an ninh quốc gia, trật tự, an toàn xã hội',
  'beyond-capacity': 'Vượt khả năng xử lý của đơn vị',
  'personal-data': 'Có vi phạm quy định về bảo vệ dữ liệu cá nhân',
};

/** What each of them asks for. */
export const conditionHints: Readonly<Record<IncidentCondition, string>> = {
  'serious-interruption': 'Phải báo ngay, thông báo đầu tiên trong 24 giờ và báo cáo nguyên nhân, phạm vi, khắc phục trong 72 giờ kể từ khi phát hiện (điểm d khoản 2 Điều 31 Nghị định 331/2026/NĐ-CP)',
  'national-security': 'Phải báo ngay, thông báo đầu tiên trong 24 giờ và báo cáo nguyên nhân, phạm vi, khắc phục trong 72 giờ kể từ khi phát hiện (điểm d khoản 2 Điều 31 Nghị định 331/2026/NĐ-CP)',
  'beyond-capacity': 'Phải báo cáo khẩn cấp cơ quan cấp trên và Đội Ứng cứu sự cố (khoản 6 Điều 14 dự thảo Quy chế)',
  'personal-data': 'Phải thông báo trong 72 giờ kể từ khi phát hiện và lập biên bản xác nhận (Điều 23 Luật Bảo vệ dữ liệu cá nhân)',
};

/** How the reports of an incident stand. */
export const standingStates: Readonly<Record<IncidentStanding, StateModel>> = {
  overdue: { tone: 'stop', icon: 'warning', word: 'Phải báo cáo ngay hoặc quá hạn' },
  running: { tone: 'attention', icon: 'clock', word: 'Đang tính hạn' },
  reported: { tone: 'active', icon: 'check', word: 'Đã báo cáo' },
  received: { tone: 'settled', icon: 'check', word: 'Đã tiếp nhận' },
};

/** A level of khoản 4 Điều 14 as a state; red only where the harm is serious. @param alone whether no heading says that it is a level */
export function levelState(level: { readonly order: number; readonly label: string } | undefined, alone = true): StateModel {
  if (level === undefined) return { tone: 'attention', icon: 'pending', word: alone ? 'Chưa đánh giá mức độ' : 'Chưa đánh giá' };
  return { tone: level.order >= 4 ? 'stop' : level.order === 3 ? 'attention' : 'neutral', icon: 'flag', word: alone ? `Mức độ ${level.label.toLowerCase()}` : level.label };
}
