import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { EvidenceStore } from './evidence-store.js';
import { contentDisposition } from './file-names.js';
import { isMediaType, type MediaType } from './file-types.js';

/** Kinds that a browser may show itself instead of saving them. */
const SHOWN_INLINE: readonly MediaType[] = ['application/pdf', 'image/png', 'image/jpeg'];
const TEXT: readonly string[] = ['text/csv', 'text/plain'];
/** Nothing in the file may run, fetch, or be framed by another site; a picture still needs the browser's own style. */
const CLOSED_OFF = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";
/** Browsers show no PDF in a sandbox; its own viewer keeps what is in it from the page around it, and the type is never guessed at. */
const PAPER_IN_PAGE = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

/** Which file to send, under which name and kind (both as the record keeps them), and whether it should be shown in place. */
export interface ServedEvidence {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly disposition?: 'attachment' | 'inline';
}

/**
 * Sends a kept file, after the caller has checked that the reader may have it. As an attachment, unless `inline` is asked for and
 * the kind is pdf, png or jpeg; always closed off, never guessed at by the browser, never kept in a cache. Rejects with
 * EvidenceMissing before anything is sent. When the bytes on disk have changed it breaks the connection before the end, so that
 * the reader's browser reports a failed download, and rejects with EvidenceCorrupt. A reader who leaves is no error.
 */
export async function serveEvidence(store: EvidenceStore, res: Response, file: ServedEvidence): Promise<void> {
  const opened = await store.open(file.sha256);
  const mediaType = isMediaType(file.mediaType) ? file.mediaType : undefined;
  const inline = file.disposition === 'inline' && mediaType !== undefined && SHOWN_INLINE.includes(mediaType);
  res.status(200).set({
    'Content-Type': contentType(mediaType),
    'Content-Length': String(opened.size),
    'Content-Disposition': contentDisposition(inline ? 'inline' : 'attachment', file.name),
    'Content-Security-Policy': inline && mediaType === 'application/pdf' ? PAPER_IN_PAGE : CLOSED_OFF,
    // Pages of this site show evidence beside what it must prove; every other frame is refused.
    'X-Frame-Options': inline ? 'SAMEORIGIN' : 'DENY',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'private, no-store',
    'Accept-Ranges': 'none',
  });
  if (res.req.method === 'HEAD') {
    opened.stream.destroy();
    res.end();
    return;
  }
  try {
    await pipeline(opened.stream, res);
  } catch (error) {
    if (!isReaderGone(error)) throw error;
  }
}

function contentType(mediaType: MediaType | undefined): string {
  if (mediaType === undefined) return 'application/octet-stream';
  return TEXT.includes(mediaType) ? `${mediaType}; charset=utf-8` : mediaType;
}

function isReaderGone(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error
    && (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
