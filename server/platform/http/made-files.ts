import { Readable } from 'node:stream';
import type { EvidenceStore } from '../evidence-store/index.js';
import type { StoredFile } from './uploads.js';

/** Keeps bytes that the product made, as a file that can be attached like one that came with a form. @throws when the store refuses them, which is a defect */
export function keepMadeFiles(evidence: EvidenceStore): (bytes: Buffer, name: string) => Promise<StoredFile> {
  return async (bytes, name) => {
    const kept = await evidence.put(Readable.from([bytes]), { maxBytes: bytes.length, declaredName: name });
    if (!kept.allowed) throw new Error(`${name} that the product made was not kept: ${kept.reason}`);
    const { sha256, size, mediaType } = kept;
    return { field: 'file', name, sha256, size, mediaType };
  };
}
