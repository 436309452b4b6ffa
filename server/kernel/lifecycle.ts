import type { Clause } from './citation.js';

/** One arrow of a life cycle: the act that takes a subject from one state to another, and the clause that asks for it. */
export interface Move<State extends string = string, Act extends string = string> {
  readonly from: State;
  readonly to: State;
  readonly act: Act;
  readonly clause?: Clause;
}

/** The transition table of a subject; the one place where its states and moves are written down. */
export interface LifecycleTable<State extends string = string, Act extends string = string> {
  readonly states: readonly State[];
  /** The state in which a subject is made. */
  readonly initial: State;
  /** The states that a subject may stay in for ever. */
  readonly final: readonly State[];
  readonly moves: readonly Move<State, Act>[];
}

/** A transition table that answers questions. */
export interface Lifecycle<State extends string = string, Act extends string = string> extends LifecycleTable<State, Act> {
  /** Whether `text` (from a row, a form) is a state of this life cycle. */
  isState(text: string): text is State;
  /** Whether a subject may stay in `state` for ever. */
  isFinal(state: State): boolean;
  /** Whether one move leads from `from` to `to`. A state does not lead to itself unless the table says so. */
  canMove(from: State, to: State): boolean;
  /** The moves that leave `from`, in the order of the table. */
  movesFrom(from: State): readonly Move<State, Act>[];
  /** The move that `act` makes from `from`; undefined when the act is not open there. */
  moveBy(from: State, act: Act): Move<State, Act> | undefined;
}

/** What is wrong with a transition table; three empty lists when nothing is. */
export interface LifecycleFaults {
  /** States that no chain of moves reaches from the initial one. */
  readonly unreachable: readonly string[];
  /**
   * States that are not final and lead nowhere: no chain of moves from them ends in a final state, or, in a life cycle
   * without final states, no move leads to another state.
   */
  readonly deadEnds: readonly string[];
  /** Names used by the initial state, the final states or the moves that are not among the states. */
  readonly unknown: readonly string[];
}

/**
 * Makes a life cycle of a transition table. The states become a type of their own:
 * `defineLifecycle({ states: ['draft', 'approved'], …})` knows 'draft' | 'approved', and the compiler refuses a move that names another.
 */
export function defineLifecycle<const State extends string, const Act extends string>(table: {
  readonly states: readonly State[];
  readonly initial: NoInfer<State>;
  readonly final: readonly NoInfer<State>[];
  readonly moves: readonly Move<NoInfer<State>, Act>[];
}): Lifecycle<State, Act> {
  const { states, initial, final, moves } = table;
  return {
    states,
    initial,
    final,
    moves,
    isState: (text): text is State => states.some((state) => state === text),
    isFinal: (state) => final.includes(state),
    canMove: (from, to) => moves.some((move) => move.from === from && move.to === to),
    movesFrom: (from) => moves.filter((move) => move.from === from),
    moveBy: (from, act) => moves.find((move) => move.from === from && move.act === act),
  };
}

/** Looks for mistakes in a transition table; see {@link LifecycleFaults}. */
export function inspectLifecycle(table: LifecycleTable): LifecycleFaults {
  const { states, initial, final, moves } = table;
  const forward = (state: string): string[] => moves.filter((move) => move.from === state).map((move) => move.to);
  const backward = (state: string): string[] => moves.filter((move) => move.to === state).map((move) => move.from);

  const reached = spread([initial], forward);
  const leadsToEnd = spread(final, backward);
  // A final state leads to an end by being one.
  const leadsOn = (state: string): boolean =>
    final.length > 0 ? leadsToEnd.has(state) : forward(state).some((next) => next !== state);
  const named = new Set([initial, ...final, ...moves.flatMap((move) => [move.from, move.to])]);

  return {
    unreachable: states.filter((state) => !reached.has(state)),
    deadEnds: states.filter((state) => !leadsOn(state)),
    unknown: [...named].filter((state) => !states.includes(state)),
  };
}

function spread(start: readonly string[], next: (state: string) => readonly string[]): Set<string> {
  const found = new Set(start);
  // A Set hands out what is added while it is walked, so this reaches everything.
  for (const state of found) {
    for (const neighbour of next(state)) {
      found.add(neighbour);
    }
  }
  return found;
}
