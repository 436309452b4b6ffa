import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { TestDatabase } from '../harness/postgres.js';
import type { ReadyContract } from './signing.js';
import { build, type BuiltPerson } from './world.js';

/** What a case needs of its contract. */
export type CaseContract = Pick<ReadyContract, 'id' | 'agency' | 'system' | 'people'>;

export interface BuiltCase {
  readonly id: string;
  readonly contract: CaseContract;
}

export interface CaseToBuild {
  readonly contract: CaseContract;
  /** DH-01 (Mức 2) unless said. */
  readonly sign?: string;
  readonly level?: 'V1' | 'V2' | 'V3' | 'V4';
  readonly by?: BuiltPerson;
  readonly seen?: string;
  /** Hours before now of the database. */
  readonly detected?: number;
  readonly withoutSystem?: boolean;
  readonly id?: string;
}

type Query = (sql: string, values?: readonly unknown[]) => Promise<pg.QueryResult>;

/** A case on the contract, opened by the officer two hours after the signs were seen, with its clock D-10. */
export async function buildCase(database: TestDatabase, wanted: CaseToBuild): Promise<BuiltCase> {
  const id = wanted.id ?? randomUUID();
  await build(database, (query) => insertCase(query, id, wanted));
  return { id, contract: wanted.contract };
}

async function insertCase(query: Query, id: string, wanted: CaseToBuild): Promise<void> {
  const { contract } = wanted;
  const by = wanted.by ?? contract.people.procurement_officer;
  const level = wanted.level ?? 'V2';
  await query(
    `INSERT INTO violation_case (id, contract_id, agency_id, vendor_id, seen, detected_at, found_by, opened_by, source_kind, source_id, refuses_cooperation, signs_edition, levels_edition)
     SELECT $1, c.id, c.agency_id, c.vendor_id, $3, app_now() - make_interval(secs => $4::float8 * 3600), 'Cán bộ giám sát', $5, 'contract', c.id, false, 'violation-signs@2026-11-21', 'violation-levels@2026-11-21'
       FROM contract c WHERE c.id = $2`,
    [id, contract.id, wanted.seen ?? 'Đăng nhập lúc 02 giờ, ngoài khung giờ được duyệt', wanted.detected ?? 2, by.id],
  );
  await query('INSERT INTO case_sign (case_id, sign, graver, recorded_by) VALUES ($1, $2, false, $3)', [id, wanted.sign ?? 'DH-01', by.id]);
  if (wanted.withoutSystem !== true) await query('INSERT INTO case_system (case_id, system_id) VALUES ($1, $2)', [id, contract.system.id]);
  await query(
    `INSERT INTO case_level (case_id, ordinal, level, steps, ground, recorded_by) VALUES ($1, 0, $2, jsonb_build_array(jsonb_build_object('rule', $3::text, 'text', 'Dấu hiệu', 'from', null, 'to', $2::text)), 'Theo dấu hiệu', $4)`,
    [id, level, wanted.sign ?? 'DH-01', by.id],
  );
  await query(
    `INSERT INTO duty_clock (id, clock, subject_kind, subject_id, subject_title, agency_id, contract_id, start_kind, level, started_at, due_at, immediate, edition, recorded_by)
     SELECT gen_random_uuid(), 'D-10', 'violation-case', $1, k.code, k.agency_id, k.contract_id, 'sign-recorded', $2, app_now(), app_now() + interval '10 days', false, 'clocks@2026-11-21', $3
       FROM violation_case k WHERE k.id = $1`,
    [id, level, by.id],
  );
}

export interface ContainmentToBuild {
  readonly measure?: 'pause' | 'stop' | 'none';
  readonly scope?: 'whole' | 'part';
  readonly reason?: string;
  /** The head unless said. */
  readonly by?: BuiltPerson;
  /** A system of another agency that is proposed to it. */
  readonly proposal?: { readonly id: string; readonly systemId: string; readonly toAgencyId: string };
}

export interface BuiltContainment extends BuiltCase {
  readonly containmentId: string;
  /** Of the contract's system; undefined where nothing is suspended. */
  readonly suspensionId: string | undefined;
  readonly noticeId: string;
}

/** Contains a case as the act does: evidence, grants, the contract's system wholly paused for five days unless said, the notice to the vendor and the clocks. */
export async function buildContainment(database: TestDatabase, of: BuiltCase, wanted: ContainmentToBuild = {}): Promise<BuiltContainment> {
  const { contract } = of;
  const by = wanted.by ?? contract.people.unit_head;
  const measure = wanted.measure ?? 'pause';
  const containmentId = randomUUID();
  const suspensionId = measure === 'none' ? undefined : randomUUID();
  const noticeId = randomUUID();
  const reason = wanted.reason ?? (measure === 'none' ? 'Dịch vụ công không thể dừng' : null);
  await build(database, async (query) => {
    await query(
      `INSERT INTO containment (id, case_id, contract_id, breadth, kind, ground, reason, whole, level, decided_by, out_of_hours, no_access_ever) VALUES ($1, $2, $3, 'contract', $4, 'Có dấu hiệu vi phạm', $5, true, '', $6, false, false)`,
      [containmentId, of.id, contract.id, measure !== 'none' ? measure : wanted.proposal === undefined ? null : 'pause', reason, by.id],
    );
    await query('INSERT INTO containment_contract (containment_id, contract_id) VALUES ($1, $2)', [containmentId, contract.id]);
    await query(`INSERT INTO containment_snapshot (containment_id, content, bytes, sha256) VALUES ($1, '{}', '{}', encode(sha256('{}'), 'hex'))`, [containmentId]);
    const ended = await query(
      `UPDATE access_grant SET ended_at = app_now(), end_kind = 'revoked', ended_by = $1, end_ground = 'Có dấu hiệu vi phạm', version = version + 1
        WHERE contract_id = $2 AND ended_at IS NULL AND ends_at > app_now() RETURNING id::text`,
      [by.id, contract.id],
    );
    const grantIds = ended.rows.map((row: unknown) => (typeof row === 'object' && row !== null && 'id' in row ? row.id : null));
    await query('INSERT INTO containment_grant (containment_id, grant_id) SELECT $1, unnest($2::uuid[])', [containmentId, grantIds]);
    if (suspensionId !== undefined) {
      await query(
        `INSERT INTO system_suspension (id, containment_id, case_id, system_id, agency_id, kind, scope, part, ends_at, lift_condition, continuity, executor_id, decided_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $7 = 'part' THEN 'Chức năng quản trị từ xa' END, CASE WHEN $6 = 'pause' THEN app_now() + interval '5 days' END,
                 CASE WHEN $6 = 'stop' THEN 'Có kết luận kiểm tra' END, 'Tiếp nhận hồ sơ giấy', $8, $9)`,
        [suspensionId, containmentId, of.id, contract.system.id, contract.agency.id, measure, wanted.scope ?? 'whole', contract.people.it_officer.id, by.id],
      );
    }
    if (wanted.proposal !== undefined) {
      await query(
        `INSERT INTO suspension_proposal (id, containment_id, system_id, to_agency_id, scope, body, proposed_by) VALUES ($1, $2, $3, $4, 'whole', 'Đề nghị tạm dừng đến khi khắc phục', $5)`,
        [wanted.proposal.id, containmentId, wanted.proposal.systemId, wanted.proposal.toAgencyId, by.id],
      );
    }
    await query(`INSERT INTO case_notice (id, case_id, containment_id, addressee, body, drafted_by) VALUES ($1, $2, $3, 'vendor', 'Thông báo thu hồi quyền truy cập', $4)`, [noticeId, of.id, containmentId, by.id]);
    await query(`UPDATE violation_case SET state = $2, version = version + 1 WHERE id = $1`, [of.id, suspensionId === undefined && wanted.proposal === undefined ? 'unpaused' : 'contained']);
    for (const [clock, kind, hours] of [['D-08', 'decision-or-sign', null], ['D-09', 'decision', 24]] as const) {
      await query(
        `INSERT INTO duty_clock (id, clock, subject_kind, subject_id, subject_title, agency_id, contract_id, start_kind, level, started_at, due_at, immediate, edition, recorded_by)
         SELECT gen_random_uuid(), $2, 'containment', $1, k.code, k.agency_id, k.contract_id, $3, k.level, app_now(),
                app_now() + make_interval(hours => coalesce($4::int, CASE WHEN k.level >= 'V3' THEN 1 ELSE 24 END)), false, 'clocks@2026-11-21', $5 FROM violation_case k WHERE k.id = $6`,
        [containmentId, clock, kind, hours, by.id, of.id],
      );
    }
  });
  return { ...of, containmentId, suspensionId, noticeId };
}

/** A case that is contained at once. */
export async function buildContainedCase(database: TestDatabase, wanted: CaseToBuild & { readonly containment?: ContainmentToBuild }): Promise<BuiltContainment> {
  return buildContainment(database, await buildCase(database, wanted), wanted.containment);
}

/** The confirmation that a suspension is carried out. */
export async function buildDone(database: TestDatabase, of: BuiltContainment): Promise<void> {
  await build(database, async (query) => {
    await query(`INSERT INTO suspension_done (suspension_id, done_at, proof, file_sha256, confirmed_by) VALUES ($1, app_now(), 'Trang không truy cập được', repeat('a', 64), $2)`, [of.suspensionId, of.contract.people.it_officer.id]);
  });
}

/** Number and delivery of the notice to the vendor, today; its clock stops. */
export async function buildDelivery(database: TestDatabase, of: BuiltContainment): Promise<void> {
  await build(database, async (query) => {
    await query(
      `INSERT INTO case_notice_delivery (notice_id, number, issued_on, delivered_at, delivery, recorded_by) VALUES ($1, '12/TB-CQ', app_today(), app_now(), 'document-system', $2)`,
      [of.noticeId, of.contract.people.records_clerk.id],
    );
    await query(
      `INSERT INTO duty_clock_settlement (clock_id, settled_at, fact_kind, fact_id, settled_by) SELECT id, app_now(), 'case-notice', $1, $3 FROM duty_clock WHERE clock = 'D-09' AND subject_id = $2`,
      [of.noticeId, of.containmentId, of.contract.people.records_clerk.id],
    );
  });
}

/** The report on level and damage, issued today at the level of the case unless said; the case is reported and its clock stops. @returns the report */
export async function buildReport(database: TestDatabase, of: BuiltCase, wanted: { readonly level?: 'V1' | 'V2' | 'V3' | 'V4' } = {}): Promise<string> {
  const id = randomUUID();
  const { people } = of.contract;
  await build(database, async (query) => {
    await query(
      `INSERT INTO damage_report (id, case_id, number, issued_on, signed_by, level, summary, file_sha256, recorded_by)
       SELECT $1, k.id, '45/BC-CQ', app_today(), $3, coalesce($4, k.level), 'Không có thiệt hại về dữ liệu', repeat('b', 64), $5 FROM violation_case k WHERE k.id = $2`,
      [id, of.id, people.unit_head.id, wanted.level ?? null, people.procurement_officer.id],
    );
    if (wanted.level !== undefined) {
      await query(
        `INSERT INTO case_level (case_id, ordinal, level, steps, ground, report_id, recorded_by) VALUES ($1, 0, $2, '[{"rule": "report", "text": "45/BC-CQ", "from": null, "to": "V1"}]', 'Theo báo cáo', $3, $4)`,
        [of.id, wanted.level, id, people.procurement_officer.id],
      );
    }
    await query(`UPDATE violation_case SET state = 'reported', version = version + 1 WHERE id = $1`, [of.id]);
    await query(
      `INSERT INTO duty_clock_settlement (clock_id, settled_at, fact_kind, fact_id, settled_by) SELECT id, app_now(), 'damage-report', $1, $3 FROM duty_clock WHERE clock = 'D-10' AND subject_id = $2`,
      [id, of.id, people.procurement_officer.id],
    );
  });
  return id;
}

/** What was put right, recorded by the procurement officer and verified by the IT officer unless left unverified. @returns the remedy */
export async function buildRemedy(database: TestDatabase, of: BuiltCase, wanted: { readonly verified?: boolean } = {}): Promise<string> {
  const id = randomUUID();
  const { people } = of.contract;
  await build(database, async (query) => {
    await query(`INSERT INTO case_remedy (id, case_id, what, done_at, recorded_by) VALUES ($1, $2, 'Thay toàn bộ mật khẩu quản trị', app_now(), $3)`, [id, of.id, people.procurement_officer.id]);
    if (wanted.verified === false) return;
    await query(`INSERT INTO case_remedy_verification (remedy_id, proof, file_sha256, verified_by) VALUES ($1, 'Đăng nhập bằng mật khẩu cũ bị từ chối', repeat('d', 64), $2)`, [id, people.it_officer.id]);
  });
  return id;
}
