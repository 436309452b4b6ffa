import { inSentence } from '../../kernel/text.js';
import type { RefusalTexts } from '../../platform/http/refusal-texts.js';
import { phaseStates } from '../../contracts/index.js';
import { accessPhases } from '../domain/access.js';
import { phaseWords } from './words.js';

/** Why asking for access or granting it is refused, without ground and full stop. */
export const requestRefusalTexts: RefusalTexts = {
  'no-open-case': () => 'Chỉ cấp quyền khắc phục khi có vụ việc vi phạm đang mở đối với hệ thống',
  'contract-contained': () => 'Hợp đồng có vụ vi phạm đang được ngăn chặn: chỉ cấp quyền khắc phục có giám sát tại chỗ',
  'phase-not-open': ({ phase, contractPhase }) => `Chưa thể cấp quyền${phaseName(phase)}: hợp đồng đang ở giai đoạn ${contractPhaseName(contractPhase)}`,
  'system-suspended': () => 'Hệ thống đang bị tạm dừng hoặc đình chỉ nên không cấp quyền truy cập',
  'risk-not-cleared': () => 'Chưa có kết quả đánh giá rủi ro còn hiệu lực nên không cấp quyền mới',
  'state-data': () => 'Không cấp quyền quản trị dữ liệu cho bên cung cấp đối với dữ liệu thuộc phạm vi nhà nước quản lý',
  'system-not-of-contract': () => 'Hệ thống không còn thuộc hợp đồng',
  'not-waiting': () => 'Đề nghị này không còn chờ quyết định',
  'request-lapsed': ({ until }) => `Đề nghị đã quá thời gian chờ quyết định (${until ?? ''})`,
  'term-over': ({ until }) => `Thời hạn truy cập được đề nghị đã qua (${until ?? ''})`,
  'not-bound': ({ person }) => `${person ?? 'Người được đề nghị'} chưa có cam kết bảo mật còn hiệu lực tại thời điểm bắt đầu`,
  'person-left': ({ person }) => `${person ?? 'Người được đề nghị'} đã thôi làm việc cho bên cung cấp`,
  'already-held': ({ person, account }) => `${person ?? ''} đang được cấp tài khoản ${account ?? ''} trong cùng thời gian; đề nghị lần mới phải bắt đầu sau khi lần trước kết thúc`,
  'already-held-meanwhile': () => 'Cùng người và cùng tài khoản vừa được cấp ở một quyền khác trong thời gian này',
  'too-long-for-level': ({ level }) => `Thời hạn đề nghị dài hơn mức cho phép với hệ thống cấp độ ${level ?? ''}`,
  'after-contract': ({ until }) => `Thời hạn đề nghị vượt quá thời hạn hợp đồng (${until ?? ''})`,
};

function phaseName(code: string | undefined): string {
  const phase = accessPhases.find((known) => known === code);
  return phase === undefined ? '' : ` giai đoạn ${inSentence(phaseWords[phase])}`;
}

function contractPhaseName(code: string | undefined): string {
  return inSentence(Object.entries(phaseStates).find(([phase]) => phase === code)?.[1].word ?? '');
}
