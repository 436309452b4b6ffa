import { randomUUID } from 'node:crypto';
import { buildDutyReport } from '../../builders/clocks.js';
import { buildTransitionalContract } from '../../builders/contracts.js';
import { buildIncident, type BuiltIncident } from '../../builders/incidents.js';
import { buildSystem } from '../../builders/systems.js';
import { buildVendor } from '../../builders/vendors.js';
import { buildContainedCase, buildRemedy, buildReport, type BuiltContainment, type CaseContract } from '../../builders/violations.js';
import { giveRole } from '../../builders/world.js';
import type { TestApp } from '../../harness/app.js';
import { someAgency, somebody } from './people.js';
import { missing, type Scene } from './scene.js';

/** An incident that was found too late for its 24-hour report, of which people have also lost their data. */
export function lateIncident({ app, world }: Scene): Promise<BuiltIncident> {
  return buildIncident(app.database, { agency: world.department, by: world.at.it_officer, occurred: 30, conditions: ['personal-data', 'serious-interruption'] });
}

/** A report that was sent for a clock of an incident. */
export async function reportFor(scene: Scene, clock: string): Promise<string> {
  const clockId = (await lateIncident(scene)).clocks[clock] ?? missing('a clock');
  return buildDutyReport(scene.app.database, { clockId, by: scene.world.at.it_officer });
}

/** Violations have a contract of their own, from before the product: what is contained there ends and bars nothing that others are tried on. */
const contractsInTrouble = new WeakMap<Scene, Promise<CaseContract>>();

export function contractInTrouble(scene: Scene): Promise<CaseContract> {
  const built = contractsInTrouble.get(scene) ?? anotherInTrouble(scene);
  contractsInTrouble.set(scene, built);
  return built;
}

async function anotherInTrouble({ app, world }: Scene): Promise<CaseContract> {
  const system = await buildSystem(app.database, { agency: world.department });
  const vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
  const contract = await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems: [system], vendor });
  return { id: contract.id, agency: world.department, system, people: world.at };
}

/** One contained case of each set: its system is paused, with a notice to send and a remedy to look at. */
const containedCases = new WeakMap<Scene, Promise<BuiltContainment>>();

export function containedCase(scene: Scene): Promise<BuiltContainment> {
  const built = containedCases.get(scene) ?? anotherContained(scene);
  containedCases.set(scene, built);
  return built;
}

async function anotherContained(scene: Scene): Promise<BuiltContainment> {
  const contained = await buildContainedCase(scene.app.database, { contract: await contractInTrouble(scene) });
  await buildRemedy(scene.app.database, contained, { verified: false });
  return contained;
}

/** A contained case that is reported and put right: its system may run again. */
export async function repairedCase(scene: Scene): Promise<BuiltContainment> {
  const contained = await buildContainedCase(scene.app.database, { contract: await anotherInTrouble(scene) });
  await buildReport(scene.app.database, contained);
  await buildRemedy(scene.app.database, contained);
  return contained;
}

export async function partOfCase(app: TestApp, table: 'case_notice' | 'case_remedy', caseId: string): Promise<string> {
  const [row] = await app.database.asOwner<{ id: string }>(`SELECT id FROM ${table} WHERE case_id = $1 LIMIT 1`, [caseId]);
  return row?.id ?? missing(table);
}

/** Another unit proposes to pause a system that the department manages. */
export async function proposalOfAnother({ app, world }: Scene): Promise<string> {
  const from = await someAgency(app, world);
  const officer = await somebody(app);
  await giveRole(app.database, { person: officer, role: 'unit_head', agency: from, by: world.at.administrator });
  const system = await buildSystem(app.database, { agency: world.department });
  const vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
  const contract = await buildTransitionalContract(app.database, { agency: from, by: officer, systems: [system], vendor });
  const people = { procurement_officer: officer, it_officer: officer, unit_head: officer, records_clerk: officer };
  const id = randomUUID();
  await buildContainedCase(app.database, {
    contract: { id: contract.id, agency: from, system, people },
    containment: { measure: 'none', reason: 'Hệ thống do cơ quan khác quản lý', proposal: { id, systemId: system.id, toAgencyId: world.department.id } },
  });
  return id;
}
