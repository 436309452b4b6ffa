/** Reports: how the registers stand against lists from outside. The room's only door. */
export { createReconciliation, type Reconciliation, type ReportNeeds } from './application/published-lists.js';
export { reportPermissions } from './domain/permissions.js';
export { reportEventTexts } from './web/event-texts.js';
export { reconciliationPaths } from './web/paths.js';
export { reconciliationRoutes } from './web/reconciliation-routes.js';
