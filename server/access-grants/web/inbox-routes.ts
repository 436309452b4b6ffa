import { page } from '../../platform/http/answers.js';
import { screen, type Route } from '../../platform/http/routes.js';
import type { AccessUseCases } from '../application/use-cases.js';
import { accessPaths, accessSection } from './paths.js';
import { requestSentence } from './request-presenter.js';
import { formatInstant } from '../../kernel/calendar-day.js';

/** The requests that wait for the head, each as one sentence; deciding is on the page of each. */
export function inboxRoutes(access: AccessUseCases): Route[] {
  return [
    screen(accessPaths.inbox, { action: 'decide', subject: 'AccessGrant' }, async (ask) => {
      const typed = ask.query['trang'];
      const number = typeof typed === 'string' && /^[1-9]\d{0,2}$/.test(typed) ? Number(typed) : 1;
      const { requests, more } = await access.inbox(ask.principal, number);
      const now = access.now();
      const pageHref = (to: number): string => (to === 1 ? accessPaths.inbox : `${accessPaths.inbox}?trang=${String(to)}`);
      return page('access-grants/inbox', 'Đề nghị cấp quyền chờ phê duyệt', {
        items: requests.map((request, index) => {
          const { parts, unusual } = requestSentence(request, now);
          return {
            id: `de-nghi-${String(index + 1)}`, parts, unusual, href: accessPaths.request(request.id),
            contract: request.contractNumber ?? request.contractName, requester: `${request.requesterName} (${request.requesterPost})`, decideBy: formatInstant(request.decideBy),
          };
        }),
        several: access.reachesSeveral(ask.principal),
        prevHref: number > 1 ? pageHref(number - 1) : '',
        nextHref: more ? pageHref(number + 1) : '',
        registerHref: accessPaths.register,
      }, { section: accessSection });
    }),
  ];
}
