import { createHash, createHmac, randomBytes } from 'node:crypto';
import { isDate } from 'node:util/types';
import canonicalize from 'canonicalize';

const SALT_BYTES = 32;
const SALT = /^[0-9a-f]{64}$/u;

/**
 * The one sequence of bytes that stands for `value`: JSON by RFC 8785 (keys sorted, no spaces, UTF-8), after texts and keys are
 * brought to Unicode NFC, bigints become decimal texts and Dates ISO 8601 texts in UTC with milliseconds. Takes null, booleans,
 * finite numbers, well-formed texts, bigints, Dates, arrays and plain objects of these.
 *
 * Everything that JSON would drop or bend in silence throws TypeError and says where: undefined, NaN and infinities, integers
 * beyond 2^53 (use a bigint), functions, symbols, Buffers, Maps and other class instances, lone surrogates, array holes,
 * circles, and keys that become the same under NFC.
 */
export function canonicalBytes(value: unknown): Buffer {
  const text = canonicalize(toJson(value, '$', new Set()));
  if (text === undefined) {
    throw new TypeError('Value has no canonical form');
  }
  return Buffer.from(text, 'utf8');
}

/** The SHA-256 of `bytes` as 64 lower-case hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A fresh random salt for one commitment: 32 bytes as 64 lower-case hexadecimal digits. */
export function newSalt(): string {
  return randomBytes(SALT_BYTES).toString('hex');
}

/**
 * Commits to `value` without telling it: HMAC-SHA-256, keyed with the salt, of its canonical bytes; 64 lower-case hexadecimal
 * digits. Who has value and salt can prove what was committed; once the salt is erased nobody can, and not even a
 * name chosen from a short list can be guessed from it. Use a salt once. Throws TypeError for a salt that is not of {@link newSalt}'s form.
 */
export function commitTo(value: unknown, salt: string): string {
  if (!SALT.test(salt)) {
    throw new TypeError('A salt is 64 lower-case hexadecimal digits');
  }
  return createHmac('sha256', Buffer.from(salt, 'hex')).update(canonicalBytes(value)).digest('hex');
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

function toJson(value: unknown, path: string, above: Set<object>): Json {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return toText(value, path);
    case 'bigint':
      return String(value);
    case 'number':
      if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
        throw refusalOf(`the number ${String(value)}`, path);
      }
      return value;
    case 'object':
      return value === null ? null : toStructure(value, path, above);
    default:
      throw refusalOf(typeof value, path);
  }
}

function toStructure(value: object, path: string, above: Set<object>): Json {
  if (isDate(value)) {
    if (Number.isNaN(value.getTime())) {
      throw refusalOf('an invalid Date', path);
    }
    return value.toISOString();
  }
  if (above.has(value)) {
    throw refusalOf('a circle', path);
  }
  above.add(value);
  const json = Array.isArray(value) ? toArray(value, path, above) : toObject(value, path, above);
  above.delete(value);
  return json;
}

function toArray(value: readonly unknown[], path: string, above: Set<object>): Json[] {
  // Array.from visits holes too, as undefined, which is refused.
  return Array.from(value, (item, index) => toJson(item, `${path}[${String(index)}]`, above));
}

function toObject(value: object, path: string, above: Set<object>): Json {
  if (!isPlain(value)) {
    throw refusalOf('an object that is not plain', path);
  }
  if (Object.getOwnPropertySymbols(value).length > 0) {
    throw refusalOf('a symbol as key', path);
  }
  const members = new Map<string, Json>();
  for (const [key, member] of Object.entries(value)) {
    const name = toText(key, path);
    if (members.has(name)) {
      throw refusalOf(`two keys that are the same under NFC (${name})`, path);
    }
    members.set(name, toJson(member, `${path}.${name}`, above));
  }
  return Object.fromEntries(members);
}

/** Whether nothing stands behind the object but the root prototype (of any realm) or none. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function toText(text: string, path: string): string {
  if (!text.isWellFormed()) {
    throw refusalOf('a text with a lone surrogate', path);
  }
  return text.normalize('NFC');
}

function refusalOf(what: string, path: string): TypeError {
  return new TypeError(`No canonical form for ${what} at ${path}`);
}
