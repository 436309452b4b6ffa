import type { EventSubject } from '../../audit-trail/index.js';
import { today } from '../../kernel/calendar-day.js';
import { readSigners, readSigningAuthority } from '../../people/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import { longDay, readRecords, readSigner, type PreparedRecord, type RecordModel, type RecordSigner } from '../../records/index.js';
import type { CaseDetail } from '../persistence/case-rows.js';
import { selectParties, type PartiesRow } from '../persistence/print-grounds.js';
import type { CaseGround } from './record-material.js';
import type { ViolationNeeds } from './violation-needs.js';

/** What every record about a case rests on, with what only its preparation needs. */
export interface RecordGround {
  readonly parties: PartiesRow;
  readonly ground: CaseGround;
}

/** The ground of the records about a case; the caller holds its lock. Signs and levels are worded by the editions the case was opened with. */
export async function recordGroundOf(tx: Transaction, needs: Pick<ViolationNeeds, 'library' | 'regulation'>, of: CaseDetail): Promise<RecordGround> {
  const parties = await selectParties(tx, of.id);
  const entries = needs.library().edition('violation-signs', versionOf(of.signsEdition)).entries;
  const signs = [...new Set(of.signs.map(({ sign }) => sign))].map((id) => {
    const entry = entries.find((each) => each.id === id);
    const graver = of.signs.some((found) => found.sign === id && found.graver);
    return { id, text: entry?.text ?? id, when: graver ? (entry?.alternatives[0]?.when ?? null) : null };
  });
  const ground: CaseGround = {
    parties, signs,
    regulation: needs.regulation(),
    caseCode: of.code,
    level: of.level,
    levelSteps: of.levels[0]?.steps ?? [],
    seen: of.seen,
    occurredAt: of.occurredAt,
    detectedAt: of.detectedAt,
    foundBy: of.foundBy,
    openedAt: of.openedAt,
    openedBy: of.openedBy,
    evidence: parties.evidence,
  };
  return { parties, ground };
}

/** 'violation-signs@2026-11-21' is the version '2026-11-21'. */
export function versionOf(edition: string): string {
  return edition.slice(edition.indexOf('@') + 1);
}

const councils: readonly string[] = ['city', 'ward', 'commune', 'special_zone'];

/**
 * Whoever is to sign a decision about a violation: the first of `preferred` who holds the authority for it today, else a head of the agency or whom a head delegated to.
 * @returns undefined when nobody holds it today; the place to sign then bears no name
 */
export async function signerOf(tx: Transaction, { agencyId, agencyKind }: Pick<PartiesRow, 'agencyId' | 'agencyKind'>, preferred: readonly string[]): Promise<RecordSigner | undefined> {
  const heads = await readSigners({ rows: (sql, parameters) => tx.query(sql, parameters) }, agencyId);
  const onDay = today({ now: () => tx.at });
  // The head's committee stands over the signature (NĐ 30/2020, Phụ lục I, mục II.7).
  const onBehalfOf = councils.includes(agencyKind) ? { onBehalfOf: 'Ủy ban nhân dân' } : {};
  for (const personId of new Set([...preferred, ...heads.map(({ id }) => id)])) {
    const held = await readSigningAuthority(tx, { personId, agencyId, area: 'violations', onDay });
    if (held !== undefined) return readSigner(tx, { agencyId, personId, area: 'violations', ...onBehalfOf });
  }
  return undefined;
}

/** A record to freeze about a case. */
export interface CaseRecordToPrepare {
  readonly kind: 'HS-11' | 'HS-12' | 'HS-13' | 'HS-15' | 'HS-24';
  readonly model: RecordModel;
  readonly signer?: RecordSigner | undefined;
  readonly concerns?: readonly EventSubject[];
}

/** Freezes a record about a case within the caller's transaction, whose route declares `recordEvents.prepared`. */
export async function prepareCaseRecord(
  tx: Transaction, { prepareRecord }: Pick<ViolationNeeds, 'prepareRecord'>, of: CaseDetail, { parties }: RecordGround, wanted: CaseRecordToPrepare,
): Promise<PreparedRecord> {
  const subject = { kind: 'violation-case', id: of.id };
  const past = (await readRecords({ rows: (sql, parameters) => tx.query(sql, parameters) }, subject.kind, [subject.id])).filter(({ kind }) => kind === wanted.kind);
  const { contractNumber, signedOn, agencyName, vendorName } = parties;
  return prepareRecord(tx, {
    kind: wanted.kind,
    agencyId: parties.agencyId,
    subject,
    part: String(past.length + 1),
    model: wanted.model,
    ...(wanted.signer === undefined ? {} : { signer: wanted.signer }),
    ...(contractNumber === null || signedOn === null || vendorName === null
      ? {} : { contractLine: `Căn cứ Hợp đồng số ${contractNumber} ngày ${longDay(signedOn)} giữa ${agencyName} và ${vendorName}` }),
    libraryVersions: [of.signsEdition, of.levelsEdition],
    concerns: [{ kind: 'contract', id: of.contractId }, { kind: 'vendor', id: of.vendorId }, ...of.systems.map(({ id }) => ({ kind: 'system', id })), ...(wanted.concerns ?? [])],
  });
}
