import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Ability } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import { containsWords, readRegister, type RegisterResult, type RegisterSql, type RegisterView } from '../../platform/database/register-query.js';
import { streamRegister, type RegisterSource } from '../../platform/database/register-stream.js';
import type { RecordState } from '../domain/record.lifecycle.js';

export interface RecordRow {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly subject: string;
  readonly symbol: string | null;
  readonly number_text: string | null;
  readonly issued_on: CalendarDay | null;
  readonly prepared_on: CalendarDay;
  readonly status: RecordState;
  readonly replaced: boolean;
  readonly agency_name: string;
}

const register: RegisterSql = {
  select: `r.id, r.kind, r.title, r.subject, r.symbol, r.number_text, r.issued_on, r.prepared_on, r.status, a.name AS agency_name,
           EXISTS (SELECT 1 FROM record n WHERE n.replaces_id = r.id AND n.status = 'registered') AS replaced`,
  from: 'record r JOIN agency a ON a.id = r.agency_id',
  countFrom: 'record r',
  visible: { action: 'read', subject: 'Record', fields: { agencyId: { column: 'r.agency_id', type: 'uuid' } } },
  filters: {
    q: (value, bind) => containsWords('r.search', value, bind),
    loai: (value, bind) => `r.kind = ${bind(value)}`,
    'trang-thai': (value, bind) => `r.status = ${bind(value)}`,
    nam: (value, bind) => `extract(year FROM coalesce(r.issued_on, r.prepared_on)) = ${bind(value)}::int`,
    'co-quan': (value, bind) => {
      const words = containsWords('a.search', value, bind);
      return words === undefined ? undefined : `r.agency_id IN (SELECT a.id FROM agency a WHERE ${words})`;
    },
  },
  sorts: { 'ngay-lap': 'r.prepared_at', 'ngay-ban-hanh': 'r.issued_on' },
  tieBreak: 'r.id',
};

/** One page of the register of records. */
export function selectRecords(reader: Reader, ability: Ability, view: RegisterView): Promise<RegisterResult<RecordRow>> {
  return readRegister<RecordRow>(reader, register, ability, view);
}

/** Every row of a view of the register, for taking it out. */
export function streamRecords(reader: Reader, ability: Ability, view: RegisterView): RegisterSource<RecordRow> {
  return streamRegister<RecordRow>(reader, register, ability, view);
}

export interface RecordPrint {
  readonly edition: 'draft' | 'issued';
  readonly sha256: string;
  readonly size: number;
  readonly pages: number;
  readonly printedAt: string;
}

export interface RecordDetail {
  readonly id: string;
  readonly product_code: string;
  readonly kind: string;
  readonly agency_id: string;
  readonly agency_name: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly form: string;
  readonly title: string;
  readonly subject: string;
  readonly symbol: string | null;
  readonly model_sha256: string;
  readonly library_versions: readonly string[];
  readonly signer: string | null;
  readonly signer_post: string | null;
  readonly capacity: 'own' | 'KT' | 'TUQ' | null;
  readonly prepared_by_name: string;
  readonly prepared_on: CalendarDay;
  readonly status: RecordState;
  readonly number_text: string | null;
  readonly issued_on: CalendarDay | null;
  readonly registered_by_name: string | null;
  readonly registered_at: Date | null;
  readonly signed_medium: 'digital' | 'scan' | null;
  readonly signed_sha256: string | null;
  readonly withdrawn_by_name: string | null;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_ground: string | null;
  readonly version: number;
  readonly replaces: { readonly id: string; readonly number_text: string | null; readonly title: string } | null;
  /** The registered record that took its place, or the one that is to. */
  readonly replaced_by: { readonly id: string; readonly number_text: string | null; readonly title: string; readonly status: RecordState } | null;
  readonly prints: readonly RecordPrint[];
  /** One more than the greatest number of its symbol this year; null for what bears none. */
  readonly next_number: number | null;
}

const detail = `
  SELECT r.id, r.product_code, r.kind, r.agency_id, a.name AS agency_name, r.subject_kind, r.subject_id, r.form, r.title, r.subject, r.symbol, r.model_sha256, r.library_versions,
         signer.full_name AS signer, signer.post AS signer_post, r.capacity, preparer.full_name AS prepared_by_name, r.prepared_on, r.status, r.number_text, r.issued_on,
         registrar.full_name AS registered_by_name, r.registered_at, r.signed_medium, r.signed_sha256,
         withdrawer.full_name AS withdrawn_by_name, r.withdrawn_at, r.withdrawn_ground, r.version,
         (SELECT json_build_object('id', o.id, 'number_text', o.number_text, 'title', o.title) FROM record o WHERE o.id = r.replaces_id) AS replaces,
         (SELECT json_build_object('id', n.id, 'number_text', n.number_text, 'title', n.title, 'status', n.status) FROM record n WHERE n.replaces_id = r.id AND n.status <> 'withdrawn') AS replaced_by,
         coalesce((SELECT json_agg(json_build_object('edition', p.edition, 'sha256', p.sha256, 'size', p.size, 'pages', p.pages, 'printedAt', p.printed_at) ORDER BY p.edition)
                     FROM record_print p WHERE p.record_id = r.id), '[]'::json) AS prints,
         CASE WHEN r.symbol IS NOT NULL THEN coalesce((SELECT max(taken.number) FROM record taken WHERE taken.agency_id = r.agency_id AND taken.symbol = r.symbol
           AND taken.issued_year = extract(year FROM app_today())::int AND taken.number IS NOT NULL), 0) + 1 END AS next_number
    FROM record r JOIN agency a ON a.id = r.agency_id JOIN person_name preparer ON preparer.id = r.prepared_by
    LEFT JOIN person_name signer ON signer.id = r.signer_id LEFT JOIN person_name registrar ON registrar.id = r.registered_by
    LEFT JOIN person_name withdrawer ON withdrawer.id = r.withdrawn_by
   WHERE r.id = $1`;

/** A record with everything its page shows, in one statement. */
export function selectRecord(reader: Reader, id: string): Promise<RecordDetail | undefined> {
  return reader.row<RecordDetail>(detail, [id]);
}
