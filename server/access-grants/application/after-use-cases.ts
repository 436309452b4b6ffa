import { readAttachments, type Attachment, type SubjectReaders } from '../../attachments/index.js';
import { readHistory, type PastEvent } from '../../audit-trail/index.js';
import { NotFound } from '../../kernel/errors.js';
import type { Principal } from '../../platform/http/principal.js';
import type { RunQuery } from '../persistence/read-ground.js';
import { selectGrant, selectLine, type GrantDetail, type LineDetail } from '../persistence/read-grant.js';
import { selectRunningGrants, selectStandingGrants, type RunningGrant, type StandingChoice } from '../persistence/read-running.js';
import { selectSession, selectSessionChoices, selectSessionPeople, type SessionChoice, type SessionDetail, type SessionPerson } from '../persistence/sessions.js';
import { mayAccess, requireAccess } from './access.js';
import type { AccessNeeds } from './access-needs.js';
import { createConfirmClosure } from './confirm-closure.js';
import { createEndAccess } from './end-access.js';
import { createOpenEmergency } from './open-emergency.js';
import { createOpenUse } from './open-use.js';
import { createRecordSession } from './record-session.js';

export type { EndedAccess } from './end-grants.js';
export type { OpenEmergency } from './open-emergency.js';
export { openedInEmergency, reviewEmergency } from './open-emergency.js';
export { standingGrantOf } from './open-use.js';
export type { GrantDetail, GrantHolder, GrantLine, GrantUse, LineDetail, SessionLine } from '../persistence/read-grant.js';
export type { RunningGrant, StandingChoice } from '../persistence/read-running.js';
export type { SessionChoice, SessionDetail, SessionPerson } from '../persistence/sessions.js';

/** What this room does after access was approved: on-call, emergencies, endings, sessions, closings. Wired once. */
export function createAfterUseCases(needs: AccessNeeds) {
  const { reader, rolesThatMay } = needs;
  const run: RunQuery = (sql, parameters) => reader.rows(sql, parameters);
  /** Whether somebody may read what belongs to the agency of this row. */
  const mayRead = async (principal: Principal, sql: string, id: string): Promise<boolean> => {
    const rows = await run<{ agencyId: string }>(sql, [id]);
    return rows.some(({ agencyId }) => mayAccess(principal, 'read', agencyId));
  };
  const mayReadGrant = (principal: Principal, id: string): Promise<boolean> => mayRead(principal, 'SELECT agency_id AS "agencyId" FROM access_grant WHERE id = $1', id);
  const mayReadSession = (principal: Principal, id: string): Promise<boolean> =>
    mayRead(principal, 'SELECT c.agency_id AS "agencyId" FROM access_session x JOIN published_contract c ON c.id = x.contract_id WHERE x.id = $1', id);
  return {
    /** @throws NotFound, Forbidden */
    async grantFor(principal: Principal, id: string, action: string): Promise<GrantDetail> {
      const grant = await selectGrant(run, id);
      requireAccess(principal, action, grant, rolesThatMay);
      if (grant === undefined) throw new NotFound('access grant');
      return grant;
    },
    /** @throws NotFound, Forbidden */
    async lineFor(principal: Principal, id: string, action: string): Promise<LineDetail> {
      const line = await selectLine(run, id);
      requireAccess(principal, action, line, rolesThatMay);
      if (line === undefined) throw new NotFound('access line');
      return line;
    },
    /** @throws NotFound */
    async session(principal: Principal, id: string): Promise<SessionDetail> {
      const session = await selectSession(run, id);
      if (session === undefined || !mayAccess(principal, 'read', session.agencyId)) throw new NotFound('access session');
      return session;
    },
    sessionChoices: (contractId: string, grantId: string | undefined): Promise<SessionChoice[]> => selectSessionChoices(run, contractId, grantId),
    sessionPeople: (contractId: string): Promise<SessionPerson[]> => selectSessionPeople(run, contractId),
    runningGrants: (contractId: string): Promise<RunningGrant[]> => selectRunningGrants(run, contractId),
    standingGrants: (contractId: string): Promise<StandingChoice[]> => selectStandingGrants(run, contractId),
    grantHistory: (id: string): Promise<PastEvent[]> => readHistory(reader, { kind: 'access-grant', id }),
    filesOf: (kind: 'access-grant' | 'access-session', id: string): Promise<Attachment[]> => readAttachments(reader, kind, id),
    mayReadGrant,
    mayReadSession,
    /** For files of grants (proof of closing) and of sessions (evidence). */
    attachmentReaders: { 'access-grant': mayReadGrant, 'access-session': mayReadSession } satisfies SubjectReaders,
    ...createOpenUse(needs),
    ...createOpenEmergency(needs),
    ...createEndAccess(needs),
    recordSession: createRecordSession(needs),
    confirmClosure: createConfirmClosure(needs),
  };
}

export type AfterUseCases = ReturnType<typeof createAfterUseCases>;
