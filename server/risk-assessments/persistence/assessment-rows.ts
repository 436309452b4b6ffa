import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { RiskLevel } from '../../library/index.js';
import type { AssessmentStatus } from '../domain/assessment.lifecycle.js';
import type { AssessmentResult, Stage } from '../domain/scoring.js';

export interface AnswerRow {
  readonly criterionId: string;
  readonly score: number | null;
  readonly notApplicableReason: string | null;
  readonly note: string | null;
  readonly answeredBy: string;
  readonly answeredName: string;
  readonly version: number;
}

export interface EvidenceRow {
  readonly id: string;
  readonly criterionId: string;
  readonly title: string;
  readonly attachmentId: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly effectiveOn: CalendarDay;
  readonly expiresOn: CalendarDay | null;
  readonly independentTest: boolean;
  readonly offeredBy: string;
  readonly offeredName: string;
  /** ISO 8601, as JSON brings it. */
  readonly offeredAt: string;
  readonly verdict: 'accepted' | 'refused' | null;
  readonly verdictReason: string | null;
  readonly verdictName: string | null;
  readonly version: number;
}

export interface ImpactRow {
  readonly groupId: string;
  readonly impact: number;
  readonly reason: string;
  readonly answeredBy: string;
  readonly version: number;
}

export interface TreatmentRow {
  readonly id: string;
  readonly groupId: string;
  readonly criterionId: string;
  readonly measure: string;
  readonly owner: string;
  readonly dueOn: CalendarDay;
  readonly expectedScore: number;
  readonly version: number;
}

export interface OpinionRow {
  readonly id: string;
  readonly giver: 'officer' | 'security-unit';
  readonly outcome: 'agrees' | 'agrees-with-conditions' | 'disagrees';
  readonly opinion: string;
  readonly documentNumber: string | null;
  readonly documentDay: CalendarDay | null;
  readonly issuingBody: string | null;
  readonly givenName: string;
  readonly givenPost: string;
  readonly givenAt: string;
  /** Given on what is submitted now, not on an earlier submission. */
  readonly current: boolean;
}

export interface WaiverRow {
  readonly id: string;
  readonly kind: 'knock-out' | 'high-risk';
  readonly targetId: string;
  readonly score: number | null;
  readonly ground: string;
  readonly compensating: string;
  readonly endsOn: CalendarDay;
  readonly requestedBy: string;
  readonly requestedName: string;
  readonly outcome: 'granted' | 'returned' | null;
  readonly decidedName: string | null;
  readonly grantedOn: CalendarDay | null;
  readonly returnGround: string | null;
  readonly inForce: boolean;
  readonly version: number;
}

export interface TriggerRow {
  readonly triggerId: string;
  readonly detail: string;
}

/** What else the assessed systems and contracts say, as they are today. */
export interface BasisRow {
  readonly level: number;
  readonly levelApproved: boolean;
  readonly hasPersonalData: boolean;
  readonly hasSensitiveData: boolean;
  readonly basicSubjects: number;
  readonly sensitiveSubjects: number;
  readonly inCloud: boolean;
  readonly servesPublic: boolean;
  readonly agencies: number;
}

export interface AssessedSystem {
  readonly id: string;
  readonly name: string;
  readonly level: number;
  readonly levelApproved: boolean;
  readonly assets: readonly { readonly name: string; readonly personalData: string; readonly subjectCount: number; readonly stateManaged: boolean; readonly place: string }[];
}

/** An assessment with all its parts: what its pages, its computation and its records need. */
export interface AssessmentDetail {
  readonly id: string;
  readonly contractId: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly stage: Stage;
  readonly status: AssessmentStatus;
  readonly previousId: string | null;
  readonly criteriaEdition: string;
  readonly groupsEdition: string;
  readonly scoringEdition: string;
  readonly gatesEdition: string;
  readonly personalDataSaid: boolean | null;
  readonly cloudSaid: boolean | null;
  readonly stateSecret: boolean | null;
  readonly processingAgreement: string | null;
  readonly shortPathAsked: boolean;
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  readonly level: number;
  readonly levelApproved: boolean;
  readonly personalData: boolean;
  readonly cloud: boolean;
  readonly sections: Readonly<Record<string, string>>;
  readonly result: AssessmentResult | null;
  readonly inputsHash: string | null;
  readonly assessedOn: CalendarDay | null;
  readonly worstLevel: RiskLevel | null;
  readonly worstGroup: string | null;
  readonly residualLevel: RiskLevel | null;
  readonly highGroups: readonly string[];
  readonly veryHighGroups: readonly string[];
  readonly failedA: readonly string[];
  readonly failedB: readonly string[];
  readonly openedBy: string;
  readonly openedName: string;
  readonly submittedBy: string | null;
  readonly submittedName: string | null;
  readonly submittedPost: string | null;
  readonly submittedAt: Date | null;
  readonly approvedBy: string | null;
  readonly approvedName: string | null;
  readonly approvedPost: string | null;
  readonly approvedOn: CalendarDay | null;
  readonly validUntil: CalendarDay | null;
  readonly returnGround: string | null;
  readonly supersededBy: string | null;
  readonly savedAt: Date;
  readonly version: number;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly contractPhase: string;
  readonly contractScope: string | null;
  readonly contractStartsOn: CalendarDay | null;
  readonly contractEndsOn: CalendarDay | null;
  readonly contractValue: bigint | null;
  readonly withoutSystem: boolean;
  readonly shortPathLimit: string | null;
  readonly basis: BasisRow;
  readonly systems: readonly AssessedSystem[];
  readonly answers: readonly AnswerRow[];
  readonly evidence: readonly EvidenceRow[];
  /** Exposure identifiers with the answer. */
  readonly exposures: readonly { readonly exposureId: string; readonly holds: boolean }[];
  readonly impacts: readonly ImpactRow[];
  readonly treatments: readonly TreatmentRow[];
  readonly opinions: readonly OpinionRow[];
  readonly waivers: readonly WaiverRow[];
  /** What has happened since it was submitted that asks for a new one. */
  readonly triggers: readonly TriggerRow[];
}
