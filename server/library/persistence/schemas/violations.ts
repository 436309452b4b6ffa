import Joi from 'joi';
import { lengthUnits } from '../../domain/entries/entry.js';
import type {
  ClockRule,
  IncidentKind,
  IncidentLevel,
  Period,
  ViolationEscalation,
  ViolationLevel,
  ViolationLevelCode,
  ViolationLevelEntry,
  ViolationSign,
} from '../../domain/entries/violations.js';
import { byKind } from './by-kind.js';
import { entryFields, flag, labelledFields, length, level, mark, oneOf, text, textOrNull, texts, whole } from './parts.js';

const violationLevelCode = oneOf<ViolationLevelCode>('V1', 'V2', 'V3', 'V4');

export const violationSign = Joi.object<ViolationSign>({
  ...entryFields,
  text,
  defaultLevel: violationLevelCode,
  alternatives: Joi.array()
    .items(Joi.object({ level: violationLevelCode, when: text }))
    .required(),
  note: textOrNull,
});

export const violationLevel = byKind<ViolationLevelEntry>({
  level: Joi.object<ViolationLevel>({
    ...labelledFields,
    id: violationLevelCode,
    kind: oneOf('level'),
    order: whole,
    criteria: text,
    pause: oneOf('none-with-reason', 'partial', 'whole', 'suspend'),
    pauseText: text,
    revoke: oneOf('account-concerned', 'all', 'all-at-once', 'all-and-isolate'),
    revokeText: text,
    inspectionText: text,
    decidedBy: text,
    remedyWithin: length,
    preliminaryReportWithin: length,
    reportWithin: length.required(),
    confirmWithin: length,
  }),
  escalation: Joi.object<ViolationEscalation>({
    ...entryFields,
    kind: oneOf('escalation'),
    text,
    change: oneOf('to-V3', 'plus-one', 'down-by-report'),
    withinMonths: Joi.number().integer().positive(),
    fromLevel: level.optional(),
  }),
});

export const incidentLevel = Joi.object<IncidentLevel>({ ...labelledFields, order: level, summary: text, urgentReport: flag });
export const incidentKind = Joi.object<IncidentKind>({ ...labelledFields, forms: texts });

const clockLength = Joi.object<ClockRule['lengths'][number]>({
  amount: whole.positive(),
  unit: oneOf(...lengthUnits),
  appliesTo: Joi.array().items(violationLevelCode).min(1),
});

export const clockRule = Joi.object<ClockRule>({
  ...labelledFields,
  kind: oneOf('immediate', 'duration', 'fixed-date'),
  startsAt: oneOf(
    'detection',
    'occurrence',
    'incident-high',
    'vendor-detection',
    'decision',
    'decision-or-sign',
    'sign-recorded',
    'end-of-term',
    'calendar-year',
  ),
  lengths: Joi.array()
    .items(clockLength)
    .required()
    .when('kind', { is: 'duration', then: Joi.array().min(1), otherwise: Joi.array().length(0) }),
  fixedDates: Joi.array()
    .items(Joi.object({ before: Joi.string().pattern(/^\d\d-\d\d$/u).required(), to: text, mark, source: text }))
    .required()
    .when('kind', { is: 'fixed-date', then: Joi.array().min(1), otherwise: Joi.array().length(0) }),
  addressee: textOrNull,
  lengthMark: mark,
});

export const period = Joi.object<Period>({ ...labelledFields, length: length.required() });
