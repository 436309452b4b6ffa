import type { Principal } from '../../platform/http/principal.js';
import type { StandingAlert } from '../../platform/views/page-model.js';
import type { ViolationReadings } from '../application/violation-use-cases.js';
import { standingAlertsOf, type ChapterPorts } from './contract-chapter.js';

/** Pages below a contract; the contract's own page says the same in its chapter. */
const BELOW_CONTRACT = /^\/hop-dong\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/./;

/** Says on every page of a contract that a violation is open, and why nothing can be granted. */
export function createViolationAlerts(violations: Pick<ViolationReadings, 'ofContract'>, ports: ChapterPorts) {
  return async (principal: Principal, path: string): Promise<readonly StandingAlert[]> => {
    const contractId = BELOW_CONTRACT.exec(path)?.[1];
    if (contractId === undefined) return [];
    const chapter = await violations.ofContract(principal, contractId);
    return chapter === undefined ? [] : standingAlertsOf(chapter, ports);
  };
}
