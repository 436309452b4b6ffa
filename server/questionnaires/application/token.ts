import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A new one-time token: 256 bits from the system's source of randomness, fit for an address. It is shown or mailed once and never stored. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is kept of a token. A text that is no token has a hash as well, so that every guess costs the same look-up. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
