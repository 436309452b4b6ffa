import type { CalendarDay } from '../../kernel/calendar-day.js';
import { compareDays, daysBetween } from '../../kernel/calendar-day.js';

/** Something somebody has to do, derived from facts by the room it belongs to; gone as soon as the facts say it is done. */
export interface Task {
  readonly kind: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Name of the subject. */
  readonly title: string;
  readonly agencyName: string;
  readonly dueOn: CalendarDay | undefined;
}

export type Urgency = 'overdue' | 'soon' | 'later';

const SOON_DAYS = 7;

/** How much a task presses on a day: past its due day, due within a week, or neither. */
export function urgencyOf(task: Pick<Task, 'dueOn'>, today: CalendarDay): Urgency {
  if (task.dueOn === undefined) return 'later';
  if (compareDays(task.dueOn, today) < 0) return 'overdue';
  return daysBetween(today, task.dueOn) <= SOON_DAYS ? 'soon' : 'later';
}
