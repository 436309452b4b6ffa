import type { PastEvent } from '../../audit-trail/index.js';
import type { Attachment, SubjectReaders } from '../../attachments/index.js';
import type { Verdict } from '../../kernel/refusal.js';
import type { Library, ViolationLevel, ViolationLevelCode } from '../../library/index.js';
import type { Regulation } from '../../people/index.js';
import type { RegisterResult, RegisterView } from '../../platform/database/register-query.js';
import type { RegisterSource } from '../../platform/database/register-stream.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { LevelStep } from '../domain/level-step.js';
import type { CaseSource, ViolationAction } from '../domain/violation.js';
import type {
  AnswerProposal, CloseCase, ConfirmContainment, ConfirmDone, Contain, DeliverNotice, DraftNotice, ExtendPause, LinkIncident, OpenCase, RaiseLevel, RecordRemedy, RecordReport, Resume, VerifyRemedy,
} from './commands.js';
import type {
  CaseDetail, CaseOfVendor, CaseRow, ContainmentGround, OpeningGround, OpeningSource, ProposalDetail, SuspensionRow,
} from './read-models.js';

/** The level that the rules give, and by which steps. */
export interface JudgedLevel {
  readonly level: ViolationLevelCode;
  readonly steps: readonly LevelStep[];
}

/** Before containing: everything that will happen, and what the level asks for. */
export interface ContainmentPlan extends ContainmentGround {
  readonly case: CaseDetail;
  /** What the library says of the level of the case. */
  readonly asked: ViolationLevel;
  /** Within office hours (quy định nội bộ: 07:30-17:00 of working days) the officer on duty does not decide. */
  readonly officeHours: boolean;
  /** Whether this person may contain now, and why not. */
  readonly verdict: Verdict;
  /** Where a pause would end unless said otherwise. */
  readonly pauseUntil: Date;
  /** By when accounts are to be confirmed closed (D-08) and the notice delivered (D-09); undefined where a holiday year is missing. */
  readonly revokedBy: Date | undefined;
  readonly noticeBy: Date | undefined;
}

/** What containing did. */
export interface ContainedNow {
  readonly containmentId: string;
  readonly grants: number;
  readonly accounts: number;
  readonly suspended: number;
  readonly proposed: number;
  /** Records drawn up for signature, by kind. */
  readonly records: readonly { readonly kind: 'HS-12' | 'HS-13' | 'HS-14'; readonly id: string }[];
}

/**
 * The acts of this room. Each is one transaction: refusals are Refused with a code of the domain policies, wrong input InvalidInput with codes by field, what
 * others changed meanwhile Conflict; NotFound where the person may not know of it, Forbidden with the roles that may.
 */
export interface ViolationActs {
  /** Records: violation.case-opened. InvalidInput {signs: 'none' | 'unknown', systemIds: 'unknown', detectedDay: 'future', occurredDay: 'future' | 'after-detection', incidentId: 'unknown'}. @returns the case */
  openCase(context: ActContext, principal: Principal, command: OpenCase): Promise<{ readonly id: string; readonly code: string; readonly level: ViolationLevelCode }>;
  /** Records: violation.level-raised. @returns the level now and before */
  raiseLevel(context: ActContext, principal: Principal, command: RaiseLevel): Promise<{ readonly level: ViolationLevelCode; readonly before: ViolationLevelCode }>;
  /** Records: violation.contained, access.revoked, record.prepared. InvalidInput with codes by field of the command (containFaults). */
  contain(context: ActContext, principal: Principal, command: Contain): Promise<ContainedNow>;
  /** Records: violation.containment-confirmed. */
  confirmContainment(context: ActContext, principal: Principal, command: ConfirmContainment): Promise<void>;
  /** Records: violation.suspension-done. InvalidInput {doneTime: 'future' | 'before-start'}. @returns the case */
  confirmDone(context: ActContext, principal: Principal, command: ConfirmDone): Promise<{ readonly caseId: string }>;
  /** Records: violation.suspension-extended. InvalidInput {untilDay: 'not-later' | 'too-long'} */
  extendPause(context: ActContext, principal: Principal, command: ExtendPause): Promise<{ readonly caseId: string }>;
  /** Records: violation.proposal-answered, access.revoked. @returns the suspension that an acceptance made */
  answerProposal(context: ActContext, principal: Principal, command: AnswerProposal): Promise<{ readonly suspensionId: string | undefined }>;
  /** Records: violation.notice-drafted. */
  draftNotice(context: ActContext, principal: Principal, command: DraftNotice): Promise<{ readonly id: string }>;
  /** Records: violation.notice-delivered. InvalidInput {issuedOn: 'future' | 'before-case', deliveredTime: 'future' | 'before-issue'} */
  deliverNotice(context: ActContext, principal: Principal, command: DeliverNotice): Promise<{ readonly caseId: string }>;
  /** Records: violation.report-recorded. InvalidInput {issuedOn: 'future' | 'before-case', signedBy: 'unknown'} */
  recordReport(context: ActContext, principal: Principal, command: RecordReport): Promise<void>;
  /** Records: violation.remedy-recorded. InvalidInput {doneTime: 'future'} */
  recordRemedy(context: ActContext, principal: Principal, command: RecordRemedy): Promise<{ readonly id: string }>;
  /** Records: violation.remedy-verified. @returns the case */
  verifyRemedy(context: ActContext, principal: Principal, command: VerifyRemedy): Promise<{ readonly caseId: string }>;
  /** Records: violation.resumed, record.prepared. Refused 'resume-obstacles' with all obstacles (see resumeObstacles). @returns the case and HS-24 */
  resume(context: ActContext, principal: Principal, command: Resume): Promise<{ readonly caseId: string; readonly recordId: string }>;
  /** Records: violation.case-closed, access.revoked (grants of repair end with the case). Where it ended the contract, its hand-over begins. */
  closeCase(context: ActContext, principal: Principal, command: CloseCase): Promise<{ readonly handingOver: boolean }>;
  /** Records: violation.incident-linked. */
  linkIncident(context: ActContext, principal: Principal, command: LinkIncident): Promise<void>;
  /** HS-11. Records: record.prepared. @returns the record */
  drawUpSigns(context: ActContext, principal: Principal, caseId: string): Promise<string>;
  /** HS-15. Records: record.prepared. Refused 'no-account-closed'. @returns the record */
  drawUpClosing(context: ActContext, principal: Principal, caseId: string): Promise<string>;
}

/** What pages read. Each is one statement, and checks the ability itself unless it says otherwise. */
export interface ViolationReadings {
  readonly library: () => Library;
  readonly regulation: () => Regulation;
  readonly rolesThatMay: (action: string, subject: string) => readonly string[];
  readonly now: () => Date;
  /** Whether this person may do `action` about cases of an agency. */
  may(principal: Principal, action: string, agencyId: string): boolean;
  /** Whether a person's reading reaches more than one agency: then registers say which. */
  reachesSeveral(principal: Principal): boolean;
  /** A case that this person may do `action` about ('read' unless said). @throws NotFound, Forbidden */
  case(principal: Principal, id: string, action?: ViolationAction): Promise<CaseDetail>;
  /** A suspension with its case; asked about the agency whose decision it is. @throws NotFound, Forbidden */
  suspensionFor(principal: Principal, suspensionId: string, action?: ViolationAction): Promise<{ readonly case: CaseDetail; readonly suspension: SuspensionRow }>;
  /** The case of a containment, to which its clocks lead. @throws NotFound */
  caseOfContainment(principal: Principal, containmentId: string): Promise<string>;
  /** What a case would be opened on, and from; a source that does not belong to the contract is none. @throws NotFound, Forbidden ('open') */
  openingGround(principal: Principal, contractId: string, source?: { readonly kind: CaseSource; readonly id: string }): Promise<OpeningGround & { readonly source: OpeningSource | undefined }>;
  /** The contracts behind a system, a session, a review or an incident from which a case can be opened. */
  contractsBehind(principal: Principal, source: { readonly kind: 'system' | 'session' | 'review' | 'incident'; readonly id: string }): Promise<readonly { readonly id: string; readonly number: string | null; readonly name: string }[]>;
  /** The level that rules give to what somebody is about to record; the act judges again. */
  judge(principal: Principal, opening: Pick<OpenCase, 'contractId' | 'systemIds' | 'signs' | 'refusesCooperation' | 'incidentId'>): Promise<JudgedLevel>;
  /** What containing would do. @throws NotFound, Forbidden ('contain' or 'contain-at-once') */
  containmentPlan(principal: Principal, caseId: string): Promise<ContainmentPlan>;
  /** What the act would throw as InvalidInput, codes by field of the command (see domain/containment-policy.ts); {} when nothing is wrong. */
  containFaults(plan: ContainmentPlan, command: Contain): Readonly<Record<string, string>>;
  /** Whether this person may contain the case now. */
  mayContain(principal: Principal, of: CaseDetail): Verdict;
  /** Everything that stands in the way of resuming a system, at once; empty when nothing does. */
  resumeObstacles(principal: Principal, of: CaseDetail, suspensionId: string): readonly Verdict[];
  /** Whether a case may be closed with an outcome. */
  mayClose(of: CaseDetail, outcome: CloseCase['outcome']): Verdict;
  register(principal: Principal, view: RegisterView): Promise<RegisterResult<CaseRow>>;
  registerRows(principal: Principal, view: RegisterView): RegisterSource<CaseRow>;
  /** A proposal, for the agency that made it and for the one that answers. @throws NotFound, Forbidden */
  proposal(principal: Principal, id: string, action?: ViolationAction): Promise<ProposalDetail>;
  /** Proposals that wait for agencies whose head this person is, the oldest first, at most a hundred. */
  proposalsWaiting(principal: Principal): Promise<readonly ProposalDetail[]>;
  /** Cases about a vendor that this person may read, newest first, at most a hundred. */
  casesOfVendor(principal: Principal, vendorId: string): Promise<readonly CaseOfVendor[]>;
  history(caseId: string): Promise<PastEvent[]>;
  /** Files of the case and of its suspensions, newest first; their purpose says which. */
  files(caseId: string): Promise<Attachment[]>;
  mayReadCase(principal: Principal, id: string): Promise<boolean>;
  /** For files of cases and of suspensions. */
  readonly attachmentReaders: SubjectReaders;
}

export type ViolationUseCases = ViolationActs & ViolationReadings;
