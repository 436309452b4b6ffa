import { startClock } from '../../clocks/index.js';
import type { Library } from '../../library/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import { selectDuties } from '../persistence/incidents.js';

/** What clocks of an incident are called by. */
export interface ClockedIncident {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly agencyId: string;
  readonly contractId: string | null;
}

/**
 * Starts the clocks that the incident asks for by now and that do not run yet. Which they are is said by the database alone (incident_duties), which also refuses an incident
 * without them.
 * @returns the codes of those that start here, with the moment each is due (ISO; null while a holiday year is missing)
 */
export async function runDuties(tx: Transaction, library: Library, incident: ClockedIncident): Promise<{ readonly clock: string; readonly dueAt: string | null }[]> {
  const begun: { clock: string; dueAt: string | null }[] = [];
  for (const duty of await selectDuties(tx, incident.id)) {
    const { started, due } = await startClock(tx, { library }, {
      clock: duty.clock,
      subject: { kind: 'incident', id: incident.id, title: `${incident.code} – ${incident.title}` },
      agencyId: incident.agencyId,
      contractId: incident.contractId,
      startKind: duty.startKind,
      startedAt: duty.startedAt,
    });
    if (started) begun.push({ clock: duty.clock, dueAt: due.known ? due.at.toISOString() : null });
  }
  return begun;
}
