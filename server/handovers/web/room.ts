import { closureWords } from '../../access-grants/index.js';
import type { SubjectReaders } from '../../attachments/index.js';
import { may } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import type { Route } from '../../platform/http/routes.js';
import type { ClosingNeeds } from '../application/closing-needs.js';
import type { ClosingUseCases } from '../application/closing-use-cases.js';
import { createClosingUseCases } from '../application/use-cases.js';
import { CLOSING_KIND, CLOSING_SUBJECT } from '../domain/closing.js';
import { accountRoutes } from './account-routes.js';
import { closingRoutes } from './closing-routes.js';
import { deliveryRoutes } from './delivery-routes.js';
import { itemRoutes } from './item-routes.js';
import { noticeRoutes } from './notice-routes.js';
import { handoverPaths } from './paths.js';
import type { HandoverPorts } from './ports.js';
import { handoverRecords } from './records/compose.js';
import { registerRoutes } from './register-routes.js';
import { runRoutes } from './run-routes.js';
import { surveyRoutes } from './survey-routes.js';
import { startRoutes } from './start-routes.js';
import { itemState, settlementWords } from './words.js';

/** The room over one reader and one unit of work: for requests over the pools, for the demonstration over one open transaction. */
export function openHandoverRoom(needs: Omit<ClosingNeeds, 'composeRecord' | 'words'>): ClosingUseCases {
  return createClosingUseCases({
    ...needs,
    composeRecord: handoverRecords,
    words: {
      standing: (item) => itemState(item).word,
      settled: ({ settlement, closure, settled }) => {
        if (settlement !== null) return settlementWords[settlement.action];
        if (closure === null) return settled ? 'Đã xử lý' : 'Chưa xử lý';
        return Object.entries(closureWords).find(([code]) => code === closure.action)?.[1] ?? closure.action;
      },
    },
  });
}

/** Every page and act of this room. */
export function handoverRoutes(closings: ClosingUseCases, ports: HandoverPorts): Route[] {
  return [
    ...registerRoutes(closings),
    ...startRoutes(closings, ports),
    // Fixed addresses before those with a parameter in their place.
    ...itemRoutes(closings, ports),
    ...deliveryRoutes(closings),
    ...accountRoutes(closings),
    ...surveyRoutes(closings, ports),
    ...runRoutes(closings, ports),
    ...closingRoutes(closings, ports),
    ...noticeRoutes(closings),
  ];
}

/** Who may read what belongs to this room's subjects. */
export interface HandoverReaders {
  /** For files of hand-overs, tests, accounts and closings. */
  readonly attachments: SubjectReaders;
  /** For printed records about closings. */
  readonly records: Readonly<Record<string, (principal: Principal, id: string) => Promise<boolean>>>;
}

/** The readers of this room's subjects. */
export function handoverReaders(closings: ClosingUseCases): HandoverReaders {
  return { attachments: closings.attachmentReaders, records: { [CLOSING_KIND]: (principal, id) => closings.mayReadClosing(principal, id) } };
}

/** Where the subjects of this room's records are. */
export const handoverSubjectHref: Readonly<Record<string, (id: string) => string>> = { [CLOSING_KIND]: handoverPaths.closing };

/** What somebody may begin here from a contract: its end, from its signing on (khoản 4 Điều 6). */
export function handoverActs(principal: Principal, contract: { readonly id: string; readonly agencyId: string; readonly vendorId: string | null; readonly phase: string }): { href: string; text: string }[] {
  const possible = contract.vendorId !== null && ['signed', 'trial', 'active', 'handing_over'].includes(contract.phase);
  return possible && may(principal.ability, 'start', CLOSING_SUBJECT, { agencyId: contract.agencyId }) ? [{ href: handoverPaths.ofContract(contract.id), text: 'Kết thúc, bàn giao' }] : [];
}
