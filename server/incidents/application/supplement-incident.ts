import { randomUUID } from 'node:crypto';
import { attachFiles } from '../../attachments/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import type { ReportChannel } from '../../clocks/index.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import type { IncidentCondition } from '../domain/incident.js';
import { insertCondition, insertFirstNotice, insertHandling, insertLevel } from '../persistence/incidents.js';
import { selectIncident, type IncidentDetail } from '../persistence/read-incident.js';
import { requireIncident } from './access.js';
import { incidentEvent, type IncidentPlace } from './events.js';
import type { IncidentNeeds } from './incident-needs.js';
import { runDuties } from './run-duties.js';

export interface GradeIncident {
  readonly incidentId: string;
  readonly level: string;
  readonly ground: string;
}

export interface RecordCondition {
  readonly incidentId: string;
  readonly condition: IncidentCondition;
  readonly note: string;
}

/** The first word of an incident, and who took it. */
export interface RecordNotice {
  readonly incidentId: string;
  readonly noticedAt: Date;
  readonly channel: ReportChannel;
  readonly fromWhom: string;
  readonly takenBy: string;
  readonly content: string;
}

export interface RecordHandling {
  readonly incidentId: string;
  readonly doneAt: Date;
  readonly what: string;
  readonly files: readonly StoredFile[];
}

/** The acts that add to an incident; nothing of it is ever changed. */
export function createSupplementIncident({ work, library, rolesThatMay }: Pick<IncidentNeeds, 'work' | 'library' | 'rolesThatMay'>) {
  async function incidentFor(tx: Transaction, principal: Principal, id: string): Promise<IncidentDetail> {
    const incident = await selectIncident((sql, values) => tx.query(sql, values), id);
    requireIncident(principal, 'supplement', incident, rolesThatMay);
    if (incident === undefined) throw new NotFound('incident');
    return incident;
  }

  return {
    /**
     * Judges the level by khoản 4 Điều 14, up or down, with its ground; a high level starts the urgent report, a serious one the reports to Bộ Công an. A clock that runs
     * goes on when the level falls.
     * @returns the codes of the clocks that started
     * @throws NotFound, Forbidden, InvalidInput ({level: 'unknown' | 'same'})
     */
    gradeIncident: (context: ActContext, principal: Principal, command: GradeIncident): Promise<readonly string[]> =>
      work.run(context, async (tx) => {
        const incident = await incidentFor(tx, principal, command.incidentId);
        const [, version = ''] = incident.levelsEdition.split('@');
        if (!library().edition('incident-levels', version).entries.some(({ id }) => id === command.level)) throw new InvalidInput({ level: 'unknown' });
        if (incident.levels[0]?.level === command.level) throw new InvalidInput({ level: 'same' });
        await insertLevel(tx, { id: randomUUID(), incidentId: incident.id, level: command.level, ground: command.ground, gradedBy: principal.userId });
        const clocks = await runDuties(tx, library(), incident);
        await recordEvent(tx, incidentEvent('incident.graded', placeOf(incident), { code: incident.code, level: command.level, before: incident.levels[0]?.level ?? null, ground: command.ground, clocks }));
        return clocks.map(({ clock }) => clock);
      }),

    /**
     * Records what makes the incident ask for more reports; their clocks start here.
     * @returns the codes of the clocks that started
     * @throws NotFound, Forbidden, InvalidInput ({condition: 'recorded'})
     */
    recordCondition: (context: ActContext, principal: Principal, command: RecordCondition): Promise<readonly string[]> =>
      work.run(context, async (tx) => {
        const incident = await incidentFor(tx, principal, command.incidentId);
        if (incident.conditions.some(({ condition }) => condition === command.condition)) throw new InvalidInput({ condition: 'recorded' });
        await insertCondition(tx, { ...command, recordedBy: principal.userId });
        const clocks = await runDuties(tx, library(), incident);
        await recordEvent(tx, incidentEvent('incident.condition-recorded', placeOf(incident), { code: incident.code, condition: command.condition, note: command.note, clocks }));
        return clocks.map(({ clock }) => clock);
      }),

    /** Records the first word of the incident, once. @throws NotFound, Forbidden, InvalidInput ({noticedTime: 'future'}, {content: 'recorded'}) */
    recordNotice: (context: ActContext, principal: Principal, command: RecordNotice): Promise<void> =>
      work.run(context, async (tx) => {
        const incident = await incidentFor(tx, principal, command.incidentId);
        if (command.noticedAt > tx.at) throw new InvalidInput({ noticedTime: 'future' });
        if (incident.firstNotice !== null) throw new InvalidInput({ content: 'recorded' });
        await insertFirstNotice(tx, { ...command, recordedBy: principal.userId });
        await recordEvent(tx, incidentEvent(
          'incident.notice-recorded', placeOf(incident), { code: incident.code, noticedAt: command.noticedAt.toISOString(), channel: command.channel, content: command.content },
          { fromWhom: command.fromWhom, takenBy: command.takenBy },
        ));
      }),

    /** Records what was done about it, with its files (khoản 7 Điều 14). @throws NotFound, Forbidden, InvalidInput ({doneTime: 'future' | 'before-incident'}) */
    recordHandling: (context: ActContext, principal: Principal, command: RecordHandling): Promise<void> =>
      work.run(context, async (tx) => {
        const incident = await incidentFor(tx, principal, command.incidentId);
        if (command.doneAt > tx.at) throw new InvalidInput({ doneTime: 'future' });
        if (command.doneAt < (incident.occurredAt ?? incident.detectedAt)) throw new InvalidInput({ doneTime: 'before-incident' });
        await insertHandling(tx, { id: randomUUID(), incidentId: incident.id, doneAt: command.doneAt, what: command.what, recordedBy: principal.userId });
        const files = await attachFiles(tx, { subjectKind: 'incident', subjectId: incident.id, agencyId: incident.agencyId, purpose: 'Quá trình xử lý sự cố' }, command.files);
        await recordEvent(tx, incidentEvent('incident.handling-recorded', placeOf(incident), { code: incident.code, doneAt: command.doneAt.toISOString(), what: command.what, files }));
      }),
  };
}

/** Whose history the events of an incident belong to. */
export function placeOf({ id, agencyId, contractId, systems }: Pick<IncidentDetail, 'id' | 'agencyId' | 'contractId' | 'systems'>): IncidentPlace {
  return { id, agencyId, contractId, systemIds: systems.map((system) => system.id) };
}
