import { allow, refuse, type Verdict } from '../../kernel/refusal.js';

/** The largest single file of a handover, in bytes (16 GiB); the same number as the check handover_upload_size_in_bounds. */
export const LARGEST_FILE = 16 * 2 ** 30;
/** Bytes that a browser sends with one request: small enough to come through on a slow line, large enough that requests do not count. */
export const PIECE_BYTES = 8 * 2 ** 20;
/** Files of one item that are under way or wait for their delivery at the same time. */
export const MOST_OPEN = 20;
/** Days without a byte after which an upload counts as given up. */
export const IDLE_DAYS = 14;

/** What stands there when another file is to begin. */
export interface UploadFacts {
  /** Files of the item that no delivery has taken yet. */
  readonly open: number;
  /** Bytes of the new file. */
  readonly size: number;
}

/** Whether another large file may begin for an item. */
export function mayBeginUpload({ open, size }: UploadFacts): Verdict<'handover-file-too-large' | 'handover-too-many-files'> {
  if (size > LARGEST_FILE) return refuse('handover-file-too-large', { clause: 'internal', facts: { most: String(LARGEST_FILE / 2 ** 30) } });
  if (open >= MOST_OPEN) return refuse('handover-too-many-files', { clause: 'internal', facts: { most: String(MOST_OPEN) } });
  return allow;
}
