import { calendarDay } from '../../../server/kernel/calendar-day.js';
import { methodOf } from '../../../server/risk-assessments/domain/method.js';
import type { Answer, AssessmentInputs, EvidenceFact } from '../../../server/risk-assessments/domain/scoring.js';
import { shippedLibrary } from '../library/seeds.js';

export const day = calendarDay('2026-11-20');

/** The method as the product ships it. */
export const shippedMethod = methodOf(
  shippedLibrary.libraryOn('risk-criteria', day),
  shippedLibrary.libraryOn('risk-groups', day),
  shippedLibrary.libraryOn('risk-scoring', day),
);

/** Evidence that carries any score on {@link day}. */
export const soundEvidence: readonly EvidenceFact[] = [{ accepted: true, effectiveOn: calendarDay('2026-06-01'), expiresOn: null, independentTest: true }];

export const scored = (score: number): Answer => ({ score, notApplicableReason: null });
export const notApplicable: Answer = { score: null, notApplicableReason: 'Dịch vụ không có phần này' };

/** An assessment whose every score is carried by evidence. */
export function inputs(change: Partial<AssessmentInputs> = {}): AssessmentInputs {
  return {
    stage: 'signing',
    day,
    facts: { level: 2, personalData: false, cloud: false },
    shortPath: false,
    answers: Object.fromEntries(shippedMethod.criteria.map(({ id }) => [id, scored(3)])),
    evidence: Object.fromEntries(shippedMethod.criteria.map(({ id }) => [id, soundEvidence])),
    impacts: Object.fromEntries(shippedMethod.groups.map(({ id }) => [id, 2])),
    exposures: [],
    treatments: [],
    ...change,
  };
}

/** Scores of one group in the order of its criteria; 'na' is not applicable. */
export function answersOf(group: string, scores: readonly (number | 'na')[]): Readonly<Record<string, Answer>> {
  const criteria = shippedMethod.criteria.filter((criterion) => criterion.group === group);
  return Object.fromEntries(criteria.map(({ id }, index) => [id, answerOf(scores[index])]));
}

function answerOf(score: number | 'na' | undefined): Answer {
  if (score === 'na') return notApplicable;
  return { score: score ?? null, notApplicableReason: null };
}
