import type { Request } from 'express';
import type { Principal } from './principal.js';
import type { SessionControl } from './routes.js';
import type { Site } from './site.js';

/** The person of this request, if the session is alive and the account open. */
export function principalOfRequest(site: Site, request: Request): Principal | undefined {
  const identity = request.session.identity;
  if (identity === undefined || identity.expired || request.session.userId === undefined) return undefined;
  return site.principalOf(identity, request.session.agencyId);
}

/** What handlers may do to the session of this request. */
export function createSessionControl(site: Site, request: Request): SessionControl {
  return {
    begin: (userId) =>
      new Promise((resolve, reject) => {
        request.session.regenerate((error: unknown) => {
          if (error !== undefined && error !== null) {
            reject(asError(error));
            return;
          }
          request.session.userId = userId;
          saveSession(request).then(resolve, reject);
        });
      }),
    end: () =>
      new Promise((resolve, reject) => {
        request.session.destroy((error: unknown) => (error !== undefined && error !== null ? reject(asError(error)) : resolve()));
      }),
    actFor: (agencyId) => {
      request.session.agencyId = agencyId;
      return saveSession(request);
    },
    endOthers: (userId) => site.sessions.endOthers(userId, request.sessionID),
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/**
 * Writes the session down now. Left to the end of the answer it would be written while a browser already follows the redirect, and the page it asks
 * for would not know yet who signed in or for which agency.
 */
function saveSession(request: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.save((error: unknown) => (error !== undefined && error !== null ? reject(asError(error)) : resolve()));
  });
}
