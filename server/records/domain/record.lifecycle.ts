import { defineLifecycle } from '../../kernel/lifecycle.js';

/**
 * A record from being composed to its number (NĐ 30/2020 Điều 15, 18; domain reference 4.5). The trigger keep_record in the database holds the same
 * arrows. After registration nothing changes: a correction is a new record that names the old one.
 * - prepared: composed and frozen, waiting for the printer; printed: there is a paper to sign;
 * - registered: signed, with its number, date and signed copy; withdrawn: taken back before that, with a reason.
 */
export const recordLifecycle = defineLifecycle({
  states: ['prepared', 'printed', 'registered', 'withdrawn'],
  initial: 'prepared',
  final: ['registered', 'withdrawn'],
  moves: [
    { from: 'prepared', to: 'printed', act: 'print' },
    { from: 'prepared', to: 'withdrawn', act: 'withdraw', clause: 'internal' },
    { from: 'printed', to: 'registered', act: 'register', clause: 'internal' },
    { from: 'printed', to: 'withdrawn', act: 'withdraw', clause: 'internal' },
  ],
});

export type RecordState = (typeof recordLifecycle.states)[number];
