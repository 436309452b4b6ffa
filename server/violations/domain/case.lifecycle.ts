import { defineLifecycle } from '../../kernel/lifecycle.js';

/**
 * The life of a violation case (khoản 3 Điều 6; domain reference 3.3): signs are recorded, access is taken back and systems are paused or not, the report on
 * level and damage comes in, the case ends. A case that turns out to be nothing ends from 'opened' alone, by the head.
 * The database holds the same arrows (table violation_case_move); a test keeps them equal.
 */
export const caseLifecycle = defineLifecycle({
  states: ['opened', 'contained', 'unpaused', 'reported', 'closed'],
  initial: 'opened',
  final: ['closed'],
  moves: [
    { from: 'opened', to: 'contained', act: 'contain', clause: { article: 6, clause: 3, point: 'a' } },
    { from: 'opened', to: 'unpaused', act: 'contain-without-pause', clause: { article: 6, clause: 3, point: 'b' } },
    { from: 'opened', to: 'closed', act: 'find-unfounded', clause: 'internal' },
    { from: 'contained', to: 'reported', act: 'report', clause: { article: 6, clause: 3, point: 'c' } },
    { from: 'unpaused', to: 'reported', act: 'report', clause: { article: 6, clause: 3, point: 'c' } },
    { from: 'reported', to: 'closed', act: 'close', clause: 'internal' },
  ],
});

/** Signs recorded; contained with a suspension; contained without any; the report on level and damage is in; ended. */
export type CaseState = (typeof caseLifecycle.states)[number];
