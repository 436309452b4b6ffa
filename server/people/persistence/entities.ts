import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarDay } from '../../kernel/calendar-day.js';

@Entity('agency')
export class AgencyEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') code: string;
  @Column('text') name: string;
  @Column('text') kind: string;
  @Column({ type: 'uuid', name: 'parent_id', nullable: true }) parentId: string | null;
  @Column({ type: 'text', insert: false, update: false }) path: string;
  @Column({ type: 'text', name: 'place_name' }) placeName: string;
  @Column({ type: 'text', name: 'record_symbol' }) recordSymbol: string;
  @Column({ type: 'text', array: true }) aliases: string[];
  @Column({ type: 'date', name: 'adopted_on', nullable: true }) adoptedOn: CalendarDay | null;
  @Column({ type: 'date', name: 'ended_on', nullable: true }) endedOn: CalendarDay | null;
  @Column({ type: 'uuid', name: 'successor_id', nullable: true }) successorId: string | null;
  /** Since when the agency bears its present name, as far as known. */
  @Column({ type: 'date', name: 'name_since', nullable: true }) nameSince: CalendarDay | null;
  @Column({ type: 'text', name: 'end_ground', nullable: true }) endGround: string | null;
  @Column('integer') version: number;
}

@Entity('user_account')
export class UserAccountEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') login: string;
  @Column({ type: 'text', name: 'full_name' }) fullName: string;
  @Column('text') post: string;
  @Column({ type: 'text', nullable: true }) email: string | null;
  @Column({ type: 'text', nullable: true }) phone: string | null;
  @Column({ type: 'text', name: 'password_hash' }) passwordHash: string;
  @Column({ type: 'date', name: 'password_changed_on' }) passwordChangedOn: CalendarDay;
  @Column('boolean', { name: 'must_change_password' }) mustChangePassword: boolean;
  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true }) closedAt: Date | null;
  @Column('integer') version: number;
}
