import { buildPlannedContract, buildTransitionalContract } from '../../builders/contracts.js';
import { buildQuestionnaire, type BuiltQuestionnaire } from '../../builders/questionnaires.js';
import { askForWaiver, buildApprovedAssessment } from '../../builders/risk-assessments.js';
import { buildReview } from '../../builders/signing.js';
import { buildVendor, type BuiltVendor } from '../../builders/vendors.js';
import { build } from '../../builders/world.js';
import type { TestApp } from '../../harness/app.js';
import { missing, named, type Scene } from './scene.js';

/** A review of clauses that somebody else submitted waits for the head. */
export async function contractWithSubmittedReview({ app, world, id }: Scene): Promise<string> {
  const contract = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems: [named(id('/he-thong/:id'))] });
  await buildReview(app.database, { contract, agency: world.department, by: world.at.it_officer, state: 'submitted' });
  return contract.id;
}

/** A contract that was signed before the agency worked with the product. */
export async function signedContract({ app, world, id }: Scene): Promise<string> {
  const [systems, vendor] = [[named(id('/he-thong/:id'))], named(id('/ben-cung-cap/:id'))];
  return (await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems, vendor, phase: 'signed' })).id;
}

export async function contractInTrial(scene: Scene): Promise<string> {
  const contractId = await signedContract(scene);
  await build(scene.app.database, async (query) => {
    await query(`INSERT INTO contract_milestone (contract_id, milestone, on_day, recorded_by) VALUES ($1, 'trial-began', app_today(), $2)`, [contractId, scene.world.at.procurement_officer.id]);
    await query(`UPDATE contract SET phase = 'trial', version = version + 1 WHERE id = $1`, [contractId]);
  });
  return contractId;
}

export async function someAssessable({ app, world, id }: Scene): Promise<string> {
  return (await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems: [named(id('/he-thong/:id'))], vendor: named(id('/ben-cung-cap/:id')) })).id;
}

export async function assessmentScene(scene: Scene) {
  const { world } = scene;
  return { contract: { id: await someAssessable(scene) }, opener: world.at.procurement_officer, assessor: world.at.it_officer };
}

export async function partOfAssessment(app: TestApp, table: 'risk_evidence' | 'risk_treatment', assessmentId: string): Promise<string> {
  const [row] = await app.database.asOwner<{ id: string }>(`SELECT id FROM ${table} WHERE assessment_id = $1 LIMIT 1`, [assessmentId]);
  return row?.id ?? missing(table);
}

/** A waiver that was asked for after the approval, by somebody else than the assessor. */
export async function someWaiver(scene: Scene): Promise<string> {
  const { app, world } = scene;
  const assessment = await buildApprovedAssessment(app.database, { ...(await assessmentScene(scene)), agency: world.department, head: world.at.unit_head, failedB: ['DL-04'] });
  return askForWaiver(app.database, { assessment, by: world.at.procurement_officer, criterion: 'DL-04', endsOn: '2027-01-15' });
}

/** A running contract of the department with a vendor of its own. */
export async function contractToAskAbout({ app, world, id }: Scene) {
  const vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
  const systems = [named(id('/he-thong/:id'))];
  const contract = await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor, systems });
  return { contract, vendor };
}

export async function askVendor(scene: Scene): Promise<BuiltQuestionnaire> {
  const { app, world } = scene;
  const { contract, vendor } = await contractToAskAbout(scene);
  return buildQuestionnaire(app.database, { agency: world.department, contract, vendor, by: world.at.procurement_officer });
}

/** The ward asks the same vendor for a contract of its own. */
export async function askAnother({ app, world }: Scene, vendor: BuiltVendor): Promise<BuiltQuestionnaire> {
  const contract = await buildTransitionalContract(app.database, { agency: world.ward, by: world.atWard.procurement_officer, vendor });
  return buildQuestionnaire(app.database, { agency: world.ward, contract, vendor, by: world.atWard.procurement_officer });
}
