import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { EventFact } from '../../audit-trail/index.js';
import type { Ability } from '../../platform/authorization/ability.js';
import { abilityToSql, type SqlFields } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import { containsWords, readRegister, type RegisterResult, type RegisterSql, type RegisterView } from '../../platform/database/register-query.js';
import { streamRegister, type RegisterSource } from '../../platform/database/register-stream.js';
import type { PersonalData } from '../domain/data-asset-policy.js';
import type { SystemState } from '../domain/system.lifecycle.js';

/** Where the facts that permissions look at stand in a table or view of systems called `s`. */
export const systemFields: SqlFields = {
  agencyId: { column: 's.managing_agency_id', type: 'uuid' },
  beneficiaryIds: { array: 's.beneficiary_ids', type: 'uuid' },
};

export interface SystemRegisterRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly agency_name: string;
  readonly effective_level: number;
  readonly level_approved: boolean;
  readonly service_state: SystemState;
  readonly serves_procedures: boolean;
}

const register: RegisterSql = {
  select: `s.id, s.code, s.name, a.name AS agency_name, s.effective_level, s.approved_level IS NOT NULL AS level_approved, s.service_state, s.serves_procedures`,
  from: 'information_system s JOIN agency a ON a.id = s.managing_agency_id',
  countFrom: 'information_system s',
  visible: { action: 'read', subject: 'System', fields: systemFields },
  filters: {
    q: (value, bind) => containsWords('s.folded_name', value, bind),
    'cap-do': (value, bind) => `s.effective_level = ${bind(Number(value))}`,
    'tinh-trang': (value, bind) => `s.service_state = ${bind(value)}`,
    'phe-duyet': (value) => `s.approved_level IS ${value === 'chua' ? '' : 'NOT '}NULL`,
    'co-quan': (value, bind) => {
      const named = containsWords('fold_text(g.name)', value, bind);
      return named === undefined ? undefined : `s.managing_agency_id = ANY (ARRAY(SELECT g.id FROM agency g WHERE ${named}))`;
    },
    'thu-tuc': (value) => (value === 'co' ? 's.serves_procedures' : 'NOT s.serves_procedures'),
  },
  sorts: { ten: 's.name COLLATE vietnamese', 'cap-do': 's.effective_level' },
  tieBreak: 's.id',
};

export function selectRegister(reader: Reader, ability: Ability, view: RegisterView): Promise<RegisterResult<SystemRegisterRow>> {
  return readRegister<SystemRegisterRow>(reader, register, ability, view);
}

/** All rows of the view, for taking it out. */
export function streamSystems(reader: Reader, ability: Ability, view: RegisterView): RegisterSource<SystemRegisterRow> {
  return streamRegister<SystemRegisterRow>(reader, register, ability, view);
}

export interface LevelDecisionRow {
  readonly id: string;
  readonly level: number;
  readonly number: string;
  readonly decidedOn: CalendarDay;
  readonly issuingBody: string;
  readonly fileSha256: string;
  readonly correctsId: string | null;
  readonly corrected: boolean;
  readonly recordedBy: string;
  readonly recordedOn: CalendarDay;
}

export interface StateChangeRow {
  readonly fromState: SystemState;
  readonly toState: SystemState;
  readonly ground: string;
  readonly changedBy: string;
  readonly changedOn: CalendarDay;
}

export interface SystemDataAsset {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly stateManaged: boolean;
  readonly personalData: PersonalData;
  readonly subjectCount: number;
  readonly storagePlace: string;
  readonly storageCountry: string;
  readonly backup: string | null;
  readonly note: string | null;
  readonly version: number;
}

/** A system with everything its page shows, in one row. */
export interface SystemDetail {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly managing_agency_id: string;
  readonly agency_name: string;
  readonly beneficiary_ids: readonly string[];
  readonly beneficiaries: readonly { readonly id: string; readonly name: string }[];
  readonly owner_agency_id: string | null;
  readonly owner_text: string | null;
  readonly owner_name: string;
  readonly operator_kind: string;
  readonly operator_name: string | null;
  readonly serves_procedures: boolean;
  readonly public_service: boolean;
  readonly national_security: boolean;
  readonly proposed_level: number | null;
  readonly plan_number: string | null;
  readonly plan_approved_on: CalendarDay | null;
  readonly hosting_kind: string;
  readonly hosting_place: string | null;
  readonly service_state: SystemState;
  readonly version: number;
  readonly effective_level: number;
  readonly level_approved: boolean;
  readonly level_decision_id: string | null;
  /** Newest first, the corrected ones among them. */
  readonly decisions: readonly LevelDecisionRow[];
  readonly state_changes: readonly StateChangeRow[];
  readonly data_assets: readonly SystemDataAsset[];
}

const vietnamDay = (column: string): string => `to_char(${column} AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD')`;

const detail = `
  SELECT s.id, s.code, s.name, s.description, s.managing_agency_id, a.name AS agency_name, s.beneficiary_ids, s.owner_agency_id, s.owner_text,
         coalesce(o.name, s.owner_text) AS owner_name, s.operator_kind, s.operator_name, s.serves_procedures, s.public_service, s.national_security,
         s.proposed_level, s.plan_number, s.plan_approved_on, s.hosting_kind, s.hosting_place, s.service_state, s.version,
         s.effective_level, s.approved_level IS NOT NULL AS level_approved, s.level_decision_id,
         coalesce((SELECT json_agg(json_build_object('id', b.id, 'name', b.name) ORDER BY b.name COLLATE vietnamese)
                     FROM agency b WHERE b.id = ANY (s.beneficiary_ids)), '[]') AS beneficiaries,
         coalesce((SELECT json_agg(json_build_object('id', d.id, 'level', d.level, 'number', d.number, 'decidedOn', d.decided_on, 'issuingBody', d.issuing_body,
                                     'fileSha256', d.file_sha256, 'correctsId', d.corrects_id, 'recordedBy', p.full_name, 'recordedOn', ${vietnamDay('d.recorded_at')},
                                     'corrected', EXISTS (SELECT 1 FROM system_level_decision c WHERE c.corrects_id = d.id))
                             ORDER BY d.decided_on DESC, d.recorded_at DESC, d.id)
                     FROM system_level_decision d JOIN person_name p ON p.id = d.recorded_by WHERE d.system_id = s.id), '[]') AS decisions,
         coalesce((SELECT json_agg(json_build_object('fromState', c.from_state, 'toState', c.to_state, 'ground', c.ground, 'changedBy', p.full_name,
                                     'changedOn', ${vietnamDay('c.changed_at')}) ORDER BY c.changed_at DESC)
                     FROM system_state_change c JOIN person_name p ON p.id = c.changed_by WHERE c.system_id = s.id), '[]') AS state_changes,
         coalesce((SELECT json_agg(json_build_object('id', t.id, 'name', t.name, 'kind', t.kind, 'stateManaged', t.state_managed, 'personalData', t.personal_data,
                                     'subjectCount', t.subject_count, 'storagePlace', t.storage_place, 'storageCountry', t.storage_country,
                                     'backup', t.backup, 'note', t.note, 'version', t.version) ORDER BY t.name COLLATE vietnamese)
                     FROM data_asset t WHERE t.system_id = s.id), '[]') AS data_assets
    FROM information_system s
    JOIN agency a ON a.id = s.managing_agency_id
    LEFT JOIN agency o ON o.id = s.owner_agency_id
   WHERE s.id = $1`;

export function selectSystem(reader: Reader, id: string): Promise<SystemDetail | undefined> {
  return reader.row<SystemDetail>(detail, [id]);
}

export interface SystemChoiceRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly agency_name: string;
  readonly effective_level: number;
  readonly level_approved: boolean;
  readonly service_state: SystemState;
}

/** Systems the holder may read that are not retired, own order: agency, then name. */
export function selectChoices(reader: Reader, ability: Ability, limit: number): Promise<SystemChoiceRow[]> {
  const parameters: unknown[] = [];
  const visible = abilityToSql(ability, 'read', 'System', systemFields, parameters);
  return reader.rows<SystemChoiceRow>(
    `SELECT s.id, s.code, s.name, a.name AS agency_name, s.effective_level, s.level_approved, s.service_state
       FROM published_system s JOIN agency a ON a.id = s.managing_agency_id
      WHERE ${visible} AND s.service_state <> 'retired'
      ORDER BY a.name COLLATE vietnamese, s.name COLLATE vietnamese, s.id LIMIT ${String(limit)}`,
    parameters,
  );
}

export interface SystemNewsRow {
  readonly system_id: string;
  readonly system_name: string;
  readonly agency_name: string;
  readonly type: string;
  readonly at: Date;
  readonly facts: Readonly<Record<string, EventFact>>;
}

/** Events of systems that serve one of these agencies and that the holder may read, newest first. */
export function selectNews(
  reader: Reader,
  ability: Ability,
  wanted: { readonly agencyIds: readonly string[]; readonly types: readonly string[]; readonly since: Date; readonly limit: number },
): Promise<SystemNewsRow[]> {
  const parameters: unknown[] = [wanted.agencyIds, wanted.types, wanted.since, wanted.limit];
  const visible = abilityToSql(ability, 'read', 'System', systemFields, parameters);
  return reader.rows<SystemNewsRow>(
    `SELECT s.id AS system_id, s.name AS system_name, a.name AS agency_name, e.type, e.occurred_at AS at, convert_from(e.canonical, 'UTF8')::jsonb -> 'facts' AS facts
       FROM information_system s
       JOIN agency a ON a.id = s.managing_agency_id
       JOIN audit_event_subject subject ON subject.subject_kind = 'system' AND subject.subject_id = s.id
       JOIN audit_event e ON e.id = subject.event_id
      WHERE s.beneficiary_ids && $1::uuid[] AND e.type = ANY($2::text[]) AND e.occurred_at >= $3 AND ${visible}
      ORDER BY e.id DESC LIMIT $4`,
    parameters,
  );
}
