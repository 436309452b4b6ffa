import { accessPaths } from '../../access-grants/index.js';
import { violationPaths } from '../../violations/index.js';
import type { ObstacleRow } from '../application/read-models.js';
import type { ClosingAction, ObstacleCode } from '../domain/closing.js';
import type { ClosingReader } from './closing-reader.js';
import { handoverPaths } from './paths.js';

/** What each thing that stands in the way of closing says, before its khoản; it begins with the name of what it is about. */
const sentences: Readonly<Record<ObstacleCode, (title: string) => string>> = {
  'item-missing': (title) => `${title}: chưa được bàn giao`,
  'item-unproven': (title) => `${title}: đã bàn giao, chưa kiểm tra đạt khi không có bên cung cấp`,
  'item-failed': (title) => `${title}: kiểm tra không đạt, bên cung cấp phải bàn giao lại`,
  'absence-waiting': (title) => `${title}: đề nghị không có hoặc miễn chờ Thủ trưởng đơn vị quyết định`,
  'run-not-begun': () => 'Chưa chạy thử độc lập không có bên cung cấp',
  'run-not-finished': () => 'Chạy thử độc lập chưa kết thúc',
  'run-failed': () => 'Lần chạy thử độc lập gần nhất không đạt; phải chạy thử lại',
  'live-access': (title) => `${title}: quyền truy cập còn hiệu lực`,
  'account-open': (title) => `${title}: tài khoản đã hết quyền, chưa xác nhận khóa`,
  'emergency-unreviewed': (title) => `${title}: quyền truy cập khẩn cấp chưa được rà soát`,
  'account-unsettled': (title) => `${title}: chưa thay đổi mật khẩu hoặc hủy bỏ`,
  'survey-missing': (title) => `${title}: chưa rà soát tài khoản thực tế sau khi chạy thử độc lập`,
  'account-alive': (title) => `${title}: tài khoản của bên cung cấp còn hoạt động trên hệ thống`,
  'account-unclear': (title) => `${title}: tài khoản đang hoạt động, chưa rõ của ai`,
  'copies-unsettled': () => 'Chưa ghi nhận việc xóa, hủy bản sao tại bên cung cấp, hoặc căn cứ giữ lại',
  'case-open': (title) => `${title}: vụ vi phạm chưa kết thúc`,
  'system-suspended': (title) => `${title}: hệ thống đang tạm dừng hoặc đình chỉ`,
};

/** Why the contract cannot be closed yet, one sentence without full stop. */
export function obstacleText({ code, title }: Pick<ObstacleRow, 'code' | 'title'>): string {
  return sentences[code](title);
}

/** Where an obstacle is settled, for whoever may settle it or read what it is about; undefined for others. */
export function obstacleHref({ code, subjectKind, subjectId }: ObstacleRow, closingId: string, { mayDo }: Pick<ClosingReader, 'mayDo'>): string | undefined {
  const when = (action: ClosingAction, href: string): string | undefined => (mayDo(action) ? href : undefined);
  switch (subjectKind) {
    case 'handover-item': return handoverPaths.item(subjectId);
    case 'closing-account': return handoverPaths.account(subjectId);
    case 'access-line': return when('settle-account', accessPaths.closure(subjectId));
    case 'access-grant': return accessPaths.grant(subjectId);
    case 'violation-case': return violationPaths.case(subjectId);
    case 'system': return when('survey', handoverPaths.surveyAgain(closingId, subjectId));
    case 'account-survey': return handoverPaths.surveyed(subjectId);
    case 'system-suspension': return when('close', violationPaths.resume(subjectId));
    case 'independent-run': return code === 'run-failed' ? when('begin-run', handoverPaths.beginRun(closingId)) : when('finish-run', handoverPaths.finishRun(closingId));
    case 'closing': return code === 'copies-unsettled' ? when('record-copies', handoverPaths.destroy(closingId)) : when('begin-run', handoverPaths.beginRun(closingId));
  }
}
