import type { IncidentLevel, ViolationEscalation, ViolationLevel, ViolationLevelCode, ViolationLevelEntry, ViolationSign } from '../../library/index.js';
import type { LevelStep } from './level-step.js';

/** What the level of a case depends on. */
export interface CaseToJudge {
  readonly signs: readonly { readonly sign: string; readonly graver: boolean }[];
  readonly refusesCooperation: boolean;
  /** Levels (cấp độ) of the systems that the case concerns. */
  readonly systemLevels: readonly number[];
  /** Cases at Mức 2 of the same vendor in the agency within the months of the rule, this one left out. */
  readonly earlierSecondLevel: number;
  /** The gravest level of the incidents linked to it: an entry of the library incident-levels. */
  readonly incidentLevel?: string | undefined;
}

/** The libraries that the level is judged by, of one day. */
export interface LevelRules {
  readonly signs: readonly ViolationSign[];
  readonly levels: readonly ViolationLevelEntry[];
  readonly incidentLevels: readonly IncidentLevel[];
}

const order: readonly ViolationLevelCode[] = ['V1', 'V2', 'V3', 'V4'];

/** Which level of incident leads to which level of violation (domain reference 11.3: criteria of V3 and V4). */
const incidentLeadsTo: Readonly<Record<string, ViolationLevelCode>> = { high: 'V3', serious: 'V3', 'very-serious': 'V4' };

/** The graver of two levels. */
export function graver(one: ViolationLevelCode, other: ViolationLevelCode): ViolationLevelCode {
  return order.indexOf(one) >= order.indexOf(other) ? one : other;
}

/** Whether a level is at least another. */
export function isAtLeast(level: ViolationLevelCode, least: ViolationLevelCode): boolean {
  return order.indexOf(level) >= order.indexOf(least);
}

/** What the library says of a level. @throws RangeError when the edition lacks it */
export function levelEntry(levels: readonly ViolationLevelEntry[], code: ViolationLevelCode): ViolationLevel {
  const entry = levels.find((level): level is ViolationLevel => level.kind === 'level' && level.id === code);
  if (entry === undefined) throw new RangeError(`no level ${code} in the library`);
  return entry;
}

/** Months in which an earlier case at Mức 2 counts (library violation-levels, second-v2); 0 where the edition has no such rule. */
export function monthsThatCount(levels: readonly ViolationLevelEntry[]): number {
  return ruleOf(levels, 'second-v2')?.withinMonths ?? 0;
}

/**
 * The level of a case with the steps by which it was found: the gravest sign, an incident, then the rules that raise it, each once and never above Mức 4
 * (domain reference 11.2, 11.3; the agency's own rule). Same facts and editions, same answer.
 * @throws RangeError when there are no signs or one is not of the edition
 */
export function levelOf(judged: CaseToJudge, rules: LevelRules): { readonly level: ViolationLevelCode; readonly steps: readonly LevelStep[] } {
  const steps: LevelStep[] = [];
  const step = (rule: string, text: string, to: ViolationLevelCode): void => {
    const from = steps.at(-1)?.to ?? null;
    if (from === null || isAtLeast(to, from)) steps.push({ rule, text, from, to });
  };
  const first = gravestSign(judged, rules.signs);
  step(first.sign.id, first.text, first.level);
  const now = (): ViolationLevelCode => steps.at(-1)?.to ?? first.level;

  const ofIncident = judged.incidentLevel === undefined ? undefined : incidentLeadsTo[judged.incidentLevel];
  if (ofIncident !== undefined && !isAtLeast(now(), ofIncident)) {
    step('incident', rules.incidentLevels.find(({ id }) => id === judged.incidentLevel)?.label ?? '', ofIncident);
  }
  const second = ruleOf(rules.levels, 'second-v2');
  if (second !== undefined && now() === 'V2' && judged.earlierSecondLevel > 0) step(second.id, second.text, 'V3');
  const refusal = ruleOf(rules.levels, 'refusal-to-cooperate');
  if (refusal !== undefined && judged.refusesCooperation) step(refusal.id, refusal.text, oneUp(now()));
  const highSystem = ruleOf(rules.levels, 'level-four-system');
  if (highSystem !== undefined && judged.systemLevels.some((level) => level >= (highSystem.fromLevel ?? Infinity))) step(highSystem.id, highSystem.text, oneUp(now()));
  return { level: now(), steps };
}

function ruleOf(levels: readonly ViolationLevelEntry[], id: string): ViolationEscalation | undefined {
  return levels.find((entry): entry is ViolationEscalation => entry.kind === 'escalation' && entry.id === id);
}

function oneUp(level: ViolationLevelCode): ViolationLevelCode {
  return order[Math.min(order.indexOf(level) + 1, order.length - 1)] ?? level;
}

interface GravestSign {
  readonly sign: ViolationSign;
  readonly text: string;
  readonly level: ViolationLevelCode;
}

/** The sign that gives the highest level by itself; of equals the first in the library's order. */
function gravestSign({ signs: found }: CaseToJudge, signs: readonly ViolationSign[]): GravestSign {
  const missing = found.find(({ sign }) => !signs.some(({ id }) => id === sign));
  if (missing !== undefined) throw new RangeError(`no sign ${missing.sign} in the library`);
  const candidates = signs.flatMap((sign): GravestSign[] => {
    const here = found.filter((each) => each.sign === sign.id);
    if (here.length === 0) return [];
    const alternative = here.some((each) => each.graver) ? sign.alternatives.toSorted((one, other) => order.indexOf(other.level) - order.indexOf(one.level))[0] : undefined;
    if (alternative === undefined || isAtLeast(sign.defaultLevel, alternative.level)) return [{ sign, text: sign.text, level: sign.defaultLevel }];
    return [{ sign, text: `${sign.text} (${alternative.when.charAt(0).toLocaleLowerCase('vi')}${alternative.when.slice(1)})`, level: alternative.level }];
  });
  const [first, ...others] = candidates;
  if (first === undefined) throw new RangeError('a case has at least one sign');
  return others.reduce((gravest, each) => (isAtLeast(gravest.level, each.level) ? gravest : each), first);
}
