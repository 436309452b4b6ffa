import Joi from 'joi';
import type { AccountKind, HandoverItem } from '../../domain/entries/closing.js';
import { entryFields, flag, labelledFields, mark, oneOf, text } from './parts.js';

export const handoverItem = Joi.object<HandoverItem>({
  ...entryFields,
  name: text,
  requirement: oneOf('every-hire', 'if-exists'),
  step: oneOf('export-and-restore', 'software-and-documents', 'rights-and-rotation', 'accompanying', 'account-revocation', 'deletion'),
  exception: Joi.object({ serviceKind: text, requirement: oneOf('if-exists'), note: text }),
  legalWording: Joi.string(),
  after: Joi.array().items(Joi.string()).min(1),
  evidence: text,
  acceptanceTest: text,
  testMark: mark,
});

export const accountKind = Joi.object<AccountKind>({ ...labelledFields, shouldExist: flag });
