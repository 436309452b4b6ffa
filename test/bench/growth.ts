import { fill, openBenchDatabase, type BenchDatabase } from './database.js';
import { compare, report, type Growth, type Visitor } from './growth-of-pages.js';
import { startServer } from './load.js';
import { READER, registerSet } from './register-set.js';
import { signIn } from './sign-in.js';

/**
 * What register pages and the search cost with three hundred thousand contracts against ten thousand, for an officer of one agency and for
 * somebody who reads the whole city: one request after the other, in turn on both, the medians compared. What somebody may read grows with the whole: the
 * officer's own contracts are thirty times as many on the larger set.
 */
const FEW = 10_000;
const MANY = 300_000;

const OVERSIGHT = { login: 'giam-sat-do', password: READER.password };

const registerShapes: Readonly<Record<string, string>> = {
  newest: '/hop-dong',
  number: '/hop-dong?sap-xep=so',
  'name descending': '/hop-dong?sap-xep=-ten',
  'value descending': '/hop-dong?sap-xep=-gia-tri',
  'signing day': '/hop-dong?sap-xep=ngay-ky',
  'last day descending': '/hop-dong?sap-xep=-ngay-het-han',
  agency: '/hop-dong?co-quan=do+luong+so+12',
  'agency by value': '/hop-dong?co-quan=do+luong+so+12&sap-xep=-gia-tri',
  phase: '/hop-dong?giai-doan=active',
  'phase of none': '/hop-dong?giai-doan=cancelled',
  'year of signing': '/hop-dong?nam-ky=2025',
  'kind of service': '/hop-dong?loai-dich-vu=cloud',
  'three digits': '/hop-dong?q=123',
  'three letters': '/hop-dong?q=thu',
  'three letters of none': '/hop-dong?q=xqz',
  'three letters by name': '/hop-dong?q=thu&sap-xep=ten',
};

const searchShapes: Readonly<Record<string, string>> = {
  'three letters': '/tim-kiem?q=thu',
  'three letters of none': '/tim-kiem?q=xqz',
  'three digits': '/tim-kiem?q=123',
  'two digits': '/tim-kiem?q=12',
  'four words': '/tim-kiem?q=he+thong+quan+ly',
  number: '/tim-kiem?q=132/HĐ-DV',
  package: '/tim-kiem?q=IB2600000132',
  slip: '/tim-kiem?q=thue+dihc+vu',
  'slip in a code': '/tim-kiem?q=IB2600000123x',
};

/** Prints `register-growth` and `search-growth`, and of both what a search for three letters costs. */
export async function registerAndSearchGrowth(): Promise<void> {
  const databases: BenchDatabase[] = [];
  const stops: (() => void)[] = [];
  try {
    const places: { readonly officer: Visitor; readonly oversight: Visitor }[] = [];
    for (const contracts of [FEW, MANY]) {
      const database = await openBenchDatabase();
      databases.push(database);
      await fill(database.superuserUrl, await growthSet(contracts));
      const app = await startServer('app-server.js', [database.databaseUrl, database.databaseOwnerUrl, database.dataDir]);
      stops.push(() => app.stop());
      const base = `http://127.0.0.1:${app.port}`;
      places.push({ officer: { base, cookies: await signIn(base, READER) }, oversight: { base, cookies: await signIn(base, OVERSIGHT) } });
    }
    const [few, many] = places;
    if (few === undefined || many === undefined) throw new Error('there is nothing to compare');
    for (const [name, shapes] of [['register-growth', registerShapes], ['search-growth', searchShapes]] as const) {
      const growths: Growth[] = [];
      for (const [shape, address] of Object.entries(shapes)) {
        growths.push(await compare(`${shape}, officer`, address, few.officer, many.officer), await compare(`${shape}, city`, address, few.oversight, many.oversight));
      }
      report(name, growths);
      report(`${name}-three-letters`, growths.filter(({ shape }) => shape.startsWith('three letters, ')));
    }
  } finally {
    for (const stop of stops) stop();
    for (const database of databases) await database.stop();
  }
}

/** The set of the register with what else is searched, as the triggers would have left it: beneficiaries, words in use. */
async function growthSet(contracts: number): Promise<string[]> {
  return [
    ...(await registerSet(contracts)),
    `INSERT INTO user_account (id, login, full_name, post, password_hash, password_changed_on, must_change_password)
       SELECT md5('oversight')::uuid, '${OVERSIGHT.login}', 'Người Giám Sát', 'Cán bộ', password_hash, password_changed_on, false FROM user_account WHERE login = '${READER.login}'`,
    `INSERT INTO role_assignment (user_id, role, agency_id, with_subtree, valid_from, granted_by)
       VALUES (md5('oversight')::uuid, 'city_oversight', md5('agency0')::uuid, true, '2026-01-01', md5('somebody')::uuid)`,
    `INSERT INTO information_system (code, name, description, managing_agency_id, owner_text, operator_kind, serves_procedures, public_service, national_security, hosting_kind, service_state)
       SELECT 'HT-' || n, 'Hệ thống thông tin quản lý số ' || n, 'Đo lường', md5('agency' || n % 131)::uuid, 'UBND', 'hiring-agency', false, true, false, 'agency', 'in-service' FROM generate_series(1, 1000) n`,
    `INSERT INTO data_asset (system_id, name, kind, state_managed, personal_data, storage_place, storage_country)
       SELECT id, 'Hồ sơ của ' || name, 'private', true, 'none', 'Trung tâm dữ liệu', 'vietnam' FROM information_system`,
    `INSERT INTO vendor_person (vendor_id, full_name, identity_tail, nationality, post)
       SELECT md5('vendor' || n % 2000)::uuid, 'Nguyễn Thị Đo ' || n, lpad((n % 10000)::text, 4, '0'), 'Việt Nam', 'Kỹ sư' FROM generate_series(1, 5000) n`,
    // Every 400th contract also serves the officer's agency.
    `INSERT INTO contract_beneficiary (contract_id, agency_id) SELECT id, md5('agency1')::uuid FROM contract WHERE seq % 400 = 7 AND agency_id <> md5('agency1')::uuid`,
    `UPDATE contract c SET beneficiary_ids = ARRAY[b.agency_id] FROM contract_beneficiary b WHERE b.contract_id = c.id`,
    `INSERT INTO search_word (word)
       SELECT DISTINCT used FROM (SELECT folded FROM contract UNION ALL SELECT folded_search FROM vendor UNION ALL SELECT fold_text(name || ' ' || code) FROM information_system
                                  UNION ALL SELECT fold_text(name) FROM data_asset) texts, search_words_of(folded) used`,
  ];
}
