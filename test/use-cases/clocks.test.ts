import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readClock, readClocks, settleClock, startClock, type StartClock } from '../../server/clocks/index.js';
import { dueOf } from '../../server/clocks/domain/due.js';
import { recordEvent } from '../../server/audit-trail/index.js';
import { fixedClock } from '../../server/kernel/clock.js';
import { endOfDay } from '../../server/kernel/deadlines.js';
import { calendarDay } from '../../server/kernel/calendar-day.js';
import { openLibrary, type Library } from '../../server/library/index.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { openReader, type Reader } from '../../server/platform/database/reading.js';
import { createUnitOfWork, type Transaction, type UnitOfWork } from '../../server/platform/database/transactions.js';
import { buildDutyReport } from '../builders/clocks.js';
import { buildIncident } from '../builders/incidents.js';
import { loadLibraries } from '../builders/signing.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

/** Clocks as other rooms start and stop them, within acts of their own. */
const NOW = '2026-12-07T09:00:00+07:00';
let database: TestDatabase;
let source: Awaited<ReturnType<typeof openDataSource>>;
let reader: Reader;
let work: UnitOfWork;
let library: Library;
let world: World;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow(NOW);
  await loadLibraries(database);
  world = await buildWorld(database);
  source = await openDataSource(database.appUrl, []);
  reader = openReader(database.appUrl, 4);
  work = createUnitOfWork(source, fixedClock(NOW));
  library = await openLibrary(reader);
}, 60_000);
afterAll(async () => {
  await reader.close();
  await source.destroy();
  await database.drop();
});

const rows = <Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> => reader.rows<Row>(sql, values);
/** An act of some room, with its event. */
const act = <T>(story: (tx: Transaction) => Promise<T>): Promise<T> =>
  work.run({ actorId: world.at.unit_head.id, records: null }, async (tx) => {
    const told = await story(tx);
    await recordEvent(tx, { type: 'test.acted', agencyId: world.department.id, subjects: [], facts: {} });
    return told;
  });
const clockOf = (wanted: Partial<StartClock> = {}): StartClock => ({
  clock: 'D-10', subject: { kind: 'violation-case', id: randomUUID(), title: 'VP-000001 – Dùng chung tài khoản' }, agencyId: world.department.id, contractId: null, startKind: 'sign-recorded',
  startedAt: new Date(NOW), level: 'V3', ...wanted,
});

describe('starting a clock', () => {
  test('gives the moment it is due, and the same again from what is stored', async () => {
    const wanted = clockOf();
    const started = await act((tx) => startClock(tx, { library }, wanted));
    expect(started).toMatchObject({ started: true, due: { known: true, at: endOfDay(calendarDay('2026-12-14')) } });
    const read = await readClock(rows, library, started.id);
    expect(read).toMatchObject({ clock: 'D-10', due: started.due, settledAt: null, level: 'V3', subject: wanted.subject });
    const { calendar } = library.workingCalendar();
    expect(read === undefined ? undefined : dueOf(read.rule, { kind: read.startKind, at: read.startedAt, level: read.level ?? undefined }, calendar)).toEqual(started.due);
  });

  test('happens once for a subject, whoever comes at the same moment; the start stays', async () => {
    const wanted = clockOf();
    const answers = await Promise.all([1, 2, 3, 4].map((minutes) => act((tx) => startClock(tx, { library }, { ...wanted, startedAt: new Date(new Date(NOW).getTime() - minutes * 60_000) }))));
    expect(answers.filter(({ started }) => started)).toHaveLength(1);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const [clock, ...others] = await readClocks(rows, library, [wanted.subject]);
    expect(others).toEqual([]);
    await act((tx) => startClock(tx, { library }, { ...wanted, startedAt: new Date('2026-12-01T09:00:00+07:00') }));
    expect((await readClocks(rows, library, [wanted.subject]))[0]?.startedAt).toEqual(clock?.startedAt);
  });

  test('where the holidays of a year are missing it has no date, and gets one as soon as they are entered', async () => {
    const until2026: Library = { ...library, workingCalendar: (years) => ({ ...library.workingCalendar(years), calendar: { ...library.workingCalendar(years).calendar, years: new Set([2026]) } }) };
    const wanted = clockOf({ level: 'V1' });
    await database.setNow('2026-12-28T09:00:00+07:00');
    const late = createUnitOfWork(source, fixedClock('2026-12-28T09:00:00+07:00'));
    const started = await late.run({ actorId: world.at.unit_head.id, records: null }, async (tx) => {
      await recordEvent(tx, { type: 'test.acted', agencyId: world.department.id, subjects: [], facts: {} });
      return startClock(tx, { library: until2026 }, { ...wanted, startedAt: tx.at });
    });
    await database.setNow(NOW);
    expect(started.due).toEqual({ known: false, missingYear: 2027 });
    expect((await readClock(rows, until2026, started.id))?.due).toEqual({ known: false, missingYear: 2027 });
    expect((await readClock(rows, library, started.id))?.due).toMatchObject({ known: true });
  });

  test('is part of the act: what fails takes the clock with it', async () => {
    const wanted = clockOf();
    await expect(act(async (tx) => {
      await startClock(tx, { library }, wanted);
      throw new Error('the act failed');
    })).rejects.toThrow('the act failed');
    expect(await readClocks(rows, library, [wanted.subject])).toEqual([]);
  });
});

describe('stopping a clock', () => {
  test('happens once, by a fact of its own', async () => {
    const incident = await buildIncident(database, { agency: world.department, by: world.at.it_officer });
    const report = await buildDutyReport(database, { clockId: incident.clocks['D-03'] ?? '', by: world.at.it_officer, stops: false });
    const target = { clock: 'D-03', subject: { kind: 'incident', id: incident.id } } as const;
    const fact = { kind: 'duty-report', id: report, at: new Date(NOW) } as const;
    await expect(act((tx) => settleClock(tx, target, { ...fact, id: randomUUID() }))).rejects.toMatchObject({ driverError: { constraint: 'duty_clock_stopped_by_its_fact' } });
    const answers = await Promise.all([1, 2, 3].map(() => act((tx) => settleClock(tx, target, fact))));
    expect(answers.toSorted()).toEqual([false, false, true]);
    expect((await readClocks(rows, library, [{ kind: 'incident', id: incident.id }]))[0]?.settledAt).toEqual(new Date(NOW));
  });

  test('that never started is a defect', async () => {
    const target = { clock: 'D-09', subject: { kind: 'containment', id: randomUUID() } } as const;
    await expect(act((tx) => settleClock(tx, target, { kind: 'case-notice', id: randomUUID(), at: new Date(NOW) }))).rejects.toThrow('D-09 does not run');
  });
});
