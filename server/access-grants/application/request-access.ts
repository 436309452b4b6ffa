import { recordEvent } from '../../audit-trail/index.js';
import { today } from '../../kernel/calendar-day.js';
import { InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { brokenWallOf, type ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { AccessForm, Environment } from '../domain/access.js';
import { LONGEST_WAIT_DAYS, mayAsk, requestFaults, type AskedAccess } from '../domain/request-policy.js';
import type { WeeklyWindow } from '../domain/windows.js';
import { selectGround, type AccessGround } from '../persistence/read-ground.js';
import { insertRequest, moveRequest } from '../persistence/requests.js';
import { selectRequest } from '../persistence/read-requests.js';
import { mayLeaveUndecided } from '../domain/request-policy.js';
import { requireAccess } from './access.js';
import type { AccessNeeds } from './access-needs.js';
import { accessEvent } from './events.js';

const DAY_MS = 86_400_000;

/** Somebody of the vendor and the account on the system. */
export interface AskedHolder {
  readonly personId: string;
  readonly accountName: string;
  /** Of the library account-kinds. */
  readonly accountKind: string;
}

/** What an officer asks for. */
export interface RequestAccess extends AskedAccess {
  readonly form: Exclude<AccessForm, 'emergency'>;
  readonly contractId: string;
  readonly systemId: string;
  readonly environment: Environment;
  readonly privilege: string;
  readonly windows: readonly WeeklyWindow[];
  readonly supervisorId: string;
  readonly ground: string;
  readonly assetIds: readonly string[];
  readonly holders: readonly AskedHolder[];
  readonly continuesId: string | undefined;
  /** Until when the request waits for its decision. */
  readonly decideBy: Date;
}

/** Who and what is named must be there: people of the vendor who are bound to confidentiality, staff of the agency, data of the system. Codes by field. */
export function namingFaults(asked: Pick<RequestAccess, 'holders' | 'supervisorId' | 'assetIds' | 'systemId'>, ground: AccessGround): Record<string, string> {
  const faults: Record<string, string> = {};
  if (asked.holders.length === 0) faults['person1'] = 'nobody';
  for (const [index, holder] of asked.holders.entries()) {
    const person = ground.people.find(({ id }) => id === holder.personId);
    if (person === undefined) faults[`person${String(index + 1)}`] = 'unknown';
    else if (person.boundUntil === null) faults[`person${String(index + 1)}`] = 'not-bound';
  }
  if (!ground.staff.some(({ id }) => id === asked.supervisorId)) faults['supervisorId'] = 'unknown';
  const assets = ground.systems.find(({ id }) => id === asked.systemId)?.assets ?? [];
  if (asked.assetIds.some((asset) => !assets.some(({ id }) => id === asset))) faults['assetIds'] = 'unknown';
  return faults;
}

/** What the walls refuse because of who contained the contract, or suspended the system, at the same moment. @throws Refused ('contract-contained', 'system-suspended'), else the error as it came */
export function refusedMeanwhile(error: unknown): never {
  const wall = brokenWallOf(error);
  if (wall === 'access_not_to_contained_contract') throw new Refused(refuse('contract-contained', { clause: { article: 6, clause: 3 } }));
  if (wall === 'access_not_to_suspended_system') throw new Refused(refuse('system-suspended', { clause: { article: 6, clause: 3 } }));
  throw error;
}

/** Asking for access and taking the question back (điểm c khoản 2 Điều 6). */
export function createRequestAccess({ work, rolesThatMay, library }: AccessNeeds) {
  return {
    /**
     * Asks the head for access of named people to one system of a contract.
     * @returns the identifier of the request
     * @throws NotFound, Forbidden; Refused (codes of mayAsk); InvalidInput with codes by field (requestFaults, namingFaults)
     */
    requestAccess(context: ActContext, principal: Principal, command: RequestAccess): Promise<string> {
      return work.run(context, async (tx) => {
        const ground = await selectGround((sql, values) => tx.query(sql, values), command.contractId);
        requireAccess(principal, 'request', ground, rolesThatMay);
        const system = ground?.systems.find(({ id }) => id === command.systemId);
        if (ground === undefined || system === undefined) throw new NotFound('system of the contract');
        const verdict = mayAsk(command.phase, ground, system);
        if (!verdict.allowed) throw new Refused(verdict);
        const terms = library().libraryOn('access-terms', today({ now: () => tx.at }));
        const faults = {
          ...requestFaults(command, ground, system, terms.entries, tx.at),
          ...namingFaults(command, ground),
          ...(command.decideBy <= tx.at ? { decideBy: 'past' } : {}),
          ...(command.decideBy.getTime() > tx.at.getTime() + LONGEST_WAIT_DAYS * DAY_MS ? { decideBy: 'too-late' } : {}),
        };
        if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
        const id = await insertRequest(tx, { ...command, agencyId: ground.agencyId, termsEdition: terms.id, requestedBy: principal.userId, state: 'submitted' }).catch(refusedMeanwhile);
        const subject = { agencyId: ground.agencyId, contractId: ground.id, systemId: system.id, vendorId: ground.vendorId, requestId: id };
        await recordEvent(tx, accessEvent('access.requested', subject, {
          form: command.form, phase: command.phase, purpose: command.purpose, plane: command.plane, system: system.name, startsAt: command.startsAt.toISOString(), endsAt: command.endsAt.toISOString(),
          people: command.holders.length, level: system.level, termsEdition: terms.id,
        }));
        return id;
      });
    },

    /**
     * Takes a request back that nobody has decided on.
     * @throws NotFound, Forbidden, Refused ('not-waiting'), Conflict
     */
    withdrawRequest(context: ActContext, principal: Principal, id: string): Promise<void> {
      return work.run(context, async (tx) => {
        const request = await selectRequest((sql, values) => tx.query(sql, values), id);
        requireAccess(principal, 'request', request, rolesThatMay);
        if (request === undefined) throw new NotFound('access request');
        const verdict = mayLeaveUndecided(request.state);
        if (!verdict.allowed) throw new Refused(verdict);
        await moveRequest(tx, request, 'withdrawn');
        await recordEvent(tx, accessEvent('access.withdrawn', { ...request, requestId: id }, { system: request.systemName }));
      });
    },
  };
}
