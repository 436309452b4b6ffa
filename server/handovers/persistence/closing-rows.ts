import type { CalendarDay } from '../../kernel/calendar-day.js';
import type {
  AbsenceKind, AccountOrigin, AccountSide, ClosingReason, DeliveryWay, HandoverStep, ItemStanding, ObstacleCode, Requirement, RunOutcome, SettlementAction, SurveySource,
} from '../domain/closing.js';

/** A system of the contract. */
export interface SystemOfClosing {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** The newest look at its real accounts. */
  readonly surveyId: string | null;
  readonly surveyedAt: Date | null;
  /** That look was taken after the independent run ended. */
  readonly surveyCounts: boolean;
}

/** One thing that stands in the way; the khoản is in the domain (obstacleClause). */
export interface ObstacleRow {
  readonly code: ObstacleCode;
  readonly subjectKind: 'handover-item' | 'closing-account' | 'access-grant' | 'access-line' | 'system' | 'violation-case' | 'system-suspension' | 'independent-run' | 'account-survey' | 'closing';
  readonly subjectId: string;
  /** What it is, as pages name it: "BG-02 Dữ liệu nghiệp vụ", an account, a case. */
  readonly title: string;
  readonly since: Date;
}

/** A fact that says an item exists: a data asset, an account. */
export interface ItemFact {
  readonly kind: 'data-asset' | 'account';
  readonly id: string;
  readonly name: string;
  readonly since: Date;
}

export interface AbsenceRow {
  readonly id: string;
  readonly kind: AbsenceKind;
  readonly ground: string;
  readonly askedById: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  /** Null while it waits for the head. */
  readonly decision: { readonly approved: boolean; readonly note: string | null; readonly by: string; readonly at: Date } | null;
}

/** An item in the list of the closing. */
export interface ItemRow {
  readonly id: string;
  /** 'BG-01' …; null when it was added. */
  readonly code: string | null;
  readonly name: string;
  readonly step: HandoverStep;
  readonly requirement: Requirement;
  readonly acceptanceTest: string;
  readonly evidence: string | null;
  readonly systemName: string | null;
  readonly facts: number;
  readonly standing: ItemStanding;
  /** When it came to stand so. */
  readonly since: Date;
  readonly deliveries: number;
  readonly absenceWaiting: boolean;
  /** Which absence counts; null unless it stands as absent. */
  readonly absence: AbsenceKind | null;
  /** "Không có" can be asked for: only if it exists is it needed, and no fact says it does. */
  readonly mayBeNone: boolean;
}

export interface TestRow {
  readonly id: string;
  readonly testerId: string | null;
  readonly testerName: string;
  /** The organisation of a guest; null of the agency's own people. */
  readonly organisation: string | null;
  readonly equipment: string;
  readonly ranAt: Date;
  readonly passed: boolean;
  readonly result: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

export interface DeliveryRow {
  readonly id: string;
  readonly ordinal: number;
  readonly giverName: string;
  /** Named as a person of the vendor, not by name alone. */
  readonly giverIdentified: boolean;
  readonly contents: string;
  readonly versionText: string | null;
  readonly place: string;
  readonly note: string | null;
  readonly effectiveOn: CalendarDay;
  readonly uploadedAt: Date;
  readonly via: DeliveryWay;
  readonly recordedBy: string | null;
  readonly recordedById: string | null;
  /** Who received it: whoever confirmed for the agency. */
  readonly agencyConfirmation: { readonly userId: string; readonly by: string; readonly at: Date } | null;
  /** `recordedBy` wrote down what the vendor said; null when it came by link. */
  readonly vendorConfirmation: { readonly by: string; readonly at: Date; readonly recordedBy: string | null } | null;
  readonly files: readonly { readonly id: string; readonly name: string; readonly sha256: string; readonly size: number; readonly mediaType: string }[];
  /** Newest first. */
  readonly tests: readonly TestRow[];
}

/** An item with its closing, for its page and forms. */
export interface ItemDetail extends ItemRow {
  readonly closingId: string;
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly vendorName: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly closed: boolean;
  readonly now: Date;
  readonly factRows: readonly ItemFact[];
  /** Newest first. */
  readonly absences: readonly AbsenceRow[];
  /** Newest first. */
  readonly deliveryRows: readonly DeliveryRow[];
  /** Large files that officers sent in pieces and that no hand-over has taken yet; `sha256` once one is whole. Sizes in bytes. */
  readonly uploads: readonly { readonly id: string; readonly name: string; readonly size: number; readonly received: number; readonly sha256: string | null }[];
  readonly guests: readonly GuestRow[];
  /** People of the vendor who can be named as givers. */
  readonly vendorPeople: readonly { readonly id: string; readonly name: string }[];
  /** Officers of the agency who can test. */
  readonly testers: readonly { readonly id: string; readonly name: string; readonly post: string }[];
}

export interface GuestRow {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly ground: string;
  readonly namedBy: string;
  readonly namedAt: Date;
}

export interface SettlementRow {
  readonly id: string;
  readonly action: SettlementAction;
  readonly doneAt: Date;
  readonly signInFailed: boolean;
  readonly proof: string;
  readonly by: string;
  readonly at: Date;
}

/** An account of the vendor that must not work any more. */
export interface AccountRow {
  readonly id: string;
  /** In the inventory of accounts; null of one that only a session, a look or somebody named. */
  readonly accountId: string | null;
  readonly systemId: string | null;
  readonly systemName: string | null;
  readonly kind: string | null;
  readonly name: string;
  readonly environment: string | null;
  readonly origin: AccountOrigin;
  readonly settled: boolean;
  /** How: the newest settlement that counts, or the closure of the access it was held under. */
  readonly settlement: SettlementRow | null;
  readonly closure: { readonly action: string; readonly doneAt: Date; readonly by: string } | null;
  /** A line of access whose account is to be closed with proof in the room of access. */
  readonly closureDueLineId: string | null;
  readonly live: boolean;
}

export interface AccountDetail extends AccountRow {
  readonly closingId: string;
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly vendorName: string;
  readonly agencyId: string;
  readonly closed: boolean;
  readonly now: Date;
  /** Newest first. */
  readonly settlements: readonly SettlementRow[];
  /** Looks in which it was seen, newest first. */
  readonly seen: readonly { readonly surveyId: string; readonly takenAt: Date; readonly enabled: boolean; readonly belongs: AccountSide }[];
}

export interface SurveyRow {
  readonly id: string;
  readonly systemId: string;
  readonly systemName: string;
  readonly takenAt: Date;
  readonly source: SurveySource;
  readonly by: string;
  readonly accounts: number;
  /** Enabled accounts of the vendor, and enabled ones of which nobody knows whose they are. */
  readonly alive: number;
  readonly unclear: number;
}

/** A look with its rows, as its own page shows it. */
export interface SurveyDetail extends SurveyRow {
  readonly closingId: string;
  readonly agencyId: string;
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  /** When it was written down; `takenAt` is when the list was taken from the system. */
  readonly recordedAt: Date;
  /** Taken after the independent run had passed, and the newest of its system since: closing rests on it. */
  readonly counts: boolean;
  /** The list as it was sent in; the attachment is null where the file was never kept as one. */
  readonly file: { readonly sha256: string; readonly attachmentId: string | null; readonly name: string | null };
  /** Names of all that are enabled and the agency's, a line each: what the next look at the system begins with. */
  readonly agencyNames: string;
  /** The first 500: the vendor's that are enabled, unclear ones, the agency's, then the locked ones. */
  readonly rows: readonly { readonly name: string; readonly kind: string | null; readonly enabled: boolean; readonly belongs: AccountSide }[];
}

export interface RunRow {
  readonly id: string;
  readonly ordinal: number;
  readonly beganAt: Date;
  readonly beganBy: string;
  /** Working days. */
  readonly days: number;
  /** Its last day; it can have passed from the next day on. */
  readonly endsOn: CalendarDay;
  readonly finish: { readonly at: Date; readonly by: string; readonly outcome: RunOutcome; readonly note: string } | null;
}

/** What became of the vendor's copies. */
export interface CopiesRow {
  readonly destructions: readonly {
    readonly id: string; readonly scope: string; readonly method: string; readonly doneAt: Date; readonly minutesNumber: string; readonly subcontractors: string; readonly by: string; readonly at: Date;
  }[];
  readonly retained: readonly { readonly id: string; readonly what: string; readonly ground: string; readonly until: CalendarDay; readonly by: string; readonly at: Date }[];
}

/** Everything about the closing of a contract, for its one page. One statement. */
export interface ClosingDetail {
  readonly id: string;
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly contractPhase: string;
  readonly contractEndsOn: CalendarDay | null;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly vendorId: string;
  readonly vendorName: string;
  readonly reason: ClosingReason;
  readonly ground: string | null;
  readonly requestedOn: CalendarDay;
  readonly plan: string;
  readonly dueOn: CalendarDay;
  readonly runDays: number;
  /** The edition of handover-items the list was made from. */
  readonly itemsEdition: string;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly now: Date;
  /** By step, then by code. */
  readonly items: readonly ItemRow[];
  readonly accounts: readonly AccountRow[];
  readonly systems: readonly SystemOfClosing[];
  readonly surveys: readonly SurveyRow[];
  /** Newest first. */
  readonly runs: readonly RunRow[];
  readonly copies: CopiesRow;
  readonly guests: readonly GuestRow[];
  /** Empty when the head may close, and once it is closed. */
  readonly obstacles: readonly ObstacleRow[];
  readonly close: { readonly by: string; readonly at: Date } | null;
  /** Records drawn up about it, newest first. */
  readonly records: readonly {
    readonly id: string; readonly kind: string; readonly title: string; readonly subject: string; readonly productCode: string; readonly status: string; readonly number: string | null;
    readonly preparedOn: CalendarDay;
  }[];
}

/** Before closing is started: what the form shows. */
export interface StartingGround {
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly phase: string;
  readonly endsOn: CalendarDay | null;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  /** A closing there is already. */
  readonly closingId: string | null;
  /** A violation case that ended the contract. */
  readonly endedByCase: { readonly id: string; readonly code: string } | null;
  /** From how many days before the end of the term on closing can begin because of it. */
  readonly firstNotice: number;
  readonly now: Date;
}

/** What the page of a contract says in its chapter of khoản 4; the function closing_chapter gives the same. */
export interface ContractClosing {
  readonly closingId: string | null;
  readonly startedAt: string | null;
  readonly dueOn: CalendarDay | null;
  readonly items: number;
  readonly settledItems: number;
  readonly accounts: number;
  readonly settledAccounts: number;
  readonly runEndsOn: CalendarDay | null;
  readonly runOutcome: RunOutcome | null;
  readonly obstacles: number;
  readonly closedAt: string | null;
}

/** One closing in the register. */
export interface ClosingRow {
  readonly id: string;
  readonly contract_id: string;
  readonly contract_number: string | null;
  readonly contract_name: string;
  readonly vendor_name: string;
  readonly agency_id: string;
  readonly agency_name?: string;
  readonly reason: ClosingReason;
  readonly started_at: Date;
  readonly due_on: CalendarDay;
  readonly items: number;
  readonly settled_items: number;
  readonly closed_at: Date | null;
}
