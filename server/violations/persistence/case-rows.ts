import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { ViolationLevelCode } from '../../library/index.js';
import type { CaseState } from '../domain/case.lifecycle.js';
import type { LevelStep } from '../domain/level-step.js';
import type { Breadth, CaseOutcome, CaseSource, Delivery, NoticeAddressee, SuspensionKind, SuspensionScope } from '../domain/violation.js';

/** Somebody of an agency as pages name them. */
export interface NamedOfficial {
  readonly id: string;
  readonly name: string;
  readonly post: string;
}

/** A system that a case concerns. */
export interface CaseSystem {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly managingAgencyId: string;
  readonly managingAgencyName: string;
  /** Wholly paused or stopped now, by whatever case. */
  readonly suspended: boolean;
}

/** The level of a case from a moment on; the newest counts. */
export interface LevelRow {
  readonly level: ViolationLevelCode;
  readonly steps: readonly LevelStep[];
  readonly ground: string;
  readonly by: string;
  readonly at: Date;
  readonly reportId: string | null;
}

/** A suspension with what became of it. */
export interface SuspensionRow {
  readonly id: string;
  readonly systemId: string;
  readonly systemCode: string;
  readonly systemName: string;
  readonly systemLevel: number;
  /** Whose decision it is: only this agency lifts it. */
  readonly agencyId: string;
  readonly agencyName: string;
  readonly kind: SuspensionKind;
  readonly scope: SuspensionScope;
  readonly part: string | null;
  readonly reason: string | null;
  readonly startsAt: Date;
  /** Of a pause: its end on paper, the extension counted in. A pause whose end has passed stays until it is decided on. */
  readonly endsAt: Date | null;
  readonly liftCondition: string | null;
  readonly continuity: string;
  readonly executor: NamedOfficial;
  readonly decidedBy: NamedOfficial;
  readonly extension: { readonly until: Date; readonly ground: string; readonly by: string; readonly at: Date } | null;
  readonly done: { readonly doneAt: Date; readonly proof: string; readonly by: string; readonly at: Date } | null;
  readonly resumption: { readonly ground: string; readonly by: string; readonly at: Date } | null;
}

/** What one agency proposes to the agency that manages a system. */
export interface ProposalRow {
  readonly id: string;
  readonly systemId: string;
  readonly systemCode: string;
  readonly systemName: string;
  readonly toAgencyId: string;
  readonly toAgencyName: string;
  readonly scope: SuspensionScope;
  readonly part: string | null;
  readonly text: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly answer: { readonly accepted: boolean; readonly ground: string; readonly by: string; readonly at: Date } | null;
}

/** What one act of containment did. */
export interface ContainmentRow {
  readonly id: string;
  readonly breadth: Breadth;
  /** Null where nothing is suspended. */
  readonly kind: SuspensionKind | null;
  readonly ground: string;
  /** Why less than the level asks for is suspended, or nothing. */
  readonly reason: string | null;
  readonly decidedBy: NamedOfficial;
  readonly decidedAt: Date;
  /** Decided by the officer on duty, to be confirmed by the head until `confirmBy`. */
  readonly outOfHours: boolean;
  readonly confirmBy: Date | null;
  readonly confirmation: { readonly by: string; readonly at: Date; readonly note: string | null } | null;
  /** No access was ever granted under the contract ("nếu có"). */
  readonly noAccessEver: boolean;
  /** Every grant was taken back; false where only those concerned were (Mức 1). */
  readonly whole: boolean;
  readonly snapshotSha256: string;
  readonly contracts: readonly { readonly id: string; readonly number: string | null; readonly name: string }[];
  /** Grants that ended by it, accounts under them, and how many of these nobody has confirmed closed. */
  readonly grantsEnded: number;
  readonly accounts: number;
  readonly accountsOpen: number;
  readonly suspensions: readonly SuspensionRow[];
  readonly proposals: readonly ProposalRow[];
}

/** A notice; it counts once it has its number and is delivered. */
export interface NoticeRow {
  readonly id: string;
  readonly addressee: NoticeAddressee;
  readonly text: string;
  readonly draftedBy: string;
  readonly draftedAt: Date;
  readonly ofContainment: boolean;
  readonly delivery: {
    readonly number: string;
    readonly issuedOn: CalendarDay;
    readonly deliveredAt: Date;
    readonly delivery: Delivery;
    readonly receiver: string | null;
    readonly by: string;
  } | null;
}

export interface ReportRow {
  readonly id: string;
  readonly number: string;
  readonly issuedOn: CalendarDay;
  readonly signedBy: NamedOfficial;
  readonly level: ViolationLevelCode;
  readonly summary: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

export interface RemedyRow {
  readonly id: string;
  readonly what: string;
  readonly doneAt: Date;
  readonly recordedById: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly verification: { readonly by: string; readonly byPost: string; readonly at: Date; readonly proof: string } | null;
}

/** Everything about one case; `now` is the database's instant, against which all of it is read. One statement. */
export interface CaseDetail {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly now: Date;
  readonly state: CaseState;
  readonly level: ViolationLevelCode;
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly contractPhase: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly vendorId: string;
  readonly vendorName: string;
  readonly seen: string;
  readonly occurredAt: Date | null;
  readonly detectedAt: Date;
  readonly foundBy: string;
  readonly openedBy: NamedOfficial;
  readonly openedAt: Date;
  readonly sourceKind: CaseSource;
  readonly sourceId: string;
  /** The system, the person of the session, the code of the incident; null for a contract. */
  readonly sourceName: string | null;
  readonly refusesCooperation: boolean;
  /** Editions that its signs and levels are read in: 'violation-signs@2026-11-21'. */
  readonly signsEdition: string;
  readonly levelsEdition: string;
  readonly signs: readonly { readonly sign: string; readonly graver: boolean; readonly by: string; readonly at: Date }[];
  readonly systems: readonly CaseSystem[];
  /** Newest first; never empty. */
  readonly levels: readonly LevelRow[];
  readonly incidents: readonly { readonly id: string; readonly code: string; readonly title: string }[];
  readonly containment: ContainmentRow | null;
  readonly notices: readonly NoticeRow[];
  /** Newest first. */
  readonly reports: readonly ReportRow[];
  readonly remedies: readonly RemedyRow[];
  readonly closing: { readonly outcome: CaseOutcome; readonly ground: string; readonly by: string; readonly at: Date } | null;
  /** When an assessment of the contract that was submitted after the containment was approved; null where none was. */
  readonly assessedOn: CalendarDay | null;
  /** Records drawn up about the case, newest first. */
  readonly records: readonly CaseRecord[];
}

/** A record about a case: HS-11, HS-12, HS-13, HS-15, HS-24. */
export interface CaseRecord {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly subject: string;
  readonly productCode: string;
  readonly status: string;
  readonly number: string | null;
  readonly preparedOn: CalendarDay;
}

/** A running grant as the page shows beforehand what will end. */
export interface GrantToContain {
  readonly id: string;
  readonly systemId: string;
  readonly systemName: string;
  readonly form: string;
  readonly purpose: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly holders: readonly { readonly name: string; readonly account: string }[];
  /** Accounts under it that are to be closed with proof once it ends: held now, or over and not closed yet. None of an on-call grant that was never opened. */
  readonly accountsDue: number;
}

export interface ContractToContain {
  readonly id: string;
  readonly number: string | null;
  readonly name: string;
  /** The contract of the case, as against others of the same vendor. */
  readonly main: boolean;
  readonly everGranted: boolean;
  /** Waiting requests, which nobody can approve while it is contained. */
  readonly requestsWaiting: number;
  readonly grants: readonly GrantToContain[];
}

export interface SystemToContain extends CaseSystem {
  /** Managed by the agency of the case; of others only a proposal is possible. */
  readonly own: boolean;
  /** Named by the case, as against the contract's other systems. */
  readonly concerned: boolean;
  /** Grants of other contracts on it that end when it is wholly suspended. */
  readonly othersRunning: number;
}

/** What containing a case would do now, before anybody does it. One statement. */
export interface ContainmentGround {
  readonly now: Date;
  readonly contracts: readonly ContractToContain[];
  readonly systems: readonly SystemToContain[];
  readonly executors: readonly NamedOfficial[];
  readonly vendorEmail: string | null;
  /** Signs of a crime (DH-18): the product writes to nobody outside before Công an thành phố was asked (domain reference 11.5); the notice is drawn up all the same. */
  readonly vendorHeldBack: boolean;
  /** How many officers with an address are written to. */
  readonly officersTold: number;
}

/** A proposal as its page and the inbox of the other agency show it. */
export interface ProposalDetail extends ProposalRow {
  readonly caseId: string;
  readonly caseCode: string;
  readonly level: ViolationLevelCode;
  readonly kind: SuspensionKind | null;
  readonly fromAgencyId: string;
  readonly fromAgencyName: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly vendorName: string;
  readonly executors: readonly NamedOfficial[];
  readonly suspensionId: string | null;
  readonly now: Date;
}

/** One case in the register. */
export interface CaseRow {
  readonly id: string;
  readonly code: string;
  readonly agency_id: string;
  readonly agency_name?: string;
  readonly state: CaseState;
  readonly level: ViolationLevelCode;
  readonly detected_at: Date;
  readonly opened_at: Date;
  readonly contract_id: string;
  readonly contract_number: string | null;
  readonly contract_name: string;
  readonly vendor_id: string;
  readonly vendor_name: string;
  /** Systems wholly or partly suspended by it that do not run again. */
  readonly suspended: number;
  /** The earliest clock of it that nobody settled; null where all are. */
  readonly earliest_due: Date | null;
}

/** A case on the page of its vendor. */
export interface CaseOfVendor {
  readonly id: string;
  readonly code: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly state: CaseState;
  readonly level: ViolationLevelCode;
  readonly openedAt: Date;
  readonly outcome: CaseOutcome | null;
}

/** What the page of a contract says on top and in its chapter of khoản 3: the open cases. One statement; the function violation_chapter gives the same. */
export interface ContractViolations {
  readonly agencyId: string;
  /** How many cases there ever were, those of other contracts whose containment reached this one included. */
  readonly everOpened: number;
  /** Nothing but repair under attendance can be granted. */
  readonly contained: boolean;
  readonly cases: readonly { readonly id: string; readonly code: string; readonly state: CaseState; readonly level: ViolationLevelCode; readonly openedAt: Date; readonly unconfirmed: boolean }[];
  /** The cases that are over, the newest ten. */
  readonly closed: readonly { readonly id: string; readonly code: string; readonly level: ViolationLevelCode; readonly outcome: CaseOutcome; readonly closedAt: Date }[];
  /** The case by which a contract that is being handed over ended early; null for others. */
  readonly endedBy: { readonly id: string; readonly code: string; readonly closedAt: Date; readonly ground: string } | null;
  readonly suspensions: readonly {
    readonly id: string;
    readonly caseId: string;
    readonly systemName: string;
    readonly kind: SuspensionKind;
    readonly scope: SuspensionScope;
    readonly endsAt: Date | null;
    readonly overdue: boolean;
    readonly done: boolean;
  }[];
  readonly accountsOpen: number;
}

/** What a case is about to be opened from, besides its contract. */
export interface OpeningSource {
  /** As {@link CaseDetail.sourceName}. */
  readonly name: string;
  /** The system concerned; null where it is not one. */
  readonly systemId: string | null;
  /** When it began, as far as it has a beginning. */
  readonly beganAt: Date | null;
}

/** From where a case is opened: what the form shows and fills in. */
export interface OpeningGround {
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly phase: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  readonly systems: readonly CaseSystem[];
  /** Incidents of the agency that are not linked to a case yet, newest first, at most fifty. */
  readonly incidents: readonly { readonly id: string; readonly code: string; readonly title: string }[];
  /** Cases of the vendor at Mức 2 that the agency opened in the last twelve months, this contract's or not. */
  readonly earlierSecondLevel: number;
  readonly now: Date;
}
