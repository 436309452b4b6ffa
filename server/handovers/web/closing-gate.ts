import { contractPaths } from '../../contracts/index.js';
import { citeClause } from '../../kernel/citation.js';
import type { ActModel, GateCondition, GateModel } from '../../platform/views/pattern-models.js';
import type { ClosingDetail, ItemRow, ObstacleRow } from '../application/read-models.js';
import { deliveredSteps, type DeliveredStep, type ObstacleCode } from '../domain/closing.js';
import { obstacleClause } from '../domain/closing-policy.js';
import type { ClosingReader } from './closing-reader.js';
import { obstacleHref, obstacleText } from './obstacle-texts.js';
import { stepWords } from './words.js';

/** What the end of a contract asks for, in the order in which it is done: items step by step, the run, accounts, looks, copies, cases. */
type ConditionName = DeliveredStep | 'items' | 'run' | 'accounts' | 'surveys' | 'copies' | 'cases';

/** Under which condition each obstacle of the database stands; those about an item stand under the step of that item. */
const conditionOf: Readonly<Record<ObstacleCode, ConditionName>> = {
  'item-missing': 'items',
  'item-unproven': 'items',
  'item-failed': 'items',
  'absence-waiting': 'items',
  'run-not-begun': 'run',
  'run-not-finished': 'run',
  'run-failed': 'run',
  'live-access': 'accounts',
  'account-open': 'accounts',
  'emergency-unreviewed': 'accounts',
  'account-unsettled': 'accounts',
  'survey-missing': 'surveys',
  'account-alive': 'surveys',
  'account-unclear': 'surveys',
  'copies-unsettled': 'copies',
  'case-open': 'cases',
  'system-suspended': 'cases',
};

/** Whether an item stands in nobody's way any more. */
export function isSettled({ standing }: Pick<ItemRow, 'standing'>): boolean {
  return standing === 'passed' || standing === 'absent';
}

/** What stands in the way, in the order in which it is settled: items in the order of the list, then run, accounts, looks, copies, cases. */
export function orderedObstacles({ obstacles, items }: Pick<ClosingDetail, 'obstacles' | 'items'>): readonly ObstacleRow[] {
  const order = [...deliveredSteps, 'items', 'run', 'accounts', 'surveys', 'copies', 'cases'];
  const placeOf = (obstacle: ObstacleRow): number => order.indexOf(nameOf(obstacle, items)) * 10_000 + items.findIndex(({ id }) => id === obstacle.subjectId);
  return obstacles.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** The gate of the end (khoản 4 Điều 6). What stands in the way comes from the database alone (closing_obstacles); a condition without an obstacle is met. */
export function closingGate(of: ClosingDetail, reader: ClosingReader, { regulation, act }: { readonly regulation: { readonly issued: boolean }; readonly act: ActModel | undefined }): GateModel {
  const obstacles = orderedObstacles(of);
  const conditions = conditionsOf(of).map(({ name, code, sentence, note, idle, anchor }): GateCondition => {
    const own = obstacles.filter((obstacle) => nameOf(obstacle, of.items) === name);
    return {
      standing: own.length > 0 ? 'unmet' : idle === true ? 'not-applicable' : 'met',
      sentence,
      clause: citeClause(obstacleClause(code), regulation),
      note,
      settle: { text: own.length > 0 ? 'Đến phần này' : 'Xem', href: anchor },
      ...(own.length === 0 ? {} : { open: { summary: own.length === 1 ? 'Còn 1 vướng mắc' : `Còn ${String(own.length)} vướng mắc`, items: own.map((obstacle) => ({ text: obstacleText(obstacle), href: obstacleHref(obstacle, of.id, reader) })) } }),
    };
  });
  const counted = conditions.filter(({ standing }) => standing !== 'not-applicable');
  return {
    id: 'dieu-kien',
    heading: 'Điều kiện kết thúc hợp đồng',
    count: `${String(counted.filter(({ standing }) => standing === 'met').length)}/${String(counted.length)} điều kiện đạt`,
    conditions,
    ...(act === undefined ? {} : { act }),
  };
}

interface Condition {
  readonly name: ConditionName;
  /** One of its obstacles: all of a condition rest on the same clause. */
  readonly code: ObstacleCode;
  readonly sentence: string;
  readonly note?: string;
  /** Nothing of this contract falls under it. */
  readonly idle?: boolean;
  readonly anchor: string;
}

function conditionsOf(of: ClosingDetail): Condition[] {
  const withoutSystem = of.systems.length === 0;
  const settledAccounts = of.accounts.filter(({ settled }) => settled).length;
  return [
    ...deliveredSteps.flatMap((step): Condition[] => {
      const items = of.items.filter((item) => item.step === step);
      if (items.length === 0) return [];
      return [{
        name: step, code: 'item-missing', anchor: `#buoc-${step}`,
        sentence: `${stepWords[step]}: mọi hạng mục đạt, không có hoặc được miễn.`,
        note: `${String(items.filter(isSettled).length)}/${String(items.length)} hạng mục đã xong`,
      }];
    }),
    {
      name: 'run', code: 'run-not-begun', idle: withoutSystem, anchor: '#chay-thu',
      sentence: 'Hệ thống chạy thử độc lập đạt, không có bên cung cấp.',
      note: withoutSystem ? 'Hợp đồng không gắn với hệ thống thông tin nào' : `${String(of.runDays)} ngày làm việc (quy định nội bộ)`,
    },
    {
      name: 'accounts', code: 'account-unsettled', anchor: '#tai-khoan',
      sentence: 'Mọi quyền truy cập đã chấm dứt; mọi tài khoản, khóa đã thay đổi mật khẩu hoặc hủy bỏ.',
      note: of.accounts.length === 0 ? 'Chưa có tài khoản nào được cấp hoặc phát hiện' : `${String(settledAccounts)}/${String(of.accounts.length)} tài khoản, khóa đã xử lý`,
    },
    {
      name: 'surveys', code: 'survey-missing', idle: withoutSystem, anchor: '#ra-soat',
      sentence: 'Danh sách tài khoản thực tế của từng hệ thống, lấy sau khi chạy thử đạt, không còn tài khoản của bên cung cấp đang hoạt động.',
      ...(withoutSystem ? { note: 'Hợp đồng không gắn với hệ thống thông tin nào' } : {}),
    },
    { name: 'copies', code: 'copies-unsettled', anchor: '#ban-sao', sentence: 'Bản sao dữ liệu tại bên cung cấp và nhà thầu phụ đã xóa, hủy, hoặc có căn cứ giữ lại.' },
    { name: 'cases', code: 'case-open', anchor: `${contractPaths.contract(of.contractId)}#vi-pham`, sentence: 'Không còn vụ vi phạm chưa kết thúc, hệ thống đang tạm dừng hoặc đình chỉ vì vi phạm.' },
  ];
}

/** The condition an obstacle stands under. */
function nameOf({ code, subjectId }: ObstacleRow, items: readonly ItemRow[]): ConditionName {
  const name = conditionOf[code];
  if (name !== 'items') return name;
  const step = items.find(({ id }) => id === subjectId)?.step;
  return deliveredSteps.find((delivered) => delivered === step) ?? 'items';
}
