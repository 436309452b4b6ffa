import Joi from 'joi';
import type { LabelledEntry } from '../../domain/entries/entry.js';
import type {
  AnnexArticle,
  AnnexClause,
  ClauseParameter,
  Gate,
  HireAnswer,
  HirePermission,
  HireQuestion,
  MandatoryClause,
  OperatorKind,
  SecuritySpendingMark,
  ServiceKind,
} from '../../domain/entries/hire.js';
import type { RegulationClause } from '../../../kernel/citation.js';
import { byKind } from './by-kind.js';
import { condition, entryFields, flag, labelledFields, oneOf, text, textOrNull, whole } from './parts.js';

export const labelled = Joi.object<LabelledEntry>(labelledFields);
export const serviceKind = Joi.object<ServiceKind>({ ...labelledFields, systemRequired: flag });
export const operatorKind = Joi.object<OperatorKind>({ ...labelledFields, default: flag });

export const hirePermission: Joi.Schema<HirePermission> = byKind<HirePermission>({
  question: Joi.object<HireQuestion>({ ...entryFields, kind: oneOf('question'), text, hint: text }),
  answer: Joi.object<HireAnswer>({
    ...entryFields,
    kind: oneOf('answer'),
    text,
    outcome: oneOf('allowed', 'needs-legal-answer', 'refused'),
    answeredBy: oneOf('procurement-officer', 'legal-officer'),
  }),
});

export const securitySpendingMark = Joi.object<SecuritySpendingMark>({
  ...labelledFields,
  percent: Joi.number().positive().max(100).required(),
  averagedOver: oneOf('agency-and-year'),
});

const regulationClause = Joi.object<RegulationClause>({ article: whole, clause: Joi.number().integer(), point: Joi.string() });

export const gate = Joi.object<Gate>({
  ...entryFields,
  stages: Joi.array().items(Joi.string().valid('creation', 'signing', 'data-handover', 'operation')).min(1).required(),
  condition: text,
  effect: oneOf('blocks', 'requires', 'asks-legal-officer', 'warns-then-blocks', 'out-of-scope'),
  effectNote: textOrNull,
  basisKind: oneOf('law', 'law-and-internal', 'internal'),
  basis: text,
  clauses: Joi.array().items(regulationClause).required(),
  riskLevel: Joi.string().valid('high', 'very-high'),
  fromLevel: Joi.number().integer().min(1).max(5),
  toLevel: Joi.number().integer().min(1).max(5),
  requires: Joi.array().items(Joi.string()),
  maxDays: Joi.number().integer().positive(),
});

const clauseParameter = Joi.object<ClauseParameter>({ id: text, label: text, default: whole, unit: oneOf('hour'), mark: oneOf('P') });

export const mandatoryClause = Joi.object<MandatoryClause>({
  ...entryFields,
  text,
  mandatory: oneOf('always', 'conditional', 'never'),
  when: Joi.when('mandatory', { is: 'conditional', then: condition.required(), otherwise: Joi.valid(null).required() }),
  note: textOrNull,
  origin: oneOf('law', 'law-and-internal', 'internal'),
  parameters: Joi.array().items(clauseParameter),
});

const annexClause = Joi.object<AnnexClause>({ clause: text, lines: Joi.array().items(Joi.string()).min(1).required() });

export const annexArticle = Joi.object<AnnexArticle>({ ...entryFields, title: text, clauses: Joi.array().items(annexClause).min(1).unique('clause').required() });
