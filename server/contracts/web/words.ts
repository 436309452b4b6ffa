import type { StateModel } from '../../platform/views/page-model.js';
import type { ContractPhase } from '../domain/contract.lifecycle.js';
import type { EntryKind } from '../domain/entry.js';

/** Each phase as icon and word. */
export const phaseStates: Readonly<Record<ContractPhase, StateModel>> = {
  planned: { tone: 'neutral', icon: 'pending', word: 'Dự kiến' },
  signed: { tone: 'active', icon: 'document', word: 'Đã ký' },
  trial: { tone: 'active', icon: 'clock', word: 'Vận hành thử' },
  active: { tone: 'active', icon: 'check', word: 'Đang thực hiện' },
  handing_over: { tone: 'attention', icon: 'handover', word: 'Đang chuyển giao' },
  liquidated: { tone: 'settled', icon: 'check', word: 'Đã thanh lý' },
  archived: { tone: 'settled', icon: 'file', word: 'Lưu trữ' },
  cancelled: { tone: 'neutral', icon: 'close', word: 'Hủy' },
};

/** The phases in which a running contract enters, as choices. */
export const contractPhaseChoices: readonly { readonly value: string; readonly label: string; readonly synonyms: readonly string[] }[] = [
  { value: 'active', label: phaseStates.active.word, synonyms: ['Đang vận hành', 'Đang chạy', 'Đang hiệu lực', 'Còn hiệu lực', 'Đang triển khai'] },
  { value: 'signed', label: phaseStates.signed.word, synonyms: ['Mới ký', 'Đã ký hợp đồng'] },
  { value: 'handing_over', label: phaseStates.handing_over.word, synonyms: ['Chuyển giao', 'Đang bàn giao'] },
];

/** A phase as text, for sentences. */
export function phaseWord(phase: string): string {
  return Object.entries(phaseStates).find(([code]) => code === phase)?.[1].word ?? phase;
}

export const entryWords: Readonly<Record<EntryKind, string>> = { new: 'Hợp đồng mới', transitional: 'Hợp đồng chuyển tiếp' };

/** What the fields of a contract are called, on forms, in conflicts and in histories. */
export const fieldWords: Readonly<Record<string, string>> = {
  agency: 'Cơ quan chủ trì thuê dịch vụ',
  number: 'Số hợp đồng',
  name: 'Tên hợp đồng',
  packageCode: 'Mã gói thầu',
  invitingBody: 'Bên mời thầu (theo nguồn)',
  vendor: 'Bên cung cấp',
  vendorId: 'Bên cung cấp',
  systems: 'Hệ thống thông tin',
  systemIds: 'Hệ thống thông tin',
  withoutSystem: 'Không gắn với hệ thống nào',
  operator: 'Đơn vị vận hành hệ thống',
  operatorKind: 'Đơn vị vận hành hệ thống',
  operatorName: 'Tên tổ chức vận hành',
  serviceKind: 'Loại dịch vụ',
  hireAnswer: 'Việc thuê có được phép',
  hireOutcome: 'Kết luận về việc thuê',
  hireGround: 'Căn cứ trả lời',
  scope: 'Phạm vi dịch vụ',
  value: 'Giá trị hợp đồng',
  securityValue: 'Phần chi cho an ninh mạng',
  fundSource: 'Nguồn kinh phí',
  signedOn: 'Ngày ký',
  startsOn: 'Ngày bắt đầu',
  endsOn: 'Ngày kết thúc',
  responsible: 'Cán bộ phụ trách',
  responsibleId: 'Cán bộ phụ trách',
  beneficiaries: 'Cơ quan thụ hưởng',
  beneficiaryIds: 'Cơ quan thụ hưởng',
  phase: 'Giai đoạn hiện tại',
  ground: 'Căn cứ',
  toAgencyId: 'Cơ quan tiếp nhận',
  correctionGround: 'Lý do đính chính',
};

/** Sentences for what a use case finds wrong with a field. */
const fieldErrorTexts: Readonly<Record<string, string>> = {
  'agency-unknown': 'Chọn cơ quan chủ trì thuê dịch vụ đang hoạt động trong danh sách.',
  'vendor-unknown': 'Bên cung cấp này vừa bị xóa; chọn bên khác.',
  'system-unknown': 'Có hệ thống không còn trong danh sách được xem; chọn lại.',
  'not-staff': 'Cán bộ phụ trách phải là người đang giữ vai trò tại cơ quan chủ trì thuê dịch vụ.',
  'beneficiary-unknown': 'Có cơ quan thụ hưởng đã kết thúc hoạt động; chọn lại.',
  'beneficiary-is-agency': 'Cơ quan chủ trì thuê dịch vụ không chọn chính mình làm cơ quan thụ hưởng.',
  'amendment-before-contract': 'Ngày ký phụ lục không được trước ngày ký hợp đồng hoặc phụ lục liền trước.',
  'amendment-in-future': 'Ngày ký phụ lục không được sau hôm nay.',
  'changes-nothing': 'Phụ lục phải thay đổi ít nhất một nội dung: thời hạn, phạm vi hoặc giá trị.',
  'needed-when-signed': 'Nhập nội dung này: hợp đồng đã ký phải có đủ số, bên cung cấp, giá trị và thời hạn.',
  'correction-ground-missing': 'Nêu lý do đính chính khi thay đổi số, bên cung cấp, ngày ký, thời hạn, phạm vi hoặc giá trị đã ký.',
  'transfer-to-itself': 'Cơ quan tiếp nhận phải khác cơ quan đang quản lý hợp đồng.',
  'transfer-to-ended': 'Chọn cơ quan tiếp nhận đang hoạt động trong danh sách.',
};

/** The sentence of a code of a use case; a text that is no code stays as it is. */
export function fieldErrorText(code: string): string {
  return fieldErrorTexts[code] ?? code;
}
