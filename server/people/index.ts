/** People: agencies, accounts, roles with a term, delegation, decisions. The room's only door. */
export { roles, delegableAreas, isRole, type Role, type DelegableArea, type HeldRole, type Capacity } from './domain/role.js';
export { rolesThatMay, type PermissionLine } from './domain/permission.js';
export { capacityFor, type ActingCapacity, type HeldAuthority } from './domain/capacity.js';
export { agencyKinds, type AgencyKind } from './domain/agency.js';
export { decide, type DecideCommand, type Decided, type PaperDecision } from './application/decide.js';
export { selectDecisions as readDecisions, selectSigners as readSigners, type PastDecision } from './persistence/decisions.js';
export { selectHeadAddresses as readHeadAddresses, type HeadAddress } from './persistence/heads.js';
export { selectSigningAuthority as readSigningAuthority, type SigningAuthority } from './persistence/signing-authority.js';
export { readAgencyChoices } from './application/agency-choices.js';
export { selectSuccession as readSuccession, type AgencyChoice, type Succession } from './persistence/agency-reading.js';
export { loadAgencies } from './application/load-agencies.js';
export { createKnownRegulation, readRegulation, type KnownRegulation, type Regulation } from './application/regulation.js';
export { abilityOf } from './application/ability-of.js';
export { hashPassword } from './application/passwords.js';
export { createPrincipalReader } from './application/principal.js';
export { createPeopleUseCases, type PeopleUseCases } from './application/use-cases.js';
export {
  firstOfEachRole, hasNoAccounts, markDemonstration, readDemonstration, type Demonstration, type DemonstrationAccount, type DemonstrationPerson,
} from './application/demonstration-accounts.js';
export { readPrincipal, readPrincipalById } from './application/principal-by-login.js';
export { AgencyEntity, UserAccountEntity } from './persistence/entities.js';
export { personSql } from './persistence/person-sql.js';
export { createPeopleReadings, type PeopleReadings } from './application/readings.js';
export { createFirstAdministrator } from './application/create-administrator.js';
export { createRecordExport } from './application/record-export.js';
export { passwordFaults } from './application/change-password.js';
export { sessionRoutes } from './web/session-routes.js';
export { agenciesPath, delegationsPath, settingsPath, usersPath } from './web/administration-tabs.js';
export { administrationRoutes } from './web/administration-routes.js';
export { outboxRoutes } from './web/outbox-routes.js';
export { peoplePermissions } from './web/permissions.js';
export { peopleRefusalTexts } from './web/refusal-texts.js';
export { peopleTaskTexts } from './web/task-texts.js';
export { peopleEventTexts } from './web/event-texts.js';
export { roleNames, areaNames, capacityNames, passwordErrorText } from './web/words.js';
