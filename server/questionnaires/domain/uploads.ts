import { allow, refuse, type Verdict } from '../../kernel/refusal.js';

/** What one questionnaire may hold of files, over all its rounds. */
export const MOST_FILES = 200;
export const MOST_BYTES = 300 * 2 ** 20;

/** What lies there already and what is to come. */
export interface UploadFacts {
  readonly files: number;
  readonly bytes: number;
  readonly moreFiles: number;
  readonly moreBytes: number;
}

/** Whether more files fit into a questionnaire. */
export function mayBring({ files, bytes, moreFiles, moreBytes }: UploadFacts): Verdict<'questionnaire-too-many-files' | 'questionnaire-too-many-bytes'> {
  if (files + moreFiles > MOST_FILES) return refuse('questionnaire-too-many-files', { clause: 'internal', facts: { most: String(MOST_FILES) } });
  if (bytes + moreBytes > MOST_BYTES) return refuse('questionnaire-too-many-bytes', { clause: 'internal', facts: { most: String(MOST_BYTES / 2 ** 20) } });
  return allow;
}
