import { allow, firstRefusal, refuse, type Verdict } from '../../kernel/refusal.js';
import type { AssessmentStatus } from './assessment.lifecycle.js';
import type { Stage } from './scoring.js';

/** What an approval depends on besides the authority of who decides. */
export interface ApprovalFacts {
  readonly status: AssessmentStatus;
  readonly stage: Stage;
  readonly level: number;
  readonly highGroups: readonly string[];
  /** Opinions on what is submitted now. */
  readonly opinions: readonly { readonly giver: 'officer' | 'security-unit' }[];
  /** Who approves; undefined when the answer is for a page whose reader decides nothing. */
  readonly approver: string | undefined;
  readonly openedBy: string;
  readonly submittedBy: string | null;
  readonly assessors: readonly string[];
  /** Whether the computation of today would be decided as the one submitted. */
  readonly verdictHolds: boolean;
  readonly triggers: readonly string[];
}

export type ApprovalRefusal = 'assessment-not-submitted' | 'assessment-maker-cannot-approve' | 'assessment-opinion-missing' | 'assessment-outdated';

/** Whether the gate G-04 asks for an opinion before this approval, and whose (domain reference 8.6, the agency's own rule). */
export function opinionNeeded({ stage, level, highGroups }: Pick<ApprovalFacts, 'stage' | 'level' | 'highGroups'>): 'officer' | 'security-unit' | undefined {
  if (stage !== 'signing' || level > 3 || highGroups.length === 0) return undefined;
  return level === 3 ? 'security-unit' : 'officer';
}

/** May this assessment be approved now, by this person? */
export function mayApprove(facts: ApprovalFacts): Verdict<ApprovalRefusal> {
  const needed = opinionNeeded(facts);
  const given = facts.opinions.some(({ giver }) => needed === 'officer' || giver === needed);
  const makers = [facts.openedBy, facts.submittedBy, ...facts.assessors];
  return firstRefusal<ApprovalRefusal>([
    facts.status === 'submitted' ? allow : refuse('assessment-not-submitted', { facts: { status: facts.status } }),
    facts.approver !== undefined && makers.includes(facts.approver) ? refuse('assessment-maker-cannot-approve', { clause: 'internal' }) : allow,
    needed === undefined || given ? allow : refuse('assessment-opinion-missing', { clause: 'internal', facts: { giver: needed } }),
    facts.verdictHolds && facts.triggers.length === 0 ? allow : refuse('assessment-outdated', { clause: 'internal' }),
  ]);
}
