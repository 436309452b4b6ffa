import { attachFiles } from '../../attachments/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { judgeSession, type SessionSupervision } from '../domain/session-marks.js';
import { selectGround } from '../persistence/read-ground.js';
import { insertSession, selectSessionGround, selectSessionPeople } from '../persistence/sessions.js';
import { requireAccess } from './access.js';
import type { AccessNeeds } from './access-needs.js';
import { accessEvent } from './events.js';
import { queryOf } from './locked-grant.js';

/** A session as it was seen; marks are judged here and never typed. */
export interface RecordSession {
  readonly contractId: string;
  /** Undefined: outside every grant. */
  readonly grantId: string | undefined;
  /** Needed outside every grant; otherwise the system is that of the grant. */
  readonly systemId: string | undefined;
  readonly personId: string | undefined;
  /** Needed where the person is not registered with the vendor. */
  readonly personName: string | undefined;
  readonly account: string;
  readonly beganAt: Date;
  readonly endedAt: Date;
  readonly sourceAddress: string | undefined;
  readonly workDone: string;
  readonly supervision: SessionSupervision;
  readonly supervisorId: string | undefined;
  readonly evidence: readonly StoredFile[];
}

/** What the evidence of a session is to prove. */
const SESSION_PURPOSE = 'Minh chứng phiên truy cập';

/** Recording what the vendor did on a system (điểm c khoản 2 Điều 6). */
export function createRecordSession({ work, rolesThatMay }: Pick<AccessNeeds, 'work' | 'rolesThatMay'>) {
  /**
   * Writes a session down that is over, with what is out of order about it.
   * @returns its identifier and how many marks it carries
   * @throws NotFound, Forbidden; InvalidInput with codes by field: {endedTime: 'future' | 'before-start', grantId | systemId | personId | personName | supervisorId | sourceAddress: 'unknown' | 'missing'}
   */
  return function recordSession(context: ActContext, principal: Principal, command: RecordSession): Promise<{ id: string; marks: number }> {
    return work.run(context, async (tx) => {
      const contract = await selectGround(queryOf(tx), command.contractId);
      requireAccess(principal, 'record-session', contract, rolesThatMay);
      if (contract === undefined) throw new NotFound('contract');
      const ground = command.grantId === undefined ? undefined : await selectSessionGround(tx, command.grantId, command.sourceAddress);
      const people = await selectSessionPeople(queryOf(tx), contract.id);
      const person = people.find(({ id }) => id === command.personId);
      const systemId = ground?.systemId ?? command.systemId;
      const personName = person?.name ?? command.personName;
      const faults: Record<string, string> = {};
      if (command.grantId !== undefined && ground?.contractId !== contract.id) faults['grantId'] = 'unknown';
      if (!contract.systems.some(({ id }) => id === systemId)) faults['systemId'] = systemId === undefined ? 'missing' : 'unknown';
      if (command.personId !== undefined && person === undefined) faults['personId'] = 'unknown';
      if (personName === undefined) faults['personId'] = 'missing';
      if (command.endedAt > tx.at) faults['endedTime'] = 'future';
      if (command.endedAt < command.beganAt) faults['endedTime'] = 'before-start';
      if (command.supervision === 'attended' && command.supervisorId === undefined) faults['supervisorId'] = 'missing';
      else if (command.supervisorId !== undefined && !contract.staff.some(({ id }) => id === command.supervisorId)) faults['supervisorId'] = 'unknown';
      if (ground !== undefined && ground.method !== 'on-site' && command.sourceAddress === undefined) faults['sourceAddress'] = 'missing';
      if (Object.keys(faults).length > 0 || systemId === undefined || personName === undefined) throw new InvalidInput(faults);

      const marks = judgeSession({ ...command, personId: person?.id, addressAllowed: ground?.addressAllowed ?? false }, ground?.granted);
      const id = await insertSession(tx, { ...command, systemId, personId: person?.id, personName, accountName: command.account, marks, recordedBy: principal.userId });
      const files = await attachFiles(tx, { subjectKind: 'access-session', subjectId: id, agencyId: contract.agencyId, purpose: SESSION_PURPOSE }, command.evidence);
      await recordEvent(tx, accessEvent(
        'access.session-recorded',
        { agencyId: contract.agencyId, contractId: contract.id, systemId, vendorId: contract.vendorId, grantIds: command.grantId === undefined ? [] : [command.grantId] },
        {
          sessionId: id, personId: person?.id ?? null, account: command.account, beganAt: command.beganAt.toISOString(), endedAt: command.endedAt.toISOString(),
          sourceAddress: command.sourceAddress ?? null, supervision: command.supervision, marks, files, system: contract.systems.find((system) => system.id === systemId)?.name ?? null,
        },
        { person: personName },
      ));
      return { id, marks: marks.length };
    });
  };
}
