import { today } from '../../kernel/calendar-day.js';
import type { Library } from '../../library/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { PreparedRecord } from '../../records/index.js';
import { nameGrants, selectGrantsToPrint, selectOfficial } from '../persistence/record-grounds.js';
import type { AccessNeeds } from './access-needs.js';
import type { RevocationBasis } from './record-material.js';
import { concernsOf, contractLineOf, editionsOf, lockRecordGround, nextPart, recordsOf, signerOf } from './record-preparation.js';

/** What was revoked in this transaction. */
export interface RevokedAccess {
  readonly contractId: string;
  /** All that one act revokes: one decision names them together. */
  readonly grantIds: readonly string[];
  readonly ground: string;
  /** 'violation' where signs of a violation led to it (điểm b khoản 3 Điều 6); else the agency limits access (điểm c khoản 2 Điều 6). */
  readonly basis?: RevocationBasis;
  /** Until when the accounts are to be confirmed disabled; the longest term of clock D-08 from now unless said. */
  readonly confirmBy?: Date;
}

const HOUR_MS = 3_600_000;

/**
 * HS-14: composes the decision about revoking access and freezes it, within the transaction that revoked and after it, so that people, accounts and the time of
 * the revocation stand in it as they are kept. The route declares `recordEvents.prepared`. It never stands in the way of a revocation: where nobody holds the
 * head's authority today, the place to sign bears no name.
 * @throws NotFound when there is no such contract; what the wall access_record_names_once refuses
 */
export async function prepareRevocationRecord(tx: Transaction, needs: Pick<AccessNeeds, 'library' | 'regulation' | 'prepareRecord' | 'composeRecord'>, revoked: RevokedAccess): Promise<PreparedRecord> {
  const ground = await lockRecordGround(tx, needs, revoked.contractId);
  const { parties } = ground;
  const grants = (await selectGrantsToPrint(tx, revoked.contractId)).filter(({ id }) => revoked.grantIds.includes(id));
  const actor = tx.context.actorId;
  if (actor === null || grants.length === 0) throw new Error('access is revoked by a person and names what it revokes');
  const proposer = await selectOfficial(tx, actor);
  const signer = await signerOf(tx, parties, [actor, ...grants.map(({ grantedBy }) => grantedBy)]);
  const subject = { kind: 'contract', id: parties.contractId };
  const record = await needs.prepareRecord(tx, {
    kind: 'HS-14',
    agencyId: parties.agencyId,
    subject,
    part: nextPart(await recordsOf(tx, subject, 'HS-14')),
    model: needs.composeRecord.revocation({
      ...ground, grants, signer,
      revokedAt: grants[0]?.endedAt ?? tx.at,
      ground: revoked.ground,
      basis: revoked.basis ?? 'limits',
      confirmBy: revoked.confirmBy ?? new Date(tx.at.getTime() + longestConfirmation(needs.library(), tx) * HOUR_MS),
      proposerPost: signer?.personId === actor ? undefined : proposer.post,
    }),
    ...(signer === undefined ? {} : { signer }),
    ...contractLineOf(parties),
    libraryVersions: editionsOf(needs.library(), tx, grants),
    concerns: concernsOf(parties, grants.map(({ systemId }) => systemId), revoked.grantIds),
  });
  await nameGrants(tx, record.id, revoked.grantIds);
  return record;
}

/** Hours within which a revocation is carried out at the latest (quy định nội bộ, library clocks, D-08). */
function longestConfirmation(library: Library, tx: Transaction): number {
  const lengths = library.entryOn('clocks', 'D-08', today({ now: () => tx.at }))?.lengths ?? [];
  return Math.max(...lengths.filter(({ unit }) => unit === 'hour').map(({ amount }) => amount), 1);
}
