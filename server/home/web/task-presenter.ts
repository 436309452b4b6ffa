import { compareDays, daysBetween, formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import type { Tone } from '../../platform/views/page-model.js';
import { urgencyOf, type Task, type Urgency } from '../domain/task.js';

/** What a task says and where it leads; each room writes those of its own kinds. `overdue`: due at an hour that has passed, whatever the day. */
export type TaskTexts = Readonly<Record<string, (task: Pick<Task, 'subjectId' | 'title'>) => { readonly text: string; readonly href: string; readonly overdue?: boolean }>>;

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
    const found = tasks.filter((task) => pressing(task, texts, today) === urgency);
    return found.length === 0 ? [] : [{ heading: headings[urgency], tasks: found.map((task) => presentTask(task, texts, today)) }];
  });
}

function sayingOf({ kind }: Task, texts: TaskTexts): TaskTexts[string] {
  const say = texts[kind];
  if (say === undefined) throw new Error(`no text for task ${kind}`);
  return say;
}

function pressing(task: Task, texts: TaskTexts, today: CalendarDay): Urgency {
  return sayingOf(task, texts)(task).overdue === true ? 'overdue' : urgencyOf(task, today);
}

function presentTask(task: Task, texts: TaskTexts, today: CalendarDay): TaskModel {
  const { overdue = false, ...said } = sayingOf(task, texts)(task);
  const passed = overdue && task.dueOn === today ? 'quá hạn hôm nay' : undefined;
  const clock = task.dueOn === undefined ? undefined : { tone: tones[pressing(task, texts, today)], left: passed ?? leftText(task.dueOn, today), due: formatDay(task.dueOn), dueIso: task.dueOn };
  return { ...said, subject: `${task.title}, ${task.agencyName}`, clock };
}

/** "còn 5 ngày", "hôm nay", "quá hạn 2 ngày". */
export function leftText(due: CalendarDay, today: CalendarDay): string {
  const days = daysBetween(today, due);
  if (days === 0) return 'hôm nay';
  return compareDays(due, today) > 0 ? `còn ${days} ngày` : `quá hạn ${-days} ngày`;
}
