import type { Principal } from '../../platform/http/principal.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Task } from '../domain/task.js';
import { countTasks, selectTasks, type Reach, type TaskView } from '../persistence/task-query.js';

export type { TaskView } from '../persistence/task-query.js';

/** How long a person's count may be shown again without asking the database, unless the person acts. */
const REMEMBERED_MS = 15_000;
const REMEMBERED_PEOPLE = 5_000;

/**
 * The open tasks of a person, over the views that the rooms publish. The number beside "Việc cần làm" stands on every page, so it is remembered for
 * a quarter of a minute and forgotten as soon as the person does something; the list itself is always read anew.
 */
export function createTasks(reader: Reader, views: readonly TaskView[]) {
  const counts = new Map<string, { readonly open: Promise<number>; readonly until: number }>();
  return {
    /** Pages of one person that are asked for together wait for one count. */
    count(principal: Principal): Promise<number> {
      const known = counts.get(principal.userId);
      if (known !== undefined && known.until > performance.now()) return known.open;
      if (counts.size >= REMEMBERED_PEOPLE) counts.clear();
      const open = countTasks(reader, views, reachOf(principal));
      const counted = { open, until: performance.now() + REMEMBERED_MS };
      counts.set(principal.userId, counted);
      // A count that failed is no count; the page that asked for it says so.
      open.catch(() => counts.get(principal.userId) === counted && counts.delete(principal.userId));
      return open;
    },
    /** Called when a person has acted. */
    forgetCount: (userId: string): boolean => counts.delete(userId),
    async read(principal: Principal): Promise<Task[]> {
      const rows = await selectTasks(reader, views, reachOf(principal));
      return rows.map((row) => ({
        kind: row.kind,
        subjectKind: row.subject_kind,
        subjectId: row.subject_id,
        title: row.title,
        agencyName: row.agency_name,
        dueOn: row.due_on ?? undefined,
      }));
    },
  };
}

export type Tasks = ReturnType<typeof createTasks>;

function reachOf(principal: Principal): Reach[] {
  return principal.held.map(({ role, agencyIds }) => ({ role, agencyIds }));
}
