import type { Stage } from './scoring.js';

const stages: Readonly<Record<string, readonly Stage[]>> = {
  planned: ['signing'],
  signed: ['operation', 'signing'],
  trial: ['operation', 'signing'],
  active: ['operation'],
  handing_over: ['operation'],
};

/** The stages for which a contract in this phase is assessed, the next one first: before signing nothing can be tested, in operation all of it can. */
export function stagesFor(phase: string): readonly Stage[] {
  return stages[phase] ?? [];
}
