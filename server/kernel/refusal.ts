import type { Clause } from './citation.js';

export type { Clause, RegulationClause } from './citation.js';

/** What the texts of a reason speak of, by name: `{ endsOn: '01/03/2026' }`. Ready to be shown, never personal secrets. */
export type Facts = Readonly<Record<string, string>>;

/** Nothing stands against the act. */
export interface Allowed {
  readonly allowed: true;
}

/**
 * Why an act is not allowed: a reason code, the ground it rests on and the facts it speaks of. The Vietnamese sentence of a
 * code belongs to presenters. A policy that lists its codes (`Refusal<'no-assessment' | 'level-blocks'>`) lets the compiler
 * check that each has a sentence.
 */
export interface Refusal<Reason extends string = string> {
  readonly allowed: false;
  readonly reason: Reason;
  readonly clause?: Clause;
  readonly facts?: Facts;
}

/** The answer of a policy: facts in, this out. The same answer closes the button and guards the act. */
export type Verdict<Reason extends string = string> = Allowed | Refusal<Reason>;

/** The verdict that lets an act pass. */
export const allow: Allowed = Object.freeze({ allowed: true });

/** The verdict that refuses an act for `reason`; `ground` names the clause it rests on and the facts it speaks of. */
export function refuse<const Reason extends string>(
  reason: Reason,
  ground: { readonly clause?: Clause; readonly facts?: Facts } = {},
): Refusal<Reason> {
  return { allowed: false, reason, ...ground };
}

/** The first refusal among `verdicts`, in their order; {@link allow} when there is none. */
export function firstRefusal<Reason extends string>(verdicts: Iterable<Verdict<Reason>>): Verdict<Reason> {
  for (const verdict of verdicts) {
    if (!verdict.allowed) {
      return verdict;
    }
  }
  return allow;
}
