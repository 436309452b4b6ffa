import type { Route } from '../../platform/http/routes.js';
import type { AfterUseCases } from '../application/after-use-cases.js';
import type { AfterPorts } from './ports.js';
import { closureRoutes } from './closure-routes.js';
import { emergencyRoutes } from './emergency-routes.js';
import { endRoutes } from './end-routes.js';
import { grantRoutes } from './grant-routes.js';
import { sessionRoutes } from './session-routes.js';

/** Pages and acts of what follows an approval. Those with a fixed second segment stand before the page of a grant. */
export function afterRoutes(after: AfterUseCases, ports: AfterPorts): Route[] {
  return [...sessionRoutes(after, ports), ...closureRoutes(after, ports), ...emergencyRoutes(after, ports), ...endRoutes(after, ports), ...grantRoutes(after, ports)];
}
