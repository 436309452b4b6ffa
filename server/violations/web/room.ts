import { accessRecords } from '../../access-grants/index.js';
import type { SubjectReaders } from '../../attachments/index.js';
import { may, maySome } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import type { Route } from '../../platform/http/routes.js';
import { createViolationUseCases } from '../application/use-cases.js';
import type { ViolationNeeds } from '../application/violation-needs.js';
import type { ViolationUseCases } from '../application/violation-use-cases.js';
import { VIOLATION_SUBJECT } from '../domain/violation.js';
import { caseRoutes } from './case-routes.js';
import { containRoutes } from './contain-routes.js';
import { noticeRoutes } from './notice-routes.js';
import { openCaseHref, openRoutes } from './open-routes.js';
import { violationPaths } from './paths.js';
import type { ViolationPorts } from './ports.js';
import { proposalRoutes } from './proposal-routes.js';
import { raiseRoutes } from './raise-routes.js';
import { violationRecords } from './records/compose.js';
import { registerRoutes } from './register-routes.js';
import { settleRoutes } from './settle-routes.js';
import { suspensionRoutes } from './suspension-routes.js';
import { vendorHistoryRoutes } from './vendor-history.js';

/** The room over one reader and one unit of work: for requests over the pools, for the demonstration over one open transaction. */
export function openViolationRoom(needs: Omit<ViolationNeeds, 'composeRecord' | 'composeAccessRecord'>): ViolationUseCases {
  return createViolationUseCases({ ...needs, composeRecord: violationRecords, composeAccessRecord: accessRecords });
}

/** Every page and act of this room. */
export function violationRoutes(violations: ViolationUseCases, ports: ViolationPorts): Route[] {
  return [
    // Fixed addresses before those with a parameter in their place.
    ...registerRoutes(violations),
    ...openRoutes(violations),
    ...proposalRoutes(violations),
    ...suspensionRoutes(violations),
    ...caseRoutes(violations, ports),
    ...raiseRoutes(violations),
    ...containRoutes(violations),
    ...noticeRoutes(violations),
    ...settleRoutes(violations, ports),
    ...vendorHistoryRoutes(violations, ports),
  ];
}

/** Who may read what belongs to this room's subjects. */
export interface ViolationReaders {
  /** For files attached to cases and suspensions. */
  readonly attachments: SubjectReaders;
  /** For printed records about cases. */
  readonly records: Readonly<Record<string, (principal: Principal, id: string) => Promise<boolean>>>;
}

/** The readers of this room's subjects. */
export function violationReaders(violations: ViolationUseCases): ViolationReaders {
  return { attachments: violations.attachmentReaders, records: { 'violation-case': (principal, id) => violations.mayReadCase(principal, id) } };
}

/** Where the subjects of this room's records are. */
export const violationSubjectHref: Readonly<Record<string, (id: string) => string>> = { 'violation-case': violationPaths.case };

/** What somebody may begin here from something of another room: a case, for whoever may open one. */
export function violationActsFrom(principal: Principal, from: { readonly kind: 'system' | 'session' | 'review' | 'incident'; readonly id: string; readonly agencyId?: string }): { href: string; text: string }[] {
  const allowed = from.agencyId === undefined ? maySome(principal.ability, 'open', VIOLATION_SUBJECT) : may(principal.ability, 'open', VIOLATION_SUBJECT, { agencyId: from.agencyId });
  return allowed ? [{ href: openCaseHref(from.kind, from.id), text: 'Mở vụ vi phạm' }] : [];
}

/** What somebody may begin here from a contract: a case, from its signing on and after its end too (khoản 3 Điều 6). */
export function violationActs(principal: Principal, contract: { readonly id: string; readonly agencyId: string; readonly vendorId: string | null; readonly phase: string }): { href: string; text: string }[] {
  const possible = contract.vendorId !== null && !['planned', 'cancelled'].includes(contract.phase);
  return possible && may(principal.ability, 'open', VIOLATION_SUBJECT, { agencyId: contract.agencyId }) ? [{ href: violationPaths.open(contract.id), text: 'Mở vụ vi phạm' }] : [];
}
