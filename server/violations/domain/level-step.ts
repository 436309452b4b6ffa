import type { ViolationLevelCode } from '../../library/index.js';

/** One step by which the level of a case was found; kept with the level, in the words of the libraries of that day. */
export interface LevelStep {
  /** What led to it: a sign ('DH-01'), a rule of the library violation-levels ('second-v2'), 'incident', or 'report' where the report on damage settled it. */
  readonly rule: string;
  /** What the library says of the rule. */
  readonly text: string;
  /** The level before this step; null for the first. */
  readonly from: ViolationLevelCode | null;
  readonly to: ViolationLevelCode;
}
