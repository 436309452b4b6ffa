import type { EvidenceStore } from '../../platform/evidence-store/index.js';
import type { StoredFile } from '../../platform/http/uploads.js';

/** What every signature in a PDF has: the range of bytes that it covers (ISO 32000-1, 12.8.1). */
const SIGNED_RANGE = '/ByteRange';

/**
 * Whether a file holds a digital signature at all: a PDF with a signed range of bytes. Whose it is and whether it holds is not judged here; that is
 * the certificate's business, and the page says so.
 */
export async function holdsSignature(evidence: EvidenceStore, file: StoredFile): Promise<boolean> {
  if (file.mediaType !== 'application/pdf') return false;
  const { stream } = await evidence.open(file.sha256);
  let found = false;
  let tail = '';
  const pieces: AsyncIterable<unknown> = stream;
  for await (const piece of pieces) {
    const text = tail + (Buffer.isBuffer(piece) ? piece.toString('latin1') : '');
    found = found || text.includes(SIGNED_RANGE);
    tail = text.slice(-SIGNED_RANGE.length);
  }
  return found;
}
