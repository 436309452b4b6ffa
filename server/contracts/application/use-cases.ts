import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Reader } from '../../platform/database/reading.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import { readAttachments, type Attachment } from '../../attachments/index.js';
import { resolveVendor, type VendorResolution } from '../../vendors/index.js';
import type { RolesThatMay } from './access.js';
import { createAmendContract } from './amend-contract.js';
import { createAttachContractFiles } from './attach-files.js';
import { createCancelContract } from './cancel-contract.js';
import { createChangeContract } from './change-contract.js';
import { readContractHistory, type ContractHistory } from './read-contract-history.js';
import { createContractReading } from './read-contracts.js';
import { createEnterTransitional, createRegisterContract } from './register-contract.js';
import { createDecideTransfer, createRequestTransfer } from './transfer-contract.js';

/** What this room needs from the rest of the product. */
export interface ContractNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly rolesThatMay: RolesThatMay;
  /** Days within which a transitional contract is reviewed (library period of the day). */
  readonly reviewDays: () => number;
  readonly today: () => CalendarDay;
}

/** What this room can do, wired once. */
export function createContractUseCases({ reader, work, rolesThatMay, reviewDays, today }: ContractNeeds) {
  return {
    ...createContractReading(reader),
    today,
    history: (id: string, beforeId?: bigint): Promise<ContractHistory> => readContractHistory(reader, id, beforeId),
    /** Who is meant by a typed tax code or name. */
    resolveVendor: (typed: string): Promise<VendorResolution> => resolveVendor(reader, typed),
    files: (id: string): Promise<Attachment[]> => readAttachments(reader, 'contract', id),
    registerContract: createRegisterContract(work, rolesThatMay),
    enterTransitional: createEnterTransitional(work, rolesThatMay, reviewDays),
    changeContract: createChangeContract(work, rolesThatMay),
    cancelContract: createCancelContract(work, rolesThatMay),
    amendContract: createAmendContract(work, rolesThatMay),
    attachContractFiles: createAttachContractFiles(work, rolesThatMay),
    requestTransfer: createRequestTransfer(work, rolesThatMay),
    decideTransfer: createDecideTransfer(work, rolesThatMay),
  };
}

export type ContractUseCases = ReturnType<typeof createContractUseCases>;
