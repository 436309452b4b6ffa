import type { Response } from 'express';
import { Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { EvidenceCorrupt, EvidenceMissing, serveEvidence, type EvidenceStore, type ServedEvidence } from '../../platform/evidence-store/index.js';
import type { EvidenceCheck } from '../application/evidence-check.js';

/** Up to this size a file is read through before anything of it is sent, so that a changed one is answered with a page; a larger one is compared while it goes out. */
const READ_BEFORE_BYTES = 64 * 2 ** 20;

/**
 * Sends stored files with their bytes compared to their hash at every opening. One that changed or is gone is never sent whole: a small one is answered with the reason, a
 * large one breaks off before its end; either is written down in the history of whatever rests on it.
 * @throws Refused ('evidence-corrupt', 'evidence-missing'), EvidenceCorrupt once sending has begun
 */
export function createSendEvidence(evidence: EvidenceStore, check: Pick<EvidenceCheck, 'look' | 'note'>) {
  return async (response: Response, file: ServedEvidence): Promise<void> => {
    if (await isSmall(evidence, file.sha256)) {
      const soundness = await check.look(file.sha256);
      if (soundness !== 'intact') throw new Refused(refuse(`evidence-${soundness}`, { facts: { name: file.name } }));
    }
    try {
      await serveEvidence(evidence, response, file);
    } catch (error) {
      if (error instanceof EvidenceCorrupt) await check.note(file.sha256, 'corrupt', 'opening');
      if (error instanceof EvidenceMissing) {
        await check.note(file.sha256, 'missing', 'opening');
        throw new Refused(refuse('evidence-missing', { facts: { name: file.name } }));
      }
      throw error;
    }
  };
}

async function isSmall(evidence: EvidenceStore, sha256: string): Promise<boolean> {
  try {
    const { size, stream } = await evidence.open(sha256);
    stream.destroy();
    return size <= READ_BEFORE_BYTES;
  } catch (error) {
    if (error instanceof EvidenceMissing) return true;
    throw error;
  }
}
