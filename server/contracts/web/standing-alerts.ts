import type { Principal } from '../../platform/http/principal.js';
import type { StandingAlert } from '../../platform/views/page-model.js';
import type { ContractUseCases } from '../application/use-cases.js';

/** What a later room says on every page below a contract until somebody settles it; all rooms are asked in one statement. */
export interface AlertSource {
  /** A scalar SQL expression over the contract's identifier, `$1::uuid`, that gives jsonb or null. */
  readonly expression: string;
  /**
   * Says what the expression told, parsed at this border, to whoever may read it.
   * @param below the address after that of the contract: 'quyen-truy-cap'
   */
  readonly present: (told: unknown, principal: Principal, below: string) => readonly StandingAlert[];
}

/** Pages below a contract; its own page says the same in its chapters. */
const BELOW_CONTRACT = /^\/hop-dong\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/(.+)$/;

/** The alerts of a page by its address: none away from contracts, else those of all sources in their order, read in one statement. */
export function createStandingAlerts(contracts: Pick<ContractUseCases, 'told'>, sources: readonly AlertSource[]) {
  return async (principal: Principal, address: string): Promise<readonly StandingAlert[]> => {
    const [, contractId, below = ''] = BELOW_CONTRACT.exec(address) ?? [];
    if (contractId === undefined) return [];
    const told = await contracts.told(contractId, sources.map(({ expression }) => expression));
    return sources.flatMap((source, index) => source.present(told[index] ?? null, principal, below));
  };
}
