import { dayOf } from '../../kernel/calendar-day.js';
import { refuse, type Verdict } from '../../kernel/refusal.js';
import type { Library } from '../../library/index.js';
import { mayApprove } from '../domain/request-policy.js';
import { unusualPoints, type UnusualPoint } from '../domain/unusual.js';
import type { AccessGround } from '../persistence/read-ground.js';
import type { RequestDetail } from '../persistence/read-requests.js';

/** Whether a request may be approved now, as its page and its decision ask alike: the edition of the terms is the one it was asked under. */
export function reviewApproval(library: Library, request: RequestDetail, ground: AccessGround, now: Date): Verdict {
  const system = ground.systems.find(({ id }) => id === request.systemId);
  if (system === undefined) return refuse('system-not-of-contract', { clause: 'internal' });
  const terms = library.edition('access-terms', request.termsEdition.slice(request.termsEdition.indexOf('@') + 1));
  return mayApprove(
    {
      ...request,
      useHours: request.useHours ?? undefined,
      rollbackPlan: request.rollbackPlan ?? undefined,
      holders: request.holders.map(({ name, account, boundUntil, left, held }) => ({ name, account, boundUntil: boundUntil ?? undefined, left, held })),
    },
    ground, system, terms.entries, now,
  );
}

/** What is unusual about a request, for whoever decides. @param now an instant; nothing before it counts */
export function unusualOf(request: RequestDetail, now: Date): UnusualPoint[] {
  return unusualPoints({
    startsAt: request.startsAt > now || dayOf(request.startsAt) === dayOf(now) ? request.startsAt : now,
    endsAt: request.endsAt,
    windows: request.windows,
    plane: request.plane,
    level: request.level,
    usualHours: request.usualHours ?? undefined,
    newcomers: request.holders.filter(({ newcomer }) => newcomer).map(({ name }) => name).filter((name, index, all) => all.indexOf(name) === index),
    overlaps: request.holders.flatMap(({ name, overlaps }) => overlaps.map((system) => ({ person: name, system }))),
  });
}
