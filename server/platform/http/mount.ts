import { Router, type Request, type RequestHandler, type Response } from 'express';
import { Forbidden, NotFound } from '../../kernel/errors.js';
import { maySome } from '../authorization/ability.js';
import { isIdentifier } from './field-types.js';
import { formBodyOf } from './forms.js';
import type { Principal } from './principal.js';
import type { Ask, Route } from './routes.js';
import { sendAnswer } from './send.js';
import { createSessionControl, principalOfRequest } from './signed-in.js';
import { uploadsOf, type Uploads } from './uploads.js';
import { changePasswordPath, signInPath, signOutPath, type Site } from './site.js';

const noUploads: Uploads = { files: [], errors: new Map() };

/** Puts the route tables of the rooms behind one door: every request passes the same checks in the same order. */
export function mountRoutes(site: Site, routes: readonly Route[]): RequestHandler {
  const places = new Map<string, Router>();
  const formPaths = new Set(routes.filter((route) => route.method === 'get').map((route) => route.path));
  for (const route of routes) {
    const hasFormPage = formPaths.has(route.path);
    const steps: RequestHandler[] = route.files ? [route.may === 'anyone' ? onlyAdmitted(route) : onlyWithSession(site, hasFormPage), site.receiveFiles(route.accept)] : [];
    const place = firstSegment(route.path);
    const router = places.get(place) ?? Router();
    places.set(place, router);
    router[route.method](route.path, ...steps, (request, response, next) => {
      pass(site, route, hasFormPage, request, response).catch(next);
    });
  }
  // An address is looked for only among those of its place, not among all of the product.
  return (request, response, next) => {
    const router = places.get(firstSegment(request.path));
    if (router === undefined) return next();
    return router(request, response, next);
  };
}

/** '/hop-dong/:id' lies in the place '/hop-dong'. */
function firstSegment(path: string): string {
  return `/${path.split('/')[1] ?? ''}`.toLowerCase();
}

/** Files of a visitor without any session are not even read. */
function onlyWithSession(site: Site, hasFormPage: boolean): RequestHandler {
  return (request, response, next) => {
    if (request.session.userId !== undefined) return next();
    return askToSignIn(site, hasFormPage, request, response).catch(next);
  };
}

/** A route that is open to anyone takes files only from those whom it admits, and asks before it reads. */
function onlyAdmitted({ path, admits }: Route): RequestHandler {
  if (admits === undefined) throw new Error(`route ${path} takes files from anyone and does not say whom it admits`);
  return (request, _response, next) => {
    const length = Number(request.get('content-length') ?? Number.NaN);
    const knock = { params: identifiersOf(request), address: request.ip ?? '', contentLength: Number.isSafeInteger(length) ? length : undefined };
    admits(knock).then(() => {
      next();
    }, next);
  };
}

async function pass(site: Site, route: Route, hasFormPage: boolean, request: Request, response: Response): Promise<void> {
  const principal = principalOfRequest(site, request);
  if (route.may !== 'anyone' && principal === undefined) return askToSignIn(site, hasFormPage, request, response);
  if (route.method === 'post' && !site.csrf.accepts(request)) return refuseForged(site, hasFormPage && route.may !== 'anyone', principal, request, response);
  if (principal?.mustChangePassword === true && ![changePasswordPath, signOutPath].includes(route.path)) {
    return response.redirect(303, changePasswordPath);
  }
  if (typeof route.may === 'object' && principal !== undefined && !maySome(principal.ability, route.may.action, route.may.subject)) {
    throw new Forbidden({ action: route.may.action, neededRoles: site.rolesThatMay(route.may.action, route.may.subject) });
  }
  const answer = await route.answer(askOf(site, route, principal, request));
  if (route.method === 'post' && principal !== undefined) site.acted(principal.userId);
  await sendAnswer(site, request, response, principal, answer);
}

/** Somebody not (or no longer) signed in: pages come back after signing in, and what was posted is kept for its owner. */
async function askToSignIn(site: Site, hasFormPage: boolean, request: Request, response: Response): Promise<void> {
  const ownerId = request.session.userId;
  const posted = request.method === 'POST';
  if (posted && ownerId !== undefined && hasFormPage && site.csrf.accepts(request)) {
    await site.keptForms.keep(ownerId, request.path, formBodyOf(request.body));
  }
  const back = posted && !hasFormPage ? refererPath(request) : request.originalUrl;
  const ended = ownerId === undefined ? '' : '&het-phien=1';
  response.redirect(303, `${signInPath}?tiep=${encodeURIComponent(back)}${ended}`);
}

/** A token that does not fit: a forged request is refused; the person's own stale page is shown again with what was typed. */
async function refuseForged(site: Site, hasFormPage: boolean, principal: Principal | undefined, request: Request, response: Response): Promise<void> {
  const stale = principal !== undefined && hasFormPage && request.get('sec-fetch-site') === 'same-origin';
  if (!stale) throw new Forbidden({ action: 'forged', neededRoles: [] });
  await site.keptForms.keep(principal.userId, request.path, formBodyOf(request.body));
  response.redirect(303, request.originalUrl);
}

function refererPath(request: Request): string {
  const referer = request.get('referer');
  if (referer === undefined || !URL.canParse(referer)) return '/';
  const url = new URL(referer);
  return url.host === request.host ? url.pathname + url.search : '/';
}

function askOf(site: Site, route: Route, principal: Principal | undefined, request: Request): Ask {
  return {
    path: request.path,
    params: identifiersOf(request),
    query: formBodyOf(request.query),
    body: formBodyOf(request.body),
    uploads: route.files ? uploadsOf(request) : noUploads,
    incoming: { content: request, header: (name) => request.get(name) },
    visitor: principal,
    get principal() {
      if (principal === undefined) throw new Error(`route ${route.path} is open to anyone but asks who is signed in`);
      return principal;
    },
    act: { actorId: principal?.userId ?? null, records: route.records },
    address: request.ip ?? '',
    session: createSessionControl(site, request),
    takeKept: async () => (principal === undefined ? undefined : site.keptForms.take(principal.userId, request.path)),
    refusalText: (refusal) => site.refusalText(refusal),
  };
}

/** Every parameter named id (or ending in Id) is an identifier; anything else names nothing. */
function identifiersOf(request: Request): Readonly<Record<string, string>> {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.params)) {
    if (typeof value !== 'string') continue;
    if (/(^id|Id)$/.test(name) && !isIdentifier(value)) throw new NotFound('page');
    params[name] = value;
  }
  return params;
}
