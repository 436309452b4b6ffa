import type { EventTexts } from '../../audit-trail/index.js';
import { page, seeOther } from '../../platform/http/answers.js';
import type { Principal } from '../../platform/http/principal.js';
import { act, screen, type Ask, type Route } from '../../platform/http/routes.js';
import { CLOCK_SUBJECT, mayClock } from '../application/access.js';
import type { ClockUseCases } from '../application/use-cases.js';
import type { ClockSubjectKind } from '../domain/duty-clock.js';
import { explainRoutes } from './explain-routes.js';
import { presentClockPage, type ClockPageActs } from './page-presenter.js';
import { clockPaths } from './paths.js';
import { receiptRoutes } from './receipt-routes.js';
import { reportRoutes } from './report-routes.js';

/** What the pages of this room need besides its use cases. */
export interface ClockPorts {
  /** Where the subjects of clocks are. */
  readonly subjectHref: Readonly<Record<ClockSubjectKind, (id: string) => string>>;
  readonly eventTexts: () => EventTexts;
}

const idOf = (ask: Ask): string => ask.params['id'] ?? '';

/** Every page and act of this room. */
export function clockRoutes(clocks: ClockUseCases, ports: ClockPorts): Route[] {
  return [
    screen(clockPaths.clock(':id'), { action: 'read', subject: CLOCK_SUBJECT }, async (ask) => {
      const clock = await clocks.clockFor(ask.principal, idOf(ask), 'read');
      const [files, events] = await Promise.all([clocks.filesOf(clock.reports), clocks.historyOf(clock.id)]);
      const model = presentClockPage({
        clock, files, events, texts: ports.eventTexts(), subjectHref: ports.subjectHref[clock.subject.kind](clock.subject.id), acts: actsFor(ask.principal, clock.agencyId), now: clocks.now(),
      });
      return page('clocks/clock', clock.rule.label, model);
    }),
    ...reportRoutes(clocks),
    ...explainRoutes(clocks),
    act(clockPaths.acknowledge(':id'), { action: 'acknowledge', subject: CLOCK_SUBJECT }, ['clock.report-received'], async (ask) =>
      seeOther(clockPaths.clock(await clocks.acknowledgeReport(ask.act, ask.principal, idOf(ask))), 'Đã tiếp nhận báo cáo.')),
    ...receiptRoutes(clocks),
  ];
}

/** What a person may do about clocks of an agency. */
export function actsFor(principal: Principal, agencyId: string): ClockPageActs {
  const may = (action: string): boolean => mayClock(principal, action, agencyId);
  return { report: may('report'), explain: may('explain'), acknowledge: may('acknowledge'), recordReceipt: may('record-receipt') };
}
