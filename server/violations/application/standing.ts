import { Conflict, NotFound, Refused } from '../../kernel/errors.js';
import type { Verdict } from '../../kernel/refusal.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { HandledCase } from '../domain/case-policy.js';
import type { ViolationAction } from '../domain/violation.js';
import type { CaseDetail, SuspensionRow } from '../persistence/case-rows.js';
import { lockCase } from '../persistence/cases.js';
import { selectCase } from '../persistence/read-case.js';
import { queryOf, requireAboutCases } from './access.js';
import type { ViolationNeeds } from './violation-needs.js';

/**
 * A case as it stands once nobody else can change it, for whoever may do `action` about it.
 * @param version as the page showed it; undefined where the act does not depend on what was shown
 * @throws NotFound, Forbidden, Conflict
 */
export async function lockedCase(
  tx: Transaction, needs: Pick<ViolationNeeds, 'rolesThatMay'>, principal: Principal, action: ViolationAction, of: { readonly id: string; readonly version?: number | undefined },
): Promise<CaseDetail> {
  await lockCase(tx, of.id);
  const found = await selectCase(queryOf(tx), of.id);
  requireAboutCases(principal, action, found?.agencyId, needs.rolesThatMay);
  if (found === undefined) throw new NotFound('violation case');
  if (of.version !== undefined && of.version !== found.version) throw new Conflict({ subject: 'violation case', id: of.id });
  return found;
}

/** A suspension of a case. @throws NotFound when it is of none of it */
export function suspensionOf(of: CaseDetail, suspensionId: string): SuspensionRow {
  const suspension = of.containment?.suspensions.find(({ id }) => id === suspensionId);
  if (suspension === undefined) throw new NotFound('suspension of a system');
  return suspension;
}

/** A case as its end, and running again, are judged; pages and acts ask alike. */
export function handledOf(of: CaseDetail): HandledCase {
  const { containment } = of;
  return {
    state: of.state,
    level: of.level,
    reported: of.reports.length > 0,
    remedies: of.remedies.map(({ verification }) => ({ verified: verification !== null })),
    confirmed: containment === null || !containment.outOfHours || containment.confirmation !== null,
    assessedAfresh: of.assessedOn !== null,
    suspended: containment?.suspensions.filter(({ resumption }) => resumption === null).length ?? 0,
    accountsOpen: containment?.accountsOpen ?? 0,
    noticeUndelivered: of.notices.some(({ ofContainment, addressee, delivery }) => ofContainment && addressee === 'vendor' && delivery === null),
  };
}

/** What pages and tasks call a case. */
export function titleOf(of: { readonly code: string; readonly contractNumber: string | null; readonly contractName: string }): string {
  return `${of.code} – ${of.contractNumber ?? of.contractName}`;
}

/** Passes what a policy allows. @throws Refused */
export function pass(verdict: Verdict): void {
  if (!verdict.allowed) throw new Refused(verdict);
}
