import { canonicalBytes, sha256 } from '../../kernel/canonical.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { HireFacts, Library, LibraryName } from '../../library/index.js';
import { isOpen } from '../domain/assessment.lifecycle.js';
import { impactFloor, type ImpactFacts } from '../domain/impact-floor.js';
import { methodOf, type RiskMethod } from '../domain/method.js';
import { readinessOf, type ReadinessLine } from '../domain/readiness.js';
import { assess, type AssessmentInputs, type AssessmentResult, type EvidenceFact } from '../domain/scoring.js';
import { shortPathClosedBy, type ShortPathRefusal } from '../domain/short-path.js';
import type { AssessmentDetail } from '../persistence/assessment-rows.js';

/** An exposure that closes the short path: access that is not given each time. */
const STANDING_ACCESS = 'standing-privileged-access';

type Editions = Pick<AssessmentDetail, 'criteriaEdition' | 'groupsEdition' | 'scoringEdition'>;

/** The method that an assessment was begun with, whatever has been loaded since. @throws MissingEdition when its version is not loaded */
export function methodFor(library: Library, { criteriaEdition, groupsEdition, scoringEdition }: Editions): RiskMethod {
  return methodOf(
    library.edition('risk-criteria', versionOf('risk-criteria', criteriaEdition)),
    library.edition('risk-groups', versionOf('risk-groups', groupsEdition)),
    library.edition('risk-scoring', versionOf('risk-scoring', scoringEdition)),
  );
}

/** 'gates@2026-11-21' → '2026-11-21'. */
export function versionOf(library: LibraryName, editionId: string): string {
  return editionId.slice(library.length + 1);
}

/** The facts that decide which criteria apply: as they are now while the assessment is worked on, as they were submitted afterwards. */
export function hireFactsOf(detail: AssessmentDetail): HireFacts {
  if (!isOpen(detail.status)) return { level: detail.level, personalData: detail.personalData, cloud: detail.cloud };
  return {
    level: detail.basis.level,
    personalData: detail.basis.hasPersonalData || detail.personalDataSaid === true,
    cloud: detail.basis.inCloud || detail.cloudSaid === true,
  };
}

export function impactFactsOf(detail: AssessmentDetail): ImpactFacts {
  return { ...detail.basis, hasPersonalData: hireFactsOf(detail).personalData };
}

/** Why the short path is closed to this hire; undefined when it is open. */
export function shortPathRefusal(method: RiskMethod, detail: AssessmentDetail): ShortPathRefusal | undefined {
  const limit = detail.shortPathLimit;
  return shortPathClosedBy(method, {
    ...hireFactsOf(detail),
    standingAccess: detail.exposures.some(({ exposureId, holds }) => exposureId === STANDING_ACCESS && holds),
    withoutSystem: detail.withoutSystem,
    value: detail.contractValue,
    valueLimit: limit !== null && /^\d{1,15}$/.test(limit) ? BigInt(limit) : null,
  });
}

/** Everything the computation of an assessment depends on, as of a day. */
export function inputsOf(method: RiskMethod, detail: AssessmentDetail, day: CalendarDay): AssessmentInputs {
  const evidence: Record<string, EvidenceFact[]> = {};
  for (const { criterionId, verdict, effectiveOn, expiresOn, independentTest } of detail.evidence) {
    (evidence[criterionId] ??= []).push({ accepted: verdict === 'accepted', effectiveOn, expiresOn, independentTest });
  }
  return {
    stage: detail.stage,
    day,
    facts: hireFactsOf(detail),
    shortPath: detail.shortPathAsked && shortPathRefusal(method, detail) === undefined,
    answers: Object.fromEntries(detail.answers.map(({ criterionId, score, notApplicableReason }) => [criterionId, { score, notApplicableReason }])),
    evidence,
    impacts: Object.fromEntries(detail.impacts.map(({ groupId, impact }) => [groupId, impact])),
    exposures: detail.exposures.filter(({ holds }) => holds).map(({ exposureId }) => exposureId),
    treatments: detail.treatments.map(({ criterionId, expectedScore }) => ({ criterionId, expectedScore })),
  };
}

/** The hash of everything that goes into a computation, the versions of the method included. */
export function hashOf(detail: Editions, inputs: AssessmentInputs): string {
  return sha256(canonicalBytes({ method: [detail.criteriaEdition, detail.groupsEdition, detail.scoringEdition], inputs }));
}

/** An assessment with what its method says of it. */
export interface Computed {
  readonly method: RiskMethod;
  readonly inputs: AssessmentInputs;
  /** Of the day while it is worked on; as frozen at submission afterwards. */
  readonly result: AssessmentResult;
}

/** Computes an assessment that is worked on as of `day`; what was submitted keeps its frozen result. */
export function compute(library: Library, detail: AssessmentDetail, day: CalendarDay): Computed {
  const method = methodFor(library, detail);
  const inputs = inputsOf(method, detail, detail.assessedOn !== null && !isOpen(detail.status) ? detail.assessedOn : day);
  const frozen = isOpen(detail.status) ? null : detail.result;
  return { method, inputs, result: frozen ?? assess(method, inputs) };
}

/** What an assessment still lacks before it can be submitted; `prefilled`: the parts of the report that facts write. */
export function readiness(detail: AssessmentDetail, { method, result }: Computed, prefilled: Readonly<Record<string, string>>): readonly ReadinessLine[] {
  const floor = impactFloor(impactFactsOf(detail)).impact;
  return readinessOf(method, {
    status: detail.status,
    stage: detail.stage,
    scopeAnswered: detail.personalDataSaid !== null && detail.cloudSaid !== null && detail.stateSecret !== null,
    stateSecret: detail.stateSecret === true,
    hasVendor: detail.vendorId !== null,
    result,
    impactsTooLow: result.groups.filter(({ impact }) => impact !== null && impact < floor).map(({ id }) => id),
    unjudgedEvidence: detail.evidence.filter(({ verdict }) => verdict === null).length,
    missingSections: method.sections.filter(({ id }) => (detail.sections[id] ?? prefilled[id] ?? '').trim() === '').map(({ letter }) => letter),
    treatedGroups: [...new Set(detail.treatments.map(({ groupId }) => groupId))],
  });
}

/** Whether two computations would be decided alike: the same risk of every group and the same knock-outs. */
export function sameVerdict(one: AssessmentResult, other: AssessmentResult): boolean {
  const verdict = ({ groups, failedA, failedB }: AssessmentResult): string => JSON.stringify([groups.map(({ id, risk, rank }) => [id, risk, rank]), failedA, failedB]);
  return verdict(one) === verdict(other);
}
