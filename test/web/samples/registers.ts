import { randomUUID } from 'node:crypto';
import { buildImport } from '../../builders/imports.js';
import { buildPublishedList } from '../../builders/published-lists.js';
import { buildRecord } from '../../builders/records.js';
import { pdfFile } from '../../builders/sample-files.js';
import { buildSystem } from '../../builders/systems.js';
import { build, type World } from '../../builders/world.js';
import type { TestApp } from '../../harness/app.js';
import { Caller } from '../callers.js';
import { missing, type Scene } from './scene.js';

/** A list with a package of the department and one whose agency is not known. */
export function somePackages({ app, world }: Scene): ReturnType<typeof buildPublishedList> {
  return buildPublishedList(app.database, { agency: world.department, by: world.at.procurement_officer, packages: [{ agency: world.department }, {}] });
}

/** An import at a step; its file is one that lies in the evidence store. */
export async function someImport({ app, world, id }: Scene, standing: 'choosing-sheet' | 'matching' | 'review' | 'done'): Promise<string> {
  const [file] = await app.database.asOwner<{ sha256: string }>('SELECT sha256 FROM attachment WHERE id = $1', [id('/tep/:id')]);
  return buildImport(app.database, { agency: world.department, by: world.at.procurement_officer, standing, ...(file === undefined ? {} : { sha256: file.sha256 }) });
}

export async function addRepresentative(app: TestApp, vendorId: string): Promise<string> {
  const id = randomUUID();
  await build(app.database, async (query) => {
    await query(
      `INSERT INTO vendor_representative (id, vendor_id, full_name, post, authority_ground, valid_from)
       VALUES ($1, $2, 'Đại Diện Minh Họa', 'Giám đốc', 'Điều lệ công ty', '2026-01-01')`,
      [id, vendorId],
    );
  });
  return id;
}

export async function addSubcontractor(app: TestApp, vendorId: string): Promise<string> {
  const id = randomUUID();
  await build(app.database, async (query) => {
    await query(`INSERT INTO vendor_subcontractor (id, vendor_id, company_name, service) VALUES ($1, $2, 'Công ty Phụ Minh Họa', 'Vận hành trung tâm dữ liệu')`, [id, vendorId]);
  });
  return id;
}

export async function someSystem({ app, world, beneficiaries }: Scene): Promise<string> {
  return (await buildSystem(app.database, { agency: world.department, beneficiaries, state: 'trial' })).id;
}

/** A record whose prints are the bytes of a file that lies in the evidence store. */
export async function someRecord({ app, world, id }: Scene, status: 'printed' | 'registered'): Promise<string> {
  const sha256 = (await keptPrint(app)) ?? (await keepPrint(app, world, id('/he-thong/:id')));
  return (await buildRecord(app.database, { agency: world.department, by: world.at.procurement_officer, status, sha256 })).id;
}

async function keptPrint(app: TestApp): Promise<string | undefined> {
  return (await app.database.asOwner<{ sha256: string }>(`SELECT sha256 FROM attachment WHERE purpose = 'Bản in minh họa'`))[0]?.sha256;
}

async function keepPrint(app: TestApp, world: World, systemId: string): Promise<string> {
  const officer = await Caller.signedIn(app, world.at.it_officer);
  await officer.postFiles(`/he-thong/${systemId}/tep`, { purpose: 'Bản in minh họa' }, { files: { content: pdfFile(), name: 'ban-in.pdf' } });
  return (await keptPrint(app)) ?? missing('a kept print');
}

/** Attaches a file to a system through its page, so that its bytes lie in the evidence store; gives the attachment. */
export async function attachFile(app: TestApp, world: World, systemId: string): Promise<string> {
  const officer = await Caller.signedIn(app, world.at.it_officer);
  const content = Buffer.from(`Nội dung minh họa của ${systemId}\n`);
  const answer = await officer.postFiles(`/he-thong/${systemId}/tep`, { purpose: 'Tài liệu minh họa' }, { files: { content, name: 'minh-hoa.txt' } });
  const [attachment] = await app.database.asOwner<{ id: string }>('SELECT id FROM attachment WHERE subject_id = $1', [systemId]);
  if (attachment === undefined) throw new Error(`the file of the samples was not attached: ${answer.status} ${answer.text.slice(0, 2000)}`);
  return attachment.id;
}
