import { daysBetween, formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { urgencyOf } from '../domain/standing.js';

/** A due day as partials/clock shows it. */
export interface ClockModel {
  readonly tone: 'neutral' | 'attention' | 'stop';
  readonly left: string;
  readonly due: string;
  readonly dueIso: string;
}

const tones = { overdue: 'stop', close: 'attention', ahead: 'neutral' } as const;

/** "còn 5 ngày", "hôm nay" or "quá hạn 2 ngày", with the day in full. */
export function clockOf(dueOn: CalendarDay, today: CalendarDay): ClockModel {
  const days = daysBetween(today, dueOn);
  const left = days === 0 ? 'hôm nay' : days > 0 ? `còn ${days} ngày` : `quá hạn ${-days} ngày`;
  return { tone: tones[urgencyOf(dueOn, today)], left, due: formatDay(dueOn), dueIso: dueOn };
}
