import { readHistory } from '../../audit-trail/index.js';
import { dueOf, type StartKind } from '../../clocks/index.js';
import { dayOf } from '../../kernel/calendar-day.js';
import { NotFound } from '../../kernel/errors.js';
import { refuse, type Verdict } from '../../kernel/refusal.js';
import type { ViolationLevelCode } from '../../library/index.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayClose, resumeObstacles } from '../domain/case-policy.js';
import { containFaults, longestPause, mayContain } from '../domain/containment-policy.js';
import { levelEntry, monthsThatCount } from '../domain/level.js';
import { isOfficeOpen } from '../domain/office-hours.js';
import type { CaseDetail } from '../persistence/case-rows.js';
import { selectAgenciesOfSuspension, selectAgencyOfCase, selectCaseOfContainment, selectIncidentsOfAgency, type RunQuery } from '../persistence/cases.js';
import { selectCase, selectCaseOfSuspension } from '../persistence/read-case.js';
import { selectFilesOfCase, selectOfVendor, selectProposal, selectProposalsWaiting } from '../persistence/read-lists.js';
import { selectContainmentGround, selectContractsBehind, selectOpeningGround, selectOpeningSource } from '../persistence/read-plan.js';
import { selectCaseRegister, streamCases } from '../persistence/read-register.js';
import { mayAboutCases, requireAboutCases } from './access.js';
import { againstOf, pauseDays } from './contain.js';
import { judge, rulesOf } from './open-case.js';
import { versionOf } from './record-grounds.js';
import { handledOf, suspensionOf } from './standing.js';
import type { ViolationReadings } from './violation-use-cases.js';
import type { ViolationNeeds } from './violation-needs.js';

/** Whether a person's reading reaches more than one agency: then registers say which. */
function reachesSeveral(principal: Principal): boolean {
  return new Set(principal.held.flatMap(({ agencyId, agencyIds }) => agencyIds ?? [agencyId, 'every agency'])).size > 1;
}

/** What the pages of this room read. */
export function createReadings(needs: ViolationNeeds): ViolationReadings {
  const { reader, clock, library, rolesThatMay } = needs;
  const run: RunQuery = (sql, parameters) => reader.rows(sql, parameters);

  function verdictFor(principal: Principal, of: CaseDetail, now: Date): Verdict {
    const head = mayAboutCases(principal, 'contain', of.agencyId);
    if (!head && !mayAboutCases(principal, 'contain-at-once', of.agencyId)) return refuse('contain-by-head', { clause: 'internal' });
    return mayContain(of, { head, officeOpen: isOfficeOpen(now, library().workingCalendar().calendar) });
  }

  function dueIfNow(code: 'D-08' | 'D-09', kind: StartKind, level: ViolationLevelCode, at: Date): Date | undefined {
    const rule = library().entryOn('clocks', code, dayOf(at));
    const due = rule === undefined ? undefined : dueOf(rule, { kind, at, level }, library().workingCalendar().calendar);
    return due?.known === true ? due.at : undefined;
  }

  const mayReadAny = (principal: Principal, agencyIds: readonly string[]): boolean => agencyIds.some((id) => mayAboutCases(principal, 'read', id));
  const mayReadCase = async (principal: Principal, id: string): Promise<boolean> => mayReadAny(principal, await selectAgencyOfCase(run, id));
  const mayReadSuspension = async (principal: Principal, id: string): Promise<boolean> => mayReadAny(principal, await selectAgenciesOfSuspension(run, id));

  return {
    library,
    regulation: needs.regulation,
    rolesThatMay,
    now: () => clock.now(),
    may: mayAboutCases,
    reachesSeveral,
    async case(principal, id, action = 'read') {
      const found = await selectCase(run, id);
      requireAboutCases(principal, action, found?.agencyId, rolesThatMay);
      if (found === undefined) throw new NotFound('violation case');
      return found;
    },
    async suspensionFor(principal, suspensionId, action = 'read') {
      const found = await selectCaseOfSuspension(run, suspensionId);
      if (found === undefined) throw new NotFound('suspension of a system');
      const suspension = suspensionOf(found, suspensionId);
      if (!mayAboutCases(principal, 'read', found.agencyId) || action !== 'read') requireAboutCases(principal, action, suspension.agencyId, rolesThatMay);
      return { case: found, suspension };
    },
    async caseOfContainment(principal, containmentId) {
      const found = await selectCaseOfContainment(run, containmentId);
      requireAboutCases(principal, 'read', found?.agencyId, rolesThatMay);
      if (found === undefined) throw new NotFound('containment');
      return found.caseId;
    },
    async openingGround(principal, contractId, source) {
      const ground = await selectOpeningGround(run, contractId, monthsThatCount(rulesOf(library(), clock.now()).levels));
      requireAboutCases(principal, 'open', ground?.agencyId, rolesThatMay);
      if (ground === undefined) throw new NotFound('contract');
      return { ...ground, source: source === undefined || source.kind === 'contract' ? undefined : await selectOpeningSource(run, contractId, { kind: source.kind, id: source.id }) };
    },
    async contractsBehind(principal, source) {
      return (await selectContractsBehind(run, source)).filter(({ agencyId }) => mayAboutCases(principal, 'open', agencyId));
    },
    async judge(principal, opening) {
      const rules = rulesOf(library(), clock.now());
      const ground = await selectOpeningGround(run, opening.contractId, monthsThatCount(rules.levels));
      requireAboutCases(principal, 'open', ground?.agencyId, rolesThatMay);
      const incidents = opening.incidentId === undefined || ground === undefined ? [] : await selectIncidentsOfAgency(run, ground.agencyId, [opening.incidentId]);
      return judge(run, rules, { ...opening, incidentIds: incidents.map(({ id }) => id) });
    },
    async containmentPlan(principal, caseId) {
      const found = await selectCase(run, caseId);
      requireAboutCases(principal, mayAboutCases(principal, 'contain-at-once', found?.agencyId ?? '') ? 'contain-at-once' : 'contain', found?.agencyId, rolesThatMay);
      const ground = await selectContainmentGround(run, caseId);
      if (found === undefined || ground === undefined) throw new NotFound('violation case');
      return {
        ...ground,
        case: found,
        asked: levelEntry(library().edition('violation-levels', versionOf(found.levelsEdition)).entries, found.level),
        officeHours: isOfficeOpen(ground.now, library().workingCalendar().calendar),
        verdict: verdictFor(principal, found, ground.now),
        pauseUntil: longestPause(ground.now, pauseDays(needs, ground.now)),
        revokedBy: dueIfNow('D-08', 'decision-or-sign', found.level, ground.now),
        noticeBy: dueIfNow('D-09', 'decision', found.level, ground.now),
      };
    },
    containFaults: (plan, command) => containFaults(command, againstOf(needs, plan.case, plan)),
    mayContain: (principal, of) => verdictFor(principal, of, of.now),
    resumeObstacles: (_principal, of, suspensionId) => resumeObstacles(handledOf(of), { lifted: suspensionOf(of, suspensionId).resumption !== null }),
    mayClose: (of, outcome) => mayClose(handledOf(of), outcome),
    register: (principal, view) => selectCaseRegister(reader, principal.ability, view, reachesSeveral(principal)),
    registerRows: (principal, view) => streamCases(reader, principal.ability, view, reachesSeveral(principal)),
    async proposal(principal, id, action = 'read') {
      const found = await selectProposal(run, id);
      if (found === undefined) throw new NotFound('proposal of a suspension');
      if (action !== 'read' || !mayAboutCases(principal, 'read', found.fromAgencyId)) requireAboutCases(principal, action, found.toAgencyId, rolesThatMay);
      return found;
    },
    proposalsWaiting: (principal) => selectProposalsWaiting(run, principal.ability),
    casesOfVendor: (principal, vendorId) => selectOfVendor(run, principal.ability, vendorId),
    history: (caseId) => readHistory(reader, { kind: 'violation-case', id: caseId }),
    files: (caseId) => selectFilesOfCase(run, caseId),
    mayReadCase,
    attachmentReaders: { 'violation-case': mayReadCase, 'system-suspension': mayReadSuspension },
  };
}
