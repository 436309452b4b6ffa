import type { ViolationRecordComposer } from '../../application/record-material.js';
import { closingMinutes } from './closing-minutes.js';
import { suspensionDecision } from './decision.js';
import { suspensionNotice } from './notice.js';
import { resumptionDecision } from './resumption.js';
import { signsMinutes } from './signs-minutes.js';

/** The records of this room in words. */
export const violationRecords: ViolationRecordComposer = {
  signs: signsMinutes,
  decision: suspensionDecision,
  notice: suspensionNotice,
  closing: closingMinutes,
  resumption: resumptionDecision,
};
