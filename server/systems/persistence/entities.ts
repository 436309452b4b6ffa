import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { PersonalData } from '../domain/data-asset-policy.js';
import type { SystemState } from '../domain/system.lifecycle.js';

@Entity('information_system')
export class InformationSystemEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') code: string;
  @Column('text') name: string;
  @Column('text') description: string;
  @Column({ type: 'uuid', name: 'managing_agency_id' }) managingAgencyId: string;
  @Column({ type: 'uuid', array: true, name: 'beneficiary_ids' }) beneficiaryIds: string[];
  @Column({ type: 'uuid', name: 'owner_agency_id', nullable: true }) ownerAgencyId: string | null;
  @Column({ type: 'text', name: 'owner_text', nullable: true }) ownerText: string | null;
  @Column({ type: 'text', name: 'operator_kind' }) operatorKind: string;
  @Column({ type: 'text', name: 'operator_name', nullable: true }) operatorName: string | null;
  @Column('boolean', { name: 'serves_procedures' }) servesProcedures: boolean;
  @Column('boolean', { name: 'public_service' }) publicService: boolean;
  @Column('boolean', { name: 'national_security' }) nationalSecurity: boolean;
  @Column({ type: 'integer', name: 'proposed_level', nullable: true }) proposedLevel: number | null;
  @Column({ type: 'text', name: 'plan_number', nullable: true }) planNumber: string | null;
  @Column({ type: 'date', name: 'plan_approved_on', nullable: true }) planApprovedOn: CalendarDay | null;
  @Column({ type: 'text', name: 'hosting_kind' }) hostingKind: string;
  @Column({ type: 'text', name: 'hosting_place', nullable: true }) hostingPlace: string | null;
  @Column({ type: 'text', name: 'service_state' }) serviceState: SystemState;
  @Column('integer') version: number;
}

/** One approval of a level; append-only. */
@Entity('system_level_decision')
export class SystemLevelDecisionEntity {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'system_id' }) systemId: string;
  @Column('integer') level: number;
  @Column('text') number: string;
  @Column({ type: 'date', name: 'decided_on' }) decidedOn: CalendarDay;
  @Column({ type: 'text', name: 'issuing_body' }) issuingBody: string;
  @Column({ type: 'text', name: 'file_sha256' }) fileSha256: string;
  @Column({ type: 'uuid', name: 'corrects_id', nullable: true }) correctsId: string | null;
  @Column({ type: 'uuid', name: 'recorded_by' }) recordedBy: string;
}

/** One move of the state of service with its ground; append-only. */
@Entity('system_state_change')
export class SystemStateChangeEntity {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'system_id' }) systemId: string;
  @Column({ type: 'text', name: 'from_state' }) fromState: SystemState;
  @Column({ type: 'text', name: 'to_state' }) toState: SystemState;
  @Column('text') ground: string;
  @Column({ type: 'uuid', name: 'changed_by' }) changedBy: string;
}

@Entity('data_asset')
export class DataAssetEntity {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'system_id' }) systemId: string;
  @Column('text') name: string;
  @Column('text') kind: string;
  @Column('boolean', { name: 'state_managed' }) stateManaged: boolean;
  @Column({ type: 'text', name: 'personal_data' }) personalData: PersonalData;
  @Column({ type: 'integer', name: 'subject_count' }) subjectCount: number;
  @Column({ type: 'text', name: 'storage_place' }) storagePlace: string;
  @Column({ type: 'text', name: 'storage_country' }) storageCountry: string;
  @Column({ type: 'text', nullable: true }) backup: string | null;
  @Column({ type: 'text', nullable: true }) note: string | null;
  @Column('integer') version: number;
}

/** For the data source. */
export const systemEntities = [InformationSystemEntity, SystemLevelDecisionEntity, SystemStateChangeEntity, DataAssetEntity] as const;
