import { hash, verify } from '@node-rs/argon2';
import { randomBytes, randomInt } from 'node:crypto';
import { checkPassword } from '../../kernel/password.js';

/** argon2id with the parameters OWASP names for it (19 MiB, two passes, one lane). */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), cost);
}

export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password.normalize('NFC'));
}

let decoy: Promise<string> | undefined;

/** Spends the time of a real check, so that an answer does not tell whether the account exists. */
export async function verifyAgainstNobody(password: string): Promise<false> {
  decoy ??= hashPassword(randomBytes(24).toString('hex'));
  await verifyPassword(await decoy, password);
  return false;
}

/** Letters and digits that nobody mistakes for another when a password is read out. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A password for one use, handed over by an administrator: four groups of four (about 92 bits), by the rules of điểm đ khoản 1 Điều 9. */
export function oneTimePassword(person: { readonly login: string; readonly fullName: string }): string {
  for (;;) {
    const groups = Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''));
    const password = groups.join('-');
    if (checkPassword(password, person).ok) return password;
  }
}
