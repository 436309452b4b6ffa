import type { IncidentRecordComposer } from '../../application/record-material.js';
import { personalDataMinutes } from './minutes.js';
import { incidentReport } from './report.js';

/** The records of this room in words. */
export const incidentRecords: IncidentRecordComposer = { report: incidentReport, minutes: personalDataMinutes };
