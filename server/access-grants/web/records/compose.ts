import type { AccessRecordComposer } from '../../application/record-material.js';
import { accessRegister } from './access-register.js';
import { confidentialityAgreement } from './agreement.js';
import { accessDecision } from './decision.js';
import { accessRequestForm } from './request-form.js';
import { accessRevocation } from './revocation.js';
import { sessionMinutes } from './session-minutes.js';

/** The records of this room in words. */
export const accessRecords: AccessRecordComposer = {
  agreement: confidentialityAgreement,
  request: accessRequestForm,
  decision: accessDecision,
  session: sessionMinutes,
  revocation: accessRevocation,
  register: accessRegister,
};
