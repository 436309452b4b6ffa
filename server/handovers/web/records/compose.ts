import type { HandoverRecordComposer } from '../../application/record-material.js';
import { destructionMinutes } from './destruction-minutes.js';
import { endReport } from './end-report.js';
import { handoverMinutes } from './handover-minutes.js';
import { liquidationMinutes } from './liquidation-minutes.js';
import { handoverRequest } from './request.js';
import { usabilityMinutes } from './usability-minutes.js';

/** The records of this room in words. */
export const handoverRecords: HandoverRecordComposer = {
  request: handoverRequest,
  handover: handoverMinutes,
  usability: usabilityMinutes,
  destruction: destructionMinutes,
  liquidation: liquidationMinutes,
  endReport,
};
