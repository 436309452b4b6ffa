import type { Route } from '../../platform/http/routes.js';
import type { VendorUseCases } from '../application/use-cases.js';
import { commitmentRoutes } from './commitment-routes.js';
import { vendorPartRoutes } from './part-routes.js';
import { vendorPersonRoutes } from './person-routes.js';
import { vendorKeepingRoutes } from './vendor-keeping-routes.js';
import { vendorParticularsRoutes, type VendorPorts } from './vendor-routes.js';

/** Every address of this room. */
export function vendorRoutes(vendors: VendorUseCases, ports: VendorPorts = {}): Route[] {
  return [...vendorParticularsRoutes(vendors, ports), ...vendorKeepingRoutes(vendors), ...vendorPartRoutes(vendors), ...vendorPersonRoutes(vendors), ...commitmentRoutes(vendors)];
}
