import Joi from 'joi';
import {
  type AccessLimit,
  type AccessTerm,
  type DataKind,
  type InspectionCycle,
  type SecurityLevel,
  type ServiceState,
  supervisionMeasures,
} from '../../domain/entries/systems.js';
import { entryFields, flag, labelledFields, length, level, mark, oneOf, text, texts, whole } from './parts.js';

export const securityLevel = Joi.object<SecurityLevel>({
  ...labelledFields,
  level,
  harm: text,
  criteria: texts,
  compulsoryMeasures: flag,
  separationWhenHired: oneOf('none', 'logical', 'physical'),
});

export const dataKind = Joi.object<DataKind>({ ...labelledFields, personal: flag, sensitive: flag, outOfScope: flag });
export const serviceState = Joi.object<ServiceState>({ ...labelledFields, inUse: flag, final: flag });

export const inspectionCycle = Joi.object<InspectionCycle>({
  ...entryFields,
  level,
  months: whole.positive(),
  origins: Joi.array().items(Joi.object({ text, mark })).min(1).required(),
  professionalOrganization: oneOf('always', 'on-event'),
  professionalBasis: text,
});

const accessLimit = Joi.object<AccessLimit>({ fromLevel: level, toLevel: level, term: length.required(), perUse: length });

export const accessTerm = Joi.object<AccessTerm>({
  ...labelledFields,
  namedByRegulation: flag,
  grantForm: oneOf('grant', 'standing', 'emergency'),
  limits: Joi.array().items(accessLimit).min(1).required(),
  supervision: text,
  measures: Joi.array()
    .items(Joi.object({ measure: oneOf(...supervisionMeasures), fromLevel: level }))
    .required(),
});
