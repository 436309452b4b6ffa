import Joi from 'joi';
import type { AlertSource } from '../../contracts/index.js';
import { may } from '../../platform/authorization/ability.js';
import { VIOLATION_SUBJECT } from '../domain/violation.js';
import { contractViolations, standingAlertsOf, type ChapterPorts } from './contract-chapter.js';

/** Says on every page of a contract that a violation is open, and why nothing can be granted. */
export function violationAlerts(ports: ChapterPorts): AlertSource {
  return {
    expression: '(SELECT violation_chapter(c.id) FROM published_contract c WHERE c.id = $1::uuid)',
    present(given, principal) {
      if (given === null) return [];
      const chapter = Joi.attempt(given, contractViolations);
      return !may(principal.ability, 'read', VIOLATION_SUBJECT, { agencyId: chapter.agencyId }) ? [] : standingAlertsOf(chapter, ports);
    },
  };
}
