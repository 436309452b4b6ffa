import { addDays, today } from '../../kernel/calendar-day.js';
import type { Clock } from '../../kernel/clock.js';
import { hasNoAccounts, markDemonstration, readDemonstration, readPrincipal, type createPrincipalReader } from '../../people/index.js';
import { joinTransaction, readWithin } from '../../platform/database/joining.js';
import type { Reader } from '../../platform/database/reading.js';
import type { StoryTime } from '../../platform/database/story-time.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { EvidenceStore } from '../../platform/evidence-store/index.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { keepDocuments, type DocumentName } from './documents.js';
import type { Rooms, Stage } from './stage.js';
import type { Subjects } from './subjects.js';
import { askForAccess, grantAccess, lockEmergencyAccount } from './story/access.js';
import { openAgencies } from './story/agencies.js';
import { recordCommitments } from './story/commitments.js';
import { enterContracts } from './story/contracts.js';
import { beginHandover } from './story/handover.js';
import { appointAdministrator, idOf, offeredAccounts, openAccounts } from './story/people.js';
import { prepareSigning } from './story/signing.js';
import { mergeFormerWard } from './story/succession.js';
import { registerSystems } from './story/systems.js';
import { registerVendors } from './story/vendors.js';
import { openViolation } from './story/violation.js';

export interface DemonstrationNeeds {
  /** One transaction in which days can be told that are past. */
  readonly tell: <T>(context: ActContext, story: (tx: Transaction, time: StoryTime) => Promise<T>) => Promise<T>;
  readonly reader: Reader;
  readonly evidence: EvidenceStore;
  readonly principalOf: (clock: Clock) => ReturnType<typeof createPrincipalReader>;
  /** The rooms over a reader, a unit of work and a time of one's own. */
  readonly openRooms: (reader: Reader, work: UnitOfWork, clock: Clock) => Rooms;
  /** Where the invented papers lie. */
  readonly documents: string;
}

const MAKING_DEMONSTRATION = 662_009;

/** The emergency that nobody has reviewed yet was opened this long before the first start; four hours are left to review it. */
const EMERGENCY_HOURS_BEFORE = 20;
const LOCKED_HOURS_BEFORE = 15;

/**
 * Fills an installation that nobody has an account on with an invented story, told through the use cases by the people in it, so that every wall and
 * every audit event holds. One transaction: a process killed in the middle leaves nothing, and the next start tells it anew; of two starts at
 * once one waits and finds it made.
 * @returns whether it was made now
 * @throws whatever a use case refuses: then the story contradicts the product, and nothing of it stays
 */
export async function makeDemonstration(needs: DemonstrationNeeds): Promise<boolean> {
  if (!(await isWanted(needs.reader))) return false;
  const documents = await keepDocuments(needs.evidence, needs.documents);
  return needs.tell({ actorId: null, records: ['demonstration.made'] }, async (tx, time) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [MAKING_DEMONSTRATION]);
    if (!(await isWanted(readWithin(tx)))) return false;
    await tellChapters(stageOn(tx, time, needs, documents), time);
    return true;
  });
}

async function isWanted(reader: Reader): Promise<boolean> {
  return (await readDemonstration(reader)) === undefined && (await hasNoAccounts(reader));
}

/** The chapters in their order; each stands on what those before it have made. The first of them happened the day before. */
async function tellChapters(stage: Stage, time: StoryTime): Promise<void> {
  await time.goBack(EMERGENCY_HOURS_BEFORE);
  await appointAdministrator(stage, time);
  const agencies = await openAgencies(stage);
  const people = await openAccounts(stage, agencies);
  const vendors = await registerVendors(stage);
  const systems = await registerSystems(stage, agencies);
  const contracts = await enterContracts(stage, { agencies, people, vendors, systems });
  await prepareSigning(stage, contracts.website);
  await recordCommitments(stage, vendors, contracts);
  const emergency = await grantAccess(stage, { people, vendors, systems, contracts });
  await time.goBack(LOCKED_HOURS_BEFORE);
  await lockEmergencyAccount(stage, emergency);
  await time.comeBack();
  await askForAccess(stage, { people, vendors, systems, contracts });
  const violation = await openViolation(stage, { contracts, systems });
  await beginHandover(stage, { people, vendors, systems, contracts });
  const transfer = await mergeFormerWard(stage, agencies, contracts.inherited);
  const subjects = {
    department: agencies.department,
    ward: agencies.ward,
    recordsContract: contracts.records,
    cloudContract: contracts.cloud,
    oneStopShopContract: contracts.oneStopShop,
    websiteContract: contracts.website,
    upgradeContract: contracts.upgrade,
    violationCase: violation.case,
    incident: violation.incident,
    recordsSystem: systems.records,
    northVendor: vendors.north.id,
    digitalVendor: vendors.digital.id,
    transfer,
    twoHats: idOf(people, 'phuong-cntt'),
  } satisfies Subjects;
  await markDemonstration(stage.tx, { accounts: offeredAccounts(), subjects });
}

function stageOn(tx: Transaction, time: StoryTime, needs: DemonstrationNeeds, documents: ReadonlyMap<DocumentName, StoredFile>): Stage {
  const reader = readWithin(tx);
  const principalOf = needs.principalOf(time);
  const start = today(time);
  return {
    tx,
    rooms: needs.openRooms(reader, joinTransaction(tx, time), time),
    day: (days) => addDays(start, days),
    as: async (login) => {
      const principal = await readPrincipal(reader, principalOf, login);
      return [{ actorId: principal.userId, records: null }, principal];
    },
    file: (name) => {
      const found = documents.get(name);
      if (found === undefined) throw new Error(`no document is called ${name}`);
      return found;
    },
  };
}
