import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import cookieParser from 'cookie-parser';
import { doubleCsrf } from 'csrf-csrf';
import type { Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** Headers of every answer: no inline script or style, nothing from elsewhere, no frame, no sniffing. They depend on no request, so helmet is asked for them once. */
export function securityHeaders(secure: boolean): RequestHandler {
  const sample = new ServerResponse(new IncomingMessage(new Socket()));
  helmetFor(secure)(sample.req, sample, () => undefined);
  const headers = Object.entries(sample.getHeaders()).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

function helmetFor(secure: boolean): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'"],
        // Evidence is shown beside what it must prove; pages themselves refuse every frame.
        frameSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
}

export interface CsrfGuard {
  readonly cookies: RequestHandler;
  /** The token that every form of the page carries. */
  tokenFor(request: Request, response: Response): string;
  /** Whether a changing request came from a page that this server gave to this session. */
  accepts(request: Request): boolean;
}

/** Signed double-submit tokens bound to the session, and besides them the browser's own word on where a request comes from. */
export function createCsrfGuard(secret: string, secure: boolean): CsrfGuard {
  const cookieName = secure ? '__Host-dieu6-csrf' : 'dieu6-csrf';
  const readCookies = cookieParser();
  const { generateCsrfToken, validateRequest } = doubleCsrf({
    getSecret: () => secret,
    getSessionIdentifier: (request) => (request.session.userId === undefined ? 'visitor' : request.sessionID),
    cookieName,
    cookieOptions: { sameSite: 'lax', secure, httpOnly: true, path: '/' },
    getCsrfTokenFromRequest: tokenOf,
  });
  return {
    cookies: (request, response, next) => {
      readCookies(request, response, (error?: unknown) => {
        dropUnlessText(request.cookies, cookieName);
        next(error);
      });
    },
    tokenFor: (request, response) => generateCsrfToken(request, response),
    accepts: (request) => comesFromHere(request) && validateRequest(request),
  };
}

/** The reader of cookies turns those of the form j:{…} into objects; a token is a text. */
function dropUnlessText(cookies: unknown, name: string): void {
  if (typeof cookies === 'object' && cookies !== null && typeof Reflect.get(cookies, name) !== 'string') Reflect.deleteProperty(cookies, name);
}

/** In the form's body, or in a header, which only scripts of this site can set: for bodies that are bytes. */
function tokenOf(request: Request): string | undefined {
  return request.is('application/octet-stream') === false ? tokenInBody(request) : request.get('x-csrf-token');
}

function tokenInBody(request: Request): string | undefined {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null) return undefined;
  const token: unknown = Reflect.get(body, '_csrf');
  return typeof token === 'string' ? token : undefined;
}

/** Browsers say from which site a request starts; a request without that word is judged by its token alone. The host is the one a trusted proxy names. */
export function comesFromHere(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.get('origin');
  return origin === undefined || originHost(origin) === request.host;
}

function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
