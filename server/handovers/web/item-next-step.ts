import type { NextStepModel } from '../../platform/views/pattern-models.js';
import type { ItemDetail } from '../application/read-models.js';
import { deliveredSteps, type ClosingAction } from '../domain/closing.js';
import type { ClosingReader } from './closing-reader.js';
import { handoverPaths } from './paths.js';

const HEAD = 'Thủ trưởng đơn vị';
const IT = 'Cán bộ chuyên trách CNTT/ANM';
const OFFICER = 'Cán bộ đầu mối hợp đồng';

/** Whether an item is handed over; the others are settled by accounts and copies. */
export function isDelivered({ step }: Pick<ItemDetail, 'step'>): boolean {
  return deliveredSteps.some((delivered) => delivered === step);
}

/** What comes next about an item of the handover, and whose turn it is. */
export function nextStepOfItem(of: ItemDetail, reader: ClosingReader): NextStepModel {
  if (of.closed) return { text: 'Hợp đồng đã kết thúc; hồ sơ bàn giao chỉ đọc.' };
  const step = (text: string, who: string, action: ClosingAction, href: string, hrefText: string): NextStepModel => {
    const mine = reader.mayDo(action);
    return { text, who: `${who}, ${of.agencyName}`, mine, ...(mine ? { href, hrefText } : {}) };
  };
  const page = handoverPaths.ofContract(of.contractId);
  if (of.step === 'account-revocation') return { text: 'Tình trạng được suy ra từ từng tài khoản và lần rà soát tài khoản thực tế.', href: `${page}#tai-khoan`, hrefText: 'Mở danh sách tài khoản' };
  if (of.step === 'deletion') return { text: 'Tình trạng được suy ra từ việc xóa, hủy dữ liệu tại bên cung cấp.', href: `${page}#ban-sao`, hrefText: 'Mở phần bản sao' };
  if (of.absenceWaiting) return step('Quyết định đề nghị không có hoặc miễn.', HEAD, 'decide-absence', handoverPaths.decideAbsence(of.id), 'Xem đề nghị');
  if (of.standing === 'passed' || of.standing === 'absent') return { text: 'Hạng mục đã xong; không còn việc phải làm.' };
  const [newest] = of.deliveryRows;
  if (of.standing === 'missing' || newest === undefined) return step('Tiếp nhận bàn giao.', OFFICER, 'receive', handoverPaths.receive(of.id), 'Ghi nhận bàn giao');
  if (of.standing === 'failed') return step('Kiểm tra không đạt; bên cung cấp khắc phục và bàn giao lại.', OFFICER, 'receive', handoverPaths.receive(of.id), 'Ghi nhận bàn giao lại');
  if (newest.agencyConfirmation === null) return step('Xác nhận đã nhận đúng những gì bên cung cấp bàn giao.', OFFICER, 'receive', handoverPaths.confirm(newest.id), 'Xác nhận bàn giao');
  if (newest.vendorConfirmation === null) return step('Ghi nhận xác nhận của bên cung cấp về lần bàn giao.', OFFICER, 'confirm', handoverPaths.confirm(newest.id), 'Xác nhận bàn giao');
  const testing = step('Kiểm tra trên thiết bị và tài khoản mà bên cung cấp không truy cập được.', `${IT} hoặc người khác không phải người nhận bàn giao`, 'test', handoverPaths.test(newest.id), 'Ghi nhận kiểm tra');
  return newest.agencyConfirmation.userId === reader.userId ? { text: testing.text, who: testing.who } : testing;
}
