import type { RequestHandler } from 'express';

/** A part of an address with the form of a token (256 bits in base64url are 43 signs); identifiers and words are shorter. */
const SECRET_PART = /^[A-Za-z0-9_-]{40,}$/;

/** An address fit to be written down: parts that are secrets by their form are left out. */
export function withoutSecrets(path: string): string {
  return path.split('/').map((part) => (SECRET_PART.test(part) ? '…' : part)).join('/');
}

/**
 * Addresses that are a secret themselves (one-time links) are told to nobody: no Referer carries them, no search engine keeps them. Stands before
 * everything else, so that error pages behave alike.
 */
export function keepSecretAddresses(): RequestHandler {
  return (request, response, next) => {
    if (withoutSecrets(request.path) !== request.path) response.set({ 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex, nofollow' });
    next();
  };
}
