import { defineLifecycle } from '../../kernel/lifecycle.js';

/**
 * The way of an imported list; the table import_move in the database holds the same arrows (a test compares them). Whoever leaves the page finds
 * the import where it stands; 'reading', 'checking', 'running' and 'undoing' are under way in the background.
 */
export const importLifecycle = defineLifecycle({
  states: ['choosing-sheet', 'reading', 'matching', 'checking', 'review', 'running', 'done', 'undoing', 'undone', 'unreadable', 'abandoned'],
  initial: 'choosing-sheet',
  // One that was carried out may stay so for ever.
  final: ['done', 'undone', 'unreadable', 'abandoned'],
  moves: [
    { from: 'choosing-sheet', to: 'reading', act: 'choose-sheet' },
    { from: 'choosing-sheet', to: 'abandoned', act: 'abandon' },
    { from: 'reading', to: 'matching', act: 'read' },
    { from: 'reading', to: 'unreadable', act: 'give-up' },
    { from: 'matching', to: 'checking', act: 'match-columns' },
    { from: 'matching', to: 'abandoned', act: 'abandon' },
    { from: 'checking', to: 'review', act: 'check' },
    { from: 'checking', to: 'matching', act: 'give-up' },
    { from: 'review', to: 'checking', act: 'answer' },
    { from: 'review', to: 'matching', act: 'match-again' },
    { from: 'review', to: 'running', act: 'start' },
    { from: 'review', to: 'abandoned', act: 'abandon' },
    { from: 'running', to: 'done', act: 'carry-out' },
    { from: 'running', to: 'review', act: 'give-up' },
    // What the review showed no longer holds: checked again and shown again, never carried out otherwise than shown.
    { from: 'running', to: 'checking', act: 'find-changed' },
    { from: 'done', to: 'undoing', act: 'ask-to-undo' },
    { from: 'undoing', to: 'undone', act: 'undo' },
    { from: 'undoing', to: 'done', act: 'refuse-to-undo' },
  ],
});

export type ImportStatus = (typeof importLifecycle.states)[number];

/** Whether work on the list is under way in the background. */
export function isUnderWay(status: ImportStatus): boolean {
  return status === 'reading' || status === 'checking' || status === 'running' || status === 'undoing';
}
