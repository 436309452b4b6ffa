import Joi from 'joi';
import type { ChapterSource, ChapterStep, ChapterView, ContractAlert, DutyStanding } from '../../contracts/index.js';
import { formatDay, isCalendarDay } from '../../kernel/calendar-day.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { SummaryRow } from '../../platform/views/pattern-models.js';
import { recordHref } from '../../records/index.js';
import { assessmentPaths } from '../../risk-assessments/index.js';
import type { ClauseReviewState } from '../domain/clause-review.lifecycle.js';
import type { GateCondition } from '../domain/gate.js';
import { openConditions } from '../domain/gate.js';
import { reviewStates } from './clause-words.js';
import { conditionName } from './condition-texts.js';
import { signingPaths } from './paths.js';

interface ToldAssessment {
  readonly id: string;
  readonly stage: 'signing' | 'operation';
  readonly status: 'draft' | 'submitted' | 'returned' | 'approved';
  readonly worst: string | null;
  readonly approvedOn: string | null;
  readonly validUntil: string | null;
  readonly lapsed: boolean | null;
  readonly triggers: readonly string[];
}

interface ToldRecord {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly status: string;
  readonly number: string | null;
  readonly issuedOn: string | null;
}

/** What the SQL function signing_chapter tells of a contract. */
interface Told {
  readonly conditions: readonly GateCondition[];
  readonly review: { readonly round: number; readonly state: ClauseReviewState; readonly unlocated: number; readonly annex: boolean } | null;
  readonly assessments: readonly ToldAssessment[];
  readonly records: readonly ToldRecord[];
  readonly signature: { readonly number: string; readonly signedOn: string } | null;
  readonly wentLiveOn: string | null;
  readonly transitionReviewed: boolean;
}

const text = Joi.string().required();
const textOrNull = Joi.string().allow(null).required();
const told = Joi.object<Told>({
  conditions: Joi.array().items(Joi.object({ code: text, outcome: text, blocks: Joi.boolean().required(), reason: text, facts: Joi.object().unknown().required() })).required(),
  review: Joi.object({ round: Joi.number().required(), state: text, unlocated: Joi.number().required(), annex: Joi.boolean().required() }).allow(null).required(),
  assessments: Joi.array()
    .items(Joi.object({
      id: text, stage: text, status: text, worst: textOrNull, approvedOn: textOrNull, validUntil: textOrNull, lapsed: Joi.boolean().allow(null).required(), triggers: Joi.array().items(Joi.string()).required(),
    }))
    .required(),
  records: Joi.array().items(Joi.object({ id: text, kind: text, title: text, status: text, number: textOrNull, issuedOn: textOrNull })).required(),
  signature: Joi.object({ number: text, signedOn: text }).allow(null).required(),
  wentLiveOn: textOrNull,
  transitionReviewed: Joi.boolean().required(),
});

/** The first duty of a contract (khoản 1 Điều 6) for its page: assessment, clauses, signing and records, what comes next, what no longer holds. */
export function signingChapter(assessmentHref: (contractId: string) => string): ChapterSource {
  return {
    sqlFunction: 'signing_chapter',
    present(given, view) {
      const chapter = Joi.attempt(given, told);
      const { contract } = view;
      return {
        duties: { signing: dutyOf(chapter, view) },
        alerts: alertsOf(chapter, view, assessmentHref(contract.id)),
        next: nextOf(chapter, view, assessmentHref(contract.id)),
        sections: { signing: rowsOf(chapter, view, assessmentHref(contract.id)) },
        reviewDone: chapter.transitionReviewed,
      };
    },
  };
}

function dutyOf(chapter: Told, { contract, today }: ChapterView): DutyStanding {
  const counted = chapter.conditions.filter(({ outcome }) => outcome !== 'not-applicable');
  const settled = counted.filter(({ outcome }) => outcome === 'met').length;
  const [first] = openConditions(chapter.conditions);
  if (contract.phase === 'cancelled') return { tone: 'neutral', icon: 'dash', word: 'Không áp dụng' };
  if (contract.phase === 'planned') {
    if (contract.hireOutcome === 'refused') return { tone: 'stop', icon: 'stop', word: 'Không được phép thuê', worst: 'Không thể ký hợp đồng này', settled, total: counted.length };
    return first === undefined
      ? { tone: 'settled', icon: 'check', word: 'Đủ điều kiện ký', settled, total: counted.length }
      : { tone: 'attention', icon: 'pending', word: 'Chưa thể ký', worst: sentence(conditionName(first.code)), settled, total: counted.length };
  }
  if (chapter.assessments.some(isLapsed)) return { tone: 'stop', icon: 'warning', word: 'Cần đánh giá lại', worst: 'Phê duyệt rủi ro không còn hiệu lực' };
  if (contract.reviewDueOn !== null && !chapter.transitionReviewed && contract.phase !== 'liquidated' && contract.phase !== 'archived') {
    const worst = `Rà soát hợp đồng chuyển tiếp trước hết ngày ${formatDay(contract.reviewDueOn)}`;
    return contract.reviewDueOn < today ? { tone: 'stop', icon: 'warning', word: 'Quá hạn rà soát', worst } : { tone: 'attention', icon: 'clock', word: 'Chờ rà soát', worst };
  }
  if (contract.phase === 'signed' || contract.phase === 'trial') {
    return first === undefined
      ? { tone: 'settled', icon: 'check', word: 'Đã ký, đủ điều kiện vận hành', settled, total: counted.length }
      : { tone: 'attention', icon: 'clock', word: 'Đã ký, chưa vận hành', worst: sentence(conditionName(first.code)), settled, total: counted.length };
  }
  return { tone: 'settled', icon: 'check', word: chapter.wentLiveOn === null ? 'Đã ký' : `Vận hành từ ${shownDay(chapter.wentLiveOn)}` };
}

function isLapsed({ status, lapsed, triggers }: ToldAssessment): boolean {
  return status === 'approved' && (lapsed === true || triggers.length > 0);
}

/** What no longer holds, said on top of the page: it blocks signing, going live and amendments, and never stops a running service. */
function alertsOf({ assessments }: Told, { contract }: ChapterView, href: string): ContractAlert[] {
  if (contract.phase === 'cancelled' || contract.phase === 'liquidated' || contract.phase === 'archived') return [];
  return assessments.filter(isLapsed).map(({ stage, lapsed, validUntil, triggers }) => ({
    kind: 'stop',
    heading: `Phê duyệt kết quả đánh giá rủi ro (giai đoạn ${stage === 'signing' ? 'ký' : 'vận hành'}) không còn hiệu lực`,
    text: [
      lapsed === true && validUntil !== null ? `Hết hiệu lực từ ngày ${shownDay(validUntil)}.` : undefined,
      triggers.length > 0 ? 'Có sự kiện phải đánh giá lại kể từ khi trình.' : undefined,
      'Phải đánh giá lại trước khi ký, đưa vào vận hành hoặc ký phụ lục; dịch vụ đang chạy không bị dừng.',
    ].filter((part) => part !== undefined).join(' '),
    href,
    hrefText: 'Mở đánh giá rủi ro',
  }));
}

const officer = { who: 'Cán bộ đầu mối hợp đồng', role: 'procurement_officer' };
const it = { who: 'Cán bộ chuyên trách CNTT/ANM', role: 'it_officer' };
const head = { who: 'Thủ trưởng đơn vị', role: 'unit_head' };
const clerk = { who: 'Văn thư cơ quan', role: 'records_clerk' };

/** What comes next on the way to signing and operation, and whose turn it is. */
function nextOf(chapter: Told, { contract }: ChapterView, assessmentHref: string): ChapterStep | undefined {
  const reviewing = contract.reviewDueOn !== null && !chapter.transitionReviewed && ['signed', 'trial', 'active'].includes(contract.phase);
  if (contract.phase === 'planned') return signingStep(chapter, contract.id, assessmentHref);
  if (reviewing) return transitionStep(chapter, contract.id, assessmentHref);
  if (contract.phase === 'signed') {
    return { ...officer, text: 'Tổ chức vận hành thử; bên cung cấp chỉ được truy cập trong giới hạn và dưới sự giám sát (điểm c khoản 2 Điều 6 dự thảo Quy chế).', href: signingPaths.operation(contract.id), hrefText: 'Mở trang vận hành' };
  }
  if (contract.phase !== 'trial') return undefined;
  const [first] = openConditions(chapter.conditions);
  const toOperation = { href: signingPaths.operation(contract.id), hrefText: 'Mở trang vận hành' };
  if (first === undefined) return { ...head, text: 'Đã đủ điều kiện: quyết định đưa dịch vụ vào vận hành (khoản 3 Điều 5 dự thảo Quy chế).', ...toOperation };
  return { ...it, text: `Hoàn tất điều kiện đưa vào vận hành: ${conditionName(first.code)} (khoản 3 Điều 5 dự thảo Quy chế).`, ...toOperation };
}

function signingStep({ conditions, review, assessments }: Told, contractId: string, assessmentHref: string): ChapterStep {
  const open = openConditions(conditions);
  const toGate = { href: signingPaths.signing(contractId), hrefText: 'Xem điều kiện ký' };
  const toAssessment = { href: assessmentHref, hrefText: 'Mở đánh giá rủi ro' };
  const toClauses = { href: signingPaths.clauses(contractId), hrefText: 'Mở rà soát điều khoản' };
  const signing = assessments.find(({ stage }) => stage === 'signing');
  if (open.length === 0) return { ...officer, text: 'Đã đủ điều kiện ký: ký hợp đồng rồi ghi nhận bản đã ký.', href: signingPaths.signing(contractId), hrefText: 'Ghi nhận ký' };
  if (signing === undefined) return { ...officer, text: 'Mở đánh giá rủi ro trước khi ký (khoản 1 Điều 6 dự thảo Quy chế).', ...toAssessment };
  if (signing.status === 'draft' || signing.status === 'returned') return { ...it, text: 'Hoàn thành đánh giá rủi ro rồi trình phê duyệt (khoản 1 Điều 6 dự thảo Quy chế).', ...toAssessment };
  if (signing.status === 'submitted') return { ...head, text: 'Phê duyệt hoặc trả lại kết quả đánh giá rủi ro.', ...toAssessment };
  if (review?.state === 'submitted') return { ...head, text: 'Xác nhận hoặc trả lại kết quả rà soát điều khoản (khoản 1 Điều 6 dự thảo Quy chế).', ...toClauses };
  if (review?.state !== 'confirmed' || review.unlocated > 0) return { ...officer, text: 'Xác định vị trí các điều khoản bắt buộc trong hợp đồng rồi trình thủ trưởng xác nhận (khoản 1 Điều 6 dự thảo Quy chế).', ...toClauses };
  if (open.some(({ reason }) => reason === 'records-not-issued')) return { ...clerk, text: 'Vào sổ báo cáo đánh giá rủi ro (HS-01) và quyết định phê duyệt (HS-03) cùng bản đã ký.', ...toGate };
  return { ...officer, text: `Hoàn tất điều kiện ký: ${conditionName(open[0]?.code ?? '')}.`, ...toGate };
}

function transitionStep({ review, assessments }: Told, contractId: string, assessmentHref: string): ChapterStep {
  const assessed = assessments.some(({ status }) => status === 'approved');
  if (review?.state === 'submitted') return { ...head, text: 'Xác nhận hoặc trả lại kết quả rà soát điều khoản của hợp đồng chuyển tiếp (quy định nội bộ).', href: signingPaths.clauses(contractId), hrefText: 'Mở rà soát điều khoản' };
  if (review?.state !== 'confirmed' || review.unlocated > 0) {
    return { ...officer, text: 'Rà soát điều khoản của hợp đồng chuyển tiếp; điều khoản còn thiếu thì bổ sung bằng phụ lục (quy định nội bộ).', href: signingPaths.clauses(contractId), hrefText: 'Mở rà soát điều khoản' };
  }
  return { ...(assessed ? officer : it), text: 'Đánh giá rủi ro của hợp đồng chuyển tiếp (quy định nội bộ).', href: assessmentHref, hrefText: 'Mở đánh giá rủi ro' };
}

const assessmentStates: Readonly<Record<ToldAssessment['status'], StateModel>> = {
  draft: { tone: 'attention', icon: 'pending', word: 'Đang đánh giá' },
  submitted: { tone: 'active', icon: 'clock', word: 'Chờ phê duyệt' },
  returned: { tone: 'attention', icon: 'back', word: 'Trả lại' },
  approved: { tone: 'settled', icon: 'check', word: 'Đã phê duyệt' },
};
const lapsedState: StateModel = { tone: 'stop', icon: 'warning', word: 'Hết hiệu lực' };
const riskWords: Readonly<Record<string, string>> = { low: 'Thấp', medium: 'Trung bình', high: 'Cao', 'very-high': 'Rất cao' };
const recordWords: Readonly<Record<string, string>> = { prepared: 'đang in', printed: 'chờ ký, vào sổ', registered: 'đã vào sổ' };

/** The rows of the section "Ký kết": assessment, clauses, signing, operation and every record, each with its state and a link. */
function rowsOf(chapter: Told, { contract }: ChapterView, assessmentHref: string): SummaryRow[] {
  const { review, assessments, conditions, records } = chapter;
  const counted = conditions.filter(({ outcome }) => outcome !== 'not-applicable');
  const met = counted.filter(({ outcome }) => outcome === 'met').length;
  const planned = contract.phase === 'planned';
  const assessmentRows = assessments.map((assessment) => ({
    key: assessment.stage === 'signing' ? 'Đánh giá rủi ro (Ký)' : 'Đánh giá rủi ro (Vận hành)',
    value: assessment.worst === null ? 'Xem đánh giá' : `Mức ${riskWords[assessment.worst] ?? assessment.worst}`,
    href: assessmentPaths.assessment(assessment.id),
    state: isLapsed(assessment) ? lapsedState : assessmentStates[assessment.status],
    ...(assessment.approvedOn === null ? {} : { note: `Phê duyệt ngày ${shownDay(assessment.approvedOn)}${assessment.validUntil === null ? '' : `, hiệu lực đến ${shownDay(assessment.validUntil)}`}` }),
  }));
  return [
    ...(assessmentRows.length > 0 ? assessmentRows : [{ key: 'Đánh giá rủi ro', value: 'Mở đánh giá rủi ro', href: assessmentHref, state: { tone: 'attention', icon: 'pending', word: 'Chưa có' } as const }]),
    {
      key: 'Điều khoản',
      value: 'Mở rà soát điều khoản',
      href: signingPaths.clauses(contract.id),
      state: review === null ? { tone: 'attention', icon: 'pending', word: 'Chưa rà soát' } : review.unlocated > 0 ? { tone: 'attention', icon: 'warning', word: `Còn ${String(review.unlocated)} điều khoản bắt buộc` } : reviewStates[review.state],
    },
    ...(contract.phase === 'cancelled'
      ? []
      : [{
          key: 'Ký kết',
          value: planned ? `Xem điều kiện ký (${String(met)}/${String(counted.length)} đạt)` : 'Xem việc ký kết',
          href: signingPaths.signing(contract.id),
          state: planned ? (openConditions(conditions).length === 0 ? { tone: 'settled', icon: 'check', word: 'Đủ điều kiện' } as const : { tone: 'attention', icon: 'lock', word: 'Chưa thể ký' } as const) : { tone: 'settled', icon: 'check', word: 'Đã ký' } as const,
        }]),
    ...(planned || contract.phase === 'cancelled'
      ? []
      : [{
          key: 'Vận hành',
          value: contract.phase === 'signed' || contract.phase === 'trial' ? `Xem điều kiện vận hành (${String(met)}/${String(counted.length)} đạt)` : 'Xem việc đưa vào vận hành',
          href: signingPaths.operation(contract.id),
          ...(chapter.wentLiveOn === null ? {} : { note: `Đưa vào vận hành ngày ${shownDay(chapter.wentLiveOn)}` }),
        }]),
    ...records.map((record) => ({
      key: `Văn bản ${record.kind}`,
      value: `${record.title}${record.number === null ? '' : ` số ${record.number}`}${record.issuedOn === null ? '' : ` ngày ${shownDay(record.issuedOn)}`}`,
      href: recordHref(record.id),
      note: recordWords[record.status] ?? record.status,
    })),
  ];
}

function shownDay(day: string): string {
  return isCalendarDay(day) ? formatDay(day) : day;
}

function sentence(name: string): string {
  return name.charAt(0).toLocaleUpperCase('vi') + name.slice(1);
}
