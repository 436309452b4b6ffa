import { randomUUID } from 'node:crypto';
import { attachFiles } from '../../attachments/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import { startClock } from '../../clocks/index.js';
import { today } from '../../kernel/calendar-day.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import type { Library } from '../../library/index.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayAddTo, mayOpen, signFaults, timeFaults } from '../domain/case-policy.js';
import { graver, levelOf, monthsThatCount, type LevelRules } from '../domain/level.js';
import { EVIDENCE_PURPOSE } from '../domain/violation.js';
import { insertCase, insertIncidentLink, insertLevel, insertSigns, selectIncidentsOfAgency, selectLevelGround, touchCase, type RunQuery } from '../persistence/cases.js';
import { selectOpeningGround } from '../persistence/read-plan.js';
import { queryOf, requireAboutCases } from './access.js';
import type { LinkIncident, OpenCase, RaiseLevel } from './commands.js';
import { violationEvent } from './events.js';
import { lockedCase, pass, titleOf } from './standing.js';
import type { JudgedLevel, ViolationActs } from './violation-use-cases.js';
import type { ViolationNeeds } from './violation-needs.js';

/** The libraries that a level is judged by, with the editions that are kept of them. */
export function rulesOf(library: Library, at: Date): LevelRules & { readonly signsEdition: string; readonly levelsEdition: string } {
  const day = today({ now: () => at });
  const signs = library.libraryOn('violation-signs', day);
  const levels = library.libraryOn('violation-levels', day);
  return { signs: signs.entries, levels: levels.entries, incidentLevels: library.libraryOn('incident-levels', day).entries, signsEdition: signs.id, levelsEdition: levels.id };
}

/** What is judged: everything that a case rests on. */
export interface ToJudge {
  readonly contractId: string;
  readonly systemIds: readonly string[];
  readonly signs: OpenCase['signs'];
  readonly refusesCooperation: boolean;
  readonly incidentIds: readonly string[];
  /** The case itself, which does not count among earlier ones. */
  readonly exceptCase?: string | undefined;
}

/** The level that the rules of today give; one statement. @throws RangeError as levelOf does */
export async function judge(run: RunQuery, rules: LevelRules, judged: ToJudge): Promise<JudgedLevel> {
  const ground = await selectLevelGround(run, { ...judged, months: monthsThatCount(rules.levels), exceptCase: judged.exceptCase });
  return levelOf({ ...judged, systemLevels: ground.systemLevels, earlierSecondLevel: ground.earlierSecondLevel, incidentLevel: ground.incidentLevel ?? undefined }, rules);
}

/** What the first level of a case rests on. */
const BY_RULE = 'Xác định theo dấu hiệu được ghi nhận';

/** Recording signs of violation, and what becomes known later (điểm a khoản 3 Điều 6: signs are enough). */
export function createOpenCase(needs: Pick<ViolationNeeds, 'work' | 'rolesThatMay' | 'library'>): Pick<ViolationActs, 'openCase' | 'raiseLevel' | 'linkIncident'> {
  const { work, rolesThatMay, library } = needs;

  async function incidentFault(tx: Transaction, agencyId: string, incidentId: string | undefined): Promise<Record<string, string>> {
    if (incidentId === undefined) return {};
    return (await selectIncidentsOfAgency(queryOf(tx), agencyId, [incidentId])).length === 0 ? { incidentId: 'unknown' } : {};
  }

  return {
    openCase(context: ActContext, principal: Principal, command: OpenCase) {
      return work.run(context, async (tx) => {
        const rules = rulesOf(library(), tx.at);
        const ground = await selectOpeningGround(queryOf(tx), command.contractId, monthsThatCount(rules.levels));
        requireAboutCases(principal, 'open', ground?.agencyId, rolesThatMay);
        if (ground === undefined) throw new NotFound('contract');
        pass(mayOpen(ground));
        const incidentId = command.incidentId ?? (command.source.kind === 'incident' ? command.source.id : undefined);
        const faults = {
          ...signFaults(command, { signs: rules.signs, systems: ground.systems }),
          ...(command.signs.length === 0 ? { signs: 'none' } : {}),
          ...timeFaults(command, ground.now),
          ...(await incidentFault(tx, ground.agencyId, incidentId)),
        };
        if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
        const judged = await judge(queryOf(tx), rules, { ...command, incidentIds: incidentId === undefined ? [] : [incidentId] });
        const id = randomUUID();
        const { code, openedAt } = await insertCase(tx, { ...command, id, openedBy: principal.userId, signsEdition: rules.signsEdition, levelsEdition: rules.levelsEdition });
        await insertSigns(tx, { caseId: id, signs: command.signs, systemIds: command.systemIds, by: principal.userId });
        if (incidentId !== undefined) await insertIncidentLink(tx, { caseId: id, incidentId, by: principal.userId });
        await insertLevel(tx, { caseId: id, ...judged, ground: BY_RULE, by: principal.userId });
        const files = await attachFiles(tx, { subjectKind: 'violation-case', subjectId: id, agencyId: ground.agencyId, purpose: EVIDENCE_PURPOSE }, command.evidence);
        const clock = await startClock(tx, { library: library() }, {
          clock: 'D-10', subject: { kind: 'violation-case', id, title: titleOf({ ...ground, code }) }, agencyId: ground.agencyId, contractId: ground.contractId,
          startKind: 'sign-recorded', startedAt: openedAt, level: judged.level,
        });
        await recordEvent(tx, violationEvent(
          'violation.case-opened',
          { caseId: id, agencyId: ground.agencyId, contractId: ground.contractId, vendorId: ground.vendorId ?? '', systemIds: command.systemIds, incidentIds: incidentId === undefined ? [] : [incidentId] },
          {
            code, level: judged.level, steps: factsOfSteps(judged), signs: signWords(command.signs), detectedAt: command.detectedAt.toISOString(),
            occurredAt: command.occurredAt?.toISOString() ?? null, source: command.source.kind, files, signsEdition: rules.signsEdition, levelsEdition: rules.levelsEdition,
            refusesCooperation: command.refusesCooperation, reportBy: clock.due.known ? clock.due.at.toISOString() : null,
          },
          { foundBy: command.foundBy },
        ));
        return { id, code, level: judged.level };
      });
    },

    raiseLevel(context: ActContext, principal: Principal, command: RaiseLevel) {
      return work.run(context, async (tx) => {
        const found = await lockedCase(tx, needs, principal, 'raise-level', { id: command.caseId, version: command.version });
        pass(mayAddTo(found.state));
        const rules = rulesOf(library(), tx.at);
        const ground = await selectOpeningGround(queryOf(tx), found.contractId, monthsThatCount(rules.levels));
        const nothingNew = command.signs.length === 0 && command.systemIds.length === 0 && command.incidentId === undefined && !(command.refusesCooperation && !found.refusesCooperation);
        const faults = {
          ...(nothingNew ? { signs: 'none' } : {}),
          ...signFaults(command, { signs: rules.signs, systems: ground?.systems ?? [] }),
          ...(await incidentFault(tx, found.agencyId, command.incidentId)),
        };
        if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
        // What the report on damage concluded stands; only what came after it can raise the level again.
        const concluded = found.levels.some(({ reportId }) => reportId !== null);
        const signs = concluded ? command.signs : [...found.signs, ...command.signs];
        const incidentIds = [...(concluded ? [] : found.incidents.map(({ id }) => id)), ...(command.incidentId === undefined ? [] : [command.incidentId])];
        const judged = signs.length === 0 ? undefined : await judge(queryOf(tx), rules, {
          contractId: found.contractId, signs, incidentIds, exceptCase: found.id,
          systemIds: [...found.systems.map(({ id }) => id), ...command.systemIds],
          refusesCooperation: found.refusesCooperation || command.refusesCooperation,
        });
        const level = graver(judged?.level ?? found.level, found.level);
        await insertSigns(tx, { caseId: found.id, signs: command.signs, systemIds: command.systemIds, by: principal.userId });
        if (command.incidentId !== undefined) await insertIncidentLink(tx, { caseId: found.id, incidentId: command.incidentId, by: principal.userId });
        if (judged !== undefined && level !== found.level) await insertLevel(tx, { caseId: found.id, ...judged, ground: command.ground, by: principal.userId });
        const files = await attachFiles(tx, { subjectKind: 'violation-case', subjectId: found.id, agencyId: found.agencyId, purpose: EVIDENCE_PURPOSE }, command.evidence);
        await touchCase(tx, found, command.refusesCooperation);
        await recordEvent(tx, violationEvent(
          'violation.level-raised',
          { caseId: found.id, ...found, systemIds: command.systemIds, incidentIds: command.incidentId === undefined ? [] : [command.incidentId] },
          { from: found.level, to: level, steps: judged === undefined ? [] : factsOfSteps(judged), signs: signWords(command.signs), refusesCooperation: command.refusesCooperation, ground: command.ground, files },
        ));
        return { level, before: found.level };
      });
    },

    linkIncident(context: ActContext, principal: Principal, command: LinkIncident) {
      return work.run(context, async (tx) => {
        const found = await lockedCase(tx, needs, principal, 'raise-level', { id: command.caseId });
        pass(mayAddTo(found.state));
        const fault = await incidentFault(tx, found.agencyId, command.incidentId);
        if (Object.keys(fault).length > 0) throw new InvalidInput(fault);
        if (!(await insertIncidentLink(tx, { ...command, by: principal.userId }))) throw new InvalidInput({ incidentId: 'linked' });
        await touchCase(tx, found, false);
        const [incident] = await selectIncidentsOfAgency(queryOf(tx), found.agencyId, [command.incidentId]);
        await recordEvent(tx, violationEvent('violation.incident-linked', { caseId: found.id, ...found, incidentIds: [command.incidentId] }, { incident: incident?.code ?? null }));
      });
    },
  };
}

function factsOfSteps({ steps }: JudgedLevel): { rule: string; from: string | null; to: string }[] {
  return steps.map(({ rule, from, to }) => ({ rule, from, to }));
}

/** 'DH-08+' where what makes the sign graver was found as well. */
function signWords(signs: OpenCase['signs']): string[] {
  return signs.map(({ sign, graver: found }) => (found ? `${sign}+` : sign));
}
