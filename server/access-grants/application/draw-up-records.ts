import { NotFound, Refused } from '../../kernel/errors.js';
import { refuse, type Verdict } from '../../kernel/refusal.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayDecideAbout, mayDrawUpAgreement, mayDrawUpOnce, mayDrawUpRegister, mayDrawUpSession, needsDecision } from '../domain/record-policy.js';
import { selectRequest } from '../persistence/read-requests.js';
import {
  nameGrants, selectBoundPeople, selectGrantsToPrint, selectLinesToPrint, selectOfficial, selectSessionToPrint, selectSessionsToPrint, selectUsesToPrint,
} from '../persistence/record-grounds.js';
import { requireAccess } from './access.js';
import type { AccessNeeds } from './access-needs.js';
import type { RecordGround } from './record-material.js';
import { concernsOf, contractLineOf, editionsOf, lockRecordGround, nextPart, recordsOf, signerOf, standing } from './record-preparation.js';

/** Of the library record-kinds: the agency's own register, which the regulation does not name. */
const REGISTER_KIND = 'SO-QTC';

/** The acts that draw up the records of this room; each gives the identifier of the record, which is frozen and waits to be printed. */
export interface DrawUpRecords {
  /** HS-06. @throws NotFound, Forbidden, Refused ('access-contract-over', 'access-without-vendor', 'access-draft-waiting') */
  drawUpAgreement(context: ActContext, principal: Principal, contractId: string): Promise<string>;
  /** HS-07, one for each request. @throws NotFound, Forbidden, Refused ('access-record-exists') */
  drawUpRequest(context: ActContext, principal: Principal, requestId: string): Promise<string>;
  /**
   * HS-08: one decision for all grants of the contract that need one, are in force or begin later, and stand in no decision yet. What was opened in an emergency is
   * reviewed instead. @throws NotFound, Forbidden, Refused ('access-nothing-to-decide', 'access-no-signer')
   */
  drawUpDecision(context: ActContext, principal: Principal, contractId: string): Promise<string>;
  /** HS-09, one for each attended session. @throws NotFound, Forbidden, Refused ('access-session-not-attended', 'access-record-exists') */
  drawUpSession(context: ActContext, principal: Principal, sessionId: string): Promise<string>;
  /** The register of access as it stands now; every call is a new print. @throws NotFound, Forbidden, Refused ('access-nothing-registered') */
  drawUpRegister(context: ActContext, principal: Principal, contractId: string): Promise<string>;
}

/** The acts over one unit of work. */
export function createDrawUpRecords(needs: AccessNeeds): DrawUpRecords {
  const { work, library, prepareRecord, composeRecord, rolesThatMay } = needs;

  async function groundFor(tx: Transaction, principal: Principal, contractId: string): Promise<RecordGround> {
    const ground = await lockRecordGround(tx, needs, contractId);
    requireAccess(principal, 'draw-up', ground.parties, rolesThatMay);
    return ground;
  }

  return {
    drawUpAgreement: (context, principal, contractId) =>
      work.run(context, async (tx) => {
        const ground = await groundFor(tx, principal, contractId);
        const { parties } = ground;
        const subject = { kind: 'contract', id: contractId };
        const past = await recordsOf(tx, subject, 'HS-06');
        pass(mayDrawUpAgreement(parties, past.find(({ status }) => status === 'prepared' || status === 'printed')?.productCode));
        const record = await prepareRecord(tx, {
          kind: 'HS-06',
          agencyId: parties.agencyId,
          subject,
          part: nextPart(past),
          model: composeRecord.agreement({ ...ground, people: await selectBoundPeople(tx, contractId) }),
          ...contractLineOf(parties),
          concerns: concernsOf(parties, parties.systems.map(({ id }) => id)),
        });
        return record.id;
      }),

    drawUpRequest: (context, principal, requestId) =>
      work.run(context, async (tx) => {
        const asked = await selectRequest((sql, values) => tx.query(sql, values), requestId);
        requireAccess(principal, 'draw-up', asked, rolesThatMay);
        if (asked === undefined) throw new NotFound('access request');
        const ground = await groundFor(tx, principal, asked.contractId);
        const subject = { kind: 'access-request', id: requestId };
        const past = await recordsOf(tx, subject, 'HS-07');
        pass(mayDrawUpOnce(standing(past)));
        const record = await prepareRecord(tx, {
          kind: 'HS-07',
          agencyId: ground.parties.agencyId,
          subject,
          model: composeRecord.request({ ...ground, request: asked, at: tx.at }),
          libraryVersions: editionsOf(library(), tx, [asked]),
          concerns: [{ kind: 'contract', id: asked.contractId }, ...concernsOf(ground.parties, [asked.systemId], asked.grantId === null ? [] : [asked.grantId])],
        });
        return record.id;
      }),

    drawUpDecision: (context, principal, contractId) =>
      work.run(context, async (tx) => {
        const ground = await groundFor(tx, principal, contractId);
        const { parties } = ground;
        const grants = (await selectGrantsToPrint(tx, contractId)).filter(
          (grant) => grant.form !== 'emergency' && grant.endedAt === null && grant.endsAt > tx.at && !grant.decided && needsDecision(grant),
        );
        pass(mayDecideAbout(grants));
        const newestFirst = grants.toSorted((one, other) => other.grantedAt.getTime() - one.grantedAt.getTime());
        const signer = await signerOf(tx, parties, newestFirst.map(({ grantedBy }) => grantedBy));
        if (signer === undefined) throw new Refused(refuse('access-no-signer', { clause: 'internal' }));
        const proposer = await selectOfficial(tx, principal.userId);
        const subject = { kind: 'contract', id: contractId };
        const grantIds = grants.map(({ id }) => id);
        const record = await prepareRecord(tx, {
          kind: 'HS-08',
          agencyId: parties.agencyId,
          subject,
          part: nextPart(await recordsOf(tx, subject, 'HS-08')),
          model: composeRecord.decision({ ...ground, grants, signer, proposerPost: proposer.post }),
          signer,
          ...contractLineOf(parties),
          libraryVersions: editionsOf(library(), tx, grants),
          concerns: concernsOf(parties, grants.map(({ systemId }) => systemId), grantIds),
        });
        await nameGrants(tx, record.id, grantIds);
        return record.id;
      }),

    drawUpSession: (context, principal, sessionId) =>
      work.run(context, async (tx) => {
        const session = await selectSessionToPrint(tx, sessionId);
        if (session === undefined) throw new NotFound('access session');
        const ground = await groundFor(tx, principal, session.contractId);
        const subject = { kind: 'access-session', id: sessionId };
        pass(mayDrawUpSession(session, standing(await recordsOf(tx, subject, 'HS-09'))));
        const record = await prepareRecord(tx, {
          kind: 'HS-09',
          agencyId: ground.parties.agencyId,
          subject,
          model: composeRecord.session({ ...ground, session }),
          concerns: [{ kind: 'contract', id: session.contractId }, ...concernsOf(ground.parties, [session.systemId], session.grantId === null ? [] : [session.grantId])],
        });
        return record.id;
      }),

    drawUpRegister: (context, principal, contractId) =>
      work.run(context, async (tx) => {
        const ground = await groundFor(tx, principal, contractId);
        const grants = await selectGrantsToPrint(tx, contractId);
        const sessions = await selectSessionsToPrint(tx, contractId);
        pass(mayDrawUpRegister(grants.length, sessions.length));
        const subject = { kind: 'contract', id: contractId };
        const record = await prepareRecord(tx, {
          kind: REGISTER_KIND,
          agencyId: ground.parties.agencyId,
          subject,
          part: nextPart(await recordsOf(tx, subject, REGISTER_KIND)),
          model: composeRecord.register({
            ...ground, grants, sessions,
            at: tx.at,
            lines: await selectLinesToPrint(tx, contractId),
            uses: await selectUsesToPrint(tx, contractId),
            keeper: await selectOfficial(tx, principal.userId),
          }),
          libraryVersions: editionsOf(library(), tx, grants),
          concerns: concernsOf(ground.parties, grants.map(({ systemId }) => systemId)),
        });
        return record.id;
      }),
  };
}

function pass(verdict: Verdict): void {
  if (!verdict.allowed) throw new Refused(verdict);
}
