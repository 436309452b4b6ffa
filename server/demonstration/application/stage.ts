import type { AccessUseCases } from '../../access-grants/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { ContractUseCases } from '../../contracts/index.js';
import type { PeopleUseCases } from '../../people/index.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import type { RiskAssessmentUseCases } from '../../risk-assessments/index.js';
import type { SigningUseCases } from '../../signing/index.js';
import type { SystemUseCases } from '../../systems/index.js';
import type { VendorUseCases } from '../../vendors/index.js';
import type { IncidentUseCases } from '../../incidents/index.js';
import type { ViolationUseCases } from '../../violations/index.js';
import type { ClosingUseCases, EvidenceReview } from '../../handovers/index.js';
import type { DocumentName } from './documents.js';

/** What the rooms can do, over one reader and one unit of work. */
export interface Rooms {
  readonly people: PeopleUseCases;
  readonly vendors: VendorUseCases;
  readonly systems: SystemUseCases;
  readonly contracts: ContractUseCases;
  readonly assessments: RiskAssessmentUseCases;
  readonly signing: SigningUseCases;
  readonly access: AccessUseCases;
  readonly incidents: IncidentUseCases;
  readonly violations: ViolationUseCases;
  readonly handovers: ClosingUseCases;
  readonly reviews: EvidenceReview;
}

/** Somebody of the story about to act: what every use case asks for first. */
export type Acting = readonly [ActContext, Principal];

/** What a chapter of the story works with. The story is told day by day from the first start. */
export interface Stage {
  readonly rooms: Rooms;
  readonly tx: Transaction;
  /** The legal day `days` after the first start (before it, when negative). */
  day(days: number): CalendarDay;
  /** The account with this login acts, with the roles it holds by now. */
  as(login: string): Promise<Acting>;
  /** A file of seeds/demonstration/files, kept in the evidence store already. */
  file(name: DocumentName): StoredFile;
}
