import type { ContractDetail } from '../../contracts/index.js';
import { Forbidden } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import type { RecordModel } from '../../records/index.js';
import type { GateStage } from '../domain/gate.js';
import { selectConditions, selectOperationPapers, selectReviewPage, type OperationPapers, type ReviewPage } from '../persistence/read-signing.js';
import type { ConditionRow } from '../persistence/signatures.js';
import { createDecideReview, type ReviewMinutes } from './decide-review.js';
import type { AnnexToPrint } from './annex-document.js';
import { createMakeAnnex } from './make-annex.js';
import { createPutIntoOperation } from './put-into-operation.js';
import { createReviewClauses } from './review-clauses.js';
import { createSignContract } from './sign-contract.js';
import type { SigningNeeds } from './signing-needs.js';

export type { AnnexLine, OperationPapers, ReviewPage } from '../persistence/read-signing.js';
export type { ConditionRow } from '../persistence/signatures.js';

/** How this room's records are worded; presenters of the web layer. */
export interface SigningRecordModels {
  readonly reviewMinutes: (told: ReviewMinutes) => RecordModel;
  readonly annexRecord: (annex: AnnexToPrint) => RecordModel;
}

/** What this room can do, wired once. */
export function createSigningUseCases(needs: SigningNeeds, models: SigningRecordModels) {
  const { reader, contracts, rolesThatMay } = needs;
  return {
    today: needs.today,
    library: needs.library,
    /** A contract for somebody who may do `action` to it. @throws NotFound, Forbidden */
    async contractFor(principal: Principal, id: string, action: string): Promise<ContractDetail> {
      const contract = await contracts.contract(principal, id);
      if (!may(principal.ability, action, 'Contract', { agencyId: contract.agencyId, beneficiaryIds: contract.beneficiaryIds })) {
        throw new Forbidden({ action, neededRoles: rolesThatMay(action, 'Contract') });
      }
      return contract;
    },
    /** Everything of the clauses of a contract; one statement. */
    async review(contractId: string): Promise<ReviewPage> {
      const found = await selectReviewPage(reader, contractId);
      if (found === undefined) throw new Error('a contract that was read is gone');
      return found;
    },
    conditions: (contractId: string, stage: GateStage): Promise<ConditionRow[]> => selectConditions(reader, contractId, stage),
    papers: (contractId: string): Promise<OperationPapers> => selectOperationPapers(reader, contractId),
    ...createReviewClauses(needs),
    decideReview: createDecideReview(needs, models.reviewMinutes),
    makeAnnex: createMakeAnnex(needs, models.annexRecord),
    signContract: createSignContract(needs),
    ...createPutIntoOperation(needs),
  };
}

export type SigningUseCases = ReturnType<typeof createSigningUseCases>;
