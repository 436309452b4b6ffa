import { formatInstant } from '../../kernel/calendar-day.js';
import { page } from '../../platform/http/answers.js';
import { screen, type Route } from '../../platform/http/routes.js';
import type { MailState, OutboxStanding } from '../../platform/mail/index.js';
import type { StateModel } from '../../platform/views/page-model.js';
import { administrationTabs, outboxPath } from './administration-tabs.js';

const states: Readonly<Record<MailState, StateModel>> = {
  waiting: { tone: 'active', icon: 'clock', word: 'Đang chờ gửi' },
  sent: { tone: 'settled', icon: 'check', word: 'Đã gửi' },
  failed: { tone: 'attention', icon: 'warning', word: 'Không gửi được' },
  'not-configured': { tone: 'neutral', icon: 'info', word: 'Chưa cấu hình gửi thư' },
  withdrawn: { tone: 'neutral', icon: 'close', word: 'Đã rút lại' },
};

/** The state of outgoing mail for the administrator: how many, since when and why not; neither to whom nor about what. */
export function outboxRoutes(standing: () => Promise<OutboxStanding>, configured: boolean): Route[] {
  return [
    screen(outboxPath, { action: 'read', subject: 'Setting' }, async () => {
      const { counts, failed } = await standing();
      const model = {
        tabs: administrationTabs(outboxPath),
        configured,
        counts: counts.map(({ state, count, oldest }) => ({ state: states[state], count, oldest: formatInstant(oldest) })),
        failed: failed.map(({ createdAt, attempts, problem }) => ({ created: formatInstant(createdAt), attempts, problem: problem ?? '' })),
      };
      return page('people/outbox', 'Thư gửi đi', model, { section: 'administration' });
    }),
  ];
}
