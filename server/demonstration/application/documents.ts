import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { EvidenceStore } from '../../platform/evidence-store/index.js';
import type { StoredFile } from '../../platform/http/uploads.js';

/** The invented papers of the demonstration; each says on its face that it is one. */
const documentNames = [
  'bien-ban-ban-giao-du-lieu.pdf',
  'cam-ket-bao-mat.pdf',
  'danh-sach-tai-khoan.pdf',
  'hop-dong-ho-so.pdf',
  'hop-dong-dam-may.pdf',
  'hop-dong-mot-cua.pdf',
  'ket-qua-kiem-tra.pdf',
  'phu-luc-01.pdf',
  'quyet-dinh-cap-do-2.pdf',
  'quyet-dinh-cap-do-3.pdf',
  'quyet-dinh-sap-nhap.pdf',
] as const;

export type DocumentName = (typeof documentNames)[number];

const LARGEST_BYTES = 2 ** 20;

/** Puts the papers into the evidence store, which keeps the same bytes once however often this is done. */
export async function keepDocuments(evidence: EvidenceStore, folder: string): Promise<ReadonlyMap<DocumentName, StoredFile>> {
  return new Map(await Promise.all(documentNames.map(async (name) => [name, await keep(evidence, path.join(folder, name), name)] as const)));
}

async function keep(evidence: EvidenceStore, file: string, name: DocumentName): Promise<StoredFile> {
  const kept = await evidence.put(createReadStream(file), { maxBytes: LARGEST_BYTES, declaredName: name });
  if (!kept.allowed) throw new Error(`${name} of the demonstration was not kept: ${kept.reason}`);
  const { sha256, size, mediaType } = kept;
  return { field: 'file', name, sha256, size, mediaType };
}
