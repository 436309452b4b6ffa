import type { IncidentNeeds } from '../application/incident-needs.js';
import { createIncidentUseCases, type IncidentUseCases } from '../application/use-cases.js';
import { incidentRecords } from './records/compose.js';

/** The room over one reader and one unit of work: for requests over the pools, for the demonstration over one open transaction. */
export function openIncidentRoom(needs: Omit<IncidentNeeds, 'composeRecord'>): IncidentUseCases {
  return createIncidentUseCases({ ...needs, composeRecord: incidentRecords });
}
