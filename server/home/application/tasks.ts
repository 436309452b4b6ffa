import type { Principal } from '../../platform/http/principal.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Task } from '../domain/task.js';
import { countTasks, selectTasks, type Reach, type TaskView } from '../persistence/task-query.js';

export type { TaskView } from '../persistence/task-query.js';

/** The open tasks of a person, over the views that the rooms publish. */
export function createTasks(reader: Reader, views: readonly TaskView[]) {
  return {
    count: (principal: Principal): Promise<number> => countTasks(reader, views, reachOf(principal)),
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
