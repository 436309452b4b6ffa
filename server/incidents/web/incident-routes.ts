import type { EventTexts } from '../../audit-trail/index.js';
import { page } from '../../platform/http/answers.js';
import type { Principal } from '../../platform/http/principal.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { IncidentDetail, IncidentUseCases } from '../application/use-cases.js';
import { INCIDENT_SUBJECT } from '../domain/incident.js';
import { drawUpRoutes } from './draw-up-routes.js';
import { presentIncident } from './incident-presenter.js';
import { incidentPaths, incidentSection } from './paths.js';
import { recordRoutes } from './record-routes.js';
import { registerRoutes } from './register-routes.js';
import { supplementRoutes } from './supplement-routes.js';

/** What the pages of this room need besides its use cases. */
export interface IncidentPorts {
  readonly eventTexts: () => EventTexts;
  /** Where violation cases are. */
  readonly caseHref: (id: string) => string;
  /** What later rooms let a person begin from an incident. */
  readonly laterActs?: (principal: Principal, incident: IncidentDetail) => readonly { readonly href: string; readonly text: string }[];
}

const idOf = (ask: Ask): string => ask.params['id'] ?? '';

/** Every page and act of this room. */
export function incidentRoutes(incidents: IncidentUseCases, ports: IncidentPorts): Route[] {
  return [
    ...registerRoutes(incidents),
    // Fixed addresses before those with a parameter in their place.
    ...recordRoutes(incidents),
    screen(incidentPaths.incident(':id'), { action: 'read', subject: INCIDENT_SUBJECT }, async (ask) => {
      const incident = await incidents.incidentFor(ask.principal, idOf(ask), 'read');
      const [clocks, files, events] = await Promise.all([incidents.clocksOf(incident.id), incidents.filesOf(incident.id), incidents.historyOf(incident.id)]);
      const model = presentIncident({
        incident, clocks, files, events, kinds: incidents.kindsOf(incident), levels: incidents.levelsOf(incident), texts: ports.eventTexts(), principal: ask.principal, now: incidents.now(),
        caseHref: ports.caseHref, laterActs: ports.laterActs?.(ask.principal, incident) ?? [],
      });
      return page('incidents/incident', `${incident.code} – ${incident.title}`, model, { section: incidentSection });
    }),
    ...supplementRoutes(incidents),
    ...drawUpRoutes(incidents),
  ];
}
