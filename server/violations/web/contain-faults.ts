import { InvalidInput } from '../../kernel/errors.js';
import { inSentences, type FaultSentences } from '../../platform/http/fault-sentences.js';

/** Fields of the form by the names of the command, where they differ. */
const fieldOf: Readonly<Record<string, string>> = { suspensions: 'systems', until: 'untilDay', grantIds: 'grants' };

const sentences: FaultSentences = {
  'systems.none': 'Chọn ít nhất một hệ thống; nếu không tạm dừng hoặc đình chỉ hệ thống nào thì chọn biện pháp tương ứng và nêu lý do.',
  'systems.unknown': 'Chọn hệ thống trong danh sách.',
  'systems.unnamed': 'Chọn biện pháp cho các hệ thống đã chọn.',
  'systems.not-own': 'Hệ thống do cơ quan khác quản lý thì đề nghị, không quyết định.',
  'systems.twice': 'Mỗi hệ thống chỉ chọn một lần.',
  'systems.part-missing': 'Nêu phần bị tạm dừng hoặc đình chỉ.',
  'proposals.unknown': 'Chọn hệ thống trong danh sách.',
  'proposals.twice': 'Mỗi hệ thống chỉ chọn một lần.',
  'proposals.part-missing': 'Nêu phần bị tạm dừng hoặc đình chỉ.',
  'proposals.own': 'Hệ thống do cơ quan quản lý thì quyết định, không đề nghị.',
  'reason.missing': 'Nêu lý do bằng văn bản khi không tạm dừng hoặc áp dụng phạm vi hẹp hơn mức độ vi phạm yêu cầu (quy định nội bộ).',
  'untilDay.missing': 'Nhập ngày kết thúc tạm dừng.',
  'untilDay.past': 'Thời điểm kết thúc tạm dừng phải sau lúc này.',
  'untilDay.too-long': 'Thời hạn tạm dừng vượt quá thời hạn dài nhất (quy định nội bộ); chọn thời điểm sớm hơn, khi cần thì gia hạn một lần.',
  'liftCondition.missing': 'Nêu điều kiện để hệ thống được xem xét hoạt động trở lại.',
  'continuity.missing': 'Nêu biện pháp duy trì phục vụ người sử dụng.',
  'executorId.missing': 'Chọn người thực hiện.',
  'executorId.unknown': 'Chọn người thực hiện trong danh sách.',
  'grants.not-at-this-level': 'Chỉ ở Mức 1 mới chọn từng quyền truy cập; ở mức này thu hồi mọi quyền.',
  'grants.not-with-vendor': 'Chọn từng quyền thì chỉ thu hồi trong hợp đồng này.',
  'grants.unknown': 'Chọn quyền truy cập trong danh sách.',
};

/** Says the codes of what containing cannot take at the fields of the form. @throws what the act throws, with sentences for codes */
export async function atContainFields<T>(perform: () => Promise<T>): Promise<T> {
  return inSentences(sentences, async () => {
    try {
      return await perform();
    } catch (error) {
      throw error instanceof InvalidInput ? renamed(error.fieldErrors) : error;
    }
  });
}

/** The codes under the names of the form's fields. */
function renamed(errors: Readonly<Record<string, string>>): InvalidInput {
  return new InvalidInput(Object.fromEntries(Object.entries(errors).map(([field, code]) => [fieldOf[field] ?? field, code])));
}

/** Refuses what the act would refuse, before anything of it is shown as about to happen. @throws InvalidInput with sentences */
export function requireFaultless(faults: Readonly<Record<string, string>>): Promise<void> {
  return atContainFields(() => (Object.keys(faults).length === 0 ? Promise.resolve() : Promise.reject(new InvalidInput(faults))));
}
