import { recordEvent } from '../../audit-trail/index.js';
import { InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayCutBack, mayEnd } from '../domain/end-policy.js';
import { cutBackGrant } from '../persistence/grants.js';
import { selectGround } from '../persistence/read-ground.js';
import { requireAccess } from './access.js';
import type { AccessNeeds } from './access-needs.js';
import { endGrants, type EndedAccess } from './end-grants.js';
import { accessEvent } from './events.js';
import { lockedGrant, queryOf } from './locked-grant.js';
import { prepareRevocationRecord } from './prepare-revocation-record.js';

/** How access ends before its term: cut back, returned by the officer, revoked with a ground. */
export function createEndAccess(needs: AccessNeeds) {
  const { work, rolesThatMay } = needs;
  return {
    /**
     * Cuts a grant back to an earlier end. A longer term is a new approval and never an edit.
     * @throws NotFound, Forbidden, Conflict, Refused (codes of mayCutBack)
     */
    cutBack(context: ActContext, principal: Principal, command: { readonly grantId: string; readonly version: number | undefined; readonly until: Date; readonly ground: string }): Promise<void> {
      return work.run(context, async (tx) => {
        const grant = await lockedGrant(tx, command.grantId);
        requireAccess(principal, 'cut-back', grant, rolesThatMay);
        if (grant === undefined) throw new NotFound('access grant');
        const verdict = mayCutBack(grant, command.until, grant.now);
        if (!verdict.allowed) throw new Refused(verdict);
        await cutBackGrant(tx, { id: grant.id, version: command.version }, command.until);
        const facts = { from: grant.endsAt.toISOString(), to: command.until.toISOString(), ground: command.ground, system: grant.systemName };
        await recordEvent(tx, accessEvent('access.cut-back', { ...grant, grantIds: [grant.id] }, facts));
      });
    },

    /**
     * Gives a grant back that is no longer needed, before its term.
     * @throws NotFound, Forbidden, Refused ('access-over')
     */
    returnEarly(context: ActContext, principal: Principal, command: { readonly grantId: string; readonly ground: string }): Promise<EndedAccess> {
      return work.run(context, async (tx) => {
        const grant = await lockedGrant(tx, command.grantId);
        requireAccess(principal, 'return-early', grant, rolesThatMay);
        if (grant === undefined) throw new NotFound('access grant');
        const verdict = mayEnd(grant, grant.now);
        if (!verdict.allowed) throw new Refused(verdict);
        return endGrants(tx, { grantIds: [grant.id], kind: 'returned', ground: command.ground, by: principal.userId });
      });
    },

    /**
     * Revokes one grant (điểm b khoản 3 Điều 6) and prepares the decision about it (HS-14).
     * @throws NotFound, Forbidden, Refused ('access-over')
     */
    revoke(context: ActContext, principal: Principal, command: { readonly grantId: string; readonly ground: string }): Promise<EndedAccess> {
      return work.run(context, async (tx) => {
        const grant = await lockedGrant(tx, command.grantId);
        requireAccess(principal, 'revoke', grant, rolesThatMay);
        if (grant === undefined) throw new NotFound('access grant');
        const verdict = mayEnd(grant, grant.now);
        if (!verdict.allowed) throw new Refused(verdict);
        const ended = await endGrants(tx, { grantIds: [grant.id], kind: 'revoked', ground: command.ground, by: principal.userId });
        await prepareRevocationRecord(tx, needs, { contractId: grant.contractId, grantIds: [grant.id], ground: command.ground });
        return ended;
      });
    },

    /**
     * Revokes the chosen grants of a contract in one act and prepares one decision about them (HS-14). What ended meanwhile is passed over.
     * @throws NotFound, Forbidden, InvalidInput ({grants: 'none'}), Refused ('nothing-to-revoke')
     */
    revokeAll(context: ActContext, principal: Principal, command: { readonly contractId: string; readonly grantIds: readonly string[]; readonly ground: string }): Promise<EndedAccess> {
      return work.run(context, async (tx) => {
        const contract = await selectGround(queryOf(tx), command.contractId);
        requireAccess(principal, 'revoke', contract, rolesThatMay);
        if (contract === undefined) throw new NotFound('contract');
        if (command.grantIds.length === 0) throw new InvalidInput({ grants: 'none' });
        const ended = await endGrants(tx, { contractId: contract.id, grantIds: command.grantIds, kind: 'revoked', ground: command.ground, by: principal.userId });
        if (ended.grants.length === 0) throw new Refused(refuse('nothing-to-revoke', { clause: 'internal' }));
        await prepareRevocationRecord(tx, needs, { contractId: contract.id, grantIds: ended.grants.map(({ id }) => id), ground: command.ground });
        return ended;
      });
    },
  };
}
