import Joi from 'joi';
import type { ChapterSource, ChapterStep, ChapterView, DutyStanding } from '../../contracts/index.js';
import { formatDay, formatInstant } from '../../kernel/calendar-day.js';
import type { SummaryRow } from '../../platform/views/pattern-models.js';
import type { ContractClosing } from '../application/read-models.js';
import { handoverPaths } from './paths.js';

const text = Joi.string().required();
const count = Joi.number().required();

/** What the SQL function closing_chapter tells of a contract. */
const told = Joi.object<ContractClosing>({
  closingId: text.allow(null),
  startedAt: text.allow(null),
  dueOn: text.allow(null),
  items: count,
  settledItems: count,
  accounts: count,
  settledAccounts: count,
  runEndsOn: text.allow(null),
  runOutcome: text.allow(null),
  obstacles: count,
  closedAt: text.allow(null),
}).unknown();

/** The fourth duty of a contract (khoản 4 Điều 6) for its page: what was handed over and settled, and what still stands in the way. */
export function closingChapter(): ChapterSource {
  return {
    sqlFunction: 'closing_chapter',
    present(given, view) {
      const chapter = Joi.attempt(given, told);
      if (chapter.closingId === null) return mayBegin(view) ? { sections: { ending: [{ key: 'Kết thúc, bàn giao', value: 'Chưa bắt đầu', href: handoverPaths.ofContract(view.contract.id) }] } } : {};
      const next = nextOf(chapter, view);
      return { duties: { ending: dutyOf(chapter) }, ...(next === undefined ? {} : { next }), sections: { ending: rowsOf(chapter, view) } };
    },
  };
}

function mayBegin({ contract }: ChapterView): boolean {
  return ['signed', 'trial', 'active', 'handing_over'].includes(contract.phase);
}

function dutyOf({ closedAt, obstacles, items, settledItems, accounts, settledAccounts }: ContractClosing): DutyStanding {
  const counted = { settled: settledItems + settledAccounts, total: items + accounts };
  if (closedAt !== null) return { tone: 'settled', icon: 'check', word: 'Đã kết thúc', ...counted };
  if (obstacles === 0) return { tone: 'settled', icon: 'handover', word: 'Đủ điều kiện kết thúc', ...counted };
  return { tone: 'attention', icon: 'handover', word: 'Đang bàn giao', ...counted, worst: `Còn ${String(obstacles)} vướng mắc` };
}

function nextOf({ closedAt, obstacles }: ContractClosing, { contract }: ChapterView): ChapterStep | undefined {
  if (closedAt !== null) return undefined;
  const open = { href: handoverPaths.ofContract(contract.id), hrefText: 'Mở trang bàn giao' };
  return obstacles === 0
    ? { text: 'Không còn vướng mắc; kết thúc hợp đồng.', who: 'Thủ trưởng đơn vị', role: 'unit_head', ...open }
    : { text: `Tiếp nhận, kiểm tra bàn giao và xử lý tài khoản; còn ${String(obstacles)} vướng mắc.`, who: 'Cán bộ đầu mối hợp đồng', role: 'procurement_officer', ...open };
}

function rowsOf(chapter: ContractClosing, { contract }: ChapterView): SummaryRow[] {
  const { startedAt, dueOn, items, settledItems, accounts, settledAccounts, runEndsOn, runOutcome, obstacles, closedAt } = chapter;
  const run = runOutcome === 'passed' ? 'Đạt' : runOutcome === 'failed' ? 'Không đạt' : runEndsOn === null ? 'Chưa bắt đầu' : `Đang chạy thử, đến hết ngày ${formatDay(runEndsOn)}`;
  return [
    { key: 'Kết thúc, bàn giao', value: closedAt === null ? `Bắt đầu ${startedAt === null ? '' : formatInstant(new Date(startedAt))}` : `Kết thúc ${formatInstant(new Date(closedAt))}`, href: handoverPaths.ofContract(contract.id) },
    ...(dueOn === null || closedAt !== null ? [] : [{ key: 'Hạn bàn giao', value: formatDay(dueOn) }]),
    { key: 'Hạng mục đã xong', value: `${String(settledItems)}/${String(items)}` },
    { key: 'Tài khoản đã xử lý', value: `${String(settledAccounts)}/${String(accounts)}` },
    { key: 'Chạy thử độc lập', value: run },
    ...(closedAt === null ? [{ key: 'Vướng mắc', value: String(obstacles) }] : []),
  ];
}
