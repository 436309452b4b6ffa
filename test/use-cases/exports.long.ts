import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import ExcelJS from 'exceljs';
import pg from 'pg';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { growthDuring, type Growth } from '../harness/memory.js';
import { Caller } from '../web/callers.js';

const CONTRACTS = 300_000;
/** What may stay in use while everything goes out: a constant, far below the rows themselves (some 400 MB as objects). */
const KEPT_BYTES = 60 * 2 ** 20;

let app: TestApp;
let world: World;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dieu6-exports-'));
  app = await startTestApp();
  world = await buildWorld(app.database);
  // Triggers are left out: what they keep is not what is looked at here, and rows one by one would take minutes.
  const superuser = new pg.Client({ connectionString: app.database.superUrl });
  await superuser.connect();
  await superuser.query('SET session_replication_role = replica');
  await superuser.query(
    `INSERT INTO contract (entry_kind, phase, agency_id, origin_agency_id, number, name, package_code, value, created_by)
     SELECT 'new', 'planned', $1, $1, n || '/HĐ-DV', 'Thuê dịch vụ công nghệ thông tin số ' || n, 'IB26' || lpad(n::text, 8, '0') || '-00', 1000000000 + n, $2
       FROM generate_series(1, ${CONTRACTS}) n`,
    [world.department.id, world.at.procurement_officer.id],
  );
  await superuser.query('ANALYZE contract');
  await superuser.end();
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** Takes the register out into a file, and says how much more memory was in use at most. */
async function takeOut(format: 'xlsx' | 'csv'): Promise<{ readonly file: string; readonly growth: Growth }> {
  const caller = await Caller.signedIn(app, world.at.procurement_officer);
  const file = path.join(folder, `hop-dong.${format}`);
  const growth = await growthDuring(() => new Promise<void>((resolve, reject) => {
    const cookie = [...caller.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = request(new URL('/hop-dong/xuat?sap-xep=ten', app.url), { method: 'POST', headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' } }, (answer) => {
      expect(answer.statusCode).toBe(200);
      pipeline(answer, createWriteStream(file)).then(resolve, reject);
    });
    sent.on('error', reject);
    sent.end(new URLSearchParams({ _csrf: caller.token, dang: format }).toString());
  }));
  return { file, growth };
}

test.each(['xlsx', 'csv'] as const)('300,000 contracts go out as .%s, all of them, in order, in flat memory', async (format) => {
  const { file, growth } = await takeOut(format);
  process.stdout.write(`${format}: ${String(Math.round(growth.kept / 2 ** 20))} MB more in use at most, resident memory ${String(Math.round(growth.resident / 2 ** 20))} MB\n`);
  expect(growth.kept).toBeLessThan(KEPT_BYTES);
  const numbers: string[] = [];
  if (format === 'xlsx') {
    for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(file, {})) {
      for await (const row of sheet) if (row.cellCount > 3) numbers.push(row.getCell(1).text);
    }
  } else {
    const { createInterface } = await import('node:readline');
    const { createReadStream } = await import('node:fs');
    for await (const line of createInterface({ input: createReadStream(file) })) numbers.push(line.split(',')[0] ?? '');
  }
  const names = numbers.slice(1).map((name) => Number(/(\d+)"?$/.exec(name)?.[1]));
  expect(names).toHaveLength(CONTRACTS);
  expect(names[0]).toBe(1);
  expect(names.every((number, index) => index === 0 || number > (names[index - 1] ?? 0))).toBe(true);
});
