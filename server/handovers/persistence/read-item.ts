import type { AbsenceRow, DeliveryRow, ItemDetail, ItemRow, TestRow } from './closing-rows.js';
import { guestJson, guestOf, itemJson, itemOf } from './read-closing.js';
import { moment, type RunQuery, type Stored } from './stored.js';

const testJson = `jsonb_build_object('id', t.id, 'testerId', t.tester_id, 'testerName', coalesce(tp.full_name, tg.name), 'organisation', tg.organisation, 'equipment', t.equipment, 'ranAt', t.ran_at, 'passed', t.passed,
    'result', t.result, 'recordedBy', rp.full_name, 'recordedAt', t.recorded_at)`;

const deliveryJson = `jsonb_build_object('id', d.id, 'ordinal', d.ordinal, 'giverName', d.giver_name, 'giverIdentified', d.giver_person_id IS NOT NULL, 'recordedById', d.recorded_by, 'contents', d.contents, 'versionText', d.version_text, 'place', d.place, 'note', d.note, 'effectiveOn', d.effective_on,
    'uploadedAt', d.uploaded_at, 'via', d.via, 'recordedBy', (SELECT p.full_name FROM person_name p WHERE p.id = d.recorded_by),
    'agencyConfirmation', (SELECT jsonb_build_object('userId', f.by_user, 'by', p.full_name, 'at', f.confirmed_at) FROM handover_delivery_confirmation f JOIN person_name p ON p.id = f.by_user
                            WHERE f.delivery_id = d.id AND f.side = 'agency'),
    'vendorConfirmation', (SELECT jsonb_build_object('by', f.name, 'at', f.confirmed_at, 'recordedBy', p.full_name) FROM handover_delivery_confirmation f LEFT JOIN person_name p ON p.id = f.by_user
                            WHERE f.delivery_id = d.id AND f.side = 'vendor'),
    'files', coalesce((SELECT jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name, 'sha256', x.sha256, 'size', x.size, 'mediaType', x.media_type) ORDER BY x.name, x.id)
                FROM attachment x WHERE x.subject_kind = 'handover-delivery' AND x.subject_id = d.id), '[]'),
    'tests', coalesce((SELECT jsonb_agg(${testJson} ORDER BY t.seq DESC) FROM handover_test t LEFT JOIN person_name tp ON tp.id = t.tester_id LEFT JOIN handover_guest tg ON tg.id = t.guest_id
                JOIN person_name rp ON rp.id = t.recorded_by WHERE t.delivery_id = d.id), '[]'))`;

const itemSql = `
  SELECT ${itemJson} AS item, k.id AS "closingId", k.contract_id AS "contractId", c.number AS "contractNumber", c.name AS "contractName", v.name AS "vendorName", k.agency_id AS "agencyId", ag.name AS "agencyName",
         k.closed_at IS NOT NULL AS closed, app_now() AS now,
         coalesce((SELECT jsonb_agg(jsonb_build_object('kind', f.kind, 'id', f.fact_id, 'since', f.since,
                     'name', coalesce((SELECT x.name FROM published_data_asset x WHERE x.id = f.fact_id), (SELECT x.name FROM closing_account x WHERE x.id = f.fact_id), '')) ORDER BY f.since, f.fact_id)
                     FROM handover_item_fact f WHERE f.item_id = i.id), '[]') AS "factRows",
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'ground', a.ground, 'askedById', a.asked_by, 'askedBy', p.full_name, 'askedAt', a.asked_at,
                     'decision', CASE WHEN e.absence_id IS NOT NULL THEN jsonb_build_object('approved', e.approved, 'note', e.note, 'by', ep.full_name, 'at', e.decided_at) END) ORDER BY a.seq DESC)
                     FROM handover_absence a JOIN person_name p ON p.id = a.asked_by LEFT JOIN handover_absence_decision e ON e.absence_id = a.id LEFT JOIN person_name ep ON ep.id = e.decided_by
                    WHERE a.item_id = i.id), '[]') AS absences,
         coalesce((SELECT jsonb_agg(${deliveryJson} ORDER BY d.ordinal DESC) FROM handover_delivery d WHERE d.item_id = i.id), '[]') AS "deliveryRows",
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'size', u.size, 'received', g.received, 'sha256', u.sha256) ORDER BY u.begun_at, u.id)
                     FROM handover_upload u JOIN handover_upload_progress g ON g.upload_id = u.id WHERE u.item_id = i.id AND u.user_id IS NOT NULL AND u.ended IS NULL), '[]') AS uploads,
         coalesce((SELECT jsonb_agg(${guestJson} ORDER BY g.named_at, g.id) FROM handover_guest g WHERE g.closing_id = k.id), '[]') AS guests,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'name', p.full_name) ORDER BY p.full_name COLLATE vietnamese) FROM published_vendor_person p WHERE p.vendor_id = k.vendor_id), '[]') AS "vendorPeople",
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.user_id, 'name', p.full_name, 'post', p.post) ORDER BY p.full_name COLLATE vietnamese) FROM agency_staff p
                    WHERE p.agency_id = k.agency_id AND works_on_closing(p.user_id, k.agency_id)), '[]') AS testers
    FROM handover_item i CROSS JOIN LATERAL (SELECT * FROM handover_item_standing t WHERE t.item_id = i.id AND t.closing_id = i.closing_id OFFSET 0) s JOIN closing k ON k.id = i.closing_id JOIN published_contract c ON c.id = k.contract_id
         JOIN published_vendor v ON v.id = k.vendor_id JOIN agency ag ON ag.id = k.agency_id`;

type Parts = 'factRows' | 'absences' | 'deliveryRows' | 'guests';
type StoredItem = Omit<ItemDetail, keyof ItemRow | Parts> & { readonly item: Stored<ItemRow> } & { readonly [Part in Parts]: Stored<ItemDetail[Part]> };

/** An item with everything about it; undefined when there is none. One statement. */
export async function selectItem(run: RunQuery, id: string): Promise<ItemDetail | undefined> {
  const [row] = await run<StoredItem>(`${itemSql} WHERE i.id = $1`, [id]);
  return row === undefined ? undefined : detailOf(row);
}

/** The item of a hand-over. One statement. */
export async function selectItemOfDelivery(run: RunQuery, deliveryId: string): Promise<ItemDetail | undefined> {
  const [row] = await run<StoredItem>(`${itemSql} WHERE i.id = (SELECT d.item_id FROM handover_delivery d WHERE d.id = $1)`, [deliveryId]);
  return row === undefined ? undefined : detailOf(row);
}

/** The item whose absence is asked for. One statement. */
export async function selectItemOfAbsence(run: RunQuery, absenceId: string): Promise<ItemDetail | undefined> {
  const [row] = await run<StoredItem>(`${itemSql} WHERE i.id = (SELECT a.item_id FROM handover_absence a WHERE a.id = $1)`, [absenceId]);
  return row === undefined ? undefined : detailOf(row);
}

function detailOf(row: StoredItem): ItemDetail {
  const { item, ...rest } = row;
  return {
    ...rest,
    ...itemOf(item),
    factRows: row.factRows.map((fact) => ({ ...fact, since: moment(fact.since) })),
    absences: row.absences.map(absenceOf),
    deliveryRows: row.deliveryRows.map(deliveryOf),
    guests: row.guests.map(guestOf),
  };
}

function absenceOf(absence: Stored<AbsenceRow>): AbsenceRow {
  return { ...absence, askedAt: moment(absence.askedAt), decision: absence.decision === null ? null : { ...absence.decision, at: moment(absence.decision.at) } };
}

function deliveryOf(delivery: Stored<DeliveryRow>): DeliveryRow {
  const { agencyConfirmation, vendorConfirmation } = delivery;
  return {
    ...delivery,
    uploadedAt: moment(delivery.uploadedAt),
    agencyConfirmation: agencyConfirmation === null ? null : { ...agencyConfirmation, at: moment(agencyConfirmation.at) },
    vendorConfirmation: vendorConfirmation === null ? null : { ...vendorConfirmation, at: moment(vendorConfirmation.at) },
    tests: delivery.tests.map((test): TestRow => ({ ...test, ranAt: moment(test.ranAt), recordedAt: moment(test.recordedAt) })),
  };
}
