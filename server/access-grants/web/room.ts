import type { SubjectReaders } from '../../attachments/index.js';
import type { EventTexts } from '../../audit-trail/index.js';
import type { Principal } from '../../platform/http/principal.js';
import type { RefusalTexts } from '../../platform/http/refusal-texts.js';
import type { Route } from '../../platform/http/routes.js';
import type { AccessNeeds } from '../application/access-needs.js';
import { createAccessUseCases, type AccessUseCases } from '../application/use-cases.js';
import { afterEventTexts } from './after-event-texts.js';
import { afterRefusalTexts } from './after-refusal-texts.js';
import { afterRoutes } from './after-routes.js';
import { afterTaskTexts } from './after-task-texts.js';
import { contractAccessRoutes } from './contract-access-routes.js';
import { requestEventTexts } from './event-texts.js';
import { inboxRoutes } from './inbox-routes.js';
import { accessPaths } from './paths.js';
import type { AccessPorts } from './ports.js';
import { accessRecordRefusalTexts } from './record-refusal-texts.js';
import { accessRecordRoutes } from './record-routes.js';
import { accessRecords } from './records/compose.js';
import { requestRefusalTexts } from './refusal-texts.js';
import { registerRoutes } from './register-routes.js';
import { requestFormRoutes } from './request-form-routes.js';
import { requestRoutes } from './request-routes.js';
import { requestTaskTexts, type AccessTask } from './task-texts.js';

/** The room over one reader and one unit of work: for requests over the pools, for the demonstration over one open transaction. */
export function openAccessRoom(needs: Omit<AccessNeeds, 'composeRecord'>): AccessUseCases {
  return createAccessUseCases({ ...needs, composeRecord: accessRecords });
}

/** Every page and act of this room. */
export function accessRoutes(access: AccessUseCases, ports: AccessPorts): Route[] {
  return [
    // Fixed addresses before those with a parameter in their place.
    ...inboxRoutes(access),
    ...requestRoutes(access, ports),
    ...registerRoutes(access),
    ...contractAccessRoutes(access),
    ...requestFormRoutes(access),
    ...accessRecordRoutes(access),
    ...afterRoutes(access.after, { ...access, eventTexts: ports.eventTexts, laterActs: ports.laterActs }),
  ];
}

/** Who may read what belongs to this room's subjects. */
export interface AccessReaders {
  /** For files attached to sessions, closures and requests. */
  readonly attachments: SubjectReaders;
  /** For printed records about requests, grants and sessions. */
  readonly records: Readonly<Record<string, (principal: Principal, id: string) => Promise<boolean>>>;
}

/** The readers of this room's subjects. */
export function accessReaders(access: AccessUseCases): AccessReaders {
  const request = (principal: Principal, id: string): Promise<boolean> => access.mayReadRequest(principal, id);
  const { attachmentReaders } = access.after;
  return { attachments: { 'access-request': request, ...attachmentReaders }, records: { 'access-request': request, ...attachmentReaders } };
}

/** Where the subjects of this room's records are. */
export const accessSubjectHref: Readonly<Record<string, (id: string) => string>> = { 'access-request': accessPaths.request, 'access-grant': accessPaths.grant, 'access-session': accessPaths.session };

export const accessRefusalTexts: RefusalTexts = { ...requestRefusalTexts, ...accessRecordRefusalTexts, ...afterRefusalTexts };
export const accessEventTexts: EventTexts = { ...requestEventTexts, ...afterEventTexts };
export const accessTaskTexts: Readonly<Record<string, (task: AccessTask) => { readonly text: string; readonly href: string }>> = { ...requestTaskTexts, ...afterTaskTexts };
