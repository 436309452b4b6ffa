import { clockOf } from '../../contracts/index.js';
import { dayOf, formatDay } from '../../kernel/calendar-day.js';
import type { NextStepModel } from '../../platform/views/pattern-models.js';
import type { ClosingDetail, ObstacleRow } from '../application/read-models.js';
import type { ClosingAction, ObstacleCode } from '../domain/closing.js';
import { orderedObstacles } from './closing-gate.js';
import type { ClosingReader } from './closing-reader.js';
import { obstacleHref, obstacleText } from './obstacle-texts.js';
import { handoverPaths } from './paths.js';

const HEAD = 'Thủ trưởng đơn vị';
const IT = 'Cán bộ chuyên trách CNTT/ANM';
const OFFICER = 'Cán bộ đầu mối hợp đồng';

interface Turn {
  readonly codes: readonly ObstacleCode[];
  readonly who: string;
  readonly action: ClosingAction;
  readonly hrefText: string;
  /** What is to be done about the first of several; the obstacle itself is said where this is missing. */
  readonly text?: (first: ObstacleRow, count: number, of: ClosingDetail) => string;
}

/** In which order obstacles are taken, and whose turn each is. */
const turns: readonly Turn[] = [
  { codes: ['absence-waiting'], who: HEAD, action: 'decide-absence', hrefText: 'Xem đề nghị', text: ({ title }) => `Quyết định đề nghị không có hoặc miễn hạng mục ${title}.` },
  {
    codes: ['item-failed', 'item-missing'], who: OFFICER, action: 'receive', hrefText: 'Mở hạng mục',
    text: ({ title }, count) => (count === 1 ? `Tiếp nhận bàn giao hạng mục ${title}.` : `Tiếp nhận bàn giao ${String(count)} hạng mục, trước hết là ${title}.`),
  },
  {
    codes: ['item-unproven'], who: `${IT} hoặc người khác không phải người nhận bàn giao`, action: 'test', hrefText: 'Mở hạng mục',
    text: ({ title }, count) => (count === 1 ? `Kiểm tra hạng mục ${title} đã bàn giao.` : `Kiểm tra ${String(count)} hạng mục đã bàn giao, trước hết là ${title}.`),
  },
  { codes: ['emergency-unreviewed', 'case-open', 'system-suspended'], who: HEAD, action: 'close', hrefText: 'Mở' },
  {
    codes: ['run-not-begun', 'run-failed'], who: IT, action: 'begin-run', hrefText: 'Bắt đầu chạy thử',
    text: ({ code }, _count, { runDays }) => `${code === 'run-failed' ? 'Chạy thử độc lập lại' : 'Chạy thử độc lập'} ${String(runDays)} ngày làm việc không có bên cung cấp.`,
  },
  {
    codes: ['run-not-finished'], who: IT, action: 'finish-run', hrefText: 'Kết luận chạy thử',
    text: (_first, _count, { runs: [run] }) => `Chạy thử độc lập đến hết ngày ${run === undefined ? '' : formatDay(run.endsOn)}, sau đó kết luận.`,
  },
  {
    codes: ['live-access', 'account-open', 'account-unsettled'], who: IT, action: 'settle-account', hrefText: 'Mở tài khoản',
    text: ({ title }, count) => (count === 1 ? `Thay đổi mật khẩu hoặc hủy bỏ ${title}.` : `Thay đổi mật khẩu hoặc hủy bỏ ${String(count)} tài khoản, khóa, trước hết là ${title}.`),
  },
  { codes: ['survey-missing', 'account-alive', 'account-unclear'], who: IT, action: 'survey', hrefText: 'Rà soát tài khoản' },
  { codes: ['copies-unsettled'], who: OFFICER, action: 'record-copies', hrefText: 'Ghi nhận xóa, hủy', text: () => 'Yêu cầu bên cung cấp xóa, hủy mọi bản sao và ghi nhận kết quả.' },
];

/** What comes next about a closing: the first obstacle in the order of handing over, who settles it, and by when all is to be handed over. */
export function nextStepOfClosing(of: ClosingDetail, reader: ClosingReader): NextStepModel {
  if (of.close !== null) return { text: 'Hợp đồng đã kết thúc; không còn việc phải làm.' };
  const clock = { ...clockOf(of.dueOn, dayOf(of.now)), label: 'Hạn bàn giao' };
  const obstacles = orderedObstacles(of);
  for (const { codes, who, action, hrefText, text } of turns) {
    const own = obstacles.filter(({ code }) => codes.includes(code));
    const [first] = own;
    if (first === undefined) continue;
    const mine = reader.mayDo(action);
    const href = obstacleHref(first, of.id, reader);
    return { text: text === undefined ? `${obstacleText(first)}.` : text(first, own.length, of), who: `${who}, ${of.agencyName}`, clock, mine, ...(mine && href !== undefined ? { href, hrefText } : {}) };
  }
  const mine = reader.mayDo('close');
  return { text: 'Mọi điều kiện đã đạt; kết thúc hợp đồng.', who: `${HEAD}, ${of.agencyName}`, clock, mine, ...(mine ? { href: handoverPaths.close(of.id), hrefText: 'Kết thúc hợp đồng' } : {}) };
}
