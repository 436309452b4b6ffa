import { buildPlannedContract } from '../builders/contracts.js';
import { buildDataAsset, buildSystem } from '../builders/systems.js';
import { buildVendor } from '../builders/vendors.js';
import type { BuiltAgency, World } from '../builders/world.js';
import type { TestApp } from '../harness/app.js';
import { Caller } from './callers.js';

/** An identifier for each parameter of the routes, by the part of the path up to it, e.g. '/he-thong/:id'. A whole path, e.g. '/he-thong/:id/xoa', goes before its part. */
export type Samples = Readonly<Record<string, string>>;

interface SampleKind {
  /** Whose it is: the department's alone, the department's with beneficiaries that may read it, or nobody's in particular. */
  readonly owner: 'department' | 'department and beneficiaries' | 'city';
  readonly make: (scene: Scene) => Promise<string>;
}

/** What a set of samples is built for. */
interface Scene {
  readonly app: TestApp;
  readonly world: World;
  readonly beneficiaries: readonly BuiltAgency[];
  /** The identifier that was made for an earlier path of the table. */
  readonly id: (prefix: string) => string;
}

/** One of everything that an address can name. A part comes after its whole; a whole path has a thing of its own, for acts that need one. */
const sampleKinds: Readonly<Record<string, SampleKind>> = {
  '/ben-cung-cap/:id': { owner: 'city', make: async ({ app, world }) => (await buildVendor(app.database, { by: world.at.procurement_officer })).id },
  '/he-thong/:id': {
    owner: 'department and beneficiaries',
    make: async ({ app, world, beneficiaries }) => (await buildSystem(app.database, { agency: world.department, beneficiaries, state: 'trial' })).id,
  },
  '/he-thong/:id/du-lieu/:assetId': {
    owner: 'department and beneficiaries',
    make: async ({ app, id }) => (await buildDataAsset(app.database, { system: { id: id('/he-thong/:id'), code: '', name: '' } })).id,
  },
  '/hop-dong/:id': {
    owner: 'department and beneficiaries',
    make: async ({ app, world, id }) => {
      const systems = [{ id: id('/he-thong/:id'), code: '', name: '' }];
      return (await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems })).id;
    },
  },
  '/he-thong/:id/xoa': {
    owner: 'department and beneficiaries',
    make: async ({ app, world, beneficiaries }) => (await buildSystem(app.database, { agency: world.department, beneficiaries, state: 'trial' })).id,
  },
  '/tep/:id': { owner: 'department', make: async ({ app, world, id }) => attachFile(app, world, id('/he-thong/:id')) },
};

/** Makes one of everything for the department; the ward benefits from it where `beneficiaries` names it. */
export async function buildSamples(app: TestApp, world: World, beneficiaries: readonly BuiltAgency[] = []): Promise<Samples> {
  const samples: Record<string, string> = {};
  const id = (prefix: string): string => samples[prefix] ?? missing(prefix);
  for (const [prefix, kind] of Object.entries(sampleKinds)) samples[prefix] = await kind.make({ app, world, beneficiaries, id });
  return samples;
}

/** Attaches a file to a system through its page, so that its bytes lie in the evidence store; gives the attachment. */
async function attachFile(app: TestApp, world: World, systemId: string): Promise<string> {
  const officer = await Caller.signedIn(app, world.at.it_officer);
  const content = Buffer.from(`Nội dung minh họa của ${systemId}\n`);
  const answer = await officer.postFiles(`/he-thong/${systemId}/tep`, { purpose: 'Tài liệu minh họa' }, { files: { content, name: 'minh-hoa.txt' } });
  const [attachment] = await app.database.asOwner<{ id: string }>('SELECT id FROM attachment WHERE subject_id = $1', [systemId]);
  if (attachment === undefined) throw new Error(`the file of the samples was not attached: ${answer.status} ${answer.text.slice(0, 2000)}`);
  return attachment.id;
}

/** The parameters of a path, each as the part of the path up to it. */
export function parametersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.flatMap((part, index) => (part.startsWith(':') ? [parts.slice(0, index + 1).join('/')] : []));
}

function missing(prefix: string): never {
  throw new Error(`test/web/route-samples.ts makes nothing that ${prefix} could name`);
}

/** The address of a route with its parameters filled in. @throws when the samples have nothing for one of them */
export function addressOf(path: string, samples: Samples): string {
  return parametersOf(path).reduceRight((address, prefix) => {
    const name = prefix.slice(prefix.lastIndexOf('/'));
    return `${prefix.slice(0, -name.length)}/${samples[path] ?? samples[prefix] ?? missing(prefix)}${address.slice(prefix.length)}`;
  }, path);
}

/** Whether everything a path names belongs to the city rather than to one agency. */
export function isOfTheCity(path: string): boolean {
  return ownersOf(path).every((owner) => owner === 'city');
}

/** Whether the beneficiaries of what a path names may read it. */
export function isSharedWithBeneficiaries(path: string): boolean {
  return ownersOf(path).every((owner) => owner === 'department and beneficiaries');
}

function ownersOf(path: string): readonly SampleKind['owner'][] {
  return parametersOf(path).map((prefix) => (sampleKinds[prefix] ?? missing(prefix)).owner);
}
