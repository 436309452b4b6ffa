import type { EventFact } from '../../audit-trail/index.js';
import { today, type CalendarDay } from '../../kernel/calendar-day.js';
import { Refused } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { ActingCapacity } from '../domain/capacity.js';
import { capacityOf, reviewDecision } from '../domain/decision-policy.js';
import type { DelegableArea } from '../domain/role.js';
import { insertDecision, selectAuthorities } from '../persistence/decisions.js';

/** A decision signed on paper: its number and date, the hash of the signed scan in the evidence store, and who signed. */
export interface PaperDecision {
  readonly number: string;
  readonly date: CalendarDay;
  readonly sha256: string;
  readonly signerId: string;
}

export interface DecideCommand {
  /** Whose authority decides. */
  readonly agencyId: string;
  readonly area: DelegableArea;
  /** What is decided on, in the audit trail's kinds: 'contract', 'access-grant' … */
  readonly subject: { readonly kind: string; readonly id: string };
  /** What would be done: 'approve-assessment', 'waive-clause' … */
  readonly act: string;
  readonly outcome: 'approved' | 'returned';
  /** Why; required when returned. */
  readonly ground?: string | undefined;
  /** Who asked for it or made what is decided on. */
  readonly requestedBy: string;
  /** Absent: the acting person decides by a click. Present: the acting person records what somebody else signed. */
  readonly paper?: PaperDecision | undefined;
}

/** A decision that stands, and what the caller's audit event says of it. */
export interface Decided {
  readonly id: string;
  readonly decidedBy: string;
  readonly capacity: ActingCapacity['capacity'];
  readonly delegationId: string | undefined;
  readonly decidedOn: CalendarDay;
  readonly facts: Readonly<Record<string, EventFact>>;
}

/**
 * Records a decision of a head, by click or on paper, inside the caller's transaction: finds the capacity in which it is given (own, KT, TUQ with
 * its delegation), refuses maker = approver, a paper recorded by its requester, and a signer without authority on the paper's date. The caller checks
 * the ability first, and records its own audit event with `facts` in it (the wall asks for an event in the same transaction).
 * @throws Refused with a code of decision-policy.ts, ground 'internal'
 */
export async function decide(tx: Transaction, command: DecideCommand): Promise<Decided> {
  const recordedBy = tx.context.actorId;
  if (recordedBy === null) throw new Error('a decision is given or recorded by a person');
  const day = today({ now: () => tx.at });
  const decidedBy = command.paper?.signerId ?? recordedBy;
  const decidedOn = command.paper?.date ?? day;
  const medium = command.paper === undefined ? 'click' : 'paper';
  const authorities = await selectAuthorities(tx, decidedBy, command.agencyId, decidedOn);
  const verdict = reviewDecision({ ...command, recordedBy, decidedBy, medium, decidedOn, today: day, authorities });
  if (!verdict.allowed) throw new Refused(verdict);
  const acting = capacityOf({ authorities, area: command.area });
  if (acting === undefined) throw new Error('a decision was allowed without authority');
  const id = await insertDecision(tx, {
    agencyId: command.agencyId,
    subjectKind: command.subject.kind,
    subjectId: command.subject.id,
    act: command.act,
    area: command.area,
    outcome: command.outcome,
    ground: command.ground,
    requestedBy: command.requestedBy,
    decidedBy,
    capacity: acting.capacity,
    delegationId: acting.delegationId,
    medium,
    recordedBy,
    paper: command.paper,
  });
  const facts: Record<string, EventFact> = {
    decisionId: id,
    act: command.act,
    outcome: command.outcome,
    medium,
    decidedBy,
    capacity: acting.capacity,
    delegationId: acting.delegationId ?? null,
    ground: command.ground ?? null,
    paperNumber: command.paper?.number ?? null,
    paperDate: command.paper?.date ?? null,
    paperSha256: command.paper?.sha256 ?? null,
  };
  return { id, decidedBy, capacity: acting.capacity, delegationId: acting.delegationId, decidedOn, facts };
}
