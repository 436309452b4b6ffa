import { readHistory, type PastEvent } from '../../audit-trail/index.js';
import { NotFound } from '../../kernel/errors.js';
import type { Reader } from '../../platform/database/reading.js';
import type { RegisterView } from '../../platform/database/register-query.js';
import { may, type Ability } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import { readAttachments } from '../../attachments/index.js';
import { selectAgencies, selectAgency, streamAgencies, type AgencyDetail } from '../persistence/agency-reading.js';
import { selectDelegateCandidates } from '../persistence/delegate-candidates.js';
import { selectDelegation, selectDelegations, selectDelegationsHeld, selectHeads, streamDelegations, type DelegationDetail } from '../persistence/delegations.js';
import { selectUser, selectUsers, streamUsers, type UserDetail } from '../persistence/user-reading.js';
import { readAgencyChoices } from './agency-choices.js';
import { readRegulationSetting } from './regulation.js';

export type { AgencyChoice, AgencyDetail, AgencyRow } from '../persistence/agency-reading.js';
export type { DelegationDetail, DelegationRow, DelegationStanding } from '../persistence/delegations.js';
export type { RoleTerm, UserDetail, UserRow } from '../persistence/user-reading.js';

/** What the pages of this room read. Pages of one subject throw NotFound for what the reader may not know. */
export function createPeopleReadings(reader: Reader) {
  const history = (kind: string, id: string): Promise<PastEvent[]> => readHistory(reader, { kind, id });
  return {
    history,
    agencies: (ability: Ability, view: RegisterView) => selectAgencies(reader, ability, view),
    agencyRows: (ability: Ability, view: RegisterView) => streamAgencies(reader, ability, view),
    agencyChoices: () => readAgencyChoices(reader),
    async agency(principal: Principal, id: string): Promise<AgencyDetail> {
      const agency = await selectAgency(reader, id);
      if (agency === undefined || !may(principal.ability, 'read', 'Agency', { agencyId: id })) throw new NotFound('agency');
      return agency;
    },
    users: (ability: Ability, view: RegisterView) => selectUsers(reader, ability, view),
    userRows: (ability: Ability, view: RegisterView) => streamUsers(reader, ability, view),
    async user(principal: Principal, id: string): Promise<UserDetail> {
      const user = await selectUser(reader, id);
      if (user === undefined || !may(principal.ability, 'read', 'User', {})) throw new NotFound('user');
      return user;
    },
    /** The own account, which everybody may read. */
    async ownAccount(principal: Principal): Promise<UserDetail> {
      const user = await selectUser(reader, principal.userId);
      if (user === undefined) throw new NotFound('user');
      return user;
    },
    delegations: (ability: Ability, view: RegisterView) => selectDelegations(reader, ability, view),
    delegationRows: (ability: Ability, view: RegisterView) => streamDelegations(reader, ability, view),
    async delegation(principal: Principal, id: string): Promise<DelegationDetail> {
      const delegation = await selectDelegation(reader, id);
      if (delegation === undefined || !mayReadDelegation(principal, delegation)) throw new NotFound('delegation');
      return delegation;
    },
    /** Whether this person may have the files of a delegation. */
    async mayReadDelegation(principal: Principal, id: string): Promise<boolean> {
      const delegation = await selectDelegation(reader, id);
      return delegation !== undefined && mayReadDelegation(principal, delegation);
    },
    delegationsHeld: (principal: Principal) => selectDelegationsHeld(reader, principal.userId),
    delegateCandidates: (agencyId: string) => selectDelegateCandidates(reader, agencyId),
    heads: (agencyId: string) => selectHeads(reader, agencyId),
    attachments: (id: string) => readAttachments(reader, 'delegation', id),
    regulation: () => readRegulationSetting(reader),
  };
}

export type PeopleReadings = ReturnType<typeof createPeopleReadings>;

/** Besides those with a role for it, head and delegate read what binds them. */
function mayReadDelegation(principal: Principal, delegation: DelegationDetail): boolean {
  if (delegation.delegate_id === principal.userId || delegation.head_id === principal.userId) return true;
  return may(principal.ability, 'read', 'Delegation', { agencyId: delegation.agency_id });
}
