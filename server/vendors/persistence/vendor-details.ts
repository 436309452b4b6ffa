import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Ability } from '../../platform/authorization/ability.js';
import { abilityToSql } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import type { CommitmentDays } from '../domain/commitment-standing.js';
import type { VendorKind } from '../domain/vendor.js';

/** A vendor with everything that its page shows of this room. */
export interface VendorDetailRow {
  readonly id: string;
  readonly taxCode: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly kind: VendorKind;
  readonly address: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly note: string | null;
  readonly ceasedOn: CalendarDay | null;
  readonly registeredByName: string;
  readonly registeredAt: Date;
  readonly version: number;
  readonly representatives: readonly RepresentativeRow[];
  readonly subcontractors: readonly SubcontractorRow[];
  /** Vendors that name this one as their subcontractor. */
  readonly worksFor: readonly { readonly id: string; readonly name: string; readonly service: string }[];
  /** At most {@link PEOPLE_SHOWN}, those who left last. */
  readonly people: readonly PersonLineRow[];
  readonly peopleCount: number;
}

export interface RepresentativeRow {
  readonly id: string;
  readonly fullName: string;
  readonly post: string;
  readonly authorityGround: string;
  readonly validFrom: CalendarDay;
  readonly validUntil: CalendarDay | null;
  readonly version: number;
}

export interface SubcontractorRow {
  readonly id: string;
  /** Set when the company is a registered vendor. */
  readonly companyId: string | null;
  readonly name: string;
  readonly taxCode: string | null;
  readonly service: string;
  readonly endedOn: CalendarDay | null;
  readonly version: number;
}

export interface PersonLineRow {
  readonly id: string;
  readonly fullName: string;
  readonly post: string;
  readonly nationality: string;
  readonly leftOn: CalendarDay | null;
  /** The furthest-reaching commitment that the reader may see; null when there is none. */
  readonly commitment: CommitmentDays | null;
}

/** How many people a vendor's page lists. */
export const PEOPLE_SHOWN = 200;

/** The page of a vendor, in one statement; undefined when there is no such vendor. */
export function selectVendorDetail(reader: Reader, ability: Ability, id: string): Promise<VendorDetailRow | undefined> {
  const parameters: unknown[] = [id];
  const visible = visibleCommitments(ability, parameters);
  return reader.row<VendorDetailRow>(
    `SELECT v.id, v.tax_code AS "taxCode", v.name, v.short_name AS "shortName", v.kind, v.address, v.phone, v.email, v.note, v.ceased_on AS "ceasedOn",
            officer.full_name AS "registeredByName", v.registered_at AS "registeredAt", v.version,
            (SELECT coalesce(json_agg(json_build_object('id', r.id, 'fullName', r.full_name, 'post', r.post, 'authorityGround', r.authority_ground,
                                                        'validFrom', r.valid_from, 'validUntil', r.valid_until, 'version', r.version)
                                      ORDER BY coalesce(r.valid_until, 'infinity') DESC, r.valid_from DESC, r.id), '[]')
               FROM vendor_representative r WHERE r.vendor_id = v.id) AS representatives,
            (SELECT coalesce(json_agg(json_build_object('id', s.id, 'companyId', s.company_id, 'name', coalesce(company.name, s.company_name),
                                                        'taxCode', coalesce(company.tax_code, s.company_tax_code), 'service', s.service, 'endedOn', s.ended_on, 'version', s.version)
                                      ORDER BY s.ended_on IS NOT NULL, coalesce(company.name, s.company_name) COLLATE vietnamese, s.id), '[]')
               FROM vendor_subcontractor s LEFT JOIN vendor company ON company.id = s.company_id WHERE s.vendor_id = v.id) AS subcontractors,
            (SELECT coalesce(json_agg(json_build_object('id', main.id, 'name', main.name, 'service', s.service) ORDER BY main.name COLLATE vietnamese), '[]')
               FROM vendor_subcontractor s JOIN vendor main ON main.id = s.vendor_id WHERE s.company_id = v.id) AS "worksFor",
            (SELECT coalesce(json_agg(json_build_object('id', p.id, 'fullName', p.full_name, 'post', p.post, 'nationality', p.nationality, 'leftOn', p.left_on,
               'commitment', (SELECT json_build_object('signedOn', c.signed_on, 'validUntil', c.valid_until, 'endedOn', c.ended_on)
                                FROM commitment c WHERE c.person_id = p.id AND ${visible}
                               ORDER BY c.ended_on IS NOT NULL, c.last_day DESC NULLS FIRST, c.id LIMIT 1))
                                      ORDER BY p.left_on IS NOT NULL, p.full_name COLLATE vietnamese, p.id), '[]')
               FROM (SELECT * FROM vendor_person WHERE vendor_id = v.id
                      ORDER BY left_on IS NOT NULL, full_name COLLATE vietnamese, id LIMIT ${PEOPLE_SHOWN}) p) AS people,
            (SELECT count(*)::int FROM vendor_person WHERE vendor_id = v.id) AS "peopleCount"
       FROM vendor v JOIN person_name officer ON officer.id = v.registered_by
      WHERE v.id = $1`,
    parameters,
  );
}

/** The condition on `commitment c` that leaves only what the reader may see. */
export function visibleCommitments(ability: Ability, parameters: unknown[]): string {
  return abilityToSql(ability, 'read', 'Commitment', { agencyId: { column: 'c.agency_id', type: 'uuid' } }, parameters);
}
