/** Reading streams and writing files, as both the whole and the partial files of the store do it. */
import { constants, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';

/** The pieces of a stream, which is left as it is when the reader stops early. Throws TypeError when it is no stream of bytes. */
export async function* bytesOf(content: Readable): AsyncGenerator<Buffer> {
  const pieces: AsyncIterable<unknown> = content.iterator({ destroyOnReturn: false });
  for await (const piece of pieces) {
    if (typeof piece === 'string') yield Buffer.from(piece, 'utf8');
    else if (ArrayBuffer.isView(piece)) yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    else throw new TypeError('Evidence is read from a stream of bytes.');
  }
}

/** Writes the whole piece at `position` (bytes from the beginning of the file). */
export async function writeFully(file: FileHandle, piece: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < piece.length) {
    written += (await file.write(piece, written, piece.length - written, position + written)).bytesWritten;
  }
}

/** Opens files of the store themselves: a link that somebody put in their place is an error (ELOOP), wherever it leads. */
export const NO_LINK = constants.O_NOFOLLOW;

/** Whether a write failed because the disk, the quota or the largest file is reached. */
export function isOutOfRoom(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(errorCode(error) ?? '');
}

/** The system's code of an error (ENOENT …), if it has one. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
