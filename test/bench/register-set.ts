import { hashPassword } from '../../server/people/index.js';

export const READER = { login: 'can-bo-do', password: 'Mat-khau-do-1' };
export const AGENCIES = 131;

/** 131 agencies, one officer of the first, 2,000 vendors and `contracts` contracts spread evenly: the first agency has about 1/131 of them. */
export async function registerSet(contracts: number): Promise<string[]> {
  const passwordHash = await hashPassword(READER.password);
  return [
    `INSERT INTO agency (id, code, name, kind, parent_id, path, place_name, record_symbol)
       SELECT md5('agency' || n)::uuid, 'co-quan-' || n, 'Cơ quan đo lường số ' || n, CASE n WHEN 0 THEN 'city' ELSE 'ward' END,
              CASE n WHEN 0 THEN NULL ELSE md5('agency0')::uuid END,
              CASE n WHEN 0 THEN '/' ELSE '/' || md5('agency0')::uuid || '/' END || md5('agency' || n)::uuid || '/', 'Hải Phòng', 'CQ' || n
         FROM generate_series(0, ${AGENCIES - 1}) n`,
    `INSERT INTO user_account (id, login, full_name, post, password_hash, password_changed_on, must_change_password)
       VALUES (md5('reader')::uuid, '${READER.login}', 'Người Đo Lường', 'Chuyên viên', '${passwordHash}', app_today(), false)`,
    `INSERT INTO role_assignment (user_id, role, agency_id, valid_from, granted_by)
       VALUES (md5('reader')::uuid, 'procurement_officer', md5('agency1')::uuid, '2026-01-01', md5('somebody')::uuid)`,
    `INSERT INTO vendor (id, tax_code, name, kind, address, registered_by)
       SELECT md5('vendor' || row_number() OVER () - 1)::uuid, code, 'Công ty cổ phần Đo lường ' || row_number() OVER (), 'domestic_company', 'Hải Phòng', md5('reader')::uuid
         FROM (SELECT lpad(n::text, 9, '0') || d AS code FROM generate_series(1, 2400) n, generate_series(0, 9) d) made WHERE is_tax_code(code) LIMIT 2000`,
    `INSERT INTO contract (entry_kind, phase, agency_id, origin_agency_id, number, name, package_code, vendor_id, operator_kind, service_kind, scope, value, security_value,
                           signed_on, starts_on, ends_on, created_by, transition_ground, review_due_on)
       SELECT 'transitional', (ARRAY['signed', 'active', 'handing_over'])[1 + n % 3], md5('agency' || n % ${AGENCIES})::uuid, md5('agency' || n % ${AGENCIES})::uuid,
              n || '/HĐ-DV', 'Thuê dịch vụ công nghệ thông tin hệ thống quản lý số ' || n, 'IB26' || lpad(n::text, 8, '0') || '-00', md5('vendor' || n % 2000)::uuid, 'vendor',
              (ARRAY['software-hire', 'cloud', 'hosting'])[1 + n % 3], 'Vận hành và hỗ trợ', 1000000000 + n, 100000000, date '2025-01-01' + n % 300, date '2025-02-01' + n % 300,
              date '2027-02-01' + n % 900, md5('reader')::uuid, 'Ký trước ngày áp dụng', date '2027-06-01'
         FROM generate_series(1, ${contracts}) n`,
  ];
}
