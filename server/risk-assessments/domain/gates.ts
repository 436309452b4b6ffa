import type { Stage } from './scoring.js';

/** The facts of an assessment on which the gates of signing and operation depend, whether it is approved yet or not. */
export interface GateFacts {
  readonly stage: Stage;
  readonly level: number;
  readonly personalData: boolean;
  readonly agreement: boolean;
  readonly highGroups: readonly string[];
  readonly veryHighGroups: readonly string[];
  readonly treatedGroups: readonly string[];
  readonly opinions: readonly { readonly giver: 'officer' | 'security-unit' }[];
  readonly failedA: readonly string[];
  readonly failedB: readonly string[];
  /** In force today. */
  readonly waivers: readonly { readonly kind: 'knock-out' | 'high-risk'; readonly targetId: string }[];
  /** null: not answered. */
  readonly stateSecret: boolean | null;
}

export type GateReason =
  | 'met' | 'not-asked' | 'not-answered' | 'very-high-groups' | 'high-groups' | 'high-without-treatment' | 'high-without-opinion' | 'high-not-accepted'
  | 'failed-a' | 'failed-b' | 'no-agreement' | 'state-secret';

export interface GateFinding {
  readonly gate: 'G-02' | 'G-03' | 'G-04' | 'G-05' | 'G-06' | 'G-10' | 'G-13';
  readonly standing: 'met' | 'unmet' | 'not-applicable';
  readonly reason: GateReason;
  /** Groups or criteria that stand in the way. */
  readonly about: readonly string[];
}

/**
 * How the gates that depend on the verdict would stand with this assessment (domain reference 8.6). G-01 and G-12 ask for an approval, registered records
 * and a date: the SQL function assessment_gates answers all nine for what is approved, in the same way (a test compares the two).
 */
export function foreseenGates(facts: GateFacts): readonly GateFinding[] {
  const finding = (gate: GateFinding['gate'], unmet: readonly [GateReason, readonly string[]] | undefined, asked = true): GateFinding => {
    if (!asked) return { gate, standing: 'not-applicable', reason: 'not-asked', about: [] };
    return unmet === undefined ? { gate, standing: 'met', reason: 'met', about: [] } : { gate, standing: 'unmet', reason: unmet[0], about: unmet[1] };
  };
  const some = (reason: GateReason, about: readonly string[]): readonly [GateReason, readonly string[]] | undefined => (about.length > 0 ? [reason, about] : undefined);
  const waived = (kind: 'knock-out' | 'high-risk', id: string): boolean => facts.waivers.some((waiver) => waiver.kind === kind && waiver.targetId === id);
  const signing = facts.stage === 'signing';
  return [
    finding('G-02', some('very-high-groups', facts.veryHighGroups)),
    finding('G-03', some('high-groups', facts.highGroups), facts.level >= 4),
    finding('G-04', highRisk(facts, waived), signing && facts.level <= 3 && facts.highGroups.length > 0),
    finding('G-05', some('failed-a', facts.failedA)),
    finding('G-06', some('failed-b', facts.failedB.filter((id) => !waived('knock-out', id)))),
    finding('G-10', facts.agreement ? undefined : ['no-agreement', []], signing && facts.personalData),
    finding('G-13', facts.stateSecret === false ? undefined : [facts.stateSecret === null ? 'not-answered' : 'state-secret', []], signing),
  ];
}

/** What is still missing for signing with a group at "Cao" on levels 1 to 3: treatment, opinion, acceptance; in this order. */
function highRisk(facts: GateFacts, waived: (kind: 'high-risk', id: string) => boolean): readonly [GateReason, readonly string[]] | undefined {
  const untreated = facts.highGroups.filter((id) => !facts.treatedGroups.includes(id));
  if (untreated.length > 0) return ['high-without-treatment', untreated];
  if (!facts.opinions.some(({ giver }) => facts.level < 3 || giver === 'security-unit')) return ['high-without-opinion', []];
  const open = facts.highGroups.filter((id) => !waived('high-risk', id));
  return open.length > 0 ? ['high-not-accepted', open] : undefined;
}
