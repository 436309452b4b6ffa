import type { Clock } from '../../kernel/clock.js';
import type { Route } from '../../platform/http/routes.js';
import type { PeopleReadings } from '../application/readings.js';
import type { PeopleUseCases } from '../application/use-cases.js';
import { accountRoutes } from './account-routes.js';
import { agencyRoutes } from './agency-routes.js';
import { delegationRoutes } from './delegation-routes.js';
import { settingRoutes, type FurtherSetting } from './setting-routes.js';
import { userRoutes } from './user-routes.js';

/** Everything of administration and delegation; signing in stands in session-routes.ts. */
export function administrationRoutes(people: PeopleUseCases, readings: PeopleReadings, clock: Clock, furtherSettings: readonly FurtherSetting[]): Route[] {
  return [
    ...accountRoutes(readings),
    ...agencyRoutes(people, readings),
    ...userRoutes(people, readings, clock),
    ...delegationRoutes(people, readings, clock),
    ...settingRoutes(people, readings, clock, furtherSettings),
  ];
}
