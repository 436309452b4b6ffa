import { recordEvent } from '../../audit-trail/index.js';
import { attachFiles } from '../../attachments/index.js';
import { NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { decide, type PaperDecision } from '../../people/index.js';
import { brokenWallOf, type ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { mayLeaveUndecided } from '../domain/request-policy.js';
import { selectGround } from '../persistence/read-ground.js';
import { selectRequest } from '../persistence/read-requests.js';
import { insertGrant, lockContractOfRequest, moveRequest } from '../persistence/requests.js';
import { requireAccess } from './access.js';
import type { AccessNeeds } from './access-needs.js';
import { reviewApproval } from './approval.js';
import { accessEvent } from './events.js';
import { refusedMeanwhile } from './request-access.js';

export interface DecideRequest {
  readonly requestId: string;
  readonly outcome: 'approved' | 'returned';
  /** Why; required when returned. */
  readonly ground?: string | undefined;
  /** Absent: the acting head decides. Present: the acting person records what the head signed. */
  readonly paper?: (Omit<PaperDecision, 'sha256'> & { readonly scan: StoredFile }) | undefined;
}

/**
 * The head grants the access that was asked for, or returns the request with a reason; by click, or recorded from paper by another (điểm c khoản 2 Điều 6).
 * A granted request gives its people their accounts from the start of its term on; a standing one only use by use.
 * @returns the identifier of the grant, undefined when returned
 * @throws NotFound, Forbidden, Refused (codes of mayApprove and of people's decisions), Conflict
 */
export function createDecideRequest({ work, rolesThatMay, library }: AccessNeeds) {
  return function decideRequest(context: ActContext, principal: Principal, command: DecideRequest): Promise<string | undefined> {
    return work.run(context, async (tx) => {
      const contractId = await lockContractOfRequest(tx, command.requestId);
      const request = await selectRequest((sql, values) => tx.query(sql, values), command.requestId);
      requireAccess(principal, command.paper === undefined ? 'decide' : 'record-paper', request, rolesThatMay);
      const ground = contractId === undefined ? undefined : await selectGround((sql, values) => tx.query(sql, values), contractId);
      if (request === undefined || ground === undefined) throw new NotFound('access request');
      const verdict = command.outcome === 'approved' ? reviewApproval(library(), request, ground, tx.at) : mayLeaveUndecided(request.state);
      if (!verdict.allowed) throw new Refused(verdict);
      const { paper } = command;
      const decided = await decide(tx, {
        agencyId: request.agencyId,
        area: 'access',
        subject: { kind: 'access-request', id: request.id },
        act: 'grant-access',
        outcome: command.outcome,
        ground: command.ground,
        requestedBy: request.requestedBy,
        paper: paper === undefined ? undefined : { number: paper.number, date: paper.date, signerId: paper.signerId, sha256: paper.scan.sha256 },
      });
      await moveRequest(tx, request, command.outcome, decided.id);
      if (paper !== undefined) {
        await attachFiles(tx, { subjectKind: 'access-request', subjectId: request.id, agencyId: request.agencyId, purpose: `Văn bản về đề nghị cấp quyền truy cập số ${paper.number}` }, [paper.scan]);
      }
      const subject = { ...request, requestId: request.id };
      if (command.outcome === 'returned') {
        await recordEvent(tx, accessEvent('access.returned', subject, { ...decided.facts, system: request.systemName }));
        return undefined;
      }
      const grantId = await insertGrant(tx, request.id).catch((error: unknown) => {
        // Somebody gave the same person the same account on the same system for another contract at the same moment.
        if (brokenWallOf(error) === 'access_line_one_holder_at_a_time') throw new Refused(refuse('already-held-meanwhile', { clause: 'internal' }));
        return refusedMeanwhile(error);
      });
      const people = Object.fromEntries(request.holders.map(({ personId, name }) => [personId, name]));
      await recordEvent(tx, accessEvent('access.approved', { ...subject, grantIds: [grantId] }, {
        ...decided.facts, form: request.form, purpose: request.purpose, plane: request.plane, system: request.systemName, startsAt: request.startsAt.toISOString(), endsAt: request.endsAt.toISOString(),
        accounts: request.holders.map(({ personId, account, accountKind }) => ({ personId, account, accountKind })),
      }, people));
      return grantId;
    });
  };
}
