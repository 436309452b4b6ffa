import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { ContractDetail } from '../application/read-contracts.js';
import { isRunning } from '../domain/contract.lifecycle.js';
import { endsSoon, isPastEnd, urgencyOf } from '../domain/standing.js';

/** How one of the four duties of Điều 6 stands. Totals only where they are known. */
export interface DutyStanding extends StateModel {
  readonly href?: string | undefined;
  readonly settled?: number | undefined;
  readonly total?: number | undefined;
  /** The worst thing in it, one short sentence. */
  readonly worst?: string | undefined;
}

export type DutyName = 'signing' | 'use' | 'violation' | 'ending';

const names: Readonly<Record<DutyName, { number: number; name: string; href: string }>> = {
  signing: { number: 1, name: 'Ký kết', href: '#ky-ket' },
  use: { number: 2, name: 'Sử dụng', href: '#su-dung' },
  violation: { number: 3, name: 'Vi phạm', href: '#vi-pham' },
  ending: { number: 4, name: 'Kết thúc', href: '#ket-thuc' },
};
const order: readonly DutyName[] = ['signing', 'use', 'violation', 'ending'];

/** The rail of the four duties: what later rooms know of a duty, else only what this room knows itself. */
export function railOf(contract: ContractDetail, today: CalendarDay, told: readonly Readonly<Partial<Record<DutyName, DutyStanding>>>[]): object[] {
  return order.map((duty) => {
    const standing = told.findLast((duties) => duties[duty] !== undefined)?.[duty];
    return { ...names[duty], ...(standing ?? known[duty](contract, today)) };
  });
}

const notYet: DutyStanding = { tone: 'neutral', icon: 'dash', word: 'Chưa đến' };
const none: DutyStanding = { tone: 'neutral', icon: 'dash', word: 'Không áp dụng' };

const known: Readonly<Record<DutyName, (contract: ContractDetail, today: CalendarDay) => DutyStanding>> = {
  signing(contract, today) {
    if (contract.phase === 'cancelled') return none;
    if (contract.phase === 'planned') {
      if (contract.hireOutcome === 'refused') return { tone: 'stop', icon: 'stop', word: 'Không được phép thuê', worst: 'Không thể ký hợp đồng này' };
      return { tone: 'attention', icon: 'pending', word: 'Chưa đánh giá', worst: 'Chưa có báo cáo đánh giá rủi ro' };
    }
    if (contract.reviewDueOn === null) return { tone: 'neutral', icon: 'info', word: 'Đã ký' };
    const urgency = urgencyOf(contract.reviewDueOn, today);
    const worst = `Rà soát hợp đồng chuyển tiếp trước hết ngày ${formatDay(contract.reviewDueOn)}`;
    if (!isRunning(contract.phase)) return { tone: 'neutral', icon: 'info', word: 'Hợp đồng chuyển tiếp' };
    return urgency === 'overdue' ? { tone: 'stop', icon: 'warning', word: 'Quá hạn rà soát', worst } : { tone: 'attention', icon: 'clock', word: 'Chờ rà soát', worst };
  },
  use: ({ phase }) => (isRunning(phase) ? { tone: 'neutral', icon: 'key', word: 'Chưa ghi nhận', worst: 'Chưa ghi nhận quyền truy cập nào' } : phase === 'cancelled' ? none : notYet),
  violation: () => ({ tone: 'neutral', icon: 'dash', word: 'Chưa phát sinh' }),
  ending(contract, today) {
    const { phase, endsOn } = contract;
    if (phase === 'cancelled') return none;
    if (phase === 'handing_over') return { tone: 'attention', icon: 'handover', word: 'Đang chuyển giao' };
    if (phase === 'liquidated' || phase === 'archived') return { tone: 'settled', icon: 'check', word: 'Đã thanh lý' };
    if (isPastEnd(contract, today) && endsOn !== null) return { tone: 'stop', icon: 'warning', word: 'Quá hạn', worst: `Hết hạn ngày ${formatDay(endsOn)}, chưa chuyển giao` };
    if (endsSoon(contract, today) && endsOn !== null) return { tone: 'attention', icon: 'clock', word: 'Sắp kết thúc', worst: `Hết hạn ngày ${formatDay(endsOn)}` };
    return notYet;
  },
};
