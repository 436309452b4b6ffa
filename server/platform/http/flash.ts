import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Flash } from '../views/page-model.js';

/** Carries the message of an act to the page after the redirect, so that neither of the two has to write to the database for it. */
export interface FlashCarrier {
  carry(request: Request, response: Response, flash: Flash): void;
  /** The message of the act before this page, once; only for the person whose act it was. */
  take(request: Request, response: Response): Flash | undefined;
}

/** After this long the message says nothing new any more. */
const SECONDS = 60;
/** Browsers keep cookies of 4 kB; the longest message stays well below it. */
const LONGEST_TEXT = 800;

const kinds: readonly Flash['kind'][] = ['settled', 'info', 'attention', 'stop'];

/** Messages travel in a signed cookie that names its person. */
export function createFlashCarrier(secret: string, secure: boolean): FlashCarrier {
  const name = secure ? '__Host-dieu6-flash' : 'dieu6-flash';
  const options = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;
  const sign = (request: Request, payload: string): string => createHmac('sha256', secret).update(`flash\n${personOf(request)}\n${payload}`).digest('base64url');

  return {
    carry(request, response, { kind, text }) {
      const payload = Buffer.from(JSON.stringify([kind, text.slice(0, LONGEST_TEXT)])).toString('base64url');
      response.cookie(name, `${payload}.${sign(request, payload)}`, { ...options, maxAge: SECONDS * 1_000 });
    },
    take(request, response) {
      const cookie: unknown = Reflect.get(Object(request.cookies), name);
      if (typeof cookie !== 'string') return undefined;
      response.clearCookie(name, options);
      const [payload = '', given = ''] = cookie.split('.');
      return sameText(given, sign(request, payload)) ? parse(payload) : undefined;
    },
  };
}

/** Before the session is loaded, and after it was ended, nobody is known. */
function personOf(request: Request): string {
  const session: unknown = Reflect.get(request, 'session');
  const userId: unknown = typeof session === 'object' && session !== null ? Reflect.get(session, 'userId') : undefined;
  return typeof userId === 'string' ? userId : '';
}

function sameText(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function parse(payload: string): Flash | undefined {
  const value: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const [said, text]: readonly unknown[] = isList(value) ? value : [];
  const kind = kinds.find((known) => known === said);
  return kind === undefined || typeof text !== 'string' ? undefined : { kind, text };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
