import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Library } from '../../library/index.js';
import type { PrepareRecordStory, RecordModel, RecordSigner } from '../../records/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import type { AssessmentDetail } from '../persistence/assessment-rows.js';
import type { RolesThatMay } from './access.js';
import type { Computed } from './computation.js';

/** What the vendor answered to one criterion; shown beside the own verdict, never in its place. */
export interface VendorAnswer {
  readonly criterionId: string;
  /** The vendor's own score, 0 to 4; null: not applicable, as the vendor says, or none given. */
  readonly score: number | null;
  readonly text: string;
  readonly files: readonly { readonly name: string; readonly href: string }[];
}

/** What the vendor of an assessment answered, by the room of questionnaires; empty as long as nobody asked. */
export type VendorAnswers = (assessmentId: string) => Promise<readonly VendorAnswer[]>;

/** Everything a record of an assessment is composed from. */
export interface RecordMaterial extends Computed {
  readonly detail: AssessmentDetail;
  readonly day: CalendarDay;
  readonly signer: RecordSigner;
  /** Of the agency: 'ward' … decides in whose name the head signs. */
  readonly agencyKind: string;
}

/** Composes the records of an assessment; the presenters of web/records do. */
export interface RecordComposer {
  /** What the facts say of each part of the report, by the identifiers of the sections; what nobody wrote otherwise stands in the report. */
  readonly sections: (detail: AssessmentDetail, computed: Computed) => Readonly<Record<string, string>>;
  readonly report: (material: RecordMaterial) => RecordModel;
  readonly submission: (material: RecordMaterial) => RecordModel;
  readonly decision: (material: RecordMaterial) => RecordModel;
}

/** What this room needs from the rest of the product. */
export interface RiskAssessmentNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly library: () => Library;
  readonly rolesThatMay: RolesThatMay;
  readonly today: () => CalendarDay;
  readonly prepareRecord: PrepareRecordStory;
  readonly composeRecord: RecordComposer;
  readonly vendorAnswers?: VendorAnswers;
}
