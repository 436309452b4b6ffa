import type { EventTexts } from '../../audit-trail/index.js';
import type { Library } from '../../library/index.js';
import type { Principal } from '../../platform/http/principal.js';
import type { Route } from '../../platform/http/routes.js';
import type { AfterUseCases } from '../application/after-use-cases.js';
import type { AccessGround } from '../application/use-cases.js';
import { closureRoutes } from './closure-routes.js';
import { emergencyRoutes } from './emergency-routes.js';
import { endRoutes } from './end-routes.js';
import { grantRoutes } from './grant-routes.js';
import { sessionRoutes } from './session-routes.js';

/** What these pages need besides their use cases. */
export interface AfterPorts {
  readonly library: () => Library;
  readonly eventTexts: () => EventTexts;
  readonly regulation: () => { readonly issued: boolean };
  readonly now: () => Date;
  /** A contract with what access to it looks at, for whoever may do `action`. @throws NotFound, Forbidden */
  readonly groundFor: (principal: Principal, contractId: string, action: string) => Promise<AccessGround>;
}

/** Pages and acts of what follows an approval. Those with a fixed second segment stand before the page of a grant. */
export function afterRoutes(after: AfterUseCases, ports: AfterPorts): Route[] {
  return [...sessionRoutes(after, ports), ...closureRoutes(after, ports), ...emergencyRoutes(after, ports), ...endRoutes(after, ports), ...grantRoutes(after, ports)];
}
