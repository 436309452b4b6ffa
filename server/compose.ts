import path from 'node:path';
import pino, { type Logger } from 'pino';
import type { Express } from 'express';
import { createApp } from './app.js';
import type { Config, DatabaseUrls } from './config.js';
import { today } from './kernel/calendar-day.js';
import { systemClock, type Clock } from './kernel/clock.js';
import { openBrowser } from './platform/browser/index.js';
import { openDataSource } from './platform/database/data-source.js';
import { pendingMigrations } from './platform/database/migrate.js';
import { openReader, type Reader } from './platform/database/reading.js';
import { tellStory } from './platform/database/story-time.js';
import { createUnitOfWork, type UnitOfWork } from './platform/database/transactions.js';
import { openJobs, type JobWork } from './platform/jobs/index.js';
import { createOutbox, createSeal, mailWorks, openPostman, readOutboxStanding, wakeWaiting } from './platform/mail/index.js';
import { openFolderStore, readSmallText } from './platform/evidence-store/index.js';
import type { Readiness } from './platform/http/health.js';
import { createExportPlaces } from './platform/http/export-places.js';
import { createFlashCarrier } from './platform/http/flash.js';
import { createKeptForms } from './platform/http/kept-forms.js';
import type { Route } from './platform/http/routes.js';
import { createCsrfGuard } from './platform/http/security.js';
import { SessionStore } from './platform/http/session-store.js';
import type { Site } from './platform/http/site.js';
import { keepMadeFiles } from './platform/http/made-files.js';
import { receiveUploads } from './platform/http/uploads.js';
import { createViews } from './platform/views/views.js';
import { createRefusalText } from './platform/http/refusal-texts.js';
import { productFolder } from './platform/startup/product-folder.js';
import type { EventTexts } from './audit-trail/index.js';
import * as access from './access-grants/index.js';
import * as clocks from './clocks/index.js';
import * as contracts from './contracts/index.js';
import * as demonstration from './demonstration/index.js';
import * as handovers from './handovers/index.js';
import * as home from './home/index.js';
import * as imports from './imports/index.js';
import * as incidents from './incidents/index.js';
import * as library from './library/index.js';
import * as people from './people/index.js';
import * as reports from './reports/index.js';
import * as records from './records/index.js';
import * as attachments from './attachments/index.js';
import * as questionnaires from './questionnaires/index.js';
import * as assessments from './risk-assessments/index.js';
import * as search from './search/index.js';
import * as signing from './signing/index.js';
import * as systems from './systems/index.js';
import * as vendors from './vendors/index.js';
import * as violations from './violations/index.js';
import { places } from './places.js';
import { eventTexts, permissions, refusalTexts, taskTexts, taskViews } from './rooms.js';

/** A running product: its HTTP application and how to bring it up and down. */
export interface Application {
  readonly app: Express;
  readonly routes: readonly Route[];
  readonly permissions: readonly people.PermissionLine[];
  readonly law: library.Library;
  /** What each audit event says in a history. */
  readonly eventTexts: EventTexts;
  /** Composes and freezes a record within a transaction of the caller's. */
  readonly prepareRecord: records.PrepareRecordStory;
  /** Whatever must stand before the first request: reference data, and outside production the demonstration. */
  prepare(): Promise<void>;
  close(): Promise<void>;
  /** One account for each role. */
  demonstrationAccounts(): Promise<{ readonly role: string; readonly login: string; readonly password: string }[]>;
}

const SWEEP_MS = 15 * 60_000;

/** Wires the product: plain calls, in the order in which the rooms build on each other. */
export async function compose(
  config: Config,
  urls: DatabaseUrls,
  clock: Clock = systemClock,
  log: Logger = pino({ level: config.logLevel }),
): Promise<Application> {
  const reader = openReader(urls.databaseUrl);
  const entities = [people.AgencyEntity, people.UserAccountEntity, ...vendors.vendorEntities, ...systems.systemEntities, contracts.ContractEntity, contracts.ContractAmendmentEntity];
  const source = await openDataSource(urls.databaseUrl, entities);
  const work = createUnitOfWork(source, clock);
  const evidence = await openFolderStore({ dataDir: config.dataDir });
  const browser = openBrowser({
    dataDir: config.dataDir,
    chromiumPath: config.chromiumPath,
    report: ({ kind, pid, error }) => (kind === 'started' ? log.info({ pid }, 'chromium started') : log.error({ pid, err: error }, `chromium: ${kind}`)),
  });
  const law = await loadLaw(urls, reader);
  const jobs = await openJobs(urls.databaseUrl, (error, queue) => log.error({ err: error, queue }, 'background work failed'));
  const letterSeal = createSeal(config.sessionSecret);
  const postman = config.mail === undefined ? undefined : openPostman(config.mail);
  const outbox = createOutbox({ jobs, seal: letterSeal, settings: config.mail });

  const principalOf = people.createPrincipalReader(clock, permissions);
  const rolesThatMay = (action: string, subject: string): string[] => people.rolesThatMay(permissions, action, subject).map((role) => people.roleNames[role]);
  const regulation = people.createKnownRegulation(reader);
  const refusalText = createRefusalText(refusalTexts, () => regulation.current());

  const peopleReadings = people.createPeopleReadings(reader);
  const contractLibrary = contracts.libraryChoices(law);
  const prepareRecord = records.createPrepareRecord({ library: () => law, regulation: () => regulation.current(), jobs });
  const signersOf = (agencyId: string): ReturnType<typeof people.readSigners> => people.readSigners(reader, agencyId);
  /** Where the assessments of a contract are. */
  const assessmentHref = assessments.assessmentPaths.ofContract;
  /** The use cases of the rooms: over the pools for requests, over one open transaction and in its time for the demonstration. */
  const openRooms = (from: Reader, within: UnitOfWork, clock: Clock) => {
    const peopleUseCases = people.createPeopleUseCases({ reader: from, work: within, rolesThatMay, regulation });
    const contractUseCases = contracts.createContractUseCases({
      reader: from,
      work: within,
      rolesThatMay,
      today: () => today(clock),
      reviewDays: () => contractLibrary.reviewDays(today(clock)),
    });
    const vendorUseCases = vendors.createVendorUseCases({
      reader: from,
      work: within,
      clock,
      rolesThatMay,
      contractsOfVendor: contracts.contractsOfVendor(contractUseCases),
      whatRefersTo: contracts.contractsReferringTo(contractUseCases, 'vendor'),
    });
    const systemUseCases = systems.createSystemUseCases({
      reader: from,
      work: within,
      clock,
      library: () => law,
      rolesThatMay,
      contractsOfSystem: contracts.contractsOfSystem(contractUseCases),
      whatRefersToSystem: contracts.contractsReferringTo(contractUseCases, 'system'),
      regulation: () => regulation.current(),
    });
    const signingUseCases = signing.openSigning({
      reader: from,
      work: within,
      rolesThatMay,
      today: () => today(clock),
      library: () => law,
      regulation: () => regulation.current(),
      contracts: contractUseCases,
      prepareRecord,
      keepFile: keepMadeFiles(evidence),
    });
    const assessmentUseCases = assessments.createRiskAssessmentUseCases({
      reader: from,
      work: within,
      rolesThatMay,
      today: () => today(clock),
      library: () => law,
      prepareRecord,
      composeRecord: assessments.assessmentRecords,
      vendorAnswers: async (id) => (await questionnaireRoom.answersForAssessment(id))?.answers ?? [],
    });
    const accessUseCases = access.openAccessRoom({
      reader: from,
      work: within,
      clock,
      rolesThatMay,
      library: () => law,
      regulation: () => regulation.current(),
      contracts: contractUseCases,
      prepareRecord,
      outbox,
    });
    const clockUseCases = clocks.createClockUseCases({ reader: from, work: within, clock, rolesThatMay, library: () => law });
    const incidentUseCases = incidents.openIncidentRoom({ reader: from, work: within, clock, rolesThatMay, library: () => law, regulation: () => regulation.current(), prepareRecord });
    const violationUseCases = violations.openViolationRoom({ reader: from, work: within, clock, rolesThatMay, library: () => law, regulation: () => regulation.current(), prepareRecord, outbox });
    const handoverUseCases = handovers.openHandoverRoom({ reader: from, work: within, clock, rolesThatMay, library: () => law, regulation: () => regulation.current(), prepareRecord });
    const reviews = handovers.createEvidenceReview({ reader: from, work: within, check: handovers.createEvidenceCheck({ reader: from, work: within, evidence }), rolesThatMay });
    return { handovers: handoverUseCases, reviews, violations: violationUseCases, clocks: clockUseCases, incidents: incidentUseCases, people: peopleUseCases, contracts: contractUseCases, vendors: vendorUseCases, systems: systemUseCases, assessments: assessmentUseCases, signing: signingUseCases, access: accessUseCases };
  };
  const { handovers: handoverUseCases, violations: violationUseCases, clocks: clockUseCases, incidents: incidentUseCases, people: peopleUseCases, contracts: contractUseCases, vendors: vendorUseCases, systems: systemUseCases, assessments: assessmentUseCases, signing: signingUseCases, access: accessUseCases } =
    openRooms(reader, work, clock);
  const accessReaders = access.accessReaders(accessUseCases);
  const violationReaders = violations.violationReaders(violationUseCases);
  const handoverReaders = handovers.handoverReaders(handoverUseCases);
  /** The vendor's link, large files, and whether stored files are what they were. */
  const handoverFiles = handovers.openHandoverFiles({ reader, work, clock, evidence, outbox, publicUrl: config.publicUrl, rolesThatMay });
  /** Where the subjects of clocks are. */
  const clockSubjectHref: clocks.ClockPorts['subjectHref'] = {
    incident: incidents.incidentPaths.incident, 'violation-case': violations.violationPaths.case, containment: violations.violationPaths.containment,
  };
  const tasks = home.createTasks(reader, taskViews);

  const views = createViews({ folders: [path.join(productFolder, 'templates')], clientFolder: path.join(productFolder, 'client'), cache: config.environment !== 'development' });
  const recordRoom = records.openRecordRoom({
    reader, work, clock, library: () => law, jobs, evidence, browser, views, rolesThatMay,
    clerkRole: people.roleNames.records_clerk,
    // Rooms whose subjects have records add: who may read the subject, where its page is, where a correction is composed.
    readers: { contract: (principal, id) => contractUseCases.mayExamine(principal, id), 'risk-assessment': (principal, id) => assessmentUseCases.mayExamine(principal, id), ...accessReaders.records, incident: incidentUseCases.mayRead, ...violationReaders.records, ...handoverReaders.records },
    ports: { subjectHref: { contract: contracts.contractPaths.contract, 'risk-assessment': assessments.assessmentPaths.assessment, ...access.accessSubjectHref, incident: incidents.incidentPaths.incident, ...violations.violationSubjectHref, ...handovers.handoverSubjectHref }, replaceHref: {} },
  });

  const importRoom = imports.openImportRoom({
    reader, work, clock, evidence, jobs, rolesThatMay, contractLibrary,
    scratchFolder: path.join(config.dataDir, 'tmp'),
    principal: (userId) => people.readPrincipalById(reader, principalOf, userId),
    reviewDays: () => contractLibrary.reviewDays(today(clock)),
    systemWords: systemUseCases.words,
    largestMegabytes: config.maxUploadMegabytes,
  });

  // Made or found by prepare(), and never changed afterwards.
  let shown: people.Demonstration | undefined;

  const questionnaireRoom = questionnaires.createQuestionnaireRoom({
    reader, work, clock, rolesThatMay, outbox, library: () => law, publicUrl: config.publicUrl, eventTexts: () => eventTexts,
  });

  const routes: readonly Route[] = [
    ...people.sessionRoutes(peopleUseCases),
    ...library.libraryRoutes(law, () => today(clock)),
    ...people.administrationRoutes(peopleUseCases, peopleReadings, clock, [{ label: 'Hợp đồng được đánh giá rủi ro rút gọn', href: assessments.shortPathSettingPath }, { label: 'Nhắc trước khi hợp đồng hết thời hạn', href: handovers.noticesPath }]),
    ...people.outboxRoutes(() => readOutboxStanding(reader), outbox.configured),
    ...vendors.vendorRoutes(vendorUseCases, { laterLinks: violations.vendorLinks }),
    ...systems.systemRoutes(systemUseCases, people.roleNames.it_officer, (principal, { id }) => violations.violationActsFrom(principal, { kind: 'system', id })),
    ...contracts.entryRoutes(contractUseCases, contractLibrary),
    ...contracts.spendingRoutes(contractUseCases, contractLibrary),
    ...contracts.changeRoutes(contractUseCases, contractLibrary, rolesThatMay),
    ...contracts.transferRoutes(contractUseCases, { rolesThatMay, signers: (agencyId) => people.readSigners(reader, agencyId) }),
    ...contracts.contractRoutes(contractUseCases, { library: contractLibrary, eventTexts: () => eventTexts, chapters: [signing.signingChapter(assessmentHref), access.accessChapter(clock), incidents.incidentChapter(), violations.violationChapter({ regulation: () => regulation.current() }), handovers.closingChapter()], laterActs: (principal, contract) => [...questionnaires.questionnaireActs(principal, contract), ...incidents.incidentActs(principal, contract), ...violations.violationActs(principal, contract), ...handovers.handoverActs(principal, contract)] }),
    ...assessments.riskAssessmentRoutes(assessmentUseCases, { signers: signersOf, regulation: () => regulation.current(), eventTexts: () => eventTexts, laterActs: questionnaires.questionnaireActs }),
    ...signing.signingRoutes(signingUseCases, { signers: signersOf, regulation: () => regulation.current(), assessmentHref }),
    ...access.accessRoutes(accessUseCases, { signers: signersOf, eventTexts: () => eventTexts, laterActs: violations.violationActsFrom }),
    ...clocks.clockRoutes(clockUseCases, { subjectHref: clockSubjectHref, eventTexts: () => eventTexts }),
    ...incidents.incidentRoutes(incidentUseCases, { eventTexts: () => eventTexts, caseHref: clockSubjectHref['violation-case'], laterActs: (principal, { id, agencyId }) => violations.violationActsFrom(principal, { kind: 'incident', id, agencyId }) }),
    ...violations.violationRoutes(violationUseCases, {
      signers: signersOf, eventTexts: () => eventTexts,
      vendorOf: (principal, id) => vendorUseCases.readVendor(principal, id),
      clocksOf: ({ id, containment, incidents: linked }) =>
        clocks.readClocks((sql, values) => reader.rows(sql, values), law, [
          { kind: 'violation-case', id },
          ...(containment === null ? [] : [{ kind: 'containment' as const, id: containment.id }]),
          ...linked.map((incident) => ({ kind: 'incident' as const, id: incident.id })),
        ]),
    }),
    ...handoverFiles.routes,
    ...handovers.handoverRoutes(handoverUseCases, { eventTexts: () => eventTexts, regulation: () => regulation.current(), textOf: (sha256) => readSmallText(evidence, sha256),
      laterLinks: {
        ofClosing: ({ id }, may) => [{ href: handovers.reviewPaths.list(id), text: 'Minh chứng bàn giao' }, ...(may('send-link') ? [{ href: handovers.linkPaths.send(id), text: 'Đường liên kết của bên cung cấp' }] : [])],
        ofItem: ({ id }) => [{ href: handovers.reviewPaths.subject('item', id), text: 'Xem minh chứng' }],
      },
    }),
    ...questionnaireRoom.routes,
    ...attachments.attachmentRoutes((id) => attachments.readAttachment(reader, id), {
      ...vendorUseCases.attachmentReaders,
      ...questionnaireRoom.attachmentReaders,
      ...accessReaders.attachments,
      ...clockUseCases.attachmentReaders,
      ...incidentUseCases.attachmentReaders,
      ...violationReaders.attachments,
      ...handoverReaders.attachments,
      delegation: (principal, id) => peopleReadings.mayReadDelegation(principal, id),
      system: (principal, id) => systemUseCases.mayExamine(principal, id),
      contract: (principal, id) => contractUseCases.mayExamine(principal, id),
      record: recordRoom.mayRead,
      'risk-assessment': (principal, id) => assessmentUseCases.mayExamine(principal, id),
    }),
    ...recordRoom.routes,
    ...importRoom.routes,
    ...search.searchRoutesOver(reader, [
      { sql: contracts.contractSearchSql, words: contracts.contractSearchWords },
      { sql: systems.systemSearchSql, words: systems.systemSearchWords },
      { sql: vendors.vendorSearchSql, words: vendors.vendorSearchWords },
      { sql: vendors.vendorPersonSearchSql, words: vendors.vendorPersonSearchWords },
      { sql: systems.dataAssetSearchSql, words: systems.dataAssetSearchWords },
    ]),
    ...reports.reconciliationRoutes(reports.createReconciliation({ reader, work, evidence, rolesThatMay })),
    ...home.homeRoutes({
      clock,
      tasks,
      taskTexts,
      news: async (principal) => {
        const [ofSystems, ofContracts] = await Promise.all([systems.readSystemNews(reader, clock, principal), contracts.readContractNews(reader, clock, principal)]);
        const news = [...systems.presentSystemNews(ofSystems), ...contracts.presentContractNews(ofContracts)];
        return news.toSorted((one, other) => other.at.getTime() - one.at.getTime());
      },
      tour: async (principal) => (shown === undefined ? undefined : demonstration.tourFor(principal, shown.subjects)),
      roleName: (role) => (people.isRole(role) ? people.roleNames[role] : role),
    }),
  ];

  /** What is done in the background; each room says how. */
  const works: readonly JobWork[] = [...mailWorks({ reader, seal: letterSeal, postman }), ...recordRoom.works, ...importRoom.works, ...handoverFiles.works];
  await jobs.declare(works);

  const site: Site = {
    views,
    csrf: createCsrfGuard(config.sessionSecret, config.cookieSecure),
    flash: createFlashCarrier(config.sessionSecret, config.cookieSecure),
    sessions: new SessionStore({ reader, clock, idleMinutes: config.sessionIdleMinutes, personSql: people.personSql }),
    keptForms: createKeptForms(reader),
    log,
    principalOf: (identity, chosenAgency) => (identity.person === undefined ? undefined : principalOf(identity.person, chosenAgency)),
    rolesThatMay,
    navigation: home.createNavigation(places),
    todoCount: (principal) => tasks.count(principal),
    standingAlerts: contracts.createStandingAlerts(contractUseCases, [access.accessAlerts(clock), violations.violationAlerts({ regulation: () => regulation.current() })]),
    acted: (userId) => tasks.forgetCount(userId),
    refusalText,
    receiveFiles: (accept) => receiveUploads(evidence, {
      maxFileBytes: config.maxUploadMegabytes * 2 ** 20,
      accept,
      report: (error) => log.error({ err: error }, 'an uploaded file could not be kept'),
    }),
    sendFile: handoverFiles.sendFile,
    demonstration: () => shown !== undefined,
    exportPlaces: createExportPlaces(),
    recordExport: people.createRecordExport(work),
    searchAvailable: true,
  };

  const readiness: Readiness = {
    database: async () => (await reader.row('SELECT 1 AS ok')) !== undefined,
    migrations: async () => (await pendingMigrations((await reader.rows<{ name: string }>('SELECT name FROM migrations')).map(({ name }) => name))) === 0,
    browser: () => browser.ready(),
    storage: async () => (await evidence.probe()).ready,
  };

  const sweep = setInterval(() => {
    regulation.refresh().catch((error: unknown) => log.warn({ err: error }, 'the regulation setting was not read'));
    handoverFiles.uploads.sweep().catch((error: unknown) => log.warn({ err: error }, 'uploads left lying were not swept'));
    handoverFiles.check.wake(jobs).catch((error: unknown) => log.warn({ err: error }, 'the check of stored files was not begun'));
    importRoom.sweep().catch((error: unknown) => log.warn({ err: error }, 'imports left lying were not swept'));
    site.sessions.sweep().catch((error: unknown) => log.warn({ err: error }, 'sessions were not swept'));
    work.run({ actorId: null, records: [] }, (tx) => wakeWaiting(tx, jobs)).catch((error: unknown) => log.warn({ err: error }, 'waiting mail was not looked at'));
  }, SWEEP_MS);
  sweep.unref();

  return {
    app: createApp(config, site, readiness, routes),
    routes,
    permissions,
    law,
    eventTexts,
    prepareRecord,
    prepare: async () => {
      await people.loadAgencies(work, path.join(productFolder, 'seeds', 'agencies', 'hai-phong.yaml'));
      await regulation.refresh();
      if (config.demonstration) {
        await demonstration.makeDemonstration({ tell: (context, story) => tellStory(urls.databaseOwnerUrl, entities, clock, context, story), reader, evidence, principalOf: (time) => people.createPrincipalReader(time, permissions), openRooms, documents: path.join(productFolder, 'seeds', 'demonstration', 'files') });
      }
      shown = await people.readDemonstration(reader);
      await jobs.work();
    },
    async close() {
      clearInterval(sweep);
      await jobs.close();
      postman?.close();
      await browser.close();
      await source.destroy();
      await reader.close();
    },
    demonstrationAccounts: async () =>
      people.firstOfEachRole(await peopleUseCases.demonstrationAccounts()).map(({ role, login, password }) => ({ role: people.roleNames[role], login, password })),
  };
}

/** Brings new library versions in (as the owner, who alone may) and opens the library. */
async function loadLaw(urls: DatabaseUrls, reader: Reader): Promise<library.Library> {
  const owner = openReader(urls.databaseOwnerUrl, 1);
  try {
    await library.loadLibraryFiles(owner, path.join(productFolder, 'seeds', 'library'));
  } finally {
    await owner.close();
  }
  return library.openLibrary(reader);
}
