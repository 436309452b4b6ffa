import { DomainError } from '../../server/kernel/errors.js';
import { brokenWallOf } from '../../server/platform/database/transactions.js';
import type { Principal } from '../../server/platform/http/principal.js';
import type { Contain } from '../../server/violations/application/commands.js';
import { buildAccessGrant, buildAccessRequest, buildBoundPerson } from '../builders/access.js';
import { buildTransitionalContract } from '../builders/contracts.js';
import type { ReadyContract } from '../builders/signing.js';
import { buildSystem, type BuiltSystem } from '../builders/systems.js';
import { buildVendor } from '../builders/vendors.js';
import { buildCase, buildContainedCase, buildRemedy, buildReport, type BuiltCase } from '../builders/violations.js';
import { acting, openViolationScene, type ViolationScene } from './violation-scene.js';

/** Containing while others act at the same moment, over a database whose clock runs. */
export interface RaceGround {
  readonly scene: ViolationScene;
  readonly head: Principal;
  readonly technician: Principal;
  readonly officer: Principal;
}

export async function openRaceGround(): Promise<RaceGround> {
  const scene = await openViolationScene({ running: true, connections: 8 });
  await scene.database.letTimeRun();
  const { at } = scene.world;
  return { scene, head: await scene.principal(at.unit_head), technician: await scene.principal(at.it_officer), officer: await scene.principal(at.procurement_officer) };
}

/** A contract of a new vendor that runs for years, on a new system unless it shares one. */
export async function runningContract({ scene: { database, world } }: RaceGround, shared?: BuiltSystem): Promise<ReadyContract> {
  const by = world.at.procurement_officer;
  const vendor = await buildVendor(database, { by });
  const system = shared ?? (await buildSystem(database, { agency: world.department }));
  const built = await buildTransitionalContract(database, { agency: world.department, by, vendor, systems: [system], reviewDueOn: '2030-01-01', endsOn: '2030-12-31' });
  return { ...built, agency: world.department, vendor, system, people: world.at, assessment: { id: '', contractId: built.id }, review: { id: '', contractId: built.id } };
}

/** Everything revoked and the system stopped. */
export function containing({ scene }: RaceGround, of: BuiltCase): Contain {
  return {
    caseId: of.id, version: 1, ground: 'Có dấu hiệu vi phạm', breadth: 'contract', grantIds: undefined, measure: 'stop', suspensions: [{ systemId: of.contract.system.id, scope: 'whole', part: undefined }], proposals: [],
    reason: undefined, until: undefined, liftCondition: 'Có kết luận', continuity: 'Hồ sơ giấy', executorId: scene.world.at.it_officer.id, noticeText: undefined,
  };
}

export function contain(ground: RaceGround, of: BuiltCase): Promise<unknown> {
  return ground.scene.violations.contain(acting(ground.scene.world.at.unit_head), ground.head, containing(ground, of));
}

/** How an act ended: 'done', or what refused it. What nobody expected is thrown. */
export async function outcome(act: Promise<unknown>): Promise<string> {
  try {
    await act;
    return 'done';
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    const wall = brokenWallOf(error);
    if (wall !== undefined) return wall;
    throw error;
  }
}

export async function count({ scene }: RaceGround, sql: string, values: readonly unknown[]): Promise<number> {
  return Number((await scene.reader.row<{ n: string }>(`SELECT count(*) AS n FROM (${sql}) found`, values))?.n);
}

/** Live access to the system of a contract, under whatever contract. */
export function live(ground: RaceGround, contract: ReadyContract): Promise<number> {
  return count(ground, 'SELECT 1 FROM live_access WHERE system_id = $1', [contract.system.id]);
}

/** Grants on the system that nobody ended and lines that somebody still holds. */
export function held(ground: RaceGround, contract: ReadyContract): Promise<number> {
  return count(ground, 'SELECT 1 FROM access_grant WHERE system_id = $1 AND ended_at IS NULL UNION ALL SELECT 1 FROM access_line WHERE system_id = $1 AND held_until > GREATEST(now(), starts_at)', [contract.system.id]);
}

/** What somebody else does at the same moment, on facts that were prepared before. */
export type Other = (ground: RaceGround, contract: ReadyContract) => Promise<() => Promise<unknown>>;

export const others: Readonly<Record<string, Other>> = {
  'an approval': async ({ scene, head }, contract) => {
    const request = await buildAccessRequest(scene.database, { contract });
    return () => scene.access.decideRequest(acting(scene.world.at.unit_head), head, { requestId: request.id, outcome: 'approved' });
  },
  'an approval on another contract of the system': async (ground, contract) => {
    const stranger = await runningContract(ground, contract.system);
    const request = await buildAccessRequest(ground.scene.database, { contract: stranger });
    return () => ground.scene.access.decideRequest(acting(ground.scene.world.at.unit_head), ground.head, { requestId: request.id, outcome: 'approved' });
  },
  'a request': async ({ scene, officer }, contract) => {
    const person = await buildBoundPerson(scene.database, { contract });
    const now = Date.now();
    return () => scene.access.requestAccess(acting(scene.world.at.procurement_officer), officer, {
      form: 'grant', contractId: contract.id, systemId: contract.system.id, phase: 'operation', environment: 'production', purpose: 'operation-support', plane: 'application', privilege: 'Xem nhật ký', method: 'on-site',
      sourceAddresses: [], startsAt: new Date(now), endsAt: new Date(now + 86_400_000), windows: [], useHours: undefined, supervision: 'attended', supervisorId: scene.world.at.it_officer.id, rollbackPlan: undefined,
      ground: 'Theo kế hoạch', assetIds: [], holders: [{ personId: person.id, accountName: `vh-${person.id.slice(0, 8)}`, accountKind: 'personal' }], continuesId: undefined, decideBy: new Date(now + 86_400_000),
    });
  },
  'an opening of a standing grant': async ({ scene, technician }, contract) => {
    const standing = await buildAccessGrant(scene.database, { contract, form: 'standing', hours: 48 });
    return () => scene.access.after.openUse(acting(scene.world.at.it_officer), technician, { grantId: standing.grantId, personIds: standing.people.map(({ id }) => id), ground: 'Máy chủ ngừng trả lời' });
  },
  'an emergency': async ({ scene, technician }, contract) => {
    const person = await buildBoundPerson(scene.database, { contract });
    return () => scene.access.after.openEmergency(acting(scene.world.at.it_officer), technician, {
      contractId: contract.id, systemId: contract.system.id, environment: 'production', plane: 'application', privilege: 'Khởi động lại', method: 'on-site', sourceAddresses: [], hours: 1,
      supervision: 'attended', supervisorId: scene.world.at.it_officer.id, ground: 'Sự cố', holders: [{ personId: person.id, accountName: `khan-${person.id.slice(0, 8)}`, accountKind: 'personal' }],
    });
  },
  'an earlier case that lets the system run again': async ({ scene, head }, contract) => {
    const earlier = await buildContainedCase(scene.database, { contract });
    await buildReport(scene.database, earlier);
    await buildRemedy(scene.database, earlier);
    return () => scene.violations.resume(acting(scene.world.at.unit_head), head, { suspensionId: earlier.suspensionId ?? '', ground: 'Đã khắc phục' });
  },
};

/** What stands after one round. */
export interface Met {
  readonly contained: string;
  readonly other: string;
  readonly live: number;
  readonly held: number;
  readonly suspended: number;
}

/** How much later than containing the other begins, in milliseconds: together, while it reads, while it holds the contract, and when it is done. */
export const DELAYS = [0, 25, 60, 110, 'done'] as const;

/** Both at once, the other a little later each round, so that now one and now the other comes first. */
export async function meet(ground: RaceGround, prepare: Other, round: number): Promise<Met> {
  const { scene } = ground;
  const contract = await runningContract(ground);
  await buildAccessGrant(scene.database, { contract });
  const other = await prepare(ground, contract);
  const of = await buildCase(scene.database, { contract, sign: 'DH-18', level: 'V4' });
  const delay = DELAYS[round % DELAYS.length] ?? 0;
  const containedNow = outcome(contain(ground, of));
  const [contained, others] = await Promise.all([containedNow, outcome(delay === 'done' ? containedNow.then(other) : after(delay, other))]);
  return {
    contained, other: others, live: await live(ground, contract), held: await held(ground, contract),
    suspended: await count(ground, 'SELECT 1 WHERE system_suspended($1) AND contract_contained($2)', [contract.system.id, contract.id]),
  };
}

function after(milliseconds: number, act: () => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds)).then(act);
}
