import { readAttachments, type Attachment, type SubjectReaders } from '../../attachments/index.js';
import { readHistory, type PastEvent } from '../../audit-trail/index.js';
import { readClocks, type DutyClock } from '../../clocks/index.js';
import { today } from '../../kernel/calendar-day.js';
import { Forbidden, NotFound } from '../../kernel/errors.js';
import type { IncidentKind, IncidentLevel } from '../../library/index.js';
import type { RegisterResult, RegisterView } from '../../platform/database/register-query.js';
import type { RegisterSource } from '../../platform/database/register-stream.js';
import type { Principal } from '../../platform/http/principal.js';
import { INCIDENT_SUBJECT } from '../domain/incident.js';
import { selectGround, type IncidentGround } from '../persistence/grounds.js';
import type { RunQuery } from '../persistence/incidents.js';
import { selectAgencyOfIncident, selectIncident, type IncidentDetail } from '../persistence/read-incident.js';
import { selectIncidentRegister, streamIncidents, type IncidentRow } from '../persistence/read-register.js';
import { mayIncident, requireIncident } from './access.js';
import { createDrawUpRecords } from './draw-up-records.js';
import type { IncidentNeeds } from './incident-needs.js';
import { createRecordIncident } from './record-incident.js';
import { createSupplementIncident } from './supplement-incident.js';

export type { IncidentGround } from '../persistence/grounds.js';
export type { IncidentDetail } from '../persistence/read-incident.js';
export type { IncidentRow } from '../persistence/read-register.js';

/** Whether a person's reading reaches more than one agency: then registers say which. */
function reachesSeveral(principal: Principal): boolean {
  return new Set(principal.held.flatMap(({ agencyId, agencyIds }) => agencyIds ?? [agencyId, 'every agency'])).size > 1;
}

/** What this room can do, wired once. */
export function createIncidentUseCases(needs: IncidentNeeds) {
  const { reader, clock, library, rolesThatMay } = needs;
  const run: RunQuery = (sql, parameters) => reader.rows(sql, parameters);
  const mayRead = async (principal: Principal, id: string): Promise<boolean> => {
    const agencyId = await selectAgencyOfIncident(run, id);
    return agencyId !== undefined && mayIncident(principal, 'read', agencyId);
  };
  return {
    now: (): Date => clock.now(),
    reachesSeveral,
    /** Kinds and levels in force today, for registers and forms. */
    kinds: (): readonly IncidentKind[] => library().libraryOn('incident-kinds', today(clock)).entries,
    levels: (): readonly IncidentLevel[] => library().libraryOn('incident-levels', today(clock)).entries,
    /** Kinds and levels as an incident was recorded by. */
    kindsOf: ({ kindsEdition }: Pick<IncidentDetail, 'kindsEdition'>): readonly IncidentKind[] => library().edition('incident-kinds', kindsEdition.split('@')[1] ?? '').entries,
    levelsOf: ({ levelsEdition }: Pick<IncidentDetail, 'levelsEdition'>): readonly IncidentLevel[] => library().edition('incident-levels', levelsEdition.split('@')[1] ?? '').entries,

    /** What the form of an incident offers, for whoever may record one at this agency. @throws NotFound, Forbidden */
    async groundFor(principal: Principal, agencyId: string | undefined, contractId: string | undefined): Promise<IncidentGround> {
      const ground = await selectGround(run, agencyId, contractId);
      if (ground === undefined || !mayIncident(principal, 'read', ground.agencyId)) throw new NotFound('agency');
      if (!mayIncident(principal, 'record', ground.agencyId)) throw new Forbidden({ action: 'record', neededRoles: rolesThatMay('record', INCIDENT_SUBJECT) });
      return ground;
    },
    /** An incident that this person may do `action` about. @throws NotFound, Forbidden */
    async incidentFor(principal: Principal, id: string, action: string): Promise<IncidentDetail> {
      const incident = await selectIncident(run, id);
      requireIncident(principal, action, incident, rolesThatMay);
      if (incident === undefined) throw new NotFound('incident');
      return incident;
    },
    clocksOf: (id: string): Promise<DutyClock[]> => readClocks(run, library(), [{ kind: 'incident', id }]),
    filesOf: (id: string): Promise<Attachment[]> => readAttachments(reader, 'incident', id),
    historyOf: (id: string): Promise<PastEvent[]> => readHistory(reader, { kind: 'incident', id }),
    register: (principal: Principal, view: RegisterView): Promise<RegisterResult<IncidentRow>> => selectIncidentRegister(reader, principal.ability, view, reachesSeveral(principal)),
    registerRows: (principal: Principal, view: RegisterView): RegisterSource<IncidentRow> => streamIncidents(reader, principal.ability, view, reachesSeveral(principal)),
    /** Whether this person may have what belongs to an incident. */
    mayRead,
    attachmentReaders: { incident: mayRead } satisfies SubjectReaders,

    recordIncident: createRecordIncident(needs),
    ...createSupplementIncident(needs),
    ...createDrawUpRecords(needs),
  };
}

export type IncidentUseCases = ReturnType<typeof createIncidentUseCases>;
