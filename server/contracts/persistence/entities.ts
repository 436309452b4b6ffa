import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { ContractPhase } from '../domain/contract.lifecycle.js';
import type { EntryKind } from '../domain/entry.js';
import type { HireOutcome } from '../domain/standing.js';

@Entity('contract')
export class ContractEntity {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'text', name: 'entry_kind', update: false }) entryKind: EntryKind;
  @Column('text') phase: ContractPhase;
  @Column({ type: 'uuid', name: 'agency_id' }) agencyId: string;
  /** Written by the database: the agency that registered the contract. */
  @Column({ type: 'uuid', name: 'origin_agency_id', update: false }) originAgencyId: string;
  @Column({ type: 'text', nullable: true }) number: string | null;
  @Column('text') name: string;
  @Column({ type: 'text', name: 'package_code', nullable: true }) packageCode: string | null;
  @Column({ type: 'text', name: 'inviting_body', nullable: true }) invitingBody: string | null;
  @Column({ type: 'uuid', name: 'vendor_id', nullable: true }) vendorId: string | null;
  @Column('boolean', { name: 'without_system' }) withoutSystem: boolean;
  @Column({ type: 'text', name: 'operator_kind', nullable: true }) operatorKind: string | null;
  @Column({ type: 'text', name: 'operator_name', nullable: true }) operatorName: string | null;
  @Column({ type: 'text', name: 'service_kind', nullable: true }) serviceKind: string | null;
  @Column({ type: 'text', name: 'hire_answer', nullable: true }) hireAnswer: string | null;
  @Column({ type: 'text', name: 'hire_outcome', nullable: true }) hireOutcome: HireOutcome | null;
  @Column({ type: 'text', name: 'hire_ground', nullable: true }) hireGround: string | null;
  @Column({ type: 'text', nullable: true }) scope: string | null;
  /** Whole đồng; the driver reads and writes bigint (see data-source.ts). */
  @Column({ type: 'bigint', nullable: true }) value: bigint | null;
  @Column({ type: 'bigint', name: 'security_value', nullable: true }) securityValue: bigint | null;
  @Column({ type: 'text', name: 'fund_source', nullable: true }) fundSource: string | null;
  @Column({ type: 'date', name: 'signed_on', nullable: true }) signedOn: CalendarDay | null;
  @Column({ type: 'date', name: 'starts_on', nullable: true }) startsOn: CalendarDay | null;
  @Column({ type: 'date', name: 'ends_on', nullable: true }) endsOn: CalendarDay | null;
  @Column({ type: 'uuid', name: 'responsible_id', nullable: true }) responsibleId: string | null;
  @Column({ type: 'text', name: 'transition_ground', nullable: true, update: false }) transitionGround: string | null;
  @Column({ type: 'date', name: 'review_due_on', nullable: true, update: false }) reviewDueOn: CalendarDay | null;
  @Column({ type: 'text', name: 'cancel_ground', nullable: true }) cancelGround: string | null;
  @Column({ type: 'uuid', name: 'created_by', update: false }) createdBy: string;
  @Column('integer') version: number;
}

/** One amendment, with the terms before and after it; append-only. */
@Entity('contract_amendment')
export class ContractAmendmentEntity {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'contract_id' }) contractId: string;
  @Column('integer') ordinal: number;
  @Column('text') number: string;
  @Column({ type: 'date', name: 'signed_on' }) signedOn: CalendarDay;
  @Column('text') ground: string;
  @Column({ type: 'date', name: 'ends_on_before', nullable: true }) endsOnBefore: CalendarDay | null;
  @Column({ type: 'date', name: 'ends_on_after', nullable: true }) endsOnAfter: CalendarDay | null;
  @Column({ type: 'text', name: 'scope_before', nullable: true }) scopeBefore: string | null;
  @Column({ type: 'text', name: 'scope_after', nullable: true }) scopeAfter: string | null;
  @Column({ type: 'bigint', name: 'value_before', nullable: true }) valueBefore: bigint | null;
  @Column({ type: 'bigint', name: 'value_after', nullable: true }) valueAfter: bigint | null;
  @Column({ type: 'bigint', name: 'security_value_before', nullable: true }) securityValueBefore: bigint | null;
  @Column({ type: 'bigint', name: 'security_value_after', nullable: true }) securityValueAfter: bigint | null;
  @Column({ type: 'uuid', name: 'recorded_by' }) recordedBy: string;
}
