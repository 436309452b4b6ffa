import type { Reader } from '../../platform/database/reading.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';

export interface TaskRow {
  readonly kind: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly title: string;
  readonly agency_name: string;
  readonly due_on: CalendarDay | null;
}

/** Roles with the agencies they reach; null reaches all. */
export interface Reach {
  readonly role: string;
  readonly agencyIds: readonly string[] | undefined;
}

/** A view of open tasks that a room publishes: (kind, subject_kind, subject_id, title, agency_id, role, due_on). */
export type TaskView = `${string}_task`;

export const TASK_LIMIT = 200;

function mine(views: readonly TaskView[], reach: readonly Reach[], parameters: unknown[]): string {
  const conditions = reach.map(({ role, agencyIds }) => {
    const roleIs = `t.role = $${parameters.push(role)}`;
    return agencyIds === undefined ? roleIs : `(${roleIs} AND t.agency_id = ANY($${parameters.push(agencyIds)}::uuid[]))`;
  });
  const branches = views.map((view) => `SELECT t.kind, t.subject_kind, t.subject_id, t.title, t.agency_id, t.due_on FROM ${view} t WHERE ${conditions.join(' OR ')}`);
  return branches.join(' UNION ALL ');
}

/** How many tasks are open for these roles, counted up to the limit; one statement. */
export async function countTasks(reader: Reader, views: readonly TaskView[], reach: readonly Reach[]): Promise<number> {
  if (views.length === 0 || reach.length === 0) return 0;
  const parameters: unknown[] = [];
  const row = await reader.row<{ open: number }>(`SELECT count(*)::int AS open FROM (SELECT 1 FROM (${mine(views, reach, parameters)}) task LIMIT ${TASK_LIMIT}) seen`, parameters);
  return row?.open ?? 0;
}

/** The open tasks of these roles, the most urgent first; one statement. */
export async function selectTasks(reader: Reader, views: readonly TaskView[], reach: readonly Reach[]): Promise<TaskRow[]> {
  if (views.length === 0 || reach.length === 0) return [];
  const parameters: unknown[] = [];
  return reader.rows<TaskRow>(
    `SELECT DISTINCT task.kind, task.subject_kind, task.subject_id, task.title, a.name AS agency_name, task.due_on
       FROM (${mine(views, reach, parameters)}) task JOIN agency a ON a.id = task.agency_id
      ORDER BY task.due_on NULLS LAST, task.title LIMIT ${TASK_LIMIT}`,
    parameters,
  );
}
