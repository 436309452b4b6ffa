import type { ViolationLevelCode } from '../../library/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import type { Breadth, CaseOutcome, CaseSource, Delivery, NoticeAddressee, SuspensionKind, SuspensionScope } from '../domain/violation.js';

/** A sign that was found. */
export interface FoundSign {
  /** Of the library violation-signs: 'DH-01'. */
  readonly sign: string;
  /** Whether what makes it graver holds as well (the alternative of the library: 'Lỗ hổng đã bị khai thác'). */
  readonly graver: boolean;
}

/** Signs of violation are enough; proof comes later (điểm a khoản 3 Điều 6). */
export interface OpenCase {
  readonly contractId: string;
  /** The systems of the contract that the signs concern; none where the contract has none. */
  readonly systemIds: readonly string[];
  readonly source: { readonly kind: CaseSource; readonly id: string };
  readonly signs: readonly FoundSign[];
  readonly seen: string;
  readonly occurredAt: Date | undefined;
  readonly detectedAt: Date;
  /** Who saw it, in words: a person, a system of supervision, a body outside. */
  readonly foundBy: string;
  readonly refusesCooperation: boolean;
  readonly incidentId: string | undefined;
  readonly evidence: readonly StoredFile[];
}

/** More became known: further signs, systems, a refusal to cooperate, an incident. The level follows by rule and never goes down by it. */
export interface RaiseLevel {
  readonly caseId: string;
  readonly version: number | undefined;
  /** Only what is new. */
  readonly signs: readonly FoundSign[];
  readonly systemIds: readonly string[];
  readonly refusesCooperation: boolean;
  readonly incidentId: string | undefined;
  readonly ground: string;
  readonly evidence: readonly StoredFile[];
}

/** A system to suspend, wholly or in part. */
export interface AskedSuspension {
  readonly systemId: string;
  readonly scope: SuspensionScope;
  /** Which part; required when in part. */
  readonly part: string | undefined;
}

/** A system of another agency: proposed to its head, who decides. */
export interface AskedProposal extends AskedSuspension {
  readonly text: string;
}

/**
 * One act closes everything: evidence first, then every grant, the systems, the message to the vendor, the papers and the clocks (điểm a, b khoản 3 Điều 6;
 * domain reference 11.3). One kind of suspension for all its systems, so that one decision has one word in its title.
 */
export interface Contain {
  readonly caseId: string;
  readonly version: number | undefined;
  readonly ground: string;
  readonly breadth: Breadth;
  /** At Mức 1 the grants concerned, of this contract; undefined: every grant. */
  readonly grantIds: readonly string[] | undefined;
  readonly measure: SuspensionKind | 'none';
  readonly suspensions: readonly AskedSuspension[];
  readonly proposals: readonly AskedProposal[];
  /** Why less is suspended than the level asks for, or nothing. */
  readonly reason: string | undefined;
  /** Of a pause: when it ends on paper. */
  readonly until: Date | undefined;
  /** Of a stop: what lifts it. */
  readonly liftCondition: string | undefined;
  /** How users are served meanwhile; required when something is suspended. */
  readonly continuity: string | undefined;
  /** Who carries suspensions out: an IT officer of the agency. */
  readonly executorId: string | undefined;
  /** What the notice tells the vendor besides the decision. */
  readonly noticeText: string | undefined;
}

export interface ConfirmContainment {
  readonly caseId: string;
  readonly note: string | undefined;
}

/** A suspension is carried out outside the product and counts only with proof. */
export interface ConfirmDone {
  readonly suspensionId: string;
  readonly doneAt: Date;
  readonly proof: string;
  readonly file: StoredFile;
}

/** A pause is extended once, by a new decision. */
export interface ExtendPause {
  readonly suspensionId: string;
  readonly until: Date;
  readonly ground: string;
}

/** The head of the agency that manages a system answers another agency's proposal. */
export interface AnswerProposal {
  readonly proposalId: string;
  readonly accepted: boolean;
  /** Why; required when refused. */
  readonly ground: string;
  /** Required when accepted, as for a suspension of the own agency. */
  readonly until: Date | undefined;
  readonly liftCondition: string | undefined;
  readonly continuity: string | undefined;
  readonly executorId: string | undefined;
}

/** A notice that is to go out; it counts once it is delivered. */
export interface DraftNotice {
  readonly caseId: string;
  readonly addressee: NoticeAddressee;
  readonly text: string;
}

/** Number and delivery of a notice. */
export interface DeliverNotice {
  readonly noticeId: string;
  readonly number: string;
  readonly issuedOn: CalendarDay;
  readonly deliveredAt: Date;
  readonly delivery: Delivery;
  /** Who took it, where that is known. */
  readonly receiver: string | undefined;
  readonly file: StoredFile | undefined;
}

/** The report on level and damage as it was registered (điểm c khoản 3 Điều 6). */
export interface RecordReport {
  readonly caseId: string;
  readonly version: number | undefined;
  readonly number: string;
  readonly issuedOn: CalendarDay;
  /** The head or a delegate, of those who may sign for the agency. */
  readonly signedBy: string;
  readonly level: ViolationLevelCode;
  readonly summary: string;
  readonly scan: StoredFile;
}

/** What the vendor or the agency did to put it right. */
export interface RecordRemedy {
  readonly caseId: string;
  readonly what: string;
  readonly doneAt: Date;
}

/** Another person than who recorded it has looked and proves it. */
export interface VerifyRemedy {
  readonly remedyId: string;
  readonly proof: string;
  readonly file: StoredFile;
}

/** A system runs again; old grants never come back. */
export interface Resume {
  readonly suspensionId: string;
  readonly ground: string;
}

export interface CloseCase {
  readonly caseId: string;
  readonly version: number | undefined;
  readonly outcome: CaseOutcome;
  readonly ground: string;
}

export interface LinkIncident {
  readonly caseId: string;
  readonly incidentId: string;
}
