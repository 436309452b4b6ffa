import type { Clock } from '../../kernel/clock.js';
import { today } from '../../kernel/calendar-day.js';
import { page } from '../../platform/http/answers.js';
import type { Principal } from '../../platform/http/principal.js';
import { screen, type Route } from '../../platform/http/routes.js';
import type { Tasks } from '../application/tasks.js';
import { presentTasks, type TaskTexts } from './task-presenter.js';

/** What else the home page shows; the rooms behind it are wired in compose.ts. */
export interface HomePorts {
  readonly clock: Clock;
  readonly tasks: Tasks;
  readonly taskTexts: TaskTexts;
  /** What happened to systems and contracts that serve the person's agencies ("được thông báo"). */
  readonly news: (principal: Principal) => Promise<readonly { readonly text: string; readonly href: string; readonly when: string }[]>;
  /** The guided tour of the demonstration; undefined where there is none. */
  readonly tour: (principal: Principal) => Promise<TourModel | undefined>;
  readonly roleName: (role: string) => string;
}

export interface TourModel {
  readonly heading: string;
  readonly text: string;
  readonly cards: readonly { readonly title: string; readonly text: string; readonly href: string; readonly hrefText: string }[];
}

/** The home page of each role, and the whole list of tasks. */
export function homeRoutes(ports: HomePorts): Route[] {
  return [
    screen('/', 'signed-in', async (ask) => {
      const [tasks, news, tour] = await Promise.all([ports.tasks.read(ask.principal), ports.news(ask.principal), ports.tour(ask.principal)]);
      const groups = presentTasks(tasks.slice(0, TASKS_AT_HOME), ports.taskTexts, today(ports.clock));
      const more = tasks.length > TASKS_AT_HOME;
      return page('home/home', 'Việc cần làm', { who: whoText(ask.principal, ports), groups, more, news, tour, noTask: noTaskText(ask.principal) }, { section: 'home' });
    }),
    screen('/viec-can-lam', 'signed-in', async (ask) => {
      const groups = presentTasks(await ports.tasks.read(ask.principal), ports.taskTexts, today(ports.clock));
      return page('home/tasks', 'Việc cần làm', { groups, noTask: noTaskText(ask.principal) }, { section: 'home' });
    }),
  ];
}

const TASKS_AT_HOME = 12;

function whoText(principal: Principal, ports: HomePorts): string {
  const roles = principal.roles.map((role) => ports.roleName(role));
  return roles.length === 0 ? 'Hiện không có vai trò nào còn hiệu lực. Liên hệ quản trị hệ thống.' : roles.join(', ');
}

/** An empty list says what it is for. */
function noTaskText(principal: Principal): string {
  const readsOnly = principal.roles.every((role) => role === 'auditor' || role === 'city_oversight');
  return readsOnly
    ? 'Không có việc nào được giao. Vai trò này xem hồ sơ trong phạm vi được phân công.'
    : 'Không còn việc nào phải làm. Việc mới hiện ở đây khi đến lượt, việc gấp nhất đứng đầu.';
}
