import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { VendorKind } from '../domain/vendor.js';

@Entity('vendor')
export class VendorEntity {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'text', name: 'tax_code' }) taxCode: string;
  @Column('text') name: string;
  @Column({ type: 'text', name: 'short_name', nullable: true }) shortName: string | null;
  @Column('text') kind: VendorKind;
  @Column('text') address: string;
  @Column({ type: 'text', nullable: true }) phone: string | null;
  @Column({ type: 'text', nullable: true }) email: string | null;
  @Column({ type: 'text', nullable: true }) note: string | null;
  @Column({ type: 'date', name: 'ceased_on', nullable: true }) ceasedOn: CalendarDay | null;
  @Column({ type: 'uuid', name: 'registered_by' }) registeredBy: string;
  @Column('integer') version: number;
}

@Entity('vendor_representative')
export class VendorRepresentativeEntity {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'vendor_id' }) vendorId: string;
  @Column({ type: 'text', name: 'full_name' }) fullName: string;
  @Column('text') post: string;
  @Column({ type: 'text', name: 'authority_ground' }) authorityGround: string;
  @Column({ type: 'date', name: 'valid_from' }) validFrom: CalendarDay;
  @Column({ type: 'date', name: 'valid_until', nullable: true }) validUntil: CalendarDay | null;
  @Column('integer') version: number;
}

@Entity('vendor_subcontractor')
export class VendorSubcontractorEntity {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'vendor_id' }) vendorId: string;
  @Column({ type: 'uuid', name: 'company_id', nullable: true }) companyId: string | null;
  @Column({ type: 'text', name: 'company_name', nullable: true }) companyName: string | null;
  @Column({ type: 'text', name: 'company_tax_code', nullable: true }) companyTaxCode: string | null;
  @Column('text') service: string;
  @Column({ type: 'date', name: 'ended_on', nullable: true }) endedOn: CalendarDay | null;
  @Column('integer') version: number;
}

@Entity('vendor_person')
export class VendorPersonEntity {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'vendor_id' }) vendorId: string;
  @Column({ type: 'text', name: 'full_name' }) fullName: string;
  @Column({ type: 'text', name: 'identity_tail' }) identityTail: string;
  @Column({ type: 'integer', name: 'birth_year', nullable: true }) birthYear: number | null;
  @Column('text') nationality: string;
  @Column('text') post: string;
  @Column({ type: 'text', nullable: true }) phone: string | null;
  @Column({ type: 'text', nullable: true }) email: string | null;
  @Column({ type: 'date', name: 'joined_on', nullable: true }) joinedOn: CalendarDay | null;
  @Column({ type: 'date', name: 'left_on', nullable: true }) leftOn: CalendarDay | null;
  @Column('integer') version: number;
}

@Entity('commitment')
export class CommitmentEntity {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'person_id' }) personId: string;
  @Column({ type: 'uuid', name: 'agency_id' }) agencyId: string;
  @Column({ type: 'uuid', name: 'contract_id', nullable: true }) contractId: string | null;
  @Column({ type: 'date', name: 'signed_on' }) signedOn: CalendarDay;
  @Column({ type: 'date', name: 'valid_until', nullable: true }) validUntil: CalendarDay | null;
  @Column('text') scope: string;
  @Column({ type: 'uuid', name: 'recorded_by' }) recordedBy: string;
  @Column({ type: 'date', name: 'ended_on', nullable: true }) endedOn: CalendarDay | null;
  @Column({ type: 'uuid', name: 'ended_by', nullable: true }) endedBy: string | null;
  @Column({ type: 'text', name: 'end_ground', nullable: true }) endGround: string | null;
}

/** What compose.ts gives to the data source. */
export const vendorEntities = [VendorEntity, VendorRepresentativeEntity, VendorSubcontractorEntity, VendorPersonEntity, CommitmentEntity] as const;
