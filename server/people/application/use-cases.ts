import { recordEvent } from '../../audit-trail/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import { forgetAgencyChoices } from './agency-choices.js';
import { createAmendAgency } from './amend-agency.js';
import { createAmendUser } from './amend-user.js';
import { createAuthorize, type RolesThatMay } from './authorize.js';
import { createChangePassword } from './change-password.js';
import { createCloseUser, createReopenUser } from './close-user.js';
import { createDelegate, createRecordDelegation } from './delegate.js';
import { createOpenDemonstrationAccounts, readDemonstration } from './demonstration-accounts.js';
import { createEndAgency } from './end-agency.js';
import { sessionEnded } from './events.js';
import { createEndRole, createGrantRole } from './grant-role.js';
import { createRegisterAgency } from './register-agency.js';
import { createRegisterUser } from './register-user.js';
import { createSetRegulation, type KnownRegulation } from './regulation.js';
import { createRenameAgency } from './rename-agency.js';
import { createResetPassword, createUnlockUser } from './reset-password.js';
import { createRevokeDelegation } from './revoke-delegation.js';
import { createSignIn } from './sign-in.js';

/** What this room needs from outside. */
export interface PeoplePorts {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly rolesThatMay: RolesThatMay;
  readonly regulation: KnownRegulation;
}

/** What this room can do, wired once. */
export function createPeopleUseCases(ports: PeoplePorts) {
  const { reader, work, rolesThatMay, regulation } = ports;
  const authorize = createAuthorize(rolesThatMay);
  /** Lists to choose agencies from are read afresh after an act on agencies. */
  const refreshing = <Given extends readonly unknown[], Result>(perform: (...given: Given) => Promise<Result>) => async (...given: Given): Promise<Result> => {
    const result = await perform(...given);
    forgetAgencyChoices(reader);
    return result;
  };
  const setRegulation = createSetRegulation(work, authorize);
  return {
    signIn: createSignIn(reader, work),
    changePassword: createChangePassword(work),
    endSession: (context: ActContext, userId: string) => work.run(context, (tx) => recordEvent(tx, sessionEnded(userId))),
    demonstrationAccounts: async () => (await readDemonstration(reader))?.accounts ?? [],
    openDemonstrationAccounts: createOpenDemonstrationAccounts(work, authorize),
    registerAgency: refreshing(createRegisterAgency(work, authorize)),
    amendAgency: refreshing(createAmendAgency(work, authorize)),
    renameAgency: refreshing(createRenameAgency(work, authorize)),
    endAgency: refreshing(createEndAgency(work, authorize)),
    registerUser: createRegisterUser(work, authorize),
    amendUser: createAmendUser(work, authorize),
    closeUser: createCloseUser(work, authorize),
    reopenUser: createReopenUser(work, authorize),
    resetPassword: createResetPassword(work, authorize),
    unlockUser: createUnlockUser(work, authorize),
    grantRole: createGrantRole(work, authorize),
    endRole: createEndRole(work, authorize),
    delegate: createDelegate(work, authorize),
    recordDelegation: createRecordDelegation(work, authorize),
    revokeDelegation: createRevokeDelegation(work, authorize),
    setRegulation: async (...given: Parameters<typeof setRegulation>) => {
      await setRegulation(...given);
      await regulation.refresh();
    },
  };
}

export type PeopleUseCases = ReturnType<typeof createPeopleUseCases>;
