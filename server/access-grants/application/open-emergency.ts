import { recordEvent } from '../../audit-trail/index.js';
import { today } from '../../kernel/calendar-day.js';
import { InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import { brokenWallOf, type ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { refuse } from '../../kernel/refusal.js';
import type { Environment, Method, Plane, Supervision } from '../domain/access.js';
import { emergencyPhase, mayBreakGlass, mayBreakGlassOn, mayReview, reviewDue, type OpenedInEmergency } from '../domain/emergency-policy.js';
import { lastMoment, requestFaults } from '../domain/request-policy.js';
import { insertReview } from '../persistence/grants.js';
import { selectGround, type AccessGround } from '../persistence/read-ground.js';
import { insertGrant, insertRequest } from '../persistence/requests.js';
import type { GrantDetail } from '../persistence/read-grant.js';
import { mayAccess, requireAccess } from './access.js';
import type { AccessNeeds } from './access-needs.js';
import { accessEvent } from './events.js';
import { emergencyLetter, tellHeads } from './head-letters.js';
import { lockedGrant, queryOf } from './locked-grant.js';
import { namingFaults, refusedMeanwhile, type AskedHolder } from './request-access.js';

const HOUR_MS = 3_600_000;

/** What is opened at once, without anybody's approval. */
export interface OpenEmergency {
  readonly contractId: string;
  readonly systemId: string;
  readonly environment: Environment;
  readonly plane: Plane;
  readonly privilege: string;
  readonly method: Method;
  readonly sourceAddresses: readonly string[];
  readonly hours: number;
  readonly supervision: Supervision;
  readonly supervisorId: string;
  readonly ground: string;
  readonly holders: readonly AskedHolder[];
}

/** Whether access can be opened in an emergency on a contract now; the page and the act ask alike. */
export function reviewEmergency(ground: AccessGround, now: Date): ReturnType<typeof mayBreakGlass> {
  const phase = emergencyPhase(ground.phase);
  const last = phase === undefined ? undefined : lastMoment(phase, ground);
  return mayBreakGlass({ phase: ground.phase, contained: ground.contained, ended: last !== undefined && last <= now });
}

/** An opened emergency as its review is judged. */
export function openedInEmergency(grant: GrantDetail): OpenedInEmergency {
  return { form: grant.form, openedBy: grant.grantedBy, openedAt: grant.grantedAt, openedByHead: grant.openedByHead, reviewedAt: grant.review?.at ?? null };
}

/** Breaking glass: access for a few hours where no standing grant is at hand, reviewed afterwards by another person (domain reference 5.4). */
export function createOpenEmergency({ work, rolesThatMay, library, outbox }: Pick<AccessNeeds, 'work' | 'rolesThatMay' | 'library' | 'outbox'>) {
  return {
    /**
     * Opens access at once for a few hours. The heads are told in the same act, and another person reviews it within 24 hours.
     * @returns the identifier of the grant
     * @throws NotFound, Forbidden; Refused (codes of mayBreakGlass, mayBreakGlassOn, 'already-held-meanwhile'); InvalidInput with codes by field (requestFaults, namingFaults)
     */
    openEmergency(context: ActContext, principal: Principal, command: OpenEmergency): Promise<string> {
      return work.run(context, async (tx) => {
        const ground = await selectGround(queryOf(tx), command.contractId);
        requireAccess(principal, 'open-emergency', ground, rolesThatMay);
        if (ground === undefined) throw new NotFound('contract');
        const verdict = reviewEmergency(ground, tx.at);
        const phase = emergencyPhase(ground.phase);
        if (!verdict.allowed || phase === undefined) throw new Refused(verdict.allowed ? refuse('emergency-out-of-phase', { clause: 'internal' }) : verdict);
        const system = ground.systems.find(({ id }) => id === command.systemId);
        if (system === undefined) throw new InvalidInput({ systemId: 'unknown' });
        const onSystem = mayBreakGlassOn(system);
        if (!onSystem.allowed) throw new Refused(onSystem);
        const terms = library().libraryOn('access-terms', today({ now: () => tx.at }));
        const [now] = await tx.query<{ now: Date }>('SELECT app_now() AS now');
        const startsAt = now?.now ?? tx.at;
        const asked = {
          ...command, form: 'emergency' as const, phase, purpose: 'incident-handling' as const, startsAt, endsAt: new Date(startsAt.getTime() + command.hours * HOUR_MS),
          useHours: undefined, rollbackPlan: undefined, windows: [], assetIds: [], continuesId: undefined,
        };
        const faults = { ...requestFaults(asked, ground, system, terms.entries, startsAt), ...namingFaults(asked, ground) };
        if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
        const requestId = await insertRequest(tx, {
          ...asked, agencyId: ground.agencyId, termsEdition: terms.id, decideBy: new Date(startsAt.getTime() + 24 * HOUR_MS), requestedBy: principal.userId, state: 'opened',
        }).catch(refusedMeanwhile);
        const grantId = await insertGrant(tx, requestId).catch((error: unknown) => {
          if (brokenWallOf(error) === 'access_line_one_holder_at_a_time') throw new Refused(refuse('already-held-meanwhile', { clause: 'internal' }));
          return refusedMeanwhile(error);
        });
        const subject = { agencyId: ground.agencyId, contractId: ground.id, systemId: system.id, vendorId: ground.vendorId, requestId, grantIds: [grantId] };
        const names = new Map(ground.people.filter(({ id }) => command.holders.some(({ personId }) => personId === id)).map(({ id, name }) => [id, name]));
        await recordEvent(tx, accessEvent('access.opened-in-emergency', subject, {
          system: system.name, level: system.level, plane: command.plane, hours: command.hours, endsAt: asked.endsAt.toISOString(), ground: command.ground, termsEdition: terms.id, people: names.size,
          accounts: command.holders.map(({ personId, accountName, accountKind }) => ({ personId, account: accountName, accountKind })),
        }, Object.fromEntries(names)));
        const opened = {
          contractNumber: ground.number, contractName: ground.name, vendorName: ground.vendorName, systemName: system.name,
          by: `${principal.displayName} (${principal.post})`, until: asked.endsAt, people: [...names.values()], ground: command.ground,
        };
        await tellHeads(tx, outbox, { id: grantId, agencyId: ground.agencyId }, emergencyLetter(opened, reviewDue({ openedAt: startsAt })));
        return grantId;
      });
    },

    /**
     * Says whether access that was opened in an emergency was justified; another person than who opened it.
     * @throws NotFound, Forbidden, Refused (codes of mayReview)
     */
    reviewEmergency(context: ActContext, principal: Principal, command: { readonly grantId: string; readonly outcome: 'justified' | 'unjustified'; readonly ground: string }): Promise<void> {
      return work.run(context, async (tx) => {
        const grant = await lockedGrant(tx, command.grantId);
        requireAccess(principal, 'review-emergency', grant, rolesThatMay);
        if (grant === undefined) throw new NotFound('access grant');
        const verdict = mayReview(openedInEmergency(grant), { id: principal.userId, head: mayAccess(principal, 'decide', grant.agencyId) });
        if (!verdict.allowed) throw new Refused(verdict);
        await insertReview(tx, { grantId: grant.id, outcome: command.outcome, ground: command.ground, by: principal.userId });
        const facts = { outcome: command.outcome, ground: command.ground, openedAt: grant.grantedAt.toISOString(), late: grant.now > reviewDue({ openedAt: grant.grantedAt }), system: grant.systemName };
        await recordEvent(tx, accessEvent('access.emergency-reviewed', { ...grant, grantIds: [grant.id] }, facts));
      });
    },
  };
}
