import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Regulation } from '../../people/index.js';
import type { RecordModel, RecordSigner } from '../../records/index.js';

/** A contract with its two parties, as the records of a closing name them. */
export interface ClosingParties {
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly signedOn: CalendarDay | null;
  readonly endsOn: CalendarDay | null;
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

/** What every record of a closing rests on. */
export interface ClosingGround {
  readonly parties: ClosingParties;
  readonly regulation: Regulation;
  readonly reason: 'end-of-term' | 'early' | 'violation';
  /** Why it ends before its term; null at the end of the term. */
  readonly ground: string | null;
  /** The day of the request under điểm a khoản 4 Điều 6. */
  readonly requestedOn: CalendarDay;
}

/** An item of the checklist. */
export interface ItemToPrint {
  /** 'BG-01'; null for what was added by hand. */
  readonly code: string | null;
  readonly name: string;
  /** Of the library handover-items: 'export-and-restore' …; null for what was added. */
  readonly step: string | null;
  /** Which thing it comes from: a system, a data asset; null when it stands for the whole contract. */
  readonly about: string | null;
  readonly evidence: string;
  readonly acceptanceTest: string;
}

/** HS-25. */
export interface RequestMaterial extends ClosingGround {
  readonly plan: string;
  /** By when everything is to be handed over. */
  readonly dueOn: CalendarDay | null;
  /** How many working days the independent run lasts. */
  readonly runDays: number;
  readonly items: readonly ItemToPrint[];
  readonly accounts: number;
  /** Undefined where nobody holds the head's authority that day: the place to sign then bears no name. */
  readonly signer: RecordSigner | undefined;
}

/** What was handed over of an item. */
export interface DeliveryToPrint {
  readonly item: ItemToPrint;
  readonly version: string | null;
  readonly place: string | null;
  readonly givenBy: string;
  readonly receivedBy: string;
  readonly receivedAt: Date;
  readonly effectiveOn: CalendarDay | null;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/** An item that does not exist, or was waived by the head. */
export interface AbsenceToPrint {
  readonly item: ItemToPrint;
  readonly kind: 'none' | 'waived';
  readonly ground: string;
  readonly decidedBy: string;
}

/** HS-26. */
export interface HandoverMaterial extends ClosingGround {
  readonly deliveries: readonly DeliveryToPrint[];
  readonly absences: readonly AbsenceToPrint[];
  readonly secretary: Official;
}

/** A trial of an item on what the vendor cannot reach. */
export interface TestToPrint {
  readonly item: ItemToPrint;
  readonly tester: string;
  readonly equipment: string;
  readonly ranAt: Date;
  readonly passed: boolean;
  readonly result: string;
}

export interface RunToPrint {
  readonly beganAt: Date;
  readonly endsOn: CalendarDay;
  readonly finishedAt: Date | null;
  /** Null while it is under way. */
  readonly outcome: 'passed' | 'failed' | null;
  readonly note: string | null;
}

/** HS-27. */
export interface UsabilityMaterial extends ClosingGround {
  readonly tests: readonly TestToPrint[];
  readonly run: RunToPrint | null;
  readonly secretary: Official;
}

export interface DestructionToPrint {
  readonly scope: string;
  readonly method: string;
  readonly doneAt: Date;
  readonly number: string | null;
  readonly subcontractors: string | null;
}

export interface RetainedToPrint {
  readonly what: string;
  readonly ground: string;
  readonly until: CalendarDay;
}

/** HS-28. */
export interface DestructionMaterial extends ClosingGround {
  readonly destructions: readonly DestructionToPrint[];
  readonly retained: readonly RetainedToPrint[];
  readonly secretary: Official;
}

/** How the checklist and the accounts stand when the hire ends. */
export interface SettledCounts {
  readonly items: number;
  readonly passed: number;
  readonly absent: number;
  /** Settled, and not yet. */
  readonly accounts: number;
  readonly openAccounts: number;
}

/** An account that was settled. */
export interface AccountToPrint {
  readonly account: string;
  readonly kindText: string;
  readonly systemName: string | null;
  readonly actionText: string;
  readonly doneAt: Date | null;
  readonly by: string | null;
}

/** HS-29. */
export interface LiquidationMaterial extends ClosingGround {
  readonly counts: SettledCounts;
  readonly run: RunToPrint | null;
  readonly destructions: readonly DestructionToPrint[];
  readonly retained: readonly RetainedToPrint[];
}

/** HS-30. */
export interface EndReportMaterial extends LiquidationMaterial {
  readonly items: readonly (ItemToPrint & { readonly standingText: string })[];
  readonly accountRows: readonly AccountToPrint[];
  /** What the completion file holds: the records of the contract so far. */
  readonly contents: readonly { readonly kind: string; readonly title: string; readonly number: string | null; readonly on: CalendarDay }[];
  readonly signer: RecordSigner | undefined;
}

/** The records of this room in words; composed by web/records. */
export interface HandoverRecordComposer {
  /** HS-25: the request with the plan as its annex. */
  request(material: RequestMaterial): RecordModel;
  /** HS-26. */
  handover(material: HandoverMaterial): RecordModel;
  /** HS-27. */
  usability(material: UsabilityMaterial): RecordModel;
  /** HS-28. */
  destruction(material: DestructionMaterial): RecordModel;
  /** HS-29. */
  liquidation(material: LiquidationMaterial): RecordModel;
  /** HS-30. */
  endReport(material: EndReportMaterial): RecordModel;
}
