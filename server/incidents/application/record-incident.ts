import { randomUUID } from 'node:crypto';
import { attachFiles } from '../../attachments/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import { today } from '../../kernel/calendar-day.js';
import { Forbidden, InvalidInput, NotFound } from '../../kernel/errors.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { faultsOfTimes, INCIDENT_SUBJECT, type IncidentCondition } from '../domain/incident.js';
import { selectGround } from '../persistence/grounds.js';
import { insertCondition, insertIncident, insertLevel } from '../persistence/incidents.js';
import { mayIncident } from './access.js';
import { incidentEvent } from './events.js';
import type { IncidentNeeds } from './incident-needs.js';
import { runDuties } from './run-duties.js';

/** An incident as somebody of the agency tells it. */
export interface RecordIncident {
  /** The agency the person acts for; the contract's agency goes before it. */
  readonly agencyId: string | undefined;
  readonly contractId: string | undefined;
  readonly kind: string;
  readonly form: string | undefined;
  readonly title: string;
  readonly what: string;
  readonly place: string;
  /** Undefined: nobody knows when it happened. */
  readonly occurredAt: Date | undefined;
  readonly detectedAt: Date;
  readonly foundBy: string;
  readonly vendorDetectedAt: Date | undefined;
  readonly systemIds: readonly string[];
  readonly level: { readonly level: string; readonly ground: string } | undefined;
  readonly conditions: readonly IncidentCondition[];
  readonly conditionNote: string | undefined;
  readonly files: readonly StoredFile[];
}

/** What the files of an incident are to prove. */
const EVIDENCE = 'Chứng cứ ban đầu của sự cố';

/** Recording an incident (Điều 14, khoản 2 Điều 25). */
export function createRecordIncident({ work, library, rolesThatMay }: Pick<IncidentNeeds, 'work' | 'library' | 'rolesThatMay'>) {
  /**
   * Writes an incident down and starts the clocks that it asks for; a violation is not needed, and none is opened.
   * @returns its identifier and the codes of the clocks that started
   * @throws NotFound (an agency or contract that is not the person's), Forbidden; InvalidInput with codes by field: those of faultsOfTimes,
   *   {contractId | systemIds | kind | form | level: 'unknown', vendorTime: 'without-contract', levelGround | conditionNote: 'missing'}
   */
  return function recordIncident(context: ActContext, principal: Principal, command: RecordIncident): Promise<{ id: string; clocks: readonly string[] }> {
    return work.run(context, async (tx) => {
      const ground = await selectGround((sql, values) => tx.query(sql, values), command.agencyId, command.contractId);
      if (ground === undefined || !mayIncident(principal, 'read', ground.agencyId)) throw new NotFound('agency');
      const { agencyId } = ground;
      if (!mayIncident(principal, 'record', agencyId)) throw new Forbidden({ action: 'record', neededRoles: rolesThatMay('record', INCIDENT_SUBJECT) });
      const law = library();
      const onDay = today({ now: () => tx.at });
      const kinds = law.libraryOn('incident-kinds', onDay);
      const levels = law.libraryOn('incident-levels', onDay);
      const kind = kinds.entries.find(({ id }) => id === command.kind);
      const faults: Record<string, string> = {
        ...faultsOfTimes(command, tx.at),
        ...(command.contractId !== undefined && ground.contract === undefined ? { contractId: 'unknown' } : {}),
        ...(command.vendorDetectedAt !== undefined && command.contractId === undefined ? { vendorTime: 'without-contract' } : {}),
        ...(command.systemIds.some((id) => !ground.systems.some((system) => system.id === id)) ? { systemIds: 'unknown' } : {}),
        ...(kind === undefined ? { kind: 'unknown' } : {}),
        ...(command.form !== undefined && kind?.forms.includes(command.form) === false ? { form: 'unknown' } : {}),
        ...(command.level !== undefined && !levels.entries.some(({ id }) => id === command.level?.level) ? { level: 'unknown' } : {}),
        ...(command.level?.ground === '' ? { levelGround: 'missing' } : {}),
        ...(command.conditions.length > 0 && command.conditionNote === undefined ? { conditionNote: 'missing' } : {}),
      };
      if (Object.keys(faults).length > 0) throw new InvalidInput(faults);

      const id = randomUUID();
      const { code } = await insertIncident(tx, { ...command, id, agencyId, kindsEdition: kinds.id, levelsEdition: levels.id, recordedBy: principal.userId });
      if (command.level !== undefined) await insertLevel(tx, { id: randomUUID(), incidentId: id, ...command.level, gradedBy: principal.userId });
      for (const condition of command.conditions) await insertCondition(tx, { incidentId: id, condition, note: command.conditionNote ?? '', recordedBy: principal.userId });
      const clocks = await runDuties(tx, law, { id, code, title: command.title, agencyId, contractId: command.contractId ?? null });
      const files = await attachFiles(tx, { subjectKind: 'incident', subjectId: id, agencyId, purpose: EVIDENCE }, command.files);
      await recordEvent(tx, incidentEvent(
        'incident.recorded',
        { id, agencyId, contractId: command.contractId ?? null, systemIds: command.systemIds },
        {
          code, kind: command.kind, form: command.form ?? null, title: command.title, what: command.what, place: command.place, occurredAt: command.occurredAt?.toISOString() ?? null,
          detectedAt: command.detectedAt.toISOString(), vendorDetectedAt: command.vendorDetectedAt?.toISOString() ?? null, level: command.level?.level ?? null, levelGround: command.level?.ground ?? null,
          conditions: [...command.conditions], conditionNote: command.conditionNote ?? null, editions: [kinds.id, levels.id], clocks, files,
        },
        { foundBy: command.foundBy },
      ));
      return { id, clocks: clocks.map(({ clock }) => clock) };
    });
  };
}
