import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { ViolationLevelCode } from '../../library/index.js';
import type { Regulation } from '../../people/index.js';
import type { RecordModel, RecordSigner } from '../../records/index.js';
import type { LevelStep } from '../domain/level-step.js';
import type { Breadth, SuspensionKind, SuspensionScope } from '../domain/violation.js';

/** A contract with its two parties, as the records of a case name them. */
export interface CaseParties {
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly signedOn: CalendarDay | null;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly vendorName: string | null;
  readonly vendorTaxCode: string | null;
  readonly vendorAddress: string | null;
  /** Whoever represents the vendor today; null where nobody is registered. */
  readonly representative: { readonly name: string; readonly post: string } | null;
}

export interface Official {
  readonly name: string;
  readonly post: string;
}

/** A sign of violation in the words of the library violation-signs. */
export interface SignToPrint {
  /** 'DH-01'. */
  readonly id: string;
  readonly text: string;
  /** What makes it graver, where that was found. */
  readonly when: string | null;
}

/** What every record about a case rests on. */
export interface CaseGround {
  readonly parties: CaseParties;
  readonly regulation: Regulation;
  readonly caseCode: string;
  readonly signs: readonly SignToPrint[];
  readonly level: ViolationLevelCode;
  /** Each step by which the level was found. */
  readonly levelSteps: readonly LevelStep[];
  readonly seen: string;
  readonly occurredAt: Date | null;
  readonly detectedAt: Date;
  readonly foundBy: string;
  readonly openedAt: Date;
  readonly openedBy: Official;
  readonly evidence: readonly { readonly name: string; readonly sha256: string }[];
}

/** HS-11. */
export interface SignsMaterial extends CaseGround {
  /** Systems of the contract. */
  readonly systems: readonly { readonly code: string; readonly name: string; readonly level: number }[];
  /** Who draws it up: the officer who keeps the minutes. */
  readonly secretary: Official;
}

/** A system that is paused or stopped. */
export interface SuspensionToPrint {
  readonly systemCode: string;
  readonly systemName: string;
  readonly level: number;
  readonly scope: SuspensionScope;
  /** Which part: function, connection, environment. */
  readonly part: string | null;
  readonly reason: string | null;
  readonly startsAt: Date;
  /** Of a pause alone. */
  readonly endsAt: Date | null;
  /** Of a stop alone. */
  readonly liftCondition: string | null;
  readonly continuity: string;
  readonly executor: Official;
}

/** An account whose holder lost access by the containment. */
export interface RevokedHolder {
  readonly personName: string;
  readonly post: string;
  readonly account: string;
  readonly systemName: string;
  readonly contractNumber: string | null;
  /** Until when the access had been granted. */
  readonly grantedUntil: Date;
}

/** What a containment did. */
export interface ContainedCase extends CaseGround {
  readonly kind: SuspensionKind;
  readonly suspensions: readonly SuspensionToPrint[];
  /** How many grants ended. */
  readonly revokedGrants: number;
  readonly revoked: readonly RevokedHolder[];
  /** True where no access was ever granted under the contract: the record says so (điểm b khoản 3 Điều 6, "nếu có"). */
  readonly noAccessEver: boolean;
  readonly breadth: Breadth;
  readonly decidedAt: Date;
  readonly ground: string;
  /** Until when the accounts are confirmed closed (clock D-08). */
  readonly confirmBy: Date;
  /** Whether Công an thành phố is told (from Mức 3). */
  readonly policeTold: boolean;
  /** Undefined where nobody holds the head's authority at that hour: the place to sign then bears no name. */
  readonly signer: RecordSigner | undefined;
  /** The post of whoever proposes; undefined where the signer decided. */
  readonly proposerPost: string | undefined;
}

/** HS-13: as HS-12, and without any suspension the notice tells of the signs and the revocation alone. */
export interface NoticeMaterial extends Omit<ContainedCase, 'kind'> {
  readonly kind: SuspensionKind | null;
  /** Within how many working days the vendor answers and puts right; null where no term is set for the level. */
  readonly remedyDays: number | null;
  /** What the head adds in words of their own. */
  readonly addition: string | null;
}

/** An account that was closed with proof. */
export interface ClosedAccount {
  readonly personName: string;
  readonly account: string;
  readonly systemName: string;
  readonly revokedAt: Date;
  /** 'disabled', 'deleted', 'password-changed' … of the room of access, in words. */
  readonly actionText: string;
  readonly doneAt: Date | null;
  readonly proof: string | null;
  readonly confirmedBy: Official | null;
}

/** HS-15. */
export interface ClosingMaterial extends CaseGround {
  readonly decidedAt: Date;
  readonly accounts: readonly ClosedAccount[];
  /** The officer who carried the revocation out. */
  readonly executor: Official;
}

/** HS-24. */
export interface ResumptionMaterial extends CaseGround {
  readonly kind: SuspensionKind;
  readonly system: { readonly code: string; readonly name: string; readonly level: number };
  readonly scope: SuspensionScope;
  readonly part: string | null;
  readonly suspendedAt: Date;
  /** The decision that suspended: number and day, where the clerk has registered it. */
  readonly suspendedBy: { readonly number: string; readonly on: CalendarDay } | null;
  readonly resumedAt: Date;
  readonly ground: string;
  readonly report: { readonly number: string; readonly on: CalendarDay };
  readonly remedies: readonly { readonly what: string; readonly doneOn: CalendarDay; readonly verifiedBy: Official | null }[];
  /** The assessment approved after the containment, where the level asks for one. */
  readonly assessment: { readonly approvedOn: CalendarDay; readonly outcome: string } | null;
  readonly signer: RecordSigner | undefined;
  readonly proposerPost: string | undefined;
}

/** The records of this room in words; composed by web/records. */
export interface ViolationRecordComposer {
  /** HS-11. */
  signs(material: SignsMaterial): RecordModel;
  /** HS-12: one decision for the suspension and the revocation. */
  decision(material: ContainedCase): RecordModel;
  /** HS-13. */
  notice(material: NoticeMaterial): RecordModel;
  /** HS-15. */
  closing(material: ClosingMaterial): RecordModel;
  /** HS-24. */
  resumption(material: ResumptionMaterial): RecordModel;
}
