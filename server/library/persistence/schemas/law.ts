import Joi from 'joi';
import { type CalendarEntry, type LegalBasis, legalBasisKinds, type RecordKind } from '../../domain/entries/law.js';
import { day, dayOrNull, entryFields, oneOf, text, textOrNull, texts } from './parts.js';

export const legalBasis = Joi.object<LegalBasis>({
  ...entryFields,
  kind: oneOf(...legalBasisKinds),
  fullName: text,
  number: textOrNull,
  date: dayOrNull,
  issuer: textOrNull,
  effectiveFrom: dayOrNull,
  effectiveTo: dayOrNull,
  replacedBy: textOrNull,
  citation: textOrNull,
  note: Joi.string(),
});

export const recordKind = Joi.object<RecordKind>({
  ...entryFields,
  steps: texts,
  title: text,
  kindCode: textOrNull,
  model: oneOf('1.2', '1.3', '1.4', '1.5', '1.9', 'handover-minutes', 'contract', 'annex', 'internal-form'),
  symbolPattern: textOrNull,
  signer: text,
  obligation: oneOf('law', 'substance', 'internal'),
  legalBases: texts,
  usedWhen: Joi.string(),
  addressee: Joi.string(),
});

export const calendarEntry = Joi.object<CalendarEntry>({
  ...entryFields,
  day,
  kind: oneOf('holiday', 'substitute', 'swap-off', 'make-up'),
  label: text,
});
