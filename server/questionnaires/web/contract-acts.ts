import { may } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import { questionnairePaths } from './paths.js';

/** What somebody may begin here from a contract that names its vendor and has not come to its end. */
export function questionnaireActs(principal: Principal, contract: { readonly id: string; readonly agencyId: string; readonly vendorId: string | null; readonly phase: string }): { href: string; text: string }[] {
  const askable = contract.vendorId !== null && !['cancelled', 'liquidated', 'archived'].includes(contract.phase);
  return askable && may(principal.ability, 'send', 'Questionnaire', { agencyId: contract.agencyId }) ? [{ href: questionnairePaths.send(contract.id), text: 'Gửi phiếu cho bên cung cấp' }] : [];
}
