import { load } from 'cheerio';
import type { World } from '../builders/world.js';
import type { TestApp } from '../harness/app.js';
import { Caller, type Reply } from './callers.js';
import { permissionMatrix, type Comer } from './permission-matrix.js';

/** Addresses that are shown and posted to. */
export const formPaths: readonly string[] = Object.keys(permissionMatrix)
  .filter((entry) => entry.startsWith('POST ') && permissionMatrix[entry.replace('POST', 'GET')] !== undefined)
  .map((entry) => entry.slice('POST '.length));

/** Addresses that are shown. */
export const pagePaths: readonly string[] = Object.keys(permissionMatrix)
  .filter((entry) => entry.startsWith('GET '))
  .map((entry) => entry.slice('GET '.length));

/** Gives for an entry of the matrix the first who may come: a visitor, or a person of the department or the city, signed in once. */
export function comersOf(app: TestApp, world: World): (entry: string) => Promise<Caller> {
  const callers = new Map<Comer, Promise<Caller>>();
  return (entry) => {
    const comer = permissionMatrix[entry]?.[0] ?? 'visitor';
    const caller = callers.get(comer) ?? (comer === 'visitor' ? visitorOf(app) : Caller.signedIn(app, world.at[comer]));
    callers.set(comer, caller);
    return caller;
  };
}

/** A visitor who has a page of the product open. */
export async function visitorOf(app: TestApp): Promise<Caller> {
  const caller = Caller.visitor(app);
  await caller.readToken('/dang-nhap');
  return caller;
}

/** What is wrong with an answer to bad input: it must be 4xx and a page that says in Vietnamese what is the matter. */
export function wrongWith(what: string, reply: Reply, wanted: readonly number[] = [400, 403, 404, 409, 413, 422]): string[] {
  if (!wanted.includes(reply.status)) return [`${what}: ${reply.status} ${reply.location}`];
  if (reply.status < 400) return [];
  const page = load(reply.text);
  const listed = page('.error-summary__list li').map((_, item) => page(item).text().trim()).get();
  const said = listed.length > 0 ? listed : [page('main h1').text().trim()];
  const foreign = said.filter((sentence) => !/[À-ỹđĐ]/.test(sentence) || /must|allowed|required|invalid/i.test(sentence));
  return page('html').attr('lang') !== 'vi' || foreign.length > 0 ? [`${what}: ${reply.status} says "${foreign.join('; ')}"`] : [];
}

/** Checks that nothing was logged as a defect since the last call. */
export function newDefects(app: TestApp): () => readonly string[] {
  let heard = 0;
  return () => {
    const fresh = app.loggedErrors.slice(heard);
    heard = app.loggedErrors.length;
    return fresh;
  };
}
