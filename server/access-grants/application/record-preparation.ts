import type { EventSubject } from '../../audit-trail/index.js';
import { dayOf, today } from '../../kernel/calendar-day.js';
import { NotFound } from '../../kernel/errors.js';
import type { Library } from '../../library/index.js';
import { readSigners, readSigningAuthority } from '../../people/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import { longDay, readRecords, readSigner, type PublishedRecord, type RecordSigner } from '../../records/index.js';
import { lockParties, type GrantToPrint, type RecordParties } from '../persistence/record-grounds.js';
import type { AccessNeeds } from './access-needs.js';
import type { RecordGround } from './record-material.js';

/** The contract of a record, locked, with what every record of this room rests on. @throws NotFound when there is no such contract */
export async function lockRecordGround(tx: Transaction, { library, regulation }: Pick<AccessNeeds, 'library' | 'regulation'>, contractId: string): Promise<RecordGround> {
  const parties = await lockParties(tx, contractId);
  if (parties === undefined) throw new NotFound('contract');
  const kinds = library().libraryOn('account-kinds', dayOf(tx.at)).entries;
  return { parties, regulation: regulation(), accountKinds: Object.fromEntries(kinds.map(({ id, label }) => [id, label])) };
}

/** "Căn cứ Hợp đồng số … ngày … giữa … và …"; undefined as long as the contract is not signed (domain reference 1.3). */
export function contractLineOf({ contractNumber, signedOn, agencyName, vendorName }: RecordParties): { readonly contractLine?: string } {
  if (contractNumber === null || signedOn === null || vendorName === null) return {};
  return { contractLine: `Căn cứ Hợp đồng số ${contractNumber} ngày ${longDay(signedOn)} giữa ${agencyName} và ${vendorName}` };
}

/** What else's history a record about a contract's access belongs to: its vendor, its systems and the grants that it names. */
export function concernsOf({ vendorId }: RecordParties, systemIds: readonly string[], grantIds: readonly string[] = []): EventSubject[] {
  return [
    ...(vendorId === null ? [] : [{ kind: 'vendor', id: vendorId }]),
    ...[...new Set(systemIds)].map((id) => ({ kind: 'system', id })),
    ...grantIds.map((id) => ({ kind: 'access-grant', id })),
  ];
}

/** The editions of the libraries that records of these grants were made with. */
export function editionsOf(library: Library, tx: Transaction, grants: readonly Pick<GrantToPrint, 'termsEdition'>[]): string[] {
  return [library.libraryOn('account-kinds', today({ now: () => tx.at })).id, ...new Set(grants.map(({ termsEdition }) => termsEdition))];
}

/** The records of a kind about a subject, withdrawn ones included; the caller holds the subject's lock. */
export async function recordsOf(tx: Transaction, subject: EventSubject, kind: string): Promise<PublishedRecord[]> {
  const all = await readRecords(rowsOf(tx), subject.kind, [subject.id]);
  return all.filter((record) => record.kind === kind);
}

/** Tells the next record of a kind apart from those before it, withdrawn ones included. */
export function nextPart(past: readonly PublishedRecord[]): string {
  return String(past.length + 1);
}

/** The code of the record that stands already, if there is one. */
export function standing(past: readonly PublishedRecord[]): string | undefined {
  return past.find(({ status }) => status !== 'withdrawn')?.productCode;
}

const councils: readonly string[] = ['city', 'ward', 'commune', 'special_zone'];

/**
 * Whoever is to sign a decision about access: the first of `preferred` who still holds the authority for it, else a head of the agency or whom a head delegated to.
 * @returns undefined when nobody holds it today
 */
export async function signerOf(tx: Transaction, { agencyId, agencyKind }: RecordParties, preferred: readonly string[]): Promise<RecordSigner | undefined> {
  const heads = await readSigners(rowsOf(tx), agencyId);
  const onDay = today({ now: () => tx.at });
  // The head's committee stands over the signature (NĐ 30/2020, Phụ lục I, mục II.7).
  const onBehalfOf = councils.includes(agencyKind) ? { onBehalfOf: 'Ủy ban nhân dân' } : {};
  for (const personId of new Set([...preferred, ...heads.map(({ id }) => id)])) {
    const held = await readSigningAuthority(tx, { personId, agencyId, area: 'access', onDay });
    if (held !== undefined) return readSigner(tx, { agencyId, personId, area: 'access', ...onBehalfOf });
  }
  return undefined;
}

function rowsOf(tx: Transaction): { rows: <Row extends object>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]> } {
  return { rows: (sql, parameters) => tx.query(sql, parameters) };
}
