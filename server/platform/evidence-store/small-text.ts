import type { EvidenceStore } from './evidence-store.js';

/** A list of accounts or the like; what is longer is no text to be read whole. */
const MOST_BYTES = 8 * 2 ** 20;

/**
 * The text of a small kept file, in UTF-8; bytes that are none become the sign for them.
 * @returns undefined when the file is longer than 8 MiB @throws EvidenceMissing, EvidenceCorrupt
 */
export async function readSmallText(store: Pick<EvidenceStore, 'open'>, sha256: string): Promise<string | undefined> {
  const { size, stream } = await store.open(sha256);
  if (size > MOST_BYTES) {
    stream.destroy();
    return undefined;
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece instanceof Uint8Array ? piece : Buffer.from(String(piece)));
  return Buffer.concat(pieces).toString('utf8');
}
