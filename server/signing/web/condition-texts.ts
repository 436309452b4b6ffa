import { formatDay, isCalendarDay } from '../../kernel/calendar-day.js';
import { citeClause } from '../../kernel/citation.js';
import { gateGround, type Gate } from '../../library/index.js';
import { groundOf, type GateCondition } from '../domain/gate.js';

/** Conditions in words: what must hold, why it does or does not, and on what ground. */

/** What a condition asks for, in a few words, for refusals and histories. */
const names: Readonly<Record<string, string>> = {
  system: 'chưa xác định hệ thống thông tin của hợp đồng',
  vendor: 'chưa có bên cung cấp',
  value: 'chưa có giá trị hợp đồng',
  term: 'chưa có thời hạn hợp đồng',
  trial: 'chưa có kết quả vận hành thử đạt yêu cầu bằng văn bản',
  plan: 'phương án bảo đảm an ninh mạng chưa được triển khai đầy đủ',
  'G-01': 'chưa có báo cáo đánh giá rủi ro được phê duyệt và vào sổ',
  'G-02': 'còn nhóm rủi ro “Rất cao”',
  'G-03': 'còn nhóm rủi ro “Cao” đối với hệ thống cấp độ 4, 5',
  'G-04': 'rủi ro “Cao” chưa đủ điều kiện ký có điều kiện',
  'G-05': 'có tiêu chí loại A chưa đạt',
  'G-06': 'có tiêu chí loại B chưa đạt và chưa được miễn',
  'G-07': 'chưa đủ điều khoản bắt buộc được xác nhận',
  'G-08': 'chưa xác định đơn vị vận hành hệ thống thông tin',
  'G-09': 'việc thuê chưa được xác định là được phép',
  'G-10': 'chưa có thỏa thuận xử lý dữ liệu cá nhân',
  'G-11': 'cấp độ của hệ thống chưa được phê duyệt',
  'G-12': 'đánh giá rủi ro đã cũ hoặc có sự kiện phải đánh giá lại',
  'G-13': 'dữ liệu thuộc bí mật nhà nước chưa được loại trừ',
};

export function conditionName(code: string): string {
  return names[code] ?? code;
}

const ownSentences: Readonly<Record<string, string>> = {
  system: 'Đã xác định hệ thống thông tin trong phạm vi hợp đồng, hoặc hợp đồng không gắn với hệ thống nào',
  vendor: 'Đã chọn bên cung cấp dịch vụ',
  value: 'Đã có giá trị hợp đồng',
  term: 'Đã có ngày bắt đầu và ngày kết thúc',
  trial: 'Kết quả vận hành thử đạt yêu cầu, lập thành văn bản',
  plan: 'Phương án bảo đảm an ninh mạng được phê duyệt đã triển khai đầy đủ',
};

/** The condition in one sentence: the library's for its gates. */
export function conditionSentence(code: string, gates: readonly Gate[]): string {
  return gates.find(({ id }) => id === code)?.condition ?? ownSentences[code] ?? code;
}

type Facts = GateCondition['facts'];

/** Why a condition stands as it does; undefined where the sentence says it all. */
export function conditionNote({ reason, facts, code }: Pick<GateCondition, 'code' | 'reason' | 'facts'>): string | undefined {
  if (code === 'G-07') return clauseNote(reason, facts);
  if (code === 'trial' || code === 'plan') return paperNote(reason, facts);
  return reasonNotes[reason]?.(facts);
}

const reasonNotes: Readonly<Record<string, (facts: Facts) => string>> = {
  'not-assessed': () => 'Chưa có đánh giá rủi ro nào của giai đoạn này được phê duyệt.',
  'records-not-issued': (facts) =>
    `${dayOf(facts, 'reportOn') === undefined ? 'Báo cáo (HS-01)' : 'Quyết định phê duyệt (HS-03)'} chưa được văn thư vào sổ cùng bản đã ký.`,
  'report-after-contract': (facts) => `Báo cáo ngày ${dayOf(facts, 'reportOn') ?? '…'}, quyết định phê duyệt ngày ${dayOf(facts, 'decisionOn') ?? '…'}: sau ngày hợp đồng.`,
  'report-in-time': (facts) => `Báo cáo ngày ${dayOf(facts, 'reportOn') ?? '…'}, quyết định phê duyệt ngày ${dayOf(facts, 'decisionOn') ?? '…'}.`,
  'very-high-groups': (facts) => `Nhóm ở mức “Rất cao”: ${listOf(facts, 'groups')}.`,
  'high-groups': (facts) => `Nhóm ở mức “Cao”: ${listOf(facts, 'groups')}.`,
  'high-without-treatment': (facts) => `Nhóm “Cao” (${listOf(facts, 'groups')}) chưa có phương án xử lý với người phụ trách và thời hạn.`,
  'high-without-opinion': () => 'Chưa có ý kiến của cán bộ chuyên trách an ninh mạng (cấp độ 3: của đơn vị chuyên trách).',
  'high-not-accepted': (facts) => `Thủ trưởng chưa chấp nhận rủi ro bằng văn bản đối với nhóm: ${listOf(facts, 'open')}.`,
  'high-accepted': () => 'Đã có phương án xử lý, ý kiến và chấp nhận của thủ trưởng còn hiệu lực.',
  'failed-a': (facts) => `Tiêu chí loại A chưa đạt: ${listOf(facts, 'criteria')}; không được miễn.`,
  'failed-b': (facts) => `Tiêu chí loại B chưa đạt và chưa được miễn: ${listOf(facts, 'criteria')}.`,
  'failed-b-waived': () => 'Các tiêu chí loại B chưa đạt đang được miễn có thời hạn.',
  'no-agreement': () => 'Có dữ liệu cá nhân nhưng chưa ghi nhận thỏa thuận xử lý dữ liệu cá nhân.',
  'no-personal-data': () => 'Hợp đồng không có dữ liệu cá nhân.',
  triggered: () => 'Có sự kiện phải đánh giá lại kể từ khi trình đánh giá.',
  'term-over': (facts) => `Phê duyệt hết hiệu lực từ ngày ${dayOf(facts, 'validUntil') ?? '…'}.`,
  'report-too-old': (facts) => `Báo cáo ngày ${dayOf(facts, 'reportOn') ?? '…'} đã quá 90 ngày.`,
  'state-secret': () => 'Có dữ liệu thuộc bí mật nhà nước: dừng lại, thực hiện theo quy định về bảo vệ bí mật nhà nước.',
  'not-answered': () => 'Chưa trả lời câu hỏi việc thuê có được phép.',
  'needs-legal-answer': () => 'Đang chờ ý kiến của cán bộ pháp chế.',
  refused: () => 'Cán bộ pháp chế xác nhận không được thuê: không thể ký hợp đồng này.',
  'not-approved': (facts) => `Chưa có quyết định phê duyệt cấp độ: ${listOf(facts, 'systems')}.`,
  'no-system-needed': () => 'Hợp đồng không gắn với hệ thống nào.',
};

function clauseNote(reason: string, facts: Facts): string | undefined {
  if (reason === 'not-reviewed') return 'Chưa rà soát điều khoản của hợp đồng.';
  if (reason === 'clauses-missing') return `Điều khoản bắt buộc chưa xác định được vị trí: ${listOf(facts, 'clauses')}.`;
  if (reason === 'review-draft') return 'Kết quả rà soát đang soạn, chưa trình thủ trưởng xác nhận.';
  return reason === 'review-submitted' ? 'Kết quả rà soát đang chờ thủ trưởng xác nhận.' : undefined;
}

function paperNote(reason: string, facts: Facts): string | undefined {
  const paper = `văn bản số ${textOf(facts, 'number')} ngày ${dayOf(facts, 'day') ?? '…'}`;
  if (reason === 'failed') return `Lần thử gần nhất chưa đạt (${paper}); khắc phục và thử lại.`;
  if (reason === 'passed' || reason === 'deployed') return `Theo ${paper}.`;
  return reason === 'no-system-needed' ? 'Hợp đồng không gắn với hệ thống nào.' : undefined;
}

function textOf(facts: Facts, name: string): string {
  const value = facts[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '…';
}

function dayOf(facts: Facts, name: string): string | undefined {
  const value = facts[name];
  return typeof value === 'string' && isCalendarDay(value) ? formatDay(value) : undefined;
}

function listOf(facts: Facts, name: string): string {
  const value = facts[name];
  return typeof value === 'object' && value !== null ? value.join(', ') : '';
}

/** The ground of a condition as its row shows it. @see gateGround, which says the grounds of gates; what comes before them is cited by its own place */
export function conditionGround(code: string, gates: readonly Gate[], regulation: { readonly issued: boolean }): string {
  const gate = gates.find(({ id }) => id === code);
  return gate === undefined ? citeClause(groundOf(code, gates), regulation) : gateGround(gate, regulation);
}
