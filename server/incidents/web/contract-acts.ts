import type { Principal } from '../../platform/http/principal.js';
import { mayIncident } from '../application/access.js';
import { incidentPaths } from './paths.js';

/** What somebody may begin here from a contract that was signed. */
export function incidentActs(principal: Principal, contract: { readonly id: string; readonly agencyId: string; readonly phase: string }): { href: string; text: string }[] {
  const signed = !['planned', 'cancelled'].includes(contract.phase);
  return signed && mayIncident(principal, 'record', contract.agencyId) ? [{ href: incidentPaths.recordOf(contract.id), text: 'Ghi nhận sự cố' }] : [];
}
