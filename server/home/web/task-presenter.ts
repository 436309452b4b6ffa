import { compareDays, daysBetween, formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import type { Tone } from '../../platform/views/page-model.js';
import { urgencyOf, type Task, type Urgency } from '../domain/task.js';

/** What a task says and where it leads; each room writes those of its own kinds. */
export type TaskTexts = Readonly<Record<string, (task: Pick<Task, 'subjectId' | 'title'>) => { readonly text: string; readonly href: string }>>;

export interface TaskModel {
  readonly text: string;
  readonly href: string;
  readonly subject: string;
  readonly clock: { readonly tone: Tone; readonly left: string; readonly due: string; readonly dueIso: string } | undefined;
}

const headings: Record<Urgency, string> = { overdue: 'Quá hạn', soon: 'Đến hạn trong 7 ngày', later: 'Còn thời gian' };
const tones: Record<Urgency, Tone> = { overdue: 'stop', soon: 'attention', later: 'neutral' };

/** Open tasks as partials/task-list shows them: overdue, soon, later. @throws when a kind has no text */
export function presentTasks(tasks: readonly Task[], texts: TaskTexts, today: CalendarDay): { heading: string; tasks: TaskModel[] }[] {
  const order: readonly Urgency[] = ['overdue', 'soon', 'later'];
  return order.flatMap((urgency) => {
    const found = tasks.filter((task) => urgencyOf(task, today) === urgency);
    return found.length === 0 ? [] : [{ heading: headings[urgency], tasks: found.map((task) => presentTask(task, texts, today)) }];
  });
}

function presentTask(task: Task, texts: TaskTexts, today: CalendarDay): TaskModel {
  const say = texts[task.kind];
  if (say === undefined) throw new Error(`no text for task ${task.kind}`);
  const clock = task.dueOn === undefined ? undefined : { tone: tones[urgencyOf(task, today)], left: leftText(task.dueOn, today), due: formatDay(task.dueOn), dueIso: task.dueOn };
  return { ...say(task), subject: `${task.title}, ${task.agencyName}`, clock };
}

/** "còn 5 ngày", "hôm nay", "quá hạn 2 ngày". */
export function leftText(due: CalendarDay, today: CalendarDay): string {
  const days = daysBetween(today, due);
  if (days === 0) return 'hôm nay';
  return compareDays(due, today) > 0 ? `còn ${days} ngày` : `quá hạn ${-days} ngày`;
}
