import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Ability } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import { containsWords, readRegister, type RegisterResult, type RegisterSql, type RegisterView } from '../../platform/database/register-query.js';
import { streamRegister, type RegisterSource } from '../../platform/database/register-stream.js';

export interface AgencyRow {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly kind: string;
  /** The agency directly above, where that is not the root of all. */
  readonly parent_name: string | null;
  readonly record_symbol: string;
  readonly adopted_on: CalendarDay | null;
  readonly ended_on: CalendarDay | null;
  readonly people: number;
}

const roleInForce = `r.valid_from <= app_today() AND (r.valid_until IS NULL OR r.valid_until >= app_today()) AND (r.ended_on IS NULL OR r.ended_on > app_today())`;

const register: RegisterSql = {
  select: `a.id, a.name, a.code, a.kind, CASE WHEN p.parent_id IS NOT NULL THEN p.name END AS parent_name, a.record_symbol, a.adopted_on, a.ended_on,
           (SELECT count(DISTINCT r.user_id)::int FROM role_assignment r WHERE r.agency_id = a.id AND ${roleInForce}) AS people`,
  from: 'agency a LEFT JOIN agency p ON p.id = a.parent_id',
  visible: { action: 'read', subject: 'Agency', fields: { agencyId: { column: 'a.id', type: 'uuid' } } },
  filters: {
    q: (value, bind) => {
      const found = containsWords('a.search', value, bind);
      const formerly = containsWords('fold_text(f.name)', value, bind);
      return found === undefined || formerly === undefined
        ? undefined
        : `((${found}) OR EXISTS (SELECT 1 FROM agency_former_name f WHERE f.agency_id = a.id AND ${formerly}))`;
    },
    'loai': (value, bind) => `a.kind = ${bind(value)}`,
    'truc-thuoc': (value, bind) => `a.parent_id::text = ${bind(value)}`,
    'tinh-trang': (value) => ({ 'dang-hoat-dong': 'a.ended_on IS NULL', 'da-ket-thuc': 'a.ended_on IS NOT NULL', 'dang-dung': 'a.adopted_on IS NOT NULL AND a.ended_on IS NULL' })[value],
  },
  sorts: { name: 'a.name COLLATE vietnamese', symbol: 'a.record_symbol', kind: `(array_position(ARRAY['city', 'police', 'department', 'front', 'ward', 'commune', 'special_zone', 'unit'], a.kind)::text || ' ' || a.name) COLLATE vietnamese`, adopted: 'a.adopted_on' },
  tieBreak: 'a.code',
};

/** One page of the register of agencies. */
export function selectAgencies(reader: Reader, ability: Ability, view: RegisterView): Promise<RegisterResult<AgencyRow>> {
  return readRegister<AgencyRow>(reader, register, ability, view);
}

/** All rows of the view, for taking it out. */
export function streamAgencies(reader: Reader, ability: Ability, view: RegisterView): RegisterSource<AgencyRow> {
  return streamRegister<AgencyRow>(reader, register, ability, view);
}

export interface AgencyDetail {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly name_since: CalendarDay | null;
  readonly kind: string;
  readonly parent_id: string | null;
  readonly place_name: string;
  readonly record_symbol: string;
  readonly aliases: readonly string[];
  readonly adopted_on: CalendarDay | null;
  readonly ended_on: CalendarDay | null;
  readonly end_ground: string | null;
  readonly successor_id: string | null;
  readonly successor_name: string | null;
  readonly version: number;
  /** From the root down to the parent. */
  readonly above: readonly { readonly id: string; readonly name: string }[];
  readonly below: readonly { readonly id: string; readonly name: string; readonly ended_on: CalendarDay | null }[];
  readonly former_names: readonly {
    readonly name: string;
    readonly relation: string;
    readonly since: CalendarDay | null;
    readonly until: CalendarDay | null;
    readonly ground: string;
    readonly verified: boolean;
  }[];
  /** Agencies that ended with this one as their successor. */
  readonly succeeded: readonly { readonly id: string; readonly name: string; readonly ended_on: CalendarDay; readonly ground: string }[];
  readonly people: readonly { readonly id: string; readonly name: string; readonly post: string; readonly role: string; readonly with_subtree: boolean; readonly from: CalendarDay; readonly until: CalendarDay | null }[];
}

const detail = `
  SELECT a.id, a.code, a.name, a.name_since, a.kind, a.parent_id, a.place_name, a.record_symbol, a.aliases, a.adopted_on, a.ended_on, a.end_ground,
         a.successor_id, s.name AS successor_name, a.version,
         coalesce((SELECT json_agg(json_build_object('id', up.id, 'name', up.name) ORDER BY length(up.path)) FROM agency up WHERE a.path LIKE up.path || '_%'), '[]'::json) AS above,
         coalesce((SELECT json_agg(json_build_object('id', c.id, 'name', c.name, 'ended_on', c.ended_on) ORDER BY c.ended_on NULLS FIRST, c.name COLLATE vietnamese)
                     FROM agency c WHERE c.parent_id = a.id), '[]'::json) AS below,
         coalesce((SELECT json_agg(json_build_object('name', f.name, 'relation', f.relation, 'since', f.since, 'until', f.until, 'ground', f.ground, 'verified', f.verified)
                                   ORDER BY f.until DESC NULLS LAST, f.recorded_at DESC) FROM agency_former_name f WHERE f.agency_id = a.id), '[]'::json) AS former_names,
         coalesce((SELECT json_agg(json_build_object('id', o.id, 'name', o.name, 'ended_on', o.ended_on, 'ground', o.end_ground) ORDER BY o.ended_on DESC)
                     FROM agency o WHERE o.successor_id = a.id), '[]'::json) AS succeeded,
         coalesce((SELECT json_agg(json_build_object('id', u.id, 'name', u.full_name, 'post', u.post, 'role', r.role, 'with_subtree', r.with_subtree, 'from', r.valid_from, 'until', r.valid_until)
                                   ORDER BY r.role, u.full_name COLLATE vietnamese)
                     FROM role_assignment r JOIN user_account u ON u.id = r.user_id
                    WHERE r.agency_id = a.id AND u.closed_at IS NULL AND (r.valid_until IS NULL OR r.valid_until >= app_today()) AND (r.ended_on IS NULL OR r.ended_on > app_today())), '[]'::json) AS people
    FROM agency a LEFT JOIN agency s ON s.id = a.successor_id
   WHERE a.id = $1`;

/** An agency with everything its page shows, in one statement. */
export function selectAgency(reader: Reader, id: string): Promise<AgencyDetail | undefined> {
  return reader.row<AgencyDetail>(detail, [id]);
}

export interface AgencyChoice {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  /** Days ended agencies ended on; null for the living. */
  readonly endedOn: CalendarDay | null;
}

export function selectAgencyChoices(reader: Reader): Promise<AgencyChoice[]> {
  return reader.rows<AgencyChoice>(
    `SELECT id, name, parent_id AS "parentId", ended_on AS "endedOn" FROM agency
      ORDER BY array_position(ARRAY['city', 'police', 'department', 'front', 'ward', 'commune', 'special_zone', 'unit'], kind), name COLLATE vietnamese`,
  );
}

/** What became of an agency: which one takes over its contracts, since when and on what ground. */
export interface Succession {
  readonly agencyId: string;
  readonly endedOn: CalendarDay;
  readonly ground: string;
  readonly successorId: string | null;
  readonly successorName: string | null;
}

export function selectSuccession(reader: Reader, agencyId: string): Promise<Succession | undefined> {
  return reader.row<Succession>(
    `SELECT a.id AS "agencyId", a.ended_on AS "endedOn", a.end_ground AS ground, a.successor_id AS "successorId", s.name AS "successorName"
       FROM agency a LEFT JOIN agency s ON s.id = a.successor_id WHERE a.id = $1 AND a.ended_on IS NOT NULL`,
    [agencyId],
  );
}
