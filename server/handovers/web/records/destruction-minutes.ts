import { BLANK, contractText, paragraph, vendorText } from '../../../access-grants/index.js';
import type { RecordModel } from '../../../records/index.js';
import type { DestructionMaterial } from '../../application/record-material.js';
import { SIGNED, copiesClauses, handoverParties } from './wording.js';

/** HS-28: minutes about the data destroyed at the vendor, with its confirmation (biên bản giao nhận; quy định nội bộ). */
export function destructionMinutes({ parties, destructions, retained }: DestructionMaterial): RecordModel {
  const vendor = vendorText(parties);
  return {
    form: 'handover-minutes',
    title: 'Biên bản',
    subject: 'Xóa, hủy dữ liệu tại bên cung cấp dịch vụ',
    blocks: [
      paragraph(`Theo ${contractText(parties)}, sau khi dữ liệu và bản sao lưu đã được ${parties.agencyName} kiểm tra khôi phục đạt, hai bên lập biên bản về việc xóa, hủy dữ liệu tại ${vendor} và nhà thầu phụ.`),
      ...handoverParties(parties),
      { kind: 'clauses', items: [...copiesClauses(destructions, retained), { text: `Người chứng kiến, phương tiện lưu trữ đã hủy (số hiệu): ${BLANK}` }] },
      { kind: 'heading', level: 1, text: 'Xác nhận của bên cung cấp dịch vụ' },
      paragraph(`${vendor} xác nhận ngoài các bản được giữ lại nêu trên (nếu có), không còn bản sao nào của dữ liệu tại ${vendor}, nhà thầu phụ, kể cả bản sao lưu; dữ liệu đã xóa, hủy không khôi phục được; nghĩa vụ bảo mật không chấm dứt khi kết thúc hợp đồng.`),
      paragraph('Biên bản này được lập thành hai bản; mỗi bên giữ một bản.'),
    ],
    recipients: ['Hai bên'],
    filedWith: 'Hồ sơ hợp đồng',
    signatures: [{ lines: ['Đại diện bên cung cấp dịch vụ'], hint: SIGNED }, { lines: ['Đại diện cơ quan chủ trì thuê dịch vụ'], hint: SIGNED }],
  };
}
