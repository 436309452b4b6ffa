import Joi from 'joi';
import type { AlertSource } from '../../contracts/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import type { Clock } from '../../kernel/clock.js';
import { mayAccess } from '../application/access.js';
import { unreviewedSql, type Unreviewed } from '../application/read-unreviewed.js';
import { accessPaths } from './paths.js';
import { sinceText } from './since.js';

/** The page of a contract's access says it in its own place. */
const SAID_THERE = 'quyen-truy-cap';

const text = Joi.string().required();
const moment = Joi.date().iso().required();
const told = Joi.object<{ readonly unreviewed: readonly Unreviewed[] }>({
  unreviewed: Joi.array().items(Joi.object({ grantId: text, agencyId: text, systemName: text, openedAt: moment, dueAt: moment, openedBy: text })).required(),
});

/** Says on every page of a contract that access was opened in an emergency and nobody else has looked at it yet. */
export function accessAlerts(clock: Clock): AlertSource {
  return {
    expression: unreviewedSql,
    present(given, principal, below) {
      if (below === SAID_THERE) return [];
      const now = clock.now();
      const { unreviewed } = Joi.attempt({ unreviewed: given }, told);
      return unreviewed.filter(({ agencyId }) => mayAccess(principal, 'read', agencyId)).map(({ grantId, systemName, openedAt, dueAt, openedBy }) => ({
        heading: `Quyền truy cập khẩn cấp chưa được rà soát: ${systemName}`,
        text: `${openedBy} mở lúc ${formatInstant(openedAt)}; người khác phải rà soát trước ${formatInstant(dueAt)}${dueAt < now ? `, ${sinceText(dueAt, now)}` : ''}.`,
        href: accessPaths.grant(grantId),
        hrefText: 'Mở quyền khẩn cấp',
      }));
    },
  };
}
