import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Reader } from '../../platform/database/reading.js';
import type { RecordState } from '../domain/record.lifecycle.js';

/** A record as other rooms show it: the view published_record. */
export interface PublishedRecord {
  readonly id: string;
  readonly productCode: string;
  readonly kind: string;
  readonly part: string;
  readonly status: RecordState;
  readonly title: string;
  readonly subject: string;
  /** "05/BC-STC"; null until registered, and for what bears no number. */
  readonly numberText: string | null;
  readonly issuedOn: CalendarDay | null;
  readonly preparedOn: CalendarDay;
  /** The registered record that took this one's place. */
  readonly replacedById: string | null;
}

/** The records about a subject, newest first, withdrawn ones included; one statement. */
export function selectPublishedRecords(reader: Pick<Reader, 'rows'>, subjectKind: string, subjectIds: readonly string[]): Promise<(PublishedRecord & { readonly subjectId: string })[]> {
  return reader.rows(
    `SELECT id, product_code AS "productCode", kind, part, subject_id AS "subjectId", status, title, subject, number_text AS "numberText", issued_on AS "issuedOn", prepared_on AS "preparedOn",
            replaced_by_id AS "replacedById"
       FROM published_record WHERE subject_kind = $1 AND subject_id = ANY ($2::uuid[]) ORDER BY prepared_on DESC, id`,
    [subjectKind, subjectIds],
  );
}
