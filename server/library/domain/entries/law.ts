import type { CalendarDay } from '../../../kernel/calendar-day.js';
import type { LibraryEntry } from './entry.js';

export const legalBasisKinds = ['law', 'code', 'resolution', 'decree', 'decision', 'circular', 'dispatch', 'standard', 'regulation', 'contract'] as const;

/** One text that a record can rest on. Dates are null where nobody read them. */
export interface LegalBasis extends LibraryEntry {
  readonly kind: (typeof legalBasisKinds)[number];
  readonly fullName: string;
  readonly number: string | null;
  readonly date: CalendarDay | null;
  readonly issuer: string | null;
  readonly effectiveFrom: CalendarDay | null;
  /** The last day on which it was in force. */
  readonly effectiveTo: CalendarDay | null;
  /** The entry that took its place. */
  readonly replacedBy: string | null;
  /** The căn cứ line in the style of Nghị định 30/2020/NĐ-CP; null where name and date were not read. */
  readonly citation: string | null;
  readonly note?: string;
}

/** A kind of record of a step of Điều 6 (HS-01 to HS-31). */
export interface RecordKind extends LibraryEntry {
  /** The places of the regulation it serves: `6.2c`. */
  readonly steps: readonly string[];
  readonly title: string;
  /** Abbreviation of the kind (Phụ lục III of Nghị định 30/2020/NĐ-CP); null for công văn and internal forms. */
  readonly kindCode: string | null;
  /** The model of Nghị định 30/2020/NĐ-CP it follows. */
  readonly model: '1.2' | '1.3' | '1.4' | '1.5' | '1.9' | 'handover-minutes' | 'contract' | 'annex' | 'internal-form';
  /** What follows the number, CQ standing for the agency and ĐV, ĐVST for the unit; null where the parties agree on it. */
  readonly symbolPattern: string | null;
  readonly signer: string;
  /** `law`: a text asks for this record; `substance`: for the act or the writing, the form is chosen; `internal`: chosen here. */
  readonly obligation: 'law' | 'substance' | 'internal';
  /** Entries of the library legal-bases, in the order of the căn cứ lines. */
  readonly legalBases: readonly string[];
  readonly usedWhen?: string;
  readonly addressee?: string;
}

/** One day that differs from the working week. */
export interface CalendarEntry extends LibraryEntry {
  readonly day: CalendarDay;
  /** `holiday` and `substitute` (Bộ luật Lao động, Điều 112 and khoản 3 Điều 111) and `swap-off` are days off; on a `make-up` day people work. */
  readonly kind: 'holiday' | 'substitute' | 'swap-off' | 'make-up';
  readonly label: string;
}
