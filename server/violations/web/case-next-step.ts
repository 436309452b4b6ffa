import { accessPaths, clockAt } from '../../access-grants/index.js';
import { inSentence } from '../../kernel/text.js';
import type { ClockModel, NextStepModel } from '../../platform/views/pattern-models.js';
import type { CaseDetail } from '../application/read-models.js';
import type { CaseReader } from './case-reader.js';
import { violationPaths } from './paths.js';
import { suspensionVerbs } from './words.js';

const HEAD = 'Thủ trưởng đơn vị';
const IT = 'Cán bộ chuyên trách CNTT/ANM';
const OFFICER = 'Cán bộ đầu mối hợp đồng';

/**
 * What comes next about a case, the most urgent first: who must do it, and by when where a term of its own runs.
 * @param about.mayContain whether the reader may contain it now
 * @param about.reportsOpen whether a clock of the case or of its incidents still runs: the end of a case stops none
 */
export function nextStepOfCase(of: CaseDetail, reader: CaseReader, { mayContain, reportsOpen }: { readonly mayContain: boolean; readonly reportsOpen: boolean }): NextStepModel {
  const { containment, agencyName, now } = of;
  const step = (text: string, role: string, action: string, href: string, hrefText: string, clock?: ClockModel, turn = true): NextStepModel => {
    const mine = turn && reader.mayDo(action);
    return { text, who: `${role}, ${agencyName}`, mine, ...(clock === undefined ? {} : { clock }), ...(mine ? { href, hrefText } : {}) };
  };
  if (of.closing !== null) return { text: reportsOpen ? 'Vụ việc đã kết thúc; các báo cáo, thông báo chưa gửi vẫn phải gửi và ghi nhận.' : 'Vụ việc đã kết thúc; không còn việc phải làm.' };
  if (containment === null) {
    const text = 'Thu hồi quyền truy cập, tạm dừng hoặc đình chỉ hệ thống tùy theo mức độ vi phạm và thông báo cho bên cung cấp.';
    return { text, who: `${HEAD}, ${agencyName}`, mine: mayContain };
  }
  if (containment.outOfHours && containment.confirmation === null && containment.confirmBy !== null) {
    return step('Xác nhận việc ngăn chặn do người trực quyết định ngoài giờ.', HEAD, 'confirm-containment', `${violationPaths.case(of.id)}#ngan-chan`, 'Đến phần ngăn chặn', clockAt(containment.confirmBy, now));
  }
  const undone = containment.suspensions.find(({ done, resumption }) => done === null && resumption === null);
  if (undone !== undefined) {
    const mine = reader.mayDo('confirm-done', undone.agencyId);
    return {
      text: `${undone.kind === 'pause' ? 'Tạm dừng' : 'Đình chỉ'} ${undone.systemName} ngoài thực tế rồi xác nhận kèm minh chứng.`,
      who: `${undone.executor.name} (${undone.executor.post})`, mine, ...(mine ? { href: violationPaths.done(undone.id), hrefText: 'Xác nhận đã thực hiện' } : {}),
    };
  }
  if (containment.accountsOpen > 0) {
    return step(`Khóa ${String(containment.accountsOpen)} tài khoản đã thu hồi rồi xác nhận kèm minh chứng.`, IT, 'confirm-done', `${accessPaths.ofContract(of.contractId)}#tai-khoan-chua-khoa`, 'Mở danh sách tài khoản');
  }
  const unsent = of.notices.find(({ delivery }) => delivery === null);
  if (unsent !== undefined) {
    return step('Phát hành, gửi thông báo rồi ghi nhận số và việc giao nhận.', `${OFFICER} hoặc văn thư`, 'record-notice', violationPaths.notice(of.id, unsent.id), 'Ghi nhận đã gửi');
  }
  if (of.state !== 'reported') return step('Kiểm tra, xác định và lập báo cáo mức độ vi phạm và thiệt hại.', OFFICER, 'record-report', violationPaths.report(of.id), 'Ghi nhận báo cáo');
  const unverified = of.remedies.find(({ verification }) => verification === null);
  if (unverified !== undefined) return step('Kiểm tra việc khắc phục đã ghi nhận.', `Người khác với người ghi nhận (${IT} hoặc ${inSentence(HEAD)})`, 'verify-remedy', violationPaths.remedy(of.id, unverified.id), 'Kiểm tra', undefined, unverified.recordedById !== reader.userId);
  const suspended = containment.suspensions.find(({ resumption }) => resumption === null);
  if (suspended !== undefined) {
    const mine = reader.mayDo('resume', suspended.agencyId);
    return {
      text: `Xem xét cho phép ${suspended.systemName} hoạt động trở lại, hoặc kết thúc hợp đồng.`, who: `${HEAD}, ${suspended.agencyName}`, mine,
      ...(suspended.endsAt === null ? {} : { clock: clockAt(suspended.endsAt, now, `Thời hạn ${suspensionVerbs[suspended.kind]}`) }), ...(mine ? { href: violationPaths.resume(suspended.id), hrefText: 'Xem điều kiện' } : {}),
    };
  }
  return step('Kết thúc vụ việc.', HEAD, 'close', violationPaths.close(of.id), 'Kết thúc vụ việc');
}
