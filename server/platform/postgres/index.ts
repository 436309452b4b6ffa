export { requireReachable } from './named-postgres.js';
export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres.js';
export {
  APPLICATION_ROLE,
  closeToOthers,
  DATABASE,
  ensureClusterRoles,
  ensureDatabase,
  OWNER_ROLE,
  type RolePasswords,
} from './roles.js';
