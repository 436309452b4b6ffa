/** People: agencies, accounts, roles with a term, delegation, decisions. The room's only door. */
export { roles, delegableAreas, isRole, type Role, type DelegableArea, type HeldRole, type Capacity } from './domain/role.js';
export { rolesThatMay, type PermissionLine } from './domain/permission.js';
export { abilityOf } from './application/ability-of.js';
export { hashPassword } from './application/passwords.js';
export { createPrincipalReader } from './application/principal.js';
export { createPeopleUseCases, type PeopleUseCases } from './application/use-cases.js';
export { readDemonstrationAccounts, type DemonstrationAccount } from './application/demonstration-accounts.js';
export { AgencyEntity, UserAccountEntity } from './persistence/entities.js';
export { personSql } from './persistence/person-sql.js';
export { sessionRoutes } from './web/session-routes.js';
export { peopleEventTexts } from './web/event-texts.js';
export { roleNames, areaNames } from './web/words.js';
