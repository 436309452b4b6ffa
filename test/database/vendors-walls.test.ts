import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { readVendorChoices, resolveVendor } from '../../server/vendors/index.js';
import { checkTaxCode } from '../../server/kernel/tax-code.js';
import { openReader, type Reader } from '../../server/platform/database/reading.js';
import { brokenWallOf, sqlStateOf } from '../../server/platform/database/transactions.js';
import { buildCommitment, buildVendor, buildVendorPerson, inventedTaxCode, type BuiltCommitment, type BuiltVendor, type BuiltVendorPerson } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let database: TestDatabase;
let reader: Reader;
let world: World;
let vendor: BuiltVendor;
let other: BuiltVendor;
let person: BuiltVendorPerson;
let commitment: BuiltCommitment;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-11-20T12:00:00+07:00');
  reader = openReader(database.appUrl, 2);
  world = await buildWorld(database);
  const by = world.at.procurement_officer;
  vendor = await buildVendor(database, { by, name: 'Công ty TNHH Bức Tường Minh Họa' });
  other = await buildVendor(database, { by, name: 'Công ty Cổ phần Bức Tường Khác Minh Họa' });
  person = await buildVendorPerson(database, { vendor });
  commitment = await buildCommitment(database, { person, agency: world.department, by, validUntil: '2026-12-31' });
});

afterAll(async () => {
  await reader.close();
  await database.drop();
});

/** What refused a transaction under the application's own role: the name of the wall, else the SQLSTATE. */
async function refusalOf(sql: string, values: readonly unknown[] = [], audited = true): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    if (audited) await client.query(`INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.tried', app_now(), '{}', sha256('{}'))`);
    await client.query(sql, [...values]);
    await client.query('COMMIT');
    return 'not refused';
  } catch (error) {
    return brokenWallOf(error) ?? sqlStateOf(error);
  } finally {
    await client.end();
  }
}

const insertVendor = `INSERT INTO vendor (tax_code, name, kind, address, registered_by) VALUES ($1, $2, $3, 'Số 1', $4)`;
const officer = (): string => world.at.procurement_officer.id;

describe('vendors', () => {
  test('a tax code names one vendor', async () => {
    expect(await refusalOf(insertVendor, [vendor.taxCode, 'Trùng', 'domestic_company', officer()])).toBe('vendor_tax_code_unique');
  });

  test.each(['0123456788', '123456789', '0123456789-00', '097000000001', 'abc', ''])('the tax code "%s" is refused', async (code) => {
    expect(await refusalOf(insertVendor, [code, 'Sai mã', 'domestic_company', officer()])).toBe('vendor_tax_code_well_formed');
  });

  test('the wall takes what the form takes: code by code the same answer', async () => {
    const stems = Array.from({ length: 200 }, (_, index) => String(100_000_000 + index * 4_321_987).padStart(9, '0').slice(0, 9));
    const codes = stems.flatMap((stem) => Array.from({ length: 10 }, (_, digit) => `${stem}${digit}`)).concat(['001200000001', '0100109106-001', '0100109106-000']);
    const rows = await reader.rows<{ code: string; ok: boolean }>('SELECT code, is_tax_code(code) AS ok FROM unnest($1::text[]) AS code', [codes]);
    expect(rows.filter(({ code, ok }) => ok !== checkTaxCode(code).ok)).toEqual([]);
    expect(rows.filter(({ ok }) => ok).length).toBeGreaterThan(150);
  });

  test('kind and texts', async () => {
    expect(await refusalOf(insertVendor, [inventedTaxCode(900), 'Lạ', 'bank', officer()])).toBe('vendor_kind_known');
    expect(await refusalOf(insertVendor, [inventedTaxCode(900), '  ', 'domestic_company', officer()])).toBe('vendor_texts_not_empty');
  });

  test('no audit event, no vendor', async () => {
    expect(await refusalOf(insertVendor, [inventedTaxCode(900), 'Không nhật ký', 'domestic_company', officer()], false)).toBe('change_is_audited');
  });

  test('what people, commitments or files belong to cannot be deleted', async () => {
    expect(await refusalOf('DELETE FROM vendor WHERE id = $1', [vendor.id])).toBe('vendor_person_vendor_fk');
    const file = `INSERT INTO attachment (subject_kind, subject_id, purpose, name, media_type, size, sha256, uploaded_by)
      VALUES ('vendor', $1, 'Thử', 'a.pdf', 'application/pdf', 1, repeat('a', 64), $2)`;
    expect(await refusalOf(file, [other.id, officer()])).toBe('not refused');
    expect(await refusalOf('DELETE FROM vendor WHERE id = $1', [other.id])).toBe('vendor_evidence_stays');
  });
});

describe('representatives and subcontractors', () => {
  test('dates in order, for one vendor for good', async () => {
    const insert = `INSERT INTO vendor_representative (vendor_id, full_name, post, authority_ground, valid_from, valid_until) VALUES ($1, 'A', 'B', 'C', $2, $3)`;
    expect(await refusalOf(insert, [vendor.id, '2026-02-01', '2026-01-31'])).toBe('vendor_representative_dates');
    expect(await refusalOf(insert, [vendor.id, '2026-02-01', null])).toBe('not refused');
    expect(await refusalOf('UPDATE vendor_representative SET vendor_id = $1', [other.id])).toBe('vendor_representative_keeps_vendor');
  });

  test('a subcontractor is another company, named in one way, once', async () => {
    const insert = `INSERT INTO vendor_subcontractor (vendor_id, company_id, company_name, company_tax_code, service) VALUES ($1, $2, $3, $4, 'Vận hành')`;
    expect(await refusalOf(insert, [vendor.id, vendor.id, null, null])).toBe('vendor_subcontractor_is_another');
    expect(await refusalOf(insert, [vendor.id, null, null, null])).toBe('vendor_subcontractor_named_once');
    expect(await refusalOf(insert, [vendor.id, other.id, 'Tên khác', null])).toBe('vendor_subcontractor_named_once');
    expect(await refusalOf(insert, [vendor.id, null, 'Tên', '0123456788'])).toBe('vendor_subcontractor_tax_code_well_formed');
    expect(await refusalOf(insert, [vendor.id, other.id, null, null])).toBe('not refused');
    expect(await refusalOf(insert, [vendor.id, other.id, null, null])).toBe('vendor_subcontractor_once');
    expect(await refusalOf('DELETE FROM vendor WHERE id = $1', [other.id])).toMatch(/vendor_subcontractor_company_fk|vendor_evidence_stays/);
  });
});

describe('people of a vendor', () => {
  const insert = `INSERT INTO vendor_person (vendor_id, full_name, identity_tail, nationality, post, joined_on, left_on) VALUES ($1, $2, $3, 'Việt Nam', 'Kỹ sư', $4, $5)`;

  test('only four characters of the identity document, dates in order', async () => {
    expect(await refusalOf(insert, [vendor.id, 'Người Thử', '031200012345', null, null])).toBe('vendor_person_identity_tail_form');
    expect(await refusalOf(insert, [vendor.id, 'Người Thử', '2345', '2026-02-01', '2026-01-31'])).toBe('vendor_person_dates');
    expect(await refusalOf(insert, ['6f9619ff-8b86-4011-b42d-00c04fc964ff', 'Người Thử', '2345', null, null])).toBe('vendor_person_vendor_fk');
  });

  test('the same person once as long as they work there', async () => {
    expect(await refusalOf(insert, [vendor.id, 'Người Thử Hai', '7777', null, '2026-01-31'])).toBe('not refused');
    expect(await refusalOf(insert, [vendor.id, 'Người Thử Hai', '7777', null, null])).toBe('not refused');
    expect(await refusalOf(insert, [vendor.id, 'người thử hai', '7777', null, null])).toBe('vendor_person_once');
  });

  test('stay with their vendor and are never deleted', async () => {
    expect(await refusalOf('UPDATE vendor_person SET vendor_id = $1 WHERE id = $2', [other.id, person.id])).toBe('vendor_person_keeps_vendor');
    expect(await refusalOf('DELETE FROM vendor_person WHERE id = $1', [person.id])).toBe('42501');
  });
});

describe('commitments', () => {
  const insert = `INSERT INTO commitment (person_id, agency_id, signed_on, valid_until, scope, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)`;
  const values = (change: Partial<Record<'person' | 'signed' | 'until' | 'scope' | 'by', string | null>> = {}): unknown[] => {
    const all = { person: person.id, signed: '2026-11-01', until: null, scope: 'Dữ liệu', by: officer(), ...change };
    return [all.person, world.department.id, all.signed, all.until, all.scope, all.by];
  };

  test('of somebody, by somebody, with a scope, signed already, its last day not before', async () => {
    expect(await refusalOf(insert, values({ person: '6f9619ff-8b86-4011-b42d-00c04fc964ff' }))).toBe('commitment_person_fk');
    expect(await refusalOf(insert, values({ by: null }))).toBe('23502');
    expect(await refusalOf(insert, values({ scope: ' ' }))).toBe('commitment_names_its_scope');
    expect(await refusalOf(insert, values({ signed: '2026-11-21' }))).toBe('commitment_was_signed');
    expect(await refusalOf(insert, values({ until: '2026-10-31' }))).toBe('commitment_dates');
  });

  test('not without its signed file', async () => {
    expect(await refusalOf(insert, values())).toBe('commitment_has_its_file');
  });

  test('not ended from the beginning', async () => {
    const ended = `INSERT INTO commitment (person_id, agency_id, signed_on, scope, recorded_by, ended_on, ended_by, end_ground) VALUES ($1, $2, '2026-11-01', 'Dữ liệu', $3, '2026-11-02', $3, 'x')`;
    expect(await refusalOf(ended, [person.id, world.department.id, officer()])).toBe('commitment_begins_in_force');
  });

  test.each([
    [`UPDATE commitment SET valid_until = '2030-12-31' WHERE id = $1`],
    [`UPDATE commitment SET scope = 'Ít hơn' WHERE id = $1`],
    [`UPDATE commitment SET signed_on = '2025-01-01', ended_on = '2026-11-01', ended_by = recorded_by, end_ground = 'x' WHERE id = $1`],
  ])('nothing of it changes: %s', async (sql) => {
    expect(await refusalOf(sql, [commitment.id])).toBe('commitment_is_history');
  });

  test('is never deleted, row by row or whole', async () => {
    expect(await refusalOf('DELETE FROM commitment WHERE id = $1', [commitment.id])).toBe('42501');
    await expect(database.asOwner('TRUNCATE commitment')).rejects.toMatchObject({ constraint: 'commitment_append_only' });
    await expect(database.asOwner('DELETE FROM commitment')).rejects.toMatchObject({ constraint: 'commitment_is_history' });
  });

  test('is ended whole, with a ground, not ahead of time, and once', async () => {
    const one = await buildCommitment(database, { person, agency: world.ward, by: world.atWard.procurement_officer });
    const end = (day: string, ground: string | null): Promise<string | undefined> =>
      refusalOf('UPDATE commitment SET ended_on = $2, ended_by = $3, end_ground = $4 WHERE id = $1', [one.id, day, officer(), ground]);
    expect(await end('2026-11-20', null)).toBe('commitment_ended_whole');
    expect(await end('2026-11-20', ' ')).toBe('commitment_end_names_its_ground');
    expect(await end('2026-11-21', 'Thôi')).toBe('commitment_end_has_come');
    expect(await end('2026-01-04', 'Thôi')).toBe('commitment_ended_after_signed');
    expect(await end('2026-11-20', 'Thôi')).toBe('not refused');
    expect(await end('2026-11-19', 'Lại')).toBe('commitment_is_history');
  });
});

describe('what the room publishes', () => {
  test('commitments with their vendor and days', async () => {
    const rows = await reader.rows('SELECT id, person_id, vendor_id, agency_id, contract_id, valid_from::text, valid_until::text, ended_on::text FROM published_commitment WHERE id = $1', [commitment.id]);
    expect(rows).toEqual([
      { id: commitment.id, person_id: person.id, vendor_id: vendor.id, agency_id: world.department.id, contract_id: null, valid_from: '2026-01-05', valid_until: '2026-12-31', ended_on: null },
    ]);
  });

  test('tasks: from 30 days before the last day until another stands, the person leaves, or it is ended with a ground', async () => {
    const by = world.at.procurement_officer;
    const worker = await buildVendorPerson(database, { vendor, fullName: 'Người Có Việc' });
    const tasksOn = async (iso: string): Promise<unknown[]> => {
      await database.setNow(iso);
      return reader.rows('SELECT kind, due_on::text FROM vendor_task WHERE subject_id = $1 AND agency_id = $2 AND role = $3', [worker.id, world.department.id, 'procurement_officer']);
    };
    await buildCommitment(database, { person: worker, agency: world.department, by, validUntil: '2026-12-31' });
    expect(await tasksOn('2026-11-30T23:59:00+07:00')).toEqual([]);
    expect(await tasksOn('2026-12-01T00:00:00+07:00')).toEqual([{ kind: 'commitment-lapsing', due_on: '2026-12-31' }]);
    expect(await tasksOn('2027-01-01T00:00:00+07:00')).toEqual([{ kind: 'commitment-lapsed', due_on: '2026-12-31' }]);
    const again = await buildCommitment(database, { person: worker, agency: world.department, by, signedOn: '2026-12-15', validUntil: '2027-01-15' });
    expect(await tasksOn('2027-01-01T00:00:00+07:00')).toEqual([{ kind: 'commitment-lapsing', due_on: '2027-01-15' }]);
    const left = `UPDATE vendor_person SET left_on = '2027-01-01' WHERE id = $1`;
    expect(await refusalOf(left, [worker.id])).toBe('not refused');
    expect(await tasksOn('2027-01-01T00:00:00+07:00')).toEqual([]);
    expect(await refusalOf('UPDATE vendor_person SET left_on = NULL WHERE id = $1', [worker.id])).toBe('not refused');
    expect(await refusalOf(`UPDATE commitment SET ended_on = '2027-01-01', ended_by = $2, end_ground = 'Thôi tham gia' WHERE id = $1`, [again.id, officer()])).toBe('not refused');
    expect(await tasksOn('2027-01-02T00:00:00+07:00')).toEqual([]);
    await database.setNow('2026-11-20T12:00:00+07:00');
  });

  test('a typed tax code or name finds who is meant, or says who could be', async () => {
    expect(await resolveVendor(reader, ` ${vendor.taxCode} `)).toMatchObject({ kind: 'found', vendor: { id: vendor.id } });
    expect(await resolveVendor(reader, `${vendor.taxCode} – ${vendor.name}`)).toMatchObject({ kind: 'found', vendor: { id: vendor.id } });
    expect(await resolveVendor(reader, 'tnhh buc tuong')).toMatchObject({ kind: 'found', vendor: { id: vendor.id } });
    expect(await resolveVendor(reader, 'bức tường')).toMatchObject({ kind: 'candidates', more: false });
    expect(await readVendorChoices(reader, 'bức tường')).toHaveLength(2);
    for (const nobody of ['', '   ', '%', 'không có', 'a\u0000b', '0123456788', 'x'.repeat(5000)]) expect(await resolveVendor(reader, nobody)).toEqual({ kind: 'none' });
  });

  test('of two, the one whose whole name was typed is meant', async () => {
    const longer = await buildVendor(database, { by: world.at.procurement_officer, name: `${vendor.name} Miền Bắc` });
    expect(await resolveVendor(reader, vendor.name)).toMatchObject({ kind: 'found', vendor: { id: vendor.id } });
    expect(await resolveVendor(reader, longer.name)).toMatchObject({ kind: 'found', vendor: { id: longer.id } });
  });
});
