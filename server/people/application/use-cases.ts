import { recordEvent } from '../../audit-trail/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import { createChangePassword } from './change-password.js';
import { readDemonstrationAccounts } from './demonstration-accounts.js';
import { sessionEnded } from './events.js';
import { createSignIn } from './sign-in.js';

/** What this room can do, wired once. */
export function createPeopleUseCases(reader: Reader, work: UnitOfWork) {
  return {
    signIn: createSignIn(reader, work),
    changePassword: createChangePassword(work),
    endSession: (context: ActContext, userId: string) => work.run(context, (tx) => recordEvent(tx, sessionEnded(userId))),
    demonstrationAccounts: () => readDemonstrationAccounts(reader),
  };
}

export type PeopleUseCases = ReturnType<typeof createPeopleUseCases>;
