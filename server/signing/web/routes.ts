import type { Route } from '../../platform/http/routes.js';
import type { SigningUseCases } from '../application/use-cases.js';
import { clauseRoutes } from './clause-routes.js';
import { operationRoutes } from './operation-routes.js';
import { signingRoutes, type GatePorts } from './signing-routes.js';

/** Every page and act of this room. */
export function routesOfSigning(signing: SigningUseCases, ports: GatePorts): Route[] {
  return [...clauseRoutes(signing, ports.signers), ...signingRoutes(signing, ports), ...operationRoutes(signing, ports)];
}
