import type { SystemState } from './system.lifecycle.js';

/** What the managing agency has to do next for a system; undefined when nothing waits. */
export type SystemStep = 'approve-level' | 'approve-level-before-operation' | 'begin-trial' | 'begin-service' | 'list-data';

/** The most urgent step: a running system without an approved level first, then its data, then the way into operation (khoản 3 Điều 5). */
export function nextStepOf(system: { readonly serviceState: SystemState; readonly levelApproved: boolean; readonly dataAssets: number }): SystemStep | undefined {
  if (system.serviceState === 'retired') return undefined;
  if (system.serviceState === 'in-service' && !system.levelApproved) return 'approve-level';
  if (system.dataAssets === 0) return 'list-data';
  if (system.serviceState === 'preparing') return 'begin-trial';
  if (system.serviceState === 'trial') return system.levelApproved ? 'begin-service' : 'approve-level-before-operation';
  return undefined;
}
