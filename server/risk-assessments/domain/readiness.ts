import type { AssessmentStatus } from './assessment.lifecycle.js';
import type { RiskMethod } from './method.js';
import { severityOf } from './method.js';
import type { AssessmentResult, Stage } from './scoring.js';

/** What an assessment holds, as far as submitting depends on it. */
export interface ReadinessFacts {
  readonly status: AssessmentStatus;
  readonly stage: Stage;
  readonly scopeAnswered: boolean;
  readonly stateSecret: boolean;
  readonly hasVendor: boolean;
  readonly result: AssessmentResult;
  /** Groups whose impact is lower than the facts allow. */
  readonly impactsTooLow: readonly string[];
  readonly unjudgedEvidence: number;
  readonly missingSections: readonly string[];
  readonly treatedGroups: readonly string[];
}

/** One thing that an assessment must have before it is submitted. */
export interface ReadinessLine {
  readonly what: 'scope' | 'no-state-secret' | 'vendor' | 'criteria' | 'impacts' | 'impact-floor' | 'evidence' | 'sections' | 'treatments';
  readonly met: boolean;
  /** Names or a count of what is missing. */
  readonly missing: readonly string[];
}

/** The conditions of submitting, in the order in which they are worked through. */
export function readinessOf(method: RiskMethod, facts: ReadinessFacts): readonly ReadinessLine[] {
  const { groups } = facts.result;
  const unanswered = groups.flatMap(({ lines }) => lines.filter(({ remark }) => remark === 'unanswered' || remark === 'must-apply').map(({ id }) => id));
  const medium = method.levels.findIndex(({ level }) => level === 'medium');
  const needing = groups.filter(({ risk }) => severityOf(method, risk) >= medium);
  const high = needing.filter(({ risk }) => severityOf(method, risk) > medium).map(({ id }) => id);
  const untreated = high.filter((id) => !facts.treatedGroups.includes(id));
  const noneAtAll = needing.length > 0 && facts.treatedGroups.length === 0 ? needing.map(({ id }) => id) : [];
  const line = (what: ReadinessLine['what'], missing: readonly string[]): ReadinessLine => ({ what, met: missing.length === 0, missing });
  return [
    line('scope', facts.scopeAnswered ? [] : ['']),
    line('no-state-secret', facts.stateSecret ? [''] : []),
    line('vendor', facts.hasVendor ? [] : ['']),
    line('criteria', unanswered),
    line('impacts', groups.filter(({ impact }) => impact === null).map(({ id }) => id)),
    line('impact-floor', facts.impactsTooLow),
    line('evidence', facts.unjudgedEvidence === 0 ? [] : [String(facts.unjudgedEvidence)]),
    line('treatments', untreated.length > 0 ? untreated : noneAtAll),
    line('sections', facts.missingSections),
  ];
}
