import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Ability } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import type { CommitmentDays } from '../domain/commitment-standing.js';
import { visibleCommitments } from './vendor-details.js';

/** Somebody who works for a vendor, with the commitments that the reader may see. */
export interface PersonDetailRow {
  readonly id: string;
  readonly vendorId: string;
  readonly vendorName: string;
  readonly fullName: string;
  readonly identityTail: string;
  readonly birthYear: number | null;
  readonly nationality: string;
  readonly post: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly joinedOn: CalendarDay | null;
  readonly leftOn: CalendarDay | null;
  readonly version: number;
  /** Newest signature first. */
  readonly commitments: readonly CommitmentLineRow[];
}

export interface CommitmentLineRow extends CommitmentDays {
  readonly id: string;
  readonly agencyName: string;
  readonly contractId: string | null;
  readonly scope: string;
}

/** One statement; undefined when there is nobody. */
export function selectPersonDetail(reader: Reader, ability: Ability, id: string): Promise<PersonDetailRow | undefined> {
  const parameters: unknown[] = [id];
  const visible = visibleCommitments(ability, parameters);
  return reader.row<PersonDetailRow>(
    `SELECT p.id, p.vendor_id AS "vendorId", v.name AS "vendorName", p.full_name AS "fullName", p.identity_tail AS "identityTail", p.birth_year AS "birthYear",
            p.nationality, p.post, p.phone, p.email, p.joined_on AS "joinedOn", p.left_on AS "leftOn", p.version,
            (SELECT coalesce(json_agg(json_build_object('id', c.id, 'agencyName', a.name, 'contractId', c.contract_id, 'scope', c.scope,
                                                        'signedOn', c.signed_on, 'validUntil', c.valid_until, 'endedOn', c.ended_on)
                                      ORDER BY c.signed_on DESC, c.recorded_at DESC, c.id), '[]')
               FROM commitment c JOIN agency a ON a.id = c.agency_id WHERE c.person_id = p.id AND ${visible}) AS commitments
       FROM vendor_person p JOIN vendor v ON v.id = p.vendor_id WHERE p.id = $1`,
    parameters,
  );
}

/** A commitment with its person, its agency and who wrote what down. */
export interface CommitmentDetailRow extends CommitmentDays {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly personPost: string;
  readonly vendorId: string;
  readonly vendorName: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly contractId: string | null;
  readonly scope: string;
  readonly recordedByName: string;
  readonly recordedAt: Date;
  readonly endedByName: string | null;
  readonly endGround: string | null;
}

/** One statement; undefined when there is none. Whether the reader may see it is for the caller to ask. */
export function selectCommitmentDetail(reader: Reader, id: string): Promise<CommitmentDetailRow | undefined> {
  return reader.row<CommitmentDetailRow>(
    `SELECT c.id, c.person_id AS "personId", p.full_name AS "personName", p.post AS "personPost", v.id AS "vendorId", v.name AS "vendorName",
            c.agency_id AS "agencyId", a.name AS "agencyName", c.contract_id AS "contractId", c.scope, c.signed_on AS "signedOn", c.valid_until AS "validUntil",
            c.ended_on AS "endedOn", recorder.full_name AS "recordedByName", c.recorded_at AS "recordedAt", ender.full_name AS "endedByName", c.end_ground AS "endGround"
       FROM commitment c JOIN vendor_person p ON p.id = c.person_id JOIN vendor v ON v.id = p.vendor_id JOIN agency a ON a.id = c.agency_id
       JOIN person_name recorder ON recorder.id = c.recorded_by LEFT JOIN person_name ender ON ender.id = c.ended_by
      WHERE c.id = $1`,
    [id],
  );
}
