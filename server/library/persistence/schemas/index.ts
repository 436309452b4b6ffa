import type Joi from 'joi';
import type { LibraryEntries, LibraryName } from '../../domain/libraries.js';
import { accountKind, handoverItem } from './closing.js';
import { annexArticle, gate, hirePermission, labelled, mandatoryClause, operatorKind, securitySpendingMark, serviceKind } from './hire.js';
import { calendarEntry, legalBasis, recordKind } from './law.js';
import { riskCriterion, riskScoringPart } from './risk.js';
import { accessTerm, dataKind, inspectionCycle, securityLevel, serviceState } from './systems.js';
import { clockRule, incidentKind, incidentLevel, period, violationLevel, violationSign } from './violations.js';

/** What an entry of each library must look like; entries of files and of rows pass through here before anything reads them. */
export const entrySchemas: { readonly [Name in LibraryName]: Joi.Schema<LibraryEntries[Name]> } = {
  'legal-bases': legalBasis,
  'record-kinds': recordKind,
  'working-calendar': calendarEntry,
  'security-levels': securityLevel,
  'data-kinds': dataKind,
  'service-states': serviceState,
  'inspection-cycles': inspectionCycle,
  'access-terms': accessTerm,
  'account-kinds': accountKind,
  'service-kinds': serviceKind,
  'fund-sources': labelled,
  'operator-kinds': operatorKind,
  'hire-permission': hirePermission,
  'security-spending-marks': securitySpendingMark,
  'risk-groups': labelled,
  'risk-criteria': riskCriterion,
  'risk-scoring': riskScoringPart,
  gates: gate,
  'mandatory-clauses': mandatoryClause,
  'standard-annex': annexArticle,
  'handover-items': handoverItem,
  'violation-signs': violationSign,
  'violation-levels': violationLevel,
  'incident-levels': incidentLevel,
  'incident-kinds': incidentKind,
  clocks: clockRule,
  periods: period,
};
