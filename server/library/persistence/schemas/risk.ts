import Joi from 'joi';
import type { RiskCriterion, RiskLevel, RiskScoringKind, RiskScoringPart } from '../../domain/entries/risk.js';
import { byKind } from './by-kind.js';
import { condition, entryFields, flag, level, oneOf, text, textOrNull, texts, whole } from './parts.js';

const score = Joi.number().integer().min(0).max(4).required();
const likelihood = Joi.number().integer().min(1).max(5).required();
const riskLevel = oneOf<RiskLevel>('low', 'medium', 'high', 'very-high');
const square = Joi.array().items(Joi.array().items(riskLevel).length(5)).length(5).required();

export const riskCriterion = Joi.object<RiskCriterion>({
  ...entryFields,
  group: text,
  text,
  evidence: texts.min(1),
  weight: whole.min(1).max(3),
  knockOut: Joi.array()
    .items(Joi.object({ kind: oneOf('A', 'B'), when: condition }))
    .required(),
  fromLevel: level,
  minimum: Joi.when('knockOut', {
    is: Joi.array().min(1),
    then: Joi.object({ signing: score, operation: score }).required(),
    otherwise: Joi.valid(null).required(),
  }),
});

/** The shape of one part of the scoring method. */
function part<Kind extends RiskScoringKind>(
  kind: Kind,
  fields: Joi.PartialSchemaMap<Extract<RiskScoringPart, { readonly kind: Kind }>>,
): Joi.ObjectSchema<Extract<RiskScoringPart, { readonly kind: Kind }>> {
  return Joi.object<Extract<RiskScoringPart, { readonly kind: Kind }>>(fields).append({ ...entryFields, kind: oneOf(kind) });
}

export const riskScoringPart = byKind<RiskScoringPart>({
  method: part('method', { statement: text }),
  answer: part('answer', { score: score.allow(null), label: text, condition: textOrNull }),
  'evidence-cap': part('evidence-cap', { scoreAtMost: score, text }),
  'likelihood-base': part('likelihood-base', {
    thresholds: Joi.array()
      .items(Joi.object({ atLeast: Joi.number().min(0).max(1).required(), likelihood }))
      .min(1)
      .required(),
    decimals: whole,
  }),
  exposure: part('exposure', {
    adds: whole,
    likelihoodAtMost: likelihood,
    whenAny: Joi.array()
      .items(Joi.object({ id: text, text }))
      .min(1)
      .required(),
  }),
  'hole-rule': part('hole-rule', { weight: whole, scoreAtMost: score, likelihoodAtLeast: likelihood }),
  impact: part('impact', { impact: level, incidentLevel: text, label: text, atLeastWhen: text }),
  'level-floor': part('level-floor', { text }),
  'risk-level': part('risk-level', { order: whole, level: riskLevel, label: text }),
  matrix: part('matrix', { rows: square }),
  'matrix-floor': part('matrix-floor', { rows: square }),
  waiver: part('waiver', {
    knockOut: oneOf('B'),
    maxDays: whole,
    notLaterThanGoLiveFromLevel: level,
    approver: oneOf('unit_head'),
    requires: texts,
  }),
  'report-validity': part('report-validity', { maxDays: whole }),
  'provisional-level': part('provisional-level', { administrativeProcedures: level, others: level, label: text }),
  reassessment: part('reassessment', { fromLevel: level, toLevel: level, months: whole }),
  'reassessment-trigger': part('reassessment-trigger', { text }),
  'report-section': part('report-section', { letter: text, title: text }),
  'short-path': part('short-path', {
    maxLevel: level,
    personalData: flag,
    standingAccess: flag,
    criteria: oneOf('knock-out-only'),
    valueLimitSetting: text,
  }),
});
