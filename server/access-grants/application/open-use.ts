import { recordEvent } from '../../audit-trail/index.js';
import { InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayAcknowledgeUse, mayBeLetIn, mayCloseUse, mayOpenUse, type StandingGrant } from '../domain/use-policy.js';
import { acknowledgeUse, closeUse, insertUse } from '../persistence/grants.js';
import type { GrantDetail, GrantUse } from '../persistence/read-grant.js';
import { requireAccess } from './access.js';
import type { AccessNeeds } from './access-needs.js';
import { accessEvent } from './events.js';
import { tellHeads, useOpenedLetter } from './head-letters.js';
import { lockedGrant } from './locked-grant.js';
import { refusedMeanwhile } from './request-access.js';

/** A grant as opening it is judged; the page and the act ask alike. */
export function standingGrantOf(grant: GrantDetail): StandingGrant {
  const open = grant.uses.find(({ closesAt, closedAt }) => closedAt === null && closesAt > grant.now);
  return { ...grant, openUntil: open?.closesAt ?? null };
}

/** On-call access: opened by one act, closed by itself or before, and known to the head (domain reference 5.4). */
export function createOpenUse({ work, rolesThatMay, outbox }: Pick<AccessNeeds, 'work' | 'rolesThatMay' | 'outbox'>) {
  async function useFor(tx: Transaction, principal: Principal, action: string, of: { readonly grantId: string; readonly useId: string }): Promise<{ grant: GrantDetail; use: GrantUse }> {
    const grant = await lockedGrant(tx, of.grantId);
    requireAccess(principal, action, grant, rolesThatMay);
    const use = grant?.uses.find(({ id }) => id === of.useId);
    if (grant === undefined || use === undefined) throw new NotFound('use of a grant');
    return { grant, use };
  }
  return {
    /**
     * Opens a standing grant for the chosen people of it, at once, until its hours are over; the heads are told in the same act.
     * @returns when it closes by itself
     * @throws NotFound, Forbidden; InvalidInput ({people: 'unknown'}); Refused (codes of mayOpenUse and mayBeLetIn)
     */
    openUse(context: ActContext, principal: Principal, command: { readonly grantId: string; readonly personIds: readonly string[]; readonly ground: string }): Promise<Date> {
      return work.run(context, async (tx) => {
        const grant = await lockedGrant(tx, command.grantId);
        requireAccess(principal, 'open-use', grant, rolesThatMay);
        if (grant === undefined) throw new NotFound('access grant');
        const verdict = mayOpenUse(standingGrantOf(grant), grant.now);
        if (!verdict.allowed) throw new Refused(verdict);
        const chosen = grant.holders.filter(({ personId }) => command.personIds.includes(personId));
        if (command.personIds.some((id) => !chosen.some(({ personId }) => personId === id))) throw new InvalidInput({ people: 'unknown' });
        for (const holder of chosen) {
          const admitted = mayBeLetIn(holder);
          if (!admitted.allowed) throw new Refused(admitted);
        }
        const opened = await insertUse(tx, { grantId: grant.id, openedBy: principal.userId, ground: command.ground, personIds: command.personIds }).catch(refusedMeanwhile);
        const people = new Map(chosen.map(({ personId, name }) => [personId, name]));
        await recordEvent(tx, accessEvent(
          'access.use-opened', { ...grant, grantIds: [grant.id] },
          { useId: opened.id, closesAt: opened.closesAt.toISOString(), ground: command.ground, system: grant.systemName, people: people.size, accounts: chosen.map(({ personId, account }) => ({ personId, account })) },
          Object.fromEntries(people),
        ));
        await tellHeads(tx, outbox, grant, useOpenedLetter({ ...grant, by: `${principal.displayName} (${principal.post})`, until: opened.closesAt, people: [...people.values()], ground: command.ground }));
        return opened.closesAt;
      });
    },

    /** Closes a use before its hours are over. @throws NotFound, Forbidden, Refused ('use-over') */
    closeUse(context: ActContext, principal: Principal, command: { readonly grantId: string; readonly useId: string }): Promise<void> {
      return work.run(context, async (tx) => {
        const { grant, use } = await useFor(tx, principal, 'open-use', command);
        const verdict = mayCloseUse(use, grant.now);
        if (!verdict.allowed) throw new Refused(verdict);
        await closeUse(tx, use.id, principal.userId);
        await recordEvent(tx, accessEvent('access.use-closed', { ...grant, grantIds: [grant.id] }, { useId: use.id, system: grant.systemName }));
      });
    },

    /** The head has taken notice of a use. @throws NotFound, Forbidden, Refused (codes of mayAcknowledgeUse) */
    acknowledgeUse(context: ActContext, principal: Principal, command: { readonly grantId: string; readonly useId: string }): Promise<void> {
      return work.run(context, async (tx) => {
        const { grant, use } = await useFor(tx, principal, 'acknowledge-use', command);
        const verdict = mayAcknowledgeUse(use, principal.userId);
        if (!verdict.allowed) throw new Refused(verdict);
        await acknowledgeUse(tx, use.id, principal.userId);
        await recordEvent(tx, accessEvent('access.use-acknowledged', { ...grant, grantIds: [grant.id] }, { useId: use.id, openedAt: use.openedAt.toISOString(), system: grant.systemName }));
      });
    },
  };
}
