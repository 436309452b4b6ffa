import { load as parseHtml } from 'cheerio';
import pg from 'pg';
import { openBenchDatabase, type BenchDatabase } from './database.js';
import { median, startServer } from './load.js';
import { READER, registerSet } from './register-set.js';

/**
 * Bringing in a reviewed list of running contracts, as the product does it (every row judged anew, an event, an effect and the walls for each, all in one
 * transaction), against a multi-row INSERT of the same rows that does nothing else. Both in turn; the median of the pairwise ratios counts.
 */
const ROWS = 20_000;
const ROUNDS = 3;
const ROWS_A_STATEMENT = 1_000;

interface Contract {
  readonly number: string;
  readonly name: string;
  readonly taxCode: string;
  readonly vendorId: string;
  readonly value: string;
}

/** Prints `import-rows ratio=… goal=>=0.3`, and beside it how the whole way from the upload on compares. */
export async function importRows(): Promise<void> {
  const database = await openBenchDatabase();
  const stops: (() => void)[] = [];
  try {
    const app = await startServer('app-server.js', [database.databaseUrl, database.databaseOwnerUrl, database.dataDir, 'prepared']);
    stops.push(() => app.stop());
    await withoutWalls(database, await officerAndVendors());
    const rows = await contractsToBring(database);
    const officer = await signIn(`http://127.0.0.1:${String(app.port)}`);
    const runs: number[] = [];
    const wholes: number[] = [];
    const seconds: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const plain = await insertPlainly(database, rows);
      const brought = await bringIn(database, officer, rows);
      runs.push(plain / brought.run);
      wholes.push(plain / brought.whole);
      seconds.push(`${plain.toFixed(1)}:${brought.run.toFixed(1)}:${brought.whole.toFixed(1)}`);
    }
    process.stdout.write(`import-rows ratio=${median(runs).toFixed(2)} goal=>=0.3\n`);
    process.stdout.write(`# import-rows seconds plain:run:whole ${seconds.join(' ')}; from the upload on, reading and checking included: ${median(wholes).toFixed(2)}\n`);
  } finally {
    for (const stop of stops) stop();
    await database.stop();
  }
}

/** An officer of one agency that has begun to work with the product, and 500 vendors. */
async function officerAndVendors(): Promise<string[]> {
  const [, officer = '', , vendors = ''] = await registerSet(0);
  return [
    officer,
    `UPDATE agency SET adopted_on = '2026-01-01', id = md5('agency1')::uuid, path = replace(path, id::text, md5('agency1')) WHERE code = 'so-khoa-hoc-va-cong-nghe'`,
    `INSERT INTO role_assignment (user_id, role, agency_id, valid_from, granted_by) VALUES (md5('reader')::uuid, 'procurement_officer', md5('agency1')::uuid, '2026-01-01', md5('somebody')::uuid)`,
    vendors,
  ];
}

async function contractsToBring(database: BenchDatabase): Promise<Contract[]> {
  const vendors = await asSuperuser<{ id: string; tax_code: string }>(database, 'SELECT id, tax_code FROM vendor ORDER BY tax_code LIMIT 500');
  return Array.from({ length: ROWS }, (_, place) => {
    const vendor = vendors[place % vendors.length];
    return { number: `${String(place)}/2025/NHAP`, name: `Thuê dịch vụ công nghệ thông tin số ${String(place)} của danh sách`, taxCode: vendor?.tax_code ?? '', vendorId: vendor?.id ?? '', value: String(1_000_000_000 + place) };
  });
}

/** One transaction of multi-row INSERTs under the application's role. @returns seconds */
async function insertPlainly(database: BenchDatabase, rows: readonly Contract[]): Promise<number> {
  const client = new pg.Client({ connectionString: database.databaseUrl });
  await client.connect();
  try {
    const began = performance.now();
    await client.query('BEGIN');
    await client.query(`INSERT INTO audit_event (type, canonical, hash) VALUES ('bench.inserted', '{}', sha256('{}'))`);
    for (let first = 0; first < rows.length; first += ROWS_A_STATEMENT) {
      const values: unknown[] = [];
      const bind = (value: unknown): string => `$${String(values.push(value))}`;
      const [agency, officer] = [bind(await idOf('agency1')), bind(await idOf('reader'))];
      const tuples = rows.slice(first, first + ROWS_A_STATEMENT).map(({ number, name, vendorId, value }) =>
        `('transitional', 'active', ${agency}, ${agency}, ${bind(number)}, ${bind(name)}, ${bind(vendorId)}, 'vendor', ${bind(value)}, '2025-06-15', '2025-07-01', '2027-06-30', ${officer}, 'Theo sổ', '2027-02-18', ${officer})`);
      await client.query(
        `INSERT INTO contract (entry_kind, phase, agency_id, origin_agency_id, number, name, vendor_id, operator_kind, value, signed_on, starts_on, ends_on, responsible_id, transition_ground, review_due_on, created_by)
         VALUES ${tuples.join(', ')}`,
        values,
      );
    }
    await client.query('COMMIT');
    return (performance.now() - began) / 1_000;
  } finally {
    await client.end();
    await clear(database);
  }
}

/** The identifiers of the register set. */
async function idOf(name: string): Promise<string> {
  const { createHash } = await import('node:crypto');
  const hex = createHash('md5').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

interface Officer {
  readonly base: string;
  readonly cookie: string;
  readonly token: string;
}

/** Uploads, matches, checks and brings a list in, through the pages. @returns the seconds of bringing in, and of the whole way */
async function bringIn(database: BenchDatabase, officer: Officer, rows: readonly Contract[]): Promise<{ run: number; whole: number }> {
  const began = performance.now();
  const csv = ['Số hợp đồng,Tên hợp đồng,MST,Giá trị,Ngày ký,Ngày bắt đầu,Ngày kết thúc', ...rows.map(({ number, name, taxCode, value }) => `${number},${name},${taxCode},${value},15/06/2025,01/07/2025,30/06/2027`)].join('\r\n');
  const form = new FormData();
  form.set('_csrf', officer.token);
  form.set('loai', 'contracts');
  form.set('tep', new File([csv], 'danh-sach.csv', { type: 'text/csv' }));
  const uploaded = await fetch(`${officer.base}/nhap-danh-sach/moi`, { method: 'POST', redirect: 'manual', headers: { cookie: officer.cookie }, body: form });
  const place = uploaded.headers.get('location') ?? '';
  const id = place.split('/')[2] ?? '';
  await until(database, id, 'matching');
  const columns = Object.fromEntries(['number', 'name', 'vendorTaxCode', 'value', 'signedOn', 'startsOn', 'endsOn'].map((key, index) => [`cot-${String(index)}`, key]));
  await post(officer, `${place}/cot`, { ...columns, ground: 'Theo sổ', phase: 'active', operator: 'vendor', responsible: await idOf('reader'), onExisting: 'skip' });
  await until(database, id, 'review');
  const started = performance.now();
  await post(officer, `${place}/nhap`, { onExisting: 'skip' });
  await until(database, id, 'done');
  const ended = performance.now();
  const [made] = await asSuperuser<{ made: number }>(database, `SELECT count(*)::int AS made FROM import_effect WHERE import_id = '${id}'`);
  if (made?.made !== rows.length) throw new Error(`${String(made?.made)} rows came in`);
  await clear(database);
  return { run: (ended - started) / 1_000, whole: (ended - began) / 1_000 };
}

async function post({ base, cookie, token }: Officer, address: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const answer = await fetch(base + address, {
    method: 'POST', redirect: 'manual', headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ ...fields, _csrf: token }).toString(),
  });
  if (answer.status !== 303) throw new Error(`${address} answered ${String(answer.status)}: ${parseHtml(await answer.text())('.error-summary').text()}`);
}

/** A step of a list that takes longer hangs. */
const PATIENCE_MS = 300_000;

async function until(database: BenchDatabase, id: string, wanted: string): Promise<void> {
  for (const begun = performance.now(); ; ) {
    if (performance.now() - begun > PATIENCE_MS) throw new Error(`the list did not come to ${wanted} within ${String(PATIENCE_MS)} ms`);
    const [row] = await asSuperuser<{ status: string }>(database, `SELECT status FROM import_list WHERE id = '${id}'`);
    if (row?.status === wanted) return;
    if (row === undefined || row.status === 'unreadable') throw new Error(`the list stands at ${row?.status ?? 'nothing'} instead of ${wanted}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Takes the contracts away again, as no application could. */
async function clear(database: BenchDatabase): Promise<void> {
  await withoutWalls(database, [`DELETE FROM contract WHERE number LIKE '%/NHAP'`, 'VACUUM ANALYZE contract']);
}

/** Runs statements with triggers off. */
async function withoutWalls(database: BenchDatabase, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica');
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const kept = new Map<string, pg.Client>();

async function asSuperuser<Row extends pg.QueryResultRow>(database: BenchDatabase, sql: string): Promise<Row[]> {
  let client = kept.get(database.superuserUrl);
  if (client === undefined) {
    client = new pg.Client({ connectionString: database.superuserUrl });
    client.on('error', () => undefined);
    await client.connect();
    kept.set(database.superuserUrl, client);
  }
  return (await client.query<Row>(sql)).rows;
}

async function signIn(base: string): Promise<Officer> {
  const cookies = new Map<string, string>();
  const keep = (answer: Response): void => {
    for (const line of answer.headers.getSetCookie()) {
      const pair = line.split(';')[0] ?? '';
      cookies.set(pair.slice(0, pair.indexOf('=')), pair);
    }
  };
  const header = (): string => [...cookies.values()].join('; ');
  const tokenOn = async (page: string): Promise<string> => {
    const answer = await fetch(base + page, { headers: { cookie: header() } });
    keep(answer);
    return String(parseHtml(await answer.text())('input[name="_csrf"]').first().val());
  };
  const token = await tokenOn('/dang-nhap');
  const answer = await fetch(`${base}/dang-nhap`, {
    method: 'POST', redirect: 'manual', headers: { cookie: header(), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ login: READER.login, password: READER.password, _csrf: token }).toString(),
  });
  if (answer.status !== 303) throw new Error(`sign-in answered ${String(answer.status)}`);
  keep(answer);
  return { base, token: await tokenOn('/'), get cookie() { return header(); } };
}
