import { buildAccessGrant, buildAccessRequest, buildBoundPerson, type BuiltGrant } from '../../builders/access.js';
import { buildActiveContract, type ReadyContract } from '../../builders/signing.js';
import { missing, type Scene } from './scene.js';

/** A contract in operation takes many statements to build; one of each set of samples serves all of its access. */
const contractsOfScenes = new WeakMap<Scene, ReadyContract>();

/** A contract in operation with somebody of its vendor who may be given access. */
export async function contractWithAccess(scene: Scene): Promise<ReadyContract> {
  const built = contractsOfScenes.get(scene) ?? (await anotherContractWithAccess(scene));
  contractsOfScenes.set(scene, built);
  return built;
}

async function anotherContractWithAccess({ app, world }: Scene): Promise<ReadyContract> {
  const contract = await buildActiveContract(app.database, { agency: world.department, people: world.at, startsOn: '2026-11-01' });
  await buildBoundPerson(app.database, { contract });
  return contract;
}

export async function waitingRequest(scene: Scene): Promise<string> {
  return (await buildAccessRequest(scene.app.database, { contract: await contractWithAccess(scene) })).id;
}

export async function standingGrant(scene: Scene): Promise<BuiltGrant> {
  return buildAccessGrant(scene.app.database, { contract: await contractWithAccess(scene), form: 'standing', hours: 240 });
}

export async function runningGrant(scene: Scene): Promise<string> {
  return (await buildAccessGrant(scene.app.database, { contract: await contractWithAccess(scene) })).grantId;
}

/** One of its own: revoking there ends nothing that others are tried on. */
export async function contractWithGrant(scene: Scene): Promise<string> {
  const contract = await anotherContractWithAccess(scene);
  await buildAccessGrant(scene.app.database, { contract });
  return contract.id;
}

/** An account whose hour is over and that nobody confirmed disabled: given three hours ago for one. */
export async function lineThatIsOver(scene: Scene): Promise<string> {
  const { app } = scene;
  const now = app.clock.now();
  await app.setNow(new Date(now.getTime() - 3 * 3_600_000).toISOString());
  const { grantId } = await buildAccessGrant(app.database, { contract: await contractWithAccess(scene), hours: 1 });
  await app.setNow(now.toISOString());
  const [line] = await app.database.asOwner<{ id: string }>('SELECT id FROM access_line WHERE grant_id = $1', [grantId]);
  return line?.id ?? missing('an account of a grant');
}
