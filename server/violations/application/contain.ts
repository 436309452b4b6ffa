import { randomUUID } from 'node:crypto';
import { endGrants, prepareRevocationRecord, type EndedAccess } from '../../access-grants/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import { settleClock, startClock, type Due } from '../../clocks/index.js';
import { dayOf } from '../../kernel/calendar-day.js';
import { canonicalBytes, sha256 } from '../../kernel/canonical.js';
import { Forbidden, InvalidInput, NotFound } from '../../kernel/errors.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { containFaults, mayContain } from '../domain/containment-policy.js';
import { isAtLeast, levelEntry } from '../domain/level.js';
import { isOfficeOpen } from '../domain/office-hours.js';
import { VIOLATION_SUBJECT, type SuspensionKind } from '../domain/violation.js';
import type { CaseDetail, ContainmentGround } from '../persistence/case-rows.js';
import { moveCase } from '../persistence/cases.js';
import {
  insertContainment, insertEndedGrants, insertProposal, insertSnapshot, insertSuspension, lockContractsToContain, lockSystems, selectEvidence, selectOthersOnSystems, type WrittenContainment,
} from '../persistence/containments.js';
import { insertNotice } from '../persistence/papers.js';
import { selectOfficial, selectRevokedHolders } from '../persistence/print-grounds.js';
import { selectCase } from '../persistence/read-case.js';
import { selectContainmentGround, selectOfficerAddresses } from '../persistence/read-plan.js';
import { mayAboutCases, queryOf } from './access.js';
import type { Contain } from './commands.js';
import { violationEvent } from './events.js';
import { tellOfContainment } from './letters.js';
import { prepareCaseRecord, recordGroundOf, signerOf, versionOf } from './record-grounds.js';
import { lockedCase, pass, titleOf } from './standing.js';
import type { ContainedNow, ViolationActs } from './violation-use-cases.js';
import type { ViolationNeeds } from './violation-needs.js';

/** What a containment is held against, of a ground and a case; the page asks before, the act under its locks. */
export function againstOf(needs: Pick<ViolationNeeds, 'library'>, of: CaseDetail, ground: ContainmentGround): Parameters<typeof containFaults>[1] {
  const library = needs.library();
  return {
    level: levelEntry(library.edition('violation-levels', versionOf(of.levelsEdition)).entries, of.level),
    now: ground.now,
    pauseDays: pauseDays(needs, ground.now),
    systems: ground.systems,
    executors: ground.executors,
    grants: ground.contracts.find(({ main }) => main)?.grants ?? [],
  };
}

/** Days that a pause lasts at most (library periods, 'pause'). @throws RangeError when the edition has none */
export function pauseDays({ library }: Pick<ViolationNeeds, 'library'>, at: Date): number {
  const period = library().entryOn('periods', 'pause', dayOf(at));
  if (period?.length.unit !== 'day') throw new RangeError('no length of a pause in the library');
  return period.length.amount;
}

/** What was written of a containment, for the steps that come after it. */
interface Contained {
  readonly id: string;
  readonly case: CaseDetail;
  readonly ground: ContainmentGround;
  readonly command: Contain;
  readonly kind: SuspensionKind | undefined;
  readonly written: WrittenContainment;
  readonly revoked: readonly EndedAccess[];
}

/** The one act of điểm a, b khoản 3 Điều 6. */
export function createContain(needs: ViolationNeeds): Pick<ViolationActs, 'contain'> {
  const { work, rolesThatMay, library } = needs;

  /** Who may: the head at any hour, the officer on duty within the bounds of the policy. @throws Forbidden, Refused */
  function admit(principal: Principal, of: CaseDetail, now: Date): void {
    const head = mayAboutCases(principal, 'contain', of.agencyId);
    if (!head && !mayAboutCases(principal, 'contain-at-once', of.agencyId)) throw new Forbidden({ action: 'contain', neededRoles: rolesThatMay('contain', VIOLATION_SUBJECT) });
    pass(mayContain(of, { head, officeOpen: isOfficeOpen(now, library().workingCalendar().calendar) }));
  }

  /** Step one: evidence, before anything changes. */
  async function preserve(tx: Transaction, id: string, caseId: string, contractIds: readonly string[]): Promise<string> {
    const bytes = canonicalBytes(await selectEvidence(tx, { caseId, contractIds }));
    const hash = sha256(bytes);
    await insertSnapshot(tx, { containmentId: id, bytes, sha256: hash });
    return hash;
  }

  /** Step two: access. One statement for each contract, whatever the number of grants. */
  async function revoke(tx: Transaction, id: string, principal: Principal, command: Contain, contractIds: readonly string[]): Promise<EndedAccess[]> {
    const ended: EndedAccess[] = [];
    for (const contractId of command.grantIds?.length === 0 ? [] : contractIds) {
      ended.push(await endGrants(tx, { contractId, grantIds: command.grantIds, kind: 'revoked', ground: command.ground, by: principal.userId }));
    }
    await insertEndedGrants(tx, id, ended.flatMap(({ grants }) => grants.map((grant) => grant.id)));
    return ended;
  }

  /** Step three: systems. What others hold on a wholly suspended one ends with it; systems of other agencies are proposed. */
  async function suspend(tx: Transaction, id: string, principal: Principal, { case: of, command, kind }: Pick<Contained, 'case' | 'command' | 'kind'>): Promise<{ ids: string[]; proposalIds: string[] }> {
    const ids: string[] = [];
    const proposalIds: string[] = [];
    if (kind === undefined) return { ids, proposalIds };
    for (const asked of command.suspensions) {
      const suspensionId = randomUUID();
      await insertSuspension(tx, {
        ...asked, id: suspensionId, containmentId: id, caseId: of.id, agencyId: of.agencyId, proposalId: undefined, kind, reason: command.reason,
        until: kind === 'pause' ? command.until : undefined, liftCondition: kind === 'stop' ? command.liftCondition : undefined,
        continuity: command.continuity ?? '', executorId: command.executorId ?? '', decidedBy: principal.userId,
      });
      ids.push(suspensionId);
    }
    for (const asked of command.proposals) {
      const proposalId = randomUUID();
      await insertProposal(tx, { ...asked, id: proposalId, containmentId: id, proposedBy: principal.userId });
      proposalIds.push(proposalId);
    }
    const others = await endOthersOn(tx, principal, of.code, wholly(command.suspensions));
    await insertEndedGrants(tx, id, others);
    return { ids, proposalIds };
  }

  /** The papers for signature: HS-12 where something is suspended, else HS-14 for what was revoked; HS-13 in any case (điểm a, b khoản 3 Điều 6). */
  async function drawUp(tx: Transaction, principal: Principal, contained: Contained, confirmBy: Date | undefined): Promise<ContainedNow['records'][number][]> {
    const { command, kind, written, ground, case: of } = contained;
    const recordGround = await recordGroundOf(tx, needs, of);
    const signer = await signerOf(tx, recordGround.parties, [principal.userId]);
    const proposer = await selectOfficial(tx, principal.userId);
    const level = againstOf(needs, of, ground).level;
    const material = {
      ...recordGround.ground,
      suspensions: (of.containment?.suspensions ?? []).map((suspension) => ({ ...suspension, level: suspension.systemLevel })),
      revokedGrants: contained.revoked.reduce((sum, { grants }) => sum + grants.length, 0),
      revoked: await selectRevokedHolders(tx, contained.id),
      noAccessEver: written.noAccessEver,
      breadth: command.breadth,
      decidedAt: written.decidedAt,
      ground: command.ground,
      confirmBy: confirmBy ?? written.decidedAt,
      policeTold: isAtLeast(of.level, 'V3'),
      signer,
      proposerPost: signer?.personId === principal.userId ? undefined : proposer.post,
    };
    const records: ContainedNow['records'][number][] = [];
    const concerns = contained.revoked.flatMap(({ grants }) => grants.map(({ id }) => ({ kind: 'access-grant', id })));
    if (kind !== undefined && command.suspensions.length > 0) {
      records.push({ kind: 'HS-12', id: (await prepareCaseRecord(tx, needs, of, recordGround, { kind: 'HS-12', model: needs.composeRecord.decision({ ...material, kind }), signer, concerns })).id });
    } else {
      for (const { grants } of contained.revoked) {
        const [first] = grants;
        if (first === undefined) continue;
        const prepared = await prepareRevocationRecord(tx, { ...needs, composeRecord: needs.composeAccessRecord }, {
          contractId: first.contractId, grantIds: grants.map(({ id }) => id), ground: command.ground, basis: 'violation', ...(confirmBy === undefined ? {} : { confirmBy }),
        });
        records.push({ kind: 'HS-14', id: prepared.id });
      }
    }
    const remedyDays = level.remedyWithin?.unit === 'working-day' ? level.remedyWithin.amount : null;
    const notice = needs.composeRecord.notice({ ...material, addition: command.noticeText ?? null, kind: command.suspensions.length > 0 ? (kind ?? null) : null, remedyDays });
    records.push({ kind: 'HS-13', id: (await prepareCaseRecord(tx, needs, of, recordGround, { kind: 'HS-13', model: notice, signer })).id });
    return records;
  }

  /** The clocks of the decision: accounts closed (D-08), the vendor told (D-09). Where nobody held anything there is nothing to close. */
  async function clock(tx: Transaction, { id, case: of, written }: Contained, accounts: number): Promise<Date | undefined> {
    const subject = { kind: 'containment' as const, id, title: titleOf(of) };
    const start = { subject, agencyId: of.agencyId, contractId: of.contractId, startedAt: written.decidedAt, level: of.level };
    const closed = await startClock(tx, { library: library() }, { ...start, clock: 'D-08', startKind: 'decision-or-sign' });
    await startClock(tx, { library: library() }, { ...start, clock: 'D-09', startKind: 'decision' });
    if (accounts === 0) await settleClock(tx, closed.id, { kind: 'containment-closed', id, at: written.decidedAt });
    return momentOf(closed.due);
  }

  return {
    contain(context: ActContext, principal: Principal, command: Contain) {
      return work.run(context, async (tx): Promise<ContainedNow> => {
        const of = await lockedCase(tx, needs, principal, 'read', { id: command.caseId, version: command.version });
        admit(principal, of, tx.at);
        const contractIds = await lockContractsToContain(tx, { contractId: of.contractId, breadth: command.breadth });
        await lockSystems(tx, command.suspensions.map(({ systemId }) => systemId));
        const ground = await selectContainmentGround(queryOf(tx), of.id);
        if (ground === undefined) throw new NotFound('violation case');
        const faults = containFaults(command, againstOf(needs, of, ground));
        if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
        const id = randomUUID();
        const kind = command.measure === 'none' ? undefined : command.measure;
        const written = await insertContainment(tx, {
          id, caseId: of.id, contractId: of.contractId, contractIds, breadth: command.breadth, kind, ground: command.ground, reason: command.reason,
          whole: command.grantIds === undefined, decidedBy: principal.userId,
        });
        const snapshotSha256 = await preserve(tx, id, of.id, contractIds);
        const revoked = await revoke(tx, id, principal, command, contractIds);
        const suspended = await suspend(tx, id, principal, { case: of, command, kind });
        await insertNotice(tx, { id: randomUUID(), caseId: of.id, containmentId: id, addressee: 'vendor', text: command.noticeText ?? command.ground, by: principal.userId });
        const grants = revoked.reduce((sum, ended) => sum + ended.grants.length, 0);
        await moveCase(tx, of, of.state, suspended.ids.length + suspended.proposalIds.length > 0 ? 'contained' : 'unpaused');
        const after = await selectCase(queryOf(tx), of.id);
        if (after === undefined) throw new NotFound('violation case');
        const contained: Contained = { id, case: after, ground, command, kind, written, revoked };
        const open = after.containment?.accountsOpen ?? 0;
        const confirmBy = await clock(tx, contained, open);
        await tellOfContainment(tx, needs.outbox, {
          caseId: of.id, caseCode: of.code, agencyId: of.agencyId, agencyName: of.agencyName, contract: of.contractNumber ?? of.contractName, decidedAt: written.decidedAt, kind,
          systems: ground.systems.filter((system) => command.suspensions.some(({ systemId }) => systemId === system.id)).map(({ name }) => name), grants, accounts: open, confirmBy,
        }, { vendor: ground.vendorHeldBack ? undefined : (ground.vendorEmail ?? undefined), officers: await selectOfficerAddresses(queryOf(tx), of.agencyId) });
        const records = await drawUp(tx, principal, contained, confirmBy);
        await recordEvent(tx, violationEvent(
          'violation.contained',
          {
            caseId: of.id, ...of, contractIds, suspensionIds: suspended.ids, proposalIds: suspended.proposalIds,
            systemIds: [...command.suspensions, ...command.proposals].map(({ systemId }) => systemId),
          },
          {
            code: of.code, level: of.level, breadth: command.breadth, kind: kind ?? null, grants, accounts: open, suspended: suspended.ids.length, proposed: suspended.proposalIds.length,
            contracts: contractIds.length, ground: command.ground, reason: command.reason ?? null, outOfHours: written.outOfHours, noAccessEver: written.noAccessEver, snapshotSha256,
            confirmBy: confirmBy?.toISOString() ?? null,
          },
        ));
        return { containmentId: id, grants, accounts: open, suspended: suspended.ids.length, proposed: suspended.proposalIds.length, records };
      });
    },
  };
}

/**
 * Ends what others hold on systems that are wholly suspended, repair under attendance excepted. The caller holds the systems; its route declares 'access.revoked'.
 * @returns the grants
 */
export async function endOthersOn(tx: Transaction, principal: Principal, caseCode: string, systemIds: readonly string[]): Promise<string[]> {
  if (systemIds.length === 0) return [];
  const others = await selectOthersOnSystems(tx, systemIds);
  if (others.length === 0) return [];
  const ended = await endGrants(tx, { grantIds: others, kind: 'suspended', ground: `Hệ thống thông tin ngừng hoạt động theo vụ ${caseCode}`, by: principal.userId });
  return ended.grants.map(({ id }) => id);
}

/** The systems that are suspended as a whole. */
export function wholly(suspensions: readonly { readonly systemId: string; readonly scope: string }[]): string[] {
  return suspensions.filter(({ scope }) => scope === 'whole').map(({ systemId }) => systemId);
}

function momentOf(due: Due): Date | undefined {
  return due.known ? due.at : undefined;
}
