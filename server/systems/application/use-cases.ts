import { citeClause, type Clause } from '../../kernel/citation.js';
import type { Clock } from '../../kernel/clock.js';
import type { Library } from '../../library/index.js';
import { readAgencyChoices } from '../../people/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { RegisterView } from '../../platform/database/register-query.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { RolesThatMay } from './access.js';
import { createAmendSystem } from './amend-system.js';
import { createAttachFile } from './attach-file.js';
import { createChangeServiceState } from './change-service-state.js';
import { createAmendDataAsset, createRegisterDataAsset, createRemoveDataAsset } from './data-assets.js';
import { createDeleteSystem } from './delete-system.js';
import {
  mayExamineSystem, ownReferences, readOwnReferences, readSystem, readSystemInside, readSystemRegister, streamSystemRegister, type ContractsOfSystem, type SystemDetail,
} from './read-systems.js';
import { createRecordLevelDecision } from './record-level-decision.js';
import type { Reference, WhatRefersTo } from './references.js';
import { createRegisterSystem } from './register-system.js';
import { createSystemWords } from './system-words.js';

/** What this room needs; later rooms answer the ports, by default with nothing. */
export interface SystemsDeps {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly clock: Clock;
  readonly library: () => Library;
  readonly rolesThatMay: RolesThatMay;
  readonly whatRefersToSystem?: WhatRefersTo;
  readonly whatRefersToAsset?: WhatRefersTo;
  readonly contractsOfSystem?: ContractsOfSystem;
  /** Whether the regulation is issued: until then it is cited as a draft. */
  readonly regulation?: () => { readonly issued: boolean };
}

const nothing = async (): Promise<readonly never[]> => [];

/** What this room can do, wired once. */
export function createSystemUseCases(deps: SystemsDeps) {
  const { reader, work, rolesThatMay } = deps;
  const words = createSystemWords(deps.library, deps.clock);
  const whatRefersToAsset = deps.whatRefersToAsset ?? nothing;
  const whatRefersToSystem = deps.whatRefersToSystem ?? nothing;
  const assets = { work, words, rolesThatMay, whatRefersToAsset };
  return {
    words,
    cite: (clause: Clause): string => citeClause(clause, deps.regulation?.() ?? { issued: false }),
    /** Everything that keeps the system from being deleted. */
    referencesOf: async (principal: Principal, system: SystemDetail): Promise<Reference[]> => [...(await whatRefersToSystem(principal, system.id)), ...ownReferences(system)],
    whatRefersToAsset,
    contractsOf: deps.contractsOfSystem ?? nothing,
    register: createRegisterSystem(work),
    amend: createAmendSystem(work, rolesThatMay),
    remove: createDeleteSystem(work, rolesThatMay, async (principal, id) => [...(await whatRefersToSystem(principal, id)), ...(await readOwnReferences(reader, id))]),
    recordLevelDecision: createRecordLevelDecision(work, rolesThatMay),
    changeServiceState: createChangeServiceState(work, rolesThatMay),
    attachFile: createAttachFile(work, rolesThatMay),
    registerDataAsset: createRegisterDataAsset(assets),
    amendDataAsset: createAmendDataAsset(assets),
    removeDataAsset: createRemoveDataAsset(assets),
    readRegister: (principal: Principal, view: RegisterView) => readSystemRegister(reader, principal, view),
    registerRows: (principal: Principal, view: RegisterView) => streamSystemRegister(reader, principal, view),
    /** @throws NotFound, Forbidden as the principal's right to `action` on it asks */
    read: (principal: Principal, id: string, action: string) => readSystem(reader, principal, id, action, rolesThatMay),
    readInside: (principal: Principal, system: SystemDetail) => readSystemInside(reader, principal, system),
    readAgencies: () => readAgencyChoices(reader),
    mayExamine: (principal: Principal, id: string) => mayExamineSystem(reader, principal, id),
  };
}

export type SystemUseCases = ReturnType<typeof createSystemUseCases>;
