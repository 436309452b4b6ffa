import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import type { AbsenceKind, AccountSide, ClosingReason, DeliveredStep, RunOutcome, SettlementAction, SurveySource } from '../domain/closing.js';

/** Closing a contract begins: the checklist is made from the facts (điểm a khoản 4 Điều 6). */
export interface StartClosing {
  readonly contractId: string;
  readonly reason: ClosingReason;
  /** The decision, the clause of the contract or the case it rests on; required unless the term ends. */
  readonly ground: string | undefined;
  /** The day on which the vendor was asked to hand over. */
  readonly requestedOn: CalendarDay;
  /** The plan: who hands over what, where, in which order. */
  readonly plan: string;
  /** Until when everything is to be handed over. */
  readonly dueOn: CalendarDay;
}

/** Something that the library does not name. */
export interface AddItem {
  readonly closingId: string;
  readonly name: string;
  readonly step: DeliveredStep;
  readonly systemId: string | undefined;
  /** How it is to be proven usable without the vendor. */
  readonly acceptanceTest: string;
}

/** What the vendor handed over, written down by the officer who received it; that confirms the agency's side. */
export interface ReceiveItem {
  readonly itemId: string;
  /** Who gave it: a person of the vendor as the room of vendors knows them, or a name. */
  readonly giverName: string;
  readonly giverPersonId: string | undefined;
  readonly contents: string;
  /** Version, tag, or what tells this from an earlier hand-over. */
  readonly versionText: string | undefined;
  /** Where it lies now. */
  readonly place: string;
  readonly note: string | undefined;
  /** When it was handed over in fact; the time of recording is the database's. */
  readonly effectiveOn: CalendarDay;
  readonly files: readonly StoredFile[];
  /** Large files that officers of the agency sent in pieces before. */
  readonly uploads: readonly string[];
  /** Whether the vendor signed for it as well (on the paper among the files); otherwise its side is confirmed later. */
  readonly vendorSigned: boolean;
}

/** One side says that a hand-over is as recorded: the agency takes over what came by link, an officer records the vendor's word. */
export interface ConfirmDelivery {
  readonly deliveryId: string;
  readonly side: 'vendor' | 'agency';
  /** Who confirmed for the vendor; required for that side. */
  readonly name: string | undefined;
}

/** Somebody from another agency, or of the new vendor, who tests; named by the head (small units have nobody else). */
export interface NameGuest {
  readonly closingId: string;
  readonly name: string;
  readonly organisation: string;
  readonly ground: string;
}

/** The acceptance test of a hand-over, on equipment that the vendor does not reach. */
export interface RecordTest {
  readonly deliveryId: string;
  /** An officer of the agency, or a guest that the head named; one of both. */
  readonly testerId: string | undefined;
  readonly guestId: string | undefined;
  readonly equipment: string;
  readonly ranAt: Date;
  readonly passed: boolean;
  /** What was found; the reason for which it goes back when it failed. */
  readonly result: string;
  readonly files: readonly StoredFile[];
}

/** "Không có" or a waiver is asked for; the head decides. */
export interface AskAbsence {
  readonly itemId: string;
  readonly kind: AbsenceKind;
  readonly ground: string;
}

export interface DecideAbsence {
  readonly absenceId: string;
  readonly approved: boolean;
  /** Required when refused. */
  readonly note: string | undefined;
}

/** A key, a token, a certificate, a domain or a cloud root account that no grant named. */
export interface AddAccount {
  readonly closingId: string;
  readonly systemId: string | undefined;
  /** Of the library account-kinds. */
  readonly kind: string;
  readonly name: string;
}

/** What was done with an account, with the proof that the vendor does not sign in with it any more. */
export interface SettleAccount {
  readonly accountId: string;
  readonly action: SettlementAction;
  readonly doneAt: Date;
  /** Signing in with the old secret was tried and failed. */
  readonly signInFailed: boolean;
  readonly proof: string;
  readonly files: readonly StoredFile[];
}

/** One account as a system itself lists it. */
export interface SurveyedAccount {
  readonly name: string;
  readonly kind: string | undefined;
  readonly enabled: boolean;
  readonly belongs: AccountSide;
}

/** A look at the real accounts of a system. */
export interface RecordSurvey {
  readonly closingId: string;
  readonly systemId: string;
  readonly takenAt: Date;
  readonly source: SurveySource;
  readonly file: StoredFile;
  readonly rows: readonly SurveyedAccount[];
}

/** The system runs without the vendor from now on; every grant of the contract ends. */
export interface BeginRun {
  readonly closingId: string;
}

export interface FinishRun {
  readonly runId: string;
  readonly outcome: RunOutcome;
  readonly note: string;
  readonly files: readonly StoredFile[];
}

/** The vendor's copies and its subcontractors' were destroyed beyond recovery. */
export interface RecordDestruction {
  readonly closingId: string;
  readonly scope: string;
  readonly method: string;
  readonly doneAt: Date;
  readonly minutesNumber: string;
  /** Which subcontractors held copies, and what became of them; "không có" is said too. */
  readonly subcontractors: string;
  /** The vendor's confirmation. */
  readonly file: StoredFile;
}

/** What the vendor may keep, on which ground and until when. */
export interface RecordRetainedCopy {
  readonly closingId: string;
  readonly what: string;
  readonly ground: string;
  readonly until: CalendarDay;
  readonly file: StoredFile;
}

/** The head closes; a closed contract is never edited. */
export interface CloseContract {
  readonly closingId: string;
}
