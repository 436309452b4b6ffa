import { createContain } from './contain.js';
import { createDrawUpRecords } from './draw-up-records.js';
import { createHandleCase } from './handle-case.js';
import { createOpenCase } from './open-case.js';
import { createReadings } from './readings.js';
import { createSuspensionActs } from './suspensions.js';
import type { ViolationUseCases } from './violation-use-cases.js';
import type { ViolationNeeds } from './violation-needs.js';

/** What this room can do, wired once. */
export function createViolationUseCases(needs: ViolationNeeds): ViolationUseCases {
  return {
    ...createReadings(needs),
    ...createOpenCase(needs),
    ...createContain(needs),
    ...createSuspensionActs(needs),
    ...createHandleCase(needs),
    ...createDrawUpRecords(needs),
  };
}
