import { recordEvent } from '../../audit-trail/index.js';
import { today, type CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput, Refused } from '../../kernel/errors.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { attachFiles } from '../../attachments/index.js';
import { reviewDelegation } from '../domain/delegation-policy.js';
import type { DelegableArea } from '../domain/role.js';
import { insertDelegation } from '../persistence/delegations.js';
import { selectOffices } from '../persistence/role-assignments.js';
import { findUser, type UserAccount } from '../persistence/user-accounts.js';
import type { Authorize } from './authorize.js';
import { delegationEvent } from './events.js';

export interface Delegate {
  readonly agencyId: string;
  readonly delegateId: string;
  /** KT: a deputy signs for the head; TUQ: an officer signs by written authorisation (NĐ 30/2020 Điều 13). */
  readonly kind: 'KT' | 'TUQ';
  readonly areas: readonly DelegableArea[];
  readonly ground: string;
  readonly validFrom: CalendarDay;
  readonly validUntil: CalendarDay;
}

export interface RecordedDelegation extends Delegate {
  readonly headId: string;
  readonly paper: { readonly number: string; readonly date: CalendarDay; readonly scan: StoredFile };
}

/**
 * The head delegates part of the own authority by a click.
 * @throws NotFound, Forbidden; InvalidInput 'unknown-person' at delegateId; Refused with a code of delegation-policy.ts
 */
export function createDelegate(work: UnitOfWork, authorize: Authorize) {
  return (context: ActContext, principal: Principal, command: Delegate): Promise<string> =>
    work.run(context, async (tx) => {
      authorize(principal, 'delegate', 'Delegation', { agencyId: command.agencyId });
      return give(tx, { ...command, headId: principal.userId }, undefined);
    });
}

/**
 * Records a delegation that the head signed on paper: number, date and signed scan. Whoever records is not the delegate.
 * @throws as createDelegate; InvalidInput 'unknown-person' at headId
 */
export function createRecordDelegation(work: UnitOfWork, authorize: Authorize) {
  return (context: ActContext, principal: Principal, command: RecordedDelegation): Promise<string> =>
    work.run(context, async (tx) => {
      authorize(principal, 'record', 'Delegation', { agencyId: command.agencyId });
      return give(tx, command, command.paper);
    });
}

async function give(tx: Transaction, command: Delegate & { readonly headId: string }, paper: RecordedDelegation['paper'] | undefined): Promise<string> {
  const recordedBy = tx.context.actorId;
  if (recordedBy === null) throw new Error('a delegation is given or recorded by a person');
  const [head, delegate] = [await personAt(tx, 'headId', command.headId), await personAt(tx, 'delegateId', command.delegateId)];
  const medium = paper === undefined ? 'click' : 'paper';
  const verdict = reviewDelegation({
    ...command,
    recordedBy,
    medium,
    paperDate: paper?.date,
    today: today({ now: () => tx.at }),
    offices: await selectOffices(tx, command.headId, command.agencyId),
    delegateIsOpen: delegate.closedAt === null,
  });
  if (!verdict.allowed) throw new Refused(verdict);
  const id = await insertDelegation(tx, {
    ...command,
    createdBy: recordedBy,
    medium,
    paper: paper === undefined ? undefined : { number: paper.number, date: paper.date, sha256: paper.scan.sha256 },
  });
  const files = paper === undefined ? [] : await attachFiles(tx, { subjectKind: 'delegation', subjectId: id, agencyId: command.agencyId, purpose: 'Văn bản ủy quyền đã ký' }, [paper.scan]);
  await recordEvent(
    tx,
    delegationEvent(
      medium === 'click' ? 'delegation.given' : 'delegation.recorded',
      { id, ...command },
      {
        kind: command.kind, areas: [...command.areas], ground: command.ground, validFrom: command.validFrom, validUntil: command.validUntil, medium,
        headId: command.headId, delegateId: command.delegateId, paperNumber: paper?.number ?? null, paperDate: paper?.date ?? null, files,
      },
      { head: head.fullName, delegate: delegate.fullName },
    ),
  );
  return id;
}

async function personAt(tx: Transaction, field: 'headId' | 'delegateId', id: string): Promise<UserAccount> {
  const person = await findUser(tx, id);
  if (person === undefined) throw new InvalidInput({ [field]: 'unknown-person' });
  return person;
}
