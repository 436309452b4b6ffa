import { createAccessUseCases, type AccessUseCases, accessRecords } from '../../server/access-grants/index.js';
import { ContractAmendmentEntity, ContractEntity, createContractUseCases } from '../../server/contracts/index.js';
import { today } from '../../server/kernel/calendar-day.js';
import { fixedClock, systemClock, type FixedClock } from '../../server/kernel/clock.js';
import { openLibrary, type Library } from '../../server/library/index.js';
import { createPrincipalReader, readPrincipal } from '../../server/people/index.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { openReader, type Reader } from '../../server/platform/database/reading.js';
import { createUnitOfWork, type ActContext, type UnitOfWork } from '../../server/platform/database/transactions.js';
import type { Principal } from '../../server/platform/http/principal.js';
import type { StoredFile } from '../../server/platform/http/uploads.js';
import { createOutbox, createSeal } from '../../server/platform/mail/index.js';
import { createPrepareRecord } from '../../server/records/index.js';
import { permissions } from '../../server/rooms.js';
import { openViolationRoom, violationPermissions, type ViolationUseCases } from '../../server/violations/index.js';
import type { ViolationNeeds } from '../../server/violations/index.js';
import { loadLibraries } from '../builders/signing.js';
import { buildWorld, type BuiltPerson, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

/** Monday morning, in office hours. */
export const MORNING = '2026-12-07T09:00:00+07:00';

/** The rooms of access and of violations over a database of a test's own, without pages. */
export interface ViolationScene {
  readonly database: TestDatabase;
  readonly world: World;
  readonly clock: FixedClock;
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly library: Library;
  readonly violations: ViolationUseCases;
  readonly access: AccessUseCases;
  /** The room over another unit of work: one that fails where a test wants it to. */
  violationsOver(work: UnitOfWork): ViolationUseCases;
  /** Puts both clocks on an instant. */
  setNow(iso: string): Promise<void>;
  principal(person: Pick<BuiltPerson, 'login'>): Promise<Principal>;
  close(): Promise<void>;
}

/** @param options.running both clocks run, for what happens at the same moment */
export async function openViolationScene(options: { readonly running?: boolean; readonly connections?: number } = {}): Promise<ViolationScene> {
  const database = await openTestDatabase();
  await database.setNow(MORNING);
  await loadLibraries(database);
  const world = await buildWorld(database);
  const clock = fixedClock(MORNING);
  const told = options.running === true ? systemClock : clock;
  const reader = openReader(database.appUrl, 4);
  const source = await openDataSource(database.appUrl, [ContractEntity, ContractAmendmentEntity], options.connections ?? 4);
  const work = createUnitOfWork(source, told);
  const library = await openLibrary(reader);
  const lines = [...permissions, ...violationPermissions];
  const principalOf = createPrincipalReader(told, lines);
  // Jobs are rows of another schema; what is done in the background is no part of these acts.
  const jobs = { enqueue: (): Promise<void> => Promise.resolve() };
  const regulation = (): { readonly issued: false } => ({ issued: false });
  const outbox = createOutbox({ jobs, seal: createSeal('for-tests-only-for-tests-only-for-tests-only'), settings: { smtpUrl: 'smtp://127.0.0.1:2525', from: 'Điều 6 <dieu6@example.vn>' } });
  const prepareRecord = createPrepareRecord({ library: () => library, regulation, jobs });
  const rolesThatMay = (): string[] => ['Thủ trưởng đơn vị'];
  const needsOver = (within: UnitOfWork): Omit<ViolationNeeds, 'composeRecord' | 'composeAccessRecord'> => ({
    reader, work: within, clock: told, rolesThatMay, library: () => library, regulation, prepareRecord, outbox,
  });
  const contracts = createContractUseCases({ reader, work, rolesThatMay, today: () => today(told), reviewDays: () => 90 });
  return {
    database, world, clock, reader, work, library,
    violations: openViolationRoom(needsOver(work)),
    access: createAccessUseCases({ ...needsOver(work), contracts, composeRecord: accessRecords }),
    violationsOver: (within) => openViolationRoom(needsOver(within)),
    async setNow(iso) {
      clock.set(iso);
      await database.setNow(iso);
    },
    principal: (person) => readPrincipal(reader, principalOf, person.login),
    async close() {
      await source.destroy();
      await reader.close();
      await database.drop();
    },
  };
}

/** What the routes of the acts declare. */
export function acting(person: Pick<BuiltPerson, 'id'>): ActContext {
  return { actorId: person.id, records: null };
}

let files = 0;

/** A file as a form brings it, kept in the evidence store. */
export function storedFile(name = 'minh-chung.pdf'): StoredFile {
  files += 1;
  return { field: 'file', name, sha256: files.toString(16).padStart(64, '0'), size: 1_234, mediaType: 'application/pdf' };
}
