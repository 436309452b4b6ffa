import { handoverPaths } from './paths.js';

/** A task of the view handover_task. */
export interface HandoverTask {
  readonly subjectId: string;
}

/** What each task about closings asks, and where it is done. Tasks about a hand-over and a waiver name their item, the run and the end their closing, all others the contract. */
export const handoverTaskTexts: Readonly<Record<string, (task: HandoverTask) => { readonly text: string; readonly href: string }>> = {
  'handover.to-start': ({ subjectId }) => ({ text: 'Bắt đầu kết thúc hợp đồng', href: handoverPaths.ofContract(subjectId) }),
  'handover.term-ends': ({ subjectId }) => ({ text: 'Hợp đồng sắp hết thời hạn: kết thúc hoặc gia hạn', href: handoverPaths.ofContract(subjectId) }),
  'handover.term-nears': ({ subjectId }) => ({ text: 'Hợp đồng sắp hết thời hạn: rà soát hệ thống, dữ liệu và tài khoản phải nhận bàn giao', href: handoverPaths.ofContract(subjectId) }),
  'handover.item-open': ({ subjectId }) => ({ text: 'Tiếp nhận bàn giao các hạng mục còn thiếu', href: handoverPaths.ofContract(subjectId) }),
  'handover.delivery-untested': ({ subjectId }) => ({ text: 'Kiểm tra hạng mục đã nhận bàn giao', href: handoverPaths.item(subjectId) }),
  'handover.delivery-unconfirmed': ({ subjectId }) => ({ text: 'Xác nhận việc bàn giao', href: handoverPaths.item(subjectId) }),
  'handover.absence-waiting': ({ subjectId }) => ({ text: 'Quyết định đề nghị không có hoặc miễn hạng mục bàn giao', href: handoverPaths.item(subjectId) }),
  'handover.account-unsettled': ({ subjectId }) => ({ text: 'Thay đổi mật khẩu hoặc hủy bỏ tài khoản của bên cung cấp', href: handoverPaths.ofContract(subjectId) }),
  'handover.run-over': ({ subjectId }) => ({ text: 'Kết luận việc chạy thử độc lập', href: handoverPaths.finishRun(subjectId) }),
  'handover.overdue': ({ subjectId }) => ({ text: 'Quá hạn bàn giao: đôn đốc bên cung cấp hoặc xử lý theo hợp đồng', href: handoverPaths.ofContract(subjectId) }),
  'handover.to-close': ({ subjectId }) => ({ text: 'Kết thúc hợp đồng', href: handoverPaths.close(subjectId) }),
};
