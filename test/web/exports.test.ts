import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Agent, request as httpRequest } from 'node:http';
import ExcelJS from 'exceljs';
import { load } from 'cheerio';
import pg from 'pg';
import { buildPlannedContract, buildTransitionalContract } from '../builders/contracts.js';
import { buildVendor } from '../builders/vendors.js';
import { buildPerson, buildWorld, giveRole, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { Caller } from './callers.js';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  const by = world.at.procurement_officer;
  const vendor = await buildVendor(app.database, { by, name: 'Công ty Minh Họa Một' });
  await buildTransitionalContract(app.database, { agency: world.department, by, vendor, name: 'Thuê máy chủ', number: '007', value: 1_234_567_890n, startsOn: '2025-07-01', endsOn: '2027-06-30' });
  for (const name of ['=HYPERLINK("http://noi-khac.example";"x")', '+84 225', '@SUM(A1)', '-1+1', 'Ân cần', 'Ẩn số']) {
    await buildPlannedContract(app.database, { agency: world.department, by, name });
  }
  for (let number = 1; number <= 30; number += 1) await buildPlannedContract(app.database, { agency: world.ward, by: world.atWard.procurement_officer, name: `Hợp đồng phường ${number}` });
});
afterAll(() => app.close());

interface Taken {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Takes a view out as a browser does: the form beside the register, whose bytes come back as they are. */
function takeOut(caller: Caller, address: string, format: 'xlsx' | 'csv'): Promise<Taken> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(new URL(address, app.url), { method: 'POST', headers: headersOf(caller) }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(pieces) }));
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(new URLSearchParams({ _csrf: caller.token, dang: format }).toString());
  });
}

function headersOf(caller: Caller): Record<string, string> {
  return { cookie: [...caller.cookies].map(([name, value]) => `${name}=${value}`).join('; '), 'content-type': 'application/x-www-form-urlencoded' };
}

async function workbookOf(taken: Taken): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  const bytes = new ArrayBuffer(taken.body.length);
  new Uint8Array(bytes).set(taken.body);
  await workbook.xlsx.load(bytes);
  return workbook;
}

/** The values of a sheet by row, the header first. */
function rowsOf(workbook: ExcelJS.Workbook, name = 'Danh sách'): ExcelJS.CellValue[][] {
  const rows: ExcelJS.CellValue[][] = [];
  workbook.getWorksheet(name)?.eachRow({ includeEmpty: false }, (row) => {
    rows.push(Array.from({ length: row.cellCount }, (_, index) => row.getCell(index + 1).value));
  });
  return rows;
}

describe('a register taken out', () => {
  test('keeps the types of its columns, names the header plainly and says beside the list who took what', async () => {
    const officer = await Caller.signedIn(app, world.at.procurement_officer);
    const taken = await takeOut(officer, '/hop-dong/xuat?giai-doan=active&sap-xep=-gia-tri', 'xlsx');
    expect([taken.status, taken.headers['content-disposition'], taken.headers['cache-control']]).toEqual([200, 'attachment; filename="hop-dong-2026-11-20.xlsx"', 'no-store']);
    const workbook = await workbookOf(taken);
    const [header = [], row = []] = rowsOf(workbook);
    const cell = (title: string) => row[header.indexOf(title)];
    expect(header).toEqual(['Tên hợp đồng', 'Mã gói thầu', 'Số hợp đồng', 'Bên cung cấp', 'Giai đoạn', 'Giá trị', 'Ngày ký', 'Kết thúc']);
    expect([cell('Tên hợp đồng'), cell('Số hợp đồng'), cell('Bên cung cấp'), cell('Giai đoạn'), cell('Giá trị')]).toEqual(['Thuê máy chủ', '007', 'Công ty Minh Họa Một', 'Đang thực hiện', 1_234_567_890]);
    expect(cell('Ngày ký')).toEqual(new Date('2025-06-15T00:00:00Z'));
    expect(rowsOf(workbook)).toHaveLength(2);
    const origin = rowsOf(workbook, 'Thông tin').flat().map(String).join(' | ');
    for (const part of [world.at.procurement_officer.fullName, world.department.name, '20/11/2026', 'Giai đoạn: Đang thực hiện', 'Giá trị, giảm dần', 'Số dòng | 1']) expect(origin).toContain(part);
  });

  test('is exactly the view: every page, its filter, its order', async () => {
    const officer = await Caller.signedIn(app, world.atWard.procurement_officer);
    const taken = await takeOut(officer, '/hop-dong/xuat?q=hop+dong+phuong&sap-xep=-ten&trang=2', 'xlsx');
    const names = rowsOf(await workbookOf(taken)).slice(1).map(([name]) => name);
    const shown: string[] = [];
    for (const page of [1, 2]) {
      const register = load((await officer.get(`/hop-dong?q=hop+dong+phuong&sap-xep=-ten&trang=${page}`)).text);
      register('tbody th a').each((_, link) => void shown.push(register(link).text()));
    }
    expect(names).toHaveLength(30);
    expect(names).toEqual(shown);
    const filtered = rowsOf(await workbookOf(await takeOut(officer, '/hop-dong/xuat?q=phuong+30', 'xlsx')));
    expect(filtered.slice(1).map(([name]) => name)).toEqual(['Hợp đồng phường 30']);
  });

  test('runs nothing: what begins like a formula is text in .xlsx and is disarmed in .csv', async () => {
    const officer = await Caller.signedIn(app, world.at.procurement_officer);
    const workbook = await workbookOf(await takeOut(officer, '/hop-dong/xuat?giai-doan=planned', 'xlsx'));
    const names = rowsOf(workbook).slice(1).map(([name]) => name);
    expect(names).toEqual(expect.arrayContaining(['=HYPERLINK("http://noi-khac.example";"x")', '+84 225', '@SUM(A1)', '-1+1']));
    const csv = (await takeOut(officer, '/hop-dong/xuat?giai-doan=planned', 'csv')).body.toString('utf8');
    const firstCells = csv.split('\r\n').slice(1).map((line) => line.replace(/^"/, ''));
    expect(firstCells.filter((text) => /^[=+@-]/.test(text))).toEqual([]);
    expect(csv.startsWith('\uFEFF')).toBe(true);
  });

  test('is recorded with its count before it leaves; what was typed stands beside the hashed bytes only', async () => {
    const officer = await Caller.signedIn(app, world.at.procurement_officer);
    await takeOut(officer, '/hop-dong/xuat?giai-doan=planned&q=an', 'csv');
    const [event] = await app.database.asOwner<{ facts: string; agency_id: string; label: string }>(
      `SELECT convert_from(e.canonical, 'UTF8') AS facts, e.agency_id, l.label FROM audit_event e JOIN audit_event_label l ON l.event_id = e.id
        WHERE e.type = 'register.exported' ORDER BY e.id DESC LIMIT 1`,
    );
    expect(JSON.parse(event?.facts ?? '{}')).toMatchObject({ type: 'register.exported', facts: { register: 'hop-dong', format: 'csv', rows: 2, filters: { 'Giai đoạn': 'Dự kiến' } } });
    expect([event?.agency_id, event?.label]).toEqual([world.department.id, 'an']);
    const administrator = await Caller.signedIn(app, world.at.administrator);
    expect((await administrator.get(`/quan-tri/nguoi-dung/${world.at.procurement_officer.id}`)).text).toContain('xuất danh sách “Hợp đồng thuê dịch vụ công nghệ thông tin” ra tệp .csv: 2 dòng');
  });
});

describe('what a role may see', () => {
  test.each([
    ['procurement_officer', 7], ['it_officer', 7], ['unit_head', 7], ['auditor', 7], ['records_clerk', 7], ['city_oversight', 37],
  ] as const)('%s takes out %i contracts, as many as the register counts', async (role, count) => {
    const caller = await Caller.signedIn(app, world.at[role]);
    const rows = rowsOf(await workbookOf(await takeOut(caller, '/hop-dong/xuat', 'xlsx')));
    expect(rows.length - 1).toBe(count);
    expect(load((await caller.get('/hop-dong')).text)('.register__count').text()).toBe(`Có ${count} hợp đồng`);
  });

  test('the administrator takes out people and agencies, and no business', async () => {
    const administrator = await Caller.signedIn(app, world.at.administrator);
    const people = rowsOf(await workbookOf(await takeOut(administrator, '/quan-tri/nguoi-dung/xuat?q=nguoi', 'xlsx')));
    expect(people.length).toBeGreaterThan(10);
    expect((await takeOut(administrator, '/hop-dong/xuat', 'xlsx')).status).toBe(403);
  });

  test('every register shows where it is taken out, and only to be posted', async () => {
    const callers = { administrator: await Caller.signedIn(app, world.at.administrator), city: await Caller.signedIn(app, world.at.city_oversight) };
    for (const [caller, path] of [[callers.city, '/hop-dong'], [callers.city, '/ben-cung-cap'], [callers.administrator, '/quan-tri/co-quan'], [callers.administrator, '/quan-tri/nguoi-dung']] as const) {
      const form = load((await caller.get(`${path}?q=a`)).text)('form.register__exports');
      expect([path, form.attr('action'), form.attr('method')]).toEqual([path, `${path}/xuat?q=a`, 'post']);
      expect((await caller.get(`${path}/xuat`)).status).toBe(404);
    }
  });
});

describe('too much at once', () => {
  let caller: Caller;
  let agent: Agent;
  beforeAll(async () => {
    const person = await buildPerson(app.database, { login: 'xuat-nhieu' });
    await giveRole(app.database, { person, role: 'city_oversight', agency: world.city, withSubtree: true, by: world.at.administrator });
    caller = await Caller.signedIn(app, person);
    agent = new Agent();
  });
  afterAll(() => agent.destroy());

  test('a third list of one person waits until one of two is through', async () => {
    const release = await hold('LOCK TABLE audit_event IN SHARE MODE');
    const waiting = [0, 1].map(() => openPost(caller, agent));
    try {
      await until(async () => (await waitingStatements()) === 2);
      const third = await takeOut(caller, '/hop-dong/xuat', 'xlsx');
      expect([third.status, third.body.toString('utf8')]).toEqual([429, expect.stringContaining('Đang có danh sách khác được xuất')]);
    } finally {
      await release();
    }
    for (const request of waiting) request.destroy();
    await until(async () => (await takeOut(caller, '/hop-dong/xuat', 'csv')).status === 200);
    expect(app.loggedErrors).toEqual([]);
  });

  test('a reader who goes away stops the statement that reads for them', async () => {
    const release = await hold('LOCK TABLE contract IN ACCESS EXCLUSIVE MODE');
    const waiting = openPost(caller, agent);
    try {
      await until(async () => (await waitingStatements()) === 1);
      waiting.destroy();
      await until(async () => (await waitingStatements()) === 0);
    } finally {
      await release();
    }
    expect(app.loggedErrors).toEqual([]);
  });

  function openPost(caller: Caller, agent: Agent): ReturnType<typeof httpRequest> {
    const sent = httpRequest(new URL('/hop-dong/xuat', app.url), { method: 'POST', headers: headersOf(caller), agent });
    sent.on('error', () => undefined);
    sent.end(new URLSearchParams({ _csrf: caller.token, dang: 'xlsx' }).toString());
    return sent;
  }

  /** Locks something that the export needs, so that it stays under way. */
  async function hold(lock: string): Promise<() => Promise<void>> {
    const holder = new pg.Client({ connectionString: app.database.ownerUrl });
    await holder.connect();
    await holder.query(`BEGIN; ${lock}`);
    return async () => {
      await holder.query('ROLLBACK');
      await holder.end();
    };
  }

  async function waitingStatements(): Promise<number> {
    const [row] = await app.database.asOwner<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE d.datname = current_database() AND NOT l.granted`,
    );
    return row?.waiting ?? 0;
  }

  async function until(fact: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      if (await fact()) return;
      await new Promise((resolve) => {
        setTimeout(resolve, 25);
      });
    }
    throw new Error('it did not come about within five seconds');
  }
});
