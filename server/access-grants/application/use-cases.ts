import { readHistory, type PastEvent } from '../../audit-trail/index.js';
import type { ContractDetail } from '../../contracts/index.js';
import { today, type CalendarDay } from '../../kernel/calendar-day.js';
import { NotFound } from '../../kernel/errors.js';
import type { RegisterResult, RegisterView } from '../../platform/database/register-query.js';
import type { RegisterSource } from '../../platform/database/register-stream.js';
import type { Principal } from '../../platform/http/principal.js';
import { selectContractAccess, type ContractAccess } from '../persistence/read-contract-access.js';
import { selectGround, type AccessGround } from '../persistence/read-ground.js';
import { selectGrantRegister, streamGrants, type GrantRow } from '../persistence/read-register.js';
import { selectAgencyOfRequest, selectInbox, selectRequest, type Inbox, type RequestDetail } from '../persistence/read-requests.js';
import { mayAccess, requireAccess } from './access.js';
import { createAfterUseCases } from './after-use-cases.js';
import type { AccessNeeds } from './access-needs.js';
import { createDecideRequest } from './decide-request.js';
import { createDrawUpRecords } from './draw-up-records.js';
import { createRequestAccess } from './request-access.js';

export type { ContractAccess, ContractGrant } from '../persistence/read-contract-access.js';
export type { AccessGround, GroundPerson, GroundSystem } from '../persistence/read-ground.js';
export type { GrantRow } from '../persistence/read-register.js';
export type { Inbox, RequestDetail, RequestHolder } from '../persistence/read-requests.js';

/** Whether a person's reading reaches more than one agency: then registers say which. */
function reachesSeveral(principal: Principal): boolean {
  return new Set(principal.held.flatMap(({ agencyId, agencyIds }) => agencyIds ?? [agencyId, 'every agency'])).size > 1;
}

/** What this room can do, wired once. */
export function createAccessUseCases(needs: AccessNeeds) {
  const { reader, clock, library, rolesThatMay, contracts } = needs;
  const run = <Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> => reader.rows<Row>(sql, values);
  return {
    library,
    regulation: needs.regulation,
    rolesThatMay,
    now: () => clock.now(),
    today: (): CalendarDay => today(clock),
    reachesSeveral,

    /** A contract whose access this person may do `action` about. @throws NotFound, Forbidden */
    async contractFor(principal: Principal, contractId: string, action: string): Promise<ContractDetail> {
      const contract = await contracts.contract(principal, contractId);
      requireAccess(principal, action, contract, rolesThatMay);
      return contract;
    },
    /** What asking for access to a contract's systems looks at. @throws NotFound, Forbidden */
    async groundFor(principal: Principal, contractId: string, action: string): Promise<AccessGround> {
      const ground = await selectGround(run, contractId);
      requireAccess(principal, action, ground, rolesThatMay);
      if (ground === undefined) throw new NotFound('contract');
      return ground;
    },
    /** @throws NotFound when there is none that this person may read */
    async request(principal: Principal, id: string): Promise<RequestDetail> {
      const found = await selectRequest(run, id);
      if (found === undefined || !mayAccess(principal, 'read', found.agencyId)) throw new NotFound('access request');
      return found;
    },
    /** The ground of a request's contract, for whoever has read the request. */
    async groundOf(request: Pick<RequestDetail, 'contractId'>): Promise<AccessGround> {
      const ground = await selectGround(run, request.contractId);
      if (ground === undefined) throw new Error('the contract of a request is gone');
      return ground;
    },
    /** Whether this person may have what belongs to a request. */
    async mayReadRequest(principal: Principal, id: string): Promise<boolean> {
      const agencyId = await selectAgencyOfRequest(run, id);
      return agencyId !== undefined && mayAccess(principal, 'read', agencyId);
    },
    inbox: (principal: Principal, page: number): Promise<Inbox> => selectInbox(reader, principal.ability, page),
    register: (principal: Principal, view: RegisterView): Promise<RegisterResult<GrantRow>> => selectGrantRegister(reader, principal.ability, view, reachesSeveral(principal)),
    registerRows: (principal: Principal, view: RegisterView): RegisterSource<GrantRow> => streamGrants(reader, principal.ability, view, reachesSeveral(principal)),
    /** All access of a contract that the caller has read. */
    contractAccess: (contractId: string): Promise<ContractAccess> => selectContractAccess(reader, contractId),
    requestHistory: (id: string): Promise<PastEvent[]> => readHistory(reader, { kind: 'access-request', id }),

    ...createRequestAccess(needs),
    decideRequest: createDecideRequest(needs),
    /** What follows an approval. */
    after: createAfterUseCases(needs),
    ...createDrawUpRecords(needs),
  };
}

export type AccessUseCases = ReturnType<typeof createAccessUseCases>;
