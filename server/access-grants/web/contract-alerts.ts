import type { Clock } from '../../kernel/clock.js';
import type { Principal } from '../../platform/http/principal.js';
import type { Reader } from '../../platform/database/reading.js';
import type { StandingAlert } from '../../platform/views/page-model.js';
import { readUnreviewed } from '../application/read-unreviewed.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { accessPaths } from './paths.js';
import { sinceText } from './since.js';

/** Pages below a contract; the contract's own page and that of its access say the same in their own places. */
const BELOW_CONTRACT = /^\/hop-dong\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/(?!quyen-truy-cap$)./;

/** Says on every page of a contract that access was opened in an emergency and nobody else has looked at it yet. */
export function createContractAlerts(reader: Reader, clock: Clock) {
  return async (principal: Principal, path: string): Promise<readonly StandingAlert[]> => {
    const contractId = BELOW_CONTRACT.exec(path)?.[1];
    if (contractId === undefined) return [];
    const now = clock.now();
    return (await readUnreviewed(reader, principal, contractId)).map(({ grantId, systemName, openedAt, dueAt, openedBy }) => ({
      heading: `Quyền truy cập khẩn cấp chưa được rà soát: ${systemName}`,
      text: `${openedBy} mở lúc ${formatInstant(openedAt)}; người khác phải rà soát trước ${formatInstant(dueAt)}${dueAt < now ? `, ${sinceText(dueAt, now)}` : ''}.`,
      href: accessPaths.grant(grantId),
      hrefText: 'Mở quyền khẩn cấp',
    }));
  };
}
