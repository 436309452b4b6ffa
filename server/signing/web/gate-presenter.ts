import type { Gate } from '../../library/index.js';
import type { ActModel, GateCondition as GateRow, GateModel } from '../../platform/views/pattern-models.js';
import type { ConditionRow } from '../application/use-cases.js';
import { conditionGround, conditionNote, conditionSentence } from './condition-texts.js';
import { signingPaths } from './paths.js';

interface GateView {
  readonly id: string;
  readonly heading: string;
  readonly contractId: string;
  readonly conditions: readonly ConditionRow[];
  readonly gates: readonly Gate[];
  readonly regulation: { readonly issued: boolean };
  readonly act?: ActModel | undefined;
  /** Where the assessments of the contract are. */
  readonly assessmentHref: string;
  /** False for who may only look on: then nothing leads to forms. */
  readonly settles: boolean;
}

/** A gate as partials/gate shows it: every condition with its ground, why it stands so and where it is settled, and under them the one act. */
export function presentGate(view: GateView): GateModel {
  const rows = view.conditions.map((condition) => rowOf(condition, view));
  const counted = view.conditions.filter(({ outcome }) => outcome !== 'not-applicable');
  const met = counted.filter(({ outcome }) => outcome === 'met').length;
  return {
    id: view.id,
    heading: view.heading,
    count: `${String(met)}/${String(counted.length)} điều kiện đạt`,
    conditions: rows,
    ...(view.act === undefined ? {} : { act: view.act }),
  };
}

function rowOf(condition: ConditionRow, view: GateView): GateRow {
  const warns = condition.outcome === 'unmet' && !condition.blocks ? 'Cảnh báo: chưa cản trở việc ký, nhưng chưa có thì chưa được đưa vào vận hành.' : undefined;
  const note = [conditionNote(condition), warns].filter((text) => text !== undefined).join(' ');
  return {
    standing: condition.outcome,
    sentence: conditionSentence(condition.code, view.gates),
    clause: conditionGround(condition.code, view.gates, view.regulation),
    ...(note === '' ? {} : { note }),
    ...(condition.outcome === 'unmet' ? { settle: settleLink(condition, view) } : {}),
  };
}

function settleLink({ code, facts, reason }: ConditionRow, { contractId, assessmentHref, settles }: GateView): { text: string; href: string } {
  const change = settles ? `/hop-dong/${contractId}/sua` : `/hop-dong/${contractId}`;
  switch (code) {
    case 'system':
    case 'vendor':
    case 'value':
    case 'term':
    case 'G-08':
    case 'G-09':
      return { text: settles ? 'Bổ sung thông tin hợp đồng' : 'Mở hợp đồng', href: change };
    case 'G-07':
      return { text: 'Mở rà soát điều khoản', href: signingPaths.clauses(contractId) };
    case 'G-11':
      return { text: 'Mở hệ thống', href: firstSystem(facts['ids']) };
    case 'trial':
      return { text: 'Đến phần kết quả vận hành thử', href: `${signingPaths.operation(contractId)}#ket-qua` };
    case 'plan':
      return { text: 'Đến phần triển khai phương án', href: `${signingPaths.operation(contractId)}#ket-qua` };
    default:
      return reason === 'records-not-issued' ? { text: 'Mở văn bản', href: `/hop-dong/${contractId}#ky-ket` } : { text: 'Mở đánh giá rủi ro', href: assessmentHref };
  }
}

function firstSystem(ids: ConditionRow['facts'][string] | undefined): string {
  const first = typeof ids === 'object' && ids !== null ? ids[0] : undefined;
  return first === undefined ? '/he-thong' : `/he-thong/${first}`;
}
